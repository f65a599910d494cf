"""The rows of a long table in a workbook, written past XlsxWriter.

XlsxWriter looks at each cell in three places, 9 microseconds of a nation's two million cells; written
as they are, with all their digits, they take a quarter.  All else in the file is XlsxWriter's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from shutil import copyfileobj
from typing import Any, TextIO
from xml.sax.saxutils import escape

from generator import text
from generator.downloads.csv_text import Cell

_FIRST_DAY = date(1899, 12, 30)
"""The day from which workbooks count, for all days after February 1900."""


class _Forgotten(dict[Any, Any]):
    """Keeps nothing: XlsxWriter notes every cell of a table lest another covers it, 170 bytes a cell."""

    def __setitem__(self, place: Any, table: Any) -> None:
        pass


@lru_cache(maxsize=1)
def table_sheet() -> type:
    """Return the class of sheets whose `body` follows the rows that were written cell by cell."""
    from xlsxwriter.worksheet import Worksheet  # here, because a build without workbooks needs it not

    class TableSheet(Worksheet):  # type: ignore[misc]  # the library has no types
        body: TextIO | None = None

        def __init__(self) -> None:
            super().__init__()
            self.table_cells = _Forgotten()

        def _write_rows(self) -> None:
            super()._write_rows()
            if self.body is not None:
                with self.body:
                    self.body.seek(0)
                    copyfileobj(self.body, self.fh)

    return TableSheet


class CellFormats:
    """The formats of cells by their numbers in the file."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.words = self._number_of({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.day = self._number_of({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self._of_places: dict[int, int] = {}

    def of_number(self, value: Decimal) -> int:
        """Return the format that shows a number with all of its decimals."""
        places = text.decimals_of(value)
        if places not in self._of_places:
            shown = "#,##0" + ("." + "0" * places if places else "")
            self._of_places[places] = self._number_of({"num_format": shown, "valign": "top"})
        return self._of_places[places]

    def _number_of(self, properties: dict[str, object]) -> int:
        number: int = self._book.add_format(properties)._get_xf_index()
        return number


def rows_xml(rows: Iterable[Sequence[Cell]], first: int, formats: CellFormats) -> Iterator[str]:
    """Yield rows, the first of which has this number, as they stand in the file of a sheet."""
    for number, row in enumerate(rows, first):
        yield f'<row r="{number}">{"".join(_cells(row, number, formats))}</row>'


def _cells(row: Sequence[Cell], number: int, formats: CellFormats) -> Iterable[str]:
    for at, cell in enumerate(row):
        if isinstance(cell, str):
            place = f'<c r="{_letters(at)}{number}" s="{formats.words}" t="inlineStr">'
            yield f"{place}<is><t>{escape(cell)}</t></is></c>"
        elif isinstance(cell, date):
            days = (cell - _FIRST_DAY).days
            yield f'<c r="{_letters(at)}{number}" s="{formats.day}"><v>{days}</v></c>'
        elif cell is not None:
            value = Decimal(cell)
            yield (
                f'<c r="{_letters(at)}{number}" s="{formats.of_number(value)}"><v>{text.plain(value)}</v></c>'
            )


@lru_cache(maxsize=64)
def _letters(column: int) -> str:
    return ("" if column < 26 else _letters(column // 26 - 1)) + chr(ord("A") + column % 26)
