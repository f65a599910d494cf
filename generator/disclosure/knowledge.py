"""What a reader can work out: every linear relation that the published rows give, and what they pin down.

Of two things a total is presumed: that the members of a breakdown which are listed are all of them, and
that the organisations are.  A reader will try so.  Where it contradicts the figures, either may be wrong,
as any of the figures may that contradict each other: what follows from one reading of them is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from generator.disclosure.ranges import Contradiction, Known, pinned

COUNT, NUMERATOR, DENOMINATOR, PERCENT = "", "numerator", "denominator", "percent"
OLD = -1
"""The number of a row that stands in a release and can be withheld no more."""
_READINGS_AT_MOST = 200


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
        fractions: frozenset[Quantity] = frozenset(),
    ) -> None:
        self.told, self.withheld, self._guarded, self._fractions = told, withheld, guarded, fractions
        self.solved = 0
        """How many systems were solved so far, which is what all the time goes into."""
        self._mentions = _mentions(relations)
        while loose := {one for one in self._mentions if self._is_loose(one)}:
            kept = {id(known): known for found in self._mentions.values() for known in found}
            self._mentions = _mentions(_without(known, loose) for known in kept.values())

    def _is_loose(self, quantity: Quantity) -> bool:
        """Whether a quantity that no row tells of may be as large as its relations need it."""
        if quantity in self.told or quantity in self.withheld:
            return False
        found = self._mentions[quantity]
        factors = [one.factors[quantity] for one in found]
        if len(found) == 1 and abs(factors[0]) == 1:
            return True
        return all(one.high is None and factor > 0 for one, factor in zip(found, factors, strict=True))

    def number(self, quantity: Quantity, hidden: frozenset[int]) -> Known | None:
        """Return what is told of a quantity by rows that are not hidden, exactly where any row does.

        Of rows that disagree, one that can still be withheld counts, and of these the one with the least:
        the same in whatever order they are.  What another would give away is not looked for.
        """
        told = [one for one in self.told.get(quantity, ()) if not one.rows & hidden]
        return min(told, key=_rank, default=None)

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
            found |= self._narrow(system, {one: withheld[one] for one in sorted(inside) if one in withheld})
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

    def _narrow(self, system: list[Known], wanted: Mapping[Quantity, int]) -> set[Quantity]:
        """Return what a system pins down, or any reading of it where it contradicts itself."""
        self.solved += 1
        try:
            return pinned(system, wanted, self._fractions)
        except Contradiction:
            return self._in_any_reading(sorted(system, key=_in_one_order), wanted)

    def _in_any_reading(self, system: list[Known], wanted: Mapping[Quantity, int]) -> set[Quantity]:
        """Return what any reading of a system pins down that contradicts itself.

        A reading leaves out relations until the rest agrees, none without need; which one a reader takes
        to, nobody knows.  Of relations that cannot all be true each is left out in turn, and again of what
        is left.  Where that makes too many readings, all that is wanted counts as pinned down.
        So the answer is never less than that of one reading, and the same whatever was asked for first.
        """
        found: set[Quantity] = set()
        readings: list[frozenset[int]] = []
        waiting = {frozenset[int](): None}  # what is left out, the least first
        tried = 0
        while waiting and len(found) < len(wanted):
            left_out = next(iter(waiting))
            del waiting[left_out]
            if any(reading <= left_out for reading in readings):
                continue
            tried += 1
            self.solved += 1
            kept = [place for place in range(len(system)) if place not in left_out]
            rest = {name: width for name, width in wanted.items() if name not in found}
            try:
                found |= pinned([system[place] for place in kept], rest, self._fractions)
                readings.append(left_out)
            except Contradiction as error:
                waiting |= {left_out | {kept[place]}: None for place in sorted(error.places)}
            if tried + len(waiting) > _READINGS_AT_MOST:
                return set(wanted)
        return found

    def _around(self, start: Quantity, hidden: frozenset[int]) -> tuple[list[Known], set[Quantity]]:
        """Return the relations that tie a quantity to others that are not told, and all of these."""
        inside, queue = {start}, [start]
        used: dict[object, Known] = {}
        while queue:
            quantity = queue.pop()
            told = self.number(quantity, hidden)
            if told is not None:
                used[quantity] = told
                if _is_exact(told):
                    continue  # only where it begins: what is known exactly ties nothing together
            for relation in self._mentions.get(quantity, ()):
                if id(relation) in used or relation.rows & hidden:
                    continue
                used[id(relation)] = self._without_told(relation, hidden)
                new = used[id(relation)].factors.keys() - inside
                inside |= new
                queue += sorted(new)
        return list(used.values()), inside

    def _without_told(self, relation: Known, hidden: frozenset[int]) -> Known:
        """Return a relation with the numbers that are told exactly put in."""
        factors, sure = {}, Fraction(0)
        for quantity, factor in relation.factors.items():
            told = self.number(quantity, hidden)
            if told is not None and told.low is not None and _is_exact(told):
                sure += factor * told.low
            else:
                factors[quantity] = factor
        low, high = (None if end is None else end - sure for end in (relation.low, relation.high))
        return relation._replace(factors=factors, low=low, high=high)


def _is_exact(told: Known) -> bool:
    return told.low == told.high


def _rank(told: Known) -> tuple[Fraction, bool, Fraction]:
    assert told.low is not None and told.high is not None
    return told.high - told.low, OLD in told.rows, told.low


def _without(relation: Known, loose: set[Quantity]) -> Known:
    """Return what a relation tells of its other quantities, where some may be as large as need be."""
    factors = {name: factor for name, factor in relation.factors.items() if name not in loose}
    signs = {factor > 0 for name, factor in relation.factors.items() if name in loose}
    low, high = (None if True in signs else relation.low), (None if False in signs else relation.high)
    return relation._replace(factors=factors, low=low, high=high)


def _mentions(relations: Iterable[Known]) -> dict[Quantity, list[Known]]:
    found: dict[Quantity, list[Known]] = defaultdict(list)
    for relation in relations:
        for quantity in relation.factors if (relation.low, relation.high) != (None, None) else ():
            found[quantity].append(relation)
    return found


def _in_one_order(relation: Known) -> tuple[Any, ...]:
    ends = ((end is None, end or 0) for end in (relation.low, relation.high))
    return sorted(relation.factors.items()), *ends
