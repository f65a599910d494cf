"""The cells of a filled workbook, by the hidden marks of its rows and columns."""

from __future__ import annotations

import io
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from generator import text
from generator.problems import Fault
from generator.workbooks.answers import ambiguous
from generator.workbooks.container import DAMAGED
from generator.workbooks.formats import shows_otherwise
from generator.workbooks.hidden import is_column_hidden, is_row_hidden, is_sheet_hidden
from generator.workbooks.layout import COLUMNS, FILLED, MARKS, Marks

if TYPE_CHECKING:
    from openpyxl import Workbook

_ROWS_AT_MOST = 20_000
_OFF_THE_LINE = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
"""What digits are that were raised or lowered by hand: the mark behind 12 does not make it 121."""
_SEEN = ("answer", "missing", "note")
"""Columns of which nothing is taken that the person who sent the form may not have seen."""


class Place(NamedTuple):
    """One cell: the name of its sheet, its row from 1, the letters of its column."""

    sheet: str
    row: int
    column: str


class FilledRow(Struct, frozen=True):
    """One row as it was filled in: what stands in its cells, and where they are."""

    key: str
    cells: Mapping[str, str]
    places: Mapping[str, Place]
    question: str = ""  # as it stands beside the answer


class FilledSheets(Struct, frozen=True):
    """What a workbook says; without marks it is none of our forms."""

    marks: Marks | None
    rows: Mapping[str, FilledRow] = field(default_factory=dict)
    faults: tuple[tuple[Place | None, Fault], ...] = ()


def loaded(content: bytes) -> Workbook | Fault:
    """Return the workbook with its formulas, or that it cannot be read."""
    from generator.workbooks.without_numpy import openpyxl

    try:
        with warnings.catch_warnings():  # what openpyxl leaves out (drawings, extensions) says nothing
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), data_only=False, rich_text=True)
    except DAMAGED:
        return Fault("workbook-unreadable", {})


def filled_sheets(book: Workbook) -> FilledSheets:
    """Return the rows of all sheets to fill in, and what is wrong with sheets, rows and single cells."""
    marks = _marks(book)
    if marks is None:
        return FilledSheets(None)
    rows: dict[str, FilledRow] = {}
    faults: list[tuple[Place | None, Fault]] = []
    for sheet in book.worksheets:
        if _at(sheet, 1, 1) == MARKS or MARKS in _names(sheet):
            for row in _rows(sheet, faults):
                if row.key in rows:
                    faults.append((row.places["answer"], Fault("form-row-repeated", {"found": row.key})))
                rows.setdefault(row.key, row)
    return FilledSheets(marks, rows, tuple(faults))


def _marks(book: Workbook) -> Marks | None:
    if MARKS not in book.sheetnames:
        return None
    names = Marks.__struct_fields__
    cells = {_at(book[MARKS], at, 1): _at(book[MARKS], at, 2) for at in range(1, len(names) + 1)}
    return Marks(**{name: cells[name] for name in names}) if set(names) <= cells.keys() else None


def _at(sheet: Any, row: int, column: int) -> str:
    value = sheet.cell(row, column).value
    return "" if value is None else str(value)


def _names(sheet: Any) -> dict[str, int]:
    """Return where the columns stand, by the names in the hidden first row."""
    found = {_at(sheet, 1, column): column for column in range(1, min(sheet.max_column, 200) + 1)}
    return {("key" if name == MARKS else name): column for name, column in found.items()}


