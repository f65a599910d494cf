"""Which period a number is about, and whether its report says so.

The record's practice: a period is stated where the sentence, a heading above it or the title of the
document names it; open where the statement says only "now" or "in past years" before the number,
that is for all numbers after it; else inferred.  What a sentence compares with names no period of its
numbers, and a number of the time compared with has none that can be said.  What was done on one day is
of that day.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from generator.model import Document, Period
from generator.model.codes import IndicatorKind, PeriodBasis
from generator.read import values
from generator.reports.comparisons import is_compared_with, without_comparisons
from generator.reports.event_days import event_day
from generator.reports.surroundings import Surroundings

_YEAR = re.compile(r"\bnăm ((?:19|20)\d\d)\b", re.IGNORECASE)
_OF_A_DAY = re.compile(r"(?:ngày\s*\d*\s*|(?<!\d\s))tháng\s*\d*\s*năm \d{4}", re.IGNORECASE)
_UP_TO = re.compile(r"\bđến(?: hết)?(?: ngày)? (\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b", re.IGNORECASE)
_LAST_CLAUSE = re.compile(r"[.;]\s")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NOW = re.compile(r"\b(?:(?<!thực )hiện có|hiện nay)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:năm qua|thời gian qua)\b", re.IGNORECASE)


class Told(Struct, frozen=True):
    """A period, and how it is known."""

    period: Period | None
    basis: PeriodBasis


def period_of(document: Document, around: Surroundings, kind: IndicatorKind | None) -> Told:
    """Return the document's period; of a stock its last year, where it spans several.

    Without the kind of its indicator nobody can say which of several years is meant.
    """
    own = document.period
    if is_compared_with(around):
        return Told(None, "inferred")
    day = event_day(around) if kind == "flow" else None
    if day is not None and (own is None or day in own):
        return Told(Period(day, day), "stated")
    years = _years(around.sentence)
    if own is None or (len(years) == 1 and min(years) < own.start.year):
        return Told(_year(min(years)), "stated") if years else Told(None, "inferred")
    if not own.spans_years:
        return Told(own, _basis(document, around, own, kind == "stock"))
    is_stock = kind == "stock" or bool(_NOW.search(around.statement_before))
    if kind is None and not is_stock:
        return Told(None, _basis(document, around, own, is_stock))
    period = _year(own.end.year) if is_stock else own
    return Told(period, _basis(document, around, period, is_stock))


def _basis(document: Document, around: Surroundings, period: Period, is_stock: bool) -> PeriodBasis:
    """Return how a period is known.

    What there will be on a day after the report nobody has counted: title and heading do not state it.
    """
    before = _IN_BRACKETS.sub(" ", around.statement_before)
    if _NOW.search(before) or _PAST.search(before):
        return "open"
    is_ahead = is_stock and document.issued_on is not None and document.issued_on < period.end
    wider = () if is_ahead else (around.headings, document.title)
    if any(_names(text, period) for text in (around.sentence, before, *wider)):
        return "stated"
    return "open" if _PAST.search(_LAST_CLAUSE.split(around.called)[-1]) else "inferred"


def _names(text: str, period: Period) -> bool:
    """Say whether a text names a period of one year, or the day up to which it counts."""
    if period.spans_years:
        return False
    text = without_comparisons(text)
    days = (values.day(f"{year}-{month:0>2}-{day:0>2}") for day, month, year in _UP_TO.findall(text))
    return period.end.year in _years(text) or any(isinstance(day, date) and day in period for day in days)


def _years(text: str) -> set[int]:
    """Return the years that a text names, but for those of single days and months, and of comparisons."""
    return {int(year) for year in _YEAR.findall(without_comparisons(_OF_A_DAY.sub(" ", text)))}


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))
