"""The workbook in which a person confirms what was read of a report (XlsxWriter).

Every cell is text, so that no spreadsheet takes a code for a number or a day for a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import xlsxwriter

from generator.catalogues import catalogue
from generator.model import Register
from generator.reports.extracts import Extracted
from generator.schema import Resource

_MADE_ON = datetime(2000, 1, 1)
_LAST_ROW = 1_048_575
_WIDE, _NARROW = 60, 16
ACCEPTED = "x"


def workbook(rows: Sequence[Extracted], register: Register, observations: Resource) -> bytes:
    """Return the file: numbers to confirm, numbers set aside, what ids mean, and how to use it."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE_ON})
        sheets = _Sheets(book)
        figures = [one for one in rows if one.status in ("proposed", "unknown", "recorded")]
        heads, cells = _of_figures(figures, observations)
        sheet = sheets.add("figures", heads, cells)
        sheets.add("set_aside", *_of_set_aside([one for one in rows if one.status == "set_aside"]))
        bodies = [[one.organisation_id, one.name] for one in register.organisations.values()]
        counted = [[one.indicator_id, one.name, one.unit_of_measure] for one in register.indicators.values()]
        sheets.add("organisations", ["organisation_id", _word("column", "name")], bodies)
        sheets.add(
            "indicators", ["indicator_id", _word("column", "name"), _word("column", "measure")], counted
        )
        sheets.add("guide", [_word("sheet", "guide")], [[line] for line in _words()["guide"].values()])
        _offer(sheet, heads, len(bodies), len(counted))
    return content.getvalue()


def _of_figures(rows: Sequence[Extracted], observations: Resource) -> tuple[list[str], list[list[str]]]:
    cells = [
        [
            "",
            _word("status", one.status),
            one.phrase,
            *(_cell(one, name) for name in ("unit_id", *observations.columns)),
        ]
        for one in rows
    ]
    heads = [_word("column", name) for name in ("accept", "status", "phrase")]
    return [*heads, "unit_id", *observations.columns], cells


def _cell(one: Extracted, name: str) -> str:
    known: Mapping[str, str] = {"value_text": one.printed, "locator": one.place}
    return one.cells.get(name, known.get(name, ""))


def _of_set_aside(rows: Sequence[Extracted]) -> tuple[list[str], list[list[str]]]:
    heads = ["locator", "printed", "reason", _word("column", "meaning"), _word("column", "phrase")]
    reasons = [one.reason or "" for one in rows]
    cells = [
        [one.place, one.printed, reason, _word("set_aside_reason", reason), one.phrase]
        for one, reason in zip(rows, reasons, strict=True)
    ]
    return heads, cells


class _Sheets:
    """The sheets of one book, all of them made alike."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._text = book.add_format({"num_format": "@", "valign": "top"})
        self._wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._head = book.add_format({"bold": True, "bg_color": "#E7EEF5", "num_format": "@"})

    def add(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
        """Add a sheet with one row of heads, which stays in sight."""
        sheet = self._book.add_worksheet(_word("sheet", name))
        long = {_word("column", "phrase"), _word("column", "name"), _word("sheet", "guide")}
        for column, head in enumerate(heads):
            width, form = (_WIDE, self._wrapped) if head in long else (_NARROW, self._text)
            sheet.set_column(column, column, width, form)
            sheet.write_string(0, column, head, self._head)
            for row, cells in enumerate(rows, 1):
                sheet.write_string(row, column, cells[column], form)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
        return sheet


def _offer(sheet: Any, columns: Sequence[str], bodies: int, counted: int) -> None:
    """Offer lists where a cell has one of a few ids."""
    lists = {
        _word("column", "accept"): [ACCEPTED],
        "organisation_id": f"='{_word('sheet', 'organisations')}'!$A$2:$A${bodies + 1}",
        "indicator_id": f"='{_word('sheet', 'indicators')}'!$A$2:$A${counted + 1}",
    }
    for name, source in lists.items():
        at = columns.index(name)
        sheet.data_validation(1, at, _LAST_ROW, at, {"validate": "list", "source": source})


def _word(group: str, name: str) -> str:
    return _words()[group][name]


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    return {**catalogue("extract.vi"), "set_aside_reason": catalogue("words.vi")["set_aside_reason"]}
