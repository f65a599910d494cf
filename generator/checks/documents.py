"""Relations between documents: none to itself, none in a circle, none against the order of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.checks.sources import BLANK
from generator.checks.tables import Place, Tables
from generator.problems import Problem

_IN_ONE_DIRECTION = ("amends", "replaces")
_LOOKED_UP = ("in_force", "amended", "replaced")


def check_documents(tables: Tables) -> Iterator[Problem]:
    """Yield relations that cannot be, statuses that nobody looked up, and what a blank form should tell."""
    yield from _unchecked(tables)
    yield from _blank(tables)
    yield from _impossible(tables)
    yield from _circles(tables)


def _unchecked(tables: Tables) -> Iterator[Problem]:
    for place, (status, day) in tables.rows("documents", ("status", "status_checked_on")):
        if status in _LOOKED_UP and not day:
            yield place.problem("status_checked_on", "status-unchecked", status=status)


def _blank(tables: Tables) -> Iterator[Problem]:
    """Yield answers and statuses from a form that nobody has filled in; `sources` looks at figures."""
    blanks = {name for name, status in tables.pairs("documents", "document_id", "status") if status == BLANK}
    for table in ("answers", "organisation_status"):
        for place, (document_id,) in tables.rows(table, ("document_id",)) if blanks else ():
            if document_id in blanks:
                yield place.problem("document_id", "document-is-blank", found=document_id)


def _impossible(tables: Tables) -> Iterator[Problem]:
    """Yield a relation of a document to itself, or to one that was issued after it."""
    ids, days = tables.raw("documents", "document_id"), tables.parsed("documents", "issued_on")
    issued = {name: day for name, day in zip(ids, days, strict=True) if day is not None}
    for place, (one, other) in tables.rows("document_relations", ("from_document_id", "to_document_id")):
        if one and one == other:
            yield place.problem("to_document_id", "document-relation-self", found=one)
        elif one in issued and other in issued and issued[one] < issued[other]:
            facts = {"document": one, "other": other}
            facts |= {"day": f"{issued[one]}", "other_day": f"{issued[other]}"}
            yield place.problem("to_document_id", "document-relation-early", **facts)


def _circles(tables: Tables) -> Iterator[Problem]:
    """Yield each circle once, at the row of its smallest id: a document is not changed by its own heir."""
    changed: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    columns = ("from_document_id", "relation", "to_document_id")
    for place, (one, relation, other) in tables.rows("document_relations", columns):
        if relation in _IN_ONE_DIRECTION and one != other:
            changed.setdefault(one, []).append(other)
            places.setdefault(one, place)
    for one in sorted(changed):
        circle = _way_back(changed, one)
        if circle and min(circle) == one:
            yield places[one].problem("to_document_id", "document-relation-circle", found=" → ".join(circle))


def _way_back(changed: Mapping[str, list[str]], start: str) -> tuple[str, ...]:
    """Return the shortest way from a document along its changes back to it; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for other in changed.get(way[-1], ()):
            if other == start:
                return (*way, start)
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()
