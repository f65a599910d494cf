"""The workbook that `extract` makes of a report, when a person has confirmed its rows with a mark.

A mark that is a reason sets the number aside: it is no figure, or one without an indicator.  Any other
mark of one word takes the row; one of several words may be a reason that is misspelt, and is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.catalogues import catalogue, set_aside_marks
from generator.model import Register
from generator.problems import Fault
from generator.text import fold
from generator.workbooks import row_integrity
from generator.workbooks.csv_file import Faults, row_of
from generator.workbooks.filled import SET_ASIDE, Filled, NewRow, not_listed
from generator.workbooks.hidden import is_column_hidden, is_row_hidden, is_sheet_hidden
from generator.workbooks.new_document import new_document
from generator.workbooks.sheets import Place, said

if TYPE_CHECKING:
    from openpyxl import Workbook

_COLUMNS = frozenset({"unit_id", "indicator_id", "value", "document_id", "locator"})
_ASIDE = ("document_id", "locator", "printed")
_DAYS = ("period_start", "period_end")
_SEEN = ("value", "numerator", "denominator", "qualifier", "missing", "value_text", "note")
"""Columns of which nothing is taken that the person who marked the rows may not have seen."""
_ACCEPTED, _STATUS = 1, 2  # the first columns of the sheet, whatever they are called


def is_extract(book: Workbook) -> bool:
    """Say whether a workbook has the rows of a report to confirm."""
    return any(set(_heads(sheet)) >= _COLUMNS for sheet in book.worksheets)


def filled_extract(book: Workbook, register: Register) -> Filled:
    """Return the rows that were marked, and every fault of their cells; the others are left alone."""
    rows: list[NewRow] = []
    faults: Faults = []
    words, unmarked = catalogue("extract.vi"), 0
    for sheet in book.worksheets:
        heads = _heads(sheet)
        marks = sheet.iter_rows(min_row=2, max_col=_STATUS, values_only=True)
        marked: list[int] = []
        for line, (mark, status) in enumerate(marks if set(heads) >= _COLUMNS else (), 2):
            if str(mark or "").strip():
                marked.append(line)
                rows += _row(sheet, line, heads, register, faults)
            elif status and status != words["status"]["recorded"]:
                unmarked += 1
        faults += _unseen(sheet, marked, heads)
    if rows or faults:
        rows += new_document(book, faults)
    return Filled(
        tuple(_counted(rows)), tuple(faults), unmarked=unmarked, report=book.properties.subject or ""
    )


def _heads(sheet: Any) -> dict[str, int]:
    """Return where the columns of the record stand: the last line of a head; other heads are of no column."""
    heads = (str(sheet.cell(1, at).value or "") for at in range(1, min(sheet.max_column, 200) + 1))
    names = (head.strip().rpartition("\n")[2].strip() for head in heads)
    return {name: at for at, name in enumerate(names, 1) if name and name.isascii()}


def _unseen(sheet: Any, marked: Sequence[int], heads: Mapping[str, int]) -> Faults:
    """Return the marked rows that are hidden, and hidden columns with something in them."""
    if not marked:
        return []
    if is_sheet_hidden(sheet):
        return [(Place(sheet.title, marked[0], "A"), Fault("form-sheet-hidden", {}))]
    rows = [line for line in marked if is_row_hidden(sheet, line)]
    found: Faults = [(Place(sheet.title, line, "A"), Fault("form-row-hidden", {})) for line in rows]
    for name in (name for name in _SEEN if name in heads and is_column_hidden(sheet, heads[name])):
        filled = next((line for line in marked if sheet.cell(line, heads[name]).value not in (None, "")), 0)
        if filled:
            found.append((_place(sheet, filled, heads[name]), Fault("form-column-hidden", {})))
    return found


def _place(sheet: Any, line: int, column: int) -> Place:
    from openpyxl.utils import get_column_letter

    return Place(sheet.title, line, get_column_letter(column))


def _row(sheet: Any, line: int, heads: Mapping[str, int], register: Register, faults: Faults) -> list[NewRow]:
    def place(name: str) -> Place:
        return _place(sheet, line, heads.get(name, _ACCEPTED))

    known, cells = len(faults), {}
    for name, at in heads.items():
        found = said(sheet.cell(line, at), is_day=name in _DAYS)
        if isinstance(found, Fault):
            faults.append((place(name), found))
        else:
            cells[name] = found
    if len(faults) > known:
        return []
    reason = _reason(str(sheet.cell(line, _ACCEPTED).value))
    if isinstance(reason, Fault):
        faults.append((place(""), reason))
        return []
    unlike = row_integrity.fault_of(cells, _phrase(sheet, line), bool(reason))
    if unlike is not None:
        faults.append((place(unlike[0]), unlike[1]))
        return []
    if reason:
        aside = {name: cells.get(name, "") for name in _ASIDE} | {"reason": reason}
        return [NewRow(SET_ASIDE, aside, {name: place(name) for name in _ASIDE})]
    if not cells["indicator_id"]:
        faults.append((place("indicator_id"), Fault("indicator-unchosen", {})))
        return []
    return list(row_of(cells, place, "", register, faults))


def _phrase(sheet: Any, line: int) -> str:
    """Return the words around the number; empty where the sheet has no such column."""
    head = row_integrity.phrase_head()
    at = next((it for it in range(1, sheet.max_column + 1) if sheet.cell(1, it).value == head), None)
    return "" if at is None else str(sheet.cell(line, at).value or "")


def _reason(mark: str) -> str | Fault:
    """Return the reason that a mark names, in its words or as its code; empty where it takes the row."""
    marks = {said: reason for reason, said in set_aside_marks().items()}
    named = {fold(said): reason for said, reason in marks.items()} | {
        fold(one): one for one in marks.values()
    }
    said = fold(mark)
    if said in named or " " not in said:
        return named.get(said, "")
    return not_listed(mark, marks)


def _counted(rows: Sequence[NewRow]) -> Iterator[NewRow]:
    """Yield the rows, one for all numbers set aside that are printed alike at one place."""
    times = Counter(tuple(row.cells.values()) for row in rows if row.path == SET_ASIDE)
    for row in rows:
        if row.path != SET_ASIDE:
            yield row
        elif count := times.pop(tuple(row.cells.values()), 0):
            yield replace(row, cells={**row.cells, "times": str(count)})
