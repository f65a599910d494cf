"""A former province or district read again from today's units, and what keeps it from being so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator import text
from generator.measures import Regrouped
from generator.model import Unit
from generator.pages.blocks.boundary_comparison import unit_links
from generator.pages.blocks.other_sources import elsewhere_in
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
    disputed: tuple[Link, ...]  # former units of which another source says something else that counts here

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
        disputed=tuple(_disputed(context, regrouped)),
    )


def _today_units(context: Context, regrouped: Regrouped) -> tuple[TodayUnit, ...]:
    ranked = sorted(regrouped.units, key=lambda one: text.collation_key(context.unit(one).name))
    return tuple(
        TodayUnit(context.unit_link(one), _outside(context, regrouped.mixed.get(one, ()))) for one in ranked
    )


def _disputed(context: Context, regrouped: Regrouped) -> Iterator[Link]:
    """Yield the members that another source tells otherwise of, then others, with district, that it adds."""
    successors = context.register.successors
    doubtful = (one for one in regrouped.members if any(it.disputed for it in successors.get(one, ())))
    yield from unit_links(context, doubtful)
    for outside in dict.fromkeys(_disputed_around(context, regrouped)):
        (link,) = unit_links(context, [outside])
        above = (words.lowered(one.full_name) for one in context.ancestors(outside)[-1:])
        yield Link(" ".join((link.text, *(f"({name})" for name in above))), link.href)


def _disputed_around(context: Context, regrouped: Regrouped) -> Iterator[str]:
    """Yield units from outside that another source gives to one of the units that the members went into."""
    units = [context.unit(one) for one in regrouped.units]
    names = {(one.parent_id, one.type, one.name) for one in units}
    children, predecessors = context.register.children, context.register.predecessors
    for parent_id in dict.fromkeys(one.parent_id for one in units if one.parent_id is not None):
        changes = (one for child in children.get(parent_id, ()) for one in predecessors.get(child, ()))
        for change in changes:
            elsewhere = ((parent_id, *said) for said in elsewhere_in(change))
            if any(said in names for said in elsewhere) and change.from_unit_id not in regrouped.members:
                yield change.from_unit_id


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
