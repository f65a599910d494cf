"""Administrative units: codes, ids, parents, spans of validity, and the changes between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.checks.tables import Place, Tables
from generator.problems import Problem
from generator.read.suggestions import CODE_LENGTHS

REFORM = date(2025, 7, 1)
"""From this day codes were given anew, so that a unit's id carries its first day."""

_PARENTS = {"tinh": (), "huyen": ("tinh",), "xa": ("huyen", "tinh")}
_COLUMNS = ("unit_id", "level", "code", "parent_id", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Row:
    """One readable row of units.csv; no start is long ago, no end is still in force."""

    place: Place
    unit_id: str
    level: str
    code: str
    parent_id: str
    valid_from: date | None
    valid_to: date | None

    @property
    def begins(self) -> date:
        return self.valid_from or date.min

    @property
    def ends(self) -> date:
        return self.valid_to or date.max

    @property
    def span(self) -> str:
        return f"{self.valid_from or '…'}–{self.valid_to or '…'}"


def check_units(tables: Tables) -> Iterator[Problem]:
    """Yield what is wrong with single units, with their parents, and with spans side by side."""
    rows = _readable(tables)
    by_id = {row.unit_id: row for row in reversed(rows)}
    for row in rows:
        yield from _own_fault(row)
        yield from _fault_with_parent(row, by_id)
    yield from _overlapping(rows)
    yield from _changes(tables, by_id)


def units_by_id(tables: Tables) -> Mapping[str, Row]:
    """Return the readable units; of a repeated id, the first."""
    return {row.unit_id: row for row in reversed(_readable(tables))}


def _readable(tables: Tables) -> list[Row]:
    """Return the rows of which every cell that counts here could be read."""
    parsed = (tables.parsed("units", name) for name in _COLUMNS)
    written = tables.rows("units", _COLUMNS)
    rows = []
    for (place, cells), values in zip(written, zip(*parsed, strict=True), strict=True):
        legible = all(value is not None or not cell for value, cell in zip(values, cells, strict=True))
        if legible and all(cells[:3]):
            unit_id, level, code, parent_id, *_ = cells
            rows.append(Row(place, unit_id, level, code, parent_id, *values[4:]))
    return rows


def _own_fault(row: Row) -> Iterator[Problem]:
    length = CODE_LENGTHS[row.level]
    if len(row.code) < length:
        yield row.place.problem("code", "code-lost-zero", found=row.code, suggestion=row.code.zfill(length))
    elif len(row.code) > length:
        facts = {"found": row.code, "level": row.level, "expected": str(length)}
        yield row.place.problem("code", "code-length-wrong", **facts)
    elif row.unit_id != (expected := _expected_id(row)):
        yield row.place.problem("unit_id", "unit-id-mismatch", found=row.unit_id, suggestion=expected)
    if row.begins > row.ends:
        facts = {"start": str(row.valid_from), "end": str(row.valid_to)}
        yield row.place.problem("valid_to", "dates-reversed", **facts)


def _expected_id(row: Row) -> str:
    later = row.valid_from is not None and row.valid_from >= REFORM
    return f"{row.level}-{row.code}" + (f"-{row.valid_from:%Y%m%d}" if later else "")


def _fault_with_parent(row: Row, by_id: Mapping[str, Row]) -> Iterator[Problem]:
    if not row.parent_id:
        if _PARENTS[row.level]:
            yield row.place.problem("parent_id", "unit-parent-missing", unit=row.unit_id)
        return
    parent = by_id.get(row.parent_id)
    if parent is None:
        return
    facts = {"unit": row.unit_id, "parent": row.parent_id}
    if _in_circle(row, by_id):
        yield row.place.problem("parent_id", "unit-cycle", **facts)
    elif parent.level not in _PARENTS[row.level]:
        yield row.place.problem("parent_id", "unit-parent-level", **facts)
    elif row.begins <= row.ends and not (parent.begins <= row.begins and row.ends <= parent.ends):
        spans = {"span": row.span, "parent_span": parent.span}
        yield row.place.problem("parent_id", "unit-outside-parent", **facts, **spans)


def _in_circle(row: Row, by_id: Mapping[str, Row]) -> bool:
    """Say whether going up from the unit leads back to it."""
    seen: set[str] = set()
    current: Row | None = row
    while current is not None and current.unit_id not in seen:
        seen.add(current.unit_id)
        current = by_id.get(current.parent_id)
    return current is not None and current.unit_id == row.unit_id


def _overlapping(rows: list[Row]) -> Iterator[Problem]:
    """Yield units whose code belongs to another unit during the same days."""
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.begins <= row.ends:
            groups[row.level, row.code].append(row)
    for group in groups.values():
        ordered = sorted(group, key=lambda row: (row.begins, row.ends, row.unit_id))
        longest = ordered[0]
        for row in ordered[1:]:
            if row.begins <= longest.ends and row.unit_id != longest.unit_id:
                facts = {"unit": row.unit_id, "other": longest.unit_id, "other_span": longest.span}
                yield row.place.problem("valid_from", "unit-spans-overlap", **facts)
            longest = max(longest, row, key=lambda span: span.ends)


def _changes(tables: Tables, by_id: Mapping[str, Row]) -> Iterator[Problem]:
    """Yield changes whose day is not the day after the one unit and the first day of the other."""
    columns = ("from_unit_id", "to_unit_id")
    dates = tables.parsed("unit_changes", "effective_on")
    for (place, (before, after)), day in zip(tables.rows("unit_changes", columns), dates, strict=True):
        old, new = by_id.get(before), by_id.get(after)
        if day is None or old is None or new is None:
            continue
        if old.valid_to != day - timedelta(days=1) or new.valid_from != day:
            facts = {"day": str(day), "ended": str(old.valid_to or "…"), "began": str(new.valid_from or "…")}
            yield place.problem("effective_on", "change-dates-differ", **facts)
