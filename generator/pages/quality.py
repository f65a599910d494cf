"""The quality page: the arithmetic as a ledger, those that fail first; then how complete it all is.

Of a large record it shows the relations that fail, and a page for each province has the rest.  Every
relation stands on the page of its unit too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from generator import text, urls
from generator.measures import Finding, Score, score_of
from generator.measures.arithmetic import failing_first
from generator.pages import words
from generator.pages.figures import count_of
from generator.pages.ledger import LedgerRow, ledger_file, ledger_rows
from generator.pages.parted import (
    MOST_FAILING,
    Part,
    in_province,
    is_quality_parted,
    parts_of,
)
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, dated, in_sentence
from generator.pages.trail import breadcrumb_list, trail
from generator.products import Page, TableFile


@dataclass(frozen=True, slots=True)
class Complete:
    """How complete one unit's record is."""

    unit: Link
    figures: int
    missing: int
    is_lowest: bool  # a commune has no units below it
    reported: int
    due: int
    answered: int
    questions: int  # of the forms that applied to it; 0 where none did
    checks: Link | None  # its relations on its own page; None where none could be evaluated


@dataclass(frozen=True, slots=True)
class QualityPage:
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


@dataclass(frozen=True, slots=True)
class QualityInProvincePage:
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


def quality_page(scene: Scene) -> Page:
    """Return the ledger of all relations and the overview of completeness."""
    measured, units = scene.measured, scene.register.observations_of
    parted = is_quality_parted(scene.register, measured)
    findings = _failing(scene) if parted else _all(scene, measured.units_with_findings)
    file = ledger_file(scene, findings)
    steps = trail(scene)
    title = words.word("title", "quality")
    context = QualityPage(
        trail=steps,
        here=title,
        score=measured.score,
        by_bound=sum(1 for finding in findings if finding.bounded),
        failing=ledger_rows(scene, findings, "mismatch"),
        undecided=ledger_rows(scene, findings, "undecided"),
        holding=ledger_rows(scene, findings, "ok"),
        csv=scene.to(f"/data/{file.path}"),
        units=() if parted else tuple(_complete(scene, name) for name in units),
        provinces=parts_of(scene, urls.QUALITY, units, measured.failing_of_unit) if parted else (),
        method=scene.to(urls.METHOD),
    )
    description = words.sentence("quality_description", total=measured.score.total)
    front = _front(scene, title, description, steps, "quality")
    return page(scene.address, "quality.md.j2", context, front, tables=(file,))


def quality_in_province_page(scene: Scene, province_id: str) -> Page:
    """Return the arithmetic and the completeness of the units of one province."""
    measured, register = scene.measured, scene.register
    inside = in_province(measured, province_id, register.observations_of)
    findings = _all(scene, in_province(measured, province_id, measured.units_with_findings))
    shown, score = findings[:MOST_FAILING], score_of(findings)
    files = _file(scene, shown)
    province = dated(scene.unit(province_id).full_name, scene.unit(province_id))
    steps = trail(scene, Link(words.word("title", "quality"), scene.to(urls.QUALITY)))
    title = words.sentence("quality_in_province", province=words.lowered(province))
    context = QualityInProvincePage(
        trail=steps,
        here=province,
        province=in_sentence(scene.dated_unit_link(province_id)),
        score=score,
        hidden=len(findings) - len(shown),
        failing=ledger_rows(scene, shown, "mismatch"),
        undecided=ledger_rows(scene, shown, "undecided"),
        holding=ledger_rows(scene, shown, "ok"),
        csv=scene.to(f"/data/{files[0].path}") if files else None,
        units=tuple(_complete(scene, unit_id) for unit_id in inside),
    )
    description = words.sentence("quality_description", total=score.total)
    front = _front(scene, title, description, steps, "quality-in-province")
    return page(scene.address, "quality_in_province.md.j2", context, front, tables=files)


def _all(scene: Scene, unit_ids: Iterable[str]) -> tuple[Finding, ...]:
    """Return all findings of some units, those that fail first."""
    return failing_first(chain.from_iterable(scene.measured.findings_of_unit[name] for name in unit_ids))


def _failing(scene: Scene) -> tuple[Finding, ...]:
    """Return the contradictions, each once, up to the limit, in the order of the units."""
    found = (
        finding
        for unit_id in scene.measured.failing_of_unit
        for finding in scene.measured.findings_of_unit[unit_id]
        if finding.fails and finding.explained_by is None
    )
    return tuple(islice(found, MOST_FAILING))


def _file(scene: Scene, findings: tuple[Finding, ...]) -> tuple[TableFile, ...]:
    return (ledger_file(scene, findings),) if findings else ()


def _front(scene: Scene, title: str, description: str, steps: tuple[Link, ...], kind: str) -> FrontMatter:
    return FrontMatter(
        title=title,
        description=description,
        kind=kind,
        search_alias=text.fold(title),
        search_weight="3",
        jsonld=breadcrumb_list(scene, steps, title),
        published=release_of(scene.register),
    )


def _complete(scene: Scene, unit_id: str) -> Complete:
    figures = scene.figures(scene.register.observations_of[unit_id])
    coverage = scene.measured.coverage[unit_id]
    answers = scene.measured.answers.get(unit_id, ())
    return Complete(
        unit=scene.dated_unit_link(unit_id),
        figures=count_of(one for one in figures if one.value is not None),
        missing=sum(1 for one in figures if one.value is None),
        is_lowest=scene.unit(unit_id).level == "xa",
        reported=len(coverage.reported),
        due=len(coverage.due),
        answered=sum(1 for one in answers if one.figure_ids),
        questions=len(answers),
        checks=_checks(scene, unit_id),
    )


def _checks(scene: Scene, unit_id: str) -> Link | None:
    """Return how many of a unit's relations hold, linked to them on its page."""
    findings = scene.measured.findings_of_unit.get(unit_id, ())
    if not findings:
        return None
    score = score_of(findings)
    shown = f"{text.number(Decimal(score.held))}/{text.number(Decimal(score.total))}"
    return Link(shown, scene.to(f"{urls.unit(scene.unit(unit_id))}#kiem-tra"))
