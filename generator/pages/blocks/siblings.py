"""The units before and after one below the same parent, of its level and its time, in the official order."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.model import Unit
from generator.pages.view.context import Context, Link


class Siblings(Struct, frozen=True):
    """The nearest on either side; the first has none before it, the last none after it."""

    before: Link | None
    after: Link | None


def siblings(context: Context, unit: Unit) -> Siblings | None:
    """Return the neighbours of a unit; None where it has none."""
    others = context.register.children.get(unit.parent_id or "", ())
    if unit.unit_id not in others:
        return None
    at = others.index(unit.unit_id)
    found = Siblings(_nearest(context, unit, others[:at][::-1]), _nearest(context, unit, others[at + 1 :]))
    return found if found.before or found.after else None


def _nearest(context: Context, unit: Unit, others: Iterable[str]) -> Link | None:
    """Return the first unit of the same level that ended on the same day, or is in force as well."""
    for other in map(context.unit, others):
        if (other.level, other.valid_to) == (unit.level, unit.valid_to):
            return context.unit_link(other.unit_id)
    return None
