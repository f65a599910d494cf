"""Charts: a chart's values become an SVG for the page and SVG and PNG files to take away.

One value in, one value out; nothing is read or written, and the same chart gives the same bytes
in any order and any process.

    colours     the roles that a colour plays, in the files and on the page
    lettering   the typeface: how wide text is, and where it breaks
    marks       boxes and words with their places: a picture before it is drawn
    bars  shares  frame     the layout of each kind of chart, and title and source around it
    sheet       matplotlib: marks become SVG and PNG on one reused figure
    png         the dots become a small PNG
    svg         matplotlib's SVG becomes a small one that follows the page's colours
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from hashlib import blake2b

from generator.charts import sheet, svg
from generator.charts.bars import draw_bars
from generator.charts.frame import framed
from generator.charts.shares import draw_shares
from generator.errors import GeneratorError
from generator.model import Bar, BarChart, Chart, Drawing, ShareChart

DRAWING = 2
"""Raised whenever the same chart is to look different, so that kept drawings are drawn anew."""

MOST_ROWS = 100
"""A longer picture would not be read, and its PNG would not fit in memory."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def key(chart: Chart) -> str:
    """Name a chart by all that it shows: 16 hexadecimal digits, safe in ids and file names."""
    words = [chart.title, chart.description, chart.source]
    content = json.dumps([DRAWING, type(chart).__name__, words, _content(chart)])
    return blake2b(content.encode(), digest_size=8).hexdigest()


def draw(chart: Chart) -> Drawing:
    """Draw a chart; GeneratorError where it has no rows or a value that no bar can show."""
    _check(chart)
    inner = draw_bars(chart) if isinstance(chart, BarChart) else draw_shares(chart)
    picture = framed(inner, chart.title, chart.source)
    paper = _sheet(type(chart).__name__)
    drawn = svg.read(paper.svg(picture))
    caption = svg.Caption(key(chart), chart.title, chart.description)
    return Drawing(
        key=caption.key,
        svg_inline=svg.inline(drawn, picture, caption),
        svg_file=svg.standalone(drawn, picture, caption),
        png_file=paper.png(picture),
    )


@lru_cache(maxsize=2)
def _sheet(kind: str) -> sheet.Sheet:
    """Keep one sheet per chart type and process: a new figure costs more than a drawing."""
    return sheet.Sheet()


def _content(chart: Chart) -> list[object]:
    if isinstance(chart, BarChart):
        return [_row(bar) for bar in chart.bars]
    return [[label, [_row(part) for part in parts]] for label, parts in chart.rows]


def _row(bar: Bar) -> list[object]:
    return [bar.label, str(bar.value), bar.text, bar.emphasis]


def _bars(chart: Chart) -> tuple[Bar, ...]:
    if isinstance(chart, BarChart):
        return chart.bars
    return tuple(part for _, parts in chart.rows for part in parts)


def _texts(chart: Chart) -> list[str]:
    """Return every text that the chart shows or says."""
    rows = [] if isinstance(chart, BarChart) else [label for label, _ in chart.rows]
    parts = [text for bar in _bars(chart) for text in (bar.label, bar.text)]
    return [chart.title, chart.description, chart.source, *rows, *parts]


# What cannot be drawn --------------------------------------------------------------------------


def _check(chart: Chart) -> None:
    _check_rows(chart)
    for bar in _bars(chart):
        if not bar.value.is_finite() or bar.value < 0:
            raise GeneratorError(
                f"The chart {chart.title!r} cannot show {bar.value} for {bar.label!r}: "
                "a bar begins at zero and has an end."
            )
    if bad := _NOT_XML.search("".join(_texts(chart))):
        raise GeneratorError(f"The chart {chart.title!r} has a character that no page can show: {bad[0]!r}.")


def _check_rows(chart: Chart) -> None:
    rows = len(chart.bars if isinstance(chart, BarChart) else chart.rows)
    if not 1 <= rows <= MOST_ROWS:
        raise GeneratorError(f"The chart {chart.title!r} has {rows} rows; 1 to {MOST_ROWS} can be drawn.")
    if isinstance(chart, ShareChart) and not all(parts for _, parts in chart.rows):
        raise GeneratorError(f"The chart {chart.title!r} has a row without parts.")
