"""Checked tables become one register: typed values, every reference resolved, the official order.

`assemble` is called only when no problem was found; a fault here is a fault of the program.  The
order of everything follows from the content (codes, sort orders, dates), never from rows or files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import GeneratorError
from generator.model import (
    Account,
    Breakdown,
    Document,
    DocumentRelation,
    GlossaryEntry,
    Indicator,
    Land,
    Member,
    Observation,
    Organisation,
    OrganisationStatus,
    Period,
    Question,
    Redirect,
    Register,
    Relation,
    Release,
    Revision,
    SetAside,
    SmallNumberRule,
    Term,
    Topic,
    Unit,
    UnitChange,
)
from generator.model.codes import LEVELS, SCOPES
from generator.read import Reading, Table, figure_ids, numbering
from generator.read.release_snapshots import names_in
from generator.register_links import land, linked, members_by_key, of_land
from generator.releases import history, meanings
from generator.text import natural_key

Noun = TypeVar("Noun", bound=Struct)


def assemble(reading: Reading, known: Register | None = None) -> Register:
    """Build the register from tables that passed every check; units that are known as in `assemble_core`."""
    core = assemble_core(reading, known)
    figures_of = assemble_figures(reading, core)
    return with_figures(core, figures_of, reading.digest)


def assemble_core(reading: Reading, known: Register | None = None) -> Register:
    """Build the register without its figures; terms of relations name figures that are not looked for.

    The units and their changes are those of a register that is known, where one is given.
    """
    topics = _by_id(Topic, reading, "topics", "sort_order", "topic_id")
    register = Register(
        **of_land(known or _land(reading)),
        organisations=_by_id(Organisation, reading, "organisations", "sort_order", "organisation_id"),
        topics=topics,
        indicators=_indicators(reading, topics),
        members={(one.dimension_id, one.member_id): one for one in _members(reading)},
        documents=_by_id(Document, reading, "documents", "document_id"),
        document_relations=_in_order(
            DocumentRelation, reading, "document_relations", "from_document_id", "to_document_id"
        ),
        organisation_status=_nouns(OrganisationStatus, reading, "organisation_status"),
        questions=_in_order(Question, reading, "forms", "form_id", "sort_order", "question_id"),
        observations={},
        relations=tuple(_relations(reading)),
        releases=_in_order(Release, reading, "releases", "released_on", "release_id"),
        revisions=_in_order(Revision, reading, "revisions", "revised_on", "figure_id", "field"),
        redirects=_in_order(Redirect, reading, "redirects", "address"),
        data_digest="",
        small_numbers=_by_id(SmallNumberRule, reading, "small_numbers", "indicator_id"),
        glossary=_by_id(GlossaryEntry, reading, "glossary", "entry_id"),
        set_aside=_set_aside(reading),
        accounts=_by_id(Account, reading, "accounts", "document_id"),
    )
    return linked(_with_history(_in_official_order(register), reading))


def _land(reading: Reading) -> Land:
    units = {one.unit_id: one for one in sorted(_nouns(Unit, reading, "units"), key=_unit_order)}
    rank = {unit_id: place for place, unit_id in enumerate(units)}
    changes = _nouns(UnitChange, reading, "unit_changes")
    changes.sort(key=lambda one: (rank[one.from_unit_id], rank[one.to_unit_id], one.effective_on))
    return land(units, tuple(changes))


def _with_history(register: Register, reading: Reading) -> Register:
    """Return the register with what its releases froze."""
    names = [release.release_id for release in register.releases]
    snapshots = [reading.snapshots[name] for name in names]
    revised = [(names.index(one.release_id), one.unit_id) for one in register.revisions]
    changed = {
        name: {unit_id for corrected, unit_id in revised if place <= corrected}
        for place, name in enumerate(names)
    }
    return replace(
        register,
        frozen=history.as_it_was(snapshots, changed),
        published=history.published_of(snapshots),
        renamed=tuple(meanings.renamings(snapshots, reading.tables)),
        release_files={one.release_id: names_in(one.folder) for one in snapshots},
    )


def assemble_figures(reading: Reading, core: Register) -> dict[str, tuple[Observation, ...]]:
    """Return the figures of every unit that was read, in the official order of the core."""
    found = sorted(_observations(reading), key=_Rank(core).of_observation)
    return members_by_key((figure.unit_id, figure) for figure in found)


def with_figures(
    core: Register, figures_of: Mapping[str, tuple[Observation, ...]], data_digest: str
) -> Register:
    """Return the register of a core and all its figures, held in memory."""
    observations = _without_collision(figure for figures in figures_of.values() for figure in figures)
    for relation in core.relations:
        for term in relation.all_terms:
            if term.is_figure and term.figure_id not in observations:
                raise GeneratorError(f"A term names a figure that does not exist: {term.figure_id}.")
    return linked(
        replace(
            core,
            observations=observations,
            observations_of={
                unit_id: tuple(one.figure_id for one in own) for unit_id, own in figures_of.items()
            },
            data_digest=data_digest,
        )
    )


def _in_official_order(register: Register) -> Register:
    rank = _Rank(register)
    return replace(
        register,
        organisation_status=tuple(sorted(register.organisation_status, key=rank.of_status)),
        relations=tuple(sorted(register.relations, key=rank.of_relation)),
    )


# Tables to nouns -----------------------------------------------------------------------------


def _nouns(noun: type[Noun], reading: Reading, table: str) -> list[Noun]:
    """Return one noun a row; the noun's fields are columns of the same name, and the contract has all."""
    columns = [_values(reading.tables[table], name) for name in noun.__struct_fields__]
    return [noun(*row) for row in zip(*columns, strict=True)]


