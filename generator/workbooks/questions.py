"""What a form asks of a unit, row by row, with what the record already has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from generator import text
from generator.measures import parts_of
from generator.model import Document, Observation, Period, Question, Register, Unit
from generator.workbooks.layout import BODY, DOCUMENT, LAYOUT, Marks
from generator.workbooks.words import section_of, words

EMPTY_BLOCKS = 6
"""So many associations may be added to those that are known."""
REPORT = "báo cáo"
"""The kind of a document that a filled form is, and of a report that does not say its own."""
STATUSES = ("issued", "draft", "unknown")
ASKED_OF_DOCUMENT = ("number", "issued_on", "issuer", "title", "short_title", "status", "note")


class Row(Struct, frozen=True):
    """One row to fill in; what the record has stands in it already."""

    key: str
    number: str
    question: str
    kind: str  # figure, words, body, document
    unit: str = ""
    definition: str = ""
    answer: str = ""
    missing: str = ""
    locator: str = ""
    note: str = ""
    previous: str = ""
    locked: bool = False
    parts: tuple[str, ...] = ()  # keys of rows that add up to this one
    same_as: str = ""  # the key of the row that asks the same before


class Form(Struct, frozen=True):
    """One form for one unit and period."""

    unit: Unit
    period: Period
    marks: Marks
    document: tuple[Row, ...]
    questions: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]  # a block each; its first row names the association
    names: tuple[str, ...]  # of associations to choose from


def version_of(questions: Iterable[Question]) -> str:
    """Return what changes whenever a form asks something else, or lays it out in another way."""
    asked = [
        (one.question_id, one.question, one.indicator_id, one.breakdown, one.organisation_scope, one.asked_in)
        for one in questions
    ]
    return sha256(repr((LAYOUT, asked)).encode()).hexdigest()[:12]


def own_document(unit_id: str, period: Period) -> str:
    """Return the id of the document that a filled form is, where it comes from no other."""
    return f"bao-cao-{unit_id}-{period.code}"


def title_of(unit: Unit, period: Period, issuer: str = "") -> str:
    """Return what a report is called until somebody gives it another short title, by its issuer if known."""
    told = issuer or name_within(unit)
    return words("document.default_title", unit=told, period=text.period(period))


def name_within(unit: Unit) -> str:
    """Return the name of a unit as it stands within a sentence: `xã Bình Yên`."""
    return unit.full_name[0].lower() + unit.full_name[1:]


def questions_of(register: Register, form_id: str) -> tuple[Question, ...]:
    """Return the questions of a form in their order; of an unknown one, none."""
    return tuple(one for one in register.questions if one.form_id == form_id)


def form_of(
    register: Register,
    figures: Sequence[Observation],
    unit: Unit,
    period: Period,
    form_id: str,
    document_id: str,
) -> Form:
    """Return the form; `figures` are all that the record has of the unit."""
    asked = questions_of(register, form_id)
    known = _bodies_known(register, figures, unit)
    each = [one for one in asked if _is_of_each(one)]
    document = register.documents.get(document_id)
    is_the_form = document is None or document_id == own_document(unit.unit_id, period)
    filler = _Filler(register, figures, period, document_id, is_the_form)
    blocks = [*known, *[""] * EMPTY_BLOCKS] if each else []
    marks = Marks(
        form_id, version_of(asked), unit.unit_id, period.start.isoformat(), period.end.isoformat(),
        document_id, " ".join(known),
    )  # fmt: skip
    own = [one for one in asked if not _is_of_each(one)]
    return Form(
        unit,
        period,
        marks,
        tuple(_document_rows(document, unit, period, locked=not is_the_form)),
        tuple(_own_rows(own, filler)),
        tuple(_block(place, body, each, filler) for place, body in enumerate(blocks, 1)),
        tuple(one.name for one in register.organisations.values() if not one.is_group),
    )


def _is_of_each(question: Question) -> bool:
    return question.organisation_scope == "each" and question.indicator_id is not None


def _bodies_known(register: Register, figures: Iterable[Observation], unit: Unit) -> list[str]:
    """Return the associations that the record knows of in the unit, in official order."""
    named = {figure.organisation_id for figure in figures}
    named |= {one.organisation_id for one in register.status_in_unit.get(unit.unit_id, ())}
    return [name for name, one in register.organisations.items() if name in named and not one.is_group]


def _document_rows(document: Document | None, unit: Unit, period: Period, locked: bool) -> Iterator[Row]:
    """Yield what is asked of the document; of one that came from elsewhere, nothing is asked again."""
    given = {"short_title": title_of(unit, period), "status": words("status.issued")}
    if document is not None:
        given = dict(told_of(document))
    for name in ASKED_OF_DOCUMENT:
        yield Row(
            f"{DOCUMENT}/{name}", "", words(f"document.{name}"), "document",
            answer=given.get(name, ""), locked=locked,
        )  # fmt: skip


def told_of(document: Document) -> Mapping[str, str]:
    """Return what a form shows of a document that the record has."""
    issued = text.day(document.issued_on) if document.issued_on else document.issued_text or ""
    return {
        "number": document.number or "", "issued_on": issued, "issuer": document.issuer,
        "title": document.title, "short_title": document.short_title,
        "status": section_of("status").get(document.status, document.status),
        "note": document.note or "",
    }  # fmt: skip


def _own_rows(questions: Sequence[Question], filler: _Filler) -> Iterator[Row]:
    for question in questions:
        if question.indicator_id is None:
            yield Row(question.question_id, str(question.sort_order), question.question, "words")
        else:
            yield filler.row(
                question,
                question.question_id,
                None,
                tuple(one.question_id for one in parts_of(question, questions)),
                questions,
            )


def _block(place: int, body: str, questions: Sequence[Question], filler: _Filler) -> tuple[Row, ...]:
    name = filler.register.organisations[body].name if body else ""
    head = Row(f"{BODY}/{place}", "", words("row.body"), "body", answer=name, locked=bool(body))
    return head, *(filler.row(one, f"{one.question_id}/{place}", body or "") for one in questions)


class _Filler:
    """What the record has to put into the rows of one unit, period and document."""

    def __init__(
        self,
        register: Register,
        figures: Sequence[Observation],
        period: Period,
        document_id: str,
        is_the_form: bool,
    ) -> None:
        self.register = register
        self._figures, self._period, self._document_id = figures, period, document_id
        self._used: set[str] = set()
        self._is_the_form = is_the_form

    def row(
        self,
        question: Question,
        key: str,
        body: str | None,
        parts: tuple[str, ...] = (),
        among: Sequence[Question] = (),
    ) -> Row:
        """Return the row of a question for a figure; an empty body is one that is still to be named."""
        indicator = self.register.indicators[question.indicator_id or ""]
        own = self._own(question, body) if body != "" else None
        filled = _filled(own) if own else {}
        default = words("row.locator", number=question.sort_order) if self._is_the_form else ""
        return Row(
            key,
            str(question.sort_order),
            question.question,
            "figure",
            question.asked_in or indicator.unit_of_measure,
            indicator.definition,
            answer=filled.get("answer", ""),
            missing=filled.get("missing", ""),
            locator=filled.get("locator", default),
            note=filled.get("note", ""),
            previous=self._previous(question, body) if body != "" else "",
            parts=parts,
            same_as=_asked_before(question, among),
        )

    def _own(self, question: Question, body: str | None) -> Observation | None:
        """Return the figure that answers; where a question is asked twice, each answer once."""
        for figure in self._about(question, body):
            fits = figure.period == self._period and figure.document_id == self._document_id
            if fits and figure.figure_id not in self._used:
                self._used.add(figure.figure_id)
                return figure
        return None

    def _previous(self, question: Question, body: str | None) -> str:
        """Return the newest answer about an earlier period, with that period."""
        earlier = [one for one in self._about(question, body) if one.period.end < self._period.start]
        if not earlier:
            return ""
        last = max(earlier, key=lambda one: one.period.by_end)
        if last.value is None:
            shown = words(f"missing.{last.missing}")
        else:
            shown = last.value_text or text.number(last.value)
        return words("row.previous", value=shown, period=text.period(last.period))

    def _about(self, question: Question, body: str | None) -> Iterator[Observation]:
        for figure in self._figures:
            told = figure.indicator_id, figure.breakdown, figure.organisation_id
            if told == (question.indicator_id, question.breakdown, body):
                yield figure


def _filled(figure: Observation) -> Mapping[str, str]:
    shown = "" if figure.value is None else figure.value_text or text.number(figure.value)
    reason = words(f"missing.{figure.missing}") if figure.missing else ""
    return {"answer": shown, "missing": reason, "locator": figure.locator, "note": figure.note or ""}


def _asked_before(question: Question, among: Sequence[Question]) -> str:
    """Return the question before this one that asks for the same figure."""
    for one in among:
        if one is question:
            return ""
        if (one.indicator_id, one.breakdown) == (question.indicator_id, question.breakdown):
            return one.question_id
    return ""
