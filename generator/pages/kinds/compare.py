"""The page of comparisons: which figures of several units may stand side by side; a script shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator import urls
from generator.analysis import FEWEST, Comparison
from generator.model import Indicator
from generator.pages.blocks.bodies_compared import BodiesCompared, bodies_compared
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.spreads import what_of
from generator.pages.view import words
from generator.pages.view.amounts import unit_of_measure
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.periods import period_of
from generator.pages.view.rendering import page
from generator.products import Page


class Comparable(Struct, frozen=True):
    """One column of a file of comparable figures, and which of its rows are alike."""

    unit_of_measure: str
    what: str
    period: str
    units: int
    file: str
    column: str
    level: str
    state: str


class OfIndicator(Struct, frozen=True):
    """The comparisons of one indicator, the newest first."""

    indicator: Link
    rows: tuple[Comparable, ...]


class ComparePage(Struct, frozen=True):
    """What `compare.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    groups: tuple[OfIndicator, ...]
    bodies: tuple[BodiesCompared, ...]  # associations in one unit
    left_units: tuple[Link, ...]  # that have figures, and none in any of these tables
    left_bodies: tuple[Link, ...]
    fewest: int  # units that make a comparison
    citation: Citation


def compare_page(context: Context) -> Page:
    """Return all comparisons that tell something, by indicator, the newest of each first."""
    title = words.word("title", "compare")
    bodies = bodies_compared(context)
    content = ComparePage(
        trail=trail(context),
        here=title,
        groups=tuple(_groups(context)),
        bodies=bodies,
        left_units=() if context.measured.is_large else _left_units(context, bodies),
        left_bodies=() if context.measured.is_large else _left_bodies(context, bodies),
        fewest=FEWEST,
        citation=citation(context, title, is_living=True),
    )
    return page(context.address, content, front_of(context, "compare"))


def _groups(context: Context) -> Iterator[OfIndicator]:
    for indicator_id, found in context.measured.comparisons.items():
        indicator = context.register.indicators[indicator_id]
        rows = tuple(_row(context, indicator, one) for one in found if one.is_telling)
        if rows:
            yield OfIndicator(context.indicator_link(indicator), rows)


def _left_units(context: Context, bodies: Iterable[BodiesCompared]) -> tuple[Link, ...]:
    shown = {unit_id for found in _shown(context) for unit_id, _ in found.values}
    shown |= {one.unit_id for one in bodies}
    left = (unit_id for unit_id in context.measured.reporting if unit_id not in shown)
    return tuple(in_sentence(context.dated_unit_link(unit_id)) for unit_id in left)


def _left_bodies(context: Context, bodies: Iterable[BodiesCompared]) -> tuple[Link, ...]:
    shown = {found.organisation_id for found in _shown(context)}
    shown |= {row.organisation_id for one in bodies for row in one.rows}
    organisations = context.register.organisations
    reporting = (name for name in organisations if context.measured.units_of_organisation.get(name))
    return tuple(context.organisation_link(organisations[name]) for name in reporting if name not in shown)


def _shown(context: Context) -> Iterator[Comparison]:
    every = context.measured.comparisons.values()
    return (one for found in every for one in found if one.is_telling)


def _row(context: Context, indicator: Indicator, found: Comparison) -> Comparable:
    return Comparable(
        unit_of_measure=unit_of_measure(indicator),
        what=what_of(context, found),
        period=period_of(context, found),
        units=len(found.values),
        file=context.to(urls.compared_rows(indicator)),
        column=found.column,
        level=found.level,
        state=found.state,
    )
