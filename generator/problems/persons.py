"""Names of persons, as far as they can be told from other words: a title, a surname, further names.

A role after a title ("đồng chí Bí thư") is none, nor is a place that is called after a person.  What
is refused in error stops an official, so surnames that begin other words too (Đoàn, Văn, Cao) count
only before a middle name.
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
_PLACES = "đường|phố|phường|xã|thôn|ấp|bản|chợ|cầu|chùa|đền|đình|trường|núi|khu|tổ"
_MORE = rf"[{_CAPITAL}][^\W\d_]*"

NAME = re.compile(
    rf"(?=[ÔôBbĐđ])(?<![^\W_]){''.join(f'(?<!(?i:{place}) )' for place in _PLACES.split('|'))}"
    r"(?:[Ôô]ng|ÔNG|[Bb]à|BÀ|(?i:đồng chí|đ/c|đ\.c\.?)):? "
    rf"(?=[{_CAPITAL}])(?:(?i:{_SURNAMES})(?: {_MORE})+|{_MORE} (?i:{_MIDDLE})(?: {_MORE})+)(?![^\W_])"
)
