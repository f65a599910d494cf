"""Checked tables become one register: typed values, every reference resolved, the official order.

`assemble` is called only when no problem was found; a fault here is a fault of the program.  The
order of everything follows from the content (codes, sort orders, dates), never from rows or files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

import pandas as pd

from generator.errors import GeneratorError
from generator.model import (
    Breakdown,
    Document,
    Indicator,
    Member,
    Observation,
    Organisation,
    Period,
    Question,
    Register,
    Relation,
    Release,
    Revision,
    Term,
    Topic,
    Unit,
    UnitChange,
)
from generator.problems import Fault
from generator.read import Reading, figures, values
from generator.schema import Field
from generator.text import natural_key

LEVELS = {"tinh": 0, "huyen": 1, "xa": 2}
Noun = TypeVar("Noun")
Key = TypeVar("Key")


def assemble(reading: Reading) -> Register:
    """Build the register from tables that passed every check."""
    units = _keyed(sorted(_nouns(Unit, reading, "units"), key=_unit_order), attrgetter("unit_id"))
    organisations = _keyed(
        _by_sort_order(_nouns(Organisation, reading, "organisations")), attrgetter("organisation_id")
    )
    topics = _keyed(_by_sort_order(_nouns(Topic, reading, "topics")), attrgetter("topic_id"))
    indicators = _indicators(reading, topics)
    members = _keyed(_members(reading), attrgetter("dimension_id", "member_id"))
    documents = sorted(_nouns(Document, reading, "documents"), key=attrgetter("document_id"))
    rank = _Rank(units, organisations, indicators, members)
    observations = _observations(reading, rank)
    changes = tuple(sorted(_nouns(UnitChange, reading, "unit_changes"), key=rank.of_change))
    return Register(
        units=units,
        changes=changes,
        organisations=organisations,
        topics=topics,
        indicators=indicators,
        members=members,
        documents=_keyed(documents, attrgetter("document_id")),
        questions=tuple(
            sorted(_nouns(Question, reading, "forms"), key=attrgetter("form_id", "sort_order", "question_id"))
        ),
        observations=observations,
        relations=_relations(reading, rank, observations),
        releases=tuple(
            sorted(_nouns(Release, reading, "releases"), key=attrgetter("released_on", "release_id"))
        ),
        revisions=tuple(
            sorted(_nouns(Revision, reading, "revisions"), key=attrgetter("revised_on", "figure_id"))
        ),
        data_digest=reading.digest,
        children=_grouped((unit.parent_id, unit.unit_id) for unit in units.values() if unit.parent_id),
        successors=_grouped((change.from_unit_id, change) for change in changes),
        predecessors=_grouped((change.to_unit_id, change) for change in changes),
        observations_of=_grouped((figure.unit_id, figure.figure_id) for figure in observations.values()),
    )


# Tables to nouns -----------------------------------------------------------------------------


def _nouns(noun: Callable[..., Noun], reading: Reading, table: str) -> list[Noun]:
    """Return one noun a row; the noun's fields are columns of the same name, and the contract has all."""
    resource = reading.contract.resources[table]
    names = [field.name for field in fields(noun)]  # type: ignore[arg-type]
    columns = [_typed(reading.tables[table][name], resource.field(name)) for name in names]
    return [noun(*row) for row in zip(*columns, strict=True)]


def _rows(reading: Reading, table: str) -> list[dict[str, Any]]:
    """Return the typed cells of every row by column."""
    resource = reading.contract.resources[table]
    typed = {name: _typed(reading.tables[table][name], resource.field(name)) for name in resource.columns}
    return [dict(zip(typed, row, strict=True)) for row in zip(*typed.values(), strict=True)]


