"""What a unit came from and what became of it: the notices at the top of its page."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator import text, urls
from generator.model import Unit, UnitChange
from generator.pages.blocks.other_sources import said_elsewhere
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence


class Kept(Struct, frozen=True):
    """What stayed as it was when nothing but the unit above changed."""

    same: Link  # what that is, linked to the unit before or after
    before: Link  # the unit above, in mid-sentence
    after: Link


class Related(Struct, frozen=True):
    """A predecessor or a successor and how it is related."""

    unit: Link
    relation: str  # words
    fellows: tuple[Link, ...]  # of a unit that went whole: what else made its successor
    disputed: str | None  # what another source says, in a sentence
    kept: Kept | None


class Ending(Struct, frozen=True):
    """When a unit ended, by which act, and what became of it."""

    last_day: str
    since: str  # the first day of the successors
    successors: tuple[Related, ...]
    basis: tuple[Link, ...]
    basis_below: tuple[Link, ...]  # of a unit without successors: the acts by which its communes moved
    with_districts: bool  # whether it ended with the level of districts


class Beginning(Struct, frozen=True):
    """When a unit began and from which predecessors."""

    first_day: str
    predecessors: tuple[Related, ...]
    reported: int  # of the predecessors, how many have figures
    basis: tuple[Link, ...]


def end_of(context: Context, unit: Unit) -> Ending | None:
    """Return the end of a unit; None while it is in force."""
    if unit.valid_to is None:
        return None
    changes = context.register.successors.get(unit.unit_id, ())
    regrouped = context.measured.regrouped.get(unit.unit_id)
    members = () if regrouped is None or changes else regrouped.members
    moved = [change for member in members for change in context.register.successors.get(member, ())]
    return Ending(
        last_day=text.day(unit.valid_to),
        since=text.day(type(unit.valid_to).fromordinal(unit.valid_to.toordinal() + 1)),
        successors=tuple(_successor(context, unit, change) for change in changes),
        basis=_basis(context, [change.basis for change in changes]),
        basis_below=_basis(context, [change.basis for change in moved]),
        with_districts=unit.level == "huyen" and unit.valid_to == urls.LAST_DAY_OF_DISTRICTS,
    )


def beginning_of(context: Context, unit: Unit) -> Beginning | None:
    """Return the beginning of a unit; None where nothing came before it."""
    changes = context.register.predecessors.get(unit.unit_id, ())
    if unit.valid_from is None or not changes:
        return None
    figures = context.measured.reporting
    return Beginning(
        first_day=text.day(unit.valid_from),
        predecessors=tuple(_predecessor(context, change) for change in changes),
        reported=sum(1 for change in changes if change.from_unit_id in figures),
        basis=_basis(context, [change.basis for change in changes] or [unit.basis]),
    )


def parts_of(context: Context, changes: Iterable[UnitChange], unit: Unit) -> tuple[Link, ...]:
    """Return what a unit was made of, in mid-sentence."""
    return tuple(_fellow(context, change, unit) for change in changes)


def _successor(context: Context, unit: Unit, change: UnitChange) -> Related:
    """Return a successor in mid-sentence, called the new one where it bears the same name."""
    link = in_sentence(context.unit_link(change.to_unit_id))
    if context.unit(change.to_unit_id).full_name == unit.full_name:
        link = Link(words.sentence("unit_of_new", name=link.text), link.href)
    return Related(
        link,
        words.word("change", change.relation),
        _fellows(context, change) if change.relation == "whole" else (),
        said_elsewhere(context, change),
        _kept(context, change, change.to_unit_id),
    )


def _kept(context: Context, change: UnitChange, linked_id: str) -> Kept | None:
    """Return what stayed as it was; None where more changed, or another source says so."""
    before, after = context.unit(change.from_unit_id), context.unit(change.to_unit_id)
    if change.relation != "unchanged" or change.disputed is not None:
        return None
    if before.parent_id is None or after.parent_id is None:
        return None
    same = "name_and_boundaries" if before.full_name == after.full_name else "boundaries"
    return Kept(
        Link(words.word("heading", same), context.unit_link(linked_id).href),
        in_sentence(context.unit_link(before.parent_id)),
        in_sentence(context.unit_link(after.parent_id)),
    )


def _fellows(context: Context, change: UnitChange) -> tuple[Link, ...]:
    """Return the other units, and parts of units, that made the successor of one."""
    successor = context.unit(change.to_unit_id)
    return tuple(
        _fellow(context, other, successor)
        for other in context.register.predecessors.get(successor.unit_id, ())
        if other.from_unit_id != change.from_unit_id
    )


def _fellow(context: Context, change: UnitChange, successor: Unit) -> Link:
    """Return a predecessor in mid-sentence, dated where its successor bears its name: `một phần xã A`."""
    same_name = context.unit(change.from_unit_id).full_name == successor.full_name
    link = in_sentence((context.dated_unit_link if same_name else context.unit_link)(change.from_unit_id))
    part = words.sentence("part_of_unit", name=link.text)
    return Link(part, link.href) if change.relation == "part" else link


def _predecessor(context: Context, change: UnitChange) -> Related:
    unit = in_sentence(context.dated_unit_link(change.from_unit_id))
    relation = words.word("origin", change.relation)
    kept = _kept(context, change, change.from_unit_id)
    return Related(unit, relation, (), said_elsewhere(context, change), kept)


def _basis(context: Context, named: Iterable[str | None]) -> tuple[Link, ...]:
    """Return the acts: a link where the act is among the documents, its name otherwise."""
    documents = context.register.documents
    return tuple(
        context.document_link(documents[name]) if name in documents else Link(words.as_written(name))
        for name in dict.fromkeys(named)
        if name is not None
    )
