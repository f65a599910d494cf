"""The comparisons of a register in memory, all worked out when one is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from generator.analysis import Comparison, Point, Subject, among_siblings, compare, points_of
from generator.model import Register
from generator.tracking import Lazy

Siblings = Mapping[tuple[str, str], tuple[Comparison, ...]]
"""The comparisons among the units of a parent, by it and the indicator; empty where there are none."""


def compared_in_memory(register: Register) -> Mapping[str, tuple[Comparison, ...]]:
    """Return the comparisons of a register by indicator."""

    @lru_cache(maxsize=1)
    def found() -> Mapping[Subject, tuple[Comparison, ...]]:
        return compare(_points(register))

    def of_indicator(name: str) -> tuple[Comparison, ...] | None:
        bodies = ("", *register.organisations)
        return tuple(one for body in bodies for one in found().get((name, body), ())) or None

    return Lazy(lambda: register.indicators, of_indicator)


class SiblingsInMemory(Siblings):
    """The comparisons of a register among the units of each parent."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def _found(self) -> Mapping[tuple[str, str], tuple[Comparison, ...]]:
        parents = {name: unit.parent_id for name, unit in self._register.units.items()}
        found: dict[tuple[str, str], tuple[Comparison, ...]] = {}
        for (indicator_id, _), own in sorted(among_siblings(_points(self._register), parents).items()):
            for parent_id, comparisons in own.items():
                name = parent_id, indicator_id
                found[name] = (*found.get(name, ()), *comparisons)
        return found

    def __getitem__(self, name: tuple[str, str]) -> tuple[Comparison, ...]:
        return self._found.get(name, ())

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _points(register: Register) -> list[Point]:
    units = (unit_id for unit_id in register.units if unit_id in register.observations_of)
    figures = (register.observations[name] for unit in units for name in register.observations_of[unit])
    return [point for points in points_of(register, figures).values() for point in points]
