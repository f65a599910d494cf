"""A filled form as rows of the record, each with the cell that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from msgspec import Struct, field

from generator import text
from generator.model import Document, Period, Question, Register
from generator.problems import Fault
from generator.read import values
from generator.read.suggestions import closest
from generator.workbooks.answers import cells_of
from generator.workbooks.layout import BODY, DOCUMENT, HEADING, Marks
from generator.workbooks.questions import (
    ASKED_OF_DOCUMENT,
    REPORT,
    own_document,
    questions_of,
    told_of,
    version_of,
)
from generator.workbooks.sheets import FilledRow, FilledSheets, Place
from generator.workbooks.sums import UnequalSum, unequal_sums
from generator.workbooks.words import section_of

OBSERVATIONS, ANSWERS, DOCUMENTS = "observations/{}.csv", "answers.csv", "documents.csv"
SET_ASIDE = "set_aside.csv"
_VALUE = ("value", "numerator", "denominator", "qualifier", "value_text")
_NEEDED = ("issuer", "title", "short_title")
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class NewRow(Struct, frozen=True):
    """One row for a table of the record: its cells by column, and where each of them was filled in."""

    path: str
    cells: Mapping[str, str]
    places: Mapping[str, Place]
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Cells of a row that is new; one that is there keeps its own."""
    shows_old: bool = False
    """Whether what the record had stood beside it: the same figure at another place is a corrected place."""

    def place_of(self, column: str | None) -> Place | None:
        """Return the cell of a column; of one that nobody filled in, the answer that the row is for."""
        return self.places.get(column or "") or next(iter(self.places.values()), None)


class Filled(Struct, frozen=True):
    """What a workbook or file comes to."""

    rows: tuple[NewRow, ...] = ()
    faults: tuple[tuple[Place | None, Fault], ...] = ()
    empty: int = 0
    """So many questions with neither an answer nor a reason."""
    unequal: tuple[UnequalSum, ...] = ()
    unmarked: int | None = None
    """So many rows of a report that nobody confirmed; None for what is no report to confirm."""
    report: str = ""
    """The name of the file that the rows were read from, where the workbook says it."""


class _Found(Struct):
    """What is found on the way."""

    rows: list[NewRow] = field(default_factory=list)
    faults: list[tuple[Place | None, Fault]] = field(default_factory=list)
    empty: int = 0


def filled_form(sheets: FilledSheets, register: Register) -> Filled:
    """Return the rows that a form's sheets come to, and every fault of every cell."""
    marks = sheets.marks
    if marks is None:
        return Filled((), ((None, Fault("form-unknown", {})),))
    asked = questions_of(register, marks.form_id)
    refused = _of_another(marks, asked, register)
    if refused is not None:
        return Filled((), ((None, refused),))
    found = _Found(faults=list(sheets.faults))
    found.faults += _heading(sheets, marks, register)
    _document(sheets, marks, register, found)
    bodies = _bodies(sheets, register, found)
    expected = dict(_expected(sheets, asked, bodies))
    lost = [question for key, (question, _) in expected.items() if key not in sheets.rows]
    if lost:
        names = dict.fromkeys(f"{one.sort_order} ({one.question})" for one in lost)
        found.faults.append((None, Fault("form-rows-lost", {"found": "; ".join(names)})))
    for key, (question, body) in expected.items():
        if key in sheets.rows:
            found.faults += _of_another_question(sheets.rows[key], question)
            _answer(sheets.rows[key], question, body, marks, register, found)
    unequal = tuple(unequal_sums(asked, sheets.rows, register))
    return Filled(tuple(found.rows), tuple(found.faults), found.empty, unequal)


def _of_another_question(row: FilledRow, question: Question) -> Iterator[tuple[Place | None, Fault]]:
    """Yield that an answer stands beside another question: what is sorted in view leaves the hidden keys."""
    if row.question and row.question.split() != question.question.split():
        facts = {"found": row.question, "expected": question.question}
        yield row.places["answer"], Fault("form-row-of-other-question", facts)


def _of_another(marks: Marks, asked: tuple[Question, ...], register: Register) -> Fault | None:
    """Return that the form is of another version or unit than the record knows."""
    if any(isinstance(values.day(one), Fault) for one in (marks.period_start, marks.period_end)):
        return Fault("form-unknown", {})
    if not asked or marks.version != version_of(asked):
        return Fault("form-outdated", {"found": marks.form_id})
    if marks.unit_id not in register.units:
        return Fault("form-unit-unknown", {"found": marks.unit_id})
    return None


