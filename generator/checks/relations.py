"""Relations that say enough for a verdict, and none that only makes the count of what holds longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.checks.tables import Tables
from generator.problems import Problem
from generator.read import figure_ids


def check_relations(tables: Tables) -> Iterator[Problem]:
    """Yield grounds without a note, repeated denominators, and causes that cannot be."""
    for place, (basis, note) in tables.rows("relations", ("basis", "note")):
        if basis not in ("", "complete") and not note:
            yield place.problem("note", "relation-note-missing", basis=basis)
    for place, (kind, stated) in tables.rows("relations", ("kind", "stated")):
        if kind == "repetition" and stated.endswith("@denominator"):
            yield place.problem("stated", "relation-repeats-denominator", found=stated)
    yield from _several(tables)
    yield from _causes(tables)


def _several(tables: Tables) -> Iterator[Problem]:
    """Yield figures taken together that are not alike, and what only a count may have: several, times."""
    separator = tables.resources["relations"].field("terms").separator or " | "
    for place, (kind, stated, terms) in tables.rows("relations", ("kind", "stated", "terms")):
        together = stated.split(figure_ids.STATED_SEPARATOR)
        if len(together) > 1 and (kind != "count" or not _are_alike(together)):
            yield place.problem("stated", "relation-several-wrong", found=stated)
        listed = terms.split(separator) if kind != "count" else ()
        for column, cells in (("stated", together), ("terms", listed)):
            for cell in cells:
                if "*" in cell:
                    yield place.problem(column, "relation-times-wrong", found=cell)


def _are_alike(cells: Sequence[str]) -> bool:
    """Whether figures are of one unit, organisation and indicator, each once and as a value."""
    wholes = {cell.rpartition("/")[0] for cell in cells}
    is_each_part = all(cell.count("/") == 2 and "@" not in cell for cell in cells)
    return is_each_part and len(wholes) == 1 and len(set(cells)) == len(cells)


def _causes(tables: Tables) -> Iterator[Problem]:
    """Yield a relation that follows from one of another unit, or from one that follows itself."""
    columns = ("relation_id", "unit_id", "follows_from")
    known = {name: (unit_id, cause) for _, (name, unit_id, cause) in tables.rows("relations", columns)}
    for place, (name, unit_id, cause) in tables.rows("relations", columns):
        if cause in known and (cause == name or known[cause] != (unit_id, "")):
            yield place.problem("follows_from", "relation-follows-wrong", found=cause)
