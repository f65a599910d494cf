"""What follows from the figures by arithmetic; nothing here estimates, apportions or corrects.

    arithmetic     relations stated in the sources: do they hold?
    completeness   who was due to report, who did, which questions are answered
    totals         sums over sub-units, only where the indicator may be added up over units
    bridge         what may be carried from old units to today's, and what may not
    headlines      the most telling figures of a unit

In goes a `Register`, out comes one frozen `Measured` whose mappings keep the register's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from generator.measures.arithmetic import Finding, evaluate
from generator.measures.bridge import Bridged, Heir, Part, Regrouped, bridged_of, heirs_of, regrouped_of
from generator.measures.completeness import (
    Answer,
    Coverage,
    Survey,
    Tally,
    answers_of,
    communes_of,
    cover,
    surveys_of,
    units_with_page,
)
from generator.measures.headlines import headlines_of
from generator.measures.totals import Total, totals_of
from generator.model import Observation, Register

__all__ = [
    "Answer",
    "Bridged",
    "Coverage",
    "Finding",
    "Heir",
    "Measured",
    "Part",
    "Regrouped",
    "Survey",
    "Tally",
    "Total",
    "measure",
    "share",
]

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured; keys are ids, values tuples of ids or of frozen results."""

    findings: tuple[Finding, ...]
    findings_of_figure: Mapping[str, tuple[Finding, ...]]
    findings_of_unit: Mapping[str, tuple[Finding, ...]]
    findings_of_document: Mapping[str, tuple[Finding, ...]]
    headlines: Mapping[str, tuple[str, ...]]
    coverage: Mapping[str, Coverage]
    totals: Mapping[str, tuple[Total, ...]]
    answers: Mapping[str, tuple[Answer, ...]]
    figures_of_organisation: Mapping[str, tuple[str, ...]]
    figures_of_indicator: Mapping[str, tuple[str, ...]]
    figures_of_document: Mapping[str, tuple[str, ...]]
    has_page: frozenset[str]
    bridged: Mapping[str, tuple[Bridged, ...]]  # units with predecessors that reported
    heirs: Mapping[str, tuple[Heir, ...]]  # ended units: what holds them today
    regrouped: Mapping[str, Regrouped]  # former provinces and districts
    surveys: Mapping[str, tuple[Survey, ...]]  # provinces and districts whose communes answered
    communes: Mapping[str, Coverage]  # the same, whatever their communes reported


def measure(register: Register) -> Measured:
    """Measure everything that the pages, charts and downloads show beside the figures."""
    findings = evaluate(register)
    has_page = units_with_page(register)
    coverage = {unit_id: cover(register, unit_id) for unit_id in register.units if unit_id in has_page}
    return Measured(
        findings=findings,
        findings_of_figure=_grouped(findings, lambda finding: finding.figure_ids),
        findings_of_unit=_grouped(findings, lambda finding: (finding.unit_id,)),
        findings_of_document=_grouped(findings, lambda finding: (finding.document_id,)),
        headlines={unit_id: headlines_of(register, unit_id) for unit_id in has_page},
        coverage=coverage,
        totals={unit_id: totals_of(register, cover_of) for unit_id, cover_of in coverage.items()},
        answers={unit_id: answers_of(register, unit_id) for unit_id in has_page},
        figures_of_organisation=_figures_by(register, lambda figure: figure.organisation_id),
        figures_of_indicator=_figures_by(register, lambda figure: figure.indicator_id),
        figures_of_document=_figures_by(register, lambda figure: figure.document_id),
        has_page=has_page,
        bridged=_known(has_page, lambda unit_id: bridged_of(register, unit_id)),
        heirs=_known(has_page, lambda unit_id: heirs_of(register, unit_id)),
        regrouped=_known(has_page, lambda unit_id: regrouped_of(register, unit_id)),
        surveys=surveys_of(register, has_page),
        communes=communes_of(register, has_page),
    )


def share(observation: Observation) -> Decimal | None:
    """Return 100 × numerator / denominator in percent, unrounded; None where one is missing or 0."""
    if observation.numerator is None or not observation.denominator:
        return None
    return 100 * observation.numerator / observation.denominator


def _known(unit_ids: Iterable[str], result: Callable[[str], Result | None]) -> dict[str, Result]:
    """Return the results that are there; nothing is kept for a unit without one."""
    found = ((unit_id, result(unit_id)) for unit_id in sorted(unit_ids))
    return {unit_id: value for unit_id, value in found if value}


def _grouped(
    findings: Iterable[Finding], keys: Callable[[Finding], Iterable[str]]
) -> dict[str, tuple[Finding, ...]]:
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for key in dict.fromkeys(keys(finding)):
            groups[key].append(finding)
    return {key: tuple(group) for key, group in groups.items()}


def _figures_by(register: Register, key: Callable[[Observation], str | None]) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for figure_id, observation in register.observations.items():
        name = key(observation)
        if name is not None:
            groups[name].append(figure_id)
    return {name: tuple(group) for name, group in groups.items()}
