"""Cross tables: one indicator broken down in two ways, members of one in rows, of the other in columns."""

from __future__ import annotations

from generator.model import Observation
from generator.pages.blocks.chart import chart_of_cross
from generator.pages.blocks.figure_groups import Series, member_of
from generator.pages.blocks.tables import Column, Table, caption_of, common_of, id_of, row_of, table_of
from generator.pages.view import words
from generator.pages.view.amounts import telling_noun
from generator.pages.view.context import Context, Link
from generator.pages.view.subjects import dimension_name
from generator.products import ShareChart


def cross_table(context: Context, series: Series, names_body: bool) -> Table:
    """Return one indicator broken down in two ways: members of one in rows, of the other in columns."""
    down, across = _sides(series)
    indicator = context.register.indicators[series.indicator_id]
    heads = _members_in_order(context, series, across)
    common = common_of(context, series.figures)
    rows = tuple(
        row_of(
            context,
            common,
            Link(_member_name(context, down, member)),
            member is None,
            [_at(series, down, member, across, head) for head in heads],
        )
        for member in _members_in_order(context, series, down)
    )
    columns = tuple(
        Column(Link(_member_name(context, across, head)), telling_noun(indicator)) for head in heads
    )
    return table_of(
        context,
        common,
        table_id=id_of(indicator.slug, series.period),
        caption=caption_of(context, indicator.name, series.figures, names_body),
        corner=dimension_name(context, down),
        columns=columns,
        rows=rows,
        chart=cross_chart(context, series),
    )


def cross_chart(context: Context, series: Series) -> ShareChart | None:
    """Return the chart of such a table."""
    return chart_of_cross(context, series.figures, *_sides(series))


def _sides(series: Series) -> tuple[str, str]:
    """Return the breakdown of more members, whose members are rows, and the other one."""
    down, across = sorted(series.dimensions, key=lambda name: (-_members(series, name), name))
    return down, across


def _members(series: Series, dimension: str) -> int:
    return len({member_of(figure, dimension) for figure in series.figures})


def _members_in_order(context: Context, series: Series, dimension: str) -> list[str | None]:
    found = dict.fromkeys(member_of(figure, dimension) for figure in series.figures)
    named = [member for member in found if member is not None]
    named.sort(key=lambda member: context.register.members[(dimension, member)].sort_order)
    return [*named, None] if None in found else [*named]


def _member_name(context: Context, dimension: str, member: str | None) -> str:
    if member is None:
        return words.word("heading", "total")
    return context.register.members[(dimension, member)].name


def _at(series: Series, down: str, row: str | None, across: str, head: str | None) -> list[Observation]:
    return [
        figure
        for figure in series.figures
        if member_of(figure, down) == row and member_of(figure, across) == head
    ]
