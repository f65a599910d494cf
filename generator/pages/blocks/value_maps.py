"""The values of one indicator place by place, a picture a period: provinces on the map, communes as squares.

Only like stands beside like: of what most places state in the same kind of period there is a picture a
year, all with the same classes.  The units are those in force on the last day of the period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.analysis import Comparison, compare, points_of
from generator.analysis.classes import MOST, Class, class_of, classes_of
from generator.measures.territory import COMMUNE
from generator.model import Observation, Period, Unit
from generator.pages.blocks.chart_slots import ChartSlot, slots_of
from generator.pages.blocks.chart_titles import subject_of
from generator.pages.blocks.distributions import said
from generator.pages.blocks.regrouping import kinds_of
from generator.pages.blocks.tile_map import Layout, islands_of, label_of, layout_of
from generator.pages.view import words
from generator.pages.view.amounts import noun
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import Figure, figure
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import subject
from generator.products import MOST_TILES, Chart, Strip, Tile, TileMap

MOST_PERIODS = 5
MOST_NAMED = 42
"""Squares with a name in each; more stand without."""
MOST_LINKED = 132
"""Squares without a name that are large enough to be touched."""
ACROSS = 7
"""Squares with a name side by side, as on the map."""
MOST_PARENTS = 3
"""Units whose communes are shown on one page, those of most places first."""


class ValueMap(Struct, frozen=True):
    """The picture of one period."""

    period: str
    slot: ChartSlot
    is_open: bool  # of several, the newest that has at least half as many places as any


class ValueRow(Struct, frozen=True):
    """One place with its figures of each period."""

    unit: Link
    cells: tuple[tuple[Figure, ...], ...]


class ValueMaps(Struct, frozen=True):
    """The pictures, newest first, and all their figures as a table."""

    anchor: str
    place: str  # whose units they are; empty for the nation
    maps: tuple[ValueMap, ...]
    caption: str
    unit_of_measure: str
    rows: tuple[ValueRow, ...]


def value_maps(
    context: Context, figures: Iterable[Observation], level: str, inside: str | None = None, first: int = 0
) -> tuple[ValueMaps | None, tuple[Chart, ...]]:
    """Return the maps of one indicator in the units of a level, `inside` a province or everywhere.

    None where no three places state what may be compared, or all the same.  `first` numbers the charts.
    """
    own = [one for one in figures if _is_of(context, one, level, inside)]
    shown = _shown(context, own)
    if not shown:
        return None, ()
    classes = classes_of(Decimal(value) for one in shown for _, value in one.values)
    drawn = [(one, chart) for one in shown if (chart := _chart(context, one, level, inside, classes))]
    if not drawn:
        return None, ()
    charts, slots = slots_of(*(chart for _, chart in drawn), first=first)
    half = max(len(one.values) for one, _ in drawn) / 2
    opened = next(one for one, _ in drawn if len(one.values) >= half)
    maps = tuple(
        ValueMap(period_of(context, one), slot, one is opened)
        for (one, _), slot in zip(drawn, slots, strict=True)
        if slot is not None
    )
    told = ValueMaps(
        anchor="ban-do" if inside is None else f"theo-noi-{inside}",
        place="" if inside is None else _place(context, inside),
        maps=maps,
        caption=subject(context, opened),
        unit_of_measure=noun(context.register.indicators[opened.indicator_id]),
        rows=tuple(_rows(context, own, opened, [one.period for one, _ in drawn])),
    )
    return told, charts


def maps_of_communes(
    context: Context, figures: Sequence[Observation], first: int = 0
) -> tuple[tuple[ValueMaps, ...], tuple[Chart, ...]]:
    """Return the communes of one unit side by side, for those units of which most communes have figures."""
    units = [context.unit(unit_id) for unit_id in dict.fromkeys(one.unit_id for one in figures)]
    parents = Counter(unit.parent_id for unit in units if unit.level == COMMUNE and unit.parent_id)
    told: list[ValueMaps] = []
    charts: list[Chart] = []
    for parent_id, _ in parents.most_common(MOST_PARENTS):
        maps, drawn = value_maps(context, figures, COMMUNE, parent_id, first=first + len(charts))
        told += [maps] if maps else []
        charts += drawn
    return tuple(told), tuple(charts)


def _is_of(context: Context, observation: Observation, level: str, inside: str | None) -> bool:
    unit = context.unit(observation.unit_id)
    is_there = inside is None or inside in context.measured.territory.above(unit.unit_id)
    return unit.level == level and is_there and unit.in_force_on(observation.period.end)


def _shown(context: Context, figures: Sequence[Observation]) -> list[Comparison]:
    """Return the comparisons of what most places state, of one kind of period, the newest first."""
    stated = points_of(context.register, figures)
    points = [point._replace(state="") for own in stated.values() for point in own]
    groups: dict[tuple[object, ...], list[Comparison]] = {}
    for found in compare(points).values():
        for one in found:
            if one.is_telling:
                alike = one.organisation_id or "", one.breakdown, one.noun or "", one.period.kind
                groups.setdefault(alike, []).append(one)
    newest = {alike: own[:MOST_PERIODS] for alike, own in groups.items()}
    return max(newest.values(), key=_weight, default=[])


def _weight(several: Sequence[Comparison]) -> tuple[int, int, bool]:
    """Rank what is stated: by most places in all periods, the whole before its parts."""
    places = sum(len(one.values) for one in several)
    return places, -len(several[0].breakdown), several[0].organisation_id is None


# The pictures -----------------------------------------------------------------------------------


def _chart(
    context: Context, found: Comparison, level: str, inside: str | None, classes: Sequence[Class]
) -> TileMap | Strip | None:
    """Return the map of one period; squares in a row where no map has all places, None of too many."""
    units = sorted(_units(context, level, inside, found.period.end), key=_by_name)
    if len(units) > MOST_TILES:
        return None
    title = _title(context, found, units, inside)
    description = _described(context, found, classes)
    source = _source(context, found, classes)
    values = {unit_id: Decimal(value) for unit_id, value in found.values}
    legend = _legend(context, found, classes, is_whole=len(values) == len(units))
    tiles = [_tile(context, found, unit, values.get(unit.unit_id), classes) for unit in units]
    layout = layout_of(units) if inside is None else None
    if layout is not None:
        islands = tuple(islands_of(units, layout))
        placed = _on_map(tiles, units, layout)
        return TileMap(title, description, source, legend, tuple(placed), islands, hatches=True)
    if len(units) <= MOST_NAMED:
        return TileMap(title, description, source, legend, tuple(_in_rows(tiles, units)), hatches=True)
    source = words.sentence("values_in_order", told=source)
    shown = tiles if len(units) <= MOST_LINKED else [replace(tile, href="") for tile in tiles]
    return Strip(title, description, source, legend, tuple(shown), hatches=True)


def _on_map(tiles: Iterable[Tile], units: Iterable[Unit], layout: Layout) -> Iterator[Tile]:
    """Yield the squares of provinces where these lie."""
    for tile, unit in zip(tiles, units, strict=True):
        row, column = layout["places"][unit.code]
        yield replace(tile, label=label_of(unit, layout), row=row, column=column)


def _in_rows(tiles: Iterable[Tile], units: Iterable[Unit]) -> Iterator[Tile]:
    """Yield squares with their names, row after row."""
    for number, (tile, unit) in enumerate(zip(tiles, units, strict=True)):
        yield replace(tile, label=unit.name, row=number // ACROSS, column=number % ACROSS)


def _tile(
    context: Context, found: Comparison, unit: Unit, value: Decimal | None, classes: Sequence[Class]
) -> Tile:
    """Return the square of a unit, without a name in it; the value leads to the topic on the unit's page."""
    if value is None:
        return Tile("", unit.full_name, words.word("values", "none"), 0, "")
    shown, step = said(context, found, value), class_of(value, classes)
    href = context.to(urls.topic_in_unit(unit, context.register.indicators[found.indicator_id].topic))
    told = words.sentence("values_tile", value=shown, number=step)
    return Tile("", unit.full_name, told, step, href, value=text.number(value))


