"""The register of some units of a state, with all that relations tie to them."""

from __future__ import annotations

from collections.abc import Collection, Set
from itertools import compress

from msgspec.structs import replace

from generator.assemble import assemble_core, assemble_figures
from generator.checks.keys import check_keys
from generator.checks.references import check_references
from generator.checks.tables import Tables
from generator.model import Register, Relation
from generator.read import Reading
from generator.read.table import Table
from generator.register_links import linked

_LEDGER = ("releases", "revisions")


def is_faulty(reading: Reading, units: Collection[str]) -> bool:
    """Whether cells of the earlier state say nothing, or name what is not there; checks came later."""
    part = replace(_part(reading, units), incomplete=frozenset())
    empty = Table({name: [] for name in part.tables["relations"].columns}, [])
    tables = Tables(replace(part, tables={**part.tables, "relations": empty}))
    has_faulty_cells = any(one.line is not None for one in reading.problems)
    return has_faulty_cells or any(True for check in (check_keys, check_references) for _ in check(tables))


def can_be_assembled(reading: Reading) -> bool:
    """Whether the tables but the figures are whole, and name nothing that is not there: checks came later."""
    tables = Tables(_part(reading, ()))
    is_whole = reading.incomplete <= {"observations", *_LEDGER}
    return is_whole and not any(True for check in (check_keys, check_references) for _ in check(tables))


def register_of(reading: Reading, units: Set[str]) -> Register:
    """Return the register with the figures of some units, and of those that relations tie to them."""
    core = assemble_core(_part(reading, ()))
    tied = [one for one in core.relations if not units.isdisjoint(_units(one))]
    wanted = {*units, *(unit_id for one in tied for unit_id in _units(one))}
    figures_of = assemble_figures(_part(reading, wanted), core)
    observations = {one.figure_id: one for several in figures_of.values() for one in several}
    return linked(
        replace(
            core,
            relations=tuple(one for one in tied if _is_whole(one, observations)),
            observations=observations,
            observations_of={unit: tuple(one.figure_id for one in own) for unit, own in figures_of.items()},
        )
    )


def units_of(reading: Reading, relations: Collection[str]) -> set[str]:
    """Return the units of some relations, and of the figures that they name."""
    rows = assemble_core(_part(reading, ())).relations
    return {unit_id for one in rows if one.relation_id in relations for unit_id in _units(one)}


def _units(relation: Relation) -> set[str]:
    return {relation.unit_id, *(term.unit_id for term in relation.terms if term.is_figure)}


def _is_whole(relation: Relation, figures: Collection[str]) -> bool:
    return all(term.figure_id in figures for term in relation.all_terms if term.is_figure)


def _part(reading: Reading, units: Collection[str]) -> Reading:
    """Return the figures of some units with all other tables, but without what was published when."""
    tables = {**reading.tables, "observations": _of_units(reading.tables["observations"], units)}
    for name in _LEDGER:
        tables[name] = Table({column: [] for column in tables[name].columns}, [])
    return replace(reading, tables=tables, snapshots={}, incomplete=frozenset({"observations"}))


def _of_units(table: Table, units: Collection[str]) -> Table:
    kept = [unit_id in units for unit_id in table["unit_id"]]
    columns, parsed = (
        {name: list(compress(cells, kept)) for name, cells in several.items()}
        for several in (table.columns, table.parsed)
    )
    return Table(columns, list(compress(table.lines, kept)), parsed)
