"""Sums over sub-units: only where the indicator adds up over units, and never across periods,
organisations or breakdowns that differ.  A sum over an incomplete set says of how many it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.measures.completeness import Coverage
from generator.model import Breakdown, Observation, Period, Register


@dataclass(frozen=True, slots=True)
class Total:
    """One sum: of `reported` (n) out of `due` (N) sub-units; its qualifier follows from its parts'."""

    indicator_id: str
    organisation_id: str | None
    breakdown: Breakdown
    period: Period
    value: Decimal
    qualifier: str | None
    reported: tuple[str, ...]
    due: tuple[str, ...]


def totals_of(register: Register, coverage: Coverage) -> tuple[Total, ...]:
    """Return the sums over sub-units of everything that at least two of them report alike."""
    groups: defaultdict[tuple[str, str | None, Breakdown, Period], dict[str, Observation]] = defaultdict(dict)
    for unit_id in coverage.reported:
        for figure_id in register.observations_of[unit_id]:
            figure = register.observations[figure_id]
            if figure.value is not None and register.indicators[figure.indicator_id].adds_over_units:
                key = (figure.indicator_id, figure.organisation_id, figure.breakdown, figure.period)
                groups[key].setdefault(unit_id, figure)
    return tuple(
        Total(
            *key,
            value=sum((figure.value for figure in parts.values() if figure.value is not None), Decimal(0)),
            qualifier=bound_of(parts.values()),
            reported=tuple(parts),
            due=coverage.due,
        )
        for key, parts in groups.items()
        if len(parts) > 1
    )


def bound_of(figures: Iterable[Observation]) -> str | None:
    """Return the qualifier of a sum: None if all parts are exact, `~` if they pull both ways."""
    bounds = {figure.qualifier for figure in figures} - {None}
    return bounds.pop() if len(bounds) == 1 else ("~" if bounds else None)
