"""How far the figures of units that may be compared lie apart: no place by name, no best, no worst."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator import text, urls
from generator.analysis import FEWEST, Comparison
from generator.model import Indicator
from generator.pages.view import words
from generator.pages.view.amounts import amount
from generator.pages.view.context import Context
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import detail, joined

MOST = 12
"""Rows that a reader takes in; the file has all."""


class SpreadRow(Struct, frozen=True):
    """Units of one level with comparable figures; values come plain and in words."""

    label: str
    period: str
    units: int
    values: tuple[tuple[str, str], ...]  # lowest, median, highest
    rose: int  # against a year before; all three are 0 where too few units have both figures
    fell: int
    stayed: int


class Spreads(Struct, frozen=True):
    """The latest spreads of an indicator, those of most units first."""

    rows: tuple[SpreadRow, ...]
    found: int  # how many there are, where not all are rows
    fewest: int  # units that make a comparison
    file: str  # where all compared figures can be had
    side_by_side: str  # where a reader chooses some of them


def spreads_of(context: Context, indicator: Indicator) -> Spreads | None:
    """Return what the comparable figures of an indicator come to; None where that says nothing."""
    if indicator.indicator_id not in context.measured.comparisons:
        return None
    found = context.measured.comparisons[indicator.indicator_id]
    telling = [one for one in _latest(found) if one.is_telling]
    telling.sort(key=lambda one: -len(one.values))
    rows = tuple(_row(context, indicator, one) for one in telling[:MOST])
    ways = context.to(urls.compared_rows(indicator)), context.to(urls.COMPARE)
    return Spreads(rows, len(telling), FEWEST, *ways) if rows else None


def _latest(comparisons: Iterable[Comparison]) -> Iterator[Comparison]:
    """Yield the first comparison, which is of the newest period, of each level and subject."""
    seen = set()
    for one in comparisons:
        subject = one.level, one.state, one.organisation_id, one.breakdown, one.noun
        if subject not in seen:
            seen.add(subject)
            yield one


def what_of(context: Context, found: Comparison) -> str:
    """Return what the figures of a comparison have in common: level, organisation, breakdown, noun."""
    level = words.word("compared", f"{found.level}_{found.state}")
    return joined(level, detail(context, found), words.noun(found.noun) if found.noun else "")


def _row(context: Context, indicator: Indicator, found: Comparison) -> SpreadRow:
    changes = found.rose, found.fell, found.stayed
    values = (found.lowest, found.median, found.highest)
    return SpreadRow(
        what_of(context, found),
        period_of(context, found),
        len(found.values),
        tuple((text.plain(value), amount(value, indicator)) for value in values),
        *(changes if sum(changes) >= FEWEST else (0, 0, 0)),
    )
