"""The page of one association in one unit: its figures there, by topic."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from generator import text, urls
from generator.model import Period
from generator.pages import words
from generator.pages.cited import Citation, citation
from generator.pages.figures import count_of
from generator.pages.published import any_later
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, in_sentence, unit_title
from generator.pages.sections import Section, topic_sections
from generator.pages.tables import Table
from generator.pages.trail import trail, unit_steps
from generator.products import Page

FEW = 2
"""Periods named one by one in a sentence."""


@dataclass(frozen=True, slots=True)
class AssociationInUnitPage:
    """What `association_in_unit.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    unit: Link
    association: Link
    definition: str
    figures: int
    periods: str
    sections: tuple[Section, ...]
    documents: tuple[Link, ...]
    csv: str
    citation: Citation


def association_in_unit_page(scene: Scene, unit_id: str, organisation_id: str) -> Page:
    """Return the page of one association in one unit."""
    unit, body = scene.unit(unit_id), scene.register.organisations[organisation_id]
    observations = scene.figures_in([unit_id], "organisation_id", organisation_id)
    sections, charts = topic_sections(scene, observations, names_bodies=False)
    steps = trail(scene, *unit_steps(scene, unit_id), scene.unit_link(unit_id))
    title = words.sentence("body_in_unit", body=body.name, unit=words.lowered(unit_title(scene, unit)))
    documents = dict.fromkeys(one.document_id for one in observations)
    context = AssociationInUnitPage(
        trail=steps,
        here=body.name,
        name=body.name,
        unit=in_sentence(scene.dated_unit_link(unit_id)),
        association=scene.organisation_link(body),
        definition=body.definition,
        figures=count_of(observations),
        periods=_told_of({one.period for one in observations}),
        sections=tuple(_leaner(section, len(documents) == 1) for section in sections),
        documents=tuple(scene.document_link(scene.register.documents[name]) for name in documents),
        csv=scene.to(urls.unit_rows(unit)),
        citation=citation(scene, title, any_later(scene, observations)),
    )
    above = scene.ancestors(unit_id)
    front = FrontMatter(
        title=title,
        description=words.sentence("body_in_unit_description", title=title, count=count_of(observations)),
        kind="association-in-unit",
        search_alias=" ".join(dict.fromkeys(map(text.fold, [title, body.short_name, *body.aliases]))),
        search_names=", ".join(dict.fromkeys([body.short_name, *body.aliases])),
        search_weight="7",
        search_level=words.word("level", unit.level),
        search_place=(above[0] if above else unit).full_name,
        search_organisation=body.short_name,
        published=release_of(scene.register),
    )
    return page(scene.address, "association_in_unit.md.j2", context, front, charts)


def _told_of(periods: Collection[Period]) -> str:
    """Return one or two periods in words; of more, which head the tables, the span that they lie in."""
    if len(periods) > FEW:
        return text.period(Period.around(periods))
    return ", ".join(map(text.period, sorted(periods)))


def _leaner(section: Section, one_document: bool) -> Section:
    """Return a section without what the page says once: the unit's file, and the document if it is one."""
    return replace(section, tables=tuple(_lean(table, one_document) for table in section.tables))


def _lean(table: Table, one_document: bool) -> Table:
    return replace(table, csv=None, file=None, documents=() if one_document else table.documents)
