"""Which shape of table figures get: a list, rows side by side, a column a period, a cross table.

Figures of several periods, none longer than a year, stand in one table with a column a period.  Figures
of one period whose rows are the same stand side by side; one indicator broken down in two ways becomes
a cross table; the rest is a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from generator.model import Observation
from generator.pages.blocks.cross_tables import cross_table
from generator.pages.blocks.figure_groups import (
    FEWEST_ROWS,
    FILLED,
    FILLED_OF_ONE,
    Grid,
    Series,
    by_indicator,
    grid_of,
    lists,
    series_of,
    side_by_side,
    split_grid,
)
from generator.pages.blocks.indicator_columns import rows_table
from generator.pages.blocks.list_tables import list_table
from generator.pages.blocks.period_columns import periods_table, periods_table_of_one
from generator.pages.blocks.tables import Table
from generator.pages.blocks.trends import trend_chart
from generator.pages.view.context import Context
from generator.register_links import grouped


def topic_tables(
    context: Context, figures: Sequence[Observation], names_bodies: bool = True
) -> tuple[Table, ...]:
    """Divide the figures of one topic of one unit into tables, in the order of the indicators.

    Tables leave out the organisation where the whole page is about it.
    """
    all_series = series_of(context, figures)
    alike = [series for series in all_series if not series.is_cross and not series.period.spans_years]
    if len({series.period for series in alike}) < 2:
        return tuple(_tables_apart(context, all_series, names_bodies))
    apart = [series for series in all_series if series.is_cross or series.period.spans_years]
    tables = *_tables_of_periods(context, alike, names_bodies), *_tables_apart(context, apart, names_bodies)
    return _with_trend(context, alike, tables)


def _with_trend(
    context: Context, all_series: Sequence[Series], tables: tuple[Table, ...]
) -> tuple[Table, ...]:
    """Give the lines of most years and things to the first table, in the place of the bars it may have."""
    groups = (grid_of(group).figures for group in by_indicator(all_series))
    drawn = [chart for figures in groups if (chart := trend_chart(context, figures)) is not None]
    if not drawn:
        return tables
    most = max(drawn, key=lambda chart: (len(chart.lines[0].readings), len(chart.lines)))
    return replace(tables[0], chart=most), *tables[1:]


def _tables_apart(context: Context, all_series: Sequence[Series], names_bodies: bool) -> Iterator[Table]:
    """Yield tables of one period each: lists, cross tables, rows side by side."""
    for figures in lists(all_series):
        yield list_table(context, figures, names_bodies)
    for series in all_series:
        if series.is_cross:
            yield cross_table(context, series, names_bodies)
    rest = [series for series in all_series if len(series.keys) > 1 and not series.is_cross]
    for group in side_by_side(rest):
        yield rows_table(context, group, names_bodies)


def _tables_of_periods(context: Context, all_series: Sequence[Series], names_bodies: bool) -> Iterator[Table]:
    """Yield tables with a column a period, and lists of what was told in few of the periods."""
    groups = by_indicator(all_series)
    many = [group for group in groups if max(len(series.keys) for series in group) >= FEWEST_ROWS]
    filled = [group for group in many if grid_of(group).is_filled(FILLED_OF_ONE)]
    scattered = [series for group in many if group not in filled for series in group]
    few = grid_of(series for group in groups if group not in many for series in group)
    grid, rest = _often_and_rarely(few)
    rest = (*rest, *grid_of(series for series in scattered if len(series.keys) == 1).figures)
    if grid.figures:
        yield periods_table(context, grid, names_bodies)
    if rest:
        yield list_table(context, _newest_first(rest), names_bodies)
    for group in filled:
        yield periods_table_of_one(context, grid_of(group), names_bodies)
    for beside in side_by_side(series for series in scattered if len(series.keys) > 1):
        yield rows_table(context, beside, names_bodies)


def _often_and_rarely(grid: Grid) -> tuple[Grid, tuple[Observation, ...]]:
    """Return what makes a table with a column a period, and the other figures."""
    if grid.is_filled(FILLED):
        return grid, ()
    often, rarely = split_grid(grid)
    return (often, rarely) if often.is_filled(FILLED) else (Grid(()), grid.figures)


def _newest_first(figures: Sequence[Observation]) -> list[Observation]:
    """Sort the figures of each indicator from the newest period to the oldest."""
    groups = grouped(figures, attrgetter("indicator_id")).values()
    ranked = (sorted(group, key=lambda one: one.period, reverse=True) for group in groups)
    return [one for group in ranked for one in group]
