"""One page for each kind of association across all units, and one for it in each unit with figures.

Figures of different units, levels and periods stand side by side and are never added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import text, urls
from generator.model import Observation, Organisation, Page, Topic
from generator.pages import words
from generator.pages.cited import Citation, citation
from generator.pages.figures import breakdown_name
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, in_sentence
from generator.pages.sections import Section, topic_sections
from generator.pages.tables import Table, flat_table
from generator.pages.trail import breadcrumb_list, trail, unit_steps
from generator.pages.units import unit_title


@dataclass(frozen=True, slots=True)
class Reporter:
    """One unit where the association has figures of its own."""

    unit: Link
    page: Link  # the association in this unit
    figures: int
    periods: str


@dataclass(frozen=True, slots=True)
class TopicTables:
    """One topic: a table an indicator."""

    anchor: str
    name: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class AssociationPage:
    """What `association.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    definition: str
    aliases: tuple[str, ...]
    short_name: str
    family: str
    member_noun: str
    figures: int
    reporters: tuple[Reporter, ...]
    silent: tuple[Link, ...]  # units with figures, but none of this association
    topics: tuple[TopicTables, ...]
    citation: Citation


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
    citation: Citation


def association_page(scene: Scene, organisation_id: str) -> Page:
    """Return the page of one kind of association."""
    body = scene.register.organisations[organisation_id]
    observations = scene.figures(scene.measured.figures_of_organisation.get(organisation_id, ()))
    reporting = dict.fromkeys(one.unit_id for one in observations)
    topics = _topics(scene, observations)
    steps = trail(scene, Link(words.word("crumb", "organisations"), scene.to(urls.ORGANISATIONS)))
    context = AssociationPage(
        trail=steps,
        here=body.name,
        definition=body.definition,
        aliases=body.aliases,
        short_name=body.short_name,
        family=words.word("family", body.family),
        member_noun=body.member_noun,
        figures=len(observations),
        reporters=tuple(_reporter(scene, body, unit_id, observations) for unit_id in reporting),
        silent=tuple(
            in_sentence(scene.dated_unit_link(unit_id))
            for unit_id in scene.register.observations_of
            if unit_id not in reporting
        ),
        topics=topics,
        citation=citation(scene, body.name),
    )
    files = tuple(table.file for topic in topics for table in topic.tables if table.file)
    return page(scene.address, "association.md.j2", context, _front(scene, body, steps), tables=files)


def _topics(scene: Scene, observations: Sequence[Observation]) -> tuple[TopicTables, ...]:
    by_topic: dict[str, list[Observation]] = {}
    for one in observations:
        by_topic.setdefault(scene.register.indicators[one.indicator_id].topic, []).append(one)
    return tuple(
        TopicTables(topic_id.replace("_", "-"), topic.name, _topic_tables(scene, topic, by_topic[topic_id]))
        for topic_id, topic in scene.register.topics.items()
        if topic_id in by_topic
    )


def _topic_tables(scene: Scene, topic: Topic, figures: Sequence[Observation]) -> tuple[Table, ...]:
    """Return a table for each indicator that several units have, and one list of all others."""
    by_indicator: dict[str, list[Observation]] = {}
    for one in figures:
        by_indicator.setdefault(one.indicator_id, []).append(one)
    ranked = [by_indicator[name] for name in scene.register.indicators if name in by_indicator]
    compared = [group for group in ranked if len({one.unit_id for one in group}) > 1]
    listed = [one for group in ranked if len({one.unit_id for one in group}) == 1 for one in group]
    tables = [_across_units(scene, group) for group in compared]
    return (*tables, *([_listed(scene, topic, listed)] if listed else []))


def _across_units(scene: Scene, figures: Sequence[Observation]) -> Table:
    indicator = scene.register.indicators[figures[0].indicator_id]
    return flat_table(
        scene,
        [(scene.dated_unit_link(one.unit_id), breakdown_name(scene, one), one) for one in figures],
        table_id=f"bang-{indicator.slug}",
        caption=indicator.name,
        corner=words.word("heading", "unit"),
    )


def _listed(scene: Scene, topic: Topic, figures: Sequence[Observation]) -> Table:
    return flat_table(
        scene,
        [
            (scene.indicator_link(scene.register.indicators[one.indicator_id]), _where(scene, one), one)
            for one in figures
        ],
        table_id=f"bang-{topic.topic_id.replace('_', '-')}",
        caption=topic.name,
        corner=words.word("heading", "indicator"),
    )


def _where(scene: Scene, observation: Observation) -> str:
    parts = (scene.dated_unit_link(observation.unit_id).text, breakdown_name(scene, observation))
    return " · ".join(part for part in parts if part)


def _reporter(
    scene: Scene, body: Organisation, unit_id: str, observations: Sequence[Observation]
) -> Reporter:
    own = [one for one in observations if one.unit_id == unit_id]
    address = urls.organisation_in_unit(scene.unit(unit_id), body)
    periods = sorted({one.period for one in own})
    return Reporter(
        unit=scene.dated_unit_link(unit_id),
        page=Link(
            words.sentence("body_in_unit", body=body.name, unit=words.lowered(scene.unit(unit_id).full_name)),
            scene.to(address),
        ),
        figures=len(own),
        periods=", ".join(text.period(period) for period in periods),
    )


def _front(scene: Scene, body: Organisation, steps: tuple[Link, ...]) -> FrontMatter:
    names = [body.short_name, *body.aliases]
    return FrontMatter(
        title=body.name,
        description=body.definition,
        kind="association",
        search_alias=" ".join(dict.fromkeys(map(text.fold, [body.name, *names]))),
        search_names=", ".join(dict.fromkeys(names)),
        search_weight="9",
        search_organisation=body.short_name,
        jsonld=breadcrumb_list(steps, body.name),
        published=release_of(scene.register),
    )


# One association in one unit ------------------------------------------------------------------


def association_in_unit_page(scene: Scene, unit_id: str, organisation_id: str) -> Page:
    """Return the page of one association in one unit."""
    unit, body = scene.unit(unit_id), scene.register.organisations[organisation_id]
    ids = scene.register.observations_of[unit_id]
    observations = [one for one in scene.figures(ids) if one.organisation_id == organisation_id]
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
        figures=len(observations),
        periods=", ".join(text.period(period) for period in sorted({one.period for one in observations})),
        sections=sections,
        documents=tuple(scene.document_link(scene.register.documents[name]) for name in documents),
        citation=citation(scene, title),
    )
    above = tuple(scene.ancestors(unit_id))
    front = FrontMatter(
        title=title,
        description=words.sentence("body_in_unit_description", title=title, count=len(observations)),
        kind="association-in-unit",
        search_alias=" ".join(dict.fromkeys(map(text.fold, [title, body.short_name, *body.aliases]))),
        search_names=", ".join(dict.fromkeys([body.short_name, *body.aliases])),
        search_weight="7",
        search_level=words.word("level", unit.level),
        search_place=(above[0] if above else unit).full_name,
        search_organisation=body.short_name,
        jsonld=breadcrumb_list(steps, title),
        published=release_of(scene.register),
    )
    files = tuple(table.file for section in sections for table in section.tables if table.file)
    return page(scene.address, "association_in_unit.md.j2", context, front, charts, files)
