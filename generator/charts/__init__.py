"""Charts: a chart's values become an SVG for the page and SVG and PNG files to take away.

One value in, one value out; nothing is read or written, and the same chart gives the same bytes
in any order and any process.

    limits      what no picture can show
    colours     the roles that a colour plays, in the files and on the page
    lettering   the typeface: how wide text is, and where it breaks
    marks       boxes and words with their places: a picture before it is drawn
    bars  shares  tiles     the layout of each kind of chart
    frame       title above and source below
    sheet       matplotlib: marks become SVG and PNG on one reused figure
    png         the dots become a small PNG
    svg         matplotlib's SVG becomes a small one that follows the page's colours
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import blake2b

from generator.charts import limits, sheet, svg
from generator.charts.bars import draw_bars
from generator.charts.frame import framed
from generator.charts.marks import Picture
from generator.charts.shares import draw_shares
from generator.charts.tiles import draw_map, draw_strip
from generator.model import Bar, BarChart, Chart, Drawing, ShareChart, Strip, Tile, TileMap

DRAWING = 3
"""Raised whenever the same chart is to look different, so that kept drawings are drawn anew."""


def key(chart: Chart) -> str:
    """Name a chart by all that it shows: 16 hexadecimal digits, safe in ids and file names."""
    words = [chart.title, chart.description, chart.source]
    content = json.dumps([DRAWING, type(chart).__name__, words, _content(chart)])
    return blake2b(content.encode(), digest_size=8).hexdigest()


def draw(chart: Chart) -> Drawing:
    """Draw a chart; GeneratorError where it has nothing to show or what no picture can show."""
    limits.check(chart)
    picture = framed(_laid_out(chart), chart.title, chart.source)
    paper = _sheet(type(chart).__name__)
    drawn = svg.read(paper.svg(picture))
    caption = svg.Caption(key(chart), chart.title, chart.description)
    return Drawing(
        key=caption.key,
        svg_inline=svg.inline(drawn, picture, caption),
        svg_file=svg.standalone(drawn, picture, caption),
        png_file=paper.png(picture),
    )


def _laid_out(chart: Chart) -> Picture:
    match chart:
        case BarChart():
            return draw_bars(chart)
        case ShareChart():
            return draw_shares(chart)
        case TileMap():
            return draw_map(chart)
        case Strip():
            return draw_strip(chart)


@lru_cache(maxsize=4)
def _sheet(kind: str) -> sheet.Sheet:
    """Keep one sheet per chart type and process: a new figure costs more than a drawing."""
    return sheet.Sheet()


def _content(chart: Chart) -> list[object]:
    match chart:
        case BarChart():
            return [_row(bar) for bar in chart.bars]
        case ShareChart():
            return [[label, [_row(part) for part in parts]] for label, parts in chart.rows]
        case TileMap():
            return [chart.legend, [_tile(tile) for tile in chart.tiles], chart.islands]
        case Strip():
            return [chart.legend, [_tile(tile) for tile in chart.tiles]]


def _row(bar: Bar) -> list[object]:
    return [bar.label, str(bar.value), bar.text, bar.emphasis]


def _tile(tile: Tile) -> list[object]:
    return [tile.label, tile.name, tile.text, tile.step, tile.href, tile.row, tile.column]
