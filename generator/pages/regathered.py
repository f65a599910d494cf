"""A former province or district read again from today's units, and what keeps it from being so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator import text
from generator.measures import Regrouped
from generator.model import Unit
from generator.pages import words
from generator.pages.bridged import named
from generator.pages.scene import Link, Scene


@dataclass(frozen=True, slots=True)
class Outside:
    """Units from elsewhere in one of today's units, and where they lay; empty for a province."""

    place: str
    units: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TodayUnit:
    """One of today's units that a former province or district went into."""

    unit: Link
    outside: tuple[Outside, ...]


@dataclass(frozen=True, slots=True)
class Regathered:
    """A former province or district read again from today's units."""

    exact: bool
    same_area: bool
    members: int
    member_kinds: str
    kinds: str
    places: tuple[Link, ...]  # the provinces that today's units lie in
    units: tuple[TodayUnit, ...]
    divided: tuple[tuple[Link, tuple[Link, ...]], ...]
    lost: tuple[Link, ...]

    @property
    def mixed(self) -> tuple[TodayUnit, ...]:
        return tuple(one for one in self.units if one.outside)


def regathered(scene: Scene, unit: Unit) -> Regathered | None:
    """Return a former province or district as a group of today's units; None for any other unit."""
    regrouped = scene.measured.regrouped.get(unit.unit_id)
    if regrouped is None:
        return None
    units = [scene.unit(one) for one in regrouped.units]
    return Regathered(
        exact=regrouped.exact,
        same_area=regrouped.same_area,
        members=len(regrouped.members),
        member_kinds=kinds_of(scene.unit(one) for one in regrouped.members),
        kinds=kinds_of(units),
        places=named(scene, dict.fromkeys(one.parent_id for one in units if one.parent_id is not None)),
        units=_today_units(scene, regrouped),
        divided=tuple(
            (scene.unit_link(member), named(scene, several)) for member, several in regrouped.divided.items()
        ),
        lost=named(scene, regrouped.lost),
    )


def _today_units(scene: Scene, regrouped: Regrouped) -> tuple[TodayUnit, ...]:
    ranked = sorted(regrouped.units, key=lambda one: text.collation_key(scene.unit(one).name))
    return tuple(
        TodayUnit(scene.unit_link(one), _outside(scene, regrouped.mixed.get(one, ()))) for one in ranked
    )


def _outside(scene: Scene, unit_ids: Iterable[str]) -> tuple[Outside, ...]:
    by_place: dict[str, list[str]] = {}
    for unit_id in unit_ids:
        by_place.setdefault(scene.unit(unit_id).parent_id or "", []).append(unit_id)
    return tuple(
        Outside(words.lowered(scene.unit(place).full_name) if place else "", named(scene, several))
        for place, several in by_place.items()
    )


def kinds_of(units: Iterable[Unit]) -> str:
    """Return the kinds of places among units, the most frequent first: `xã, thị trấn`."""
    counts = Counter(unit.type for unit in units)
    ranked = sorted(counts, key=lambda kind: (-counts[kind], text.collation_key(kind)))
    return words.word("heading", "list_separator").join(ranked)
