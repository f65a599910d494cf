"""The directories of places: the list of all provinces, and for each one the list of its units.

Every unit of the record has one row in one directory, with its id as the anchor: provinces on
`/dia-phuong/`, all others on a page of their province.  A province that outlived its districts has
two pages, one of today and one of the districts' time.  No row shows a figure; it leads to the page
of its unit, where there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from generator import text, urls
from generator.model import Unit, UnitChange
from generator.page_tasks import are_units_parted, directories_of
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.chart_slots import ChartSlot
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.province_parts import Part, below, with_figures
from generator.pages.blocks.tile_map import Standing, by_name, standings, tile_map
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated
from generator.pages.view.rendering import page
from generator.products import Page


class Related(Struct, frozen=True):
    """A predecessor or a successor of a row, and how it is related where that is not plain."""

    name: str
    href: str
    detail: str


class ProvinceRow(Struct, frozen=True):
    """One province: its pages, how many units it had, what it came from or what became of it."""

    unit_id: str
    link: Link
    code: str
    counts: str
    directories: tuple[Link, ...]
    after: tuple[Related, ...]


class PlacesPage(Struct, frozen=True):
    """What `places.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    units: int
    counts_today: str
    with_figures: tuple[Link, ...]
    provinces: tuple[Part, ...]  # where these are too many: their directories
    slot: ChartSlot | None
    standings: tuple[Standing, ...]
    today: tuple[ProvinceRow, ...]
    former: tuple[ProvinceRow, ...]
    former_by_name: tuple[Link, ...]
    citation: Citation


def places_page(context: Context) -> Page:
    """Return the list of provinces, those of today and the former ones, by code and by name."""
    units = context.register.units.values()
    provinces = [unit for unit in units if unit.parent_id is None]
    former = [unit for unit in provinces if unit.ended]
    known = standings(context)
    parted = are_units_parted(context.register)
    chart = tile_map(context, known)
    content = PlacesPage(
        trail=trail(context),
        here=words.word("title", "places"),
        units=len(units),
        counts_today=counted(unit for unit in units if not unit.ended),
        with_figures=()
        if parted
        else tuple(context.dated_unit_link(name) for name in context.measured.reporting),
        provinces=with_figures(context) if parted else (),
        slot=None if chart is None else ChartSlot(0, chart.title, chart.source),
        standings=by_name(known),
        today=tuple(_province(context, unit) for unit in provinces if not unit.ended),
        former=tuple(_province(context, unit) for unit in former),
        former_by_name=_by_name(context, former),
        citation=citation(context, words.word("title", "places"), is_living=True),
    )
    charts = () if chart is None else (chart,)
    return page(context.address, content, front_of(context, "places"), charts)


def _by_name(context: Context, units: Iterable[Unit]) -> tuple[Link, ...]:
    ranked = sorted(units, key=lambda unit: (text.collation_key(unit.name), unit.unit_id))
    return tuple(Link(dated(unit.name, unit), f"#{unit.unit_id}") for unit in ranked)


def _province(context: Context, unit: Unit) -> ProvinceRow:
    inside = tuple(below(context, unit.unit_id))
    newest = [one for one in inside if one.ended == unit.ended and one.valid_to == unit.valid_to]
    successors = context.register.successors.get(unit.unit_id, ())
    return ProvinceRow(
        unit_id=unit.unit_id,
        link=context.dated_unit_link(unit.unit_id),
        code=unit.code,
        counts=counted(newest),
        directories=tuple(
            _directory_link(context, unit, address) for address in directories_of(unit, inside)
        ),
        after=tuple(related_unit(context, change, change.to_unit_id) for change in successors),
    )


def _directory_link(context: Context, province: Unit, address: str) -> Link:
    before = address != urls.places_in(province)
    return Link(words.word("directory", "before" if before else "own"), context.to(address))


def related_unit(context: Context, change: UnitChange, unit_id: str) -> Related:
    detail = "" if change.relation == "whole" else words.word("origin", change.relation)
    path, _, anchor = context.unit_address(unit_id).partition("#")
    href = f"{context.to(path)}#{anchor}" if anchor else context.to(path)
    return Related(words.lowered(context.unit(unit_id).full_name), href, detail)


def counted(units: Iterable[Unit]) -> str:
    """Return how many units there are of each type, districts first: `77 xã, 15 phường`."""
    counts = Counter((unit.level, unit.type) for unit in units if unit.parent_id is not None)
    ranked = sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], text.collation_key(pair[0][1])))
    return ", ".join(
        words.sentence("counted_units", count=text.number(Decimal(count)), type=words.noun(kind, count))
        for (_, kind), count in ranked
    )
