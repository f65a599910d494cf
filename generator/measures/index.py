"""Where figures are: what is known of the whole record without looking at it again.

A `Summary` says of one unit what it has; the `Index` of all summaries says which units have figures
of an organisation, an indicator or a document, and how many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from generator.measures.arithmetic import Finding, Score, findings_of, score_of
from generator.measures.completeness import units_with_page
from generator.model import Observation, Register

WHOLE_UP_TO = 20_000
"""So many figures are offered whole: 11 MB as CSV.  A larger record is offered in parts."""


class Summary(Struct, frozen=True):
    """One unit: how many figures it has of what, and what its relations came to.

    What is of something counts neither repeats nor reasons why there is no number.
    """

    of_organisation: Mapping[str, int]  # in official order; what is of no organisation is left out
    of_indicator: Mapping[str, int]
    of_document: Mapping[str, int]
    figures: int  # all of them
    numbers: int  # of the figures: those with a value that are no repeats
    score: Score
    repeats: int = 0  # of the figures: what the same document states once more
    denominators: int = 0  # of the figures: what stands below the line of another one as well


class Index(Struct, frozen=True):
    """All units together; mappings and tuples keep the official order."""

    with_figures: Mapping[str, bool]
    reporting: Mapping[str, bool]  # those with a number: reasons why there is none are no figures
    has_page: Mapping[str, bool]
    organisations_of: Mapping[str, tuple[str, ...]]  # by unit
    units_of_organisation: Mapping[str, tuple[str, ...]]
    units_of_indicator: Mapping[str, tuple[str, ...]]
    units_once_of_indicator: Mapping[str, tuple[str, ...]]  # in a release, and no more
    units_of_document: Mapping[str, tuple[str, ...]]
    numbered_of_organisation: Mapping[str, int]  # how many units have a number of it
    numbered_of_indicator: Mapping[str, int]
    counts_of_organisation: Mapping[str, int]
    counts_of_indicator: Mapping[str, int]
    counts_of_document: Mapping[str, int]
    units_with_findings: Mapping[str, bool]
    counts_of_unit: Mapping[str, int]  # units without any are left out
    failing_of_unit: Mapping[str, int]  # relations that do not hold; units without any are left out
    totals: Mapping[str, int]  # figures, those counted twice, findings by verdict, large (in parts)


def summarise(register: Register, unit_id: str, findings: Sequence[Finding]) -> Summary:
    """Return what one unit has; the findings are those of its relations."""
    own = [register.observations[figure_id] for figure_id in register.observations_of.get(unit_id, ())]
    first = [one for one in own if one.occurrence == 1]
    bodies = _numbers_by((one.organisation_id, one) for one in first if one.organisation_id is not None)
    return Summary(
        of_organisation={body: bodies[body] for body in register.organisations if body in bodies},
        of_indicator=_numbers_by((one.indicator_id, one) for one in first),
        of_document=_numbers_by((one.document_id, one) for one in first),
        figures=len(own),
        numbers=sum(one.value is not None for one in first),
        score=score_of(findings),
        repeats=len(own) - len(first),
        denominators=len(_denominators(register, own)),
    )


def _numbers_by(figures: Iterable[tuple[str, Observation]]) -> dict[str, int]:
    """Count the figures with a value by what they are of; 0 where there are only reasons for none."""
    counts: Counter[str] = Counter()
    for name, one in figures:
        counts[name] += one.value is not None
    return dict(counts)


def _denominators(register: Register, own: Sequence[Observation]) -> list[Observation]:
    """Return the figures that another one of the same matter already has as its denominator."""
    below = {
        (register.indicators[one.indicator_id].denominator_id, *_matter(one), one.denominator)
        for one in own
        if one.denominator is not None
    }
    return [
        one for one in own if one.occurrence == 1 and (one.indicator_id, *_matter(one), one.value) in below
    ]


def _matter(figure: Observation) -> tuple[object, ...]:
    return figure.organisation_id, figure.breakdown, figure.period, figure.document_id


def index_of(register: Register, summaries: Mapping[str, Summary]) -> Index:
    """Put the summaries of all units together; those of units with figures or with relations."""
    reporting = [unit_id for unit_id, summary in summaries.items() if summary.figures]
    pages = units_with_page(register, (*reporting, *register.revisions_of))

    def having(counts: Callable[[Summary], Mapping[str, int]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for unit_id, summary in summaries.items():
            for name in counts(summary):
                found.setdefault(name, []).append(unit_id)
        return {name: tuple(unit_ids) for name, unit_ids in found.items()}

    def counted(counts: Callable[[Summary], Mapping[str, int]]) -> dict[str, int]:
        total: Counter[str] = Counter()
        for summary in summaries.values():
            total.update(counts(summary))
        return dict(total)

    def numbered(counts: Callable[[Summary], Mapping[str, int]]) -> dict[str, int]:
        return dict(
            Counter(name for one in summaries.values() for name, count in counts(one).items() if count)
        )

    figures = sum(one.figures for one in summaries.values())
    units_of_indicator = having(lambda summary: summary.of_indicator)
    return Index(
        with_figures={unit_id: True for unit_id, summary in summaries.items() if summary.figures},
        reporting={unit_id: True for unit_id, summary in summaries.items() if summary.numbers},
        has_page={unit_id: True for unit_id in register.units if unit_id in pages},
        organisations_of={name: tuple(one.of_organisation) for name, one in summaries.items()},
        units_of_organisation=having(lambda summary: summary.of_organisation),
        units_of_indicator=units_of_indicator,
        units_once_of_indicator=_once(register, units_of_indicator),
        units_of_document=having(lambda summary: summary.of_document),
        numbered_of_organisation=numbered(lambda summary: summary.of_organisation),
        numbered_of_indicator=numbered(lambda summary: summary.of_indicator),
        counts_of_organisation=counted(lambda summary: summary.of_organisation),
        counts_of_indicator=counted(lambda summary: summary.of_indicator),
        counts_of_document=counted(lambda summary: summary.of_document),
        units_with_findings={name: True for name, one in summaries.items() if one.score.total},
        counts_of_unit={name: one.numbers for name, one in summaries.items() if one.numbers},
        failing_of_unit={name: one.score.failed for name, one in summaries.items() if one.score.failed},
        totals={
            "figures": figures,
            "numbers": sum(one.numbers for one in summaries.values()),
            "repeats": sum(one.repeats for one in summaries.values()),
            "denominators": sum(one.denominators for one in summaries.values()),
            "large": figures > WHOLE_UP_TO,
            "held": sum(one.score.held for one in summaries.values()),
            "failed": sum(one.score.failed for one in summaries.values()),
            "undecided": sum(one.score.undecided for one in summaries.values()),
        },
    )


def _once(register: Register, now: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the units of which a release had figures of an indicator that they have none of now."""
    found: dict[str, dict[str, None]] = {}
    for (_, unit_id), figures in register.frozen.items():
        for name in {one.indicator_id for one in figures}:
            if unit_id not in now.get(name, ()):
                found.setdefault(name, {})[unit_id] = None
    return {name: tuple(unit_ids) for name, unit_ids in found.items()}


def summaries_of(register: Register) -> dict[str, Summary]:
    """Return the summaries of all units that have figures or relations, in official order."""
    wanted = set(register.observations_of) | set(register.relations_of)
    units = (unit_id for unit_id in register.units if unit_id in wanted)
    return {unit_id: summarise(register, unit_id, findings_of(register, unit_id)) for unit_id in units}
