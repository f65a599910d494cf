"""What a number counts by the noun after it, and whether an indicator can count that.

"96 công dân" is no number of communes and "03 buổi" none of pupils.  People and attendances are told
apart by few reports, and "đơn vị" may be places: these are less likely, not impossible.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal
from typing import Literal

from generator.nouns import ATTENDANCE, is_of_people, kinds
from generator.reports.surroundings import Surroundings
from generator.reports.syllables import syllables
from generator.units_of_measure import measure_at

Fit = Literal["excluded", "attended", "other", "perhaps", "alike"]
_LONGEST = 4
_EACH_TIME = f"{ATTENDANCE} "
_PERSON, _PEOPLE = "người", {"person", ATTENDANCE}
_SAY_LITTLE = {"money", "length", "area", "weight", "project"}
"""A measure is told by the number itself ("2.147m2"), and a project may be a house, a gift or a loan."""


def noun_of(around: Surroundings) -> str:
    """Return the longest noun known to this program that a number counts: "người" of "người dự"."""
    follows = syllables(around.after)[:_LONGEST]
    said = (" ".join(follows[:count]) for count in range(len(follows), 0, -1))
    return next((noun for noun in said if kinds(noun) - _SAY_LITTLE), "")


def noun_printed(after: str, counted: Container[str], unit: str) -> str:
    """Return the noun that belongs to the printed form of a number: what it counts, as it is printed.

    One that is only another word for the unit of measure ("hội nghị" of "cuộc") tells nothing new, and
    the figure would be compared with no other; a unit of another size ("tấn" of "kg") tells a factor.  Of
    attendances the noun ends with whoever attends: "lượt người tham gia" is "lượt người".
    """
    words = after.split()
    for count in range(min(len(words), _LONGEST), 0, -1):
        noun = " ".join(words[:count]).rstrip(",;.")
        said = noun.lower()
        if said in counted or (kinds(said.removeprefix(_EACH_TIME)) and kinds(said)):
            return "" if _is_other_word(said, unit) else f"{noun}{_others(noun, words[count:])}"
    return ""


def _others(noun: str, follows: Sequence[str]) -> str:
    """Return who else the number counts: "chi hội trưởng và hội viên" are not that many of the first."""
    if follows[:1] != ["và"] or not is_of_people(noun.lower()):
        return ""
    said = (" ".join(follows[1:end]).rstrip(",;.") for end in range(min(len(follows), _LONGEST), 1, -1))
    other = next((one for one in said if is_of_people(one.lower())), "")
    return f" và {other}" if other else ""


def _is_other_word(noun: str, unit: str) -> bool:
    units, own = unit.lower().split(", "), kinds(noun)
    is_same = own.isdisjoint(_PEOPLE) and own in map(kinds, units)
    return noun not in units and is_same and _size(noun) == _size(unit)


def _size(noun: str) -> Decimal | None:
    measure = measure_at(noun)
    return measure and measure.size


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
