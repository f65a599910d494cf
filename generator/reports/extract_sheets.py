"""The sheets of a workbook to confirm, all of them made alike (XlsxWriter)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from xlsxwriter.utility import xl_rowcol_to_cell

_LAST_ROW = 1_048_575
_NARROW, _LINE = 16, 15


class LookedUp(Struct, frozen=True):
    """A name that is looked up by the code in the cell before it, so that it follows a changed code."""

    sheet: str
    name: str
    """As it is now: what shows before anything is calculated."""


Cell = str | LookedUp


class Sheet(Struct, frozen=True):
    """Heads and rows; `colours` are those of whole rows, by their place."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    colours: Mapping[int, str] = field(default_factory=dict)
    kept: int = 0
    """So many columns stay in sight."""
    offers: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """What may stand in the second cell of a row, by its place."""


class Sheets:
    """The sheets of one book; `widths` are those of columns, by their heads."""

    def __init__(self, book: Any, widths: Mapping[str, int]) -> None:
        self._book, self._widths = book, widths
        self._head = book.add_format(
            {"bold": True, "bg_color": "#E7EEF5", "num_format": "@", "text_wrap": True, "valign": "top"}
        )
        self._forms: dict[tuple[str, str], Any] = {}

    def add(self, made: Sheet) -> Any:
        """Add a sheet with one row of heads, which stays in sight."""
        sheet = self._book.add_worksheet(made.name)
        sheet.set_row(0, 2 * _LINE + 3)
        for column, head in enumerate(made.heads):
            sheet.set_column(column, column, self._widths.get(head, _NARROW), self._form("@", ""))
            sheet.write_string(0, column, head, self._head)
        for at, cells in enumerate(made.rows):
            for column, cell in enumerate(cells):
                self._write(sheet, at + 1, column, cell, made.colours.get(at, ""))
        for at, source in made.offers.items():
            rule = {"validate": "list", "source": list(source), "show_error": True}
            sheet.data_validation(at + 1, 1, at + 1, 1, rule)
        sheet.freeze_panes(1, made.kept)
        sheet.autofilter(0, 0, max(len(made.rows), 1), len(made.heads) - 1)
        return sheet

    def offer(self, sheet: Any, column: int, source: Sequence[str] | str, only: bool) -> None:
        """Offer a list in a column; `only` what is listed may then stand there."""
        rule = {"validate": "list", "source": source, "show_error": only}
        sheet.data_validation(1, column, _LAST_ROW, column, rule)

    def _write(self, sheet: Any, row: int, column: int, cell: Cell, colour: str) -> None:
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, self._form("@", colour))
            return
        code = xl_rowcol_to_cell(row, column - 1)
        formula = f"=IFERROR(VLOOKUP({code},'{cell.sheet}'!$A:$B,2,FALSE),\"\")"
        sheet.write_formula(row, column, formula, self._form("General", colour), cell.name)

    def _form(self, number_format: str, colour: str) -> Any:
        key = number_format, colour
        if key not in self._forms:
            look = {"num_format": number_format, "valign": "top", "text_wrap": True}
            self._forms[key] = self._book.add_format(look | ({"bg_color": colour} if colour else {}))
        return self._forms[key]
