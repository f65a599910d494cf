"""Two numbers of one document about one thing: a source may contradict itself, but then the record says so.

Such numbers are mostly a figure and another that is about something narrower: branches, and branches
that meet seldom.  A note on one of the rows, or a relation that names them, says that somebody looked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.bounds import interval_stated
from generator.checks.tables import Tables
from generator.problems import Problem
from generator.read import figure_ids
from generator.read.figure_ids import Identity

_COLUMNS = ("value_text", "locator", "note", "qualifier")


def check_statements(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose number cannot be that of an earlier row about the same thing, without a word of it."""
    several = tables.sharing("observations", Identity._fields)
    if not several:
        return
    values = tables.parsed("observations", "value")
    texts, places, notes, bounds = (tables.raw("observations", name) for name in _COLUMNS)
    told = _told(tables)
    for rows in several:
        numbered = [row for row in rows if values[row] is not None]
        if any(notes[row] for row in rows) or _identity(tables, rows[0]) in told:
            continue
        meant = {row: interval_stated(values[row], bounds[row] or None, texts[row]) for row in numbered}
        for at, row in enumerate(numbered):
            others = (one for one in numbered[:at] if places[one] != places[row])
            other = next((one for one in others if not meant[row].meets(meant[one])), None)
            if other is not None:
                facts = {"found": texts[row], "place": places[row]}
                facts |= {"other": texts[other], "first": places[other]}
                indicator = tables.raw("observations", "indicator_id")[row]
                place = tables.place("observations", row)
                yield place.problem("value_text", "statements-differ", indicator=indicator, **facts)


def _identity(tables: Tables, row: int) -> Identity:
    return Identity(*(tables.raw("observations", name)[row] for name in Identity._fields))


def _told(tables: Tables) -> set[Identity]:
    """Return what relations name: who compares two statements knows that there are two."""
    columns = ("unit_id", "period_start", "period_end", "document_id", "stated", "terms", "kind")
    separator = tables.resources["relations"].field("terms").separator or " | "
    found = set()
    for _, (unit_id, start, end, document_id, stated, terms, kind) in tables.rows("relations", columns):
        cells: Sequence[str] = (stated, *terms.split(separator)) if kind == "repetition" else ()
        named = (figure_ids.term(cell, unit_id, (start, end), document_id) for cell in cells)
        found |= {one.identity for one in named if one is not None}
    return found