def _in_order(noun: type[Noun], reading: Reading, table: str, *columns: str) -> tuple[Noun, ...]:
    """Return one noun a row, sorted by some columns."""
    return tuple(sorted(_nouns(noun, reading, table), key=attrgetter(*columns)))


def _by_id(noun: type[Noun], reading: Reading, table: str, *columns: str) -> dict[str, Noun]:
    """Return the same by the last of these columns, the id."""
    return {getattr(one, columns[-1]): one for one in _in_order(noun, reading, table, *columns)}


def _rows(reading: Reading, table: str) -> list[dict[str, Any]]:
    """Return the typed cells of every row by column."""
    names = reading.contract.resources[table].columns
    typed = {name: _values(reading.tables[table], name) for name in names}
    return [dict(zip(typed, row, strict=True)) for row in zip(*typed.values(), strict=True)]


def _values(table: Table, column: str) -> list[Any]:
    return list(map(_breakdown, table[column])) if column == "breakdown" else table.values(column)


@lru_cache(maxsize=4096)
def _breakdown(cell: str) -> Breakdown:
    pairs = (part.partition("=") for part in cell.split(";")) if cell else ()
    return tuple(sorted((dimension, member) for dimension, _, member in pairs))


def _set_aside(reading: Reading) -> dict[str, tuple[SetAside, ...]]:
    """Return the numbers of each document that are no figures, in the order of their places."""
    rows = sorted(
        _nouns(SetAside, reading, "set_aside"),
        key=lambda one: (one.document_id, natural_key(one.locator), natural_key(one.printed), one.reason),
    )
    return members_by_key((one.document_id, one) for one in rows)


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
            level=row.get("level"),
        )
        for row in _rows(reading, "dimensions")
    ]
    return sorted(found, key=attrgetter("dimension_id", "sort_order", "member_id"))


def _indicators(reading: Reading, topics: Mapping[str, Topic]) -> dict[str, Indicator]:
    rank = {topic_id: place for place, topic_id in enumerate(topics)}
    found = _nouns(Indicator, reading, "indicators")
    ordered = sorted(found, key=lambda value: (rank[value.topic], value.sort_order, value.indicator_id))
    return {one.indicator_id: one for one in ordered}


