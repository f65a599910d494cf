"""A former province or district read again from today's units, and what keeps it from being so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator import text
from generator.measures import Regrouped
from generator.model import Unit
from generator.pages.blocks.boundary_comparison import unit_links
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.register_links import grouped


class Outside(Struct, frozen=True):
    """Units from elsewhere in one of today's units, and where they lay; empty for a province."""

    place: str
    units: tuple[Link, ...]


class TodayUnit(Struct, frozen=True):
    """One of today's units that a former province or district went into."""

    unit: Link
    outside: tuple[Outside, ...]


class Regrouping(Struct, frozen=True):
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
    disputed: tuple[Link, ...]  # of the members: of which another source says something else

    @property
    def mixed(self) -> tuple[TodayUnit, ...]:
        return tuple(one for one in self.units if one.outside)


def regrouping_of(context: Context, unit: Unit) -> Regrouping | None:
    """Return a former province or district as a group of today's units; None for any other unit."""
    regrouped = context.measured.regrouped.get(unit.unit_id)
    if regrouped is None:
        return None
    units = [context.unit(one) for one in regrouped.units]
    return Regrouping(
        exact=regrouped.exact,
        same_area=regrouped.same_area,
        members=len(regrouped.members),
        member_kinds=kinds_of(context.unit(one) for one in regrouped.members),
        kinds=kinds_of(units),
        places=unit_links(
            context, dict.fromkeys(one.parent_id for one in units if one.parent_id is not None)
        ),
        units=_today_units(context, regrouped),
        divided=tuple(
            (context.unit_link(member), unit_links(context, several))
            for member, several in regrouped.divided.items()
        ),
        lost=unit_links(context, regrouped.lost),
        disputed=unit_links(context, _disputed(context, regrouped)),
    )


def _today_units(context: Context, regrouped: Regrouped) -> tuple[TodayUnit, ...]:
    ranked = sorted(regrouped.units, key=lambda one: text.collation_key(context.unit(one).name))
    return tuple(
        TodayUnit(context.unit_link(one), _outside(context, regrouped.mixed.get(one, ()))) for one in ranked
    )


def _disputed(context: Context, regrouped: Regrouped) -> Iterator[str]:
    """Yield the members that another source tells otherwise of."""
    successors = context.register.successors
    for member in regrouped.members:
        if any(change.disputed for change in successors.get(member, ())):
            yield member


def _outside(context: Context, unit_ids: Iterable[str]) -> tuple[Outside, ...]:
    by_place = grouped(unit_ids, lambda unit_id: context.unit(unit_id).parent_id or "")
    return tuple(
        Outside(words.lowered(context.unit(place).full_name) if place else "", unit_links(context, several))
        for place, several in by_place.items()
    )


def kinds_of(units: Iterable[Unit]) -> str:
    """Return the kinds of places among units, the most frequent first: `xã, thị trấn`."""
    counts = Counter(unit.type for unit in units)
    ranked = sorted(counts, key=lambda kind: (-counts[kind], text.collation_key(kind)))
    return words.kinds([words.noun(kind, counts.total()) for kind in ranked])
