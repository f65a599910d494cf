"""The cells of one table, column by column: as they were written, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field


class Table(Struct, frozen=True):
    """Columns of equal length: those of the contract, and `file` and `line` of every row.

    `parsed` has what the cells say, of the columns in which that is not what is written.
    """

    columns: Mapping[str, list[str]]
    lines: list[int]
    parsed: Mapping[str, list[Any]] = field(default_factory=dict)

    def __getitem__(self, column: str) -> list[str]:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.lines)

    def values(self, column: str) -> list[Any]:
        """Return what a column says: None for a faulty cell, None or an empty list for an empty one."""
        return self.parsed[column] if column in self.parsed else [cell or None for cell in self[column]]

    def without_last(self) -> Table:
        """Return all rows but the last."""
        columns, parsed = (
            {name: cells[:-1] for name, cells in several.items()} for several in (self.columns, self.parsed)
        )
        return Table(columns, self.lines[:-1], parsed)
