"""The tables of a package with the kinds of their columns, for formats that have kinds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from msgspec import Struct

TextRow = Sequence[str | None]


class Table(Struct, frozen=True):
    """One table: how it is described, and its CSV."""

    name: str
    schema: Mapping[str, Any]
    content: bytes

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each column: string, integer, number, date or boolean."""
        return {field["name"]: str(field["type"]) for field in self.schema["fields"]}

    @property
    def columns(self) -> list[str]:
        """The names of the columns as they stand in the CSV."""
        return next(self._lines())

    def rows(self) -> Iterator[TextRow]:
        """Yield the cells of each row below the columns' names; an empty one is None."""
        lines = self._lines()
        next(lines)
        return ([cell or None for cell in row] for row in lines)

    def _lines(self) -> Iterator[list[str]]:
        return csv.reader(io.TextIOWrapper(io.BytesIO(self.content), "utf-8", newline=""))


def tables(files: Mapping[str, bytes], described: Mapping[str, Any]) -> Iterator[Table]:
    """Yield the tables of CSV files by their paths."""
    for path, content in files.items():
        name = PurePath(path).stem
        yield Table(name, described[name]["schema"], content)
