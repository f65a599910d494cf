"""The tables of a package as text with the kinds of their columns, for formats that have kinds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from msgspec import Struct

from generator.downloads.csv_text import Cell, written
from generator.downloads.figures import FIGURE_COLUMNS
from generator.downloads.findings import FINDING_COLUMNS, finding_rows
from generator.downloads.inputs import Gathered, Inputs

TextRow = Sequence[str | None]


class Table(Struct, frozen=True):
    """One table: how it is described, its columns, its cells as in the CSV; an empty one is None."""

    name: str
    schema: Mapping[str, Any]
    columns: Sequence[str]
    rows: Sequence[TextRow]

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each column: string, integer, number, date or boolean."""
        return {field["name"]: str(field["type"]) for field in self.schema["fields"]}


def of_copies(copies: Mapping[str, bytes], described: Mapping[str, Any]) -> Iterator[Table]:
    """Yield the tables that all provinces share, of the CSV files by their paths."""
    for path, content in copies.items():
        header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
        name = PurePath(path).stem
        yield Table(name, described[name]["schema"], header, [_given(row) for row in rows])


def of_figures(gathered: Gathered, inputs: Inputs) -> Iterator[Table]:
    """Yield the tables of figures and of findings."""
    figures = (tuple(row.values()) for row in gathered.rows)
    findings = finding_rows(inputs.register, inputs.measured, gathered.findings)
    for name, columns, rows in (
        ("figures", FIGURE_COLUMNS, figures),
        ("findings", FINDING_COLUMNS, findings),
    ):
        yield Table(name, inputs.described[name]["schema"], columns, _texts(rows))


def _given(row: Iterable[str]) -> TextRow:
    return [cell or None for cell in row]


def _texts(rows: Iterable[Iterable[Cell]]) -> list[TextRow]:
    return [[None if cell is None else written(cell) for cell in row] for row in rows]
