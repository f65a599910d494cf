"""Whoever leads Party and government: what they do is done by no organisation of the record.

"Chủ tịch Ủy ban nhân dân xã", "Chủ tịch UBND xã" and "Chủ tịch UBND cấp xã" are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WRITTEN_OUT = {
    r"\buỷ\b": "ủy",
    r"\bubnd\b": "ủy ban nhân dân",
    r"\bhđnd\b": "hội đồng nhân dân",
}
_OFFICE = r"ủy ban nhân dân|hội đồng nhân dân|(?:đảng|huyện|thành|thị|tỉnh) ủy|chi bộ"
_ANY_OFFICE = rf"{_OFFICE}|ubnd|hđnd|uỷ ban nhân dân"
_LOWEST = r"(?:cấp )?(?:(?:các )?xã, (?:phường|thị trấn)|phường|thị trấn|đặc khu|cơ sở)"
_OF_LEVEL = re.compile(rf"\b((?:{_OFFICE}) ){_LOWEST}\b")
_LEVEL = re.compile(rf"\b((?:{_OFFICE}) )(?:cấp|các) ")
_LEADER = re.compile(
    rf"(?:^|[.;:(](?=\s)|\()\s*(?:[-+*•]\s*)?(?:(?:trong đó|riêng|đồng chí)[:,]?\s+)*"
    rf"(?P<who>(?:phó )?(?:chủ tịch|bí thư) (?:{_ANY_OFFICE})|người đứng đầu (?:cấp ủy|chính quyền))\b",
    re.MULTILINE,
)


def written_out(text: str) -> str:
    """Return a text in small letters with offices written out and their levels written alike."""
    text = text.lower()
    for short, long in _WRITTEN_OUT.items():
        text = re.sub(short, long, text)
    return _LEVEL.sub(r"\1", _OF_LEVEL.sub(r"\1xã", text))


def leaders(text: str) -> Iterator[int]:
    """Yield where a clause begins with whoever leads Party or government."""
    return (found.start("who") for found in _LEADER.finditer(text.lower()))
