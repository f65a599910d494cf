"""Completeness: which units have figures, which sub-units reported, which questions are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model import Breakdown, Observation, Period, Question, Register, Unit

COMMUNE = "xa"

Subject = tuple[str, Breakdown, bool]
"""What a figure tells or a question asks: indicator, breakdown, whether of one association."""
Told = Mapping[Subject, Mapping[Period, Mapping[str, list[Observation]]]]
"""The figures of communes by what they tell, by period and by unit."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The direct sub-units of a unit as it is, or as it was when it ended; those with own figures."""

    reported: tuple[str, ...]
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit reported to one question of a form; `missing` says why where nothing is there."""

    question: Question
    figure_ids: tuple[str, ...]
    missing: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """One question of a form: which communes answered it, and why the others did not.

    Every commune due is either in `reported` or counted under one reason in `missing`.
    """

    question: Question
    reported: tuple[str, ...]
    zeros: int  # of those, how many answered 0: a figure like any other
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Survey:
    """One form in one period over the communes of a province or district."""

    document_id: str
    period: Period
    due: tuple[str, ...]  # in force on at least one day of the period
    not_yet: tuple[str, ...]  # of today's or its last day's communes, those that began later
    tallies: tuple[Tally, ...]

    @property
    def answered(self) -> tuple[str, ...]:
        """The communes that answered at least one question."""
        found = {unit_id for tally in self.tallies for unit_id in tally.reported}
        return tuple(unit_id for unit_id in self.due if unit_id in found)


def units_with_page(register: Register, reporting: Iterable[str]) -> frozenset[str]:
    """Return the provinces of today, the units with figures, those above them, what became of them."""
    pages = {unit_id for unit_id, unit in register.units.items() if unit.level == "tinh" and not unit.ended}
    for unit_id in reporting:
        for kin in (unit_id, *_followers(register, unit_id)):
            pages.update(ancestry(register, kin))
    return frozenset(pages)


def _followers(register: Register, unit_id: str) -> Iterator[str]:
    """Yield the successors of a unit, and theirs."""
    for change in register.successors.get(unit_id, ()):
        yield change.to_unit_id
        yield from _followers(register, change.to_unit_id)


def ancestry(register: Register, unit_id: str) -> Iterator[str]:
    """Yield the unit itself and every unit above it, upwards."""
    current: str | None = unit_id
    while current is not None:
        yield current
        current = register.units[current].parent_id


def cover(register: Register, unit_id: str) -> Coverage:
    """Count the direct sub-units of today, or of the unit's last day."""
    last_day = register.units[unit_id].valid_to
    children = register.children.get(unit_id, ())
    due = tuple(child for child in children if in_force_on(register.units[child], last_day))
    return Coverage(tuple(child for child in due if child in register.observations_of), due)


def in_force_on(unit: Unit, day: date | None) -> bool:
    """Whether a unit was in force on a day; without a day, whether it is in force still."""
    if day is None:
        return not unit.ended
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or day <= unit.valid_to)


def answers_of(register: Register, unit_id: str) -> tuple[Answer, ...]:
    """Return what the unit reported to every question that asks for a figure, in the forms' order."""
    return tuple(
        _answer(register, unit_id, question)
        for question in register.questions
        if question.indicator_id is not None
    )


def _answer(register: Register, unit_id: str, question: Question) -> Answer:
    figures = [
        register.observations[figure_id]
        for figure_id in register.observations_of.get(unit_id, ())
        if _subject(register.observations[figure_id]) == _asked(question)
    ]
    latest = max((figure.period.end for figure in figures), default=None)
    of_latest = [figure for figure in figures if figure.period.end == latest]
    published = tuple(figure.figure_id for figure in of_latest if figure.value is not None)
    if published:
        return Answer(question, published, None)
    began_later = _began_after_form(register, unit_id, question)
    missing = "unit_did_not_exist" if began_later else _reason(register, unit_id, question, of_latest)
    return Answer(question, (), missing)


