"""The arithmetic as a ledger: what the source states, what its parts give, the difference, where."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.bounds import is_open
from generator.measures import Finding
from generator.measures.totals import bound_of
from generator.model import Indicator, Term
from generator.pages.view import words
from generator.pages.view.amounts import PERCENT, amount, in_words, limit_of_sum, noun
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import Figure, bound_of_computed, figure
from generator.pages.view.subjects import breakdown_name, kind_of_check, subject
from generator.products import TableFile


class Part(Struct, frozen=True):
    """One term of a relation: a figure, or a numerator or denominator, which is none itself."""

    label: str
    item: str  # what it is among those that are listed: another unit, or a member of a breakdown
    figure: Figure | None
    words: str


class LedgerRow(Struct, frozen=True):
    """One relation; `stated` is None where the relation states a numerator or denominator."""

    relation_id: str
    anchor: str  # of its row on the page of its unit
    href: str  # that row
    status: str  # ok, mismatch, undecided
    verdict: str
    kind: str
    subject: str
    unit: Link
    stated: Figure | None
    stated_value: str
    stated_words: str
    computed_value: str
    computed_words: str
    difference: str
    parts: tuple[Part, ...]
    rows: str | None  # what all that is listed is a row of, on the page of its unit
    place: Link
    document: Link
    note: str | None
    reason: str | None  # why it cannot be judged
    explained_by: str | None  # the row of the relation that fails for the same reason
    holds_by_bound: bool


def ledger_row(context: Context, finding: Finding) -> LedgerRow:
    """Return one finding in words."""
    observation = context.register.observations[finding.stated_term.figure_id]
    indicator = context.register.indicators[observation.indicator_id]
    is_figure = finding.stated_term.part == "value"
    is_shown = is_figure and not finding.also_stated
    stated, cause = figure(context, observation), finding.explained_by
    return LedgerRow(
        relation_id=finding.relation_id,
        anchor=urls.relation_anchor(finding.relation_id),
        href=context.to(context.relation_address(finding.relation_id, finding.unit_id)),
        status=finding.verdict,
        verdict=words.word("verdict", "review" if finding.kind == "jump" else finding.verdict),
        kind=kind_of_check(context, finding),
        subject=stated_subject(context, finding),
        unit=context.dated_unit_link(finding.unit_id),
        stated=stated if is_shown else None,
        stated_value=text.plain(finding.stated),
        stated_words=stated.words if is_shown else _added(context, finding),
        computed_value=text.plain(finding.computed),
        computed_words=_computed(context, finding, indicator, is_figure),
        difference=_difference(context, finding, indicator, is_figure),
        parts=tuple(_part(context, term, finding) for term in finding.terms),
        rows=_rows(context, finding),
        place=Link(words.as_written(finding.locator), stated.place.href),
        document=stated.document,
        note=words.maybe_as_written(finding.note),
        reason=words.word("basis", finding.basis) if finding.verdict == "undecided" else None,
        explained_by=cause and context.to(context.relation_address(cause, finding.unit_id)),
        holds_by_bound=finding.bounded,
    )


def ledger_rows(context: Context, findings: Sequence[Finding], verdict: str) -> tuple[LedgerRow, ...]:
    """Return the findings of one verdict in words."""
    return tuple(ledger_row(context, finding) for finding in findings if finding.verdict == verdict)


def stated_subject(context: Context, finding: Finding) -> str:
    """Return what is stated; a numerator or denominator is said to be one.

    Figures that are taken together are called what all of them count.
    """
    term = finding.stated_term
    named = _shared_subject(context, finding.stated_terms)
    return named if term.part == "value" else f"{named} · {words.word('part', term.part)}"


def _shared_subject(context: Context, terms: Sequence[Term]) -> str:
    figures = [context.register.observations[one.figure_id] for one in terms]
    shared = [pair for pair in figures[0].breakdown if all(pair in one.breakdown for one in figures)]
    return subject(context, replace(figures[0], breakdown=tuple(shared)))


def _rows(context: Context, finding: Finding) -> str | None:
    """Return what the items of a list are rows of, where all are figures of one indicator of the unit."""
    if finding.kind != "count":
        return None
    figures = (context.register.observations[term.figure_id] for term in finding.terms)
    of = {(one.unit_id, one.organisation_id, one.indicator_id) for one in figures}
    is_own = len(of) == 1 and {unit_id for unit_id, *_ in of} == {finding.unit_id}
    return _shared_subject(context, finding.terms) if is_own else None


def _added(context: Context, finding: Finding) -> str:
    """Return the number that is stated, and the sum that makes it where it is made of several."""
    whole = text.number(finding.stated)
    if not finding.also_stated:
        return whole
    figures = context.figures(tuple(term.figure_id for term in finding.stated_terms))
    return f"{' + '.join(figure(context, one).words for one in figures)} = {whole}"


def _computed(context: Context, finding: Finding, indicator: Indicator, is_figure: bool) -> str:
    if kind_of_check(context, finding) == "comparison":
        return figure(context, context.register.observations[finding.figure_ids[-1]]).words
    if not is_figure:
        return text.number(finding.computed)
    return in_words(finding.computed, bound_of_computed(context, finding), indicator)


def _difference(context: Context, finding: Finding, indicator: Indicator, is_figure: bool) -> str:
    """Return the difference with its sign (the minus is the typographic one): of bounds only roughly.

    Of a limit, such as “ít nhất”, nobody knows how far the true number is from it.
    """
    size = abs(finding.difference)
    shown = amount(size, indicator) if is_figure else text.number(size)
    if is_figure and indicator.unit_of_measure == PERCENT:
        shown = f"{text.number(size)} {words.word('heading', 'points')}"
    signed = f"{'+' if finding.difference > Decimal(0) else '−'}{shown}" if size else "0"
    bounds = _bounds(context, finding) if is_figure else set()
    if bounds & {"at_least", "at_most"}:
        return words.word("heading", "unknown_difference")
    return f"{words.word('bound', '~')} {signed}" if bounds and (size or len(bounds) > 1) else signed


def _bounds(context: Context, finding: Finding) -> set[str | None]:
    """Return the bounds of both sides of a check; none where both sides are exact."""
    figures = context.figures(tuple(term.figure_id for term in finding.stated_terms))
    of_stated = limit_of_sum(bound_of(figures), any(map(is_open, figures)))
    bounds = {of_stated, bound_of_computed(context, finding)}
    return set() if bounds == {None} else bounds


def _part(context: Context, term: Term, finding: Finding) -> Part:
    if not term.is_figure:
        return Part("", "", None, counted_in_words(term))
    observation = context.register.observations[term.figure_id]
    shown = figure(context, observation)
    if term.part == "value":
        return Part(subject(context, observation), _item(context, term, finding), shown, shown.words)
    value: Decimal | None = getattr(observation, term.part)
    assert value is not None
    return Part(words.word("part", term.part), "", None, text.number(value))


def _item(context: Context, term: Term, finding: Finding) -> str:
    """Return what a figure is in a list: a unit, or what tells it apart in its own; two if it is of two."""
    figures = context.register.observations
    listed, stated = figures[term.figure_id], figures[finding.stated_term.figure_id]
    unit = words.lowered(context.unit(listed.unit_id).full_name)
    item = unit if listed.unit_id != finding.unit_id else breakdown_name(context, listed) or unit
    if term.times == 1:
        return item
    counted = noun(context.register.indicators[stated.indicator_id], Decimal(term.times))
    return f"{item} ({term.times} {counted})"


def counted_in_words(term: Term) -> str:
    """Return what a term counts in another table: a type of units, or names of a level and a status."""
    if term.part == "units":
        return "; ".join(words.noun(name) for name in term.figure_id.split("; "))
    scope, _, status = term.figure_id.partition("/")
    said = words.lowered(words.word("organisation_status", status))
    return f"{said}, {words.word('organisation_scope', scope)}"


def ledger_path(address: str) -> str:
    """Return where the ledger of a page lies, below the downloads."""
    return f"bang/{address.strip('/').replace('/', '_')}/kiem-tra.csv"


def ledger_file(context: Context, findings: Sequence[Finding]) -> TableFile:
    """Return the ledger as rows of plain text."""
    return TableFile(
        path=ledger_path(context.address),
        header=tuple(words.group("ledger_csv").values()),
        rows=tuple(_file_row(context, finding) for finding in findings),
    )


def _file_row(context: Context, finding: Finding) -> tuple[str, ...]:
    row = ledger_row(context, finding)
    return (
        row.unit.text,
        row.subject,
        words.word("relation", row.kind),
        row.stated_value,
        row.computed_value,
        text.plain(finding.difference),
        row.verdict,
        row.document.text,
        row.place.text,
        row.note or "",
        row.relation_id,
    )
