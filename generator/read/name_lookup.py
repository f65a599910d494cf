"""Names where ids belong: `Hội Chữ thập đỏ` in a column of ids is `red_cross`.

A person who fills a table knows the names.  A cell that cannot be an id is looked up among the names,
the short names, the titles and the other names of the table that the column refers to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from generator.problems import Fault, Problem
from generator.read.suggestions import spelt_alike
from generator.read.table import Table
from generator.schema import Resource
from generator.text import fold

GUESSES_AT_MOST = 20
NAMES_AT_MOST = 2_000
"""Only so many names are compared letter by letter; of more, a name must be exact."""
PART_AT_LEAST = 8
"""So many letters of a name are enough, if no other name has them."""

_TOTALS = frozenset({"tong", "tong so", "tong cong", "cong"})
_MISWRITTEN = frozenset({"id-malformed", "id-in-capitals"})
_NAMED_BY = ("name", "short_name", "name_en", "title", "short_title", "number", "slug")


def with_ids(
    problems: Iterable[Problem], resource: Resource, tables: Mapping[str, Table]
) -> Iterator[Problem]:
    """Return the problems of one table; a name in place of an id is told as that, with the id."""
    lookers = _lookers(resource, tables)
    meant: dict[tuple[str, str], Fault | None] = {}
    for problem in problems:
        column, found = problem.column or "", problem.facts.get("found", "")
        if problem.code not in _MISWRITTEN or column not in lookers:
            yield problem
            continue
        if (column, found) not in meant:
            meant[column, found] = lookers[column](found, len(meant) < GUESSES_AT_MOST)
        fault = meant[column, found]
        yield problem if fault is None else _told_by(fault, problem)


def _told_by(fault: Fault, problem: Problem) -> Problem:
    facts = {**problem.facts, **fault.facts}
    return Problem(problem.file, problem.line, problem.column, fault.code, facts)


def ids_by_name(table: Table, key: str) -> dict[str, str]:
    """Return the id of every name, folded, and without the word `Hội` and without spaces too.

    A name that several ids share is left out.
    """
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for names in _names(table):
        for name, name_id in zip(map(fold, names), table[key], strict=True):
            for form in {name, name.removeprefix("hoi ")}:
                ids[form].add(name_id)
                ids[form.replace(" ", "")].add(name_id)
    return {name: min(shared) for name, shared in ids.items() if name and len(shared) == 1}


def id_of(found: str, ids: Mapping[str, str], *, guess: bool = True) -> str | None:
    """Return the id of a name, or of the only one it is a part of, or of the nearest; None for none."""
    name = fold(found)
    if name in ids or not guess or len(ids) > NAMES_AT_MOST:
        return ids.get(name)
    whole = {name_id for known, name_id in ids.items() if len(name) >= PART_AT_LEAST and name in known}
    if len(whole) == 1:
        return whole.pop()
    near = spelt_alike(name, ids, cutoff=0.85)
    return ids[near] if near else None


def _names(table: Table) -> Iterator[Iterable[str]]:
    """Yield columns of names; of several names in one cell, one column each; units with their type too."""
    for column in _NAMED_BY:
        if column in table.columns:
            yield table[column]
    if "aliases" in table.columns:
        lists = [cell.split(";") for cell in table["aliases"]]
        for place in range(max(map(len, lists), default=0)):
            yield [names[place] if place < len(names) else "" for names in lists]
    if "type" in table.columns and "name" in table.columns:
        yield map(" ".join, zip(table["type"], table["name"], strict=True))


# Where a column's names are ------------------------------------------------------------------

_Looker = Callable[[str, bool], Fault | None]
"""What is known of a cell that cannot be an id; the flag says whether to guess."""


def _lookers(resource: Resource, tables: Mapping[str, Table]) -> dict[str, _Looker]:
    """Return by column how a name becomes an id there."""
    lookers: dict[str, _Looker] = {
        key.columns[0]: _Names(key.resource, tables[key.resource], key.reference_columns[0]).fault_of
        for key in resource.foreign_keys
        if key.resource in tables
    }
    if "breakdown" in resource.columns and "dimensions" in tables:
        lookers["breakdown"] = _Breakdowns(tables["dimensions"]).fault_of
    return lookers


class _Names:
    """The ids and the names of one table, folded when the first is looked up."""

    def __init__(self, name: str, table: Table, key: str) -> None:
        self._name, self._table, self._key = name, table, key

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._table[self._key])

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {fold(name_id): name_id for name_id in sorted(self._known)}

    @cached_property
    def _ids_by_name(self) -> Mapping[str, str]:
        return ids_by_name(self._table, self._key)

    def fault_of(self, found: str, guess: bool) -> Fault | None:
        """Tell an id with a wrong sign from a name; nothing of an id that is only in capitals."""
        if found.lower() in self._known:
            return None
        if fold(found) in self._ids:
            return Fault("id-malformed", {"suggestion": self._ids[fold(found)]})
        meant = id_of(found, self._ids_by_name, guess=guess)
        if self._name == "organisations" and fold(found) in _TOTALS:
            return Fault("total-for-id", {})
        if meant is None and (" " in found or not found.isascii()):
            return Fault("name-unknown", {"table": f"{self._name}.csv"})
        return Fault("name-for-id", {"suggestion": meant}) if meant else None


class _Breakdowns:
    """The names of the members: `scope=Cấp xã`, or `Cấp xã` alone where one dimension has it."""

    def __init__(self, dimensions: Table) -> None:
        self._pairs = defaultdict[str, set[str]](set)
        for place, name in enumerate(dimensions["name"]):
            dimension, member = dimensions["dimension_id"][place], dimensions["member_id"][place]
            for found in (name, f"{dimension}={name}", f"{dimension}={member}"):
                self._pairs[_folded_pair(found)].add(f"{dimension}={member}")

    def fault_of(self, found: str, _guess: bool) -> Fault | None:
        """Return the cell that was meant, if each of its parts has one meaning."""
        meant = [self._pairs.get(_folded_pair(part), set()) for part in found.split(";")]
        if any(len(pairs) != 1 for pairs in meant):
            return None
        cell = ";".join(sorted({pair for pairs in meant for pair in pairs}))
        return Fault("name-for-id", {"suggestion": cell})


def _folded_pair(text: str) -> str:
    return "=".join(map(fold, text.split("=")))
