"""Units in space and time: what lies above and below one, what it was made from and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from generator.model import Register, UnitChange
from generator.register_links import grouped

COMMUNE = "xa"
WHOLE = frozenset({"whole", "unchanged", "renamed", "type_changed"})
"""Relations in which nothing of the predecessor went elsewhere."""


class Successor(Struct, frozen=True):
    """A unit of today that holds a former one, or a part of it."""

    unit_id: str
    whole: bool  # whether the former unit went into it whole, through every change


def units_of_code(register: Register, level: str) -> dict[str, tuple[str, ...]]:
    """Return the units of a level by their codes, of each code the newest first; their ids tell all of it."""
    found: dict[str, tuple[str, ...]] = {}
    for unit_id in sorted(register.units, reverse=True):
        of_level, code, *_ = unit_id.split("-")
        if of_level == level:
            found[code] = (*found.get(code, ()), unit_id)
    return found


class Territory(Struct, frozen=True):
    """The units of a register and their changes; it keeps nothing, so that each look is noted."""

    register: Register

    def above(self, unit_id: str) -> Iterator[str]:
        """Yield the units above one, the nearest first."""
        parent_id = self.register.units[unit_id].parent_id
        while parent_id is not None:
            yield parent_id
            parent_id = self.register.units[parent_id].parent_id

    def province(self, unit_id: str) -> str:
        """Return the unit above all others over one; itself where none is."""
        return [unit_id, *self.above(unit_id)][-1]

    def by_province(self, unit_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the units of each province in their order, the provinces by their codes."""
        units, province = self.register.units, cache(self.province)
        return dict(sorted(grouped(unit_ids, lambda one: province(units[one].parent_id or one)).items()))

    def children(self, unit_id: str, on: date | None = None) -> Iterator[str]:
        """Yield the units directly below one on a day; without a day, all that ever were."""
        for child_id in self.register.children.get(unit_id, ()):
            if on is None or self.register.units[child_id].in_force_on(on):
                yield child_id

    def below(self, unit_id: str, on: date | None = None) -> Iterator[str]:
        """Yield every unit below one on a day, or ever, districts before their communes."""
        for child_id in self.children(unit_id, on):
            yield child_id
            yield from self.below(child_id, on)

    def smallest(self, unit_id: str, on: date) -> tuple[str, ...]:
        """Return the lowest units inside a unit on a day: those with none below them."""
        below = tuple(self.below(unit_id, on))
        parents = {self.register.units[one].parent_id for one in below}
        return tuple(one for one in below if one not in parents)

    def communes(self, unit_id: str) -> tuple[str, ...]:
        """Return every commune that ever lay below a unit."""
        units = self.register.units
        return tuple(one for one in self.below(unit_id) if units[one].level == COMMUNE)

    def went_whole(self, change: UnitChange) -> bool:
        """Whether all of the predecessor went into this one successor."""
        return change.relation in WHOLE and len(self.register.successors[change.from_unit_id]) == 1

    def later(self, unit_id: str) -> Iterator[str]:
        """Yield the successors of a unit, and theirs."""
        for change in self.register.successors.get(unit_id, ()):
            yield change.to_unit_id
            yield from self.later(change.to_unit_id)

    def earlier(self, unit_id: str) -> Iterator[str]:
        """Yield what a unit was made from, and what that was made from."""
        for change in self.register.predecessors.get(unit_id, ()):
            yield change.from_unit_id
            yield from self.earlier(change.from_unit_id)

    def today(self, unit_id: str) -> tuple[Successor, ...]:
        """Return the units in force that hold a unit, through any number of changes; itself if it is."""
        found: dict[str, Successor] = {}
        for one in self._today(unit_id, True):  # one reached by two ways was reached by neither whole
            found[one.unit_id] = Successor(one.unit_id, one.whole and one.unit_id not in found)
        return tuple(found.values())

    def _today(self, unit_id: str, whole: bool) -> Iterator[Successor]:
        changes = self.register.successors.get(unit_id, ())
        for change in changes:
            yield from self._today(change.to_unit_id, whole and self.went_whole(change))
        if not changes and not self.register.units[unit_id].ended:
            yield Successor(unit_id, whole)

    def origins(self, unit_id: str, on: date = date.min) -> Iterator[str]:
        """Yield what a later unit was made from, as it was on a day or, without a day, at first."""
        for change in self.register.predecessors.get(unit_id, ()):
            former = change.from_unit_id
            earlier = self.register.predecessors.get(former)
            if earlier and not self.register.units[former].in_force_on(on):
                yield from self.origins(former, on)
            else:
                yield former
