"""One chart, from its values to both its SVGs."""

from __future__ import annotations

from msgspec.structs import replace

from generator.charts import refusals, svg
from generator.charts.bars import draw_bars
from generator.charts.canvas import canvas
from generator.charts.captions import framed
from generator.charts.dots import draw_dots
from generator.charts.lines import draw_lines
from generator.charts.marks import Picture
from generator.charts.shares import draw_shares
from generator.charts.tiles import draw_map, draw_strip
from generator.products import BarChart, Chart, DotChart, Drawing, LineChart, ShareChart, Strip, TileMap


def drawing(chart: Chart, key: str) -> Drawing:
    """Draw a chart that has a key; GeneratorError where no picture can show it."""
    refusals.check(chart)
    picture = framed(_laid_out(chart), chart.title, (chart.source, chart.origin))
    drawn = canvas().draw(picture)
    caption = svg.Caption(key, chart.title, chart.description)
    in_file = replace(caption, description="") if isinstance(chart, BarChart) else caption
    return Drawing(key, svg.inline(drawn, picture, caption), svg.standalone(drawn, picture, in_file))


def _laid_out(chart: Chart) -> Picture:
    match chart:
        case BarChart():
            return draw_bars(chart)
        case ShareChart():
            return draw_shares(chart)
        case LineChart():
            return draw_lines(chart)
        case DotChart():
            return draw_dots(chart)
        case TileMap():
            return draw_map(chart)
        case Strip():
            return draw_strip(chart)
