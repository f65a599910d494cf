"""The typeface of the charts: how wide a text is, and where it breaks into lines.

The fonts lie beside this file and are found by path, so that every machine measures alike: the
Latin, Latin Extended and Vietnamese subsets of @fontsource/be-vietnam-pro 5.3.0, joined by
`fontTools.merge`.  DejaVu Sans, which comes with matplotlib, has the signs that they lack.
Widths are sums of advances without kerning: a little too wide rather than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.ft2font import FT2Font, LoadFlags

_REGULAR, _SEMIBOLD = 400, 600
_HERE = Path(__file__).with_name("fonts")
_THEIRS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FILES = {
    _REGULAR: (_HERE / "BeVietnamPro-Regular.ttf", _THEIRS / "DejaVuSans.ttf"),
    _SEMIBOLD: (_HERE / "BeVietnamPro-SemiBold.ttf", _THEIRS / "DejaVuSans-Bold.ttf"),
}
_FAMILIES = ("chart lettering", "chart fallback")  # names that no installed font bears
_EM = 1000.0
_UNKNOWN = 1.25  # ems of a sign that neither font has: as wide as an emoji
_ELLIPSIS = "…"

# One sign as a reader sees it: its marks, variation selectors, skin tones and joined signs included.
_SIGN = re.compile(r".(?:[\u0300-\u036f\u20d0-\u20ff\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*", re.DOTALL)
_WORD = re.compile(r"[^ ]+ ?")


@lru_cache(maxsize=64)
def font(size: float, bold: bool) -> FontProperties:
    """Return the typeface in one size and weight, as matplotlib wants it."""
    _register()
    return FontProperties(family=list(_FAMILIES), size=size, weight=_SEMIBOLD if bold else _REGULAR)


@lru_cache(maxsize=1)
def _register() -> None:
    for weight, files in _FILES.items():
        for family, file in zip(_FAMILIES, files, strict=True):
            entry = FontEntry(fname=str(file), name=family, weight=weight, size="scalable")
            fontManager.ttflist.append(entry)


@lru_cache(maxsize=2)
def _faces(weight: int) -> tuple[FT2Font, ...]:
    faces = tuple(FT2Font(str(file)) for file in _FILES[weight])
    for face in faces:
        face.set_size(_EM, 72)
    return faces


@lru_cache(maxsize=4096)
def _advance(char: str, weight: int) -> float:
    """Return the width of one character in ems."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    for face in _faces(weight):
        if face.get_char_index(ord(char)):
            return face.load_char(ord(char), LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _EM
    return _UNKNOWN


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text stands on one line."""
    return size * _ems(text, _SEMIBOLD if bold else _REGULAR)


@lru_cache(maxsize=4096)  # a layout tries the same words in many sizes and places
def _ems(text: str, weight: int) -> float:
    return sum(_advance(char, weight) for char in text)


@lru_cache(maxsize=2048)  # sources, legends and names of rows come again in one chart after the other
def wrapped(
    text: str, size: float, room: float, *, bold: bool = False, most: int | None = None, first: float = 0.0
) -> tuple[str, ...]:
    """Break a text into lines of at most `room`; what a line after the `most`-th would hold becomes "…".

    Lines break at spaces, and inside a word only where it alone is wider than a line.  A line that
    ends at a space keeps it, so that the lines joined are the text.  `first` is the room already
    taken on the first line.
    """
    lines = [""] if text else []
    used = first
    for piece in _pieces(text, size, room, bold):
        if used and used + width(piece.rstrip(" "), size, bold) > room:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += width(piece, size, bold)
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _shortened(lines[most - 1], size, room, bold))


def _pieces(text: str, size: float, room: float, bold: bool) -> list[str]:
    """Return the words of a text, those wider than a line sign by sign."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if width(word.rstrip(" "), size, bold) <= room:
            pieces.append(word)
        else:
            pieces += _SIGN.findall(word)
    return pieces


def _shortened(line: str, size: float, room: float, bold: bool) -> str:
    signs = _SIGN.findall(line.rstrip(" "))
    while len(signs) > 1 and width("".join(signs) + _ELLIPSIS, size, bold) > room:
        signs.pop()
    return "".join(signs).rstrip(" ") + _ELLIPSIS
