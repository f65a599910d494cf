"""Figures across a change of boundaries: what may be said of a successor, and what may not.

A value is carried to a successor only if every unit it was made from went over whole and every one
of them reported the same thing for the same period; where there are several, the indicator must
also add up over units.  Otherwise there is no sum: the parts stay parts, with the reason.  Nothing
is ever apportioned.

A former province or district is read again as a set of today's units: exactly, where each of its
communes went over whole and none of today's units holds anything from outside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial

from msgspec import Struct

from generator.measures.territory import Territory
from generator.measures.totals import bound_of
from generator.model import Breakdown, Observation, Period, Register
from generator.model.codes import Qualifier

Subject = tuple[str, str | None, Breakdown, Period]
"""What is counted: indicator, organisation, breakdown, period."""


class Part(Struct, frozen=True):
    """A unit that a successor was made from; without `figure_id` it said nothing on the subject."""

    unit_id: str
    figure_id: str | None
    reported: bool  # with a value, not only with a reason why there is none
    whole: bool


class Bridged(Struct, frozen=True):
    """One subject seen from a successor; `value` is None where it may not be carried.

    `obstacles` says why: not_reported, not_whole, not_additive.
    """

    indicator_id: str
    organisation_id: str | None
    breakdown: Breakdown
    period: Period
    parts: tuple[Part, ...]
    value: Decimal | None
    qualifier: Qualifier | None
    obstacles: tuple[str, ...]

    @property
    def subject(self) -> Subject:
        return self.indicator_id, self.organisation_id, self.breakdown, self.period

    @property
    def reported(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.reported)


class Regrouped(Struct, frozen=True):
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
        """Whether each commune, too, can be followed into exactly one of them."""
        return self.same_area and not self.divided


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
        still_whole = whole and Territory(said.register).went_whole(change)
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


def regrouped_of(register: Register, unit_id: str) -> Regrouped | None:
    """Return a former province or district as today's units; None for any other unit."""
    territory, last_day = Territory(register), register.units[unit_id].valid_to
    members = () if last_day is None else territory.smallest(unit_id, on=last_day)
    if last_day is None or not members:
        return None
    successors = {member: territory.today(member) for member in members}
    held = {one.unit_id for several in successors.values() for one in several}
    units = tuple(one for one in register.units if one in held) if held else ()
    made_from = {one: territory.origins(one, on=last_day) for one in units if one not in members}
    outside = {one: _others(origins, members) for one, origins in made_from.items()}
    return Regrouped(
        members=members,
        units=units,
        mixed={one: others for one, others in outside.items() if others},
        divided={
            member: tuple(one.unit_id for one in several)
            for member, several in successors.items()
            if several and not all(one.whole for one in several)
        },
        lost=tuple(member for member, several in successors.items() if not several),
    )


def _others(unit_ids: Iterable[str], members: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(unit_ids) if one not in members)
