"""Cross tables: one indicator broken down in two ways, members of one in rows, of the other in columns."""

from __future__ import annotations

from generator.model import Observation
from generator.pages import words
from generator.pages.charted import chart_of_cross
from generator.pages.figures import dimension_name, telling_noun
from generator.pages.scene import Link, Scene
from generator.pages.series import Series, member_of
from generator.pages.tables import Column, Table, caption_of, common_of, id_of, row_of, table_of


def cross_table(scene: Scene, series: Series) -> Table:
    """Return one indicator broken down in two ways: members of one in rows, of the other in columns."""
    down, across = sorted(series.dimensions, key=lambda name: (-_members(series, name), name))
    indicator = scene.register.indicators[series.indicator_id]
    heads = _members_in_order(scene, series, across)
    common = common_of(scene, series.figures)
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
        Column(Link(_member_name(scene, across, head)), telling_noun(indicator)) for head in heads
    )
    return table_of(
        scene,
        common,
        table_id=id_of(indicator.slug, series.period),
        caption=caption_of(scene, indicator.name, series.figures),
        corner=dimension_name(scene, down),
        columns=columns,
        rows=rows,
        chart=chart_of_cross(scene, series.figures, down, across),
    )


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
