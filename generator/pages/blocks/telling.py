"""The topics of a unit's page as answers: each opens with its most telling figures, the rest unfolds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import urls
from generator.measures.headlines import is_zero_in_words, rank_of_whole, telling_first
from generator.model import Breakdown, Observation
from generator.pages.blocks.chart_slots import ChartSlot
from generator.pages.blocks.headlines import Key, key_of
from generator.pages.blocks.sections import Section, topic_sections
from generator.pages.blocks.tables import Table
from generator.pages.view.context import Context
from generator.products import Chart
from generator.register_links import grouped

OPEN_ROWS = 3
"""A topic of more rows, or with a chart, is folded below as many figures; one fewer beside an open chart."""
MANY = 6
"""Of more topics than these each is folded that has more than a row."""


class Lead(Struct, frozen=True):
    """The chart of a table, which stands open above the others."""

    slot: ChartSlot
    table_id: str


class Topic(Struct, frozen=True):
    """One topic: what it opens with, and its tables; without `telling` these stand open."""

    anchor: str
    name: str
    heading: str  # the name, or the caption of the one table that stands open and begins with it
    period: str  # of all that it opens with; empty where they differ, and each says its own
    detail: str  # the organisation of all that it opens with; empty where each says its own
    telling: tuple[Key, ...]
    lead: Lead | None  # the chart that it opens with
    tables: tuple[Table, ...]
    rows: int
    charts: int  # of those that unfold


def topics(
    context: Context, observations: Sequence[Observation], names_bodies: bool = True, folds: bool = True
) -> tuple[tuple[Topic, ...], tuple[Chart, ...]]:
    """Return the topics that have figures, in their order, and all charts of the page.

    A document that all figures are from is named once, at the head of the page.  Where topics fold, one
    chart stands open, that of the most telling indicator.
    """
    sections, charts = topic_sections(context, observations, names_bodies)
    if len({one.document_id for one in observations}) == 1:
        sections = tuple(_without_documents(one) for one in sections)
    most_rows = 1 if len(sections) > MANY else OPEN_ROWS
    if not folds:
        return tuple(_open(one) for one in sections), charts
    drawn = [table for section in sections for table in section.tables if table.slot is not None]
    lead = min(drawn, key=lambda table: _rank_of_table(context, table), default=None)
    own = grouped(observations, lambda one: _topic(context, one))
    told = (_told(context, one, own[one.anchor], most_rows, lead, names_bodies) for one in sections)
    return tuple(told), charts


def _without_documents(section: Section) -> Section:
    return replace(section, tables=tuple(replace(one, documents=()) for one in section.tables))


def _open(section: Section) -> Topic:
    """Return a topic of which all tables stand open."""
    return Topic(
        anchor=section.anchor,
        name=section.name,
        heading=_heading(section) if len(section.tables) == 1 else section.name,
        period="",
        detail="",
        telling=(),
        lead=None,
        tables=section.tables,
        rows=sum(len(table.rows) for table in section.tables),
        charts=sum(table.slot is not None for table in section.tables),
    )


def _told(
    context: Context,
    section: Section,
    own: Iterable[Observation],
    most_rows: int,
    lead: Table | None,
    names_bodies: bool,
) -> Topic:
    as_open = _open(section)
    rows, charts = as_open.rows, as_open.charts
    if rows <= most_rows and len(section.tables) == 1 and not charts:
        return as_open
    opens = _lead(section, lead)
    telling = most_telling(context, own)
    telling = with_others_of_their_rank(context, telling, own) if opens is None else telling[: OPEN_ROWS - 1]
    keys = [key_of(context, one, names_bodies) for one in telling]
    detail = _shared(key.detail for key in keys)
    return Topic(
        anchor=section.anchor,
        name=section.name,
        heading=section.name,
        period=_shared(key.figure.period for key in keys),
        detail=detail,
        telling=tuple(replace(key, detail="") for key in keys) if detail else tuple(keys),
        lead=opens,
        tables=tuple(replace(one, slot=None) if opens and one is lead else one for one in section.tables),
        rows=rows,
        charts=charts - (opens is not None),
    )


def _lead(section: Section, lead: Table | None) -> Lead | None:
    if lead is None or lead.slot is None or all(one is not lead for one in section.tables):
        return None
    return Lead(lead.slot, lead.table_id)


def _shared(said: Iterable[str]) -> str:
    """Return what all say; empty where they differ."""
    different = set(said)
    return different.pop() if len(different) == 1 else ""


def _rank_of_table(context: Context, table: Table) -> tuple[bool, int, int]:
    """Return the rank of a table's first indicator, of which its chart is."""
    first = next(figure.figure_id for row in table.rows for cell in row.cells for figure in cell)
    return context.register.indicators[context.register.observations[first].indicator_id].by_headline


def _heading(section: Section) -> str:
    """Return the caption of a section's only table where it says more than the name of the topic."""
    caption = section.tables[0].caption.text
    return caption if caption.startswith(section.name) else section.name


def _topic(context: Context, observation: Observation) -> str:
    return urls.topic_anchor(context.register.indicators[observation.indicator_id].topic)


def most_telling(context: Context, figures: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return up to three figures, one an indicator: headlines first, then in the order of indicators.

    Of an indicator it is the newest figure of the whole, and of parts of one rank the largest.
    """
    best: dict[str, Observation] = {}
    for one in _telling_first(context, figures):
        best.setdefault(one.indicator_id, one)
    return _ranked(context, best.values())


def with_others_of_their_rank(
    context: Context, telling: Sequence[Observation], figures: Iterable[Observation]
) -> tuple[Observation, ...]:
    """Return the most telling figures, and where they are few, others of their rank beside them.

    These are the members of the next association; the other parts of a breakdown only where all have room.
    """
    ranks = {_rank(context, one) for one in telling}
    of_rank = {_counted(one): one for one in telling}
    for one in _telling_first(context, figures):
        if _rank(context, one) in ranks:
            of_rank.setdefault(_counted(one), one)
    parts = {(one.indicator_id, one.breakdown) for one in telling}
    beside = [
        one
        for one in list(of_rank.values())[len(telling) :]
        if (one.indicator_id, one.breakdown) in parts or len(of_rank) <= OPEN_ROWS
    ]
    return _ranked(context, (*telling, *_ranked(context, beside)[: OPEN_ROWS - len(telling)]))


def _telling_first(context: Context, figures: Iterable[Observation]) -> list[Observation]:
    """Return the figures that say an amount, of each indicator the most telling first."""
    said = (one for one in figures if one.value is not None and not is_zero_in_words(one))
    return sorted(said, key=lambda one: telling_first(context.register, one))


def _ranked(context: Context, figures: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return up to three figures in the order of their indicators, of each the most telling first."""
    indicators, register = context.register.indicators, context.register
    ranked = sorted(
        figures, key=lambda one: (indicators[one.indicator_id].by_headline, telling_first(register, one))
    )
    return tuple(ranked[:OPEN_ROWS])


def _rank(context: Context, figure: Observation) -> tuple[object, ...]:
    return figure.indicator_id, rank_of_whole(context.register, figure)


def _counted(figure: Observation) -> tuple[str, str | None, Breakdown]:
    return figure.indicator_id, figure.organisation_id, figure.breakdown
