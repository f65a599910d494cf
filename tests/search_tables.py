"""What people type and what it has to find: one table for Python and for the script of the search page."""

from typing import NamedTuple

FOLDED = [
    ("hoi nguoi cao tuoi", "Hội Người cao tuổi"),
    ("dinh hoa", "Định Hoá"),
    ("dinh hoa", "Định Hóa"),
    ("da cam", "da cam"),
    ("dang bo", "ĐẢNG BỘ"),
    ("m drak", "M'Drắk"),
    ("tre mo coi benh nhan ngheo", "Trẻ mồ côi - Bệnh nhân nghèo"),
    ("102 kl tw", "102-KL/TW"),
    ("", "—"),
]
"""As typed in a hurry, and what is meant by it."""


SOUNDED = [
    ("qui nhon", "Quy Nhơn"),
    ("qui chau", "Quỳ Châu"),
    ("mi duc", "Mỹ Đức"),
    ("binh y", "Bình Y"),
    ("y yen", "Ý Yên"),
    ("tay ninh", "Tây Ninh"),
    ("thuy", "Thủy"),
    ("huynh", "Huỳnh"),
]
"""What is looked for, and how it is written: i and y are alike where people write both."""

SPELLED_OUT = [
    ("p16 go vap", "phường 16 go vap"),
    ("P. 16, Q. Gò Vấp", "phường 16, quận Gò Vấp"),
    ("q. 3", "quận 3"),
    ("q3", "quận 3"),
    ("tx cai lay", "thị xã cai lay"),
    ("tt. Chờ", "thị trấn Chờ"),
    ("x. Bình Yên, h. Định Hóa, t. Thái Nguyên", "xã Bình Yên, huyện Định Hóa, tỉnh Thái Nguyên"),
    ("phường Xuân Hòa TP.HCM", "phường Xuân Hòa thành phố Hồ Chí Minh"),
    ("tphcm", "thành phố Hồ Chí Minh"),
    ("Đoàn TNCS HCM", "Đoàn TNCS Hồ Chí Minh"),
    ("tp can tho", "thành phố can tho"),
    ("05/2013/TT-BNV", "05/2013/TT-BNV"),
    ("TT 05", "TT 05"),
    ("pu mat", "pu mat"),
    ("Hộp 1", "Hộp 1"),
]
"""Short forms of kinds, and what is asked for in their place."""


class Case(NamedTuple):
    """A query, what is found, and on which rung of the ladder it stands."""

    rung: str
    query: str
    title: str
    others: str = ""
    words: str = ""


LADDER = [
    Case("NAME", "Bình Yên", "Xã Bình Yên, huyện Định Hóa"),
    Case("NAME", "xã bình yên", "Xã Bình Yên (từ 01/7/2025)"),
    Case("NAME", "Định Hoá", "Huyện Định Hóa"),
    Case("NAME", "Tiên Lãng Tiên Lãng Hải Phòng", "Thị trấn Tiên Lãng, huyện Tiên Lãng, thành phố Hải Phòng"),
    Case("NAME", "phường tân bình, thành phố hồ chí minh", "Phường Tân Bình, thành phố Hồ Chí Minh"),
    Case("OTHER_NAME", "CTĐ", "Hội Chữ thập đỏ", "CTĐ; Hồng thập tự"),
    Case("FOLDED_NAME", "binh yen", "Xã Bình Yên, huyện Định Hóa"),
    Case("FOLDED_NAME", "Qui Nhơn", "Thành phố Quy Nhơn"),
    Case("NUMBER", "102", "Kết luận 102-KL/TW"),
    Case("FOLDED_OTHER_NAME", "ctd", "Hội Chữ thập đỏ", "CTĐ; Hồng thập tự"),
    Case("FOLDED_OTHER_NAME", "05587", "Xã Bình Yên", "", "05587"),
    Case("BEGINNING", "binh y", "Xã Bình Yên"),
    Case("BEGINNING", "phuong 16 go v", "Phường 16, quận Gò Vấp"),
    Case("OTHER_BEGINNING", "hong thap", "Hội Chữ thập đỏ", "CTĐ; Hồng thập tự"),
    Case("NAME_AND_PLACE", "Định Hóa Bình Yên", "Xã Bình Yên, huyện Định Hóa"),
    Case("FOLDED_NAME_AND_PLACE", "dinh hoa binh yen", "Xã Bình Yên, huyện Định Hóa"),
    Case("TOGETHER", "thập đỏ", "Hội Chữ thập đỏ"),
    Case("FOLDED_TOGETHER", "thap do", "Hội Chữ thập đỏ"),
    Case("SPREAD", "đỏ chữ", "Hội Chữ thập đỏ"),
    Case("FOLDED_SPREAD", "do chu", "Hội Chữ thập đỏ"),
    Case("ON_PAGE", "hội viên", "Xã Bình Yên"),
    Case("ON_PAGE", "055", "Xã Bình Yên", "", "05587"),  # a number is whole
]
"""From the best rung to the last, but for those that no name stands on by itself."""
GIVEN = {"SAID", "INSTEAD", "EVERYWHERE"}

VARIANTS = [
    ("định hóa", ["định hóa", "dinh hoa", "đinh hoa"]),
    ("da do", ["da do", "đa đo", "đa do", "da đo"]),
    ("1875 hội", ["1875 hội", "1875 hoi", "1.875 hội"]),
    ("bình yên", ["bình yên", "binh yen"]),
    ("qui nhơn", ["qui nhơn", "qui nhon", "quy nhon"]),
]
"""What is typed, and what Pagefind is asked."""

ALIKE = {
    "tam duong": [
        "/huyen/106-tam-duong/",
        "/xa/03390-tam-duong/",
        "/huyen/247/#huyen-247",
        "/xa/08869/#xa-08869-20250701",
    ],
    "binh yen": [
        "/xa/05587-binh-yen/",
        "/xa/05587-binh-yen-20250701/",
        "/xa/02554/#xa-02554",
        "/xa/09982/#xa-09982",
    ],
    "thai nguyen": [
        "/tinh/19-thai-nguyen-20250701/",
        "/tinh/19-thai-nguyen/",
        "/huyen/164/#huyen-164",
        "/xa/12910/#xa-12910",
    ],
}
"""All units of one name, in order: figures before a page before a row, the higher level, today's unit."""

DISTANCES = [
    ("hau gaing", "hau giang", 1),  # two letters that changed places
    ("hau gian", "hau giang", 1),
    ("hhau giang", "hau giang", 1),
    ("hau gieng", "hau giang", 1),
    ("bihn yem", "binh yen", 2),
    ("", "yen", 3),
    ("binh yen", "binh yen", 0),
]
"""How far a name is from what was typed."""

NEAREST = [
    ("hau gaing", ["Hậu Giang"]),
    ("hau giang", ["Hậu Giang"]),
    ("yem", []),  # too short to be wrong
    ("zzzzqqqq", []),
    ("binh yem", ["Bình Yên", "Bình Yển"]),
]
"""Of Hậu Giang, Hà Giang, Yên, Bình Yên and Bình Yển, those that may be meant."""
