"""Who reported for a unit, in which documents, to which questions, and whether its figures add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator import text, urls
from generator.measures import Answer, Score, score_of
from generator.model import Document, Observation, Organisation, Unit
from generator.model.codes import Missing
from generator.pages.blocks.arithmetic import LedgerRow, ledger_path, ledger_rows
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.dates import document_date, document_status
from generator.pages.view.figure import Figure, Unnumbered, count_of, figure, unnumbered
from generator.register_links import grouped, members_by_key

MOST_REPEATED = 3
"""Figures that answer one question and are shown again beside it."""


class Body(Struct, frozen=True):
    """One organisation of the unit and how many figures it has here."""

    link: Link
    figures: int
    unnumbered: Unnumbered
    periods: str


class AnsweredQuestion(Struct, frozen=True):
    """One question of the form: the figures that answer it, or what is known of there being none."""

    question: str
    required: bool
    figures: tuple[tuple[str, Figure], ...]  # the organisation's name where there are several
    section: Link | None  # where the figures stand on this page, if they are too many to repeat
    missing: str  # empty where there are figures


class FormAnswers(Struct, frozen=True):
    """One reporting form that applied to the unit, with its answers."""

    form: Link
    period: str  # that it asks about
    answered: int
    questions: tuple[AnsweredQuestion, ...]


class SourceLine(Struct, frozen=True):
    """One document of the unit: what it is, its status and date."""

    link: Link
    status: str
    date: str
    figures: int


class Checks(Struct, frozen=True):
    """The arithmetic of the unit: how many relations there are of each verdict, and all of them."""

    score: Score
    failing: tuple[LedgerRow, ...]
    undecided: tuple[LedgerRow, ...]
    holding: tuple[LedgerRow, ...]
    csv: str


def bodies(context: Context, unit: Unit, observations: Sequence[Observation]) -> tuple[Body, ...]:
    """Return the organisations that have figures here, in the official order."""
    own = members_by_key((one.organisation_id, one) for one in observations if one.organisation_id)
    named = [(context.register.organisations[body], figures) for body, figures in own.items()]
    named.sort(key=lambda pair: pair[0].sort_order)
    return tuple(_body(context, unit, body, figures) for body, figures in named)


def _body(context: Context, unit: Unit, body: Organisation, figures: Sequence[Observation]) -> Body:
    link = Link(body.name, context.to(urls.organisation_in_unit(unit, body)))
    periods = sorted({one.period for one in figures})
    said = ", ".join(text.period(period) for period in periods)
    return Body(link, count_of(figures), unnumbered(figures), said)


def forms(context: Context, unit_id: str) -> tuple[FormAnswers, ...]:
    """Return the reporting forms that applied to the unit, with what it answered to each question."""
    answers = context.measured.answers.get(unit_id, ())
    by_form = grouped(answers, lambda answer: answer.question.document_id)
    return tuple(_form(context, name, own) for name, own in by_form.items())


def _form(context: Context, document_id: str, answers: Sequence[Answer]) -> FormAnswers:
    document = context.register.documents[document_id]
    return FormAnswers(
        form=context.document_link(document),
        period="" if document.period is None else text.period(document.period),
        answered=sum(1 for answer in answers if answer.figure_ids),
        questions=tuple(_answered(context, answer) for answer in answers),
    )


def _answered(context: Context, answer: Answer) -> AnsweredQuestion:
    figures = [one for one in context.figures(answer.figure_ids) if one.occurrence == 1]
    bodies: Mapping[str, Organisation] = context.register.organisations
    return AnsweredQuestion(
        question=words.as_written(answer.question.question),
        required=answer.question.required,
        figures=tuple(
            (
                "" if one.organisation_id is None else bodies[one.organisation_id].short_name,
                figure(context, one),
            )
            for one in figures
        ),
        section=_section(context, figures[0]) if len(figures) > MOST_REPEATED else None,
        missing="" if answer.figure_ids else no_number(answer.missing),
    )


def no_number(reason: Missing | None) -> str:
    """Return why a question has no number, or that the record has none."""
    return words.sentence("no_number") if reason is None else words.word("missing", reason)


def _section(context: Context, observation: Observation) -> Link:
    """Return the section of the unit's page in which a figure stands."""
    topic = context.register.topics[context.register.indicators[observation.indicator_id].topic]
    return Link(topic.name, f"#{urls.topic_anchor(topic.topic_id)}")


def sources(context: Context, unit_id: str, observations: Sequence[Observation]) -> tuple[SourceLine, ...]:
    """Return the documents that the unit's figures come from, and those about the unit."""
    counts: dict[str, int] = {}
    for observation in observations:
        counts[observation.document_id] = counts.get(observation.document_id, 0) + count_of([observation])
    for document_id in context.register.documents_about.get(unit_id, ()):
        counts.setdefault(document_id, 0)
    documents = context.register.documents
    return tuple(_source(context, documents[name], count) for name, count in counts.items())


def _source(context: Context, document: Document, count: int) -> SourceLine:
    return SourceLine(
        link=context.document_link(document),
        status=document_status(document),
        date=document_date(document),
        figures=count,
    )


def checks(context: Context, unit_id: str) -> Checks | None:
    """Return the arithmetic of a unit; None where nothing could be evaluated."""
    findings = context.measured.findings_of_unit.get(unit_id, ())
    if not findings:
        return None
    return Checks(
        score=score_of(findings),
        failing=ledger_rows(context, findings, "mismatch"),
        undecided=ledger_rows(context, findings, "undecided"),
        holding=ledger_rows(context, findings, "ok"),
        csv=context.to(f"/data/{ledger_path(context.address)}"),
    )
