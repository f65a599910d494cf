"""Completeness: which units have a page, which sub-units have figures."""

from __future__ import annotations

from collections.abc import Container, Iterable

from msgspec import Struct

from generator.measures.territory import Territory
from generator.model import Register


class Coverage(Struct, frozen=True):
    """The direct sub-units of a unit as it is, or as it was when it ended; those with own figures."""

    reported: tuple[str, ...]
    due: tuple[str, ...]


def units_with_page(register: Register, reporting: Iterable[str]) -> frozenset[str]:
    """Return the provinces of today, the units with figures, those above them, what became of them."""
    pages = {unit_id for unit_id, unit in register.units.items() if unit.level == "tinh" and not unit.ended}
    territory = Territory(register)
    for unit_id in reporting:
        for one in (unit_id, *territory.later(unit_id)):
            pages.update((one, *territory.above(one)))
    return frozenset(pages)


def cover(register: Register, unit_id: str, reporting: Container[str]) -> Coverage:
    """Count the direct sub-units of today, or of the unit's last day."""
    due = tuple(Territory(register).children(unit_id, on=register.units[unit_id].last_day))
    return Coverage(tuple(child for child in due if child in reporting), due)


def communes_of(register: Register, unit_id: str, reporting: Container[str]) -> Coverage | None:
    """Return the communes below a unit of the time when some of them reported; None where none did."""
    communes = Territory(register).communes(unit_id)
    reported = tuple(commune for commune in communes if commune in reporting)
    last_days = {register.units[commune].valid_to for commune in reported}
    due = tuple(one for one in communes if register.units[one].valid_to in last_days)
    return Coverage(reported, due) if reported else None
