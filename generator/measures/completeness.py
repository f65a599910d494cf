"""Completeness: which units have figures, which sub-units reported, which questions are answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Observation, Question, Register, Unit


@dataclass(frozen=True, slots=True)
class Coverage:
    """The direct sub-units of a unit: all of its own time, and those with figures of their own."""

    reported: tuple[str, ...]
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit reported to one question of a form; `missing` says why where nothing is there."""

    question: Question
    figure_ids: tuple[str, ...]
    missing: str | None


def units_with_page(register: Register) -> frozenset[str]:
    """Return the provinces of today, the units with figures, those above them, their successors."""
    with_figures = set(register.observations_of)
    pages = {unit_id for unit_id, unit in register.units.items() if unit.level == "tinh" and not unit.ended}
    for unit_id in with_figures:
        pages.update(ancestry(register, unit_id))
        for change in register.successors.get(unit_id, ()):
            pages.update(ancestry(register, change.to_unit_id))
    return frozenset(pages)


def ancestry(register: Register, unit_id: str) -> Iterator[str]:
    """Yield the unit itself and every unit above it, upwards."""
    current: str | None = unit_id
    while current is not None:
        yield current
        current = register.units[current].parent_id


def cover(register: Register, unit_id: str) -> Coverage:
    """Count the direct sub-units that ended with the unit, or live while it lives."""
    unit = register.units[unit_id]
    due = tuple(
        child for child in register.children.get(unit_id, ()) if _same_time(unit, register.units[child])
    )
    return Coverage(tuple(child for child in due if child in register.observations_of), due)


def _same_time(unit: Unit, child: Unit) -> bool:
    return unit.ended == child.ended


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
        if _answers(register.observations[figure_id], question)
    ]
    latest = max((figure.period.end for figure in figures), default=None)
    of_latest = [figure for figure in figures if figure.period.end == latest]
    published = tuple(figure.figure_id for figure in of_latest if figure.value is not None)
    return Answer(question, published, None if published else _reason(register, unit_id, question, of_latest))


def _answers(figure: Observation, question: Question) -> bool:
    asked = figure.indicator_id == question.indicator_id and figure.breakdown == question.breakdown
    one_by_one = question.organisation_scope == "each"
    return asked and (figure.organisation_id is not None) == one_by_one


def _reason(register: Register, unit_id: str, question: Question, figures: list[Observation]) -> str:
    stated = next((figure.missing for figure in figures if figure.missing), None)
    if stated is not None:
        return stated
    return "not_reported" if register.units[unit_id].level == question.level else "not_applicable"
