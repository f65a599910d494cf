"""Every id names something: foreign keys, unit files, members of breakdowns, terms, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from generator.checks.tables import Place, Tables
from generator.problems import Problem
from generator.read import figure_ids, name_lookup
from generator.read.suggestions import closest, with_day
from generator.schema import ForeignKey, Resource
from generator.text import fold

SUGGESTIONS_AT_MOST = 20
"""Where more ids of a column are unknown, one mistake stands behind them all and no guess helps."""

_CODES = {
    "breakdowns": "breakdown-unknown",
    "units": "unit-unknown",
    "organisations": "organisation-unknown",
    "topics": "topic-unknown",
    "indicators": "indicator-unknown",
    "documents": "document-unknown",
    "releases": "release-unknown",
    "relations": "relation-unknown",
}
_TERMS_OF = {"ratio": (2, 2), "repetition": (1, 1), "sum": (1, 999), "count": (1, 999)}


def check_references(tables: Tables) -> Iterator[Problem]:
    """Yield ids that name nothing, each with the nearest known one where there is one."""
    for resource in tables.judged.values():
        for key in resource.foreign_keys:
            yield from _foreign(tables, resource, key)
    yield from _unit_files(tables)
    yield from _breakdowns(tables)
    yield from _relations(tables)


def _foreign(tables: Tables, resource: Resource, key: ForeignKey) -> Iterator[Problem]:
    """Check a key of one column, whose cells may be lists of names; the contract knows no other."""
    column, target = key.columns[0], key.reference_columns[0]
    if not tables.is_whole(key.resource, [target]):
        return
    known, cells = set(tables.raw(key.resource, target)), tables.raw(resource.name, column)
    separator = resource.field(column).separator
    unknown = _named_in(set(cells), separator) - known - {""}
    facts = _found_all(unknown, known, tables.ids_by_name(key.resource, target) if unknown else {})
    code = _unknown(resource.name, key.resource)
    for row, cell in enumerate(cells) if unknown else ():
        for name in sorted(unknown & _named_in({cell}, separator)):
            yield tables.place(resource.name, row).problem(column, code, **facts[name])


def _named_in(cells: set[str], separator: str | None) -> set[str]:
    """Return the names in cells: each cell is one, or a list of them."""
    return cells if separator is None else {name for cell in cells for name in cell.split(separator)}


def _unknown(table: str, target: str) -> str:
    if (table, target) == ("unit_changes", "units"):
        return "change-unit-unknown"
    return _CODES.get(target, "reference-unknown")


def _found_all(
    unknown: Iterable[str], known: set[str], ids: Mapping[str, str] = MappingProxyType({})
) -> dict[str, dict[str, str]]:
    """Return the facts of each unknown name; only the first ones are guessed at."""
    ordered = sorted(unknown)
    guessed = {name: _found(name, known, ids) for name in ordered[:SUGGESTIONS_AT_MOST]}
    return guessed | {name: {"found": name} for name in ordered[SUGGESTIONS_AT_MOST:]}


def _found(name: str, known: set[str], ids: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return the facts of an unknown id: the nearest known one, or the one whose name it resembles."""
    meant = (
        ids.get(fold(name)) or with_day(name, known) or closest(name, known) or name_lookup.id_of(name, ids)
    )
    return {"found": name, "suggestion": meant} if meant else {"found": name}


def _unit_files(tables: Tables) -> Iterator[Problem]:
    """Yield files of observations whose unit is not in units.csv, once a file."""
    if not tables.is_whole("units", ["unit_id"]):
        return
    known = set(tables.raw("units", "unit_id"))
    files = {PurePosixPath(file).stem: file for file in dict.fromkeys(tables.raw("observations", "file"))}
    for unit_id, facts in _found_all(files.keys() - known, known).items():
        yield Problem(files[unit_id], None, None, "unit-unknown", facts)


# Breakdowns ----------------------------------------------------------------------------------


