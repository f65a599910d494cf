"""Figures across a change of boundaries: what may be said of a successor, and what may not.

A value is carried to a successor only if every unit it was made from went over whole and every one
of them reported the same thing for the same period; where there are several, the indicator must
also add up over units.  Otherwise there is no sum: the parts stay parts, with the reason.  Nothing
is ever apportioned.

A former province or district is read again as a set of today's units: exactly, where each of its
communes went over whole and none of today's units holds anything from outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial

from generator.measures.completeness import in_force_on
from generator.measures.totals import bound_of
from generator.model import Breakdown, Observation, Period, Register, UnitChange

WHOLE = frozenset({"whole", "unchanged", "renamed", "type_changed"})
"""Relations in which nothing of the predecessor went elsewhere."""

Subject = tuple[str, str | None, Breakdown, Period]
"""What is counted: indicator, organisation, breakdown, period."""


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that a successor was made from; without `figure_id` it said nothing on the subject."""

    unit_id: str
    figure_id: str | None
    reported: bool  # with a value, not only with a reason why there is none
    whole: bool


@dataclass(frozen=True, slots=True)
class Bridged:
    """One subject seen from a successor; `value` is None where it may not be carried.

    `obstacles` says why: not_reported, not_whole, not_additive.
    """

    indicator_id: str
    organisation_id: str | None
    breakdown: Breakdown
    period: Period
    parts: tuple[Part, ...]
    value: Decimal | None
    qualifier: str | None
    obstacles: tuple[str, ...]

    @property
    def subject(self) -> Subject:
        return self.indicator_id, self.organisation_id, self.breakdown, self.period

    @property
    def reported(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.reported)


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit of today that holds a former one, or a part of it."""

    unit_id: str
    whole: bool  # whether the former unit went into it whole, through every change


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A former province or district as a set of today's units."""

    members: tuple[str, ...]  # its communes on its last day
    units: tuple[str, ...]  # of today, in official order
    mixed: Mapping[str, tuple[str, ...]]  # of these, those with units from outside, and which
    divided: Mapping[str, tuple[str, ...]]  # communes that went to several, or in part, and where
    lost: tuple[str, ...]  # communes of which the record does not say what became

    @property
    def same_area(self) -> bool:
        """Whether today's units together cover exactly the former area."""
        return bool(self.units) and not self.mixed and not self.lost

    @property
    def exact(self) -> bool:
        """Whether moreover each commune can be followed into exactly one of them."""
        return self.same_area and not self.divided


def went_whole(register: Register, change: UnitChange) -> bool:
    """Whether all of the predecessor went into this one successor."""
    return change.relation in WHOLE and len(register.successors[change.from_unit_id]) == 1


# Figures --------------------------------------------------------------------------------------


def bridged_of(register: Register, unit_id: str) -> tuple[Bridged, ...]:
    """Return every subject on which a predecessor reported and the unit itself did not."""
    said = _Said(register)
    own = said.stated(unit_id)
    subjects = [subject for subject in said.before(unit_id) if subject not in own]
    return tuple(_bridged(said, unit_id, subject) for subject in subjects)


class _Said:
    """What each unit stated, and its predecessors before it; looked up once a unit."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.stated = cache(partial(_stated, register))
        self.before = cache(self._before)

    def _before(self, unit_id: str) -> dict[Subject, None]:
        """Return the subjects on which a unit's predecessors, near or far, gave a value, in order."""
        found: dict[Subject, None] = {}
        for change in self.register.predecessors.get(unit_id, ()):
            stated = self.stated(change.from_unit_id).items()
            found.update(dict.fromkeys(subject for subject, figure in stated if figure.value is not None))
            found.update(self.before(change.from_unit_id))
        return found


def _bridged(said: _Said, unit_id: str, subject: Subject) -> Bridged:
    register = said.register
    parts = tuple(_merged(_parts(said, unit_id, subject, True)).values())
    obstacles = tuple(_obstacles(register, subject, parts))
    figures = [register.observations[part.figure_id] for part in parts if part.figure_id is not None]
    carried = None if obstacles else sum((one.value for one in figures if one.value is not None), Decimal(0))
    return Bridged(
        *subject,
        parts=parts,
        value=carried,
        qualifier=None if obstacles else bound_of(figures),
        obstacles=obstacles,
    )


def _obstacles(register: Register, subject: Subject, parts: tuple[Part, ...]) -> Iterator[str]:
    if not all(part.whole for part in parts):
        yield "not_whole"
    if not all(part.reported for part in parts):
        yield "not_reported"
    if len(parts) > 1 and not register.indicators[subject[0]].adds_over_units:
        yield "not_additive"


