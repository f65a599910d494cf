"""Withheld figures against all that is published: no subtraction may give them back.

Only the indicators that are tied to a withheld figure are looked at, in the units around its unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.checks.actors import groups
from generator.checks.small_numbers import WITHHELD, Rule, rules_of
from generator.checks.tables import Tables
from generator.disclosure import (
    COUNT,
    DENOMINATOR,
    NUMERATOR,
    OLD,
    Counting,
    Known,
    Quantity,
    Row,
    World,
    counted,
    gather_knowledge,
    protected,
    remedy,
)
from generator.problems import Problem
from generator.read import figure_ids

_ONE = Fraction(1)
_COLUMNS = (
    "unit_id",
    "organisation_id",
    "indicator_id",
    "breakdown",
    "period_start",
    "period_end",
    "value",
    "numerator",
    "denominator",
    "qualifier",
)


class _Stated(NamedTuple):
    """A row of relations.csv, resolved: its terms, the stated one first."""

    kind: str
    terms: tuple[figure_ids.TermName, ...]
    tolerance: Fraction


def check_disclosed(tables: Tables) -> Iterator[Problem]:
    """Yield withheld figures that everyone can work out, with the further rows to withhold."""
    rules = rules_of(tables)
    withheld = withheld_rows(tables, rules) if rules else {}
    if not withheld or not all(tables.is_whole(name, tables.resources[name].columns) for name in _NEEDED):
        return
    yield from _Case(tables, rules, withheld).problems()


_NEEDED = (
    "units",
    "unit_changes",
    "organisations",
    "indicators",
    "relations",
    "observations",
    "small_numbers",
)


def withheld_rows(tables: Tables, rules: Mapping[str, Rule]) -> dict[int, str]:
    """Return the rows that withhold a figure of a protected indicator, with their units."""
    columns = ("missing", "indicator_id", "unit_id")
    rows = zip(*(tables.raw("observations", name) for name in columns), strict=True)
    return {
        row: unit_id
        for row, (missing, indicator_id, unit_id) in enumerate(rows)
        if missing == WITHHELD and indicator_id in rules
    }


def units_around(tables: Tables, units: Iterable[str]) -> frozenset[str]:
    """Return the units of whose figures something may follow for those of the given ones.

    These are all that belong to the same provinces, before and after changes, and all that a relation
    ties to one of them.
    """
    stated = ({term.identity.unit_id for term in one.terms} for one in _stated(tables))
    return _tied([*map(set, _wholes_with_parts(tables)), *stated], units)


def _tied(groups: Sequence[set[str]], names: Iterable[str]) -> frozenset[str]:
    """Return names with all that is in a group with one of them, directly or through others."""
    found = set(names)
    while new := set().union(*(group for group in groups if not group.isdisjoint(found))) - found:
        found |= new
    return frozenset(found)


def _wholes_with_parts(tables: Tables) -> Iterator[tuple[str, ...]]:
    """Yield units with all their parts: those below them, and those that became them and nothing else."""
    below: dict[str, list[str]] = defaultdict(list)
    for unit_id, parent_id in zip(tables.units.unit_id, tables.units.parent_id, strict=True):
        if parent_id:
            below[parent_id].append(unit_id)
    came_from: dict[str, list[str]] = defaultdict(list)
    split = set()
    for _, (before, after, relation) in tables.rows(
        "unit_changes", ("from_unit_id", "to_unit_id", "relation")
    ):
        came_from[after].append(before)
        split |= {after} if relation == "part" else set()
    yield from ((whole, *parts) for whole, parts in below.items())
    yield from ((whole, *parts) for whole, parts in came_from.items() if whole not in split)


def _stated(tables: Tables) -> Iterator[_Stated]:
    separator = tables.resources["relations"].field("terms").separator or " | "
    columns = ("unit_id", "period_start", "period_end", "document_id", "stated", "terms")
    more = zip(*(tables.raw("relations", name) for name in ("kind", "tolerance")), strict=True)
    for (_, row), (kind, tolerance) in zip(tables.rows("relations", columns), more, strict=True):
        unit_id, start, end, document_id, stated, terms = row
        cells = (stated, *terms.split(separator))
        named = [figure_ids.term(cell, unit_id, (start, end), document_id) for cell in cells]
        if None not in named and kind != "count":
            yield _Stated(kind, tuple(filter(None, named)), Fraction(tolerance or 0))


class _Case:
    """All that is needed to judge the withheld rows of one record."""

    def __init__(self, tables: Tables, rules: Mapping[str, Rule], withheld: Mapping[int, str]) -> None:
        self._tables, self._rules, self._withheld = tables, rules, withheld
        self._units = units_around(tables, withheld.values())
        self._stated = list(_stated(tables))
        self._world = self._the_world()
        self._indicators = self._tied_indicators()

    def problems(self) -> Iterator[Problem]:
        thresholds = {name: rule.threshold for name, rule in self._rules.items()}
        quantities = {row: self._withheld_quantity(row) for row in self._withheld}
        wanted = {
            quantity: thresholds[self._cell("indicator_id", row)] for row, quantity in quantities.items()
        }
        known = gather_knowledge(self._world, self._rows(), self._relations(), wanted, thresholds)
        narrow = known.derivable(frozenset(), sorted(wanted))
        rows_of: dict[Quantity, Sequence[int]] = {}
        for row, quantity in quantities.items():
            if quantity not in narrow:
                continue
            if quantity not in rows_of:
                together = narrow & known.around(quantity, frozenset())
                rows_of |= dict.fromkeys(together, remedy(known, together))
            yield self._problem(row, wanted[quantity], rows_of[quantity])

    def _problem(self, row: int, threshold: int, rows: Sequence[int]) -> Problem:
        facts = {"threshold": str(threshold)}
        place = self._tables.place("observations", row)
        if not rows:
            return place.problem("missing", "small-number-published", **facts)
        places = (self._tables.place("observations", other) for other in rows)
        facts["rows"] = ", ".join(f"{PurePosixPath(one.file).name}:{one.line}" for one in places)
        return place.problem("missing", "small-number-derivable", **facts)

    # The world around the figures --------------------------------------------------------------------

    def _the_world(self) -> World:
        tables = self._tables
        above: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for whole, *parts in _wholes_with_parts(tables):
            for part in parts if whole in self._units else ():
                above[part].append((whole, frozenset(parts)))
        units = zip(tables.units.unit_id, tables.units.begins, tables.units.ends, strict=True)
        return World(
            indicators=dict(_countings(tables)),
            groups=frozenset(groups(tables)),
            above=above,
            in_force={unit_id: (begins, ends) for unit_id, begins, ends in units if unit_id in self._units},
        )

    def _tied_indicators(self) -> frozenset[str]:
        """Return the indicators of withheld rows, and all that ratios and relations tie to these."""
        ratios = self._world.indicators.items()
        tied = [{name, one.numerator_id, one.denominator_id} - {""} for name, one in ratios]
        tied += [{term.identity.indicator_id for term in one.terms} for one in self._stated]
        return _tied(tied, (self._cell("indicator_id", row) for row in self._withheld))

    # Rows and relations ------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Row]:
        """Yield the rows that are published now, then those of the releases."""
        columns = [self._tables.raw("observations", name) for name in (*_COLUMNS, "missing")]
        for row, (*cells, missing) in enumerate(zip(*columns, strict=True)):
            if not missing and self._is_near(cells[0], cells[2]):
                yield _row(row, cells)
        for snapshot in self._tables.snapshots.values():
            for frozen in snapshot.rows():
                if not frozen["missing"] and self._is_near(frozen["unit_id"], frozen["indicator_id"]):
                    yield _row(OLD, [frozen[name] for name in _COLUMNS])

    def _is_near(self, unit_id: str, indicator_id: str) -> bool:
        return unit_id in self._units and indicator_id in self._indicators

    def _relations(self) -> Iterator[Known]:
        for kind, terms, tolerance in self._stated:
            if not all(self._is_near(term.identity.unit_id, term.identity.indicator_id) for term in terms):
                continue
            stated, *parts = (
                counted(self._world, _quantity(term.identity), _PARTS[term.part]) for term in terms
            )
            if kind == "ratio":
                whole = _quantity(terms[0].identity)
                made_of = (counted(self._world, whole, part) for part in (NUMERATOR, DENOMINATOR))
                yield from (
                    Known({own: _ONE, other: -_ONE}, Fraction(0), Fraction(0))
                    for own, other in zip(made_of, parts, strict=True)
                    if own != other
                )
            else:
                factors = {stated: _ONE, **dict.fromkeys(parts, -_ONE)}
                yield Known(factors, -tolerance, tolerance)

    def _withheld_quantity(self, row: int) -> Quantity:
        identity = figure_ids.Identity(*(self._cell(name, row) for name in figure_ids.Identity._fields))
        return protected(self._world, _quantity(identity))

    def _cell(self, column: str, row: int) -> str:
        return self._tables.raw("observations", column)[row]


_PARTS = {"value": COUNT, "numerator": NUMERATOR, "denominator": DENOMINATOR}


def _countings(tables: Tables) -> Iterator[tuple[str, Counting]]:
    columns = ("indicator_id", "kind", "numerator_id", "denominator_id")
    parsed = (tables.parsed("indicators", name) for name in (*_SWITCHES, "decimals"))
    rows = zip(tables.rows("indicators", columns), *parsed, strict=True)
    for (_, (name, kind, over, under)), units, organisations, time, decimals in rows:
        is_ratio = kind == "ratio"
        yield name, Counting(is_ratio, over, under, units, organisations, time, is_ratio or not decimals)


_SWITCHES = tuple(f"adds_over_{way}" for way in ("units", "organisations", "time"))


def _row(number: int, cells: Sequence[str]) -> Row:
    *names, value, over, under, qualifier = cells
    quantity = _quantity(figure_ids.Identity._make([*names, ""]))
    return Row(number, quantity, _number(value), _number(over), _number(under), qualifier)


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _quantity(identity: figure_ids.Identity) -> Quantity:
    unit_id, organisation_id, indicator_id, breakdown, start, end, _ = identity
    pairs = tuple(sorted(breakdown.split(";"))) if breakdown else ()
    return Quantity(
        unit_id, organisation_id, indicator_id, pairs, date.fromisoformat(start), date.fromisoformat(end)
    )
