"""What a unit came from and what became of it; figures of predecessors are shown, never summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import text
from generator.model import Register, Unit, UnitChange
from generator.pages import words
from generator.pages.figures import Figure, figure, subject
from generator.pages.scene import Link, Scene, in_sentence


@dataclass(frozen=True, slots=True)
class Kin:
    """A predecessor or a successor, how it is related, and its most telling figures."""

    unit: Link
    relation: str  # words
    figures: tuple[tuple[str, Figure], ...]  # what is counted, and the figure


@dataclass(frozen=True, slots=True)
class Ending:
    """When a unit ended, by which act, and what became of it and of the communes in it."""

    last_day: str
    since: str  # the first day of the successors
    successors: tuple[Kin, ...]
    communes: int
    new_communes: tuple[Link, ...]
    divided: int  # communes that went to more than one successor, or only in part
    basis: tuple[Link, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a unit began and from which predecessors."""

    first_day: str
    predecessors: tuple[Kin, ...]
    with_figures: int
    basis: tuple[Link, ...]


def ending(scene: Scene, unit: Unit) -> Ending | None:
    """Return the end of a unit; None while it is in force."""
    if unit.valid_to is None:
        return None
    changes = scene.register.successors.get(unit.unit_id, ())
    communes = tuple(_communes(scene.register, unit.unit_id))
    moved = [change for commune in communes for change in scene.register.successors.get(commune, ())]
    new = dict.fromkeys(change.to_unit_id for change in moved)
    return Ending(
        last_day=text.day(unit.valid_to),
        since=text.day(type(unit.valid_to).fromordinal(unit.valid_to.toordinal() + 1)),
        successors=tuple(_successor(scene, unit, change) for change in changes),
        communes=len(communes),
        new_communes=_in_alphabetical_order(scene, new),
        divided=len({change.from_unit_id for change in moved if change.relation == "part"}),
        basis=_basis(scene, [change.basis for change in changes] or [change.basis for change in moved]),
        level=unit.level,
    )


def beginning(scene: Scene, unit: Unit) -> Beginning | None:
    """Return the beginning of a unit; None where nothing came before it."""
    changes = scene.register.predecessors.get(unit.unit_id, ())
    if unit.valid_from is None or not changes:
        return None
    kin = tuple(_predecessor(scene, change) for change in changes)
    return Beginning(
        first_day=text.day(unit.valid_from),
        predecessors=kin,
        with_figures=sum(1 for one in kin if one.figures),
        basis=_basis(scene, [change.basis for change in changes] or [unit.basis]),
    )


def _communes(register: Register, unit_id: str) -> Iterator[str]:
    """Yield the communes of the unit's own time below it."""
    for child_id in register.children.get(unit_id, ()):
        child = register.units[child_id]
        if child.ended != register.units[unit_id].ended:
            continue
        if child.level == "xa":
            yield child_id
        else:
            yield from _communes(register, child_id)


def _successor(scene: Scene, unit: Unit, change: UnitChange) -> Kin:
    """Return a successor in mid-sentence, dated where it bears the same name."""
    same_name = scene.unit(change.to_unit_id).full_name == unit.full_name
    named = scene.dated_unit_link if same_name else scene.unit_link
    return Kin(in_sentence(named(change.to_unit_id)), words.word("change", change.relation), ())


def _predecessor(scene: Scene, change: UnitChange) -> Kin:
    headlines = scene.figures(scene.measured.headlines.get(change.from_unit_id, ()))
    return Kin(
        unit=in_sentence(scene.dated_unit_link(change.from_unit_id)),
        relation=words.word("origin", change.relation),
        figures=tuple((subject(scene, one), figure(scene, one)) for one in headlines),
    )


def _in_alphabetical_order(scene: Scene, unit_ids: Iterable[str]) -> tuple[Link, ...]:
    links = [(text.collation_key(scene.unit(unit_id).name), scene.unit_link(unit_id)) for unit_id in unit_ids]
    return tuple(link for _, link in sorted(links, key=lambda pair: pair[0]))


def _basis(scene: Scene, named: Iterable[str | None]) -> tuple[Link, ...]:
    """Return the acts: a link where the act is among the documents, its name otherwise."""
    documents = scene.register.documents
    return tuple(
        scene.document_link(documents[name]) if name in documents else Link(name)
        for name in dict.fromkeys(named)
        if name is not None
    )
