"""Relations that say enough for a verdict, and none that only makes the count of what holds longer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import Problem


def check_relations(tables: Tables) -> Iterator[Problem]:
    """Yield grounds without a note, repeated denominators, and causes that cannot be."""
    for place, (basis, note) in tables.rows("relations", ("basis", "note")):
        if basis not in ("", "complete") and not note:
            yield place.problem("note", "relation-note-missing", basis=basis)
    for place, (kind, stated) in tables.rows("relations", ("kind", "stated")):
        if kind == "repetition" and stated.endswith("@denominator"):
            yield place.problem("stated", "relation-repeats-denominator", found=stated)
    yield from _causes(tables)


def _causes(tables: Tables) -> Iterator[Problem]:
    """Yield a relation that follows from one of another unit, or from one that follows itself."""
    columns = ("relation_id", "unit_id", "follows_from")
    known = {name: (unit_id, cause) for _, (name, unit_id, cause) in tables.rows("relations", columns)}
    for place, (name, unit_id, cause) in tables.rows("relations", columns):
        if cause in known and (cause == name or known[cause] != (unit_id, "")):
            yield place.problem("follows_from", "relation-follows-wrong", found=cause)