def _heading(sheets: FilledSheets, marks: Marks, register: Register) -> Iterator[tuple[Place | None, Fault]]:
    """Yield headings that were changed by hand: a form is of the unit and period it was made for."""
    period = _period(marks)
    told = {
        "unit": register.units[marks.unit_id].full_name,
        "period": text.period(period),
    }
    for name, expected in told.items():
        row = sheets.rows.get(f"{HEADING}/{name}")
        said = expected if row is None else row.cells.get("answer", expected)
        if row is not None and not said:
            yield row.places["answer"], Fault("value-required", {})
        elif row is not None and said != expected:
            facts = {"found": said, "expected": expected}
            yield row.places["answer"], Fault(f"form-of-other-{name}", facts)


def _period(marks: Marks) -> Period:
    start, end = values.day(marks.period_start), values.day(marks.period_end)
    assert not isinstance(start, Fault) and not isinstance(end, Fault)
    return Period(start, end)


def _expected(
    sheets: FilledSheets, asked: Iterable[Question], bodies: Mapping[str, str | None]
) -> Iterator[tuple[str, tuple[Question, str | None]]]:
    """Yield the keys of all rows that the form had, and the association that each is about."""
    each = [one for one in asked if one.organisation_scope == "each" and one.indicator_id]
    yield from ((one.question_id, (one, "")) for one in asked if one not in each)
    blocks = bodies or {"1": None}  # without any block their sheet is gone
    for (place, body), one in product(blocks.items(), each):
        yield f"{one.question_id}/{place}", (one, body)


# The document --------------------------------------------------------------------------------


def _document(sheets: FilledSheets, marks: Marks, register: Register, found: _Found) -> None:
    """Add the row of a document that the record has not, or had from the same form."""
    known = register.documents.get(marks.document_id)
    rows = {name: sheets.rows.get(f"{DOCUMENT}/{name}") for name in ASKED_OF_DOCUMENT}
    said = {name: row.cells.get("answer", "") for name, row in rows.items() if row is not None}
    places = {name: row.places["answer"] for name, row in rows.items() if row is not None}
    if known is not None and marks.document_id != own_document(marks.unit_id, _period(marks)):
        found.faults += _of_another_document(known, said, places)
        return
    for name in _NEEDED:
        if not said.get(name) and name in places:
            found.faults.append((places[name], Fault("value-required", {})))
    day = day_of(said.get("issued_on", ""))
    if isinstance(day, Fault):
        found.faults.append((places["issued_on"], day))
        day = ""
    codes = {shown: code for code, shown in section_of("status").items()}
    status = codes.get(said.get("status", ""), "")
    if not status and "status" in places:
        fault = not_listed(said["status"], codes) if said.get("status") else Fault("value-required", {})
        found.faults.append((places["status"], fault))
    cells = {
        "document_id": marks.document_id, "kind": REPORT, **said, "issued_on": day, "status": status,
        "unit_id": marks.unit_id, "period_start": marks.period_start, "period_end": marks.period_end,
    }  # fmt: skip
    if set(_NEEDED) <= {name for name, value in said.items() if value} and status:
        found.rows.append(NewRow(DOCUMENTS, cells, places | _places_of_period(sheets)))


def _of_another_document(
    known: Document, said: Mapping[str, str], places: Mapping[str, Place]
) -> Iterator[tuple[Place | None, Fault]]:
    """Yield what a form says otherwise of a document that the record has, and that no form changes."""
    for name, expected in told_of(known).items():
        if said.get(name) and not _says_the_same(said[name], expected, name):
            facts = {"found": said[name], "expected": expected, "document": known.document_id, "column": name}
            yield places[name], Fault("form-of-other-document", facts)


def _says_the_same(said: str, expected: str, name: str) -> bool:
    is_same_day = name == "issued_on" and expected and day_of(said) == day_of(expected)
    return said.split() == expected.split() or bool(is_same_day)


def _places_of_period(sheets: FilledSheets) -> dict[str, Place]:
    """Return the cell that names the period: what is wrong with the period is told there."""
    row = sheets.rows.get(f"{HEADING}/period")
    return dict.fromkeys(("period_start", "period_end"), row.places["answer"]) if row else {}


def day_of(said: str) -> str | Fault:
    """Return a day written the Vietnamese way, the day first, as the record has it."""
    written = _WRITTEN_DAY.fullmatch(said)
    iso = f"{written[3]}-{int(written[2]):02d}-{int(written[1]):02d}" if written else said
    day = values.day(iso) if iso else None
    if isinstance(day, Fault):
        code = "answer-is-no-day" if day.code == "date-malformed" else day.code
        return Fault(code, {**day.facts, "found": said})
    return day.isoformat() if day else ""


# Associations --------------------------------------------------------------------------------


