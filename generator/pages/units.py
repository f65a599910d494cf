"""The page of a province, a district or a commune: history, headline figures, topics, checks.

Every observation of the unit stands in exactly one cell of a topic table and has its anchor there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator import text, urls
from generator.model import EACH, Observation, Unit
from generator.pages import words
from generator.pages.bridged import Then, Today, then, today
from generator.pages.cited import Citation, citation
from generator.pages.datasets import of_unit
from generator.pages.figure_facts import unit_json
from generator.pages.figures import count_of, figure
from generator.pages.history import Beginning, Ending, beginning, ending
from generator.pages.ledger import ledger_file
from generator.pages.published import has_later
from generator.pages.regathered import Regathered, regathered
from generator.pages.released import versions
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.reported import Body, Checks, FormAnswers, SourceLine, bodies, checks, forms, sources
from generator.pages.revised import Change, Notice, changes, notice
from generator.pages.scene import Link, Scene, dated, span_of, unit_title
from generator.pages.sections import Section, topic_sections
from generator.pages.standing import Named, named_in_unit
from generator.pages.subunits import SubUnits, commune_strip, sub_units
from generator.pages.tables import ChartSlot
from generator.pages.telling import Key, Lede, headlines, keys, lede
from generator.pages.trail import trail, unit_steps
from generator.products import Page, TableFile


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What `unit.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    type_name: str  # in mid-sentence: `tỉnh`, `xã`
    badge: str
    lede: Lede | None
    ending: Ending | None
    beginning: Beginning | None
    then: Then | None
    today: tuple[Today, ...]
    regathered: Regathered | None
    keys: tuple[Key, ...]
    sections: tuple[Section, ...]
    bodies: tuple[Body, ...]
    named: tuple[Named, ...]
    sub_units: SubUnits | None
    strip: ChartSlot | None
    forms: tuple[FormAnswers, ...]
    sources: tuple[SourceLine, ...]
    checks: Checks | None
    rows_csv: str | None
    facts: str | None  # the JSON of all figures, where they have no pages of their own
    quality: str
    corrections: str
    revisions: int
    notice: Notice | None
    changes: tuple[Change, ...]
    versions: tuple[Link, ...]
    citation: Citation


def unit_page(scene: Scene, unit_id: str) -> Page:
    """Return the page of one unit."""
    unit = scene.unit(unit_id)
    observations = scene.figures(scene.register.observations_of.get(unit_id, ()))
    sections, charts = topic_sections(scene, observations)
    strip = commune_strip(scene, unit_id)
    steps = trail(scene, *unit_steps(scene, unit_id))
    context = UnitPage(
        trail=steps,
        here=dated(unit.full_name, unit),
        name=unit.full_name,
        type_name=_kind_of_place(unit),
        badge=_badge(unit),
        lede=lede(scene, unit_id),
        ending=ending(scene, unit),
        beginning=beginning(scene, unit),
        then=then(scene, unit),
        today=today(scene, unit),
        regathered=regathered(scene, unit),
        keys=keys(scene, unit_id),
        sections=sections,
        bodies=bodies(scene, unit, observations),
        named=named_in_unit(scene, unit_id),
        sub_units=sub_units(scene, unit_id),
        strip=None if strip is None else ChartSlot(len(charts), strip.title, strip.source),
        forms=forms(scene, unit_id),
        sources=sources(scene, unit_id, observations),
        checks=checks(scene, unit_id),
        rows_csv=scene.to(urls.unit_rows(unit)) if observations else None,
        facts=_facts(scene, unit) if observations else None,
        quality=scene.to(urls.QUALITY),
        corrections=scene.to(urls.CORRECTIONS),
        revisions=len(scene.register.revisions_of.get(unit_id, ())),
        notice=notice(scene, unit_id),
        changes=changes(scene, scene.register.revisions_of.get(unit_id, ())),
        versions=versions(scene, unit_id),
        citation=citation(scene, unit_title(scene, unit), has_later(scene, unit_id, observations)),
    )
    files = _files(scene, unit_id, sections)
    drawn = charts if strip is None else (*charts, strip)
    made = page(scene.address, "unit.md.j2", context, _front(scene, unit, steps, observations), drawn, files)
    if context.facts is None:
        return made
    return replace(made, facts=((urls.figures_data(unit).lstrip("/"), unit_json(scene, unit, observations)),))


def _facts(scene: Scene, unit: Unit) -> str | None:
    return None if scene.site.figure_pages == EACH else scene.to(urls.figures_data(unit))


def _kind_of_place(unit: Unit) -> str:
    """Return the short word before the name: `tỉnh`, `thành phố`, `xã`."""
    return unit.full_name.removesuffix(unit.name).strip().lower()


def _badge(unit: Unit) -> str:
    span = span_of(unit)
    return unit.type if span is None else f"{unit.type} · {span}"


def _files(scene: Scene, unit_id: str, sections: Sequence[Section]) -> tuple[TableFile, ...]:
    tables = [table.file for section in sections for table in section.tables if table.file is not None]
    findings = scene.measured.findings_of_unit.get(unit_id, ())
    return (*tables, *([ledger_file(scene, findings)] if findings else []))


# Front matter ---------------------------------------------------------------------------------


def _front(
    scene: Scene, unit: Unit, steps: tuple[Link, ...], observations: Sequence[Observation]
) -> FrontMatter:
    title = unit_title(scene, unit)
    above = scene.ancestors(unit.unit_id)
    return FrontMatter(
        title=title,
        description=_description(scene, unit, title, count_of(observations)),
        kind="unit",
        search_alias=_alias(scene, unit),
        search_names=", ".join(_other_names(scene, unit)),
        search_weight="10" if observations else "6",
        search_level=words.word("level", unit.level),
        search_place=(above[0] if above else unit).full_name,
        jsonld=of_unit(scene, unit, title, steps, urls.unit_rows(unit) if observations else None),
        published=release_of(scene.register),
    )


def _description(scene: Scene, unit: Unit, title: str, count: int) -> str:
    if not count:
        return words.sentence("unit_without_figures", title=title)
    shown = "; ".join(
        f"{scene.register.indicators[one.indicator_id].name}: {figure(scene, one).words}"
        for one in headlines(scene, unit.unit_id)
    )
    return words.sentence("unit_description", title=title, figures=shown, count=count)


def _other_names(scene: Scene, unit: Unit) -> list[str]:
    """Return names a reader may type instead: those of the units that this one came from."""
    changes = scene.register.predecessors.get(unit.unit_id, ())
    former = [scene.unit(change.from_unit_id).full_name for change in changes]
    return [name for name in dict.fromkeys([unit.name, *former]) if name != unit.full_name]


def _alias(scene: Scene, unit: Unit) -> str:
    names = [unit.full_name, *_other_names(scene, unit)]
    return " ".join(dict.fromkeys([*map(text.fold, names), unit.code]))
