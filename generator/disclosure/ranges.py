"""Which numbers a set of linear relations pins down: exact, over fractions.

Numbers are not negative, and whole but for those that are said to be fractions.  The corners of what the
relations allow are found by the simplex method, in the end with Bland's rule, so that it ends whatever
the relations are.  Where a corner is not whole, the relations are parted there (branch and bound).  What is
found to go far enough does so in two whole solutions; how many numbers lie between is not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from fractions import Fraction
from itertools import count
from math import ceil, floor, gcd, lcm
from typing import Any, NamedTuple, TypeVar

Name = TypeVar("Name", bound=Hashable)
Number = int | Fraction
"""Whole numbers, which are most, are reckoned ten times as fast as fractions."""
Row = dict[int, Number]

_STEEP = 40
"""So many steps go where most is gained; those after them by Bland's rule, which never goes in a circle."""
_PARTS_AT_MOST = 200
"""So many parts of the relations are looked at for all wanted numbers together."""
_FAR = 10**12
"""How far a number is said to go that has no end."""
_AMOUNT = -1
"""The key of a row's right side; all other keys are numbers of variables."""


class Known(NamedTuple):
    """`low <= sum of factor * number <= high`, seen by all while its rows are published; None is no limit.

    What one row tells of one number is such a relation too.
    """

    factors: Mapping[Any, Fraction]
    low: Fraction | None
    high: Fraction | None
    rows: frozenset[int] = frozenset()


class Contradiction(Exception):  # noqa: N818 - relations may contradict each other
    """No numbers satisfy all of the relations, nor those of them alone that stand at these places."""

    def __init__(self, places: frozenset[int]) -> None:
        super().__init__(places)
        self.places = places


def pinned(
    relations: Iterable[Known], wanted: Mapping[Name, int], fractions: Collection[Name] = frozenset()
) -> set[Name]:
    """Return the wanted numbers whose highest and lowest value differ by less than is wanted.

    So counts, too, what was not found to differ by as much in `_PARTS_AT_MOST` parts of the relations.
    Relations that no whole numbers satisfy, but fractions do, are judged by these.  Raises Contradiction.
    """
    relations = tuple(relations)
    try:
        search = _Search([_in_whole_numbers(one, fractions) for one in relations], fractions)
    except Contradiction:
        search = _Search(relations, {name for one in relations for name in one.factors})
    return {name for name, width in wanted.items() if not search.is_wide(name, width)}


def _in_whole_numbers(relation: Known, fractions: Collection[Name]) -> Known:
    """Return a relation between whole numbers with whole factors, and ends that a sum of them can reach."""
    if any(name in fractions for name in relation.factors):
        return relation
    scale = lcm(*(factor.denominator for factor in relation.factors.values()))
    whole = {name: int(factor * scale) for name, factor in relation.factors.items()}
    common = gcd(*whole.values()) or 1
    return relation._replace(
        factors={name: Fraction(factor, common) for name, factor in whole.items()},
        low=None if relation.low is None else Fraction(ceil(relation.low * scale / common)),
        high=None if relation.high is None else Fraction(floor(relation.high * scale / common)),
    )


class _Search:
    """Solutions of relations, as many as were met, and from where to where each number goes in them.

    Raises Contradiction.
    """

    def __init__(self, relations: Sequence[Known], fractions: Collection[Any]) -> None:
        self._system = _System(relations)
        self._fractions = {number for name, number in self._system.numbers.items() if name in fractions}
        self._seen: dict[int, tuple[Number, Number]] = {}
        self._parts_left = _PARTS_AT_MOST

    def is_wide(self, name: Any, width: int) -> bool:
        """Whether there are solutions that differ by as much in this number."""
        number = self._system.numbers.get(name)
        if number is None or self._span(number) >= width:
            return True
        ends = []
        for sign in (1, -1):
            ends.append(self._climb(self._system, number, sign, width))
            if self._span(number) >= width:
                return True
        if floor(ends[0]) - ceil(ends[1]) < width:
            return False
        for sign in (1, -1):
            self._climb_parts(number, sign, width)
            if self._span(number) >= width:
                return True
        return not self._seen and self._parts_left > 0  # whole numbers there are none: fractions count

    def _span(self, number: int) -> int:
        low, high = self._seen.get(number, (0, -1))
        return floor(high) - ceil(low)

    def _climb(self, system: _System, number: int, sign: int, width: int) -> Number:
        """Go from corner to corner until solutions differ enough; return where the number was at last."""
        end: Number = 0
        for limited in system.climb({number: sign}):
            corner = dict(system.values())
            end = corner[number]
            if self._first_broken(corner) is None:
                for other, value in corner.items():
                    low, high = self._seen.get(other, (value, value))
                    self._seen[other] = min(low, value), max(high, value)
            if not limited:
                end += _FAR
                if self._seen:  # from any solution in whole steps without an end
                    self._seen[number] = self._seen[number][0], end
            if self._span(number) >= width:
                break
        return end

    def _climb_parts(self, number: int, sign: int, width: int) -> None:
        """Look for solutions farther on where the relations, parted at what is not whole, still allow any."""
        parts = [self._system]
        while parts and self._parts_left and self._span(number) < width:
            self._parts_left -= 1
            system = parts.pop()
            end = self._climb(system, number, sign, width)
            if self._seen and floor(end * sign) <= max(one * sign for one in self._seen[number]):
                continue
            corner = dict(system.values())
            broken = self._first_broken(corner)
            if broken is not None:
                for side in (1, -1):
                    with suppress(Contradiction):
                        parts.append(system.limited(broken, floor(corner[broken] * side), side))

    def _first_broken(self, corner: Mapping[int, Number]) -> int | None:
        """Return the first number that is to be whole and is not."""
        for number, value in corner.items():
            if value.denominator != 1 and number not in self._fractions:
                return number
        return None