def _legend(context: Context, found: Comparison, classes: Sequence[Class], is_whole: bool) -> tuple[str, ...]:
    """Return what the steps mean: that nothing is known, and the limits of each class."""
    none = "" if is_whole else words.word("values", "none")
    limits = [_limits(context, found, number, one) for number, one in enumerate(classes, start=1)]
    return (none, *limits, *[""] * (MOST - len(limits)))


def _limits(context: Context, found: Comparison, number: int, one: Class) -> str:
    lowest, highest = (said(context, found, value) for value in (one.lowest, one.highest))
    key = "values_class_one" if one.lowest == one.highest else "values_class"
    return words.sentence(key, number=number, lowest=lowest, highest=highest)


def _title(context: Context, found: Comparison, units: Sequence[Unit], inside: str | None) -> str:
    """Return how many places state how much; of two values only, how many state the one and the other."""
    kinds = kinds_of(units)
    if inside is not None:
        kinds = words.sentence("values_in", kinds=kinds, place=_place(context, inside))
    values = [Decimal(value) for _, value in found.values]
    return words.sentence(
        "values_two" if len(set(values)) == 2 else "values_title",
        subject=subject_of(context, [found]),
        kinds=kinds,
        when=period_of(context, found),
        known=len(values),
        all=len(units),
        below=values.count(found.lowest),
        above=values.count(found.highest),
        lowest=said(context, found, found.lowest),
        middle=said(context, found, found.median),
        highest=said(context, found, found.highest),
    )