def _bodies(sheets: FilledSheets, register: Register, found: _Found) -> dict[str, str | None]:
    """Return the association of each block: empty where none is named, None where it is refused."""
    ids = _ids_by_name(register)
    bodies: dict[str, str | None] = {}
    for key, row in sheets.rows.items():
        if not key.startswith(f"{BODY}/"):
            continue
        said = row.cells.get("answer", "")
        body = ids.get(text.fold(said), None) if said else ""
        if body is None:
            meant = closest(said, [one.name for one in register.organisations.values()])
            facts = {"found": said, "suggestion": meant} if meant else {"found": said}
            found.faults.append((row.places["answer"], Fault("body-unknown", facts)))
        elif body and body in bodies.values():
            found.faults.append((row.places["answer"], Fault("body-repeated", {"found": said})))
            body = None  # its figures would only be told to stand there twice
        bodies[key.partition("/")[2]] = body
    return bodies


def _ids_by_name(register: Register) -> dict[str, str]:
    """Return the association that each of its names stands for, however it is typed."""
    named: dict[str, set[str]] = {}
    for name, one in register.organisations.items():
        for said in (one.name, one.short_name, *one.aliases):
            named.setdefault(text.fold(said), set()).add(name)
    names = {text.fold(one.name): name for name, one in register.organisations.items()}
    return {said: next(iter(ids)) for said, ids in named.items() if len(ids) == 1} | names


# Answers -------------------------------------------------------------------------------------


def _answer(
    row: FilledRow, question: Question, body: str | None, marks: Marks, register: Register, found: _Found
) -> None:
    """Add what one row says."""
    if "answer" not in row.cells or "missing" not in row.cells:  # refused already
        return
    if question.indicator_id is None:
        _add_text(row, question, marks, found)
        return
    answer, reason = row.cells["answer"], row.cells["missing"]
    is_of_block = question.organisation_scope == "each"
    if not answer and not reason:
        if row.cells.get("note"):
            found.faults.append((row.places["note"], Fault("form-note-alone", {"found": row.cells["note"]})))
        found.empty += not is_of_block or bool(body)
        return
    if is_of_block and body == "":
        found.faults.append((row.places["answer"], Fault("body-unnamed", {})))
    cells = _figure(row, question, register, found)
    if cells is None or body is None or (is_of_block and body == ""):
        return
    own = {
        "organisation_id": body, "indicator_id": question.indicator_id,
        "breakdown": ";".join(f"{dimension}={member}" for dimension, member in question.breakdown),
        **_shared(marks), **cells,
        "locator": row.cells.get("locator", ""), "note": row.cells.get("note", ""),
    }  # fmt: skip
    found.rows.append(
        NewRow(OBSERVATIONS.format(marks.unit_id), own, _places(row), {"period_basis": "stated"}, True)
    )


def _add_text(row: FilledRow, question: Question, marks: Marks, found: _Found) -> None:
    """Add the answer to a question that asks for words."""
    answer = row.cells["answer"]
    if answer:
        told = {"unit_id": marks.unit_id, "form_id": marks.form_id, "question_id": question.question_id}
        cells = {**told, **_shared(marks), "answer": answer}
        found.rows.append(NewRow(ANSWERS, cells, {"answer": row.places["answer"]}))
    found.empty += not answer


def _shared(marks: Marks) -> dict[str, str]:
    """Return the cells that all rows of a form have alike."""
    return {
        "period_start": marks.period_start,
        "period_end": marks.period_end,
        "document_id": marks.document_id,
    }


def _figure(
    row: FilledRow, question: Question, register: Register, found: _Found
) -> Mapping[str, str] | None:
    """Return the cells of a figure: a value, or the reason why there is none."""
    answer, reason = row.cells["answer"], row.cells["missing"]
    codes = {shown: code for code, shown in section_of("missing").items()}
    missing = codes.get(reason, "")
    if reason and not missing:
        found.faults.append((row.places["missing"], not_listed(reason, codes)))
    if answer and reason:
        facts = {"value": answer, "missing": reason}
        found.faults.append((row.places["missing"], Fault("value-and-missing", facts)))
    if not answer:
        return {**dict.fromkeys(_VALUE, ""), "missing": missing} if missing else None
    cells = cells_of(answer, register.indicators[question.indicator_id or ""], question.asked_in)
    if isinstance(cells, Fault):
        found.faults.append((row.places["answer"], cells))
        return None
    return None if reason else {**cells, "missing": ""}


def _places(row: FilledRow) -> Mapping[str, Place]:
    answer = row.places["answer"]
    return {**dict.fromkeys(_VALUE, answer), **row.places}


def not_listed(said: str, codes: Mapping[str, str]) -> Fault:
    """Return that a word is none of a list, with the one that is meant perhaps."""
    facts = {"found": said, "allowed": ", ".join(codes)}
    meant = closest(said, codes)
    return Fault("value-not-listed", {**facts, "suggestion": meant} if meant else facts)