def _breakdowns(tables: Tables) -> Iterator[Problem]:
    columns = ("dimension_id", "member_id")
    whole = tables.is_whole("dimensions", columns)
    known = {f"{dimension}={member}" for _, (dimension, member) in tables.rows("dimensions", columns)}
    for table in ("observations", "forms"):
        refused = tables.refused_rows(table, ("breakdown",))
        for row, (place, (cell,)) in enumerate(tables.rows(table, ("breakdown",))):
            if not cell or row in refused:
                continue
            pairs = cell.split(";")
            yield from _out_of_order(place, pairs)
            for pair in pairs if whole else ():
                if pair not in known:
                    yield place.problem("breakdown", "member-unknown", **_found(pair, known))


def _out_of_order(place: Place, pairs: list[str]) -> Iterator[Problem]:
    """Yield a cell that names a dimension twice or not in alphabetical order."""
    dimensions = [pair.partition("=")[0] for pair in pairs]
    if dimensions != sorted(set(dimensions)):
        facts = {"found": ";".join(pairs), "suggestion": ";".join(sorted(set(pairs)))}
        yield place.problem("breakdown", "breakdown-order", **facts)


# Relations -----------------------------------------------------------------------------------

_COUNTED = {
    "units": ("units-unknown", "units", ("type",)),
    "names": ("names-unknown", "organisation_status", ("scope", "status")),
}
"""The kinds of relations that count rows of another table: the code of one that is not there, and where."""
_RELATION_COLUMNS = ("kind", "unit_id", "period_start", "period_end", "document_id", "stated", "terms")


def _relations(tables: Tables) -> Iterator[Problem]:
    """Yield terms that are miswritten or name no figure, and relations with too many or too few."""
    separator = tables.resources["relations"].field("terms").separator or " | "
    for place, row in tables.rows("relations", _RELATION_COLUMNS):
        kind, unit_id, start, end, document_id, stated, terms = row
        at_least, at_most = _TERMS_OF.get(kind, (1, 999))
        count = len(terms.split(separator))
        if terms and not at_least <= count <= at_most:
            facts = {"kind": kind, "found": str(count), "expected": str(at_most)}
            yield place.problem("terms", "relation-terms-wrong", **facts)
        yield from _counted(tables, place, row, terms.split(separator))
        figures_named = () if kind in _COUNTED else terms.split(separator)
        several = stated.split(figure_ids.STATED_SEPARATOR)
        cells = [("stated", cell) for cell in several] + [("terms", cell) for cell in figures_named]
        for column, cell in cells:
            if cell:
                name = figure_ids.term(cell, unit_id, (start, end), document_id)
                yield from _term(tables, place, column, cell, name)


def _counted(tables: Tables, place: Place, row: Sequence[str], terms: Sequence[str]) -> Iterator[Problem]:
    """Yield types that no unit is of, and names that the relation's document does not give."""
    kind, unit_id, *_ = row
    if kind not in _COUNTED:
        return
    code, table, columns = _COUNTED[kind]
    if not tables.is_whole(table, columns):
        return
    said = tables.statuses.get((unit_id, row[4]), set())
    known = tables.unit_types if kind == "units" else said
    for cell in terms:
        if cell and cell not in known:
            yield place.problem("terms", code, **_found(cell, known))


def _term(
    tables: Tables, place: Place, column: str, cell: str, name: figure_ids.TermName | None
) -> Iterator[Problem]:
    if name is None:
        yield place.problem(column, "term-malformed", found=cell)
    elif _statements_are_whole(tables) and (name.identity, name.occurrence) not in tables.statements:
        identity = name.identity
        period = f"{identity.period_start}–{identity.period_end}"
        facts = {"found": cell, "unit": identity.unit_id, "period": period, "document": identity.document_id}
        yield place.problem(column, "term-unknown", **facts)


def _statements_are_whole(tables: Tables) -> bool:
    return tables.is_whole("observations", (*figure_ids.Identity._fields, "locator"))
