"""The quality page: the arithmetic as a ledger, those that fail first; then how complete it all is.

Of a large record it shows the relations that fail, and a page for each province has the rest.  Every
relation stands on the page of its unit too.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.measures import Finding, Score, score_of
from generator.measures.arithmetic import failing_first
from generator.page_tasks import is_quality_parted
from generator.pages.blocks.arithmetic import LedgerRow, ledger_file, ledger_rows
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.province_parts import MOST_FAILING, Part, in_province, parts_of
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated, in_sentence
from generator.pages.view.figure import Unnumbered, count_of, unnumbered
from generator.pages.view.rendering import page
from generator.products import Page, TableFile


class Complete(Struct, frozen=True):
    """How complete one unit's record is."""

    unit: Link
    figures: int
    unnumbered: Unnumbered
    is_lowest: bool  # a commune has no units below it
    reported: int
    due: int
    answered: int
    questions: int  # of the forms that applied to it; 0 where none did
    checks: Link | None  # its relations on its own page; None where none could be evaluated


class QualityPage(Struct, frozen=True):
    """What `quality.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    score: Score
    by_bound: int  # of those that are shown
    failing: tuple[LedgerRow, ...]
    undecided: tuple[LedgerRow, ...]
    holding: tuple[LedgerRow, ...]
    csv: str
    units: tuple[Complete, ...]
    provinces: tuple[Part, ...]  # where it is too much for one page
    method: str
    citation: Citation


class QualityInProvincePage(Struct, frozen=True):
    """What `quality_in_province.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    province: Link
    score: Score
    hidden: int  # relations that do not fit here
    failing: tuple[LedgerRow, ...]
    undecided: tuple[LedgerRow, ...]
    holding: tuple[LedgerRow, ...]
    csv: str | None
    units: tuple[Complete, ...]
    citation: Citation


def quality_page(context: Context) -> Page:
    """Return the ledger of all relations and the overview of completeness."""
    measured, units = context.measured, context.measured.reporting
    parted = is_quality_parted(context.register, measured)
    findings = _failing(context) if parted else _all(context, measured.units_with_findings)
    file = ledger_file(context, findings)
    title = words.word("title", "quality")
    content = QualityPage(
        trail=trail(context),
        here=title,
        score=measured.score,
        by_bound=sum(1 for finding in findings if finding.bounded),
        failing=ledger_rows(context, findings, "mismatch"),
        undecided=ledger_rows(context, findings, "undecided"),
        holding=ledger_rows(context, findings, "ok"),
        csv=context.to(f"/data/{file.path}"),
        units=() if parted else tuple(_complete(context, name) for name in units),
        provinces=parts_of(context, urls.QUALITY, units, measured.failing_of_unit) if parted else (),
        method=context.to(urls.CHECKS),
        citation=citation(context, title, is_living=True),
    )
    front = front_of(context, "quality", total=measured.score.total)
    return page(context.address, content, front, tables=(file,))


def quality_in_province_page(context: Context, province_id: str) -> Page:
    """Return the arithmetic and the completeness of the units of one province."""
    measured = context.measured
    inside = in_province(measured, province_id, measured.reporting)
    findings = _all(context, in_province(measured, province_id, measured.units_with_findings))
    shown, score = findings[:MOST_FAILING], score_of(findings)
    files = _file(context, shown)
    province = dated(context.unit(province_id).full_name, context.unit(province_id))
    steps = trail(context, Link(words.word("title", "quality"), context.to(urls.QUALITY)))
    title = words.sentence("quality_in_province", province=words.lowered(province))
    content = QualityInProvincePage(
        trail=steps,
        here=province,
        province=in_sentence(context.dated_unit_link(province_id)),
        score=score,
        hidden=len(findings) - len(shown),
        failing=ledger_rows(context, shown, "mismatch"),
        undecided=ledger_rows(context, shown, "undecided"),
        holding=ledger_rows(context, shown, "ok"),
        csv=context.to(f"/data/{files[0].path}") if files else None,
        units=tuple(_complete(context, unit_id) for unit_id in inside),
        citation=citation(context, title, is_living=True),
    )
    front = replace(
        front_of(context, "quality", total=score.total),
        title=title,
        kind="quality-in-province",
        search_alias=text.fold(title),
        jsonld=breadcrumb_list(context, steps, title),
    )
    return page(context.address, content, front, tables=files)


def _all(context: Context, unit_ids: Iterable[str]) -> tuple[Finding, ...]:
    """Return all findings of some units, those that fail first."""
    return failing_first(chain.from_iterable(context.measured.findings_of_unit[name] for name in unit_ids))


def _failing(context: Context) -> tuple[Finding, ...]:
    """Return the contradictions, each once, up to the limit, in the order of the units."""
    found = (
        finding
        for unit_id in context.measured.failing_of_unit
        for finding in context.measured.findings_of_unit[unit_id]
        if finding.fails and finding.explained_by is None
    )
    return tuple(islice(found, MOST_FAILING))


def _file(context: Context, findings: tuple[Finding, ...]) -> tuple[TableFile, ...]:
    return (ledger_file(context, findings),) if findings else ()


def _complete(context: Context, unit_id: str) -> Complete:
    figures = context.figures(context.register.observations_of[unit_id])
    coverage = context.measured.coverage[unit_id]
    answers = context.measured.answers.get(unit_id, ())
    return Complete(
        unit=context.dated_unit_link(unit_id),
        figures=count_of(figures),
        unnumbered=unnumbered(figures),
        is_lowest=context.unit(unit_id).level == "xa",
        reported=len(coverage.reported),
        due=len(coverage.due),
        answered=sum(1 for one in answers if one.figure_ids),
        questions=len(answers),
        checks=_checks(context, unit_id),
    )


def _checks(context: Context, unit_id: str) -> Link | None:
    """Return how many of a unit's relations hold, linked to them on its page."""
    findings = context.measured.findings_of_unit.get(unit_id, ())
    if not findings:
        return None
    score = score_of(findings)
    shown = f"{text.number(Decimal(score.held))}/{text.number(Decimal(score.total))}"
    return Link(shown, context.to(f"{urls.unit(context.unit(unit_id))}#kiem-tra"))
