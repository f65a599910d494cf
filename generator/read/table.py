"""The cells of one table, column by column, exactly as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of equal length: those of the contract, and `file` and `line` of every row."""

    columns: Mapping[str, list[str]]
    lines: list[int]

    def __getitem__(self, column: str) -> list[str]:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.lines)
