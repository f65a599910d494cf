"""What is quoted from the data, as a reader may see it: short, visible, and without personal data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from generator.problems.personal_numbers import EMAIL, ID_NUMBER, PHONE
from generator.problems.persons import NAME
from generator.problems.problem import Problem

QUOTED_AT_MOST = 60
OF_THE_CONTRACT = frozenset({"allowed", "expected", "figure", "header", "line", "pattern", "rows"})
"""Facts that are the program's own words, ids of the record, or a line to copy: shown whole."""

PERSONAL: Mapping[str, re.Pattern[str]] = {
    "privacy-phone": PHONE,
    "privacy-id-number": ID_NUMBER,
    "privacy-email": EMAIL,
    "privacy-name": NAME,
}
"""Personal data by the code of its problem."""


def visible(value: str) -> str:
    """Return a quoted value short, on one line, invisible signs as code points, persons concealed."""
    value = value[: 4 * QUOTED_AT_MOST]
    for pattern in PERSONAL.values():
        value = pattern.sub("•••", value)
    signs = list(map(_visible_sign, value[: QUOTED_AT_MOST + 1]))
    if len("".join(signs)) <= QUOTED_AT_MOST:
        return "".join(signs)
    while len("".join(signs)) >= QUOTED_AT_MOST:
        signs.pop()
    return f"{''.join(signs)}…"


def whole(value: str) -> str:
    """Return a file name or a word of the contract whole, with invisible signs shown."""
    return "".join(map(_visible_sign, value))


def shown_facts(problem: Problem) -> dict[str, str]:
    """Return the facts as a reader sees them: what the contract says is never cut."""
    return {
        name: whole(value) if name in OF_THE_CONTRACT else visible(value)
        for name, value in sorted(problem.facts.items())
    }


def _visible_sign(sign: str) -> str:
    plain = sign == " " or unicodedata.category(sign)[0] in "LNPSM"
    return sign if plain else f"⟨U+{ord(sign):04X}⟩"
