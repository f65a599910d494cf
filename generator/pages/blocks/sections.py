"""Topics as the sections of a page: each with its sentence, its tables and their charts."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator import urls
from generator.model import Observation
from generator.pages.blocks.table_shapes import topic_tables
from generator.pages.blocks.tables import Table, numbered
from generator.pages.view.context import Context
from generator.products import Chart
from generator.register_links import grouped


class Section(Struct, frozen=True):
    """One topic of the page."""

    anchor: str
    name: str
    description: str
    tables: tuple[Table, ...]


def topic_sections(
    context: Context, observations: Sequence[Observation], names_bodies: bool = True
) -> tuple[tuple[Section, ...], tuple[Chart, ...]]:
    """Return the topics that have figures, in their order, and all charts of the page."""
    indicators = context.register.indicators
    by_topic = grouped(observations, lambda one: indicators[one.indicator_id].topic)
    sections: list[Section] = []
    charts: list[Chart] = []
    for topic_id, topic in context.register.topics.items():
        if topic_id not in by_topic:
            continue
        tables, drawn = numbered(topic_tables(context, by_topic[topic_id], names_bodies), first=len(charts))
        charts.extend(drawn)
        sections.append(Section(urls.topic_anchor(topic_id), topic.name, topic.description, tables))
    return tuple(sections), tuple(charts)
