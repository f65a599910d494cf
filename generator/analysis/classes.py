"""Values in a few classes, for a map: by their ranks, so that each class has about as many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

MOST = 4
"""Classes that are told apart at a glance."""


class Class(Struct, frozen=True):
    """The lowest and the highest value in one class; both are among the values that were given."""

    lowest: Decimal
    highest: Decimal


def classes_of(values: Iterable[Decimal]) -> tuple[Class, ...]:
    """Return up to four classes from the lowest values to the highest; equal values share a class.

    Of four different values or fewer each is a class.  Of more, a value is in the class of the share of
    values below it: quartiles, where there are eight or more.
    """
    ranked = sorted(values)
    different = sorted(set(ranked))
    if len(different) <= MOST:
        return tuple(Class(value, value) for value in different)
    most = min(MOST, len(ranked) // 2)
    members: dict[int, list[Decimal]] = {}
    for value in ranked:
        members.setdefault(most * bisect_left(ranked, value) // len(ranked), []).append(value)
    return tuple(Class(own[0], own[-1]) for own in members.values())


def class_of(value: Decimal, classes: Sequence[Class]) -> int:
    """Return the number of the class of a value that is in one, counted from 1."""
    return bisect_right([one.lowest for one in classes], value)
