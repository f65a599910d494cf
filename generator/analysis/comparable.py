"""Which figures may be set beside those of other units: exact ones, of a stated period, that are final."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator import text
from generator.model import Observation, Register
from generator.nouns import noun_in

FEWEST = 3
"""So many units make a comparison."""
_NOT_FINAL = frozenset({"draft", "template"})


Subject = tuple[str, str]
"""An indicator and an organisation, which is empty for all together."""


class Point(NamedTuple):
    """One comparable figure: the unit, whatever must be equal to be compared, and the value as text."""

    indicator_id: str
    unit_id: str
    level: str
    state: str  # in_force, former
    organisation_id: str  # empty for all associations together
    breakdown: str  # `dimension=member;…`
    noun: str  # what the source counts, where that is another word than the indicator's unit of measure
    start: str  # ISO dates
    end: str
    value: str  # plain, at most 15 digits


def points_of(register: Register, figures: Iterable[Observation]) -> dict[Subject, list[Point]]:
    """Return the comparable figures among some of one unit by subject, in the order given."""
    points: dict[Subject, list[Point]] = {}
    for figure in figures:
        if figure.value is not None and _is_comparable(register, figure):
            point = _point(register, figure, text.plain(figure.value))
            points.setdefault((point.indicator_id, point.organisation_id), []).append(point)
    return points


def _is_comparable(register: Register, figure: Observation) -> bool:
    """Leave out bounds, repeats, periods that no source states, and what only drafts say."""
    is_exact = figure.qualifier is None and figure.occurrence == 1 and figure.period_basis == "stated"
    return is_exact and is_final(register, figure)


def is_final(register: Register, figure: Observation) -> bool:
    """Whether its document is more than a draft."""
    return register.documents[figure.document_id].status not in _NOT_FINAL


def _point(register: Register, figure: Observation, value: str) -> Point:
    unit, noun = register.units[figure.unit_id], noun_in(figure.value_text or "")
    return Point(
        figure.indicator_id,
        figure.unit_id,
        unit.level,
        "former" if unit.ended else "in_force",
        figure.organisation_id or "",
        ";".join("=".join(pair) for pair in figure.breakdown),
        "" if noun is None or noun == register.indicators[figure.indicator_id].unit_of_measure else noun,
        figure.period.start.isoformat(),
        figure.period.end.isoformat(),
        value,
    )
