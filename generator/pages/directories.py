"""The directories of organisations and indicators; those of places and documents have rooms of their own."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text
from generator.pages import words
from generator.pages.figures import telling_noun
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene
from generator.pages.trail import breadcrumb_list, trail
from generator.products import Page


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One kind of association: its name, in how many units it has figures, and how many."""

    link: Link
    definition: str
    units: int
    figures: int


@dataclass(frozen=True, slots=True)
class Family:
    """Associations of one family, in the official order."""

    anchor: str
    name: str
    bodies: tuple[BodyLine, ...]


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    """What `organisations.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: its name, unit of measure, and how many figures it has."""

    link: Link
    unit_of_measure: str
    definition: str
    figures: int


@dataclass(frozen=True, slots=True)
class TopicLines:
    """The indicators of one topic."""

    anchor: str
    name: str
    description: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """What `indicators.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    total: int
    topics: tuple[TopicLines, ...]


def organisations_page(scene: Scene) -> Page:
    """Return all kinds of associations by family, in the official order."""
    families: dict[str, list[BodyLine]] = {}
    for body in scene.register.organisations.values():
        line = BodyLine(
            link=scene.organisation_link(body),
            definition=body.definition,
            units=len(scene.measured.units_of_organisation.get(body.organisation_id, ())),
            figures=scene.measured.counts_of_organisation.get(body.organisation_id, 0),
        )
        families.setdefault(body.family, []).append(line)
    context = OrganisationsPage(
        trail=trail(scene),
        here=words.word("title", "organisations"),
        families=tuple(
            Family(name.replace("_", "-"), words.word("families", name), tuple(lines))
            for name, lines in sorted(families.items(), key=lambda pair: pair[0] == "group")
        ),
    )
    return page(scene.address, "organisations.md.j2", context, directory_front(scene, "organisations"))


def indicators_page(scene: Scene) -> Page:
    """Return all indicators by topic."""
    by_topic: dict[str, list[IndicatorLine]] = {}
    for indicator in scene.register.indicators.values():
        count = scene.measured.counts_of_indicator.get(indicator.indicator_id, 0)
        line = IndicatorLine(
            scene.indicator_link(indicator), telling_noun(indicator), indicator.definition, count
        )
        by_topic.setdefault(indicator.topic, []).append(line)
    context = IndicatorsPage(
        trail=trail(scene),
        here=words.word("title", "indicators"),
        total=len(scene.register.indicators),
        topics=tuple(
            TopicLines(topic_id.replace("_", "-"), topic.name, topic.description, tuple(by_topic[topic_id]))
            for topic_id, topic in scene.register.topics.items()
            if topic_id in by_topic
        ),
    )
    return page(scene.address, "indicators.md.j2", context, directory_front(scene, "indicators"))


def directory_front(scene: Scene, name: str) -> FrontMatter:
    """Return the front matter of a directory with a name of its own."""
    title = words.word("title", name)
    return FrontMatter(
        title=title,
        description=words.sentence(f"{name}_description"),
        kind=name,
        search_alias=text.fold(title),
        search_weight="3",
        jsonld=breadcrumb_list(scene, trail(scene), title),
        published=release_of(scene.register),
    )
