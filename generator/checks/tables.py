"""The tables as checks see them: raw text, parsed values, places, and what is known to be whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from typing import Any, Literal, NamedTuple

from generator.problems import Problem
from generator.read import Reading, figure_ids, name_lookup, numbering
from generator.read.figure_ids import Identity
from generator.read.table import Table
from generator.schema import Resource


class Place(NamedTuple):
    """The file and line of one row."""

    file: str
    line: int

    def problem(self, column: str | None, code: str, **facts: str) -> Problem:
        """Return a problem at this row."""
        return Problem(self.file, self.line, column, code, facts)


class UnitRow(NamedTuple):
    """One readable row of units.csv; no start is long ago, no end is still in force."""

    begins: date
    ends: date
    unit_id: str
    level: str
    code: str
    parent_id: str
    row: int

    @property
    def span(self) -> str:
        """The span in words for messages: `2025-07-01–…`."""
        return f"{day_shown(self.begins)}–{day_shown(self.ends)}"

    def existed_in(self, start: date, end: date) -> bool:
        """Whether it was in force on at least one day from the one to the other."""
        return self.begins <= end and start <= self.ends


def day_shown(day: date) -> str:
    """Return a day for messages; an open beginning or end is three dots."""
    return "…" if day in (date.min, date.max) else day.isoformat()


class UnitColumns(NamedTuple):
    """The readable rows of units.csv, column by column, as in `UnitRow`."""

    begins: list[date]
    ends: list[date]
    unit_id: list[str]
    level: list[str]
    code: list[str]
    parent_id: list[str]
    row: list[int]

    def only(self, wanted: list[bool]) -> UnitColumns:
        """Return the wanted rows."""
        return UnitColumns(*(list(compress(column, wanted)) for column in self))  # type: ignore[arg-type]

    def at(self, place: int) -> UnitRow:
        """Return the row at a place of these columns."""
        return UnitRow(*(column[place] for column in self))  # type: ignore[arg-type]


OF_UNITS = ("valid_from", "valid_to", "unit_id", "level", "code", "parent_id")
"""The columns of units.csv that a `UnitRow` is read from."""


class Tables:
    """Columns of the reading; a row is known by its number from 0.

    Rows are judged in all tables, or in those named, where the others are known to be right.
    """

    def __init__(self, reading: Reading, judged: Collection[str] | None = None) -> None:
        self.resources = reading.contract.resources
        names = self.resources if judged is None else judged
        self.judged = {name: self.resources[name] for name in names}
        self.snapshots = reading.snapshots
        self.broken_snapshots = reading.broken_snapshots
        self.newest = reading.newest
        self.root = reading.root
        self._tables = reading.tables
        self._incomplete = reading.incomplete | self._misfiled()
        self._refused = {(problem.file, problem.line, problem.column) for problem in reading.problems}
        self._refused_rows: dict[tuple[str, frozenset[str]], set[int]] = {}
        self._sharing: dict[tuple[str, tuple[str, ...]], list[list[int]]] = {}

    def _misfiled(self) -> set[str]:
        """Return the table of figures where a file names no unit: its figures may belong to another."""
        of_files = set(self.raw("observations", "unit_id"))
        return set() if of_files <= set(self.raw("units", "unit_id")) else {"observations"}

    def table(self, name: str) -> Table:
        """Return a whole table as it was written."""
        return self._tables[name]

    def raw(self, table: str, column: str) -> list[str]:
        """Return a column as it was written."""
        return self._tables[table][column]

    def parsed(self, table: str, column: str) -> list[Any]:
        """Return the values of a column; None for an empty cell and for one that cannot be read."""
        return self._tables[table].values(column)

    def ids_by_name(self, table: str, key: str) -> dict[str, str]:
        """Return the id that each name of a table stands for."""
        return name_lookup.ids_by_name(self._tables[table], key)

    def place(self, table: str, row: int) -> Place:
        """Return where a row stands."""
        return Place(self._tables[table]["file"][row], self._tables[table].lines[row])

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Place, tuple[str, ...]]]:
        """Yield the place and the raw cells of every row."""
        cells = zip(*(self.raw(table, column) for column in columns), strict=True)
        yield from ((self.place(table, row), found) for row, found in enumerate(cells))

    def pairs(self, table: str, one: str, other: str) -> Iterator[tuple[str, str]]:
        """Yield the cells of two columns, row by row."""
        return zip(self.raw(table, one), self.raw(table, other), strict=True)

    def sharing(self, table: str, columns: tuple[str, ...]) -> list[list[int]]:
        """Return groups of two rows and more that have the same cells in these columns."""
        key = (table, columns)
        if key not in self._sharing:
            cells = [self.raw(table, name) for name in columns]
            keys = cells[0] if len(cells) == 1 else list(map(_BETWEEN.join, zip(*cells, strict=True)))
            self._sharing[key] = _groups(keys)
        return self._sharing[key]

    def key_of(self, resource: Resource) -> tuple[str, ...]:
        """Return the columns that identify a row: a file of a folder adds its unit."""
        return ("unit_id", *resource.primary_key) if resource.is_folder else resource.primary_key

    def is_whole(self, table: str, columns: Iterable[str]) -> bool:
        """Say whether all rows were read and no cell of these columns was refused."""
        return table not in self._incomplete and not self.refused_rows(table, columns)

    def refused_rows(self, table: str, columns: Iterable[str]) -> set[int]:
        """Return the rows with a cell in these columns that reading refused."""
        names = frozenset(columns)
        if (table, names) not in self._refused_rows:
            self._refused_rows[table, names] = self._rows_refused(table, names)
        return self._refused_rows[table, names]

    def _rows_refused(self, table: str, names: frozenset[str]) -> set[int]:
        if not self._refused:
            return set()
        files = set(self.raw(table, "file"))
        cells = {(file, line) for file, line, column in self._refused if column in names and file in files}
        rows = range(len(self._tables[table])) if cells else ()
        return {row for row in rows if self.place(table, row) in cells}

    @cached_property
    def unit_types(self) -> set[str]:
        """The types of units that there are."""
        return set(self.raw("units", "type"))

    @cached_property
    def statuses(self) -> dict[tuple[str, str], set[str]]:
        """What documents say of the status of organisations, by unit and document: `province/assigned`."""
        found: dict[tuple[str, str], set[str]] = {}
        for _, row in self.rows("organisation_status", ("unit_id", "document_id", "scope", "status")):
            unit_id, document_id, scope, status = row
            found.setdefault((unit_id, document_id), set()).add(f"{scope}/{status}")
        return found

    @cached_property
    def units(self) -> UnitColumns:
        """The rows of units.csv of which every cell that counts here could be read."""
        columns = UnitColumns(
            begins=[day or date.min for day in self.parsed("units", "valid_from")],
            ends=[day or date.max for day in self.parsed("units", "valid_to")],
            unit_id=self.raw("units", "unit_id"),
            level=self.raw("units", "level"),
            code=self.raw("units", "code"),
            parent_id=self.raw("units", "parent_id"),
            row=list(range(len(self._tables["units"]))),
        )
        refused = self.refused_rows("units", OF_UNITS)
        legible = [row not in refused for row in columns.row]
        return columns.only(legible) if refused else columns

    def unit(self, unit_id: str) -> UnitRow | None:
        """Return the readable unit of that id; of a repeated id, the first."""
        place = self._place_of_unit.get(unit_id)
        return None if place is None else self.units.at(place)

    def upwards(self, unit_id: str) -> Iterator[str]:
        """Yield a unit and those above it; a circle of parents is not walked twice."""
        seen: set[str] = set()
        while unit_id and unit_id not in seen:
            yield unit_id
            seen.add(unit_id)
            unit = self.unit(unit_id)
            unit_id = unit.parent_id if unit else ""

    @cached_property
    def _place_of_unit(self) -> dict[str, int]:
        ids = self.units.unit_id
        return dict(zip(reversed(ids), reversed(range(len(ids))), strict=True))

    def days_of_units(self, which: Literal["begins", "ends"]) -> dict[str, date]:
        """Return the first or the last day of the readable units by id; of a repeated id, the first."""
        days = self.units.begins if which == "begins" else self.units.ends
        return dict(zip(reversed(self.units.unit_id), reversed(days), strict=True))

    @cached_property
    def statements(self) -> set[tuple[Identity, int]]:
        """What identifies every observation, and which statement of it it is."""
        columns = [self.raw("observations", name) for name in Identity._fields]
        identities = figure_ids.identities_of(columns)
        numbers, _ = numbering.named(identities, self.raw("observations", "locator"), self.newest)
        return set(zip(identities, numbers, strict=True))


_BETWEEN = "\x1f"  # stands in no cell that was accepted


def _groups(keys: list[str]) -> list[list[int]]:
    if len(set(keys)) == len(keys):
        return []
    shared = {key for key, times in Counter(keys).items() if times > 1}
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if key in shared:
            groups[key].append(row)
    return list(groups.values())
