"""The numbers that a program puts before paragraphs by itself: in no text, only in how lists are made.

A list has levels; each says in which form its number is shown and between which signs ("%1.%2.").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Level(Struct, frozen=True):
    """One level of a list: its own number is the last place of `shown`."""

    is_roman: bool
    shown: str  # %1.%2.
    start: int = 1


Levels = Mapping[int, Level]
"""The levels from 0 that show Arabic or Roman numbers; any other shows none."""


def next_number(levels: Levels, counts: dict[int, int], level: int, start: int | None = None) -> str:
    """Return the number of one more paragraph of a list, and count it; empty where none is shown."""
    if level not in levels:
        return ""
    counts[level] = counts.get(level, levels[level].start - 1) + 1 if start is None else start
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    return _PLACE.sub(lambda found: _shown(levels, counts, int(found[1]) - 1), levels[level].shown)


def _shown(levels: Levels, counts: Mapping[int, int], level: int) -> str:
    if level not in levels:
        return ""
    number = counts.get(level, levels[level].start)
    return _roman(number) if levels[level].is_roman else str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown, number = shown + letters * (number // value), number % value
    return shown
