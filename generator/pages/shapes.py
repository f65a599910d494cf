"""The shapes of tables: rows of organisations or members, one breakdown across another, a list.

Figures of several periods, none longer than a year, stand in one table with a column a period.  Figures
of one period whose rows are the same stand side by side; one indicator broken down in two ways becomes
a cross table; the rest is a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import text
from generator.model import Observation, Period
from generator.pages import words
from generator.pages.charted import RowKey, chart_of_cross, chart_of_rows, key_name, row_key
from generator.pages.figures import body_name, breakdown_name, noun, telling_noun
from generator.pages.scene import Link, Scene
from generator.pages.series import (
    FEWEST_ROWS,
    FILLED,
    FILLED_OF_ONE,
    Grid,
    Series,
    by_indicator,
    divided,
    grid_of,
    lists,
    member_of,
    series_of,
    side_by_side,
    spans_years,
)
from generator.pages.tables import Column, Table, caption_of, common_of, row_of, table_of


def topic_tables(
    scene: Scene, figures: Sequence[Observation], names_bodies: bool = True
) -> tuple[Table, ...]:
    """Divide the figures of one topic of one unit into tables, in the order of the indicators.

    Lists leave out the organisation where the whole page is about it.
    """
    all_series = series_of(scene, figures)
    alike = [series for series in all_series if not series.is_cross and not spans_years(series.period)]
    if len({series.period for series in alike}) < 2:
        return tuple(_tables_apart(scene, all_series, names_bodies))
    apart = [series for series in all_series if series.is_cross or spans_years(series.period)]
    return (*_tables_of_periods(scene, alike, names_bodies), *_tables_apart(scene, apart, names_bodies))


def _tables_apart(scene: Scene, all_series: Sequence[Series], names_bodies: bool) -> Iterator[Table]:
    """Yield tables of one period each: lists, cross tables, rows side by side."""
    for figures in lists(all_series):
        yield list_table(scene, figures, names_bodies)
    for series in all_series:
        if series.is_cross:
            yield cross_table(scene, series)
    rest = [series for series in all_series if len(series.keys) > 1 and not series.is_cross]
    for group in side_by_side(rest):
        yield rows_table(scene, group)


def _tables_of_periods(scene: Scene, all_series: Sequence[Series], names_bodies: bool) -> Iterator[Table]:
    """Yield tables with a column a period, and lists of what was told in few of the periods."""
    groups = by_indicator(all_series)
    many = [group for group in groups if max(len(series.keys) for series in group) >= FEWEST_ROWS]
    filled = [group for group in many if grid_of(group).is_filled(FILLED_OF_ONE)]
    scattered = [series for group in many if group not in filled for series in group]
    few = grid_of(series for group in groups if group not in many for series in group)
    grid, rest = _often_and_rarely(few)
    rest = (*rest, *grid_of(series for series in scattered if len(series.keys) == 1).figures)
    if grid.figures:
        yield periods_table(scene, grid, names_bodies)
    if rest:
        yield list_table(scene, _newest_first(rest), names_bodies)
    for group in filled:
        yield periods_table_of_one(scene, grid_of(group))
    for beside in side_by_side(series for series in scattered if len(series.keys) > 1):
        yield rows_table(scene, beside)


def _often_and_rarely(grid: Grid) -> tuple[Grid, tuple[Observation, ...]]:
    """Return what makes a table with a column a period, and the other figures."""
    if grid.is_filled(FILLED):
        return grid, ()
    often, rarely = divided(grid)
    return (often, rarely) if often.is_filled(FILLED) else (Grid(()), grid.figures)


def rows_table(scene: Scene, group: Sequence[Series]) -> Table:
    """Return rows of organisations or breakdown members, one column an indicator."""
    figures = [figure for series in group for figure in series.figures]
    common = common_of(figures)
    keys = sorted(dict.fromkeys(map(row_key, figures)), key=lambda key: _row_order(scene, key))
    indicators = [scene.register.indicators[series.indicator_id] for series in group]
    rows = tuple(
        row_of(
            scene,
            common,
            _row_label(scene, key, keys),
            _is_total(scene, key),
            [[figure for figure in series.figures if row_key(figure) == key] for series in group],
        )
        for key in keys
    )
    columns = tuple(
        Column(scene.indicator_link(indicator), indicator.unit_of_measure) for indicator in indicators
    )
    return table_of(
        scene,
        common,
        table_id=_table_id(indicators[0].slug, figures[0].period),
        caption=caption_of(_and([indicator.name for indicator in indicators]), figures),
        corner=_corner(scene, keys),
        columns=columns,
        rows=rows,
        chart=next(filter(None, (chart_of_rows(scene, series.figures) for series in group)), None),
    )


def periods_table(scene: Scene, grid: Grid, names_bodies: bool) -> Table:
    """Return rows of several indicators, one column a period."""
    topic = scene.register.topics[scene.register.indicators[grid.figures[0].indicator_id].topic]
    common = common_of(grid.figures, by_period=True)
    rows = tuple(
        replace(
            row_of(scene, common, _list_label(scene, row[0]), False, _by_period(grid, row)),
            detail=_measured(scene, row[0], names_bodies),
        )
        for row in grid.rows.values()
    )
    return table_of(
        scene,
        common,
        table_id=f"bang-{topic.topic_id.replace('_', '-')}",
        caption=Link(topic.name),
        corner=words.word("heading", "indicator"),
        columns=_period_columns(grid),
        rows=rows,
        chart=None,
    )


def periods_table_of_one(scene: Scene, grid: Grid) -> Table:
    """Return rows of organisations or members of one indicator, one column a period."""
    indicator = scene.register.indicators[grid.figures[0].indicator_id]
    groups = {key: row for (_, key), row in grid.rows.items()}
    common = common_of(grid.figures, by_period=True)
    keys = sorted(groups, key=lambda key: _row_order(scene, key))
    rows = tuple(
        row_of(
            scene,
            common,
            _row_label(scene, key, keys),
            _is_total(scene, key),
            _by_period(grid, groups[key]),
        )
        for key in keys
    )
    newest = ([one for one in grid.figures if one.period == period] for period in reversed(grid.periods))
    return table_of(
        scene,
        common,
        table_id=f"bang-{indicator.slug}",
        caption=scene.indicator_link(indicator),
        corner=_corner(scene, keys),
        columns=_period_columns(grid),
        rows=rows,
        chart=next(filter(None, (chart_of_rows(scene, figures) for figures in newest)), None),
        unit_of_measure=noun(indicator),
    )


def _period_columns(grid: Grid) -> tuple[Column, ...]:
    return tuple(Column(Link(words.capitalised(text.period(period))), "") for period in grid.periods)


def _by_period(grid: Grid, row: Sequence[Observation]) -> list[list[Observation]]:
    return [[figure for figure in row if figure.period == period] for period in grid.periods]


def _measured(scene: Scene, observation: Observation, names_body: bool) -> str:
    """Return what tells a row apart, and the unit of measure where the indicator's name leaves it open."""
    measured_in = telling_noun(scene.register.indicators[observation.indicator_id])
    return " · ".join(part for part in (_detail(scene, observation, names_body), measured_in) if part)


