"""Who did what a figure counts: its total and the parts of it are of one doer, in one place.

A dialogue of the district's chairman is the district's, wherever it was held; the parts of a total
stand in the unit that states it or in those below it; a total of one organisation is not made of
figures of another, nor of those of a whole group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.checks.tables import Tables
from generator.model.codes import LEVELS
from generator.problems import Problem
from generator.read import figure_ids


def check_doers(tables: Tables) -> Iterator[Problem]:
    """Yield figures in a unit below their doer, and parts of another unit or organisation than the total."""
    levels = _levels_of_breakdowns(tables)
    yield from _above_their_unit(tables, levels) if levels else ()
    yield from _parts_elsewhere(tables)


def _levels_of_breakdowns(tables: Tables) -> Mapping[str, str]:
    """Return the level of those who did it, by breakdown, of those breakdowns that say so."""
    if "level" not in tables.resources["dimensions"].columns:
        return {}
    rows = tables.rows("dimensions", ("dimension_id", "member_id", "level"))
    members = {f"{dimension}={member}": level for _, (dimension, member, level) in rows if level in LEVELS}
    told = {cell: members.keys() & cell.split(";") for cell in set(tables.raw("observations", "breakdown"))}
    return {
        cell: min(map(members.__getitem__, pairs), key=LEVELS.index) for cell, pairs in told.items() if pairs
    }


def _above_their_unit(tables: Tables, levels: Mapping[str, str]) -> Iterator[Problem]:
    for place, (unit_id, breakdown) in tables.rows("observations", ("unit_id", "breakdown")):
        level, own = levels.get(breakdown), unit_id.partition("-")[0]
        if level and own in LEVELS and LEVELS.index(level) < LEVELS.index(own):
            yield place.problem("breakdown", "doer-above-unit", found=breakdown, unit=unit_id)


# Relations -----------------------------------------------------------------------------------


def _parts_elsewhere(tables: Tables) -> Iterator[Problem]:
    """Yield terms of sums and counts outside of the relation's unit, or of another organisation."""
    several, separator = groups(tables), tables.resources["relations"].field("terms").separator or " | "
    columns = ("kind", "unit_id", "stated", "terms")
    for place, (kind, unit_id, stated, terms) in tables.rows("relations", columns):
        first = stated.split(figure_ids.STATED_SEPARATOR)[0]  # several are of one organisation
        total = _who(first, unit_id)[1]
        for cell in terms.split(separator) if kind in ("sum", "count") else ():
            where, body = _who(cell, unit_id)
            if where == unit_id and total in {body, *several}:
                continue
            if not (figure_ids.is_term(cell) and figure_ids.is_term(first)) or tables.unit(where) is None:
                continue  # told as a matter of references
            if unit_id not in tables.upwards(where):
                yield place.problem("terms", "part-outside-unit", found=cell, unit=unit_id)
            elif total not in {body, *several}:
                yield place.problem("terms", "part-of-other-organisation", found=cell, total=total)


def _who(term: str, unit_id: str) -> tuple[str, str]:
    """Return unit and organisation of a term, which names the unit where it is not the relation's."""
    unit, _, body = term.partition("/")[0].rpartition(":")
    return unit or unit_id, body


def groups(tables: Tables) -> set[str]:
    """Return those who stand for several organisations: groups, and all associations together."""
    rows = tables.rows("organisations", ("organisation_id", "family"))
    return {"", *(body for _, (body, family) in rows if family == "group")}
