"""Names of persons, as far as they can be told from other words: a title, a surname, further names.

A role after a title ("đồng chí Bí thư") is none, nor is a place that is called after a person.  What
is refused in error stops an official, so surnames that begin other words too (Đoàn, Văn, Cao) count
only before a middle name.  Words of kinship (cụ, anh, em) stand before places as well: "các cháu Hà
Giang", "xã Anh Sơn", "Cô Tô"; a surname counts after them only of one person, and with one word more
only of a grown one; else, and of households, what counts is a middle name.
"""

from __future__ import annotations

import re

_CAPITAL = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)))))
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đinh|Trịnh|Trương|Mai|Lâm|"
    "Lương|Lưu|Hà|Phùng|Tạ|Tô|Châu|Quách|Kiều|Chu|Vương|Triệu|Tăng|Tống|Thạch|Danh|Lục|Mạc|Nghiêm|Doãn|Diệp|"
    "Đàm|Giáp|Hứa|Khổng|Khúc|Khương|Lại|Lã|Lữ|Bạch|Bế|Cấn|Cù|Nông|Lò|Cầm|Quàng|Lường|Tòng|Vàng|Giàng|Thào|"
    "Sùng|Lừu|Hảng|Hạng|Mùa|Lầu|Tẩn|Phàn|Chẻo|Lù|Vừ|Sình|Tráng|Ksor|Siu|Rah|Rcom|Kpă"
)
_MIDDLE = "Văn|Thị|Đình|Hữu|Đức|A"
_NO_PERSON_AFTER = "đường|phố|phường|xã|thôn|ấp|bản|chợ|cầu|chùa|đền|(?<!gia )đình|trường|núi|khu|tổ|tiếng"
_SEVERAL_AFTER = (
    "các|những|mấy|nhiều|từng|mỗi|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trẻ|đàn|hội|ông|bà|anh|chị|cô|chú|bác|"
    "thầy|mẹ|con|người|tuổi|ông,|bà,|anh,|chị,|cô,|chú,|bác,|thầy,"
)
_GROWN = "cụ|bác|anh|chị|cô|chú|dì|cậu|mợ|thím|thầy"
_KIN = f"{_GROWN}|em|cháu|bé"
_HOUSE = "hộ|gia đình|nạn nhân|bệnh nhân"
_MORE = rf"[{_CAPITAL}][^\W\d_]*"
_BEGINS = rf":? ?[“\"(]?(?!(?i:Hồ Chí Minh))(?=[{_CAPITAL}])"


def _not_after(words: str) -> str:
    return "".join(f"(?<!(?i:{word}) )" for word in words.split("|"))


_OF_ONE = rf"(?<!\d ){_not_after(_SEVERAL_AFTER)}"
_SURNAMED = rf"(?i:{_SURNAMES})(?: {_MORE})"
_OF_HIGHLANDS = rf"(?:Y {_MORE}|[HK]['’]{_MORE})"
_WITH_MIDDLE = rf"{_MORE} (?i:{_MIDDLE})(?: {_MORE})+"

NAME = re.compile(
    rf"(?<![^\W_])(?=(?i:ông|bà|đồng chí|đ/c|đ\.c|{_KIN}|{_HOUSE})[ :.]){_not_after(_NO_PERSON_AFTER)}(?:"
    rf"(?:[Ôô]ng|ÔNG|[Bb]à|BÀ|(?i:đồng chí|đ/c|đ\.c\.?)){_BEGINS}"
    rf"(?:{_SURNAMED}+|{_WITH_MIDDLE}|{_OF_HIGHLANDS})"
    rf"|{_OF_ONE}(?:{_GROWN}){_BEGINS}(?:{_SURNAMED}|{_OF_HIGHLANDS})"
    rf"|{_OF_ONE}(?:{_KIN}|{'|'.join(map(str.capitalize, _KIN.split('|')))}){_BEGINS}{_SURNAMED}{{2,}}"
    rf"|(?i:{_KIN}){_BEGINS}{_MORE} (?i:Văn|Thị)(?: {_MORE})+"
    rf"|(?i:{_KIN}|{_HOUSE}){_BEGINS}(?=(?i:{_SURNAMES}) ){_WITH_MIDDLE}"
    r")(?![^\W_])"
)
