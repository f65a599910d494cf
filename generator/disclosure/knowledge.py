"""What a reader can work out: every linear relation that the published rows give, and what they pin down.

Of two things a total is presumed: that the members of a breakdown which are listed are all of them, and
that the organisations are.  A reader will try so; where it contradicts the figures, it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from generator.disclosure.ranges import Contradiction, Known, pinned

COUNT, NUMERATOR, DENOMINATOR = "", "numerator", "denominator"
OLD = -1
"""The number of a row that stands in a release and can be withheld no more."""


class Quantity(NamedTuple):
    """One number that a row is about: its value, or a part of its ratio."""

    unit_id: str
    organisation_id: str
    indicator_id: str
    breakdown: tuple[str, ...]  # `dimension=member`, sorted
    start: date
    end: date
    part: str = COUNT


class Knowledge:
    """What rows tell of quantities and how these are related, looked up by quantity."""

    def __init__(
        self,
        told: Mapping[Quantity, Sequence[Known]],
        relations: Iterable[Known],
        withheld: Mapping[Quantity, int],
        guarded: Mapping[int, tuple[Quantity, int]],
    ) -> None:
        self.told, self.withheld, self._guarded = told, withheld, guarded
        self._mentions = _mentions(relations)
        while loose := {one for one in self._mentions if self._is_loose(one)}:
            kept = {id(known): known for found in self._mentions.values() for known in found}
            self._mentions = _mentions(one for one in kept.values() if not loose & one.factors.keys())

    def _is_loose(self, quantity: Quantity) -> bool:
        """Whether a quantity that no row tells of may be anything, so that its relations tell nothing."""
        if quantity in self.told or quantity in self.withheld:
            return False
        found = self._mentions[quantity]
        return len(found) == 1 or all(one.high is None and one.factors[quantity] > 0 for one in found)

    def number(self, quantity: Quantity, hidden: frozenset[int]) -> Known | None:
        """Return what is told of a quantity, exactly where any row does, by rows that are not hidden."""
        told = [one for one in self.told.get(quantity, ()) if not one.rows & hidden]
        return min(told, key=_width, default=None)

    def derivable(self, hidden: frozenset[int], quantities: Iterable[Quantity]) -> set[Quantity]:
        """Return which quantities, and of those withheld around them, could be worked out too narrowly.

        Hidden rows are those that might be withheld too; what they count must be kept as well.
        """
        also = dict(self._guarded[row] for row in hidden if row in self._guarded)
        withheld = {**self.withheld, **also}
        found: set[Quantity] = set()
        left = dict.fromkeys((*quantities, *also))
        while left:
            start = next(iter(left))
            system, inside = self._around(start, hidden)
            found |= _narrow(system, {one: withheld[one] for one in sorted(inside) if one in withheld})
            left = {one: None for one in left if one not in inside}
        return found

    def around(self, quantity: Quantity, hidden: frozenset[int]) -> set[Quantity]:
        """Return what is not told and tied to a quantity, directly or through other such quantities."""
        return self._around(quantity, hidden)[1]

    def telling(
        self, quantity: Quantity, hidden: frozenset[int]
    ) -> Iterator[tuple[Quantity, frozenset[int]]]:
        """Yield the rows without which a relation would tell less of a quantity, and what they are about."""
        for relation in self._mentions.get(quantity, ()):
            if not relation.rows & hidden:
                yield quantity, relation.rows
                yield from (
                    (one, frozenset().union(*(fact.rows for fact in self.told[one])))
                    for one in relation.factors
                    if self.number(one, hidden) is not None
                )

    def _around(self, start: Quantity, hidden: frozenset[int]) -> tuple[list[Known], set[Quantity]]:
        """Return the relations that tie a quantity to others that are not told, and all of these."""
        inside, queue = {start}, [start]
        used: dict[object, Known] = {}
        while queue:
            quantity = queue.pop()
            told = self.number(quantity, hidden)
            if told is not None:
                used[quantity] = told
            for relation in self._mentions.get(quantity, ()):
                if id(relation) in used or relation.rows & hidden:
                    continue
                used[id(relation)] = self._without_told(relation, hidden)
                new = used[id(relation)].factors.keys() - inside
                inside |= new
                queue += sorted(new)
        return sorted(used.values(), key=lambda one: one.is_presumed), inside

    def _without_told(self, relation: Known, hidden: frozenset[int]) -> Known:
        """Return a relation with the numbers that are told exactly put in."""
        factors, sure = {}, Fraction(0)
        for quantity, factor in relation.factors.items():
            told = self.number(quantity, hidden)
            if told is not None and told.low is not None and told.low == told.high:
                sure += factor * told.low
            else:
                factors[quantity] = factor
        low, high = (None if end is None else end - sure for end in (relation.low, relation.high))
        return relation._replace(factors=factors, low=low, high=high)


def _width(told: Known) -> Fraction:
    assert told.low is not None and told.high is not None
    return told.high - told.low


def _mentions(relations: Iterable[Known]) -> dict[Quantity, list[Known]]:
    found: dict[Quantity, list[Known]] = defaultdict(list)
    for relation in relations:
        for quantity in relation.factors:
            found[quantity].append(relation)
    return found


def _narrow(system: Sequence[Known], wanted: Mapping[Quantity, int]) -> set[Quantity]:
    """Return what a system pins down; of relations that contradict each other, the first ones count."""
    try:
        return pinned(system, wanted)
    except Contradiction:
        agreed: list[Known] = []
        for relation in system:
            try:
                pinned([*agreed, relation], {})
            except Contradiction:
                continue
            agreed.append(relation)
        return pinned(agreed, wanted)
