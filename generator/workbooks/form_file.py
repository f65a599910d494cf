"""The form as a workbook: cells to fill in, everything else locked, its arithmetic beside it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any

import xlsxwriter
from msgspec.structs import asdict

from generator import text
from generator.workbooks.layout import BODY, COLUMNS, FILLED, HEADING, MARKS
from generator.workbooks.questions import STATUSES, Form, Row, name_within
from generator.workbooks.words import section_of, words

_WIDTHS = dict(zip(COLUMNS, (4, 5, 52, 12, 24, 20, 22, 22, 20, 22, 60), strict=True))
_COLOURS = {"answer": "#FFF8DC", "head": "#DCE6E0", "locked": "#F2F2F2"}
_LETTERS = "ABCDEFGHIJK"
_LETTER = dict(zip(COLUMNS, _LETTERS, strict=True))
_LINE_POINTS, _LINES_AT_MOST = 15, 27  # Excel allows 409 points
_FIRST = 2  # after the hidden names of the columns and the headings
_MADE = datetime(2000, 1, 1)  # the same form has the same bytes


def workbook_of(form: Form, file_name: str) -> bytes:
    """Return the form as the content of an .xlsx file."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _MADE})
    writer = _Writer(book, form)
    writer.report()
    writer.bodies()
    writer.guide(file_name)
    writer.lists()
    writer.marks()
    book.close()
    return content.getvalue()


