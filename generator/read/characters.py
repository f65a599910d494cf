"""Signs that may not stand in a cell: what cannot be seen, cannot be typed, or pretends to be another.

Almost every text has nothing but everyday signs, which is seen at one glance; only where that glance
finds something else is each cell looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from generator.problems import Fault

CELL_AT_MOST = 2000

_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Zero width, soft hyphen, bidirectional marks and overrides, variation selectors, tags, BOM.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_OTHER_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_STRAY_SPACE = re.compile("^ | $|  ")
_FORMULA = re.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20]")

VIETNAMESE_LETTERS = frozenset(
    case
    for letter in "abcdefghijklmnopqrstuvwxyzăâđêôơư"
    for tone in (("", *"\u0300\u0301\u0303\u0309\u0323") if letter in "aăâeêioôơuưy" else ("",))
    for case in (
        unicodedata.normalize("NFC", letter + tone),
        unicodedata.normalize("NFC", letter + tone).upper(),
    )
)
"""Both cases and all tones; f, j, w and z stand in official names of places: Cư Jút, Ea Wer."""

# Ã alone is left out: it is rare, and begins what misread UTF-8 looks like.
_EVERYDAY = re.compile(f"[ -~\r\n–“”‘’…{''.join(sorted(VIETNAMESE_LETTERS - {'Ã'}))}]*+")
_FORMULA_LINE = re.compile("\n[=+\\-@]")
_UNASSIGNED = {"Co": "private", "Cn": "noncharacter", "Cs": "surrogate"}


def are_everyday(text: str) -> bool:
    """Say whether a text has only signs that are never a fault, and line ends."""
    return _EVERYDAY.fullmatch(text) is not None


def are_clean(cells: Collection[str], *, is_text: bool) -> bool:
    """Whether no cell has a fault, judged from all cells at once; if not, each must be looked at."""
    lines = "\n".join(("", *cells, ""))
    return not (
        max(map(len, cells), default=0) > CELL_AT_MOST
        or lines.count("\n") > len(cells) + 1
        or "\r" in lines
        or any(stray in lines for stray in ("\n ", "  ", " \n"))
        or (is_text and _FORMULA_LINE.search(lines))
        or not are_everyday(lines)
    )


def fault_of(cell: str, *, is_text: bool) -> Fault | None:
    """Return the first fault of a cell's signs; formulas are a matter of free text only."""
    if len(cell) > CELL_AT_MOST:
        return Fault("cell-too-long", {})
    if cell.isascii() and cell.isprintable():
        return _fault_of_spaces(cell) or (_fault_of_formula(cell) if is_text else None)
    return (
        _fault_of_signs(cell)
        or _fault_of_spaces(cell)
        or (_fault_of_formula(cell) if is_text else None)
        or (_fault_of_letters(cell) if is_text else None)
    )


def _fault_of_signs(cell: str) -> Fault | None:
    if _LINE_BREAK.search(cell):
        return Fault("character-line-break", {"found": cell})
    for code, pattern in (("character-control", _CONTROL), ("character-invisible", _INVISIBLE)):
        sign = pattern.search(cell)
        if sign is not None:
            return Fault(code, {"found": cell, "sign": _name(sign[0])})
    unusable = next((sign for sign in cell if unicodedata.category(sign) in _UNASSIGNED), None)
    if unusable is not None or "\ufffd" in cell:
        return Fault("character-unusable", {"found": cell, "sign": _name(unusable or "\ufffd")})
    if not unicodedata.is_normalized("NFC", cell):
        return Fault("text-not-nfc", {"found": cell, "suggestion": unicodedata.normalize("NFC", cell)})
    return None


def _fault_of_spaces(cell: str) -> Fault | None:
    suggestion = " ".join(_OTHER_SPACE.sub(" ", cell).split(" ")).strip()
    suggestion = re.sub(" +", " ", suggestion)
    if _OTHER_SPACE.search(cell):
        return Fault("space-special", {"found": cell, "suggestion": suggestion})
    if _STRAY_SPACE.search(cell):
        return Fault("space-stray", {"found": cell, "suggestion": suggestion})
    return None


def _fault_of_formula(cell: str) -> Fault | None:
    return Fault("formula-cell", {"found": cell}) if _FORMULA.match(cell) else None


def _fault_of_letters(cell: str) -> Fault | None:
    """Find letters of other scripts: a Cyrillic а looks like a Latin a and is another letter."""
    for sign in cell:
        if sign > "\x7f" and sign.isalpha() and not _is_latin(sign):
            return Fault("letter-foreign", {"found": cell, "letter": sign, "sign": _name(sign)})
    return None


def _is_latin(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("LATIN ")


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X}"
