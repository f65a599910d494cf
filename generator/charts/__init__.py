"""Charts: a chart's values become an SVG for the page and an SVG file to take away.

One value in, one value out; nothing is read or written, and the same chart gives the same bytes
in any order and any process.

    refusals    what no picture can show
    colours     the roles that a colour plays, in the files and on the page
    lettering   the typeface: how wide text is, and where it breaks
    marks       boxes and words with their places: a picture before it is drawn
    bars  shares  lines  dots  tiles     the layout of each kind of chart
    captions    title above and source below
    canvas      matplotlib: marks are drawn on one reused figure
    recorder    matplotlib: what is drawn is noted as shapes and texts (shapes)
    svg         shapes and texts become a small SVG that follows the page's colours
    drawing     all of this in one step
    cards  png  what is seen of a page where its address is shared
    codes       what leads from a sheet of paper to its address

Only who draws loads matplotlib: a chart has its name without it.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from msgspec.structs import astuple

from generator.products import (
    Bar,
    BarChart,
    Card,
    Chart,
    DotChart,
    Drawing,
    Line,
    LineChart,
    ShareChart,
    Strip,
    Tile,
    TileMap,
)

DRAWING = 7
"""Raised whenever the same chart is to look different, so that kept drawings are drawn anew."""


CARD = 1
"""The same for cards."""


_keys: dict[int, tuple[Chart, str]] = {}
"""The keys of a few charts by their identity, each with its chart, so that no other takes its place."""
_KEYS_KEPT = 32


def key(chart: Chart) -> str:
    """Name a chart by all that it shows: 16 hexadecimal digits, safe in ids and file names.

    While a page is made it is asked for four times, and worked out once.
    """
    if id(chart) not in _keys:
        if len(_keys) == _KEYS_KEPT:
            _keys.clear()
        _keys[id(chart)] = chart, _key(chart)
    return _keys[id(chart)][1]


def _key(chart: Chart) -> str:
    words = [chart.title, chart.description, chart.source, *filter(None, [chart.origin])]
    content = json.dumps([DRAWING, type(chart).__name__, words, _content(chart)])
    return blake2b(content.encode(), digest_size=8).hexdigest()


def card_key(card: Card) -> str:
    """Name a card by all that it shows; its name ends as that of its file does."""
    return f"{blake2b(json.dumps([CARD, *astuple(card)]).encode(), digest_size=8).hexdigest()}.png"


def draw_card(card: Card) -> bytes:
    """Draw a card as PNG."""
    from generator.charts import cards  # loads Pillow, which a build without new cards does without

    return cards.drawn(card)


def code_key(address: str) -> str:
    """Name the QR code of an address; its name ends as that of its file does."""
    return f"{blake2b(address.encode(), digest_size=8).hexdigest()}.qr.svg"


def draw_code(address: str) -> bytes:
    """Draw the QR code of an address as SVG."""
    from generator.charts import codes

    return codes.drawn(address)


def draw(chart: Chart) -> Drawing:
    """Draw a chart; GeneratorError where it has nothing to show or what no picture can show."""
    from generator.charts import drawing  # loads matplotlib, which takes longer than a thousand drawings

    return drawing.drawing(chart, key(chart))


def _content(chart: Chart) -> list[object]:
    match chart:
        case BarChart():
            return [_row(bar) for bar in chart.bars]
        case ShareChart():
            return [[label, [_row(part) for part in parts]] for label, parts in chart.rows]
        case LineChart():
            return [chart.apart, [_line(line) for line in chart.lines]]
        case DotChart():
            return [[_row(dot) for dot in chart.dots], chart.middle, str(chart.middle_value)]
        case TileMap():
            return [*_tiled(chart), chart.islands]
        case Strip():
            return _tiled(chart)


def _row(bar: Bar) -> list[object]:
    return [bar.label, str(bar.value), bar.text, bar.emphasis, bar.bound]


def _line(line: Line) -> list[object]:
    readings = [[one.when, str(one.value), one.text, one.bound] for one in line.readings]
    return [line.label, line.emphasis, readings]


def _tiled(chart: TileMap | Strip) -> list[object]:
    """Return what the tiles show; what few pictures have is named only where they have it."""
    hatches = ["hatches"] if chart.hatches else []
    return [chart.legend, [_tile(tile) for tile in chart.tiles], *hatches]


def _tile(tile: Tile) -> list[object]:
    value = [tile.value] if tile.value else []
    return [tile.label, tile.name, tile.text, tile.step, tile.href, tile.row, tile.column, *value]
