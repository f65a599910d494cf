"""A picture before it is drawn: boxes, areas and words with their places.

Lengths are units of the drawing; a page 360 units wide holds a chart.  x runs from the left edge,
y from the top edge downward; the y of words is the baseline of their first line.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from generator.charts import lettering

WIDTH = 360.0
SIZE = 13.5
STEP = 18.0  # from one baseline to the next
RISE = 14.0  # from the top of a line to its baseline, marks above capitals included
CAPITAL = 0.74  # height of a capital in ems
BREATH = 1.04  # text may come out this much wider in another typeface

Run = tuple[str, bool]
"""Text and whether it is semibold."""


class Box(Struct, frozen=True):
    """One rectangle, filled; `place` is the place that it belongs to, by its number."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    place: int | None = None


class Words(Struct, frozen=True):
    """Lines of text that belong together, and to one place if it has a number."""

    x: float
    y: float
    lines: tuple[tuple[Run, ...], ...]
    colour: str
    size: float = SIZE
    step: float = STEP
    place: int | None = None


class Area(Struct, frozen=True):
    """One filled shape with straight edges, of three corners or more; `place` as of a box."""

    corners: tuple[tuple[float, float], ...]
    colour: str
    place: int | None = None


Mark = Box | Area | Words


class Place(Struct, frozen=True):
    """What one part of a picture says aloud, and where it leads on a page: nowhere if empty."""

    spoken: str
    href: str


class Picture(Struct, frozen=True):
    """Marks and the size that they need; each place has marks of its own."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    places: tuple[Place, ...] = ()


class Framed(Struct, frozen=True):
    """A picture with title and source around it; `left` and `top` are where it begins inside."""

    width: float
    height: float
    left: float
    top: float
    inner: Picture
    around: tuple[Words, ...]


@lru_cache(maxsize=1024)
def one_line(text: str) -> str:
    """Return text as SVG shows it: spaces, tabs and line ends as one space; no-break spaces stay."""
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")


def words(x: float, y: float, lines: tuple[str, ...], colour: str, bold: bool = False) -> Words:
    """Return lines in one weight."""
    return Words(x, y, tuple(((line, bold),) for line in lines), colour)


def room_for(text: str, bold: bool = False) -> float:
    """Return the room that a text needs on one line, whatever typeface the page has."""
    return BREATH * lettering.width(text, SIZE, bold)


def baseline(top: float, height: float) -> float:
    """Return where text stands so that its capitals are in the middle of a box."""
    return top + (height + CAPITAL * SIZE) / 2
