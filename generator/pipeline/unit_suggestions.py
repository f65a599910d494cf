"""The units that may be meant where a code is none, or is not in force."""

from __future__ import annotations

from generator import text
from generator.model import Period, Register

NEAR_AT_MOST = 10
"""So many units are named where the one asked for is none."""


def near_units(core: Register, said: str, period: Period) -> str:
    """Return the units with the same code or name that existed in the period."""
    there = core.units.get(said)
    name = text.fold(there.name if there else said)
    number = _without_day(said)
    near = [
        f"{one.unit_id} ({one.full_name})"
        for one in core.units.values()
        if (_without_day(one.unit_id) == number or name in (text.fold(one.name), text.fold(one.full_name)))
        and one.existed_in(period)
    ]
    return "; ".join(near[:NEAR_AT_MOST])


def _without_day(unit_id: str) -> str:
    return "-".join(unit_id.split("-")[:2])
