"""Where a table is in a file that a spreadsheet saved its own way: other separators, titles above it, blank
columns beside it.

If one row among the first is exactly the columns of the table, there is no doubt where the table is:
it is told what is to be mended, and the rest is read on.  `solieuhoi repair` mends it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from itertools import islice
from typing import NamedTuple

from generator.problems import Fault
from generator.read.header import SEPARATORS, TITLES_AT_MOST

_SEPARATOR_LINE = re.compile(r'"?sep=', re.IGNORECASE)


class Layout(NamedTuple):
    """The sign between cells, the line of the header, and what stands above it."""

    separator: str
    header_line: int
    columns: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]
    blank_columns: int

    def faults(self) -> list[tuple[int, Fault]]:
        """Return what must be mended, by line; nothing for a table that is laid out correctly."""
        found, titles = [], list(enumerate(self.above, start=1))
        if titles and is_separator_line(self.separator.join(titles[0][1])):
            found.append((1, Fault("separator-line", {"found": ",".join(titles.pop(0)[1])})))
        if titles:
            words = " ".join(cell for _, row in titles for cell in row if cell.strip())
            facts = {"found": words, "first": str(self.header_line)}
            found.append((titles[0][0], Fault("header-not-first", facts)))
        if self.separator in SEPARATORS:
            found.append((self.header_line, Fault(SEPARATORS[self.separator], {})))
        if self.blank_columns:
            found.append((self.header_line, Fault("header-blank", {"place": str(len(self.columns) + 1)})))
        return found

    def without_blank_columns(self, records: list[list[str]]) -> list[list[str]]:
        """Return the records without the cells below the blank columns; those with something there stay."""
        width = len(self.columns)
        return (
            [one if any(one[width:]) else one[:width] for one in records] if self.blank_columns else records
        )


def is_separator_line(line: str) -> bool:
    """Say whether a line is Excel's own word for the sign between cells: `sep=;`."""
    return _SEPARATOR_LINE.match(line) is not None


def layout_of(text: str, tables: Collection[tuple[str, ...]]) -> Layout | None:
    """Return where one of the tables, known by its columns, is in a text; None where that is in doubt."""
    for separator in (",", *SEPARATORS):
        records = first_records(text, separator)
        for place, record in enumerate(records):
            columns = _without_blanks(record)
            if columns in tables:
                blank = len(record) - len(columns)
                return Layout(separator, place + 1, columns, tuple(records[:place]), blank)
    return None


def _without_blanks(record: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row without the blank cells at its end."""
    filled = [place for place, cell in enumerate(record, start=1) if cell.strip()]
    return record[: max(filled, default=0)]


def first_records(text: str, separator: str) -> Sequence[tuple[str, ...]]:
    """Return the rows among which the header is looked for, as far as they can be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[tuple[str, ...]] = []
    try:
        records.extend(map(tuple, islice(reader, TITLES_AT_MOST + 1)))
    except csv.Error:
        return records
    return records
