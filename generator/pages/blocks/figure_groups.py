"""Which figures stand together: those of one indicator and one period, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from generator.model import Observation, Period
from generator.pages.blocks.chart import RowKey, row_key
from generator.pages.view.context import Context
from generator.register_links import grouped

GridKey = tuple[str, RowKey]
WIDEST = 3
"""Columns of figures that a phone can show."""
MOST_PERIODS = 4
"""Periods side by side: their figures are short, and of one kind in a row."""
FILLED = 60
FILLED_OF_ONE = 50
"""Cells with figures, in percent: of rows of several indicators, and of one, whose parts stay together."""
FEWEST_ROWS = 3
"""Rows of one indicator that deserve a table of their own."""


class Series(Struct, frozen=True):
    """All figures of one indicator and one period within a topic."""

    indicator_id: str
    period: Period
    figures: tuple[Observation, ...]

    @property
    def keys(self) -> tuple[RowKey, ...]:
        return tuple(dict.fromkeys(row_key(figure) for figure in self.figures))

    @property
    def dimensions(self) -> frozenset[str]:
        return frozenset(dimension for figure in self.figures for dimension, _ in figure.breakdown)

    @property
    def is_cross(self) -> bool:
        """Whether it is one organisation's indicator in two breakdowns that mostly meet."""
        bodies = {figure.organisation_id for figure in self.figures}
        if len(bodies) != 1 or len(self.dimensions) != 2 or len(self.keys) < 2:
            return False
        sides = sorted(len({member_of(figure, name) for figure in self.figures}) for name in self.dimensions)
        return sides[0] <= WIDEST and 5 * len(self.keys) >= 3 * sides[0] * sides[1]


class Grid(Struct, frozen=True):
    """Figures of several periods, those of one period in a column."""

    figures: tuple[Observation, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(sorted({figure.period for figure in self.figures}))

    @property
    def rows(self) -> Mapping[GridKey, tuple[Observation, ...]]:
        """The figures of each row, in the order of their first ones."""
        return grouped(self.figures, lambda figure: (figure.indicator_id, row_key(figure)))

    def is_filled(self, percent: int) -> bool:
        """Whether there are few enough periods, and figures in so many of the cells."""
        cells = sum(len({figure.period for figure in row}) for row in self.rows.values())
        periods = len(self.periods)
        return 2 <= periods <= MOST_PERIODS and 100 * cells >= percent * periods * len(self.rows)


def grid_of(all_series: Iterable[Series]) -> Grid:
    return Grid(tuple(figure for series in all_series for figure in series.figures))


def split_grid(grid: Grid) -> tuple[Grid, tuple[Observation, ...]]:
    """Divide a grid into rows that have a figure in half of the periods, and the other figures."""
    least = len(grid.periods) / 2
    often = {key for key, row in grid.rows.items() if len({one.period for one in row}) >= max(2, least)}
    rows = grid.rows.items()
    kept = tuple(figure for key, row in rows if key in often for figure in row)
    return Grid(kept), tuple(figure for key, row in rows if key not in often for figure in row)


def by_indicator(all_series: Iterable[Series]) -> list[tuple[Series, ...]]:
    """Group the series of each indicator, in the order given."""
    return list(grouped(all_series, attrgetter("indicator_id")).values())


def series_of(context: Context, figures: Iterable[Observation]) -> list[Series]:
    groups = grouped(figures, lambda one: (one.indicator_id, one.period))
    indicators = context.register.indicators
    ranked = sorted(groups, key=lambda key: (indicators[key[0]].sort_order, key))
    return [Series(*key, figures=groups[key]) for key in ranked]


def lists(all_series: Iterable[Series]) -> list[list[Observation]]:
    """Return the figures that stand alone in their periods, those of whole years in one list.

    Of one indicator the newest year comes first; a period that is no year has a list of its own.
    """
    alone = (series for series in all_series if len(series.keys) == 1)
    singles = grouped(alone, lambda series: None if series.period.is_year else series.period)
    ranked = sorted(singles.values(), key=lambda group: max(series.period for series in group))
    return [[figure for series in _newest_first(group) for figure in series.figures] for group in ranked]


def _newest_first(group: Iterable[Series]) -> Iterator[Series]:
    """Yield the series of each indicator, in the order given, from the newest period to the oldest."""
    for _, several in groupby(group, key=lambda series: series.indicator_id):
        yield from sorted(several, key=lambda series: series.period, reverse=True)


def side_by_side(all_series: Iterable[Series]) -> list[list[Series]]:
    """Group series of one period that have most of their rows in common."""
    groups: list[list[Series]] = []
    for series in all_series:
        fitting = (group for group in groups if len(group) < WIDEST and _share_rows(group[0], series))
        group = next(fitting, None)
        if group is None:
            groups.append([series])
        else:
            group.append(series)
    return groups


def _share_rows(one: Series, other: Series) -> bool:
    """Whether three in four of the rows that are no totals have a figure in both."""
    first, second = ({key for key in series.keys if key[1] or key[0]} for series in (one, other))
    shared = first & second
    return one.period == other.period and 4 * len(shared) >= 3 * max(len(first), len(second)) > 0


def member_of(observation: Observation, dimension: str) -> str | None:
    """Return the member of one breakdown that a figure is about; None for the total."""
    return dict(observation.breakdown).get(dimension)
