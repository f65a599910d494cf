"""The tables as checks see them: raw text, parsed values, places, and what is known to be whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from generator.problems import Fault, Problem
from generator.read import Reading, figures, values
from generator.read.figures import Identity
from generator.schema import Resource


class Place(NamedTuple):
    """The file and line of one row."""

    file: str
    line: int

    def problem(self, column: str | None, code: str, **facts: str) -> Problem:
        """Return a problem at this row."""
        return Problem(self.file, self.line, column, code, facts)


class Tables:
    """Columns of the reading, each looked up or parsed once."""

    def __init__(self, reading: Reading) -> None:
        self.resources = reading.contract.resources
        self._frames = reading.tables
        self._incomplete = reading.incomplete
        self._refused = {(problem.file, problem.column) for problem in reading.problems}
        self._parsed: dict[tuple[str, str], list[Any]] = {}
        self._raw: dict[tuple[str, str], list[str]] = {}
        self._places: dict[str, list[Place]] = {}
        self._statements: dict[tuple[Identity, int], Place] | None = None

    def raw(self, table: str, column: str) -> list[str]:
        """Return a column as it was written."""
        key = (table, column)
        if key not in self._raw:
            self._raw[key] = self._frames[table][column].tolist()
        return self._raw[key]

    def parsed(self, table: str, column: str) -> list[Any]:
        """Return the values of a column; None for an empty cell and for one that cannot be read."""
        key = (table, column)
        if key not in self._parsed:
            field = self.resources[table].field(column)
            cells = self.raw(table, column)
            known = {cell: values.parse(cell, field) if cell else None for cell in set(cells)}
            self._parsed[key] = [None if isinstance(value := known[cell], Fault) else value for cell in cells]
        return self._parsed[key]

    def places(self, table: str) -> list[Place]:
        """Return the place of every row."""
        if table not in self._places:
            lines = self._frames[table]["line"].tolist()
            self._places[table] = list(map(Place, self.raw(table, "file"), lines))
        return self._places[table]

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Place, tuple[str, ...]]]:
        """Yield the place and the raw cells of every row."""
        cells = zip(*(self.raw(table, column) for column in columns), strict=True)
        yield from zip(self.places(table), cells, strict=True)

    def key_of(self, resource: Resource) -> tuple[str, ...]:
        """Return the columns that identify a row: a file of a folder adds its unit."""
        return ("unit_id", *resource.primary_key) if resource.is_folder else resource.primary_key

    def is_whole(self, table: str, columns: Iterable[str]) -> bool:
        """Say whether all rows were read and no cell of these columns was refused."""
        files = set(self.raw(table, "file"))
        refused = any((file, column) in self._refused for file in files for column in columns)
        return table not in self._incomplete and not refused

    def statements(self) -> dict[tuple[Identity, int], Place]:
        """Return every observation by what identifies it and which statement of it it is."""
        if self._statements is None:
            columns = [self.raw("observations", name) for name in Identity._fields]
            identities = figures.identities_of(columns)
            numbers = figures.occurrences(identities, self.raw("observations", "locator"))
            self._statements = dict(
                zip(zip(identities, numbers, strict=True), self.places("observations"), strict=True)
            )
        return self._statements
