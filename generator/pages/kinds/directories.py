"""The directories of organisations and indicators; those of places and documents have rooms of their own."""

from __future__ import annotations

from dataclasses import dataclass

from generator import urls
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import telling_noun
from generator.pages.view.rendering import page
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
    citation: Citation


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

    @property
    def figures(self) -> int:
        return sum(one.figures for one in self.indicators)


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """What `indicators.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    total: int
    topics: tuple[TopicLines, ...]
    citation: Citation


def organisations_page(context: Context) -> Page:
    """Return all kinds of associations by family, in the official order."""
    families: dict[str, list[BodyLine]] = {}
    for body in context.register.organisations.values():
        line = BodyLine(
            link=context.organisation_link(body),
            definition=body.definition,
            units=len(context.measured.units_of_organisation.get(body.organisation_id, ())),
            figures=context.measured.counts_of_organisation.get(body.organisation_id, 0),
        )
        families.setdefault(body.family, []).append(line)
    content = OrganisationsPage(
        trail=trail(context),
        here=words.word("title", "organisations"),
        families=tuple(
            Family(name.replace("_", "-"), words.word("families", name), tuple(lines))
            for name, lines in sorted(families.items(), key=lambda pair: pair[0] == "group")
        ),
        citation=citation(context, words.word("title", "organisations"), is_living=True),
    )
    return page(context.address, content, front_of(context, "organisations"))


def indicators_page(context: Context) -> Page:
    """Return all indicators by topic."""
    by_topic: dict[str, list[IndicatorLine]] = {}
    for indicator in context.register.indicators.values():
        count = context.measured.counts_of_indicator.get(indicator.indicator_id, 0)
        line = IndicatorLine(
            context.indicator_link(indicator), telling_noun(indicator), indicator.definition, count
        )
        by_topic.setdefault(indicator.topic, []).append(line)
    content = IndicatorsPage(
        trail=trail(context),
        here=words.word("title", "indicators"),
        total=len(context.register.indicators),
        topics=tuple(
            TopicLines(urls.topic_anchor(topic_id), topic.name, topic.description, tuple(by_topic[topic_id]))
            for topic_id, topic in context.register.topics.items()
            if topic_id in by_topic
        ),
        citation=citation(context, words.word("title", "indicators"), is_living=True),
    )
    return page(context.address, content, front_of(context, "indicators"))
