"""Sums over sub-units: only where the indicator adds up over units, and never across periods,
organisations or breakdowns that differ.  A sum over an incomplete set says of how many it is; one
that the unit's own figures contradict is not made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from generator.bounds import is_open
from generator.measures.completeness import Coverage
from generator.model import Breakdown, Observation, Period, Register
from generator.model.codes import PeriodBasis, Qualifier

Key = tuple[str, str | None, Breakdown, Period]
"""What is added up: indicator, organisation, breakdown, period."""
Stated = Mapping[tuple[str, Period], Sequence[Observation]]
"""Figures of one unit by indicator and period."""


class Total(Struct, frozen=True):
    """One sum: of `reported` (n) out of `due` (N) sub-units; its qualifier follows from its parts'."""

    indicator_id: str
    organisation_id: str | None
    breakdown: Breakdown
    period: Period
    period_basis: PeriodBasis  # stated only where it is of all parts
    value: Decimal
    qualifier: Qualifier | None
    is_open: bool  # whether one of its parts is printed as a limit only
    reported: tuple[str, ...]
    due: tuple[str, ...]


def totals_of(register: Register, unit_id: str, coverage: Coverage) -> tuple[Total, ...]:
    """Return the sums over sub-units of everything that at least two of them report alike.

    None where it would mislead: where all that some of the sub-units report is that they have none,
    and where the unit itself states another total for them, or states it for another organisation.
    """
    groups: defaultdict[Key, dict[str, Observation]] = defaultdict(dict)
    for child_id in coverage.reported:
        for figure_id in register.observations_of[child_id]:
            figure = register.observations[figure_id]
            if figure.value is not None and register.indicators[figure.indicator_id].adds_over_units:
                key = (figure.indicator_id, figure.organisation_id, figure.breakdown, figure.period)
                groups[key].setdefault(child_id, figure)
    totals = (_total(key, parts, coverage.due) for key, parts in groups.items() if len(parts) > 1)
    stated = _stated(register, unit_id) if groups else {}
    return tuple(
        total for total in totals if not _only_zeros(total) and not _is_disputed(register, total, stated)
    )


def _total(key: Key, parts: Mapping[str, Observation], due: tuple[str, ...]) -> Total:
    return Total(
        *key,
        period_basis=_basis_of(parts.values()),
        value=sum((figure.value for figure in parts.values() if figure.value is not None), Decimal(0)),
        qualifier=bound_of(parts.values()),
        is_open=any(map(is_open, parts.values())),
        reported=tuple(parts),
        due=due,
    )


def _basis_of(figures: Iterable[Observation]) -> PeriodBasis:
    """Return what the period of a sum rests on: the least that it rests on in one of its parts."""
    found = {figure.period_basis for figure in figures}
    return "inferred" if "inferred" in found else "open" if "open" in found else "stated"


def _only_zeros(total: Total) -> bool:
    """Whether the units of a sum are named only for having none, and the others are not told of."""
    return not total.value and len(total.reported) < len(total.due)


def _stated(register: Register, unit_id: str) -> Stated:
    """Return what the unit itself states, by indicator and period."""
    own: defaultdict[tuple[str, Period], list[Observation]] = defaultdict(list)
    for figure_id in register.observations_of.get(unit_id, ()):
        figure = register.observations[figure_id]
        own[figure.indicator_id, figure.period].append(figure)
    return own


def _is_disputed(register: Register, total: Total, stated: Stated) -> bool:
    """Whether the unit states the sum otherwise: another value, or of a wider or narrower organisation."""
    level = register.units[total.reported[0]].level
    for figure in stated.get((total.indicator_id, total.period), ()):
        of_sub_units = {pair for pair in figure.breakdown if register.members[pair].level == level}
        same_part = set(figure.breakdown) - of_sub_units <= set(total.breakdown) <= set(figure.breakdown)
        if same_part and figure.organisation_id == total.organisation_id and figure.value != total.value:
            return True
        is_of_other = figure.organisation_id != total.organisation_id and of_sub_units
        if same_part and is_of_other and (_is_wide(register, figure) or _is_wide(register, total)):
            return True
    return False


def _is_wide(register: Register, counted: Observation | Total) -> bool:
    """Whether it is of several organisations: of a group, or of all associations together."""
    body = counted.organisation_id
    return body is None or register.organisations[body].is_group


def bound_of(figures: Iterable[Observation]) -> Qualifier | None:
    """Return the qualifier of a sum: None if all parts are exact, `~` if they pull both ways."""
    bounds = {figure.qualifier for figure in figures} - {None}
    return bounds.pop() if len(bounds) == 1 else ("~" if bounds else None)