def _rows(sheet: Any, faults: list[tuple[Place | None, Fault]]) -> Iterator[FilledRow]:
    """Yield the rows with a key; what stands beside no key, or cannot be taken, becomes a fault."""
    from openpyxl.utils import get_column_letter

    names = _names(sheet)
    lost = [name for name in ("key", *FILLED) if name not in names]
    if lost:
        faults.append((None, Fault("form-column-lost", {"found": ", ".join(lost), "sheet": sheet.title})))
        return
    merged = _merged(sheet)
    unseen = [name for name in _SEEN if is_column_hidden(sheet, names[name])]
    is_told = False
    letters = {name: get_column_letter(names[name]) for name in FILLED}
    for number in range(2, min(sheet.max_row, _ROWS_AT_MOST) + 1):
        key = _at(sheet, number, names["key"])
        own = {name: sheet.cell(number, names[name]) for name in FILLED}
        places = {name: Place(sheet.title, number, letters[name]) for name in FILLED}
        is_filled = any(cell.value not in (None, "") for cell in own.values())
        if not key:
            if is_filled and number > 2:
                faults.append((places["answer"], Fault("form-row-unknown", {})))
            continue
        if is_filled and is_sheet_hidden(sheet) and not is_told:
            is_told = True  # a sheet is told once
            faults.append((places["answer"], Fault("form-sheet-hidden", {})))
        elif is_filled and is_row_hidden(sheet, number):
            faults.append((places["answer"], Fault("form-row-hidden", {})))
        for name in [name for name in unseen if own[name].value not in (None, "")]:
            unseen.remove(name)  # a column is told once
            faults.append((places[name], Fault("form-column-hidden", {})))
        for name in own:
            if (number, names[name]) in merged:
                faults.append((places[name], Fault("form-cell-merged", {})))
        asked = _at(sheet, number, names["question"]) if "question" in names else ""
        yield FilledRow(key, _cells(key, own, places, faults), places, asked)


def _merged(sheet: Any) -> set[tuple[int, int]]:
    """Return the cells that were merged with others."""
    return {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, _ROWS_AT_MOST) + 1)
        for column in range(area.min_col, min(area.max_col, len(COLUMNS) + 1) + 1)
    }


def _cells(
    key: str, own: Mapping[str, Any], places: Mapping[str, Place], faults: list[tuple[Place | None, Fault]]
) -> Mapping[str, str]:
    cells = {}
    for name, cell in own.items():
        found = said(cell, is_day=key.endswith("/issued_on"))
        if isinstance(found, Fault):
            faults.append((places[name], found))
        else:
            cells[name] = found
    return cells


def said(cell: Any, is_day: bool) -> str | Fault:
    """Return what a person sees in a cell, written the Vietnamese way."""
    value = cell.value
    if value is None:
        return ""
    if _is_struck(cell):
        return Fault("form-cell-struck", {"found": str(value)})
    if cell.data_type == "f":
        return Fault("form-cell-formula", {"found": str(getattr(value, "text", value))})
    if cell.data_type == "e" or isinstance(value, bool):
        return Fault("answer-unclear", {"found": str(value).upper()})
    if isinstance(value, datetime | date | time | timedelta):
        if is_day and isinstance(value, datetime | date):
            return f"{value:%d/%m/%Y}"
        return Fault("answer-is-date", {"found": _shown(value)})
    if isinstance(value, int | float) and Decimal(value).is_finite():
        return _number(Decimal(repr(value)), cell.number_format)
    return " ".join(unicodedata.normalize("NFC", "".join(_written(cell))).split())


def _pieces(cell: Any) -> list[tuple[str, Any]]:
    """Return the text of a cell piece by piece, each with its font; None for that of the cell."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    pieces = cell.value if isinstance(cell.value, CellRichText) else [str(cell.value)]
    return [(one.text, one.font) if isinstance(one, TextBlock) else (one, None) for one in pieces]


def _is_struck(cell: Any) -> bool:
    """Whether a line goes through the content of a cell, or through a part of it."""
    return bool(cell.font.strike) or any(font is not None and font.strike for _, font in _pieces(cell))


def _written(cell: Any) -> Iterator[str]:
    """Yield the pieces of a text, digits that were raised or lowered as such."""
    for piece, font in _pieces(cell):
        place = None if font is None else _OFF_THE_LINE.get(font.vertAlign)
        yield piece if place is None else piece.translate(place)


def _shown(value: date | time | timedelta) -> str:
    """Return a day as people write it here; with the time of day only where there is one."""
    if isinstance(value, timedelta):
        return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02d}"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return f"{value:%d/%m/%Y}" if type(value) is date else str(value)


def _number(value: Decimal, number_format: str) -> str | Fault:
    """Return a number as a cell of that format shows it; one that is shown otherwise is asked about.

    One and a bit that looks like thousands is asked about: `1.875`, typed where the point is decimal,
    is such a number, and so is a true `1,875`.
    """
    if shows_otherwise(value, number_format):
        return Fault("answer-shown-otherwise", {"found": text.number(_short(value)), "format": number_format})
    if "%" in number_format:
        return f"{text.number(_short(value * 100))}%"
    shown = text.number(_short(value))
    return (ambiguous(shown) if value % 1 else None) or shown


def _short(value: Decimal) -> Decimal:
    return Decimal(text.plain(value.normalize()))
