"""The workbook in which a person confirms what was read of a report (XlsxWriter).

Every cell is text, so that no spreadsheet takes a code for a number or a day for a formula; only the
names beside codes are looked up.  A head is a Vietnamese name, and below it the column of the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import xlsxwriter

from generator.catalogues import catalogue, set_aside_marks
from generator.model import NO_INDICATOR, Register
from generator.reports.extract_sheets import Cell, LookedUp, Sheet, Sheets
from generator.reports.extracted import Extracted
from generator.schema import Resource
from generator.text import seal

_MADE_ON = datetime(2000, 1, 1)
_COLOURS = {
    "unsure": "#FFF2CC",
    "unreported": "#FFF2CC",
    "zero": "#FFF2CC",
    "unknown": "#FCE4D6",
    "recorded": "#EDEDED",
}
_SHOWN = ("proposed", *_COLOURS)
_NAMED = {"organisation_id": "organisations", "indicator_id": "indicators", "breakdown": "breakdowns"}
_LISTED = ("period_basis", "qualifier", "missing")
_WIDTHS = {"phrase": 60, "reason": 32, "definition": 70, "meaning": 40, "name": 34}
_WIDTHS |= {"part": 26, "answer": 60, "how": 80}
_NAME_WIDTH = 28
_SELDOM_WRONG = ("date", "document_number")
"""Why a number seems to be no figure where the words beside it say so."""
_OWN_HEADS = ("accept", "status", "reason", "phrase")
ACCEPTED = "x"


def workbook(
    rows: Sequence[Extracted],
    register: Register,
    observations: Resource,
    document: Sheet | None = None,
    report: str = "",
) -> bytes:
    """Return the file: how to use it, numbers to confirm, numbers set aside, and what codes mean.

    A document that is still to be named has a sheet of its own; `report` is the name of the file read.
    """
    content = BytesIO()
    widths = {_word("column", name): width for name, width in _WIDTHS.items()}
    widths |= {_word("sheet", "guide"): 120, _head("indicator_id", observations): 26}
    widths |= {_name_head(name, observations): _NAME_WIDTH for name in _NAMED}
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE_ON, "subject": report})
        sheets = Sheets(book, widths)
        told = {name: line for name, line in _words()["guide"].items() if document or name != "document"}
        guide = [[line] for line in (*told.values(), *_columns_told(observations))]
        sheets.add(Sheet(_word("sheet", "guide"), [_word("sheet", "guide")], guide))
        if document is not None:
            sheets.add(document)
        lists = _lists(register, observations)
        shown = _figures([one for one in rows if one.status in _SHOWN], register, observations)
        figures = sheets.add(shown)
        sheets.add(_set_aside([one for one in rows if one.status == "set_aside"]))
        for one in lists.values():
            sheets.add(one)
        _offer(sheets, figures, shown.heads, lists, observations)
    return content.getvalue()


# The rows to confirm ------------------------------------------------------------------------------


def _figures(rows: Sequence[Extracted], register: Register, observations: Resource) -> Sheet:
    columns = ("unit_id", *observations.columns)
    heads = [_word("column", name) for name in _OWN_HEADS]
    for name in columns:
        heads += [_head(name, observations), *([_name_head(name, observations)] if name in _NAMED else [])]
    heads.append(f"{_word('column', 'printed')}\nprinted")  # as a number that is set aside is printed
    heads.append(f"{_word('column', 'seal')}\nseal")
    cells = [[*_own_cells(one, register), *_cells(one, columns, register)] for one in rows]
    colours = {at: _COLOURS[one.status] for at, one in enumerate(rows) if one.status in _COLOURS}
    return Sheet(_word("sheet", "figures"), heads, cells, colours, kept=2)


def _own_cells(one: Extracted, register: Register) -> list[Cell]:
    """Return the cells before those of the record; only what it already has no indicator for is marked."""
    mark = set_aside_marks()[NO_INDICATOR] if one.reason == NO_INDICATOR else ""
    return [mark, _word("status", one.status), _reason(one, register), one.phrase]


def _head(name: str, observations: Resource) -> str:
    """Return the Vietnamese name of a column, and below it the column, which `import` looks for."""
    title = _word("column", name) if name == "unit_id" else observations.field(name).title
    return f"{title}\n{name}"


def _name_head(name: str, observations: Resource) -> str:
    return f"{_word('column', 'name')}: {observations.field(name).title.lower()}"


def _cells(one: Extracted, columns: Sequence[str], register: Register) -> Iterator[Cell]:
    known: Mapping[str, str] = {"value_text": one.printed, "locator": one.place}
    for name in columns:
        cell = one.cells.get(name, known.get(name, ""))
        yield cell
        if name in _NAMED:
            yield LookedUp(_word("sheet", _NAMED[name]), _name_of(name, cell, register))
    printed = "" if one.cells.get("missing") else one.printed
    yield printed
    yield seal(one.phrase, printed)


def _name_of(name: str, code: str, register: Register) -> str:
    if name == "organisation_id":
        return register.organisations[code].name if code else ""
    if name == "indicator_id":
        return register.indicators[code].name if code else ""
    members = (one.split("=") for one in code.split(";") if one)
    return "; ".join(register.members[dimension, member].name for dimension, member in members)


def _reason(one: Extracted, register: Register) -> str:
    """Return why a guess is weak, and what else it may be."""
    if one.status == "unknown":
        return _word("doubt", "unlike" if one.cells["value"] else "two_readings")
    names = {code: indicator.name for code, indicator in register.indicators.items()}
    counted = register.indicators.get(one.cells.get("indicator_id", ""))
    unit = counted.unit_of_measure if counted else ""
    reasons = (
        _word("doubt", doubt.code).format(told=names.get(doubt.told, doubt.told), unit=unit)
        for doubt in one.doubts
    )
    return " ".join(reasons)


def _set_aside(rows: Sequence[Extracted]) -> Sheet:
    """Return the numbers that seem to be no figures; what the report itself calls so stands last."""
    names = ("locator", "printed", "set_aside_reason", "meaning", "phrase")
    cells = [
        [one.place, one.printed, one.reason or "", _word("set_aside_reason", one.reason or ""), one.phrase]
        for one in sorted(rows, key=lambda one: one.reason in _SELDOM_WRONG)
    ]
    return Sheet(_word("sheet", "set_aside"), [_word("column", name) for name in names], cells)


# What codes mean ----------------------------------------------------------------------------------


def _columns_told(observations: Resource) -> Iterator[str]:
    for one in observations.fields:
        yield f"{one.title} ({one.name}): {one.description}"


def _lists(register: Register, observations: Resource) -> dict[str, Sheet]:
    def sheet(name: str, *heads: str, rows: list[list[str]]) -> Sheet:
        return Sheet(_word("sheet", name), [_word("column", head) for head in ("code", "name", *heads)], rows)

    bodies = [[one.organisation_id, one.name, one.definition] for one in register.organisations.values()]
    counted = [
        [one.indicator_id, one.name, one.unit_of_measure, one.definition]
        for one in register.indicators.values()
    ]
    members = [
        [f"{dimension}={name}", one.name, one.dimension_name]
        for (dimension, name), one in register.members.items()
    ]
    accept, told = _word("column", "accept"), _words()["set_aside_reason"]
    codes = [[ACCEPTED, _word("accepted", "name"), accept]]
    codes += [[mark, told[reason], accept] for reason, mark in set_aside_marks().items()]
    codes += [
        [code, _words()[name][code], observations.field(name).title]
        for name in _LISTED
        for code in observations.field(name).enum
    ]
    return {
        "organisations": sheet("organisations", "definition", rows=bodies),
        "indicators": sheet("indicators", "measure", "definition", rows=counted),
        "breakdowns": sheet("breakdowns", "dimension", rows=members),
        "codes": sheet("codes", "dimension", rows=codes),
    }


def _offer(
    sheets: Sheets, figures: Any, heads: Sequence[str], lists: Mapping[str, Sheet], observations: Resource
) -> None:
    """Offer lists where a cell has one of a few codes; of breakdowns a cell may have several."""
    marks = f"='{lists['codes'].name}'!$A$2:$A${len(set_aside_marks()) + 2}"
    sheets.offer(figures, heads.index(_word("column", "accept")), marks, only=False)
    for name, listed in _NAMED.items():
        source = f"='{lists[listed].name}'!$A$2:$A${len(lists[listed].rows) + 1}"
        sheets.offer(figures, heads.index(_head(name, observations)), source, only=name != "breakdown")
    for name in _LISTED:
        codes = list(observations.field(name).enum)
        sheets.offer(figures, heads.index(_head(name, observations)), codes, only=True)


def _word(group: str, name: str) -> str:
    return _words()[group][name]


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    words = catalogue("words.vi")
    shared = {name: words[name] for name in ("set_aside_reason", "missing")}
    return {**catalogue("extract.vi"), **shared, "period_basis": words["revised_basis"]}
