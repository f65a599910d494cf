"""Reporting forms: to whom one applies, what a unit answered, how many communes answered what.

A form asks a level, in the territory and about the period of its document.  It is a yardstick for
the units of that level that lay there in that period, and for figures of that period alone: nothing
is missing from a report that was never asked for, and figures of another time answer nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.measures.territory import COMMUNE, Territory
from generator.model import Breakdown, Observation, Period, Question, Register
from generator.model.codes import Level, Missing
from generator.register_links import grouped

Subject = tuple[str, Breakdown, bool]
"""What a figure tells or a question asks: indicator, breakdown, whether of one association."""
Told = Mapping[Subject, Mapping[Period, Mapping[str, list[Observation]]]]
"""The figures of communes by what they tell, by period and by unit."""


class Answer(Struct, frozen=True):
    """What the record has for one question of a form, or the reason that it states why there is no number.

    A report need not follow the form: a question without figure and without reason is one of which nothing
    is known.
    """

    question: Question
    figure_ids: tuple[str, ...]
    missing: Missing | None


class Tally(Struct, frozen=True):
    """One question of a form: which communes answered it, and why the others did not.

    Every commune due is either in `reported` or counted under one reason in `missing`; under None are those
    of which the record says nothing.
    """

    question: Question
    reported: tuple[str, ...]
    zeros: int  # of those, how many answered 0: a figure like any other
    missing: Mapping[Missing | None, int]


class Survey(Struct, frozen=True):
    """One form in one period over the communes of a province or district."""

    document_id: str
    period: Period
    due: tuple[str, ...]  # those it applies to, in force on at least one day of the period
    not_yet: tuple[str, ...]  # of today's or its last day's communes, those that began later
    tallies: tuple[Tally, ...]

    @property
    def answered(self) -> tuple[str, ...]:
        """The communes that have a figure for at least one question."""
        found = {unit_id for tally in self.tallies for unit_id in tally.reported}
        return tuple(unit_id for unit_id in self.due if unit_id in found)


class _Form(Struct, frozen=True):
    """The questions for figures of one document to one level, in its period and territory."""

    document_id: str
    level: Level
    period: Period
    territory: str | None  # None is the whole country
    questions: tuple[Question, ...]

    def asks(self, register: Register, unit_id: str) -> bool:
        """Whether a unit is of the level and lies in the territory."""
        if register.units[unit_id].level != self.level:
            return False
        return self.territory is None or self.territory in (unit_id, *Territory(register).above(unit_id))


def _forms(register: Register) -> Iterator[_Form]:
    """Yield the forms that ask for figures; one without a period applies to nobody."""
    asking = (question for question in register.questions if question.indicator_id is not None)
    for (document_id, level), questions in grouped(asking, lambda one: (one.document_id, one.level)).items():
        document = register.documents[document_id]
        if document.period is not None:
            yield _Form(document_id, level, document.period, document.unit_id, questions)


def forms_asking(register: Register, unit_id: str, period: Period) -> tuple[str, ...]:
    """Return the forms of which the level, the territory and the time fit a report of a unit."""
    fitting = (form for form in _forms(register) if form.asks(register, unit_id) and period in form.period)
    return tuple(dict.fromkeys(question.form_id for form in fitting for question in form.questions))


def _subject(figure: Observation) -> Subject:
    return figure.indicator_id, figure.breakdown, figure.organisation_id is not None


def _asked(question: Question) -> Subject:
    assert question.indicator_id is not None
    return question.indicator_id, question.breakdown, question.organisation_scope == "each"


# One unit -------------------------------------------------------------------------------------


def answers_of(register: Register, unit_id: str) -> tuple[Answer, ...]:
    """Return what a unit answered to the forms that applied to it in a period it reported on."""
    return tuple(
        answer
        for form in _forms(register)
        if form.asks(register, unit_id) and register.units[unit_id].existed_in(form.period)
        for answer in _answers(register, unit_id, form)
    )


def _answers(register: Register, unit_id: str, form: _Form) -> Iterator[Answer]:
    figures = (register.observations[name] for name in register.observations_of.get(unit_id, ()))
    told = grouped((figure for figure in figures if figure.period in form.period), _subject)
    for question in form.questions if told else ():
        yield _answer(question, told.get(_asked(question), ()))


def _answer(question: Question, figures: Sequence[Observation]) -> Answer:
    latest = max((figure.period.end for figure in figures), default=None)
    of_latest = [figure for figure in figures if figure.period.end == latest]
    published = tuple(figure.figure_id for figure in of_latest if figure.value is not None)
    return Answer(question, published, None if published else _reason(of_latest))


def _reason(figures: Iterable[Observation]) -> Missing | None:
    return next((figure.missing for figure in figures if figure.missing), None)


# The communes of a place ----------------------------------------------------------------------


def surveys_of(register: Register, unit_id: str) -> tuple[Survey, ...]:
    """Return the forms that the communes of a province or district answered, period by period."""
    if register.units[unit_id].level == COMMUNE:
        return ()
    forms = [form for form in _forms(register) if form.level == COMMUNE]
    communes = Territory(register).communes(unit_id) if forms else ()
    told = _told(register, communes)
    last_day = register.units[unit_id].last_day
    of_the_place = {one for one in communes if register.units[one].in_force_on(last_day)}
    surveys = (
        _survey(register, form, communes, of_the_place, told, period)
        for form in forms
        for period in _periods(form, told)
    )
    return tuple(survey for survey in surveys if survey.due)


def _told(register: Register, communes: Iterable[str]) -> Told:
    told: dict[Subject, dict[Period, dict[str, list[Observation]]]] = {}
    for unit_id in communes:
        for figure_id in register.observations_of.get(unit_id, ()):
            figure = register.observations[figure_id]
            of_period = told.setdefault(_subject(figure), {}).setdefault(figure.period, {})
            of_period.setdefault(unit_id, []).append(figure)
    return told


def _periods(form: _Form, told: Told) -> list[Period]:
    """Return the periods of the figures that answer a form, the first one first."""
    found = {period for question in form.questions for period in told.get(_asked(question), ())}
    return sorted(period for period in found if period in form.period)


def _survey(
    register: Register,
    form: _Form,
    communes: tuple[str, ...],
    of_the_place: set[str],
    told: Told,
    period: Period,
) -> Survey:
    asked = [one for one in communes if form.asks(register, one)]
    due = tuple(one for one in asked if register.units[one].existed_in(period))
    return Survey(
        document_id=form.document_id,
        period=period,
        due=due,
        not_yet=tuple(one for one in asked if one in of_the_place and one not in due),
        tallies=tuple(
            _tally(question, due, told.get(_asked(question), {}).get(period, {}))
            for question in form.questions
        ),
    )


def _tally(question: Question, due: tuple[str, ...], told: Mapping[str, list[Observation]]) -> Tally:
    values = {
        unit_id: [figure.value for figure in told.get(unit_id, ()) if figure.value is not None]
        for unit_id in due
    }
    missing: dict[Missing | None, int] = {}
    for unit_id in due:
        if not values[unit_id]:
            reason = _reason(told.get(unit_id, ()))
            missing[reason] = missing.get(reason, 0) + 1
    return Tally(
        question=question,
        reported=tuple(unit_id for unit_id in due if values[unit_id]),
        zeros=sum(1 for said in values.values() if said and not any(said)),
        missing=missing,
    )
