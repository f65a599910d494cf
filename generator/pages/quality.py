"""The quality page: the arithmetic as a ledger, those that fail first; then how complete it all is."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text, urls
from generator.model import Page
from generator.pages import words
from generator.pages.ledger import LedgerRow, ledger_file, ledger_rows
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene
from generator.pages.trail import breadcrumb_list, trail


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
    questions: int


@dataclass(frozen=True, slots=True)
class QualityPage:
    """What `quality.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    total: int
    held: int
    by_bound: int
    failing: tuple[LedgerRow, ...]
    holding: tuple[LedgerRow, ...]
    csv: str
    units: tuple[Complete, ...]
    method: str


def quality_page(scene: Scene) -> Page:
    """Return the ledger of all relations and the overview of completeness."""
    findings = scene.measured.findings
    file = ledger_file(scene, "kiem-tra", findings)
    steps = trail(scene)
    title = words.word("title", "quality")
    context = QualityPage(
        trail=steps,
        here=title,
        total=len(findings),
        held=sum(1 for finding in findings if finding.holds),
        by_bound=sum(1 for finding in findings if finding.bounded),
        failing=ledger_rows(scene, [finding for finding in findings if not finding.holds]),
        holding=ledger_rows(scene, [finding for finding in findings if finding.holds]),
        csv=scene.to(f"/data/{file.path}"),
        units=tuple(_complete(scene, unit_id) for unit_id in scene.register.observations_of),
        method=scene.to(urls.METHOD),
    )
    front = FrontMatter(
        title=title,
        description=words.sentence("quality_description", total=len(findings)),
        kind="quality",
        search_alias=text.fold(title),
        search_weight="3",
        jsonld=breadcrumb_list(steps, title),
        published=release_of(scene.register),
    )
    return page(scene.address, "quality.md.j2", context, front, tables=(file,))


def _complete(scene: Scene, unit_id: str) -> Complete:
    figures = scene.figures(scene.register.observations_of[unit_id])
    coverage = scene.measured.coverage[unit_id]
    level = scene.unit(unit_id).level
    answers = [one for one in scene.measured.answers[unit_id] if one.question.level == level]
    return Complete(
        unit=scene.dated_unit_link(unit_id),
        figures=sum(1 for one in figures if one.value is not None),
        missing=sum(1 for one in figures if one.value is None),
        is_lowest=level == "xa",
        reported=len(coverage.reported),
        due=len(coverage.due),
        answered=sum(1 for one in answers if one.figure_ids),
        questions=len(answers),
    )
