"""From rows to what they tell: each row by itself, and the totals that it is a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from generator.bounds import ZERO, interval
from generator.disclosure.knowledge import COUNT, DENOMINATOR, NUMERATOR, PERCENT, Knowledge, Quantity
from generator.disclosure.ranges import Known

_ONE, _NOTHING, _DAY = Fraction(1), Fraction(0), timedelta(days=1)


class Row(NamedTuple):
    """One published row; a withheld one has no numbers."""

    number: int
    quantity: Quantity
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    qualifier: str


class Counting(NamedTuple):
    """How an indicator counts: what its ratio is made of, and over what it adds up."""

    is_ratio: bool
    numerator_id: str
    denominator_id: str
    units: bool
    organisations: bool
    time: bool
    whole: bool = True  # whether there are no fractions of it; of a ratio, of its parts


class World(Struct, frozen=True):
    """What stands around the figures."""

    indicators: Mapping[str, Counting]
    groups: frozenset[str]  # organisations that are several at once
    above: Mapping[str, Sequence[tuple[str, frozenset[str]]]]  # unit: each whole of it, and all its parts
    in_force: Mapping[str, tuple[date, date]]


def gather_knowledge(
    world: World,
    rows: Iterable[Row],
    stated: Iterable[Known],
    withheld: Mapping[Quantity, int],
    thresholds: Mapping[str, int],
) -> Knowledge:
    """Return what readers know from rows, and from relations that are stated between them.

    Quantities are withheld with their threshold; thresholds of indicators hold for rows still to come.
    """
    guarded: dict[int, tuple[Quantity, int]] = {}
    told: dict[Quantity, list[Known]] = defaultdict(list)
    relations = list(stated)
    for row in rows:
        for quantity, low, high in _numbers(world, row):
            told[quantity].append(Known({quantity: _ONE}, low, high, frozenset({row.number})))
        relations += _percentage(world, row)
        if row.quantity.indicator_id in thresholds:
            guarded[row.number] = protected(world, row.quantity), thresholds[row.quantity.indicator_id]
    known = {*told, *withheld, *(name for one in relations for name in one.factors)}
    spans = list(_spans(world, known))
    known |= {name for one in spans for name in one.factors}
    relations += [*spans, *_totals(world, known)]
    names = {name for one in relations for name in one.factors}
    fractions = {one for one in names if one.part == PERCENT or not world.indicators[one.indicator_id].whole}
    return Knowledge(told, relations, withheld, guarded, frozenset(fractions))


def protected(world: World, quantity: Quantity) -> Quantity:
    """Return what a row withholds: the numerator of a ratio, else the number itself."""
    is_ratio = world.indicators[quantity.indicator_id].is_ratio
    return counted(world, quantity, NUMERATOR if is_ratio else COUNT)


# One row -------------------------------------------------------------------------------------------


def counted(world: World, quantity: Quantity, part: str = COUNT) -> Quantity:
    """Return what a row counts, or a part of it: what an indicator of its own counts goes by its name."""
    counting = world.indicators[quantity.indicator_id]
    other = {NUMERATOR: counting.numerator_id, DENOMINATOR: counting.denominator_id}.get(part)
    if other:
        return quantity._replace(indicator_id=other, part=COUNT)
    if part == NUMERATOR and not counting.is_ratio:
        return quantity._replace(part=COUNT)
    return quantity._replace(part=PERCENT if part == COUNT and counting.is_ratio else part)


def _numbers(world: World, row: Row) -> Iterator[tuple[Quantity, Fraction, Fraction]]:
    parts = ((COUNT, row.value), (NUMERATOR, row.numerator), (DENOMINATOR, row.denominator))
    for part, number in parts:
        if number is not None:
            bounds = _interval(number, row.qualifier if part == COUNT else "")
            yield counted(world, row.quantity, part), *bounds


def _interval(number: Decimal, qualifier: str) -> tuple[Fraction, Fraction]:
    """Return what a printed number stands for; nothing that is counted is below zero."""
    stated = interval(number, qualifier or None)
    low = max(ZERO, stated.low) if qualifier else stated.low
    return Fraction(low), Fraction(stated.high)


def _percentage(world: World, row: Row) -> Iterator[Known]:
    """Yield what a rounded percentage says of its two parts."""
    if row.value is None or not world.indicators[row.quantity.indicator_id].is_ratio:
        return
    over, under = (counted(world, row.quantity, part) for part in (NUMERATOR, DENOMINATOR))
    low, high = _interval(row.value, row.qualifier)
    half = Fraction(10) ** int(row.value.as_tuple().exponent) / 2
    yield Known({over: _ONE * 100, under: -(high + half)}, None, Fraction(0), frozenset({row.number}))
    yield Known({over: _ONE * 100, under: -(low - half)}, Fraction(0), None, frozenset({row.number}))


# Totals --------------------------------------------------------------------------------------------


def _totals(world: World, known: set[Quantity]) -> Iterator[Known]:
    """Yield every total with its parts, over breakdowns, organisations and units.

    A total that no row states is one too: what it is in one way, it is in the other.
    """
    parts: dict[tuple[str, Quantity], set[Quantity]] = defaultdict(set)
    queue, met = sorted(known), set(known)
    stating = _stating(world, known)
    while queue:
        quantity = queue.pop()
        for way, whole in _wholes(world, quantity):
            if (whole.unit_id, whole.indicator_id) not in stating:
                continue
            parts[way, whole].add(quantity)
            if whole not in met:
                met.add(whole)
                queue.append(whole)
    for (way, whole), found in parts.items():
        yield from _total(world, way, whole, sorted(found))


def _stating(world: World, known: set[Quantity]) -> set[tuple[str, str]]:
    """Return each unit with every indicator that it, or a unit above it, states something about."""
    found = {(one.unit_id, one.indicator_id) for one in known}
    below: dict[str, list[str]] = defaultdict(list)
    for part, wholes in world.above.items():
        for whole, _ in wholes:
            below[whole].append(part)
    queue = list(found)
    while queue:
        unit_id, indicator_id = queue.pop()
        new = {(part, indicator_id) for part in below.get(unit_id, ())} - found
        found |= new
        queue += new
    return found


def _wholes(world: World, quantity: Quantity) -> Iterator[tuple[str, Quantity]]:
    counting = world.indicators[quantity.indicator_id]
    if quantity.part == PERCENT:
        return
    for pair in quantity.breakdown:
        rest = tuple(other for other in quantity.breakdown if other != pair)
        yield f"breakdown {pair.partition('=')[0]}", quantity._replace(breakdown=rest)
    if quantity.organisation_id:
        yield "organisation", quantity._replace(organisation_id="")
    if counting.units:
        for whole, _ in world.above.get(quantity.unit_id, ()):
            yield f"unit {whole}", quantity._replace(unit_id=whole)


def _total(world: World, way: str, whole: Quantity, parts: list[Quantity]) -> Iterator[Known]:
    """Yield a total as the sum of its parts, or as no less than these; and than each that does not add."""
    adding, over_units = parts, way.startswith("unit")
    if way == "organisation":
        adds = world.indicators[whole.indicator_id].organisations
        adding = [one for one in parts if adds and one.organisation_id not in world.groups]
    if over_units:
        is_whole = {one.unit_id for one in parts} >= _due(world, whole, parts[0])
    else:
        is_whole = len(adding) > 1
    if adding:
        high = _NOTHING if is_whole else None
        factors = {whole: _ONE, **dict.fromkeys(adding, -_ONE)}
        yield Known(factors, _NOTHING, high)
    for part in parts:
        if part not in adding:
            yield Known({whole: _ONE, part: -_ONE}, _NOTHING, None)


def _due(world: World, whole: Quantity, part: Quantity) -> set[str]:
    """Return the parts of a unit that were in force in the period."""
    siblings = next(all_parts for name, all_parts in world.above[part.unit_id] if name == whole.unit_id)
    spans = ((name, *world.in_force[name]) for name in siblings)
    return {name for name, begins, ends in spans if begins <= whole.end and whole.start <= ends}


# Time ----------------------------------------------------------------------------------------------


def _spans(world: World, known: set[Quantity]) -> Iterator[Known]:
    """Yield what happened in a period as the sum of what happened in its pieces, stated or not."""
    series: dict[Quantity, set[Quantity]] = defaultdict(set)
    for quantity in known:
        if quantity.part == COUNT and world.indicators[quantity.indicator_id].time:
            series[quantity._replace(start=date.min, end=date.min)].add(quantity)
    for found in series.values():
        days = sorted({one.start for one in found} | {one.end + _DAY for one in found})
        for whole in sorted(found):
            pieces = {
                whole._replace(start=first, end=after - _DAY): -_ONE
                for first, after in pairwise(days)
                if whole.start <= first and after <= whole.end + _DAY
            }
            if len(pieces) > 1:
                yield Known({whole: _ONE, **pieces}, Fraction(0), Fraction(0))
