"""A header and rows as the bytes of a CSV file: UTF-8, commas, LF, quoted only where needed.

Nothing is escaped against spreadsheet formulas: the reader refuses a text that a program could
take for one, and numbers are written from numbers, so what is published is what was recorded.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from generator import text

Cell = str | int | Decimal | date | None
"""What a cell may hold; `None` is an empty cell."""

_EXCEL_MARK = b"\xef\xbb\xbf"


def for_machines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file without a byte order mark."""
    content = io.BytesIO()
    with io.TextIOWrapper(content, "utf-8", newline="") as lines:  # a text would take four bytes a letter
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([written(cell) for cell in row] for row in rows)
        lines.flush()
        return content.getvalue()


def for_excel(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file with the byte order mark without which Excel misreads Vietnamese."""
    return _EXCEL_MARK + for_machines(header, rows)


def written(cell: Cell) -> str:
    """Return a cell as text: plain numbers with a dot, ISO dates, nothing for `None`."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return text.plain(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