def _place(context: Context, inside: str) -> str:
    return words.lowered(context.unit(inside).full_name)


def _source(context: Context, found: Comparison, classes: Sequence[Class]) -> str:
    """Return how the classes were made, and that counts are not set against the population."""
    is_each = all(one.lowest == one.highest for one in classes)
    method = words.sentence("values_each" if is_each else "values_by_rank")
    is_ratio = context.register.indicators[found.indicator_id].kind == "ratio"
    return method if is_ratio else words.sentence("values_count", method=method)


def _described(context: Context, found: Comparison, classes: Sequence[Class]) -> str:
    """Return how many places are in each class, for those who cannot see the picture."""
    places = Counter(class_of(Decimal(value), classes) for _, value in found.values)
    told = (
        words.sentence("values_places", limits=_limits(context, found, number, one), places=places[number])
        for number, one in enumerate(classes, start=1)
    )
    return "; ".join(told)


def _units(context: Context, level: str, inside: str | None, day: date) -> Iterator[Unit]:
    """Yield the units of a level on a day, inside a province or everywhere."""
    if inside is not None:
        names: Iterable[str] = context.measured.inside[inside]
    else:
        names = (one for several in context.measured.units_of_code[level].values() for one in several)
    for unit in map(context.unit, names):
        if unit.level == level and unit.in_force_on(day):
            yield unit


def _by_name(unit: Unit) -> tuple[object, str]:
    return text.collation_key(unit.name), unit.unit_id


# The table beside -------------------------------------------------------------------------------


def _rows(
    context: Context, figures: Iterable[Observation], found: Comparison, periods: Sequence[Period]
) -> Iterator[ValueRow]:
    """Yield a row a place with every figure of what the maps show, those that they leave out as well."""
    cells: dict[str, dict[Period, list[Observation]]] = {}
    for one in figures:
        if _is_like(one, found) and one.period in periods and one.occurrence == 1:
            cells.setdefault(one.unit_id, {}).setdefault(one.period, []).append(one)
    for unit in sorted(map(context.unit, cells), key=_by_name):
        own = (cells[unit.unit_id].get(period, ()) for period in periods)
        yield ValueRow(
            context.dated_unit_link(unit.unit_id),
            tuple(tuple(figure(context, one, beside_name=True) for one in cell) for cell in own),
        )


def _is_like(observation: Observation, found: Comparison) -> bool:
    alike = observation.organisation_id == found.organisation_id
    return alike and observation.breakdown == found.breakdown
