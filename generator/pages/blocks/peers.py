"""Where a unit stands among the units of its own parent: one figure, in words and as a dot among dots.

Only like stands beside like (`generator/analysis`).  How many have less is told where that is half of
the others or more: nobody is named as the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from generator import text
from generator.analysis import Comparison, is_final
from generator.model import Observation
from generator.pages.blocks.chart_titles import subject_of
from generator.pages.blocks.distributions import ENOUGH, are_dots_telling, dots_about, said
from generator.pages.blocks.regrouping import kinds_of
from generator.pages.view import words
from generator.pages.view.amounts import amount
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.figure import Figure, figure
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import detail
from generator.products import DotChart

MOST_INDICATORS = 4
"""Indicators of a unit that are looked at, the most telling first."""
_TENTH = Decimal("0.1")


class Share(Struct, frozen=True):
    """What a figure is of what a document states for the parent, which has other figures, too."""

    percent: str
    whole: Figure
    detail: str  # the organisation and the part that both are of


class Peers(Struct, frozen=True):
    """One figure of a unit beside those of the other units of its parent."""

    subject: str
    period: str
    own: Figure
    units: int  # with a figure that may be compared, the own one included
    kinds: str
    parent: Link
    median: tuple[str, str]  # plain and in words
    below: int  # of the other units; 0 where they are fewer than half of them
    share: Share | None
    change: str | None  # against the same days of the year before


def peers_of(
    context: Context, unit_id: str, observations: Sequence[Observation]
) -> tuple[Peers, Comparison] | None:
    """Return the most telling comparison of a unit, with its figure in words; None where there is none."""
    found = list(_comparisons(context, unit_id, observations))
    telling = [one for one in found if len({value for _, value in one.values}) >= ENOUGH]
    if not found:
        return None
    chosen = (telling or found)[0]
    own = next(one for one in observations if _is_of(one, chosen))
    return _peers(context, own, chosen), chosen


def dots_of_unit(context: Context, unit_id: str, found: Comparison) -> DotChart | None:
    """Return the dots of such a comparison with the unit's own named; None where they tell nothing."""
    return dots_about(context, found, unit_id) if are_dots_telling(found) else None


def _comparisons(context: Context, unit_id: str, observations: Sequence[Observation]) -> Iterator[Comparison]:
    """Yield the telling comparisons that have the unit, of its most telling indicators, newest first."""
    parent_id = context.unit(unit_id).parent_id
    if parent_id is None:
        return
    indicators = context.register.indicators
    names = sorted(
        {one.indicator_id for one in observations},
        key=lambda name: (indicators[name].headline is None, indicators[name].headline or 0, name),
    )
    for name in names[:MOST_INDICATORS]:
        for one in context.measured.siblings[parent_id, name]:
            if one.is_telling and any(other == unit_id for other, _ in one.values):
                yield one


def _is_of(observation: Observation, found: Comparison) -> bool:
    return (
        observation.indicator_id == found.indicator_id
        and observation.organisation_id == found.organisation_id
        and observation.breakdown == found.breakdown
        and observation.period == found.period
        and observation.qualifier is None
        and observation.value is not None
        and observation.occurrence == 1
    )


def _peers(context: Context, own: Observation, found: Comparison) -> Peers:
    assert own.value is not None
    others = [Decimal(value) for unit_id, value in found.values if unit_id != own.unit_id]
    below = sum(value < own.value for value in others)
    parent_id = context.unit(own.unit_id).parent_id
    assert parent_id is not None
    return Peers(
        subject=subject_of(context, [own]),
        period=period_of(context, own),
        own=figure(context, own, beside_name=True),
        units=len(found.values),
        kinds=kinds_of(context.unit(unit_id) for unit_id, _ in found.values),
        parent=in_sentence(context.unit_link(parent_id)),
        median=(text.plain(found.median), said(context, found, found.median)),
        below=below if 2 * below >= len(others) else 0,
        share=_share(context, own, parent_id, sum((Decimal(value) for _, value in found.values), Decimal(0))),
        change=_change(context, own),
    )


def _share(context: Context, own: Observation, parent_id: str, together: Decimal) -> Share | None:
    """Return what the figure is of the parent's; None where it is not a part of that, or almost none.

    A parent that states less than its units have together counts its own alone: its associations, not theirs.
    """
    indicator = context.register.indicators[own.indicator_id]
    whole = _stated(context, own, parent_id)
    if not indicator.adds_over_units or indicator.kind == "ratio" or whole is None or not whole.value:
        return None
    assert own.value is not None
    share = _rounded(100 * own.value / whole.value)
    if together > whole.value or not share:
        return None
    return Share(f"{text.number(share)}%", figure(context, whole), detail(context, whole))


def _change(context: Context, own: Observation) -> str | None:
    """Return how the figure differs from that of the same days of the year before."""
    before = _stated(context, own, own.unit_id, years=1)
    if before is None or before.value is None:
        return None
    assert own.value is not None
    difference = own.value - before.value
    if not difference:
        return words.sentence("peers_same")
    indicator = context.register.indicators[own.indicator_id]
    key = "peers_more" if difference > 0 else "peers_less"
    if indicator.kind == "ratio":
        return words.sentence(f"{key}_points", points=text.number(abs(difference)))
    shown = words.sentence(key, difference=amount(abs(difference), indicator))
    percent = _rounded(100 * abs(difference) / before.value) if before.value else Decimal(0)
    return words.sentence("peers_percent", change=shown, percent=text.number(percent)) if percent else shown


def _stated(context: Context, like: Observation, unit_id: str, years: int = 0) -> Observation | None:
    """Return what all final documents state alike and exactly of the same of a unit, so many years before."""
    start, end = like.period.start, like.period.end
    if years and start.year != end.year:
        return None
    found = {
        one.value: one
        for one in context.figures_in([unit_id], "indicator_id", like.indicator_id)
        if one.organisation_id == like.organisation_id
        and one.breakdown == like.breakdown
        and _days(one.period.start) == (start.year - years, start.month, start.day)
        and _days(one.period.end) == (end.year - years, end.month, end.day)
        and one.qualifier is None
        and one.period_basis == "stated"
        and is_final(context.register, one)
    }
    return found.popitem()[1] if len(found) == 1 else None


def _days(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _rounded(percent: Decimal) -> Decimal:
    """Return a percentage with a decimal where it has one."""
    rounded = percent.quantize(_TENTH, ROUND_HALF_UP)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
