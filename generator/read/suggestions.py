"""What was probably meant: nearest known names, and codes that lost their leading zero.

A near spelling tells what was meant only where a word is long, and never where a digit differs: a code
one digit away is another thing, not the same one misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from generator.text import fold

CODE_LENGTHS = {"tinh": 2, "huyen": 3, "xa": 5}
SPELT_AT_LEAST = 5
"""So many letters make a word in which a slip of the finger can be told from another word."""
_SHORT_ID = re.compile(r"(tinh|huyen|xa)-(\d{1,5})(-\d{8})?")


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the known name that a person most likely meant; None where nothing is near."""
    return closest_of((word,), names)[word]


def closest_of(words: Iterable[str], names: Iterable[str]) -> dict[str, str | None]:
    """Return the same for several words; the names, which may be many, are folded once."""
    keys: dict[str, str] = {}
    for name in sorted(names):
        keys.setdefault(fold(name), name)
    return {word: _meant(fold(word), keys) for word in words}


def _meant(word: str, keys: Mapping[str, str]) -> str | None:
    meant = word if word in keys else spelt_alike(word, keys, cutoff=0.75)
    return keys[meant] if meant else None


def spelt_alike(word: str, names: Iterable[str], cutoff: float) -> str | None:
    """Return the nearest of some folded names; none for a short word, none with other digits."""
    if sum(map(str.isalpha, word)) < SPELT_AT_LEAST:
        return None
    digits = _digits(word)
    near = get_close_matches(word, [name for name in names if _digits(name) == digits], n=1, cutoff=cutoff)
    return near[0] if near else None


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def with_lost_zero(unit_id: str) -> str | None:
    """Return `xa-05587` for `xa-5587`: the id with the zeros that a spreadsheet dropped."""
    found = _SHORT_ID.fullmatch(unit_id)
    if found is None:
        return None
    level, code, dated = found[1], found[2], found[3] or ""
    return f"{level}-{code.zfill(CODE_LENGTHS[level])}{dated}" if len(code) < CODE_LENGTHS[level] else None


def with_day(unit_id: str, known: Iterable[str]) -> str | None:
    """Return the one unit of that code that has a day in its id, or has none, where this one is unknown."""
    if not _SHORT_ID.fullmatch(unit_id):
        return None
    bare = "-".join(unit_id.split("-")[:2])
    same = [other for other in known if other == bare or other.startswith(f"{bare}-")]
    return same[0] if len(same) == 1 else None
