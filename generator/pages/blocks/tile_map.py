"""How complete the record is, province by province, and the tile map that shows it.

`tiles.toml` says where each province lies.  Counted are the communes of today that have figures of
their own, or had them since the first change of boundaries, and, apart from them, the communes before it that
today's were made from; never their figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator import text
from generator.model import Unit
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.products import Tile, TileMap

Layout = Mapping[str, Mapping[str, Any]]
"""Where the provinces of a time lie, what their squares say, and their islands, by their codes."""

_FILE = Path(__file__).with_name("tiles.toml")
NOTHING, ABOVE_COMMUNES, UNDER_HALF, HALF, ALL = range(5)
MOST_NAMED = 2


class Count(Struct, frozen=True):
    """How many of the units that there are have figures."""

    reported: int
    due: int


class Standing(Struct, frozen=True):
    """One province of today: how far the record covers it, as a step and in words."""

    unit: Unit
    link: Link
    step: int
    words: str


def standings(context: Context) -> tuple[Standing, ...]:
    """Return the provinces of today in the official order."""
    units = context.register.units.values()
    today = [unit for unit in units if unit.parent_id is None and not unit.ended]
    reporting = frozenset(context.measured.reporting)  # one look, not one for each unit of the nation
    return tuple(_standing(context, unit, reporting) for unit in today)


def _standing(context: Context, province: Unit, reporting: Collection[str]) -> Standing:
    territory = context.measured.territory
    communes = tuple(territory.children(province.unit_id, on=province.last_day))
    former = dict.fromkeys(name for commune in communes for name in territory.origins(commune))
    with_earlier = [(one, *_between(context, one, former)) for one in communes]
    counts = _count(reporting, with_earlier), _count(reporting, [(one,) for one in former])
    above = _known_above(context, province, former, reporting)
    step = _step(counts, bool(above))
    return Standing(province, context.unit_link(province.unit_id), step, _in_words(counts, step, above))


def _between(context: Context, commune_id: str, former: Collection[str]) -> list[str]:
    """Return what a commune of today has been since the first change of boundaries."""
    return [one for one in context.measured.territory.earlier(commune_id) if one not in former]


def _count(reporting: Collection[str], places: Iterable[tuple[str, ...]]) -> Count:
    known = [any(unit_id in reporting for unit_id in place) for place in places]
    return Count(sum(known), len(known))


def _known_above(
    context: Context, province: Unit, former: Iterable[str], reporting: Collection[str]
) -> list[Unit]:
    """Return those with figures of the province, what it was, and the units above its former communes."""
    territory = context.measured.territory
    parents = {next(territory.above(unit_id), unit_id) for unit_id in former}  # a few for many communes
    above = (name for parent_id in parents for name in territory.above(parent_id))
    found = {province.unit_id, *territory.earlier(province.unit_id), *parents.difference(former), *above}
    known = [context.unit(unit_id) for unit_id in found if unit_id in reporting]
    return sorted(known, key=lambda unit: (unit.parent_id is not None, unit.unit_id))


def _step(counts: Iterable[Count], above: bool) -> int:
    share = max(count.reported / count.due if count.due else 0 for count in counts)
    if share == 0:
        return ABOVE_COMMUNES if above else NOTHING
    if share < 1:
        return UNDER_HALF if share < 1 / 2 else HALF
    return ALL


def _in_words(counts: tuple[Count, Count], step: int, above: Sequence[Unit]) -> str:
    if step == NOTHING:
        return words.word("standing", str(step))
    if step == ABOVE_COMMUNES:
        return _above_in_words(above)
    said = [
        words.sentence(pattern, reported=count.reported, due=count.due)
        for pattern, count in zip(("standing_today", "standing_former"), counts, strict=True)
        if count.reported
    ]
    return "; ".join(said)


def _above_in_words(above: Sequence[Unit]) -> str:
    """Return whose the figures are, by name where they are few: an old province is not the new one."""
    if len(above) > MOST_NAMED:
        return words.sentence("standing_above_many", count=len(above))
    names = (words.lowered(unit.full_name) for unit in above)
    said = [
        words.sentence("unit_of_old", name=name) if unit.ended else name
        for unit, name in zip(above, names, strict=True)
    ]
    return words.sentence("standing_above", units=words.listed(said))


# The map --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def layout() -> Layout:
    """Return where the provinces of today lie, read once; `former` has the same of those before July 2025."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def layout_of(provinces: Iterable[Unit]) -> Layout | None:
    """Return the layout of just these provinces; None where there is none."""
    codes = {unit.code for unit in provinces}
    return next((one for one in (layout(), layout()["former"]) if one["places"].keys() == codes), None)


def tile_map(context: Context, provinces: tuple[Standing, ...]) -> TileMap | None:
    """Return the map; None where a province has no place on it, for a map with gaps would mislead."""
    places = layout()["places"]
    if not provinces or not all(province.unit.code in places for province in provinces):
        return None
    known = sum(1 for province in provinces if province.step > ABOVE_COMMUNES)
    return TileMap(
        title=_title(known, len(provinces)),
        description="; ".join(f"{province.link.text}: {province.words}" for province in provinces),
        source=words.sentence("map_source"),
        legend=tuple(words.word("map_legend", str(step)) for step in range(ALL + 1)),
        tiles=tuple(_tile(province, *places[province.unit.code]) for province in provinces),
        islands=tuple(islands_of((province.unit for province in provinces), layout())),
    )


def _title(known: int, provinces: int) -> str:
    pattern = "map_title" if known else "map_title_none"
    return words.sentence(pattern, known=known, provinces=provinces)


def _tile(province: Standing, row: int, column: int) -> Tile:
    href = province.link.href or ""
    return Tile(
        label_of(province.unit, layout()),
        province.unit.full_name,
        province.words,
        province.step,
        href,
        row,
        column,
    )


def label_of(province: Unit, where: Layout) -> str:
    """Return what the square of a province says: its name, or a shorter one."""
    return str(where["labels"].get(province.code, province.name))


def islands_of(provinces: Iterable[Unit], where: Layout) -> Iterator[tuple[str, int, int]]:
    """Yield the islands with the province that they belong to: `Trường Sa (Khánh Hòa)`."""
    for province in provinces:
        if province.code in where["islands"]:
            name, row, column = where["islands"][province.code]
            yield f"{name} ({province.name})", row, column


def by_name(provinces: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return provinces in Vietnamese alphabetical order of their bare names."""
    return tuple(sorted(provinces, key=lambda one: (text.collation_key(one.unit.name), one.unit.code)))
