"""One page for each kind of association across all units; a large one has one for each province too.

Figures of different units, levels and periods stand side by side and are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from generator import text, urls
from generator.model import Observation, Organisation, Topic, Unit
from generator.pages import words
from generator.pages.cited import Citation, citation
from generator.pages.compared import compared_table
from generator.pages.figures import breakdown_name, count_of, joined
from generator.pages.listed import flat_table
from generator.pages.parted import MOST_IN_PART, Part, in_province, is_association_parted, parts_of
from generator.pages.provincial import front_in_province, in_province_page
from generator.pages.published import any_later
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, in_sentence
from generator.pages.standing import Standings, badges, standings
from generator.pages.tables import Table
from generator.pages.trail import breadcrumb_list, trail
from generator.products import Page

MOST_SILENT = 60
"""Units named one by one as having no figure."""


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
    family: str
    badges: tuple[str, ...]  # where and when it had tasks assigned
    standings: tuple[Standings, ...]
    figures: int
    units: int
    reporters: tuple[Reporter, ...]  # empty where there are too many for one page
    provinces: tuple[Part, ...]  # then those that have some of them
    silent: tuple[Link, ...]  # units with figures, but none of this association, where they are not many
    silent_units: int
    topics: tuple[TopicTables, ...]
    citation: Citation


def association_page(scene: Scene, organisation_id: str) -> Page:
    """Return the page of one kind of association; a large one has a page for each province beside it."""
    body = scene.register.organisations[organisation_id]
    units = scene.measured.units_of_organisation.get(organisation_id, ())
    parted = is_association_parted(scene.measured, organisation_id)
    observations = () if parted else _figures(scene, organisation_id, units)
    topics = _topics(scene, observations)
    silent = _silent(scene, units)
    steps = _steps(scene)
    context = AssociationPage(
        trail=steps,
        here=body.name,
        definition=body.definition,
        aliases=body.aliases,
        family=words.word("family", body.family),
        badges=badges(scene, organisation_id),
        standings=standings(scene, organisation_id),
        figures=scene.measured.counts_of_organisation.get(organisation_id, 0),
        units=len(units),
        reporters=() if parted else tuple(_reporters(scene, body, observations)),
        provinces=_provinces(scene, body, units) if parted else (),
        silent=silent if len(silent) <= MOST_SILENT else (),
        silent_units=len(scene.register.observations_of) - len(units),
        topics=topics,
        citation=citation(scene, body.name, any_later(scene, observations)),
    )
    files = tuple(table.file for topic in topics for table in topic.tables if table.file)
    return page(scene.address, "association.md.j2", context, _front(scene, body, steps), tables=files)


def association_in_province_page(scene: Scene, organisation_id: str, province_id: str) -> Page:
    """Return one kind of association in the units of one province."""
    register = scene.register
    body = register.organisations[organisation_id]
    units = in_province(scene.measured, province_id, scene.measured.units_of_organisation[organisation_id])
    observations = _figures(scene, organisation_id, units)
    if len(observations) <= MOST_IN_PART:
        tables = tuple(table for topic in _topics(scene, observations) for table in topic.tables)
    else:
        tables = (_compared(scene, body, observations),)
    steps = (*_steps(scene), scene.organisation_link(body))
    alias = " ".join(dict.fromkeys(map(text.fold, [body.name, body.short_name, *body.aliases])))
    front = front_in_province(scene, province_id, "association-in-province", body.name, alias)
    whole = scene.organisation_link(body)
    return in_province_page(
        scene, province_id, whole, body.definition, steps, observations, tables, (), front
    )


def _steps(scene: Scene) -> tuple[Link, ...]:
    return trail(scene, Link(words.word("crumb", "organisations"), scene.to(urls.ORGANISATIONS)))


def _figures(scene: Scene, organisation_id: str, units: Iterable[str]) -> tuple[Observation, ...]:
    return scene.figures_in(units, "organisation_id", organisation_id)


def _provinces(scene: Scene, body: Organisation, units: Iterable[str]) -> tuple[Part, ...]:
    def alone(unit: Unit) -> str:
        return urls.organisation_in_unit(unit, body)

    return parts_of(scene, urls.organisation(body), units, alone=alone)


def _silent(scene: Scene, units: Sequence[str]) -> tuple[Link, ...]:
    """Return the units with figures, but none of this association; of many, only that they are many."""
    register, reporting = scene.register, set(units)
    silent = (unit_id for unit_id in register.observations_of if unit_id not in reporting)
    return tuple(in_sentence(scene.dated_unit_link(name)) for name in islice(silent, MOST_SILENT + 1))


def _compared(scene: Scene, body: Organisation, observations: Sequence[Observation]) -> Table:
    return compared_table(
        scene,
        observations,
        table_id="bang-so-sanh",
        caption=body.name,
        heading=lambda one: _subject(scene, one),
        page=lambda unit_id: Link(
            scene.dated_unit_link(unit_id).text,
            scene.to(urls.organisation_in_unit(scene.unit(unit_id), body)),
        ),
    )


def _subject(scene: Scene, observation: Observation) -> Link:
    indicator = scene.indicator_link(scene.register.indicators[observation.indicator_id])
    members = breakdown_name(scene, observation)
    return Link(f"{indicator.text} · {members}", indicator.href) if members else indicator


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
    return joined(scene.dated_unit_link(observation.unit_id).text, breakdown_name(scene, observation))


def _reporters(scene: Scene, body: Organisation, observations: Sequence[Observation]) -> Iterator[Reporter]:
    for unit_id, several in groupby(observations, key=lambda one: one.unit_id):
        own = list(several)
        name = words.lowered(scene.unit(unit_id).full_name)
        periods = sorted({one.period for one in own})
        yield Reporter(
            unit=scene.dated_unit_link(unit_id),
            page=Link(
                words.sentence("body_in_unit", body=body.name, unit=name),
                scene.to(urls.organisation_in_unit(scene.unit(unit_id), body)),
            ),
            figures=count_of(own),
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
        jsonld=breadcrumb_list(scene, steps, body.name),
        published=release_of(scene.register),
    )
