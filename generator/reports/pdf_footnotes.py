"""Marks of footnotes on a page of a PDF: digits that stand higher than what they are glued to.

As text, PDFium writes "12" with a mark 1 as 121, or breaks the line before the mark or after it.  Where
signs stand is asked only about digits and what is beside them: each answer takes as long as a line of text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from generator.reports.source import raised

_DIGITS = range(ord("0"), ord("9") + 1)
_BREAKS = (ord("\r"), ord("\n"))
_RAISED_BY = (0.2, 1.5)
"""A mark stands so much higher than the words beside it, in its own heights."""
_NEAR = 3
"""What is no farther from a sign than so many heights stands beside it."""


class Spot(Struct, frozen=True):
    """Where a sign stands, in points; `base` is how high its line is."""

    left: float
    right: float
    height: float
    base: float

    def is_beside(self, other: Spot) -> bool:
        """Whether the other one follows on the same line, or half a line higher or lower."""
        height = max(self.height, other.height)
        is_near = -height < other.left - self.right < _NEAR * height
        return is_near and abs(other.base - self.base) < height

    def is_above(self, other: Spot) -> bool:
        """Whether it is raised above the line of the other one."""
        least, most = (share * self.height for share in _RAISED_BY)
        return least < self.base - other.base < most


class Signs:
    """The signs of a page by their number; PDFium adds breaks and blanks of its own between them."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page, count = raw, page, page.count_chars()
        self._codes = [raw.FPDFText_GetUnicode(page, at) for at in range(count)]
        self._spot = cache(self._asked)
        self._marks: set[int] = set()
        for at, code in enumerate(self._codes):
            if code in _DIGITS and self._is_raised(at):
                self._marks.add(at)

    @property
    def has_marks(self) -> bool:
        return bool(self._marks)

    def text(self) -> str:
        """Return the text of the page, the digits of marks as raised ones."""
        dropped = {at for mark in self._marks for at in self._breaks_beside(mark)}
        signs = (
            raised(chr(code)) if at in self._marks else chr(code)
            for at, code in enumerate(self._codes)
            if at not in dropped
        )
        return "".join(signs).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _asked(self, at: int) -> Spot:
        x, y = ctypes.c_double(), ctypes.c_double()
        left, bottom, right, top = self._page.get_charbox(at)
        self._raw.FPDFText_GetCharOrigin(self._page, at, x, y)
        return Spot(left, right, top - bottom, y.value)

    def _is_raised(self, at: int) -> bool:
        """Whether a digit is raised above what is before it; where it begins a line, above what follows."""
        spot, before = self._spot(at), self._neighbour(at, -1)
        if before is not None and self._spot(before).is_beside(spot):
            other = self._spot(before)
            is_level = not (spot.is_above(other) or other.is_above(spot))
            return spot.is_above(other) or (before in self._marks and is_level)
        after = self._neighbour(at, 1)
        while after is not None and self._codes[after] in _DIGITS:
            after = self._neighbour(after, 1)
        if after is None:
            return False
        return spot.is_beside(self._spot(after)) and spot.is_above(self._spot(after))

    def _neighbour(self, at: int, step: int) -> int | None:
        """Return the next sign of the page itself, forwards or backwards; None at its ends."""
        at += step
        while 0 <= at < len(self._codes) and self._raw.FPDFText_IsGenerated(self._page, at) == 1:
            at += step
        return at if 0 <= at < len(self._codes) else None

    def _breaks_beside(self, mark: int) -> Iterator[int]:
        """Yield the breaks that stand between a mark and its own line."""
        for step in (-1, 1):
            other = self._neighbour(mark, step)
            if other is None:
                continue
            first, last = sorted((mark, other))
            if self._spot(first).is_beside(self._spot(last)):
                yield from (at for at in range(first + 1, last) if self._codes[at] in _BREAKS)
