"""The layout of bars on one scale from zero: the label above its bar, the value at the bar's end."""

from __future__ import annotations

from decimal import Decimal

from generator.charts.colours import BAR, BAR2, INK, LINE
from generator.charts.lettering import wrapped
from generator.charts.marks import (
    BREATH,
    RISE,
    SIZE,
    STEP,
    WIDTH,
    Box,
    Mark,
    Picture,
    baseline,
    one_line,
    room_for,
    words,
)
from generator.products import Bar, BarChart

_BAR_HEIGHT = 14.0
_UNDER_LABEL = 5.0
_BETWEEN_ROWS = 14.0
_BEFORE_VALUE = 6.0
_VALUE_ROOM = WIDTH / 2
_EDGE = 1.0
_FRAY = ((2.0, 3.0), (7.0, 2.0))
"""The pieces that a bar breaks into at a bound: where each begins after the bar, and how wide it is."""
_FRAYED = 9.0


def draw_bars(chart: BarChart) -> Picture:
    """Lay out the bars one below the other, in the order given."""
    scale = _scale(chart.bars)
    marks: list[Mark] = []
    top = 0.0
    for bar in chart.bars:
        row, height = _row(bar, top, length=round(float(bar.value * scale), 1))
        marks += row
        top += height + _BETWEEN_ROWS
    return Picture(WIDTH, top - _BETWEEN_ROWS + _EDGE, tuple(marks))


def _scale(bars: tuple[Bar, ...]) -> Decimal:
    """Return the units per one: as many as leave room for every value at the end of its bar."""
    rooms = (
        Decimal(WIDTH - _BEFORE_VALUE - _value_width(bar) - _beyond(bar)) / bar.value
        for bar in bars
        if bar.value
    )
    return min(rooms, default=Decimal(0))


def _value_lines(bar: Bar) -> tuple[str, ...]:
    return wrapped(one_line(bar.text), SIZE, _VALUE_ROOM / BREATH, bold=bar.emphasis)


def _value_width(bar: Bar) -> float:
    return max((room_for(line, bar.emphasis) for line in _value_lines(bar)), default=0.0)


def _row(bar: Bar, top: float, length: float) -> tuple[list[Mark], float]:
    """Return the marks of one bar with its label and value, and how high they stand."""
    label = wrapped(one_line(bar.label), SIZE, WIDTH / BREATH, most=2)
    value = _value_lines(bar)
    bar_top = top + STEP * len(label) + _UNDER_LABEL
    below = STEP * max(0, len(value) - 1)
    at = length + _beyond(bar) + _BEFORE_VALUE
    marks = [
        words(0, top + RISE, label, INK),
        *_bounded(bar, bar_top, length),
        words(at, baseline(bar_top, _BAR_HEIGHT), value, INK, bold=bar.emphasis),
    ]
    return marks, bar_top + _BAR_HEIGHT + below - top


def _beyond(bar: Bar) -> float:
    """Return how far a bar runs on beyond its value, which is a bound from below or about it."""
    if not bar.value:
        return 0.0
    return {">=": _FRAYED, "~": _FRAYED / 2}.get(bar.bound, 0.0)


def _bounded(bar: Bar, top: float, length: float) -> list[Mark]:
    """Return the box of a bar; at a bound it breaks into pieces: beyond its value, before it, or about it."""
    whole = length + _beyond(bar) - _FRAYED
    if not bar.bound or whole <= 0:
        return bar_marks(0, top, length, _BAR_HEIGHT, bar.emphasis)
    pieces = [Box(whole + at, top, width, _BAR_HEIGHT, BAR) for at, width in _FRAY]
    return [*bar_marks(0, top, whole, _BAR_HEIGHT, bar.emphasis), *pieces]


def bar_marks(x: float, y: float, length: float, height: float, emphasis: bool) -> list[Mark]:
    """Return the box of one bar; in the second colour it has an edge in the first, inside its length.

    Zero has a hairline where its bar would begin.
    """
    if not length:
        return [Box(x, y, _EDGE, height, LINE)]
    marks: list[Mark] = [Box(x, y, length, height, BAR)]
    if not emphasis and length > 2 * _EDGE:
        marks.append(Box(x + _EDGE, y + _EDGE, length - 2 * _EDGE, height - 2 * _EDGE, BAR2))
    return marks
