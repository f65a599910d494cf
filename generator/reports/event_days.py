"""The one day on which something was done: "tại ngày hội hiến máu ngày 05/4/2026, tiếp nhận 43 đơn vị máu".

The day of a document, one up to which is counted, one that is commemorated and one that is compared
with are no such days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.read import values
from generator.reports.comparisons import without_comparisons
from generator.reports.surroundings import Surroundings

_DAY = re.compile(r"\bngày (\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )((?:19|20)\d\d)\b", re.IGNORECASE)
_OF_A_DOCUMENT = re.compile(
    r"(?:[A-ZĐ]{2,}[\w-]*,?|(?i:\b(?:kế hoạch|quyết định|công văn|nghị quyết|thông báo|hướng dẫn|chỉ thị|"
    r"kết luận|quy định|nghị định|tờ trình|thông tư|quy chế|văn bản|báo cáo|luật)\b[^,;.]*))\s*$"
)
_NO_EVENT = re.compile(
    r"\b(?:đến(?: hết)?|từ|trước|sau|(?:kỷ niệm|chào mừng|nhân)\b[^,;.]*)\s*$", re.IGNORECASE
)
_CLAUSE = re.compile(r",(?=\s)|[():]")
_IN_BRACKETS = re.compile(r"\((ngày [^()]*)\)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = "#"
"""Stands for the number itself."""


class _Clause(NamedTuple):
    start: int
    text: str


def event_day(around: Surroundings) -> date | None:
    """Return the one day that the clause of a number names, or a clause before it that has no number."""
    before = around.statement_before
    statement = _IN_BRACKETS.sub(r" \1 ", f"{before}{_NUMBER}{around.statement_after}")
    days = [found for found in _DAY.finditer(statement) if _is_of_event(statement, found)]
    if len(days) != 1 or days[0][0] not in without_comparisons(statement):
        return None
    (found,) = days
    clauses = list(_clauses(statement))
    own = next(one for one in reversed(clauses) if one.start <= len(before))
    of_day = next(one for one in reversed(clauses) if one.start <= found.start())
    is_leading = of_day.start < own.start and not _DIGIT.search(of_day.text.replace(found[0], ""))
    return _day(found) if of_day is own or is_leading else None


def _clauses(statement: str) -> Iterator[_Clause]:
    start = 0
    for end in (*(found.end() for found in _CLAUSE.finditer(statement)), len(statement)):
        yield _Clause(start, statement[start:end])
        start = end


def _is_of_event(statement: str, found: re.Match[str]) -> bool:
    before = statement[: found.start()]
    return not (_OF_A_DOCUMENT.search(before) or _NO_EVENT.search(before))


def _day(found: re.Match[str]) -> date | None:
    day = values.day(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}")
    return day if isinstance(day, date) else None