class _System:
    """The relations as rows, each solved for one variable: a corner of what they allow."""

    def __init__(self, relations: Sequence[Known]) -> None:
        names = dict.fromkeys(name for relation in relations for name in relation.factors)
        self.numbers = {name: number for number, name in enumerate(names)}
        self._variables = len(self.numbers)
        self._rows: list[Row] = []
        self._solved_for: list[int] = []
        self._artificial: set[int] = set()  # what is added to a row that has no corner yet
        self._place_of: dict[int, int] = {}  # what a row is first solved for: the place of its relation
        for place, relation in enumerate(relations):
            row = {self.numbers[name]: _plain(factor) for name, factor in relation.factors.items()}
            if relation.low == relation.high:
                self._add(place, row, relation.low, None)
            else:
                self._add(place, row, relation.high, 1)
                self._add(place, row, relation.low, -1)
        self._settle(self._artificial)

    def limited(self, number: int, end: int, sign: int) -> _System:
        """Return a copy in which a variable, times the sign, is at most `end`.  Raises Contradiction."""
        copied = copy(self)
        copied._rows = [row.copy() for row in self._rows]
        copied._solved_for, copied._artificial, copied._place_of = self._solved_for.copy(), set(), {}
        limit: Row = {number: sign, _AMOUNT: end}
        for name, row in zip(self._solved_for, self._rows, strict=True):
            _clear(limit, name, row)
        copied._add(_AMOUNT, limit, limit.pop(_AMOUNT), 1)
        copied._settle(copied._artificial)
        return copied

    def values(self) -> Iterator[tuple[int, Number]]:
        """Yield every named variable with its value at this corner."""
        found = {name: row[_AMOUNT] for name, row in zip(self._solved_for, self._rows, strict=True)}
        yield from ((number, found.get(number, 0)) for number in self.numbers.values())

    def climb(self, aim: Row) -> Iterator[bool]:
        """Go from corner to corner, each higher in the aim; yield True at each, False where no end is."""
        aim = dict(aim)
        for name, row in zip(self._solved_for, self._rows, strict=True):
            _clear(aim, name, row)
        yield True
        for step in count():
            gains = [(gain, -number) for number, gain in aim.items() if gain > 0 and number != _AMOUNT]
            if not gains:
                return
            entering = -max(gains)[1] if step < _STEEP else -max(number for _, number in gains)
            leaving = min(
                (
                    (Fraction(row[_AMOUNT]) / row[entering], self._solved_for[place], place)
                    for place, row in enumerate(self._rows)
                    if row.get(entering, 0) > 0
                ),
                default=None,
            )
            if leaving is None:
                yield False
                return
            self._solve(leaving[-1], entering)
            _clear(aim, entering, self._rows[leaving[-1]])
            yield True

    def _add(self, place: int, factors: Row, amount: Number | None, slack: int | None) -> None:
        if amount is None:
            return
        row = {**factors, _AMOUNT: _plain(amount)}
        if slack is not None:
            row[self._new()] = slack
        if amount < 0:
            row = {number: -factor for number, factor in row.items()}
        solved_for = max(row)
        if slack is None or row[solved_for] < 0:
            solved_for = self._new()
            self._artificial.add(solved_for)
            row[solved_for] = 1
        self._rows.append(row)
        self._solved_for.append(solved_for)
        self._place_of[solved_for] = place

    def _new(self) -> int:
        self._variables += 1
        return self._variables - 1

    def _settle(self, artificial: set[int]) -> None:
        """Find a first corner: bring what was added to every row to nothing, and leave it out."""
        for _ in self.climb(dict.fromkeys(artificial, -1)):
            pass
        if any(row[_AMOUNT] and self._solved_for[n] in artificial for n, row in enumerate(self._rows)):
            raise Contradiction(self._contradicting(artificial))
        for place in reversed(range(len(self._rows))):
            row = self._rows[place]
            if self._solved_for[place] not in artificial:
                continue
            other = next((n for n in row if n != _AMOUNT and n not in artificial), None)
            if other is None:
                del self._rows[place], self._solved_for[place]
            else:
                self._solve(place, other)
        for row in self._rows:
            for number in artificial & row.keys():
                del row[number]

    def _contradicting(self, artificial: set[int]) -> frozenset[int]:
        """Return the places of relations that cannot all be true: added up in some measure, they are absurd.

        What the variable that a row began with costs at the best corner is how often the row is added.
        """
        cost: Row = dict.fromkeys(artificial, -1)
        for name, row in zip(self._solved_for, self._rows, strict=True):
            _clear(cost, name, row)
        return frozenset(
            place for name, place in self._place_of.items() if cost.get(name, 0) != -(name in artificial)
        )

    def _solve(self, place: int, entering: int) -> None:
        """Solve a row for another variable, and put the result into all other rows."""
        factor = self._rows[place][entering]
        if factor != 1:
            divided = ((number, Fraction(value) / factor) for number, value in self._rows[place].items())
            self._rows[place] = {number: _plain(value) for number, value in divided}
        solved = self._rows[place]
        self._solved_for[place] = entering
        for other, row in enumerate(self._rows):
            if other != place:
                _clear(row, entering, solved)


def _plain(number: Number) -> Number:
    return number.numerator if number.denominator == 1 else number


def _clear(row: Row, name: int, solved: Row) -> None:
    """Take a variable out of a row, with the help of the row that is solved for it."""
    factor = row.get(name)
    if not factor:
        return
    for number, value in solved.items():
        left = row.get(number, 0) - factor * value
        if left or number == _AMOUNT:
            row[number] = _plain(left)
        else:
            row.pop(number, None)
