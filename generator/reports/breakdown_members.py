"""Which members of breakdowns the words around a number name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from generator.model import Breakdown, Indicator, Observation, Register
from generator.model import Member as Named
from generator.reports.officials import written_out
from generator.reports.surroundings import Surroundings
from generator.reports.syllables import pairs

WHOLE, CARRIED, ENOUGH = 1.0, 0.9, 0.5
MemberDoubt = Literal["breakdown", "new_breakdown"]
_END, _COMMA = (re.compile(rf"[{signs}](?![^“”]*”)") for signs in (",;:.()", ","))
"""Where what is said of a number ends; within quotes a name goes on."""
_TOKEN = re.compile(r"\w+")
_PARTED = re.compile(r"(?:,|\bvà)\s*$")


class Members:
    """The members of a record's breakdowns, and which indicators are counted in which of them."""

    def __init__(self, register: Register, earlier: Iterable[Observation]) -> None:
        self._members = register.members
        self._nouns = {
            noun for one in register.indicators.values() for noun in one.unit_of_measure.split(", ")
        }
        self._used = defaultdict[str, set[str]](set)
        told = [(one.indicator_id, one.breakdown) for one in earlier]
        told += [(one.indicator_id or "", one.breakdown) for one in register.questions]
        for indicator_id, breakdown in told:
            self._used[indicator_id] |= {dimension for dimension, _ in breakdown}

    def named(self, around: Surroundings, indicator: Indicator) -> tuple[Breakdown, MemberDoubt | None]:
        """Return the members that the words name, and what is doubtful about them.

        What follows a number says more of it than what leads to it, and that more than what is named
        before in its statement; a longer name more than one that it holds.  Only where no breakdown is
        named in which the indicator was counted before may it be one other, named in full.
        """
        texts = (_END.split(around.after, maxsplit=1)[0], _own_lead(around))
        found: dict[str, str] = {}
        doubt: MemberDoubt | None = None
        for dimension in sorted(self._used[indicator.indicator_id]):
            share, member_id = self._best(dimension, texts, around)
            if share >= ENOUGH:
                found[dimension] = member_id
                doubt = doubt if share == WHOLE else "breakdown"
        if found:
            return tuple(found.items()), doubt
        return self._new(indicator, texts, around)

    def is_named(self, around: Surroundings, indicator: Indicator) -> bool:
        """Say whether the words name in full a member of a breakdown in which an indicator was counted."""
        texts = (_END.split(around.after, maxsplit=1)[0], _own_lead(around))
        known = sorted(self._used[indicator.indicator_id])
        return any(self._best(dimension, texts, around)[0] >= CARRIED for dimension in known)

    def _best(self, dimension: str, texts: Iterable[str], around: Surroundings) -> tuple[float, str]:
        """Return the member of a breakdown that is named nearest to the number, and how much of it."""
        for text in texts:
            share, _, member_id = max(self._shares(dimension, text), default=(0.0, 0, ""))
            if share >= ENOUGH:
                return share, member_id
        heads = (around.statement_before, around.list_head)
        return next((one for before in heads if (one := self._carried(dimension, before))[1]), (0.0, ""))

    def _carried(self, dimension: str, before: str) -> tuple[float, str]:
        """Return the member that was named in full last."""
        said = f" {' '.join(_tokens(before))} "
        ends = [
            (said.rfind(f" {name} ") + len(name), len(name), one.member_id)
            for one in self._of_dimension.get(dimension, ())
            if f" {(name := ' '.join(_tokens(one.name)))} " in said
        ]
        return (CARRIED, max(ends)[2]) if ends else (0.0, "")

    def _new(
        self, indicator: Indicator, texts: Iterable[str], around: Surroundings
    ) -> tuple[Breakdown, MemberDoubt | None]:
        """Return the one member that is named in full, of breakdowns that the indicator never had."""
        known = self._used[indicator.indicator_id]
        own = f" {' '.join(_tokens(indicator.name))} "
        found: list[tuple[str, str, str]] = []
        for dimension in sorted(self._of_dimension.keys() - known):
            share, member_id = self._best(dimension, texts, around)
            name = " ".join(_tokens(self._members[dimension, member_id].name)) if member_id else ""
            if share >= CARRIED and " " in name and name not in self._nouns and f" {name} " not in own:
                found.append((name, dimension, member_id))
        longest = [one for one in found if not any(one[0] in other[0] != one[0] for other in found)]
        return (tuple(one[1:] for one in longest), "new_breakdown") if len(longest) == 1 else ((), None)

    def _shares(self, dimension: str, text: str) -> Iterator[tuple[float, int, str]]:
        """Yield how much of each name a text has, and how long the name is."""
        near = _tokens(text)
        for member in self._of_dimension.get(dimension, ()):
            yield self._share(member, near), len(member.name), member.member_id

    def _share(self, member: Named, near: list[str]) -> float:
        """Return how much of a member's name is in a text.

        After the name of the breakdown, what tells a member from the others is its whole name: within
        "phạm vi hoạt động trong xã", "xã" is "Cấp xã".
        """
        name, text = _tokens(member.name), f" {' '.join(near)} "
        if f" {' '.join(name)} " in text:
            return WHOLE
        _, is_told, rest = text.partition(f" {' '.join(_tokens(member.dimension_name))} ")
        own = [word for word in name if word not in self._shared_by_all[member.dimension_id]]
        if is_told and own and set(own) <= set(_tokens(rest)):
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
            dimension: set.intersection(*(set(_tokens(one.name)) for one in members))
            if len(members) > 1
            else set()
            for dimension, members in self._of_dimension.items()
        }


def _own_lead(around: Surroundings) -> str:
    """Return the words that lead to a number, without those of what is told before it."""
    if _PARTED.search(around.lead):
        return ""
    return _COMMA.split(around.lead)[-1]


def _tokens(text: str) -> list[str]:
    """Return the words of a text with its numbers, which tell "5 không, 3 sạch" from "3 sạch"."""
    return _TOKEN.findall(written_out(text))
