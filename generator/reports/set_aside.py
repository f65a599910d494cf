"""Which numbers of a running text are no figures, and why: dates, numbers of documents, names …

A rule looks at the words around a number.  What it says is a proposal: the record decides with its
table `set_aside`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model import SetAsideReason


class Aside(NamedTuple):
    """A number that is no figure, by the place of its characters."""

    start: int
    end: int
    reason: SetAsideReason


_DOCUMENT = (
    "chỉ thị|kết luận|quyết định|quy định|nghị quyết(?: liên tịch)?|nghị định|thông tư|công văn|quy chế|"
    "pháp lệnh|luật|đề án"
)
_ALSO_DOCUMENT = "kế hoạch|thông báo|hướng dẫn|báo cáo|tờ trình|chương trình|công điện|văn bản"
_ORDINAL = "thứ|lần|mục|phần|điểm|khoản|điều|chương|phụ lục|biểu|chặng"
_TIMES = r"(?:năm|tháng|tuần|quý|giờ|phút|tuổi|ngày(?! công))\b"
_YEAR = r"(?:19|20)\d\d"

_RULES: tuple[tuple[SetAsideReason, str], ...] = (
    (
        "document_number",
        r"(?<![\d.,/])(?P<n>\d{1,5}(?:/\d{4})?(?:\s[-–]|[-–/]\s?)[A-ZĐ]{2,}\w*(?:\s?[-/]\s?[A-ZĐ]{2,}\w*)*)",
    ),
    ("document_number", r"(?i:\bsố\s+)(?P<n>\d{1,5})(?=,\s*\d{1,5}\s?[-/][A-ZĐ])"),
    ("document_number", rf"(?i:\b(?:{_DOCUMENT})\s+(?:số\s+)?)(?P<n>\d{{1,5}})(?![\d.,/]*\d)"),
    ("document_number", rf"(?i:\b(?:{_ALSO_DOCUMENT})\s+số\s+)(?P<n>\d{{1,5}})(?![\d.,/]*\d)"),
    ("date", rf"(?i)(?<!\d)(?P<n>\d{{1,2}} tháng \d{{1,2}}(?: năm {_YEAR})?)"),
    ("date", r"(?<![\d/])(?P<n>\d{1,2}/\d{1,2}/\d{2,4})(?!\d)"),
    ("date", rf"(?i)\btháng (?P<n>\d{{1,2}}(?:/{_YEAR}| năm {_YEAR})?)(?![\d.,/]*\d)"),
    ("date", rf"(?<![\d.,/])(?P<n>{_YEAR}\s*[-–]\s*{_YEAR})(?![\d.,/]*\d)"),
    ("date", rf"(?i)\b(?:năm|năm học|nhiệm kỳ|giai đoạn|từ|đến)\s+(?P<n>{_YEAR})(?![\d.,/]*\d)"),
    (
        "date",
        r"(?i)\bngày(?:[ ][^\d\s.;:]+){0,8} (?P<n>(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2]))(?![\d/])",
    ),
    ("date", r"(?i)\bngày (?P<n>\d{1,2})(?![\d.,/]*\d)"),
    ("date", rf"\.\./(?P<n>{_YEAR})\b"),
    (
        "duration",
        rf"(?i)(?<![\d.,/])(?P<n>\d[\d.]* {_TIMES})",
    ),
    ("numbering", rf"(?i)\b(?:{_ORDINAL}) (?P<n>\d{{1,3}})(?![\d.,/]*\d)"),
    ("numbering", r"(?i:\b(?:khóa|khoá|thứ|đại hội) )(?P<n>[IVX]{1,5})\b"),
    ("name", r"[^\W\d_]-?(?P<n>\d+(?:[.,/]\d+)*)"),
    ("name", r"(?<![\w.,/])(?P<n>\d+)[A-ZĐ]\b"),
)
_COMPILED = tuple((reason, re.compile(pattern)) for reason, pattern in _RULES)
_LASTING = re.compile(rf"(?i) {_TIMES}")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def set_aside(text: str) -> tuple[Aside, ...]:
    """Return the numbers that are no figures, in their order; each place is judged by the first rule."""
    taken = bytearray(len(text))
    return tuple(sorted(one for one in _by_rules(text) if take(taken, one.start, one.end)))


def take(taken: bytearray, start: int, end: int) -> bool:
    """Mark characters as taken, one byte each, unless one already is; return whether all were free."""
    if any(taken[start:end]):
        return False
    taken[start:end] = bytes([1]) * (end - start)
    return True


def duration_reason(after: str) -> SetAsideReason | None:
    """Return why a number in words before this text is no figure: "hai mươi năm" is a time."""
    return "duration" if _LASTING.match(after) else None


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return where something is quoted: names of movements and models, whose numbers count nothing."""
    return tuple(found.span() for found in _QUOTED.finditer(text))


def _by_rules(text: str) -> Iterator[Aside]:
    for reason, pattern in _COMPILED:
        for found in pattern.finditer(text):
            yield Aside(found.start("n"), found.end("n"), reason)