def _newest_first(figures: Sequence[Observation]) -> list[Observation]:
    """Sort the figures of each indicator from the newest period to the oldest."""
    groups: dict[str, list[Observation]] = {}
    for one in figures:
        groups.setdefault(one.indicator_id, []).append(one)
    ranked = (sorted(group, key=lambda one: one.period, reverse=True) for group in groups.values())
    return [one for group in ranked for one in group]


def cross_table(scene: Scene, series: Series) -> Table:
    """Return one indicator broken down in two ways: members of one in rows, of the other in columns."""
    down, across = sorted(series.dimensions, key=lambda name: (-_members(series, name), name))
    indicator = scene.register.indicators[series.indicator_id]
    heads = _members_in_order(scene, series, across)
    common = common_of(series.figures)
    rows = tuple(
        row_of(
            scene,
            common,
            Link(_member_name(scene, down, member)),
            member is None,
            [_at(series, down, member, across, head) for head in heads],
        )
        for member in _members_in_order(scene, series, down)
    )
    columns = tuple(
        Column(Link(_member_name(scene, across, head)), indicator.unit_of_measure) for head in heads
    )
    return table_of(
        scene,
        common,
        table_id=_table_id(indicator.slug, series.period),
        caption=caption_of(indicator.name, series.figures),
        corner=_dimension_name(scene, down),
        columns=columns,
        rows=rows,
        chart=chart_of_cross(scene, series.figures, down, across),
    )


