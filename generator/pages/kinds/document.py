"""The page of one document: its catalogue card, and every figure taken from it, in its own order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from generator import text, urls
from generator.measures import Finding, Score, printed_numbers, score_of
from generator.model import Document, Observation, Period, Question
from generator.pages.blocks.arithmetic import LedgerRow, ledger_file, ledger_path, ledger_rows
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.document_relations import Related, reason, related
from generator.pages.blocks.figure_history import any_later
from generator.pages.blocks.organisation_status import Named, named_in_document
from generator.pages.blocks.table_files import figures_file
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence, place_anchor
from generator.pages.view.dates import document_date, document_status, is_draft, is_form, is_issued
from generator.pages.view.figure import Figure, Unnumbered, count_of, figure, unnumbered
from generator.pages.view.periods import bases_of, marked_period, period_of
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.pages.view.subjects import detail
from generator.products import Page, TableFile
from generator.register_links import grouped


class Taken(Struct, frozen=True):
    """One figure of the document: what it counts, of which unit, for which period."""

    indicator: Link
    detail: str
    unit: Link | None  # where it is not the unit that the document is about
    period: str  # empty where all figures share it
    figure: Figure


class Count(Struct, frozen=True):
    """How many figures are listed: each row is in one of these."""

    figures: int
    repeats: int
    unnumbered: Unnumbered


class Place(Struct, frozen=True):
    """One place in the document and the figures that stand there."""

    anchor: str
    locator: str
    period: str  # empty where all figures of the document share it, or those of the place do not
    figures: tuple[Taken, ...]
    count: Count


class Numbers(Struct, frozen=True):
    """How many numbers the document prints, what they are, and which figures it states without one."""

    count: str
    published: str | None  # None for none
    withholds: bool  # whether some of them may be figures that are withheld
    without_indicator: int
    set_aside: tuple[str, ...]  # how many for which reason
    unprinted: int


class Asked(Struct, frozen=True):
    """One question of a form."""

    question: str
    indicator: Link | None
    scope: str
    required: bool


class DocumentPage(Struct, frozen=True):
    """What `document.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    title: str
    kind: str
    number: str | None
    issuer: str
    date: str
    status: str
    is_draft: bool
    is_form: bool  # then the issuer is who fills it in
    is_issued: bool  # as far as is known
    period: str | None
    unit: Link | None
    url: str | None
    note: str | None
    related: tuple[Related, ...]
    named: tuple[Named, ...]
    reason: str | None  # why it is in the record, in words; for one without figures
    count: Count
    units: tuple[Link, ...]
    bases: tuple[str, ...]  # what the periods rest on that the document does not state
    shared_period: str | None
    places: tuple[Place, ...]
    figures_csv: str | None
    numbers: Numbers | None  # of one whose every number was looked at
    questions: tuple[Asked, ...]
    asked_levels: str  # the levels that fill in the form, in words
    score: Score
    failing: tuple[LedgerRow, ...]
    undecided: tuple[LedgerRow, ...]
    checked_at: tuple[Link, ...]  # the units whose pages have every relation
    ledger_csv: str | None
    citation: Citation


def document_page(context: Context, document_id: str) -> Page:
    """Return the page of one document."""
    document = context.register.documents[document_id]
    observations = in_document_order(context, document_id)
    findings = context.measured.findings_of_document.get(document_id, ())
    units = tuple(dict.fromkeys(one.unit_id for one in observations))
    files = [figures_file(context, "bang-so-lieu", observations)] if len(units) > 1 else []
    ledger_csv, ledger = _ledger(context, findings)
    steps = trail(context, Link(words.word("crumb", "documents"), context.to(urls.DOCUMENTS)))
    periods = {period_of(context, one) for one in observations}
    questions = [one for one in context.register.questions if one.document_id == document_id]
    content = DocumentPage(
        trail=steps,
        here=words.as_written(document.short_title),
        title=words.as_written(document.title),
        kind=words.as_written(document.kind),
        number=document.number,
        issuer=words.as_written(document.issuer),
        date=document_date(document),
        status=document_status(document),
        is_draft=is_draft(document),
        is_form=is_form(document),
        is_issued=is_issued(document),
        period=None if document.period is None else _period(document.period, observations),
        unit=None if document.unit_id is None else context.dated_unit_link(document.unit_id),
        url=document.url,
        note=words.maybe_as_written(document.note),
        related=related(context, document_id),
        named=named_in_document(context, document_id),
        reason=reason(context, document_id),
        count=_count(observations),
        units=tuple(in_sentence(context.dated_unit_link(name)) for name in units),
        shared_period=min(periods) if len(periods) == 1 else None,
        bases=bases_of(observations),
        places=_places(context, observations),
        figures_csv=_csv(context, units, files),
        numbers=_numbers(context, document_id, observations),
        questions=tuple(_asked(context, question) for question in questions),
        asked_levels=", ".join(words.lowered(words.word("level", one)) for one in _levels(questions)),
        score=score_of(findings),
        failing=ledger_rows(context, findings, "mismatch"),
        undecided=ledger_rows(context, findings, "undecided"),
        checked_at=tuple(_checks(context, name) for name in dict.fromkeys(one.unit_id for one in findings)),
        ledger_csv=ledger_csv,
        citation=citation(context, document.short_title, any_later(context, observations)),
    )
    front = _front(context, document, steps, count_of(observations))
    return page(context.address, content, front, tables=(*files, *ledger))


def _numbers(context: Context, document_id: str, observations: Sequence[Observation]) -> Numbers | None:
    register = context.register
    rows = register.set_aside.get(document_id, ())
    found = printed_numbers(register.accounts.get(document_id), observations, rows)
    if found is None:
        return None
    return Numbers(
        count=_counted(found.count),
        published=_counted(found.published) if found.published else None,
        withholds=found.withholds,
        without_indicator=found.without_indicator,
        set_aside=tuple(
            f"{_counted(count)} {words.word('set_aside_reason', reason)}" for reason, count in found.set_aside
        ),
        unprinted=found.unprinted,
    )


def _counted(count: int) -> str:
    return text.number(Decimal(count))


def _csv(context: Context, units: Sequence[str], files: Sequence[TableFile]) -> str | None:
    """Return the file of the document's figures; where they are of one unit, the file of that unit."""
    if files:
        return context.to(f"/data/{files[0].path}")
    return context.to(urls.unit_rows(context.unit(units[0]))) if units else None


def _ledger(context: Context, findings: Sequence[Finding]) -> tuple[str | None, tuple[TableFile, ...]]:
    """Return the file of the document's relations, and what is to be written for it.

    Those of a unit whose relations all stand in this document are on that unit's page, with a file.
    """
    if not findings:
        return None, ()
    unit = context.unit(findings[0].unit_id)
    own = context.measured.findings_of_unit[unit.unit_id]
    if len(own) == len(findings) and all(one.unit_id == unit.unit_id for one in findings):
        return context.to(f"/data/{ledger_path(urls.unit(unit))}"), ()
    file = ledger_file(context, findings)
    return context.to(f"/data/{file.path}"), (file,)


def in_document_order(context: Context, document_id: str) -> tuple[Observation, ...]:
    """Return the figures of a document by their places: II.2 before II.10."""
    units = context.measured.units_of_document.get(document_id, ())
    observations = context.figures_in(units, "document_id", document_id)
    return tuple(sorted(observations, key=lambda one: text.natural_key(one.locator)))


def _places(context: Context, observations: Sequence[Observation]) -> tuple[Place, ...]:
    """Group neighbours that stand at one place; spellings with one anchor are one place."""
    groups = grouped(observations, lambda one: place_anchor(one.locator))
    about = context.register.documents[observations[0].document_id].unit_id if observations else None
    several_periods = len({period_of(context, one) for one in observations}) > 1
    return tuple(_place(context, anchor, group, about, several_periods) for anchor, group in groups.items())


def _place(
    context: Context, anchor: str, group: Sequence[Observation], about: str | None, several_periods: bool
) -> Place:
    """Return one place; it names a period that all its figures share, and links each indicator once."""
    shared = len({period_of(context, one) for one in group}) == 1
    linked = {one.indicator_id: one.figure_id for one in reversed(group)}
    return Place(
        anchor=anchor,
        locator=words.as_written(group[0].locator),
        period=period_of(context, group[0]) if several_periods and shared else "",
        figures=tuple(
            _taken(context, one, one.unit_id != about, not shared, linked[one.indicator_id] == one.figure_id)
            for one in group
        ),
        count=_count(group),
    )


def _count(observations: Sequence[Observation]) -> Count:
    repeats = sum(one.occurrence > 1 for one in observations)
    return Count(count_of(observations), repeats, unnumbered(observations))


def _period(period: Period, observations: Sequence[Observation]) -> str:
    """Return the document's period, marked where none of the figures of that period has it stated."""
    of_it = [one for one in observations if one.period == period]
    is_stated = any(one.period_basis == "stated" for one in of_it)
    return text.period(period) if is_stated else marked_period(text.period(period), of_it)


def _taken(
    context: Context, observation: Observation, names_unit: bool, names_period: bool, links: bool
) -> Taken:
    indicator = context.indicator_link(context.register.indicators[observation.indicator_id])
    return Taken(
        indicator=indicator if links else Link(indicator.text),
        detail=detail(context, observation),
        unit=context.unit_link(observation.unit_id) if names_unit else None,
        period=period_of(context, observation) if names_period else "",
        figure=figure(context, observation, beside_name=True),
    )


def _checks(context: Context, unit_id: str) -> Link:
    link = in_sentence(context.dated_unit_link(unit_id))
    return Link(link.text, context.to(f"{context.unit_address(unit_id).partition('#')[0]}#kiem-tra"))


def _levels(questions: Sequence[Question]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question.level for question in questions))


def _asked(context: Context, question: Question) -> Asked:
    indicator = question.indicator_id
    return Asked(
        question=words.as_written(question.question),
        indicator=None
        if indicator is None
        else context.indicator_link(context.register.indicators[indicator]),
        scope=words.word("question_scope", question.organisation_scope),
        required=question.required,
    )


def _front(context: Context, document: Document, steps: tuple[Link, ...], count: int) -> FrontMatter:
    told = "document_description" if count else "document_without_figures"
    pattern = "form_description" if is_form(document) else told
    names = [document.title, document.short_title, document.number or ""]
    return FrontMatter(
        title=document.short_title,
        description=words.sentence(pattern, title=document.title, issuer=document.issuer, count=count),
        kind="document",
        search_alias=" ".join(dict.fromkeys(text.fold(name) for name in names if name)),
        search_weight="4" if count else "2",
        jsonld=breadcrumb_list(context, steps, document.short_title),
        published=release_of(context.register),
    )
