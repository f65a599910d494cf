"""The directories of organisations and indicators; those of places and documents have rooms of their own."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct

from generator import urls
from generator.model import Indicator, Organisation, Topic
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.view import words
from generator.pages.view.amounts import telling_noun
from generator.pages.view.context import Context, Link
from generator.pages.view.rendering import page
from generator.products import Page
from generator.register_links import grouped


class BodyLine(Struct, frozen=True):
    """One kind of association: its name, in how many units it has figures, and how many."""

    link: Link
    definition: str
    units: int
    figures: int


class Family(Struct, frozen=True):
    """Associations of one family, in the official order."""

    anchor: str
    name: str
    bodies: tuple[BodyLine, ...]


class OrganisationsPage(Struct, frozen=True):
    """What `organisations.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    families: tuple[Family, ...]
    citation: Citation


class IndicatorLine(Struct, frozen=True):
    """One indicator: its name, unit of measure, and how many figures it has."""

    link: Link
    unit_of_measure: str
    definition: str
    figures: int


class TopicLines(Struct, frozen=True):
    """The indicators of one topic."""

    anchor: str
    name: str
    description: str
    indicators: tuple[IndicatorLine, ...]

    @property
    def figures(self) -> int:
        return sum(one.figures for one in self.indicators)


class IndicatorsPage(Struct, frozen=True):
    """What `indicators.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    total: int
    topics: tuple[TopicLines, ...]
    citation: Citation


def organisations_page(context: Context) -> Page:
    """Return all kinds of associations by family, in the official order."""
    families = grouped(context.register.organisations.values(), attrgetter("family"))
    content = OrganisationsPage(
        trail=trail(context),
        here=words.word("title", "organisations"),
        families=tuple(
            _family(context, name, bodies)
            for name, bodies in sorted(families.items(), key=lambda pair: pair[0] == "group")
        ),
        citation=citation(context, words.word("title", "organisations"), is_living=True),
    )
    return page(context.address, content, front_of(context, "organisations"))


def _family(context: Context, name: str, bodies: Iterable[Organisation]) -> Family:
    lines = tuple(_body(context, one) for one in bodies)
    return Family(name.replace("_", "-"), words.word("families", name), lines)


def _body(context: Context, body: Organisation) -> BodyLine:
    return BodyLine(
        link=context.organisation_link(body),
        definition=body.definition,
        units=context.measured.numbered_of_organisation.get(body.organisation_id, 0),
        figures=context.measured.counts_of_organisation.get(body.organisation_id, 0),
    )


def indicators_page(context: Context) -> Page:
    """Return all indicators by topic."""
    by_topic = grouped(context.register.indicators.values(), attrgetter("topic"))
    content = IndicatorsPage(
        trail=trail(context),
        here=words.word("title", "indicators"),
        total=len(context.register.indicators),
        topics=tuple(
            _topic(context, topic, by_topic[topic_id])
            for topic_id, topic in context.register.topics.items()
            if topic_id in by_topic
        ),
        citation=citation(context, words.word("title", "indicators"), is_living=True),
    )
    return page(context.address, content, front_of(context, "indicators"))


def _topic(context: Context, topic: Topic, indicators: Iterable[Indicator]) -> TopicLines:
    lines = tuple(_indicator(context, one) for one in indicators)
    return TopicLines(urls.topic_anchor(topic.topic_id), topic.name, topic.description, lines)


def _indicator(context: Context, indicator: Indicator) -> IndicatorLine:
    count = context.measured.counts_of_indicator.get(indicator.indicator_id, 0)
    return IndicatorLine(
        context.indicator_link(indicator), telling_noun(indicator), indicator.definition, count
    )
