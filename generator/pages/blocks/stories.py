"""The one chart of an association or an indicator that tells most: places over the years, places, parts.

Only like stands beside like, so the figures of many topics come to one chart at most; where none of
them can be set beside each other there is none, and the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from generator import urls
from generator.model import Observation
from generator.pages.blocks.chart import FEWEST, bar_chart, chart_of_rows
from generator.pages.blocks.cross_tables import cross_chart
from generator.pages.blocks.distributions import dots_of_all, widest
from generator.pages.blocks.figure_groups import Series, series_of
from generator.pages.blocks.trends import trend_chart
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import count_of
from generator.products import BarChart, Chart
from generator.register_links import grouped


class Story(Struct, frozen=True):
    """A chart, and the page that has its figures as a table, where that is another one."""

    chart: Chart
    table: Link | None = None


def story_of_indicator(context: Context, figures: Sequence[Observation]) -> Chart | None:
    """Return the chart of the figures of one indicator and one level: of units, else of one unit's parts."""
    over_units = trend_chart(context, figures, by_unit=True)
    if over_units is not None and len(over_units.lines) > 1:
        return over_units
    return _bars_over_units(context, figures) or over_units or _of_one_unit(context, figures)


def story_of_body(
    context: Context, organisation_id: str, observations: Sequence[Observation], parted: bool = False
) -> Story | None:
    """Return the chart of one kind of association: its places, its parts, or it among others in one place.

    Of one that is `parted`, with too many figures for its page, the observations are those of few units.
    """
    by_indicator = _by_indicator(context, observations)
    for figures in by_indicator:
        trend = trend_chart(context, figures, by_unit=True)
        if trend is not None:
            return Story(trend)
    if parted and (dots := _distribution(context, organisation_id)) is not None:
        return dots
    for find in (_bars_over_units, _of_one_unit):
        drawn = [chart for figures in by_indicator if (chart := find(context, figures)) is not None]
        if drawn:
            return Story(max(drawn, key=_size))
    return _among_others(context, chain.from_iterable(by_indicator))


def no_chart(figures: Sequence[Observation]) -> str:
    """Return why figures make no chart; empty of fewer than make one, of which nobody asks."""
    return why_none(figures) if count_of(figures) >= FEWEST else ""


def why_none(figures: Iterable[Observation]) -> str:
    """Return why figures make no chart: they are few of one kind and period, or unlike."""
    known = [figure for figure in figures if figure.value is not None and figure.occurrence == 1]
    groups = Counter((figure.indicator_id, figure.period) for figure in known)
    return words.word("no_chart", "unlike" if max(groups.values(), default=0) >= FEWEST else "few")


def _by_indicator(context: Context, figures: Iterable[Observation]) -> list[tuple[Observation, ...]]:
    groups = grouped(figures, attrgetter("indicator_id"))
    return [groups[name] for name in _headlines_first(context, groups)]


def _headlines_first(context: Context, indicator_ids: Iterable[str]) -> list[str]:
    return sorted(indicator_ids, key=lambda name: context.register.indicators[name].by_headline)


def _size(chart: Chart) -> int:
    return len(chart.bars) if isinstance(chart, BarChart) else 0


def _bars_over_units(context: Context, figures: Sequence[Observation]) -> BarChart | None:
    """Return bars over units where several of one level state the same thing for the same period."""
    groups: dict[tuple[object, ...], dict[str, Observation]] = {}
    for figure in figures:
        unit = context.unit(figure.unit_id)
        key = (figure.period, figure.organisation_id, figure.breakdown, unit.level)
        groups.setdefault(key, {}).setdefault(unit.full_name, figure)
    drawn = (bar_chart(context, group) for group in groups.values())
    return next((chart for chart in drawn if chart is not None), None)


def _of_one_unit(context: Context, figures: Sequence[Observation]) -> Chart | None:
    """Return the chart that the page of one unit has of its figures: the one of most bars."""
    drawn = [chart for series in _by_unit(context, figures) if (chart := _of_series(context, series))]
    return max(drawn, key=_size, default=None)


def _by_unit(context: Context, figures: Iterable[Observation]) -> Iterator[Series]:
    for own in grouped(figures, attrgetter("unit_id")).values():
        yield from series_of(context, own)


def _of_series(context: Context, series: Series) -> Chart | None:
    if series.is_cross:
        return cross_chart(context, series)
    return chart_of_rows(context, series.figures)


def _among_others(context: Context, observations: Iterable[Observation]) -> Story | None:
    """Return the associations of one place side by side, the bar of this one darker than the others."""
    for one in observations:
        unit = context.unit(one.unit_id)
        beside = context.figures_in([one.unit_id], "indicator_id", one.indicator_id)
        chart = chart_of_rows(context, [figure for figure in beside if figure.period == one.period])
        if isinstance(chart, BarChart) and (told := _emphasised(context, chart, one)) is not None:
            topic = context.register.indicators[one.indicator_id].topic
            place = context.dated_unit_link(one.unit_id).text
            return Story(told, Link(place, context.to(urls.topic_in_unit(unit, topic))))
    return None


def _emphasised(context: Context, chart: BarChart, one: Observation) -> BarChart | None:
    """Return the chart with the bar of one organisation darker; None where it has no bar of its own."""
    assert one.organisation_id is not None
    name = context.register.organisations[one.organisation_id].short_name
    own = [bar.label == name or bar.label.startswith((f"{name} ·", f"{name} (")) for bar in chart.bars]
    if sum(own) != 1:
        return None
    bars = (replace(bar, emphasis=is_own) for bar, is_own in zip(chart.bars, own, strict=True))
    return replace(chart, bars=tuple(bars))


def _distribution(context: Context, organisation_id: str) -> Story | None:
    """Return the units that may be compared as dots, of the most telling indicator that has any."""
    compared = context.measured.comparisons
    for name in _headlines_first(context, compared):
        most = widest(one for one in compared[name] if one.organisation_id == organisation_id)
        if most is not None:
            return Story(dots_of_all(context, most))
    return None
