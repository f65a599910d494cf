"""Corrections are published: none of them may tell a small number that is withheld.

What the release told that a row corrects is no secret any more, nor what a public report prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.checks.small_number_patterns import tells
from generator.checks.small_numbers import Rule, rules_of
from generator.checks.tables import Place, Tables
from generator.problems import Problem
from generator.read.figure_ids import HEX_DIGITS
from generator.read.release_snapshots import Row
from generator.releases.comparison import OF_IDENTITY

_INDICATOR = re.compile(rf"(.+)-[0-9]{{4}}(?:[0-9]{{4}}-[0-9]{{8}})?-[0-9a-f]{{{HEX_DIGITS}}}")
_COLUMNS = ("figure_id", "field", "release_id", "old_value", "new_value", "reason")


class _Telling(NamedTuple):
    """A row of revisions.csv that tells small numbers, and its cells that do."""

    place: Place
    figure_id: str
    field: str
    release_id: str
    cells: Mapping[str, str]
    rule: Rule


def check_revisions_of_small_numbers(tables: Tables) -> Iterator[Problem]:
    """Yield cells of revisions.csv that tell a small number which nobody has published."""
    found = list(_telling(tables))
    released = _released(tables, found)
    for one in found:
        row = released.get((one.release_id, one.figure_id), {})
        if row.get("document_id") in one.rule.public_in:
            continue
        for column, cell in one.cells.items():
            if column == "reason" or cell != row.get(one.field):
                yield one.place.problem(column, "withheld-row-tells", threshold=str(one.rule.threshold))


def _telling(tables: Tables) -> Iterator[_Telling]:
    rules = {name.replace("_", "-"): rule for name, rule in rules_of(tables).items()}
    for place, (figure_id, field, release_id, *cells) in tables.rows("revisions", _COLUMNS) if rules else ():
        named = _INDICATOR.fullmatch(figure_id)
        rule = rules.get(named[1]) if named else None
        if rule is None:
            continue
        told = {name: cell for name, cell in _judged(field, cells, rule) if tells(cell, *rule.small)}
        if told:
            yield _Telling(place, figure_id, field, release_id, told, rule)


def _judged(field: str, cells: Iterable[str], rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the cells that are published words or numbers of the indicator, with their columns."""
    own = dict(zip(_COLUMNS[3:], cells, strict=True))
    yield "reason", own["reason"]
    is_other_number = field in ("value", "numerator", "denominator") and field not in rule.columns
    if field not in OF_IDENTITY and not is_other_number:
        yield from ((name, own[name]) for name in ("old_value", "new_value"))


def _released(tables: Tables, rows: Iterable[_Telling]) -> Mapping[tuple[str, str], Row]:
    """Return what releases say of the figures that rows correct, by release and figure."""
    wanted = {(one.release_id, one.figure_id) for one in rows}
    return {
        (release_id, row["figure_id"]): row
        for release_id in sorted({name for name, _ in wanted} & tables.snapshots.keys())
        for row in tables.snapshots[release_id].rows()
        if (release_id, row["figure_id"]) in wanted
    }
