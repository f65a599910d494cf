"""Which period the title of a report states: "6 tháng đầu năm 2026", "quý I/2026", "năm 2025".

What is planned comes after: of "kết quả 9 tháng, nhiệm vụ 3 tháng cuối năm 2023" the first is meant.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from generator.model import Period
from generator.read import values

_PLANNED = re.compile(r"\b(?:phương hướng|nhiệm vụ|kế hoạch|chương trình)\b", re.IGNORECASE)
_OF_A_DAY = re.compile(r"\bngày\s+\d{1,2}(?:/\d{1,2}/\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm ((?:19|20)\d\d)\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:\d+ năm|giai đoạn|nhiệm kỳ)\b(?! (?:19|20)\d\d\b(?!\s*[-–]))", re.IGNORECASE)
_DAYS = re.compile(
    r"\b(?:từ )?(?:ngày )?(\d{1,2}/\d{1,2}/\d{4})\s*(?:-|–|đến(?: hết)?)\s*(?:ngày )?(\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)
_OF_YEAR = r"(?:\s*/\s*|,?\s+(?:năm\s+)?)?((?:19|20)\d\d)?\b"
_FIRST_MONTHS = re.compile(rf"\b(\d{{1,2}}) tháng(?: đầu)?(?: năm)?(?! cuối){_OF_YEAR}", re.IGNORECASE)
_LAST_MONTHS = re.compile(rf"\b(\d{{1,2}}) tháng cuối(?: năm)?{_OF_YEAR}", re.IGNORECASE)
_QUARTER = re.compile(rf"\bquý\s+(IV|I{{1,3}}|[1-4])\b{_OF_YEAR}", re.IGNORECASE)
_MONTH = re.compile(rf"\btháng\s+(\d{{1,2}})\b{_OF_YEAR}", re.IGNORECASE)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


class Stated(Struct, frozen=True):
    """A period, and the words that state it."""

    period: Period
    said: str


def stated_period(title: str) -> Stated | None:
    """Return the period that a title states; None where it states none, or several years."""
    if found := _DAYS.search(title):
        start, end = (_day(one) for one in found.groups())
        return Stated(Period(start, end), found[0]) if start and end and start <= end else None
    title = _OF_A_DAY.sub(" ", title)
    done = _PLANNED.split(title, maxsplit=1)[0]
    return next(_of_months(done, title), None) or _of_year(done)


def _of_months(done: str, title: str) -> Iterator[Stated]:
    """Yield what is stated in months or quarters; the year may stand after what is planned."""
    later = _YEAR.findall(title)
    for pattern in (_QUARTER, _FIRST_MONTHS, _LAST_MONTHS, _MONTH):
        for found in pattern.finditer(done):
            year = found[2] or (later[0] if later else "")
            first, last = _months(pattern, found[1].upper())
            if year and 1 <= first <= last <= 12:
                said = found[0].strip() if found[2] else f"{found[0].strip(' ,')} … năm {year}"
                yield Stated(_period(int(year), first, last), said)


def _months(pattern: re.Pattern[str], number: str) -> tuple[int, int]:
    count = _QUARTERS.get(number) or int(number)
    if pattern is _QUARTER:
        return 3 * count - 2, 3 * count
    if pattern is _MONTH:
        return count, count
    return (1, count) if pattern is _FIRST_MONTHS else (13 - count, 12)


def _of_year(done: str) -> Stated | None:
    years = set(_YEAR.findall(done))
    if len(years) != 1 or _YEARS.search(done):
        return None
    (year,) = years
    return Stated(_period(int(year), 1, 12), f"năm {year}")


def _period(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _day(written: str) -> date | None:
    day, month, year = written.split("/")
    found = values.day(f"{year}-{month:0>2}-{day:0>2}")
    return found if isinstance(found, date) else None
