"""What another list of successors says of a change, where it says something else than the record.

What has none of the patterns that `measures.disputes` knows is quoted as it stands.
"""

from __future__ import annotations

from msgspec.structs import replace

from generator.measures import dispute_in
from generator.model import Unit, UnitChange
from generator.pages.view import words
from generator.pages.view.context import Context


def said_elsewhere(context: Context, change: UnitChange) -> str | None:
    """Return in a sentence what another source says of a change; None where none says anything else."""
    if change.disputed is None:
        return None
    before, after = context.unit(change.from_unit_id), context.unit(change.to_unit_id)
    dispute = dispute_in(change.disputed)
    names = {"before": words.lowered(before.full_name), "after": _in_our_day(after, before)}
    if dispute is None:
        return words.sentence("disputed_otherwise", said=words.as_written(change.disputed), **names)
    others = (replace(after, type=kind, name=name) for kind, name in dispute.elsewhere)
    return words.sentence(
        f"disputed_{dispute.said}",
        source=words.word("other_source", dispute.source),
        elsewhere=words.listed([_in_our_day(other, before) for other in others]),
        **names,
    )


def _in_our_day(unit: Unit, before: Unit) -> str:
    """Return a unit of today in mid-sentence, called the new one where it bears the old one's name."""
    name = words.lowered(unit.full_name)
    return words.sentence("unit_of_new", name=name) if unit.full_name == before.full_name else name