# Figures -------------------------------------------------------------------------------------


class _Rank:
    """The official place of every id, and the order of everything that refers to them."""

    def __init__(self, core: Register) -> None:
        self.unit = {unit_id: place for place, unit_id in enumerate(core.units)}
        self.organisation: dict[str | None, int] = {None: -1}
        self.organisation.update((name, place) for place, name in enumerate(core.organisations))
        self.indicator = {indicator_id: place for place, indicator_id in enumerate(core.indicators)}
        self.member = {pair: place for place, pair in enumerate(core.members)}

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

    def of_status(self, one: OrganisationStatus) -> tuple[object, ...]:
        place = SCOPES.index(one.scope), self.organisation[one.organisation_id]
        return self.unit[one.unit_id], one.status, one.period, *place, one.document_id

    def of_relation(self, relation: Relation) -> tuple[object, ...]:
        place = natural_key(relation.locator)
        return self.unit[relation.unit_id], relation.document_id, place, relation.relation_id


def _observations(reading: Reading) -> list[Observation]:
    table = reading.tables["observations"]
    identities = figure_ids.identities_of([table[name] for name in figure_ids.Identity._fields])
    numbers, ids = numbering.named(identities, table["locator"], reading.newest)
    ranks = numbering.ranks(identities, numbers)
    typed = {name: _values(table, name) for name in reading.contract.resources["observations"].columns}
    periods = map(Period, typed["period_start"], typed["period_end"])
    names = [name for name in Observation.__struct_fields__ if name in typed]
    rows = zip(*(typed[name] for name in names), strict=True)
    return [
        Observation(
            figure_id=figure_id,
            unit_id=identity.unit_id,
            period=period,
            occurrence=rank,
            **dict(zip(names, row, strict=True)),
        )
        for identity, figure_id, rank, period, row in zip(identities, ids, ranks, periods, rows, strict=True)
    ]


def _without_collision(found: Iterable[Observation]) -> dict[str, Observation]:
    observations: dict[str, Observation] = {}
    for figure in found:
        other = observations.setdefault(figure.figure_id, figure)
        if other is not figure:
            places = f"{other.unit_id} ({other.locator}) and {figure.unit_id} ({figure.locator})"
            raise GeneratorError(f"Two figures have the same id {figure.figure_id}: {places}.")
    return observations


def _relations(reading: Reading) -> Iterator[Relation]:
    table = reading.tables["relations"]
    spans = zip(table["period_start"], table["period_end"], strict=True)
    for row, span in zip(_rows(reading, "relations"), spans, strict=True):
        names = [name for name in Relation.__struct_fields__ if name not in _OF_TERMS]
        stated, *also = (_term(cell, row, span) for cell in row["stated"].split(figure_ids.STATED_SEPARATOR))
        is_counted = row["kind"] in ("units", "names")  # in other tables
        terms = [
            Term(cell, row["kind"], row["unit_id"]) if is_counted else _term(cell, row, span)
            for cell in row["terms"]
        ]
        own = {name: row[name] for name in names}
        yield Relation(**own, stated=stated, terms=tuple(terms), also_stated=tuple(also))


_OF_TERMS = ("stated", "terms", "also_stated")


def _term(cell: str, row: Mapping[str, Any], span: tuple[str, str]) -> Term:
    """Return the figure a term names: its id follows from its name alone."""
    name = figure_ids.term(cell, row["unit_id"], span, row["document_id"])
    if name is None:
        raise GeneratorError(f"A term that was not checked came to be assembled: {cell!r}.")
    figure_id = figure_ids.figure_id(name.identity, name.occurrence, figure_ids.period_code(*span))
    return Term(figure_id, name.part, name.identity.unit_id, name.times)


# Order ---------------------------------------------------------------------------------------


def _unit_order(unit: Unit) -> tuple[int, str, date]:
    return LEVELS.index(unit.level), unit.code, unit.valid_from or date.min
