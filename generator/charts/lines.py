"""The layout of lines over time, on one scale from zero: in one field, or each in a field of its own.

Times stand at even distances.  A line breaks off where a value is missing, which its time says where
there is one line only; a bound has an open mark with a tip in the direction in which the true value lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import hypot

from msgspec import Struct

from generator.charts import lettering
from generator.charts.colours import BAR, FIELD, INK, LINE, SOFT, TINTS
from generator.charts.lettering import wrapped
from generator.charts.marks import BREATH, WIDTH, Area, Box, Mark, Picture, Words, one_line
from generator.products import Line, LineChart, Reading

_THICK = 2.0
_RADIUS, _HOLE = 3.5, 1.6
_TIP = 4.0  # of a bound: from its mark to the end of its tip
_HEIGHT, _PANEL_HEIGHT = 150.0, 54.0
_HEAD = 22.0  # above the highest value: room for its words
_SIZE, _STEP = 11.5, 15.0
_LABELS = 128.0  # room to the right for the names of several lines
_BETWEEN_LABELS = 4.0
_BETWEEN = 22.0  # panels, to the right
_UNDER_PANEL = 18.0
_EDGE = 1.0


class Field(Struct, frozen=True):
    """Where lines are drawn: the corner, the size, and how many units of it one unit of value is."""

    x: float
    y: float
    width: float
    height: float
    scale: float

    def at(self, number: int, times: int, value: Decimal) -> tuple[float, float]:
        """Return the place of a value at one of the times."""
        return self.time(number, times), round(self.y + self.height - float(value) * self.scale, 2)

    def time(self, number: int, times: int) -> float:
        """Return x of a time: the first and the last stand at the edges."""
        inner = self.width - 2 * _RADIUS
        return round(self.x + _RADIUS + (inner * number / (times - 1) if times > 1 else inner / 2), 2)


def draw_lines(chart: LineChart) -> Picture:
    """Lay out the lines in the order given."""
    if chart.apart:
        return _panels(chart)
    return _alone(chart.lines[0]) if len(chart.lines) == 1 else _together(chart.lines)


def _scale(lines: Sequence[Line], height: float) -> float:
    """Return how high one unit of value is, so that the highest value has the height."""
    highest = max((one.value for line in lines for one in line.readings if one.value is not None), default=0)
    return height / float(highest) if highest else 0.0


# One line -------------------------------------------------------------------------------------------


def _alone(line: Line) -> Picture:
    """Lay out one line with every value at its mark, or the first, the highest and the last of many."""
    times = len(line.readings)
    edge = max(lettering.width(one.text, _SIZE) for one in (line.readings[0], line.readings[-1])) / 4
    field = Field(edge, _HEAD, WIDTH - 2 * edge, _HEIGHT, _scale([line], _HEIGHT))
    pitch = field.width / max(1, times - 1)
    marks = [_ground(field), *_course(field, line, BAR)]
    marks += [_value_words(field, line, number) for number in _spoken(line, pitch)]
    below = [_time_words(field, line, number, pitch) for number in _times_shown(line, pitch)]
    height = field.y + field.height + max(len(one.lines) for one in below) * _STEP + 8
    return Picture(WIDTH, height, (*marks, *below))


def _spoken(line: Line, pitch: float) -> list[int]:
    """Return the numbers of readings whose value is told at its mark."""
    known = [number for number, one in enumerate(line.readings) if one.value is not None]
    if all(BREATH * lettering.width(line.readings[number].text, _SIZE) <= pitch for number in known):
        return known
    highest = max(known, key=lambda number: line.readings[number].value or 0)
    far = [number for number in (known[0], known[-1]) if abs(number - highest) * pitch > WIDTH / 4]
    return sorted({highest, *far})


def _value_words(field: Field, line: Line, number: int) -> Words:
    one = line.readings[number]
    assert one.value is not None
    x, y = field.at(number, len(line.readings), one.value)
    raised = y - _RADIUS - (_TIP + 2 if one.bound == ">=" else 4)
    return _centred(x, raised, (one_line(one.text),), INK)


def _times_shown(line: Line, pitch: float) -> list[int]:
    times = range(len(line.readings))
    widest = max(lettering.width(line.readings[number].when, _SIZE) for number in times)
    each = next(step for step in range(1, len(times) + 1) if widest * BREATH + 6 <= pitch * step)
    return [number for number in times if (len(times) - 1 - number) % each == 0]


def _time_words(field: Field, line: Line, number: int, pitch: float) -> Words:
    """Return a time below its place, and below it why it has no value."""
    one = line.readings[number]
    lines: tuple[str, ...] = (one.when,)
    if one.value is None:
        lines += wrapped(one_line(one.text), _SIZE, max(pitch, 40.0), most=3)
    return _centred(field.time(number, len(line.readings)), field.y + field.height + _STEP, lines, SOFT)


def _centred(x: float, y: float, lines: tuple[str, ...], colour: str) -> Words:
    """Return lines with their middle at x, inside the picture."""
    widest = BREATH * max(lettering.width(line, _SIZE) for line in lines)
    left = min(max(0.0, x - widest / 2), WIDTH - widest)
    return Words(round(left, 2), round(y, 2), tuple(((line, False),) for line in lines), colour, _SIZE, _STEP)


# Several lines in one field -------------------------------------------------------------------------


def _together(lines: Sequence[Line]) -> Picture:
    """Lay out lines in one field, each named at its end with its last value."""
    field = Field(0, _HEAD / 2, WIDTH - _LABELS - 8, _HEIGHT, _scale(lines, _HEIGHT))
    ranked = sorted(lines, key=lambda line: line.emphasis)
    marks: list[Mark] = [_ground(field)]
    for line in ranked:
        marks += _course(field, line, BAR if line.emphasis else FIELD)
    labels = _labels(field, lines)
    times = [reading.when for reading in lines[0].readings]
    bottom = max(field.y + field.height, *(one.y + (len(one.lines) - 1) * _STEP for one in labels))
    below = _ends(field, times, field.y + field.height + _STEP)
    return Picture(WIDTH, max(bottom, field.y + field.height + _STEP) + 6, (*marks, *labels, *below))


def _labels(field: Field, lines: Sequence[Line]) -> list[Words]:
    """Return the names at the ends of the lines, none on another: pushed down, then all up again."""
    ends = sorted(((_end(field, line), line) for line in lines), key=lambda pair: pair[0])
    placed: list[Words] = []
    free = 0.0
    for y, line in ends:
        last = next(one for one in reversed(line.readings) if one.value is not None)
        text = wrapped(one_line(f"{line.label} {last.text}"), _SIZE, _LABELS / BREATH, bold=line.emphasis)
        top = max(y - _STEP * len(text) / 2, free)
        runs = tuple(((part, line.emphasis),) for part in text)
        placed.append(Words(WIDTH - _LABELS, round(top + _SIZE, 2), runs, INK, _SIZE, _STEP))
        free = top + _STEP * len(text) + _BETWEEN_LABELS
    return placed


def _end(field: Field, line: Line) -> float:
    known = [(number, one.value) for number, one in enumerate(line.readings) if one.value is not None]
    number, value = known[-1]
    return field.at(number, len(line.readings), value)[1]


def _ends(field: Field, times: Sequence[str], y: float) -> list[Words]:
    """Return the first and the last time below the edges of a field."""
    room = BREATH * lettering.width(times[-1], _SIZE)
    first = Words(field.x, y, (((times[0], False),),), SOFT, _SIZE, _STEP)
    last = Words(round(field.x + field.width - room, 2), y, (((times[-1], False),),), SOFT, _SIZE, _STEP)
    return [first, last]


# Each line in a field of its own --------------------------------------------------------------------


def _panels(chart: LineChart) -> Picture:
    """Lay out small multiples, two or three side by side, each with its name above and its last value."""
    across = 2 if len(chart.lines) <= 4 else 3
    width = (WIDTH - _BETWEEN * (across - 1)) / across
    heads = [_panel_head(line, width) for line in chart.lines]
    scale = _scale(chart.lines, _PANEL_HEIGHT)
    marks: list[Mark] = []
    top = 0.0
    for row in range(0, len(chart.lines), across):
        head = max(len(lines) for lines in heads[row : row + across]) * _STEP
        for column, line in enumerate(chart.lines[row : row + across]):
            x = round(column * (width + _BETWEEN), 2)
            field = Field(x, top + head + 8, round(width, 2), _PANEL_HEIGHT, scale)
            marks += _panel(field, line, heads[row + column], top)
        top += head + 8 + _PANEL_HEIGHT + _STEP + _UNDER_PANEL
    return Picture(WIDTH, top - _UNDER_PANEL + 6, tuple(marks))


def _panel_head(line: Line, width: float) -> tuple[tuple[tuple[str, bool], ...], ...]:
    last = next(one for one in reversed(line.readings) if one.value is not None)
    name = wrapped(one_line(line.label), _SIZE, width / BREATH, bold=True, most=2)
    value = wrapped(one_line(f"{last.when}: {last.text}"), _SIZE, width / BREATH)
    return (*(((part, True),) for part in name), *(((part, False),) for part in value))


def _panel(
    field: Field, line: Line, head: tuple[tuple[tuple[str, bool], ...], ...], top: float
) -> list[Mark]:
    times = [reading.when for reading in line.readings]
    return [
        _ground(field),
        *_course(field, line, BAR),
        Words(field.x, top + _SIZE, head, INK, _SIZE, _STEP),
        *_ends(field, times, field.y + field.height + _STEP),
    ]


# The course of a line -------------------------------------------------------------------------------


def _ground(field: Field) -> Box:
    return Box(field.x, field.y + field.height, field.width, _EDGE, LINE)


def _course(field: Field, line: Line, colour: str) -> Iterator[Mark]:
    """Yield the pieces of a line between neighbouring values, then the marks of the values."""
    times = len(line.readings)
    places = [
        None if one.value is None else field.at(number, times, one.value)
        for number, one in enumerate(line.readings)
    ]
    for first, second in pairwise(places):
        if first and second:
            yield _piece(first, second, colour)
    for place, one in zip(places, line.readings, strict=True):
        if place:
            yield from _value_mark(*place, one, colour)


def _piece(first: tuple[float, float], second: tuple[float, float], colour: str) -> Area:
    """Return a line of even thickness from one place to another; all shapes go round the same way."""
    across, down = second[0] - first[0], second[1] - first[1]
    length = hypot(across, down) or 1.0
    x, y = down / length * _THICK / 2, -across / length * _THICK / 2
    corners = (first[0] + x, first[1] + y), (second[0] + x, second[1] + y)
    back = (second[0] - x, second[1] - y), (first[0] - x, first[1] - y)
    return Area(tuple((round(a, 2), round(b, 2)) for a, b in (*corners, *back)), colour)


def _value_mark(x: float, y: float, one: Reading, colour: str) -> Iterator[Mark]:
    """Yield the mark of a value; that of a bound is open, with a tip up or down where it is one-sided."""
    if one.bound in (">=", "<="):
        way = -1 if one.bound == ">=" else 1
        base, tip = y + way * _RADIUS, y + way * (_RADIUS + _TIP)
        yield Area(((x + way * _RADIUS, base), (x, tip), (x - way * _RADIUS, base)), colour)
    yield round_mark(x, y, _RADIUS, colour)
    if one.bound:
        yield round_mark(x, y, _HOLE, TINTS[0])


def round_mark(x: float, y: float, radius: float, colour: str) -> Area:
    """Return an octagon about a place: a dot of so few units is none the rounder for curves."""
    near = radius * 0.4142
    corners = (
        (near, -radius), (radius, -near), (radius, near), (near, radius),
        (-near, radius), (-radius, near), (-radius, -near), (-near, -radius),
    )  # fmt: skip
    return Area(tuple((round(x + right, 2), round(y + down, 2)) for right, down in corners), colour)
