"""What no picture can show: refused before anything is drawn, in one sentence that names the chart."""

from __future__ import annotations

import re

from generator.charts.colours import TINTS
from generator.errors import GeneratorError
from generator.products import (
    MOST_TILES,
    Bar,
    BarChart,
    Chart,
    DotChart,
    Line,
    LineChart,
    ShareChart,
    Strip,
    Tile,
    TileMap,
)

MOST_ROWS = 100
"""A longer picture would not be read, and as dots would not fit in memory."""

MOST_DOTS = 1000
MOST_ACROSS = 8
"""A map of more columns would have tiles too narrow for their names on a phone."""

MOST_DOWN = 30
ISLAND = 2
"""Tiles that the words on the water are wide, to the right from their column."""

STEPS = len(TINTS)

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RELATIVE = re.compile(r"(?!/)[A-Za-z0-9._~/-]*(?:#[A-Za-z0-9._~-]+)?")


def check(chart: Chart) -> None:
    """Raise GeneratorError for what cannot be drawn."""
    if isinstance(chart, TileMap | Strip):
        _check_tiles(chart)
    elif isinstance(chart, LineChart):
        _check_lines(chart)
    else:
        _check_bars(chart)
    if bad := _NOT_XML.search("".join(_texts(chart))):
        raise GeneratorError(f"The chart {chart.title!r} has a character that no page can show: {bad[0]!r}.")


def _texts(chart: Chart) -> list[str]:
    """Return every text that the chart shows or says."""
    return [chart.title, chart.description, chart.source, *_texts_inside(chart)]


def _texts_inside(chart: Chart) -> list[str]:
    if isinstance(chart, TileMap | Strip):
        islands = [words for words, _, _ in chart.islands] if isinstance(chart, TileMap) else []
        said = [text for tile in chart.tiles for text in (tile.label, tile.name, tile.text, tile.value)]
        return [*chart.legend, *islands, *said]
    if isinstance(chart, LineChart):
        return [text for line in chart.lines for text in (line.label, *_said(line))]
    rows = [label for label, _ in chart.rows] if isinstance(chart, ShareChart) else []
    middle = [chart.middle] if isinstance(chart, DotChart) else []
    return [*rows, *middle, *(text for bar in _bars(chart) for text in (bar.label, bar.text))]


def _said(line: Line) -> list[str]:
    return [text for one in line.readings for text in (one.when, one.text)]


# Lines -----------------------------------------------------------------------------------------


def _check_lines(chart: LineChart) -> None:
    if not 1 <= len(chart.lines) <= MOST_ROWS:
        raise GeneratorError(
            f"The chart {chart.title!r} has {len(chart.lines)} lines; 1 to {MOST_ROWS} can be drawn."
        )
    times = [[one.when for one in line.readings] for line in chart.lines]
    if any(own != times[0] for own in times):
        raise GeneratorError(f"The chart {chart.title!r} has lines over different times.")
    for line in chart.lines:
        known = [one.value for one in line.readings if one.value is not None]
        if not known:
            raise GeneratorError(f"The chart {chart.title!r} has no value for {line.label!r}.")
        if bad := next((value for value in known if not value.is_finite() or value < 0), None):
            raise GeneratorError(
                f"The chart {chart.title!r} cannot show {bad} for {line.label!r}: its scale begins at zero."
            )


# Bars, shares and dots -------------------------------------------------------------------------


def _bars(chart: BarChart | ShareChart | DotChart) -> tuple[Bar, ...]:
    if isinstance(chart, BarChart):
        return chart.bars
    if isinstance(chart, DotChart):
        return chart.dots
    return tuple(part for _, parts in chart.rows for part in parts)


def _check_bars(chart: BarChart | ShareChart | DotChart) -> None:
    rows = len(chart.rows if isinstance(chart, ShareChart) else _bars(chart))
    most = MOST_DOTS if isinstance(chart, DotChart) else MOST_ROWS
    if not 1 <= rows <= most:
        raise GeneratorError(f"The chart {chart.title!r} has {rows} rows; 1 to {most} can be drawn.")
    if isinstance(chart, ShareChart) and not all(parts for _, parts in chart.rows):
        raise GeneratorError(f"The chart {chart.title!r} has a row without parts.")
    for bar in _bars(chart):
        if not bar.value.is_finite() or bar.value < 0:
            raise GeneratorError(
                f"The chart {chart.title!r} cannot show {bar.value} for {bar.label!r}: "
                "a bar begins at zero and has an end."
            )


# Tiles -----------------------------------------------------------------------------------------


def _check_tiles(chart: TileMap | Strip) -> None:
    tiles = len(chart.tiles)
    if not 1 <= tiles <= MOST_TILES:
        raise GeneratorError(f"The chart {chart.title!r} has {tiles} tiles; 1 to {MOST_TILES} can be drawn.")
    if len(chart.legend) != STEPS:
        raise GeneratorError(
            f"The chart {chart.title!r} explains {len(chart.legend)} steps; there are {STEPS}."
        )
    for tile in chart.tiles:
        _check_tile(chart, tile)
    if isinstance(chart, TileMap):
        _check_places(chart)


def _check_tile(chart: TileMap | Strip, tile: Tile) -> None:
    if not 0 <= tile.step < STEPS:
        raise GeneratorError(
            f"The chart {chart.title!r} cannot show step {tile.step} for {tile.name!r}: "
            f"steps run from 0 to {STEPS - 1}."
        )
    if not tile.name.strip():
        raise GeneratorError(f"The chart {chart.title!r} has a tile without a name: {tile.label!r}.")
    if not chart.legend[tile.step].strip():
        raise GeneratorError(
            f"The chart {chart.title!r} shows step {tile.step} for {tile.name!r} and does not explain it."
        )
    if not _RELATIVE.fullmatch(tile.href):
        raise GeneratorError(
            f"The chart {chart.title!r} leads from {tile.name!r} to {tile.href!r}, "
            "which is not a relative path on this site."
        )


def _check_places(chart: TileMap) -> None:
    """Refuse a map on which two things stand in one place, or that no page has room for."""
    waters = [(words, row, column + more) for words, row, column in chart.islands for more in range(ISLAND)]
    named = [(tile.name, tile.row, tile.column) for tile in chart.tiles] + waters
    taken: dict[tuple[int, int], str] = {}
    for name, row, column in named:
        if other := taken.get((row, column)):
            raise GeneratorError(
                f"The chart {chart.title!r} has {other!r} and {name!r} in one place: "
                f"row {row}, column {column}."
            )
        taken[row, column] = name
    for what, most, used in (
        ("rows", MOST_DOWN, [row for row, _ in taken]),
        ("columns", MOST_ACROSS, [column for _, column in taken]),
    ):
        if max(used) - min(used) >= most:
            raise GeneratorError(
                f"The chart {chart.title!r} has {max(used) - min(used) + 1} {what}; "
                f"up to {most} can be drawn."
            )
