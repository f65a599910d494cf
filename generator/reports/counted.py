"""What a number counts by the noun after it, and whether an indicator can count that.

"96 công dân" is no number of communes and "03 buổi" none of pupils.  People and attendances are told
apart by few reports, and "đơn vị" may be places: these are less likely, not impossible.
"""

from __future__ import annotations

from typing import Literal

from generator.nouns import ATTENDANCE, kinds
from generator.reports.surroundings import Surroundings
from generator.reports.syllables import syllables

Fit = Literal["excluded", "attended", "other", "perhaps", "alike"]
_LONGEST = 3
_PERSON, _PEOPLE = "người", {"person", ATTENDANCE}


def noun_of(around: Surroundings) -> str:
    """Return the longest noun known to this program that a number counts: "người" of "người dự"."""
    follows = syllables(around.after)[:_LONGEST]
    said = (" ".join(follows[:count]) for count in range(len(follows), 0, -1))
    return next(filter(kinds, said), "")


def fit(noun: str, unit: str) -> Fit:
    """Return how what a noun counts goes together with a unit of measure, one of several nouns."""
    own, units = kinds(noun), [kinds(one) for one in unit.lower().split(", ")]
    of_unit = frozenset().union(*units)
    if own and own in units:
        return "alike"
    if not own or not all(units) or own & of_unit:
        return "perhaps"
    if own | of_unit <= _PEOPLE:
        return "attended" if "person" not in own and unit == _PERSON else "other"
    return "excluded"
