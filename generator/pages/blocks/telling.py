"""The topics of a unit's page as answers: each opens with its most telling figures, the rest unfolds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator import urls
from generator.measures.headlines import is_zero_in_words, telling_first
from generator.model import Observation
from generator.pages.blocks.headlines import Key, key_of
from generator.pages.blocks.sections import Section, topic_sections
from generator.pages.blocks.tables import Table
from generator.pages.view.context import Context
from generator.products import Chart

OPEN_ROWS = 3
"""A topic of more rows, or with a chart, is folded below as many figures."""
MANY = 6
"""Of more topics than these each is folded that has more than a row."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: what it opens with, and its tables; without `telling` these stand open."""

    anchor: str
    name: str
    heading: str  # the name, or the caption of the one table that stands open and begins with it
    period: str  # of all that it opens with; empty where they differ, and each says its own
    telling: tuple[Key, ...]
    tables: tuple[Table, ...]
    rows: int
    charts: int


def topics(
    context: Context, observations: Sequence[Observation]
) -> tuple[tuple[Topic, ...], tuple[Chart, ...]]:
    """Return the topics that have figures, in their order, and all charts of the page.

    A document that all figures are from is named once, at the head of the page.
    """
    sections, charts = topic_sections(context, observations)
    are_many = len(sections) > MANY
    of_one = len({one.document_id for one in observations}) == 1
    told: list[Topic] = []
    for section in sections:
        rows = sum(len(table.rows) for table in section.tables)
        drawn = sum(table.slot is not None for table in section.tables)
        own = (one for one in observations if _topic(context, one) == section.anchor)
        is_long = rows > (1 if are_many else OPEN_ROWS) or len(section.tables) > 1 or drawn
        telling = tuple(key_of(context, one) for one in most_telling(context, own)) if is_long else ()
        periods = {key.figure.period for key in telling}
        period = periods.pop() if len(periods) == 1 else ""
        tables = tuple(replace(one, documents=()) for one in section.tables) if of_one else section.tables
        heading = section.name if is_long else _heading(section)
        told.append(Topic(section.anchor, section.name, heading, period, telling, tables, rows, drawn))
    return tuple(told), charts


def _heading(section: Section) -> str:
    """Return the caption of a section's only table where it says more than the name of the topic."""
    caption = section.tables[0].caption.text
    return caption if caption.startswith(section.name) else section.name


def _topic(context: Context, observation: Observation) -> str:
    return urls.topic_anchor(context.register.indicators[observation.indicator_id].topic)


def most_telling(context: Context, figures: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return up to three figures, one an indicator: headlines first, then in the order of indicators.

    Of an indicator it is the newest figure of the whole.
    """
    best: dict[str, Observation] = {}
    for one in sorted(figures, key=lambda one: telling_first(context.register, one)):
        if one.value is not None and not is_zero_in_words(one):
            best.setdefault(one.indicator_id, one)
    indicators = context.register.indicators
    ranked = sorted(best.values(), key=lambda one: indicators[one.indicator_id].by_headline)
    return tuple(ranked[:OPEN_ROWS])
