"""The layout of parts of a whole: one stacked bar a row, every part named on it or below it.

All rows share one scale from zero.  Where one part of a row is too narrow for its name, all of that
row's names go below the bar, in the order of the parts, each behind a sample of its colour: so no
reader has to guess which name belongs to which part.
"""

from __future__ import annotations

from decimal import Decimal

from generator.charts.bars import bar_marks
from generator.charts.colours import INK, ON_BAR
from generator.charts.lettering import wrapped
from generator.charts.marks import (
    BREATH,
    RISE,
    SIZE,
    STEP,
    WIDTH,
    Mark,
    Picture,
    Words,
    baseline,
    one_line,
    room_for,
    words,
)
from generator.products import Bar, ShareChart

_BAR_HEIGHT = 32.0
_UNDER_LABEL = 5.0
_OVER_NAMES = 4.0
_BETWEEN_ROWS = 16.0
_BETWEEN_PARTS = 2.0
_INSIDE = 7.0  # from the edge of a part to its name
_SAMPLE = 10.0  # as high as a capital
_AFTER_SAMPLE = 6.0
_BETWEEN_NAMES = 18.0
_EDGE = 1.0


def draw_shares(chart: ShareChart) -> Picture:
    """Lay out the stacked bars one below the other, in the order given."""
    scale = _scale(chart)
    marks: list[Mark] = []
    top = 0.0
    for label, parts in chart.rows:
        row, height = _row(label, parts, top, scale)
        marks += row
        top += height + _BETWEEN_ROWS
    return Picture(WIDTH, top - _BETWEEN_ROWS + _EDGE, tuple(marks))


def _scale(chart: ShareChart) -> Decimal:
    """Return the units per one: as many as let the longest row fill the width."""
    rooms = []
    for _, parts in chart.rows:
        total = sum(part.value for part in parts)
        gaps = _BETWEEN_PARTS * (sum(part.value > 0 for part in parts) - 1)
        if total:
            rooms.append(Decimal(WIDTH - gaps) / total)
    return min(rooms, default=Decimal(0))


def _row(label: str, parts: tuple[Bar, ...], top: float, scale: Decimal) -> tuple[list[Mark], float]:
    """Return the marks of one stacked bar with its label and names, and how high they stand."""
    lines = wrapped(one_line(label), SIZE, WIDTH / BREATH, most=2)
    bar_top = top + STEP * len(lines) + _UNDER_LABEL
    lengths = [round(float(part.value * scale), 2) for part in parts]
    marks: list[Mark] = [words(0, top + RISE, lines, INK), *_segments(parts, lengths, bar_top)]
    bottom = bar_top + _BAR_HEIGHT
    if all(_fits(part, length) for part, length in zip(parts, lengths, strict=True)):
        marks += _names_inside(parts, lengths, bar_top)
    else:
        below, height = _names_below(parts, bottom + _OVER_NAMES)
        marks += below
        bottom += _OVER_NAMES + height
    return marks, bottom - top


def _segments(parts: tuple[Bar, ...], lengths: list[float], top: float) -> list[Mark]:
    marks: list[Mark] = []
    x = 0.0
    for part, length in zip(parts, lengths, strict=True):
        if length:
            marks += bar_marks(x, top, length, _BAR_HEIGHT, part.emphasis)
            x += length + _BETWEEN_PARTS
    return marks or bar_marks(0, top, 0, _BAR_HEIGHT, True)


def _fits(part: Bar, length: float) -> bool:
    return length >= 2 * _INSIDE + BREATH * _name_width(part)


def _value(part: Bar) -> str:
    """Return the value with the space that parts it from the name."""
    return one_line(part.text) + " "


def _name_width(part: Bar) -> float:
    return (room_for(_value(part), True) + room_for(one_line(part.label))) / BREATH


def _names_inside(parts: tuple[Bar, ...], lengths: list[float], top: float) -> list[Mark]:
    marks: list[Mark] = []
    x = 0.0
    for part, length in zip(parts, lengths, strict=True):
        line = ((_value(part), True), (one_line(part.label), False))
        colour = ON_BAR if part.emphasis else INK
        marks.append(Words(x + _INSIDE, baseline(top, _BAR_HEIGHT), (line,), colour))
        x += length + _BETWEEN_PARTS
    return marks


def _names_below(parts: tuple[Bar, ...], top: float) -> tuple[list[Mark], float]:
    """Return the names side by side, on as many lines as they need, and how high they stand."""
    marks: list[Mark] = []
    x, y = 0.0, top
    for part in parts:
        name = _name_lines(part)
        needed = _SAMPLE + _AFTER_SAMPLE + BREATH * _name_width(part)
        if x and x + needed > WIDTH:
            x, y = 0.0, y + STEP
        marks += bar_marks(x, y + RISE - _SAMPLE, _SAMPLE, _SAMPLE, part.emphasis)
        marks.append(Words(x + _SAMPLE + _AFTER_SAMPLE, y + RISE, name, INK))
        x, y = x + needed + _BETWEEN_NAMES, y + STEP * (len(name) - 1)
    return marks, y + STEP - top


def _name_lines(part: Bar) -> tuple[tuple[tuple[str, bool], ...], ...]:
    room = (WIDTH - _SAMPLE - _AFTER_SAMPLE) / BREATH
    taken = room_for(_value(part), True) / BREATH
    first, *rest = wrapped(one_line(part.label), SIZE, room, most=2, first=taken) or [""]
    return ((_value(part), True), (first, False)), *(((line, False),) for line in rest)
