"""What follows from the tables of a register: who belongs to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from generator.model import Land, Observation, Part, Register, Relation, Revision, Unit, UnitChange

Key = TypeVar("Key")
Member = TypeVar("Member")


def land(units: Mapping[str, Unit], changes: Sequence[UnitChange]) -> Land:
    """Return units and their changes with what follows from them."""
    return Land(
        units=units,
        changes=changes,
        children=members_by_key((unit.parent_id, unit.unit_id) for unit in units.values() if unit.parent_id),
        successors=members_by_key((change.from_unit_id, change) for change in changes),
        predecessors=members_by_key((change.to_unit_id, change) for change in changes),
    )


def of_land(land: Land) -> dict[str, Any]:
    """Return the fields of a register, or of its land alone, that are the land's."""
    return {name: getattr(land, name) for name in Land.__struct_fields__}


def linked(register: Register) -> Register:
    """Return the register with what follows from its other tables: who belongs to whom."""
    relations, documents = register.relations, register.documents
    return replace(
        register,
        unit_of={figure.figure_id: figure.unit_id for figure in register.observations.values()},
        parts=Parts(register.observations, register.observations_of),
        relations_of=members_by_key((relation.unit_id, relation) for relation in relations),
        relations_on=members_by_key(dict.fromkeys(_mentions(relations))),
        relations_in=members_by_key(dict.fromkeys((one.document_id, one.unit_id) for one in relations)),
        revisions_of=members_by_key((revision.unit_id, revision) for revision in register.revisions),
        revisions_of_figure=members_by_key(_by_figure(register.revisions)),
        refers_to=members_by_key((one.from_document_id, one) for one in register.document_relations),
        referred_by=members_by_key((one.to_document_id, one) for one in register.document_relations),
        status_in_unit=members_by_key((one.unit_id, one) for one in register.organisation_status),
        status_of_body=members_by_key((one.organisation_id, one) for one in register.organisation_status),
        status_in_document=members_by_key((one.document_id, one) for one in register.organisation_status),
        documents_about=members_by_key(
            (document.unit_id, document.document_id) for document in documents.values() if document.unit_id
        ),
    )


class Parts(Mapping[Part, tuple[Observation, ...]]):
    """The figures of each unit that have something in a column, in official order; none is empty."""

    def __init__(
        self, observations: Mapping[str, Observation], observations_of: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._observations, self._observations_of = observations, observations_of

    def __getitem__(self, part: Part) -> tuple[Observation, ...]:
        unit_id, column, name = part
        own = (self._observations[figure_id] for figure_id in self._observations_of.get(unit_id, ()))
        return tuple(figure for figure in own if getattr(figure, column) == name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parts) and self._observations == other._observations

    def __iter__(self) -> Iterator[Part]:
        raise TypeError("The parts of a record are asked for, not walked over.")

    def __len__(self) -> int:
        raise TypeError("The parts of a record are asked for, not counted.")


def _mentions(relations: Iterable[Relation]) -> Iterator[tuple[str, str]]:
    """Yield each unit with another one of whose relations names a figure of the first."""
    for relation in relations:
        for term in relation.all_terms:
            if term.unit_id not in ("", relation.unit_id):
                yield term.unit_id, relation.unit_id


def _by_figure(revisions: Iterable[Revision]) -> Iterator[tuple[str, Revision]]:
    """Yield each revision with the figure that it is about, and with what a moved one has become."""
    for revision in revisions:
        yield revision.figure_id, revision
        if revision.field == "moved" and revision.new_value is not None:
            yield revision.new_value, revision


def members_by_key(pairs: Iterable[tuple[Key, Member]]) -> dict[Key, tuple[Member, ...]]:
    """Return the members of each key in their order."""
    groups: defaultdict[Key, list[Member]] = defaultdict(list)
    for key, member in pairs:
        groups[key].append(member)
    return {key: tuple(group) for key, group in groups.items()}


def grouped(members: Iterable[Member], key: Callable[[Member], Key]) -> dict[Key, tuple[Member, ...]]:
    """Return the members that have a key in common, in the order of the first of each."""
    return members_by_key((key(member), member) for member in members)