def list_table(scene: Scene, figures: Sequence[Observation], names_bodies: bool) -> Table:
    """Return one row a figure (or one a figure stated several times), under its indicator's name."""
    groups: dict[tuple[str, Period, RowKey], list[Observation]] = {}
    for observation in figures:
        key = (observation.indicator_id, observation.period, row_key(observation))
        groups.setdefault(key, []).append(observation)
    topic = scene.register.topics[scene.register.indicators[figures[0].indicator_id].topic]
    common = common_of(figures)
    rows = tuple(
        replace(
            row_of(scene, common, _list_label(scene, group[0]), False, [group], beside_name=True),
            detail=_detail(scene, group[0], names_bodies),
        )
        for group in groups.values()
    )
    return table_of(
        scene,
        common,
        table_id=_table_id(topic.topic_id.replace("_", "-"), max(figure.period for figure in figures)),
        caption=caption_of(topic.name, figures),
        corner=words.word("heading", "indicator"),
        columns=(Column(Link(words.word("heading", "figure")), ""),),
        rows=rows,
        chart=None,
    )


def flat_table(
    scene: Scene,
    labelled: Sequence[tuple[Link, str, Observation]],
    *,
    table_id: str,
    caption: str,
    corner: str,
) -> Table:
    """Return one row a figure, in the order given, each with its own label and detail."""
    figures = [observation for _, _, observation in labelled]
    common = common_of(figures)
    rows = tuple(
        replace(row_of(scene, common, label, False, [[observation]]), detail=detail)
        for label, detail, observation in labelled
    )
    nouns = {scene.register.indicators[figure.indicator_id].unit_of_measure for figure in figures}
    return table_of(
        scene,
        common,
        table_id=table_id,
        caption=caption_of(caption, figures),
        corner=corner,
        columns=(Column(Link(words.word("heading", "figure")), nouns.pop() if len(nouns) == 1 else ""),),
        rows=rows,
        chart=None,
    )


def _and(names: Sequence[str]) -> str:
    """Return names as one: `Số buổi và lượt người`."""
    first, *others = names
    if not others:
        return first
    *middle, last = [words.lowered(name) for name in others]
    listed = words.word("heading", "list_separator").join([first, *middle])
    return words.sentence("and", first=listed, last=last)


def _table_id(slug: str, period: Period) -> str:
    return f"bang-{slug}-{period.code}"


def _row_order(scene: Scene, key: RowKey) -> tuple[object, ...]:
    """Order rows: organisations officially, members as their dimension has them, totals last."""
    body, breakdown = key
    place = 0 if body is None else scene.register.organisations[body].sort_order
    members = tuple(scene.register.members[pair].sort_order for pair in breakdown)
    return _is_total(scene, key), place, not members, members


def _is_total(scene: Scene, key: RowKey) -> bool:
    body, breakdown = key
    return not breakdown and (body is None or scene.register.organisations[body].family == "group")


def _row_label(scene: Scene, key: RowKey, keys: Sequence[RowKey]) -> Link:
    """Return what tells this row from the others, linked where it is an organisation."""
    name = key_name(scene, key, several_bodies=len({body for body, _ in keys}) > 1)
    body, _ = key
    if body is None or len({other for other, _ in keys}) == 1:
        return Link(name)
    return Link(name, scene.organisation_link(scene.register.organisations[body]).href)


def _corner(scene: Scene, keys: Sequence[RowKey]) -> str:
    if len({body for body, _ in keys}) > 1:
        return words.word("heading", "organisation")
    dimensions = {dimension for _, breakdown in keys for dimension, _ in breakdown}
    return " · ".join(_dimension_name(scene, name) for name in sorted(dimensions))


def _dimension_name(scene: Scene, dimension: str) -> str:
    members = scene.register.members.values()
    return next(member.dimension_name for member in members if member.dimension_id == dimension)


def _members(series: Series, dimension: str) -> int:
    return len({member_of(figure, dimension) for figure in series.figures})


def _members_in_order(scene: Scene, series: Series, dimension: str) -> list[str | None]:
    found = dict.fromkeys(member_of(figure, dimension) for figure in series.figures)
    named = [member for member in found if member is not None]
    named.sort(key=lambda member: scene.register.members[(dimension, member)].sort_order)
    return [*named, None] if None in found else [*named]


def _member_name(scene: Scene, dimension: str, member: str | None) -> str:
    if member is None:
        return words.word("heading", "total")
    return scene.register.members[(dimension, member)].name


def _at(series: Series, down: str, row: str | None, across: str, head: str | None) -> list[Observation]:
    return [
        figure
        for figure in series.figures
        if member_of(figure, down) == row and member_of(figure, across) == head
    ]


def _list_label(scene: Scene, observation: Observation) -> Link:
    return scene.indicator_link(scene.register.indicators[observation.indicator_id])


def _detail(scene: Scene, observation: Observation, names_body: bool) -> str:
    parts = (body_name(scene, observation) if names_body else "", breakdown_name(scene, observation))
    return " · ".join(part for part in parts if part)
