"""Completeness: which units have a page, which sub-units have figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import Register, Unit

COMMUNE = "xa"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The direct sub-units of a unit as it is, or as it was when it ended; those with own figures."""

    reported: tuple[str, ...]
    due: tuple[str, ...]


def units_with_page(register: Register, reporting: Iterable[str]) -> frozenset[str]:
    """Return the provinces of today, the units with figures, those above them, what became of them."""
    pages = {unit_id for unit_id, unit in register.units.items() if unit.level == "tinh" and not unit.ended}
    for unit_id in reporting:
        for kin in (unit_id, *_followers(register, unit_id)):
            pages.update(ancestry(register, kin))
    return frozenset(pages)


def _followers(register: Register, unit_id: str) -> Iterator[str]:
    """Yield the successors of a unit, and theirs."""
    for change in register.successors.get(unit_id, ()):
        yield change.to_unit_id
        yield from _followers(register, change.to_unit_id)


def ancestry(register: Register, unit_id: str) -> Iterator[str]:
    """Yield the unit itself and every unit above it, upwards."""
    current: str | None = unit_id
    while current is not None:
        yield current
        current = register.units[current].parent_id


def cover(register: Register, unit_id: str) -> Coverage:
    """Count the direct sub-units of today, or of the unit's last day."""
    last_day = register.units[unit_id].valid_to
    children = register.children.get(unit_id, ())
    due = tuple(child for child in children if in_force_on(register.units[child], last_day))
    return Coverage(tuple(child for child in due if child in register.observations_of), due)


def below_of(register: Register, unit_id: str) -> Iterator[str]:
    """Yield every unit that ever lay below one, districts before their communes."""
    for child_id in register.children.get(unit_id, ()):
        yield child_id
        yield from below_of(register, child_id)


def in_force_on(unit: Unit, day: date | None) -> bool:
    """Whether a unit was in force on a day; without a day, whether it is in force still."""
    if day is None:
        return not unit.ended
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or day <= unit.valid_to)


def communes_of(register: Register, unit_id: str) -> Coverage | None:
    """Return the communes below a unit of the time when some of them reported; None where none did."""
    communes = tuple(communes_below(register, unit_id))
    reported = tuple(commune for commune in communes if commune in register.observations_of)
    last_days = {register.units[commune].valid_to for commune in reported}
    due = tuple(one for one in communes if register.units[one].valid_to in last_days)
    return Coverage(reported, due) if reported else None


def communes_below(register: Register, unit_id: str) -> Iterator[str]:
    """Yield every commune that ever lay below a unit."""
    for child_id in register.children.get(unit_id, ()):
        if register.units[child_id].level == COMMUNE:
            yield child_id
        else:
            yield from communes_below(register, child_id)