def _parts(said: _Said, unit_id: str, subject: Subject, whole: bool) -> Iterator[Part]:
    """Yield the predecessors; one that only passed figures on is replaced by its own predecessors."""
    for change in said.register.predecessors.get(unit_id, ()):
        former = change.from_unit_id
        still_whole = whole and went_whole(said.register, change)
        figure = said.stated(former).get(subject)
        if figure is None and subject in said.before(former):
            yield from _parts(said, former, subject, still_whole)
        else:
            yield _part(former, figure, still_whole)


def _part(unit_id: str, figure: Observation | None, whole: bool) -> Part:
    if figure is None:
        return Part(unit_id, None, False, whole)
    return Part(unit_id, figure.figure_id, figure.value is not None, whole)


def _merged(parts: Iterator[Part]) -> dict[str, Part]:
    """Keep each unit once; one that came by two ways came by neither whole."""
    known: dict[str, Part] = {}
    for part in parts:
        known[part.unit_id] = part if part.unit_id not in known else _in_part(part)
    return known


def _in_part(part: Part) -> Part:
    return Part(part.unit_id, part.figure_id, part.reported, False)


def _stated(register: Register, unit_id: str) -> dict[Subject, Observation]:
    """Return the unit's figure on each subject: the first statement that has a value."""
    stated: dict[Subject, Observation] = {}
    for figure_id in register.observations_of.get(unit_id, ()):
        figure = register.observations[figure_id]
        subject = (figure.indicator_id, figure.organisation_id, figure.breakdown, figure.period)
        if subject not in stated or (stated[subject].value is None and figure.value is not None):
            stated[subject] = figure
    return stated


# Units ----------------------------------------------------------------------------------------


def heirs_of(register: Register, unit_id: str) -> tuple[Heir, ...]:
    """Return the units of today that hold a former unit, through any number of changes."""
    found: dict[str, Heir] = {}
    for heir in _heirs(register, unit_id, True):
        found[heir.unit_id] = heir if heir.unit_id not in found else Heir(heir.unit_id, False)
    return tuple(found.values())


def _heirs(register: Register, unit_id: str, whole: bool) -> Iterator[Heir]:
    for change in register.successors.get(unit_id, ()):
        still_whole = whole and went_whole(register, change)
        if register.successors.get(change.to_unit_id):
            yield from _heirs(register, change.to_unit_id, still_whole)
        else:
            yield Heir(change.to_unit_id, still_whole)


def regrouped_of(register: Register, unit_id: str) -> Regrouped | None:
    """Return a former province or district as today's units; None for any other unit."""
    last_day = register.units[unit_id].valid_to
    members = () if last_day is None else tuple(_members(register, unit_id, last_day))
    if last_day is None or not members:
        return None
    heirs = {member: _today(register, member) for member in members}
    held = {heir.unit_id for several in heirs.values() for heir in several}
    units = tuple(one for one in register.units if one in held) if held else ()
    outside = {one: _from_outside(register, one, last_day, frozenset(members)) for one in units}
    return Regrouped(
        members=members,
        units=units,
        mixed={one: others for one, others in outside.items() if others},
        divided={
            member: tuple(heir.unit_id for heir in several)
            for member, several in heirs.items()
            if several and not all(heir.whole for heir in several)
        },
        lost=tuple(member for member, several in heirs.items() if not several),
    )


def _today(register: Register, unit_id: str) -> tuple[Heir, ...]:
    """Return the heirs of a unit; one still in force is its own."""
    if not register.units[unit_id].ended:
        return (Heir(unit_id, True),)
    return heirs_of(register, unit_id)


def _members(register: Register, unit_id: str, day: date) -> Iterator[str]:
    """Yield the units below one that have none below them, as they were on a day."""
    for child_id in register.children.get(unit_id, ()):
        if not in_force_on(register.units[child_id], day):
            continue
        below = tuple(_members(register, child_id, day))
        yield from below or (child_id,)


def _from_outside(register: Register, unit_id: str, day: date, members: frozenset[str]) -> tuple[str, ...]:
    """Return what a unit of today holds beside the members, as it was on the day."""
    return tuple(one for one in dict.fromkeys(_made_from(register, unit_id, day)) if one not in members)


def _made_from(register: Register, unit_id: str, day: date) -> Iterator[str]:
    """Yield the units in force on a day that a later unit was made from; itself where none is known."""
    changes = register.predecessors.get(unit_id, ())
    if not changes or in_force_on(register.units[unit_id], day):
        yield unit_id
        return
    for change in changes:
        yield from _made_from(register, change.from_unit_id, day)