def _typed(column: pd.Series[str], field: Field) -> list[Any]:
    """Return the values of a column, each distinct cell parsed once; an empty cell is None or ()."""
    cells = column.tolist()
    if field.name != "breakdown" and field.type == "string" and field.separator is None:
        return cells if field.required else [cell or None for cell in cells]
    known = {cell: _value(cell, field) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _value(cell: str, field: Field) -> object:
    if field.name == "breakdown":
        return _breakdown(cell)
    if not cell:
        return None if field.separator is None else ()
    value = values.parse(cell, field)
    if isinstance(value, Fault):
        raise GeneratorError(f"A cell that was not checked came to be assembled: {field.name} {cell!r}.")
    return int(value) if field.type == "integer" and isinstance(value, Decimal) else value


def _breakdown(cell: str) -> Breakdown:
    pairs = (part.partition("=") for part in cell.split(";")) if cell else ()
    return tuple(sorted((dimension, member) for dimension, _, member in pairs))


def _members(reading: Reading) -> list[Member]:
    """Return the members of all breakdowns, each with the name of its breakdown."""
    breakdowns = {row["dimension_id"]: row for row in _rows(reading, "breakdowns")}
    found = [
        Member(
            dimension_id=row["dimension_id"],
            dimension_name=breakdowns[row["dimension_id"]]["name"],
            dimension_name_en=breakdowns[row["dimension_id"]]["name_en"],
            member_id=row["member_id"],
            name=row["name"],
            name_en=row["name_en"],
            sort_order=row["sort_order"],
        )
        for row in _rows(reading, "dimensions")
    ]
    return sorted(found, key=attrgetter("dimension_id", "sort_order", "member_id"))


def _indicators(reading: Reading, topics: Mapping[str, Topic]) -> dict[str, Indicator]:
    rank = {topic_id: place for place, topic_id in enumerate(topics)}
    found = _nouns(Indicator, reading, "indicators")
    ordered = sorted(found, key=lambda value: (rank[value.topic], value.sort_order, value.indicator_id))
    return _keyed(ordered, attrgetter("indicator_id"))


# Figures -------------------------------------------------------------------------------------


class _Rank:
    """The official place of every id, and the order of everything that refers to them."""

    def __init__(
        self,
        units: Mapping[str, Unit],
        organisations: Mapping[str, Organisation],
        indicators: Mapping[str, Indicator],
        members: Mapping[tuple[str, str], Member],
    ) -> None:
        self.unit = {unit_id: place for place, unit_id in enumerate(units)}
        self.organisation: dict[str | None, int] = {None: -1}
        self.organisation.update((name, place) for place, name in enumerate(organisations))
        self.indicator = {indicator_id: place for place, indicator_id in enumerate(indicators)}
        self.member = {pair: place for place, pair in enumerate(members)}

    def of_observation(self, figure: Observation) -> tuple[object, ...]:
        """Order by unit, indicator, organisation, breakdown and period, then document and occurrence."""
        return (
            self.unit[figure.unit_id],
            self.indicator[figure.indicator_id],
            self.organisation[figure.organisation_id],
            tuple(self.member[pair] for pair in figure.breakdown),
            figure.period,
            figure.document_id,
            figure.occurrence,
        )

    def of_change(self, change: UnitChange) -> tuple[int, int, date]:
        return self.unit[change.from_unit_id], self.unit[change.to_unit_id], change.effective_on

    def of_relation(self, relation: Relation) -> tuple[object, ...]:
        place = natural_key(relation.locator)
        return self.unit[relation.unit_id], relation.document_id, place, relation.relation_id


def _observations(reading: Reading, rank: _Rank) -> dict[str, Observation]:
    table = reading.tables["observations"]
    resource = reading.contract.resources["observations"]
    identities = figures.identities_of([table[name].tolist() for name in figures.Identity._fields])
    occurrences = figures.occurrences(identities, table["locator"].tolist())
    typed = {name: _typed(table[name], resource.field(name)) for name in resource.columns}
    periods = map(Period, typed["period_start"], typed["period_end"])
    names = [field.name for field in fields(Observation) if field.name in typed]
    rows = zip(*(typed[name] for name in names), strict=True)
    found = [
        Observation(
            figure_id=figures.figure_id(identity, occurrence, period.code),
            unit_id=identity.unit_id,
            period=period,
            occurrence=occurrence,
            **dict(zip(names, row, strict=True)),
        )
        for identity, occurrence, period, row in zip(identities, occurrences, periods, rows, strict=True)
    ]
    return _without_collision(sorted(found, key=rank.of_observation))


def _without_collision(found: Iterable[Observation]) -> dict[str, Observation]:
    observations: dict[str, Observation] = {}
    for figure in found:
        other = observations.setdefault(figure.figure_id, figure)
        if other is not figure:
            places = f"{other.unit_id} ({other.locator}) and {figure.unit_id} ({figure.locator})"
            raise GeneratorError(f"Two figures have the same id {figure.figure_id}: {places}.")
    return observations


def _relations(
    reading: Reading, rank: _Rank, observations: Mapping[str, Observation]
) -> tuple[Relation, ...]:
    table = reading.tables["relations"]
    spans = list(zip(table["period_start"], table["period_end"], strict=True))
    rows = _rows(reading, "relations")
    found = [_relation(row, span, observations) for row, span in zip(rows, spans, strict=True)]
    return tuple(sorted(found, key=rank.of_relation))


def _relation(
    row: Mapping[str, Any], span: tuple[str, str], observations: Mapping[str, Observation]
) -> Relation:
    plain = {
        field.name: row[field.name] for field in fields(Relation) if field.name not in ("stated", "terms")
    }
    terms = [_term(cell, row, span, observations) for cell in (row["stated"], *row["terms"])]
    return Relation(**plain, stated=terms[0], terms=tuple(terms[1:]))


def _term(
    cell: str, row: Mapping[str, Any], span: tuple[str, str], observations: Mapping[str, Observation]
) -> Term:
    """Return the figure a term names: its id follows from its name alone."""
    name = figures.term(cell, row["unit_id"], span, row["document_id"])
    if name is None:
        raise GeneratorError(f"A term that was not checked came to be assembled: {cell!r}.")
    figure_id = figures.figure_id(name.identity, name.occurrence, figures.period_code(*span))
    if figure_id not in observations:
        raise GeneratorError(f"A term names a figure that does not exist: {cell!r}.")
    return Term(figure_id, name.part)


# Order ---------------------------------------------------------------------------------------


def _unit_order(unit: Unit) -> tuple[int, str, date]:
    return LEVELS[unit.level], unit.code, unit.valid_from or date.min


def _by_sort_order(nouns: Iterable[Noun]) -> list[Noun]:
    """Return nouns by their sort order; where two share it, by their id (the first field)."""
    return sorted(nouns, key=lambda noun: (getattr(noun, "sort_order"), _first_field(noun)))  # noqa: B009


def _first_field(noun: Any) -> str:
    return str(getattr(noun, fields(noun)[0].name))


def _keyed(nouns: Iterable[Noun], key: Callable[[Noun], Key]) -> dict[Key, Noun]:
    return {key(noun): noun for noun in nouns}


def _grouped(pairs: Iterable[tuple[str, Noun]]) -> dict[str, tuple[Noun, ...]]:
    """Return the members of each key in their order."""
    groups: defaultdict[str, list[Noun]] = defaultdict(list)
    for key, member in pairs:
        groups[key].append(member)
    return {key: tuple(group) for key, group in groups.items()}
