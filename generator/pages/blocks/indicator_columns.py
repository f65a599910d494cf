"""Rows of organisations or members, with a column an indicator; other tables have such rows too."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from generator.model import Observation
from generator.pages.blocks.chart import RowKey, chart_of_rows, key_name, row_key
from generator.pages.blocks.figure_groups import Series
from generator.pages.blocks.tables import (
    Column,
    Common,
    Row,
    Table,
    caption_of,
    common_of,
    id_of,
    row_of,
    table_of,
)
from generator.pages.view import words
from generator.pages.view.amounts import telling_noun
from generator.pages.view.context import Context, Link
from generator.pages.view.subjects import dimension_name


def rows_table(context: Context, group: Sequence[Series], names_body: bool) -> Table:
    """Return rows of organisations or breakdown members, one column an indicator."""
    figures = [figure for series in group for figure in series.figures]
    common = common_of(context, figures)
    indicators = [context.register.indicators[series.indicator_id] for series in group]
    cells = {
        key: [[figure for figure in series.figures if row_key(figure) == key] for series in group]
        for key in dict.fromkeys(map(row_key, figures))
    }
    columns = tuple(
        Column(context.indicator_link(indicator), telling_noun(indicator)) for indicator in indicators
    )
    return table_of(
        context,
        common,
        table_id=id_of(indicators[0].slug, figures[0].period),
        caption=caption_of(
            context, words.listed(_in_one([indicator.name for indicator in indicators])), figures, names_body
        ),
        corner=corner_of(context, cells),
        columns=columns,
        rows=rows_of(context, common, cells),
        chart=next(filter(None, (chart_of_rows(context, series.figures) for series in group)), None),
    )


def _in_one(names: Sequence[str]) -> list[str]:
    """Return names as one phrase has them: `Số buổi`, `lượt người`."""
    return [names[0], *map(words.lowered, names[1:])]


def rows_of(
    context: Context, common: Common, cells: Mapping[RowKey, Sequence[Sequence[Observation]]]
) -> tuple[Row, ...]:
    """Return a row for each key with its cells.

    Organisations stand in official order, members as their dimension has them, totals last.
    """
    keys = sorted(cells, key=lambda key: _order(context, key))
    return tuple(
        row_of(context, common, label_of_key(context, key, keys), _is_total(context, key), cells[key])
        for key in keys
    )


def _order(context: Context, key: RowKey) -> tuple[object, ...]:
    body, breakdown = key
    place = 0 if body is None else context.register.organisations[body].sort_order
    members = tuple(context.register.members[pair].sort_order for pair in breakdown)
    return _is_total(context, key), place, not members, members


def _is_total(context: Context, key: RowKey) -> bool:
    body, breakdown = key
    return not breakdown and (body is None or context.register.organisations[body].is_group)


def label_of_key(context: Context, key: RowKey, keys: Sequence[RowKey]) -> Link:
    """Return what tells this row from the others, linked where it is an organisation."""
    name = key_name(context, key, several_bodies=len({body for body, _ in keys}) > 1)
    body, _ = key
    if body is None or len({other for other, _ in keys}) == 1:
        return Link(name)
    return Link(name, context.organisation_link(context.register.organisations[body]).href)


def corner_of(context: Context, keys: Collection[RowKey]) -> str:
    """Return the heading of the column of labels."""
    if len({body for body, _ in keys}) > 1:
        return words.word("heading", "organisation")
    dimensions = {dimension for _, breakdown in keys for dimension, _ in breakdown}
    return " · ".join(dimension_name(context, name) for name in sorted(dimensions))
