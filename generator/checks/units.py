"""Administrative units: codes, ids, parents, spans of validity, and the changes between them.

Thousands of rows share a level, a span and a parent, or the days of a change.  What they share is
judged once; a row is looked at only where that finds a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, count, pairwise
from operator import gt

from generator.checks.tables import Place, Tables, UnitColumns, UnitRow, day_shown
from generator.problems import Problem
from generator.read.suggestions import CODE_LENGTHS

REFORM = date(2025, 7, 1)
"""From this day codes were given anew, so that a unit's id carries its first day."""

_EARLY = ("to_unit_id", "change-successor-early")
_OTHER_DAY = ("effective_on", "change-dates-differ")
_PARENTS = {"tinh": (), "huyen": ("tinh",), "xa": ("huyen", "tinh")}


def check_units(tables: Tables) -> Iterator[Problem]:
    """Yield what is wrong with single units, with their parents, and with spans side by side."""
    yield from _own_faults(tables)
    yield from _faults_with_parents(tables)
    yield from _overlapping(tables)
    yield from _changes(tables)


# One unit ------------------------------------------------------------------------------------


def _own_faults(tables: Tables) -> Iterator[Problem]:
    units, expected = tables.units, _expected_ids(tables.units)
    lengths = set(zip(units.level, map(len, units.code), strict=True))
    if units.unit_id == expected and lengths <= CODE_LENGTHS.items() and not _any_reversed(units):
        return
    for unit, meant in zip(map(UnitRow, *units), expected, strict=True):
        yield from _own_fault(unit, meant, tables.place("units", unit.row))


def _expected_ids(units: UnitColumns) -> list[str]:
    later = {day: f"-{day:%Y%m%d}" if day >= REFORM else "" for day in set(units.begins)}
    columns = zip(units.level, units.code, units.begins, strict=True)
    return [f"{level}-{code}{later[begins]}" for level, code, begins in columns]


def _any_reversed(units: UnitColumns) -> bool:
    return any(map(gt, units.begins, units.ends))


def _own_fault(unit: UnitRow, expected: str, place: Place) -> Iterator[Problem]:
    code, length = unit.code, CODE_LENGTHS[unit.level]
    if len(code) < length:
        yield place.problem("code", "code-lost-zero", found=code, suggestion=code.zfill(length))
    elif len(code) > length:
        facts = {"found": code, "level": unit.level, "expected": str(length)}
        yield place.problem("code", "code-length-wrong", **facts)
    elif unit.unit_id != expected:
        yield place.problem("unit_id", "unit-id-mismatch", found=unit.unit_id, suggestion=expected)
    if unit.begins > unit.ends:
        facts = {"start": str(unit.begins), "end": str(unit.ends)}
        yield place.problem("valid_to", "dates-reversed", **facts)


# A unit and its parent -----------------------------------------------------------------------


def _faults_with_parents(tables: Tables) -> Iterator[Problem]:
    units, find = tables.units, cache(tables.unit)
    circles = {unit_id for unit_id in set(units.parent_id) if _in_circle(unit_id, tables)}
    kinds = set(zip(units.level, units.begins, units.ends, units.parent_id, strict=True))
    if not circles and not any(_fault_with_parent(*kind, find) for kind in kinds):
        return
    for unit in map(UnitRow, *units):
        code = _fault_with_parent(unit.level, unit.begins, unit.ends, unit.parent_id, find)
        code = "unit-cycle" if unit.unit_id in circles else code
        if code is not None:
            parent = find(unit.parent_id)
            facts = {"unit": unit.unit_id, "parent": unit.parent_id, "span": unit.span}
            spans = {"parent_span": parent.span} if parent else {}
            yield tables.place("units", unit.row).problem("parent_id", code, **facts, **spans)


def _fault_with_parent(
    level: str, begins: date, ends: date, parent_id: str, find: Callable[[str], UnitRow | None]
) -> str | None:
    """Return the code of what is wrong; a parent that is not there is a matter of references."""
    if not parent_id:
        return "unit-parent-missing" if _PARENTS[level] else None
    parent = find(parent_id)
    if parent is None:
        return None
    if parent.level not in _PARENTS[level]:
        return "unit-parent-level"
    if begins > ends:
        return None
    if begins < parent.begins:
        return "unit-before-parent"
    return "unit-outside-parent" if ends > parent.ends else None


def _in_circle(unit_id: str, tables: Tables) -> bool:
    """Say whether going up from the unit leads back to it."""
    above = map(tables.unit, tables.upwards(unit_id))
    return any(unit is not None and unit.parent_id == unit_id for unit in above)


# Units of one code ---------------------------------------------------------------------------


def _overlapping(tables: Tables) -> Iterator[Problem]:
    """Yield units whose code belongs to another unit during the same days."""
    units, overlap = tables.units, cache(_overlap)
    place_of = dict(zip(units.row, count(), strict=False))
    for rows in tables.sharing("units", ("level", "code")):
        places = [place_of[row] for row in rows if row in place_of]
        if overlap(*[units.begins[place] for place in places], *[units.ends[place] for place in places]):
            group = sorted(map(units.at, places))
            yield from _overlaps(tables, [unit for unit in group if unit.begins <= unit.ends])


def _overlap(*days: date) -> bool:
    """Say whether spans, all first days and then all last days, have a day in common."""
    ordered = sorted(zip(days[: len(days) // 2], days[len(days) // 2 :], strict=True))
    return any(later <= ends for (_, ends), (later, _) in pairwise(ordered))


def _longer(one: UnitRow, other: UnitRow) -> UnitRow:
    return other if other.ends > one.ends else one


def _overlaps(tables: Tables, group: list[UnitRow]) -> Iterator[Problem]:
    """Compare each unit with the one before it that lasts longest; the group is in order of spans."""
    lasting = accumulate(group, _longer)
    for longest, unit in zip(lasting, group[1:], strict=False):
        if unit.begins <= longest.ends and unit.unit_id != longest.unit_id:
            facts = {"unit": unit.unit_id, "other": longest.unit_id, "other_span": longest.span}
            yield tables.place("units", unit.row).problem("valid_from", "unit-spans-overlap", **facts)


# Units before and after a change -------------------------------------------------------------


def _changes(tables: Tables) -> Iterator[Problem]:
    """Yield changes whose day is not the day after the one unit and the first day of the other."""
    before, after = (tables.raw("unit_changes", name) for name in ("from_unit_id", "to_unit_id"))
    days = tables.parsed("unit_changes", "effective_on")
    last_day_of, first_day_of = tables.days_of_units("ends").get, tables.days_of_units("begins").get
    kinds = set(zip(map(last_day_of, before), map(first_day_of, after), days, strict=True))
    if all(_fits(*kind) for kind in kinds):
        return
    for row, (old, new, day) in enumerate(zip(before, after, days, strict=True)):
        ended, began = last_day_of(old), first_day_of(new)
        if ended and began and day and not _fits(ended, began, day):
            column, code = _EARLY if began <= ended < date.max else _OTHER_DAY
            dates = {"day": str(day), "ended": day_shown(ended), "began": day_shown(began)}
            yield tables.place("unit_changes", row).problem(column, code, old=old, new=new, **dates)


def _fits(ended: date | None, began: date | None, day: date | None) -> bool:
    """Say whether a change lies between two units; what could not be read is not judged."""
    return not (ended and began and day) or (ended == day - timedelta(days=1) and began == day)
