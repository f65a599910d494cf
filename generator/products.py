"""What is made of the record, as frozen values: charts, their drawings, tables to take away, pages.

The rooms that make them do not know each other; what they hand on is here.  Every value holds words and
numbers as a reader gets them, nothing of the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct


class Bar(Struct, frozen=True):
    """One bar of a chart; `text` is the value as a reader sees it, bounds and unit included."""

    label: str
    value: Decimal
    text: str
    emphasis: bool = True
    bound: str = ""  # >= (trên), <= (gần) or ~ (khoảng); empty for an exact value


class BarChart(Struct, frozen=True):
    """Bars on one common scale that starts at zero, one message in the title."""

    title: str
    description: str
    source: str
    bars: tuple[Bar, ...]
    origin: str = ""  # of a file that was taken away: the site, and the page it is from


class ShareChart(Struct, frozen=True):
    """Parts of a whole in one stacked bar a row: (row label, (part label, value, text) …)."""

    title: str
    description: str
    source: str
    rows: tuple[tuple[str, tuple[Bar, ...]], ...]
    origin: str = ""  # of a file that was taken away: the site, and the page it is from


class Reading(Struct, frozen=True):
    """One place of a line: when, and the value as a reader sees it, or why there is none."""

    when: str
    value: Decimal | None
    text: str
    bound: str = ""  # as of a bar


class Line(Struct, frozen=True):
    """One thing over time; it breaks off where a reading has no value."""

    label: str
    readings: tuple[Reading, ...]
    emphasis: bool = True


class LineChart(Struct, frozen=True):
    """Lines over the same times, on one scale from zero: in one field, or `apart`, each in its own."""

    title: str
    description: str
    source: str
    lines: tuple[Line, ...]
    apart: bool = False
    origin: str = ""


class DotChart(Struct, frozen=True):
    """Places as dots along one scale, equal ones one above the other; only the emphasised are named."""

    title: str
    description: str
    source: str
    dots: tuple[Bar, ...]
    middle: str  # the median in words; empty where it is not shown
    middle_value: Decimal
    origin: str = ""


class Tile(Struct, frozen=True):
    """One place on a tile map or in a strip: `step` 0 (nothing) to 4 (all) gives its tint."""

    label: str  # short, inside the tile
    name: str  # in full, for those who hear it
    text: str  # the value in words: "12/13 xã đã báo cáo"
    step: int
    href: str  # from the page that shows it; empty for a tile that leads nowhere
    row: int = 0
    column: int = 0
    value: str = ""  # short, below the label, where those of all tiles have room


class TileMap(Struct, frozen=True):
    """Places as equal squares where they lie, north above; `islands` are words on the water.

    An island is two squares wide: it begins at its column and nothing else stands on the next one.
    """

    title: str
    description: str
    source: str
    legend: tuple[str, ...]  # the meaning of steps 0 to 4, in words; empty for one not in use
    tiles: tuple[Tile, ...]
    islands: tuple[tuple[str, int, int], ...] = ()  # words, row, column
    origin: str = ""
    hatches: bool = False  # whether step 0 is hatched: nothing is known there, which is not little


MOST_TILES = 700
"""More squares would not be told apart."""


class Strip(Struct, frozen=True):
    """Places as equal squares in the order given, row after row: a small multiple, not a map."""

    title: str
    description: str
    source: str
    legend: tuple[str, ...]  # as for a tile map
    tiles: tuple[Tile, ...]
    origin: str = ""
    hatches: bool = False  # as for a tile map


Chart = BarChart | ShareChart | LineChart | DotChart | TileMap | Strip


class Drawing(Struct, frozen=True):
    """One chart, drawn: for the page, and to take away."""

    key: str
    svg_inline: str
    svg_file: bytes


CARD_WIDTH_PX, CARD_HEIGHT_PX = 1200, 630


class Card(Struct, frozen=True):
    """What is seen of a page where somebody shares its address: one published figure, large."""

    site: str
    title: str  # what the page is about
    amount: str  # as a reader sees it, bound included: `trên 394`, `chưa báo cáo`
    noun: str  # what stands beside it; empty where nothing needs to
    label: str  # what is counted, of which place
    period: str
    doubt: str  # what the checks say of the figure; empty where they say nothing
    source: str
    address: str
    description: str  # all of it in a sentence, for those who hear it


class TableFile(Struct, frozen=True):
    """What one table on a page shows, to be written as CSV: header row and rows of plain text."""

    path: str  # below /data/
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class LightPage(Struct, frozen=True):
    """One of thousands of pages alike, which are put into a frame that was printed once for all of them."""

    address: str
    title: str
    description: str
    body: str
    """As that of a page."""
    target: str | None
    """Where it leads on, as a link of this page."""


class Page(Struct, frozen=True):
    """One page; `{chart:N}` in its body is where charts[N] goes."""

    path: str  # below site_src/, ends in .md
    front: Mapping[str, str]
    """What the theme and the search read of it, by name."""
    body: str
    """One HTML block without a blank line, which Markdown leaves as it is."""
    charts: tuple[Chart, ...] = ()
    tables: tuple[TableFile, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """What is known of its figures: a path below the site, and JSON."""
    card: Card | None = None
    printed_address: str | None = None
    """What its sheet of paper leads to; `{code}` in its body is where the QR code lies."""
