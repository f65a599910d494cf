"""Whether a cell shows another number than it holds: a format may round, scale, hide, or add a word.

The language of formats is that of ECMA-376, part 1, 18.8.31.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator import text

_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|;|[^"\\_*\[;]+|.', re.DOTALL)
_SCALE = re.compile(r"\b(?:tram|chuc|nghin|ngan|van|trieu|tr|ty|ti|k|mil)\b")
"""Words behind a number, without their marks, that make another number of it."""
_USUAL = ("general", "@", "")
_PLACES = "0#?"


def shows_otherwise(value: Decimal, number_format: str) -> bool:
    """Whether a format shows a number otherwise than with all of its digits."""
    if number_format.lower() in _USUAL:
        return False
    shape, words = _section(value, number_format)
    if shape.strip().lower() == "general":
        return False
    last = max((shape.rfind(sign) for sign in _PLACES), default=-1)
    if last < 0 or shape[last + 1 : last + 2] == "," or re.search(r"[Ee][+-]|/", shape):
        return True
    if _SCALE.search(text.fold(words)):
        return True
    shown = value * 100 if "%" in shape else value
    return text.decimals_of(shown.normalize()) > sum(sign in _PLACES for sign in shape.partition(".")[2])


def _section(value: Decimal, number_format: str) -> tuple[str, str]:
    """Return the part of a format that is for a number of its sign: its places, and the words in it."""
    shapes, words = [""], [""]
    for piece in _PIECE.findall(number_format):
        if piece == ";":
            shapes.append("")
            words.append("")
        elif piece[0] in '"\\':
            words[-1] += piece.strip('"').removeprefix("\\")
        elif piece[0] not in "_*[":
            shapes[-1] += piece
    at = 2 if value == 0 and len(shapes) > 2 else 1 if value < 0 and len(shapes) > 1 else 0
    return shapes[at], words[at]
