"""The arithmetic of a form itself: a total and its parts, where it asks for both.

A form that asks for the parts of one breakdown asks for all of them, those without a name as "khác".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter

from msgspec import Struct

from generator.model import Breakdown, Observation, Question, Register
from generator.register_links import grouped


class UnequalParts(Struct, frozen=True):
    """A figure for a total, those of the same document and period for its parts, what these make."""

    form_id: str
    total: Observation
    parts: tuple[Observation, ...]
    computed: Decimal


def parts_of(total: Question, questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions for the parts of a total, where the form asks for parts of one breakdown."""
    others = [
        one
        for one in questions
        if one.indicator_id == total.indicator_id and len(one.breakdown) == 1 and not total.breakdown
    ]
    dimensions = {one.breakdown[0][0] for one in others}
    members = {one.breakdown for one in others}
    alone = len(dimensions) == 1 and 1 < len(members) == len(others)
    return tuple(others) if alone else ()


def unequal_parts(register: Register, unit_id: str) -> Iterator[UnequalParts]:
    """Yield the exact totals of a unit that their parts, all of them exact, do not make."""
    told: dict[tuple[object, ...], dict[Breakdown, Observation]] = {}
    for figure in (register.observations[name] for name in register.observations_of.get(unit_id, ())):
        is_exact = figure.value is not None and figure.qualifier is None
        if is_exact and figure.organisation_id is None and figure.occurrence == 1:
            about = figure.indicator_id, figure.period, figure.document_id
            told.setdefault(about, {})[figure.breakdown] = figure
    level = register.units[unit_id].level
    for (form_id, indicator_id), breakdowns in _sums(register, level).items():
        for (name, *_), by_part in told.items():
            if name == indicator_id and {(), *breakdowns} <= by_part.keys():
                total, parts = by_part[()], tuple(by_part[one] for one in breakdowns)
                computed = sum((one.value for one in parts if one.value is not None), Decimal())
                if computed != total.value:
                    yield UnequalParts(form_id, total, parts, computed)


def _sums(register: Register, level: str) -> Mapping[tuple[str, str], tuple[Breakdown, ...]]:
    """Return the parts that each form of a level asks for, by form and indicator."""
    of_level = (one for one in register.questions if one.level == level and one.indicator_id is not None)
    asked = grouped((one for one in of_level if one.organisation_scope != "each"), attrgetter("form_id"))
    return {
        (form_id, total.indicator_id or ""): tuple(one.breakdown for one in parts)
        for form_id, questions in asked.items()
        for total in questions
        if (parts := parts_of(total, questions))
    }
