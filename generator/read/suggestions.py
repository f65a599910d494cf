"""What was probably meant: nearest known names, and codes that lost their leading zero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from generator.text import fold

CODE_LENGTHS = {"tinh": 2, "huyen": 3, "xa": 5}
_SHORT_ID = re.compile(r"(tinh|huyen|xa)-(\d{1,5})(-\d{8})?")


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the known name that a person most likely meant; None where nothing is near."""
    keys: dict[str, str] = {}
    for name in sorted(names):
        keys.setdefault(fold(name), name)
    near = get_close_matches(fold(word), keys, n=1, cutoff=0.75)
    return keys[near[0]] if near else None


def with_lost_zero(unit_id: str) -> str | None:
    """Return `xa-05587` for `xa-5587`: the id with the zeros that a spreadsheet dropped."""
    found = _SHORT_ID.fullmatch(unit_id)
    if found is None:
        return None
    level, code, dated = found[1], found[2], found[3] or ""
    return f"{level}-{code.zfill(CODE_LENGTHS[level])}{dated}" if len(code) < CODE_LENGTHS[level] else None
