"""Which members of breakdowns the words around a number name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.model import Breakdown, Indicator, Observation, Register
from generator.model import Member as Named
from generator.reports.surroundings import Surroundings
from generator.reports.syllables import pairs, syllables

WHOLE, ENOUGH = 1.0, 0.5
_END = re.compile(r"[,;:.()]")
_PARTED = re.compile(r"(?:,|\bvà)\s*$")


class Members:
    """The members of a record's breakdowns, and which indicators are counted in which of them."""

    def __init__(self, register: Register, earlier: Iterable[Observation]) -> None:
        self._members = register.members
        self._used = defaultdict[str, set[str]](set)
        told = [(one.indicator_id, one.breakdown) for one in earlier]
        told += [(one.indicator_id or "", one.breakdown) for one in register.questions]
        for indicator_id, breakdown in told:
            self._used[indicator_id] |= {dimension for dimension, _ in breakdown}

    def named(self, around: Surroundings, indicator: Indicator) -> tuple[Breakdown, bool]:
        """Return the members that the words name, of breakdowns in which the indicator is counted.

        Beside them, whether each is named in full.  What follows a number says more of it than what
        leads to it, and a longer name more than one that it holds.
        """
        found: dict[str, str] = {}
        whole = True
        for dimension in sorted(self._used[indicator.indicator_id]):
            for text in (_END.split(around.after, maxsplit=1)[0], _own_lead(around)):
                share, _, member_id = max(self._shares(dimension, text), default=(0.0, 0, ""))
                if share >= ENOUGH:
                    found[dimension] = member_id
                    whole = whole and share == WHOLE
                    break
        return tuple(found.items()), whole

    def _shares(self, dimension: str, text: str) -> Iterator[tuple[float, int, str]]:
        """Yield how much of each name a text has, and how long the name is."""
        near = syllables(text)
        for member in self._of_dimension.get(dimension, ()):
            yield self._share(member, near), len(member.name), member.member_id

    def _share(self, member: Named, near: list[str]) -> float:
        """Return how much of a member's name is in a text.

        After the name of the breakdown, what tells a member from the others is its whole name: within
        "phạm vi hoạt động trong xã", "xã" is "Cấp xã".
        """
        name, text = syllables(member.name), f" {' '.join(near)} "
        if f" {' '.join(name)} " in text:
            return WHOLE
        _, is_told, rest = text.partition(f" {' '.join(syllables(member.dimension_name))} ")
        own = [word for word in name if word not in self._shared_by_all[member.dimension_id]]
        if is_told and own and set(own) <= set(syllables(rest)):
            return WHOLE
        whole, said = list(pairs(name)), set(pairs(near))
        met = sum(pair in said for pair in whole)
        return met / len(whole) if met > 1 else 0.0

    @cached_property
    def _of_dimension(self) -> Mapping[str, list[Named]]:
        found = defaultdict[str, list[Named]](list)
        for (dimension, _), member in self._members.items():
            found[dimension].append(member)
        return found

    @cached_property
    def _shared_by_all(self) -> Mapping[str, set[str]]:
        """The words that all members of a breakdown have: the first of "Cấp tỉnh", "Cấp xã"."""
        return {
            dimension: set.intersection(*(set(syllables(one.name)) for one in members))
            if len(members) > 1
            else set()
            for dimension, members in self._of_dimension.items()
        }


def _own_lead(around: Surroundings) -> str:
    """Return the words that lead to a number, without those of what is told before it."""
    if _PARTED.search(around.lead):
        return ""
    return around.lead.rpartition(",")[2]
