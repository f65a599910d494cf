"""Tables with a column a period: of several indicators, or of one for organisations or members."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator import text, urls
from generator.model import Observation
from generator.pages.blocks.chart import chart_of_rows
from generator.pages.blocks.figure_groups import Grid
from generator.pages.blocks.indicator_columns import corner_of, rows_of
from generator.pages.blocks.list_tables import label_of
from generator.pages.blocks.tables import Column, Table, caption_of, common_of, row_of, table_of
from generator.pages.view import words
from generator.pages.view.amounts import telling_noun
from generator.pages.view.context import Context, Link
from generator.pages.view.periods import marked_period
from generator.pages.view.subjects import detail, joined


def periods_table(context: Context, grid: Grid, names_bodies: bool) -> Table:
    """Return rows of several indicators, one column a period."""
    topic = context.register.topics[context.register.indicators[grid.figures[0].indicator_id].topic]
    common = common_of(context, grid.figures, by_period=True)
    rows = tuple(
        replace(
            row_of(context, common, label_of(context, row[0]), False, _by_period(grid, row)),
            detail=_measured(context, row[0], names_bodies),
        )
        for row in grid.rows.values()
    )
    return table_of(
        context,
        common,
        table_id=f"bang-{urls.topic_anchor(topic.topic_id)}",
        caption=Link(topic.name),
        corner=words.word("heading", "indicator"),
        columns=_columns(grid),
        rows=rows,
        chart=None,
    )


def periods_table_of_one(context: Context, grid: Grid, names_body: bool) -> Table:
    """Return rows of organisations or members of one indicator, one column a period."""
    indicator = context.register.indicators[grid.figures[0].indicator_id]
    cells = {key: _by_period(grid, row) for (_, key), row in grid.rows.items()}
    common = common_of(context, grid.figures, by_period=True)
    newest = ([one for one in grid.figures if one.period == period] for period in reversed(grid.periods))
    return table_of(
        context,
        common,
        table_id=f"bang-{indicator.slug}",
        caption=Link(
            caption_of(context, indicator.name, grid.figures, names_body).text,
            context.indicator_link(indicator).href,
        ),
        corner=corner_of(context, cells),
        columns=_columns(grid),
        rows=rows_of(context, common, cells),
        chart=next(filter(None, (chart_of_rows(context, figures) for figures in newest)), None),
        unit_of_measure=telling_noun(indicator),
    )


def _columns(grid: Grid) -> tuple[Column, ...]:
    columns = {period: [one for one in grid.figures if one.period == period] for period in grid.periods}
    return tuple(
        Column(Link(words.capitalised(marked_period(text.period(period), figures))), "")
        for period, figures in columns.items()
    )


def _by_period(grid: Grid, row: Sequence[Observation]) -> list[list[Observation]]:
    return [[figure for figure in row if figure.period == period] for period in grid.periods]


def _measured(context: Context, observation: Observation, names_body: bool) -> str:
    """Return what tells a row apart, and the unit of measure where the indicator's name leaves it open."""
    measured_in = telling_noun(context.register.indicators[observation.indicator_id])
    return joined(detail(context, observation, names_body), measured_in)
