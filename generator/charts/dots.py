"""The layout of dots along one scale: where one place stands among others, which are not named.

The scale begins at zero, or just below the lowest value where all lie far from zero.  Equal values, and
those too near to be told apart, stand one above the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from generator.charts import lettering
from generator.charts.colours import BAR, FIELD, INK, LINE, SOFT
from generator.charts.lettering import wrapped
from generator.charts.lines import round_mark
from generator.charts.marks import BREATH, WIDTH, Box, Mark, Picture, Words, one_line
from generator.products import Bar, DotChart

_RADII = (5.0, 4.0, 3.0, 2.0, 1.2)
_HIGHEST = 110.0  # of a pile: more dots are drawn smaller
_SIZE, _STEP = 12.0, 16.0
_EDGE = 1.0
_LEADER = 10.0  # from the words above to the pile of the named dot
_TICK = 5.0
_UNDER = 8.0  # from the dots to the line


class Scale(Struct, frozen=True):
    """Where values stand from left to right, in piles as wide as a dot."""

    lowest: Decimal
    highest: Decimal
    radius: float

    @property
    def pitch(self) -> float:
        return 2 * self.radius + 1

    def x(self, value: Decimal) -> float:
        """Return the middle of the pile that a value belongs to."""
        room, span = WIDTH - 2 * self.radius, self.highest - self.lowest
        exact = float((value - self.lowest) / span) * room if span else room / 2
        last = int(room / self.pitch)
        return round(self.radius + round(exact / room * last) * room / last, 2)


def draw_dots(chart: DotChart) -> Picture:
    """Lay out the dots, the named ones at the foot of their piles."""
    scale, piles = _fitting(chart.dots)
    top, above = _named_words(chart.dots, scale)
    height = max(len(pile) for pile in piles.values()) * scale.pitch
    ground = round(top + height + _UNDER, 2)
    marks: list[Mark] = [Box(0, ground, WIDTH, _EDGE, LINE)]
    for x, pile in piles.items():
        marks += _pile(x, pile, ground - _UNDER / 2, scale)
    marks += [_leader(x, pile, top, ground, scale) for x, pile in piles.items() if pile[0].emphasis]
    if chart.middle:
        marks.append(Box(scale.x(chart.middle_value) - _EDGE, ground, 2 * _EDGE, _TICK, INK))
    below = _ends_words(chart, scale, ground)
    bottom = max(one.y + _STEP * (len(one.lines) - 1) for one in below) + 6
    return Picture(WIDTH, bottom, (*marks, *above, *below))


def _fitting(dots: Sequence[Bar]) -> tuple[Scale, dict[float, list[Bar]]]:
    """Return the scale of the largest dots whose piles are not too high, and the piles."""
    values = [dot.value for dot in dots]
    lowest = min(values) if 2 * min(values) > max(values) else Decimal(0)
    for radius in _RADII:
        scale = Scale(lowest, max(values), radius)
        piles: dict[float, list[Bar]] = {}
        for dot in sorted(dots, key=lambda one: (not one.emphasis, one.value)):
            piles.setdefault(scale.x(dot.value), []).append(dot)
        if max(len(pile) for pile in piles.values()) * scale.pitch <= _HIGHEST:
            break
    return scale, piles


def _pile(x: float, pile: Sequence[Bar], foot: float, scale: Scale) -> list[Mark]:
    return [
        round_mark(
            x, foot - scale.radius - number * scale.pitch, scale.radius, BAR if dot.emphasis else FIELD
        )
        for number, dot in enumerate(pile)
    ]


def _leader(x: float, pile: Sequence[Bar], top: float, ground: float, scale: Scale) -> Box:
    """Return the line from the words of a named dot down to its pile."""
    end = ground - _UNDER / 2 - len(pile) * scale.pitch
    return Box(x - _EDGE / 2, top - _LEADER + 2, _EDGE, max(_LEADER - 4, end - top + _LEADER - 4), BAR)


def _named_words(dots: Sequence[Bar], scale: Scale) -> tuple[float, list[Words]]:
    """Return how much room the words of the named dot need above, and the words."""
    named = next((dot for dot in dots if dot.emphasis), None)
    if named is None:
        return 0.0, []
    lines = wrapped(one_line(f"{named.label}: {named.text}"), _SIZE, WIDTH / BREATH, bold=True)
    x = _left(scale.x(named.value), lines, bold=True)
    words = Words(x, _SIZE, tuple(((line, True),) for line in lines), INK, _SIZE, _STEP)
    return _STEP * len(lines) + _LEADER, [words]


def _left(middle: float, lines: Sequence[str], bold: bool = False) -> float:
    """Return where lines begin that have their middle there, inside the picture."""
    widest = BREATH * max(lettering.width(line, _SIZE, bold) for line in lines)
    return round(min(max(0.0, middle - widest / 2), WIDTH - widest), 2)


def _ends_words(chart: DotChart, scale: Scale, ground: float) -> list[Words]:
    """Return the ends of the scale in words, and below them the median at its place."""
    by_value = sorted(chart.dots, key=lambda dot: dot.value)
    start = "0" if scale.lowest == 0 else one_line(by_value[0].text)
    end = one_line(by_value[-1].text)
    y = ground + _STEP
    right = round(WIDTH - BREATH * lettering.width(end, _SIZE), 2)
    words = [
        Words(0, y, (((start, False),),), SOFT, _SIZE, _STEP),
        Words(right, y, (((end, False),),), SOFT, _SIZE, _STEP),
    ]
    if chart.middle:
        lines = wrapped(one_line(chart.middle), _SIZE, WIDTH / BREATH)
        x = _left(scale.x(chart.middle_value), lines)
        runs = tuple(((line, False),) for line in lines)
        words.append(Words(x, y + _STEP + 2, runs, INK, _SIZE, _STEP))
    return words