class _Writer:
    """One workbook in the making."""

    def __init__(self, book: xlsxwriter.Workbook, form: Form) -> None:
        self._book, self._form = book, form
        base = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B8B8B8"}
        self._open = book.add_format(
            {**base, "bg_color": _COLOURS["answer"], "num_format": "@", "locked": False}
        )
        self._locked = book.add_format({**base, "num_format": "@"})
        self._given = book.add_format({**base, "num_format": "@", "bg_color": _COLOURS["locked"]})
        self._head = book.add_format({**base, "bold": True, "bg_color": _COLOURS["head"]})
        self._wrong = book.add_format({"bold": True, "font_color": "#9C0006"})
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})

    def report(self) -> None:
        """Write the sheet of the document and of the questions about the unit as a whole."""
        sheet = self._sheet("report")
        told = {
            "unit": self._form.unit.full_name,
            "period": text.period(self._form.period),
        }
        at = _FIRST
        for name, value in told.items():
            row = Row(
                f"{HEADING}/{name}", "", words(f"heading.{name}"), "document", answer=value, locked=True
            )
            at = self._rows(sheet, at, (row,))
        at = self._rows(sheet, self._title(sheet, at, words("heading.document")), self._form.document)
        at = self._rows(sheet, self._title(sheet, at, words("heading.questions")), self._form.questions)
        self._end(sheet, at)
        sheet.activate()

    def bodies(self) -> None:
        """Write the sheet of the associations, a block each."""
        if not self._form.bodies:
            return
        sheet = self._sheet("bodies")
        at = _FIRST
        for number, block in enumerate(self._form.bodies, 1):
            at = self._rows(sheet, self._title(sheet, at, words("heading.body", number=number)), block)
        self._end(sheet, at)

    def guide(self, file_name: str) -> None:
        """Write the sheet that explains."""
        sheet = self._book.add_worksheet(words("sheet.guide"))
        sheet.set_column(0, 0, 110)
        facts = {"unit": name_within(self._form.unit), "period": text.period(self._form.period)}
        for at, name in enumerate(section_of("guide")):
            sheet.write_string(at, 0, words(f"guide.{name}", **facts, file=file_name), self._plain)
        sheet.protect()

    def lists(self) -> None:
        """Write the lists to choose from; a list in the cell itself could have 255 characters only."""
        sheet = self._book.add_worksheet(words("sheet.lists"))
        for column, (kind, names) in enumerate(self._choices().items()):
            sheet.write_column(0, column, names)
            letter = _LETTERS[column]
            self._book.define_name(_name(kind), f"='{sheet.name}'!${letter}$1:${letter}${len(names)}")
        sheet.hide()
        sheet.protect()

    def marks(self) -> None:
        """Write the hidden sheet that says which form this is."""
        sheet = self._book.add_worksheet(MARKS)
        for at, (name, value) in enumerate(asdict(self._form.marks).items()):
            sheet.write_string(at, 0, name)
            sheet.write_string(at, 1, value)
        sheet.very_hidden()
        sheet.protect()

    # One sheet -------------------------------------------------------------------------------

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(words(f"sheet.{name}"))
        sheet.write_row(0, 0, (MARKS, *COLUMNS[1:]))
        sheet.write_row(1, 1, [words(f"column.{column}") for column in COLUMNS[1:]], self._head)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, _WIDTHS[column], None, {"hidden": column == "key"})
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.freeze_panes(_FIRST, COLUMNS.index("unit"))
        return sheet

    def _end(self, sheet: Any, at: int) -> None:
        """Lock what is not to be filled in, and lay the sheet out for paper."""
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_LETTER[COLUMNS[-1]]}{at}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        sheet.print_area(1, 1, at - 1, COLUMNS.index("note"))

    def _title(self, sheet: Any, at: int, title: str) -> int:
        sheet.write_string(at, COLUMNS.index("question"), title, self._head)
        return at + 1

    def _rows(self, sheet: Any, at: int, rows: Sequence[Row]) -> int:
        """Write rows from there on; return the place after them."""
        places = {row.key: at + number for number, row in enumerate(rows)}
        numbers = {row.key: row.number for row in rows}
        for row in rows:
            self._row(sheet, places[row.key], row)
            self._check(sheet, row, places, numbers)
        return at + len(rows)

    def _row(self, sheet: Any, at: int, row: Row) -> None:
        sheet.write_string(at, 0, row.key)
        for place, column in enumerate(COLUMNS[1:], 1):
            if column in FILLED:
                is_open = not row.locked and (column == "answer" or row.kind == "figure")
                style = self._open if is_open else self._given
            else:
                style = self._locked
            said = getattr(row, column, "")
            if said:
                sheet.write_string(at, place, said, style)
            else:
                sheet.write_blank(at, place, None, style)
        sheet.set_row(at, _LINE_POINTS * _lines(row))
        self._choice(sheet, at, row)

    def _check(self, sheet: Any, row: Row, places: Mapping[str, int], numbers: Mapping[str, str]) -> None:
        """Write the formula that compares the row with others of the form."""
        own = _cell(places[row.key])
        if row.parts:
            others = [_cell(places[key]) for key in row.parts]
            verdicts = words("check.parts_right"), words("check.parts_wrong", number=row.number)
            self._formula(sheet, places[row.key], [own, *others], "+".join(map(_number, others)), verdicts)
        elif row.same_as:
            other, number = _cell(places[row.same_as]), numbers[row.same_as]
            verdicts = words("check.same_right", number=number), words("check.same_wrong", number=number)
            self._formula(sheet, places[row.key], [own, other], _number(other), verdicts)

    def _formula(
        self, sheet: Any, at: int, cells: Sequence[str], expected: str, verdicts: tuple[str, str]
    ) -> None:
        filled = ",".join(f'{cell}=""' for cell in cells)
        verdict = f'IF({_number(cells[0])}={expected},"{verdicts[0]}","{verdicts[1]}")'
        formula = f'=IF(OR({filled}),"",IFERROR({verdict},""))'
        place = COLUMNS.index("check")
        sheet.write_formula(at, place, formula, self._locked, "")
        wrong = {"type": "cell", "criteria": "==", "value": f'"{verdicts[1]}"', "format": self._wrong}
        sheet.conditional_format(at, place, at, place, wrong)

    # What may stand in a cell ----------------------------------------------------------------

    def _choices(self) -> Mapping[str, Sequence[str]]:
        return {
            "missing": tuple(section_of("missing").values()),
            "status": tuple(words(f"status.{name}") for name in STATUSES),
            "body": self._form.names,
        }

    def _choice(self, sheet: Any, at: int, row: Row) -> None:
        if row.kind == "figure":
            self._list(sheet, at, "missing", "missing")
            told = {"input_title": words("input.answer_title"), "input_message": words("input.answer")}
            sheet.data_validation(
                at, COLUMNS.index("answer"), at, COLUMNS.index("answer"), {"validate": "any", **told}
            )
        elif not row.locked and row.key.startswith(f"{BODY}/"):
            self._list(sheet, at, "answer", "body")
        elif not row.locked and row.key.endswith("/status"):
            self._list(sheet, at, "answer", "status")

    def _list(self, sheet: Any, at: int, column: str, name: str) -> None:
        rule = {
            "validate": "list",
            "source": f"={_name(name)}",
            "input_title": words("input.list_title"),
            "input_message": words("input.list"),
            "error_message": words("input.list_error"),
        }
        at_column = COLUMNS.index(column)
        sheet.data_validation(at, at_column, at, at_column, rule)


def _lines(row: Row) -> int:
    """Return how many lines the longest text of a row takes: LibreOffice does not find out by itself."""
    said = ((getattr(row, column, ""), int(1.1 * _WIDTHS[column])) for column in COLUMNS[1:])
    return min(_LINES_AT_MOST, max(1, *(len(wrap(words, width)) for words, width in said)))


def _name(kind: str) -> str:
    """Return the name of a list; by a name Excel keeps the choice where every program finds it."""
    return f"{MARKS}_{kind}"


def _cell(at: int) -> str:
    return f"{_LETTER['answer']}{at + 1}"


def _number(cell: str) -> str:
    """Return a formula for the whole number in a cell of text: `1.875` is 1875 in any region of Excel."""
    return f'VALUE(SUBSTITUTE(SUBSTITUTE({cell},".","")," ",""))'
