"""Rows put into the text of a table: each takes the place of the one with its key, or comes last."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.register_links import grouped
from generator.schema import Resource
from generator.workbooks.filled import NewRow


class Change(Struct, frozen=True):
    """One row that is new or says something else; `before` is empty where it is new."""

    path: str
    line: int
    before: Mapping[str, str]
    after: Mapping[str, str]
    row: NewRow


class Merged(Struct, frozen=True):
    """The new text of one table, what changed in it, and the line of every row that was put in."""

    text: str
    changes: tuple[Change, ...]
    lines: Mapping[int, NewRow]


def merged(before: str, resource: Resource, rows: Iterable[NewRow]) -> Merged:
    """Put rows into a table; cells that a row does not name stay as they are."""
    records = list(csv.reader(io.StringIO(before.removeprefix("\ufeff"), newline=""))) or [[]]
    columns = records[0] or list(resource.columns)
    table = [columns, *records[1:]]
    at = {_key(dict(zip(columns, cells, strict=False)), resource): place for place, cells in enumerate(table)}
    rows = list(rows)
    free = grouped(
        at.keys() - {_key(row.cells, resource) for row in rows}, lambda key: _but_place(key, resource)
    )
    changes: list[Change] = []
    lines: dict[int, NewRow] = {}
    put: set[tuple[str, ...]] = set()
    for row in rows:
        key = _key(row.cells, resource)
        place = len(table) if key in put else at.get(key, len(table))  # one key twice: the check tells
        put.add(key)
        if row.shows_old and place == len(table):
            place = _moved(row, [at[old] for old in free.pop(_but_place(key, resource), ())], columns, table)
        old = dict(zip(columns, table[place], strict=False)) if place < len(table) else {}
        new = {name: row.cells.get(name, old.get(name, row.defaults.get(name, ""))) for name in columns}
        lines[place + 1] = row
        if old == new:
            continue
        table[place : place + 1] = [[new[name] for name in columns]]
        changes.append(Change(row.path, place + 1, old, new, row))
    return Merged(_written(table) if changes else before, tuple(changes), lines)


def _moved(row: NewRow, places: Sequence[int], columns: Sequence[str], table: Sequence[Sequence[str]]) -> int:
    """Return where the one figure stands that says the same at another place; else after the last row."""
    if len(places) == 1:
        old = dict(zip(columns, table[places[0]], strict=False))
        if all(old.get(name, "") == row.cells.get(name, "") for name in ("value", "value_text", "missing")):
            return places[0]
    return len(table)


def _but_place(key: tuple[str, ...], resource: Resource) -> tuple[str, ...]:
    return tuple(cell for name, cell in zip(resource.primary_key, key, strict=True) if name != "locator")


def _key(cells: Mapping[str, str], resource: Resource) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in resource.primary_key)


def _written(table: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()
