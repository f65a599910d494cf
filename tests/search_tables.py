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
    Case("OTHER_NAME", "CTĐ", "Hội Chữ thập đỏ", "CTĐ; Hồng thập tự"),
    Case("FOLDED_NAME", "binh yen", "Xã Bình Yên, huyện Định Hóa"),
    Case("NUMBER", "102", "Kết luận 102-KL/TW"),
    Case("FOLDED_OTHER_NAME", "ctd", "Hội Chữ thập đỏ", "CTĐ; Hồng thập tự"),
    Case("FOLDED_OTHER_NAME", "05587", "Xã Bình Yên", "", "05587"),
    Case("BEGINNING", "binh y", "Xã Bình Yên"),
    Case("OTHER_BEGINNING", "hong thap", "Hội Chữ thập đỏ", "CTĐ; Hồng thập tự"),
    Case("NAME_AND_PLACE", "Bình Yên Định Hóa", "Xã Bình Yên, huyện Định Hóa"),
    Case("FOLDED_NAME_AND_PLACE", "binh yen dinh hoa", "Xã Bình Yên, huyện Định Hóa"),
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
]
"""What is typed, and what Pagefind is asked."""

ALIKE = {
    "tam duong": [
        "/huyen/106-tam-duong/",
        "/xa/03390-tam-duong/",
        "/dia-phuong/26-vinh-phuc/#huyen-247",
        "/dia-phuong/25-phu-tho-20250701/#xa-08869-20250701",
    ],
    "binh yen": [
        "/xa/05587-binh-yen/",
        "/xa/05587-binh-yen-20250701/",
        "/dia-phuong/08-tuyen-quang/#xa-02554",
        "/dia-phuong/01-ha-noi/truoc-2025/#xa-09982",
    ],
    "thai nguyen": [
        "/tinh/19-thai-nguyen-20250701/",
        "/tinh/19-thai-nguyen/",
        "/dia-phuong/19-thai-nguyen/#huyen-164",
        "/dia-phuong/34-thai-binh/#xa-12910",
    ],
}
"""All units of one name, in order: figures before a page before a row, the higher level, today's unit."""
