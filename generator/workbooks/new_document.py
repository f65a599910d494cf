"""The document of a new report, as a person told it in the workbook of `extract`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generator import text
from generator.problems import Fault
from generator.workbooks.csv_file import Faults
from generator.workbooks.filled import DOCUMENTS, NewRow, day_of, not_listed
from generator.workbooks.hidden import is_column_hidden, is_row_hidden, is_sheet_hidden
from generator.workbooks.sheets import Place, said
from generator.workbooks.words import section_of

if TYPE_CHECKING:
    from openpyxl import Workbook

_KNOWN_BY = frozenset({"document_id", "issuer", "short_title"})
_DAYS = ("issued_on", "period_start", "period_end")
_LAST_ROW = 200
_ANSWER = 2  # the column in which the document is told


def new_document(book: Workbook, faults: Faults) -> Iterator[NewRow]:
    """Yield the row of the document, where the workbook tells of one and nothing of it is refused."""
    for sheet in book.worksheets:
        lines = _lines(sheet)
        if set(lines) >= _KNOWN_BY:
            known = len(faults)
            places = {name: Place(sheet.title, line, "B") for name, line in lines.items()}
            cells = {
                name: _cell(sheet.cell(line, _ANSWER), name, places[name], faults)
                for name, line in lines.items()
            }
            faults += _unseen(sheet, lines, places)
            if len(faults) == known:
                yield NewRow(DOCUMENTS, cells, places)


def _unseen(sheet: Any, lines: Mapping[str, int], places: Mapping[str, Place]) -> Faults:
    """Return what is told of the document where nobody can see it."""
    first = next(iter(places.values()))
    if is_sheet_hidden(sheet):
        return [(first, Fault("form-sheet-hidden", {}))]
    if is_column_hidden(sheet, _ANSWER):
        return [(first, Fault("form-column-hidden", {}))]
    filled = (name for name, line in lines.items() if sheet.cell(line, _ANSWER).value not in (None, ""))
    return [
        (places[name], Fault("form-row-hidden", {})) for name in filled if is_row_hidden(sheet, lines[name])
    ]


def _lines(sheet: Any) -> dict[str, int]:
    """Return where each column of the table of documents is told: the last line of a first cell names it."""
    firsts = (
        (line, str(sheet.cell(line, 1).value or "")) for line in range(2, min(sheet.max_row, _LAST_ROW) + 1)
    )
    names = ((line, first.rpartition("\n")[2].strip()) for line, first in firsts if "\n" in first)
    return {name: line for line, name in names}


def _cell(cell: Any, name: str, place: Place, faults: Faults) -> str:
    found = said(cell, is_day=name in _DAYS)
    if name in _DAYS and isinstance(found, str):
        found = day_of(found)
    if name == "status" and isinstance(found, str) and found:
        found = _status(found)
    if name == "kind" and isinstance(found, str):
        found = found.lower()
    if isinstance(found, Fault):
        faults.append((place, found))
        return ""
    return found


def _status(said: str) -> str | Fault:
    """Return the code of a status, however its word is typed."""
    codes = {shown: code for code, shown in section_of("status").items()}
    folded = {text.fold(shown): code for shown, code in codes.items()}
    return folded.get(text.fold(said)) or not_listed(said, codes)
