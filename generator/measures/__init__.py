"""What follows from the figures by arithmetic; nothing here estimates, apportions or corrects.

    invariants        what must hold though no relation says so
    arithmetic        relations: do they hold, do they contradict, or can it not be said?
    territory         what lies above and below a unit, what it was made from and what became of it
    disputes          what another source says of a change of units
    completeness      which sub-units there are, which of them have figures
    forms             to whom a reporting form applies, which questions are answered
    form_sums         totals and parts that one form asks for
    totals            sums over sub-units, only where the indicator may be added up over units
    boundary_changes  what may be carried from old units to today's, and what may not
    compared          figures of many units side by side, of a register in memory
    headlines         the most telling figures of a unit
    number_coverage   how many numbers a document prints, and how many of them are figures
    index             where figures are: which units have what, and how much

In goes a `Register`, out comes a `Measured`.  Its results are worked out unit by unit when they are
asked for, so that a page needs no more of the record than it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from generator.analysis import Comparison
from generator.measures.arithmetic import Finding, Score, by_figure, failing_first, findings_of, score_of
from generator.measures.boundary_changes import Bridged, Part, Regrouped, bridged_of, regrouped_of
from generator.measures.compared import Siblings, SiblingsInMemory, compared_in_memory
from generator.measures.completeness import Coverage, communes_of, cover
from generator.measures.disputes import Dispute, dispute_in
from generator.measures.form_sums import UnequalParts, parts_of, unequal_parts
from generator.measures.forms import Answer, Survey, Tally, answers_of, forms_asking, surveys_of
from generator.measures.headlines import headlines_of
from generator.measures.index import WHOLE_UP_TO, Index, Summary, index_of, summaries_of, summarise
from generator.measures.number_coverage import PrintedNumbers, printed_numbers
from generator.measures.territory import Successor, Territory, units_of_code
from generator.measures.totals import Total, totals_of
from generator.model import Observation, Register
from generator.model.codes import LEVELS
from generator.tracking import Lazy

__all__ = [
    "WHOLE_UP_TO",
    "Answer",
    "Bridged",
    "Coverage",
    "Dispute",
    "Finding",
    "Index",
    "Measured",
    "Part",
    "PrintedNumbers",
    "Regrouped",
    "Score",
    "Successor",
    "Summary",
    "Survey",
    "Tally",
    "Territory",
    "Total",
    "UnequalParts",
    "by_figure",
    "dispute_in",
    "findings_of",
    "forms_asking",
    "index_of",
    "measure",
    "parts_of",
    "printed_numbers",
    "score_of",
    "share",
    "summarise",
    "unequal_parts",
]

Result = TypeVar("Result")


class Measured:
    """All that is measured; keys are ids, values tuples of ids or of frozen results.

    What the index knows stands ready; the rest is worked out for a unit with a page when asked for.
    """

    def __init__(
        self,
        register: Register,
        index: Index,
        findings: Mapping[str, tuple[Finding, ...]] | None = None,
        comparisons: Mapping[str, tuple[Comparison, ...]] | None = None,
        findings_of_figure: Mapping[str, tuple[Finding, ...]] | None = None,
        siblings: Siblings | None = None,
    ) -> None:
        self._register, self._index = register, index
        self.territory = territory = Territory(register)
        self.has_page, self.reporting = index.has_page, index.reporting
        self.organisations_of = index.organisations_of
        self.units_of_organisation = index.units_of_organisation
        self.units_of_indicator = index.units_of_indicator
        self.units_once_of_indicator = index.units_once_of_indicator
        self.units_of_document = index.units_of_document
        self.numbered_of_organisation = index.numbered_of_organisation
        self.numbered_of_indicator = index.numbered_of_indicator
        self.counts_of_organisation = index.counts_of_organisation
        self.counts_of_indicator = index.counts_of_indicator
        self.counts_of_document = index.counts_of_document
        self.counts_of_unit = index.counts_of_unit
        self.failing_of_unit = index.failing_of_unit

        self.findings_of_unit = (
            findings
            if findings is not None
            else Lazy(lambda: index.units_with_findings, lambda unit_id: findings_of(register, unit_id))
        )
        self.comparisons = comparisons if comparisons is not None else compared_in_memory(register)
        self.siblings = siblings if siblings is not None else SiblingsInMemory(register)
        self._findings_by_figure = Lazy(
            lambda: self.findings_of_unit, lambda unit_id: by_figure(self.findings_of_unit[unit_id])
        )
        self.findings_of_figure = (
            findings_of_figure
            if findings_of_figure is not None
            else Lazy(lambda: register.unit_of, self.findings_on)
        )
        self.findings_of_document = Lazy(lambda: register.documents, self._in_document)
        self.headlines = self._for_pages(lambda unit_id: headlines_of(register, unit_id))
        self.coverage = self._for_pages(lambda unit_id: cover(register, unit_id, index.reporting))
        self.totals = self._for_pages(lambda unit_id: totals_of(register, unit_id, self.coverage[unit_id]))
        self.answers = self._for_pages(lambda unit_id: answers_of(register, unit_id) or None)
        self.bridged = self._for_pages(lambda unit_id: bridged_of(register, unit_id) or None)
        self.regrouped = self._for_pages(lambda unit_id: regrouped_of(register, unit_id))
        self.inside = Lazy(lambda: register.units, lambda unit_id: tuple(territory.below(unit_id)))
        self.units_of_code = Lazy(lambda: dict.fromkeys(LEVELS), lambda level: units_of_code(register, level))
        self.surveys = self._for_pages(lambda unit_id: surveys_of(register, unit_id) or None)
        self.communes = self._for_pages(lambda unit_id: communes_of(register, unit_id, index.reporting))

    @property
    def figures(self) -> int:
        """How many figures there are, each statement and each part of a ratio counted."""
        return self._index.totals["figures"]

    @property
    def numbers(self) -> int:
        """How many of the figures have a value and repeat no earlier statement of the same document."""
        return self._index.totals["numbers"]

    @property
    def repeats(self) -> int:
        """How many figures repeat an earlier statement of the same document."""
        return self._index.totals["repeats"]

    @property
    def denominators(self) -> int:
        """How many figures are the denominator of another one."""
        return self._index.totals["denominators"]

    @property
    def is_large(self) -> bool:
        """Whether there are too many figures to offer them whole."""
        return bool(self._index.totals["large"])

    @property
    def score(self) -> Score:
        """How many relations there are of each verdict."""
        totals = self._index.totals
        return Score(totals["held"], totals["failed"], totals["undecided"])

    @property
    def units_with_findings(self) -> tuple[str, ...]:
        """The units of which at least one relation could be evaluated."""
        return tuple(self._index.units_with_findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of the record: for a record that is known to be small."""
        return failing_first(one for name in self.units_with_findings for one in self.findings_of_unit[name])

    def _for_pages(self, work_out: Callable[[str], Result | None]) -> Lazy[Result]:
        return Lazy(lambda: self.has_page, work_out)

    def findings_on(self, figure_id: str) -> tuple[Finding, ...] | None:
        """Return the findings that touch a figure: of its own unit, and of those that name it."""
        unit_id = self._register.unit_of.get(figure_id)
        if unit_id is None:
            return None
        others = self._register.relations_on.get(unit_id, ())
        by_figure = (self._findings_by_figure.get(name, {}) for name in (unit_id, *others))
        found = [one for findings in by_figure for one in findings.get(figure_id, ())]
        return failing_first(found) if found else None

    def _in_document(self, document_id: str) -> tuple[Finding, ...] | None:
        found = (one for name in self._units_in(document_id) for one in self.findings_of_unit.get(name, ()))
        return failing_first(one for one in found if one.document_id == document_id) or None

    def _units_in(self, document_id: str) -> Iterator[str]:
        """Yield the units with figures or relations in a document, in official order."""
        named = self.units_of_document.get(document_id, ())
        others = set(self._register.relations_in.get(document_id, ())) - set(named)
        if not others:
            yield from named
            return
        yield from (unit_id for unit_id in self._register.units if unit_id in others.union(named))


def measure(
    register: Register,
    index: Index | None = None,
    findings: Mapping[str, tuple[Finding, ...]] | None = None,
    comparisons: Mapping[str, tuple[Comparison, ...]] | None = None,
    findings_of_figure: Mapping[str, tuple[Finding, ...]] | None = None,
    siblings: Siblings | None = None,
) -> Measured:
    """Return what can be measured; without an index, one is made of the register in memory."""
    known = index if index is not None else index_of(register, summaries_of(register))
    return Measured(register, known, findings, comparisons, findings_of_figure, siblings)


def share(observation: Observation) -> Decimal | None:
    """Return 100 × numerator / denominator in percent, unrounded; None where one is missing or 0."""
    if observation.numerator is None or not observation.denominator:
        return None
    return 100 * observation.numerator / observation.denominator