def _began_after_form(register: Register, unit_id: str, question: Question) -> bool:
    """Whether the form asks for a time before the unit, which is of the level that it asks."""
    unit = register.units[unit_id]
    asked_until = register.documents[question.document_id].period_end
    if unit.level != question.level or asked_until is None or unit.valid_from is None:
        return False
    return asked_until < unit.valid_from


def _subject(figure: Observation) -> Subject:
    return figure.indicator_id, figure.breakdown, figure.organisation_id is not None


def _asked(question: Question) -> Subject:
    assert question.indicator_id is not None
    return question.indicator_id, question.breakdown, question.organisation_scope == "each"


def _reason(register: Register, unit_id: str, question: Question, figures: Iterable[Observation]) -> str:
    stated = next((figure.missing for figure in figures if figure.missing), None)
    if stated is not None:
        return stated
    return "not_reported" if register.units[unit_id].level == question.level else "not_applicable"


# Forms over the communes of a place ---------------------------------------------------------


def surveys_of(register: Register, unit_id: str) -> tuple[Survey, ...]:
    """Return the forms that the communes of a province or district answered, period by period."""
    if register.units[unit_id].level == COMMUNE:
        return ()
    forms: dict[str, list[Question]] = {}
    for question in register.questions:
        if question.indicator_id is not None and question.level == COMMUNE:
            forms.setdefault(question.document_id, []).append(question)
    communes = tuple(_communes(register, unit_id))
    told = _told(register, communes) if forms else {}
    return tuple(
        _survey(register, unit_id, document_id, questions, communes, told, period)
        for document_id, questions in forms.items()
        for period in sorted({period for question in questions for period in told.get(_asked(question), ())})
    )


def communes_of(register: Register, unit_id: str) -> Coverage | None:
    """Return the communes below a unit of the time when some of them reported; None where none did."""
    communes = tuple(_communes(register, unit_id))
    reported = tuple(commune for commune in communes if commune in register.observations_of)
    last_days = {register.units[commune].valid_to for commune in reported}
    due = tuple(one for one in communes if register.units[one].valid_to in last_days)
    return Coverage(reported, due) if reported else None


def _communes(register: Register, unit_id: str) -> Iterator[str]:
    """Yield every commune that ever lay below a unit."""
    for child_id in register.children.get(unit_id, ()):
        if register.units[child_id].level == COMMUNE:
            yield child_id
        else:
            yield from _communes(register, child_id)


def _told(register: Register, communes: Iterable[str]) -> Told:
    told: dict[Subject, dict[Period, dict[str, list[Observation]]]] = {}
    for unit_id in communes:
        for figure_id in register.observations_of.get(unit_id, ()):
            figure = register.observations[figure_id]
            of_period = told.setdefault(_subject(figure), {}).setdefault(figure.period, {})
            of_period.setdefault(unit_id, []).append(figure)
    return told


def _survey(
    register: Register,
    unit_id: str,
    document_id: str,
    questions: list[Question],
    communes: tuple[str, ...],
    told: Told,
    period: Period,
) -> Survey:
    last_day = register.units[unit_id].valid_to
    due = tuple(one for one in communes if register.units[one].existed_in(period))
    of_the_place = (one for one in communes if in_force_on(register.units[one], last_day))
    not_yet = tuple(one for one in of_the_place if one not in due)
    tallies = tuple(
        _tally(register, question, due, told.get(_asked(question), {}).get(period, {}))
        for question in questions
    )
    return Survey(document_id, period, due, not_yet, tallies)


def _tally(
    register: Register, question: Question, due: tuple[str, ...], told: Mapping[str, list[Observation]]
) -> Tally:
    values = {
        unit_id: [figure.value for figure in told.get(unit_id, ()) if figure.value is not None]
        for unit_id in due
    }
    missing: dict[str, int] = {}
    for unit_id in due:
        if not values[unit_id]:
            reason = _reason(register, unit_id, question, told.get(unit_id, ()))
            missing[reason] = missing.get(reason, 0) + 1
    return Tally(
        question=question,
        reported=tuple(unit_id for unit_id in due if values[unit_id]),
        zeros=sum(1 for said in values.values() if said and not any(said)),
        missing=missing,
    )
