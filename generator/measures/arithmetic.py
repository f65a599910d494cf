"""Arithmetic relations: what the source states, what its own parts give, and the difference.

A relation is evaluated on the figures as they are printed.  A figure printed with a bound stands
for an interval as wide as the place of its last non-zero digit: "trên 394" for 394 to 395, "hơn
495,4 triệu" for 495.4 to 495.5 million.  A relation fails when the two sides cannot meet within
their intervals; one that holds only thanks to a bound is marked (decision record 0003).

There are three verdicts (decision record 0014).  What the source lists as examples, or without a
number for some, may be less than the whole but not more; two quantities that are not the same cannot
contradict each other.  Of those that cannot be judged it is said that the ground is not enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from generator.model import Observation, Register, Relation, Term

ZERO = Decimal(0)
OK, MISMATCH, UNDECIDED = "ok", "mismatch", "undecided"
_IN_ORDER = (MISMATCH, UNDECIDED, OK)
_INCOMPLETE = ("illustrative", "unvalued")
"""The parts that are stated may be fewer than there are."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that a printed figure may stand for, both ends included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def meets(self, other: Interval, tolerance: Decimal = ZERO) -> bool:
        return self.low <= other.high + tolerance and other.low <= self.high + tolerance


@dataclass(frozen=True, slots=True)
class Finding:
    """One evaluated relation; `difference` is stated minus computed, in the stated figure's unit."""

    relation_id: str
    kind: str
    unit_id: str
    document_id: str
    locator: str
    stated_term: Term
    terms: tuple[Term, ...]
    stated: Decimal
    computed: Decimal
    difference: Decimal
    verdict: str  # ok, mismatch, undecided
    basis: str
    bounded: bool  # holds only thanks to "trên", "hơn" or "gần"
    note: str | None
    explained_by: str | None = None  # the relation that fails for the same reason, and is counted

    @property
    def holds(self) -> bool:
        return self.verdict == OK

    @property
    def fails(self) -> bool:
        return self.verdict == MISMATCH

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """The figures it touches, the stated one first."""
        return (self.stated_term.figure_id, *(term.figure_id for term in self.terms))


@dataclass(frozen=True, slots=True)
class Score:
    """How many relations there are of each verdict; a contradiction that is seen twice counts once."""

    held: int
    failed: int
    undecided: int

    @property
    def total(self) -> int:
        return self.held + self.failed + self.undecided


def score_of(findings: Iterable[Finding]) -> Score:
    """Count findings by their verdicts, without those that another one explains."""
    verdicts = [finding.verdict for finding in findings if finding.explained_by is None]
    return Score(verdicts.count(OK), verdicts.count(MISMATCH), verdicts.count(UNDECIDED))


def findings_of(register: Register, unit_id: str) -> tuple[Finding, ...]:
    """Evaluate the relations of a unit and the general rules on its figures; those that fail come first.

    A relation with a missing figure on either side says nothing and is left out.
    """
    relations = register.relations_of.get(unit_id, ())
    stated = [_evaluate(register, relation) for relation in relations]
    known = _explained(relations, [finding for finding in stated if finding is not None])
    implied = (_evaluate(register, relation) for relation in _general_rules(register, unit_id))
    return failing_first([*known, *(finding for finding in implied if finding is not None)])


def _explained(relations: Sequence[Relation], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings; one that fails with the relation it follows from is explained by that."""
    follows_from = {relation.relation_id: relation.follows_from for relation in relations}
    failed = {finding.relation_id for finding in findings if finding.fails}
    for finding in findings:
        cause = follows_from[finding.relation_id]
        both = cause in failed and finding.relation_id in failed
        yield replace(finding, explained_by=cause) if both else finding


def failing_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in their order: those that fail, those that cannot be judged, those that hold."""
    return tuple(sorted(findings, key=lambda finding: _IN_ORDER.index(finding.verdict)))


def _general_rules(register: Register, unit_id: str) -> Iterator[Relation]:
    """Yield the relations that need no row: printed ratios, and figures stated more than once."""
    first_stated: dict[tuple[object, ...], str] = {}
    for figure_id in register.observations_of.get(unit_id, ()):
        figure = register.observations[figure_id]
        if register.indicators[figure.indicator_id].kind == "ratio" and figure.denominator:
            parts = (Term(figure.figure_id, "numerator"), Term(figure.figure_id, "denominator"))
            yield _implied("ratio", "ty-le", figure, parts)
        key = (figure.organisation_id, figure.indicator_id, figure.breakdown, figure.period)
        first = first_stated.setdefault(key, figure.figure_id)
        if first != figure.figure_id:
            yield _implied("repetition", "nhac-lai", figure, (Term(first),))


def _implied(kind: str, prefix: str, figure: Observation, terms: tuple[Term, ...]) -> Relation:
    return Relation(
        relation_id=f"{prefix}-{figure.figure_id}",
        kind=kind,
        unit_id=figure.unit_id,
        document_id=figure.document_id,
        locator=figure.locator,
        stated=Term(figure.figure_id),
        terms=terms,
        tolerance=ZERO,
        basis="complete",
        follows_from=None,
        note=None,
    )


def _evaluate(register: Register, relation: Relation) -> Finding | None:
    stated = _interval(register, relation.stated)
    parts = [_interval(register, term) for term in relation.terms]
    if stated is None or None in parts:
        return None
    computed = _computed(relation.kind, stated, [part for part in parts if part is not None])
    if computed is None:
        return None
    nominal = _nominal(register, relation.stated), _nominal_computed(register, relation, computed)
    difference = nominal[0] - nominal[1]
    verdict = _verdict(relation, stated, computed)
    return Finding(
        relation_id=relation.relation_id,
        kind=relation.kind,
        unit_id=relation.unit_id,
        document_id=relation.document_id,
        locator=relation.locator,
        stated_term=relation.stated,
        terms=relation.terms,
        stated=nominal[0],
        computed=nominal[1],
        difference=difference,
        verdict=verdict,
        basis=relation.basis,
        bounded=verdict == OK and abs(difference) > relation.tolerance,
        note=relation.note,
    )


def _verdict(relation: Relation, stated: Interval, computed: Interval) -> str:
    if relation.basis == "different_quantities":
        return UNDECIDED
    if stated.meets(computed, relation.tolerance):
        return OK
    may_lack = relation.basis in _INCOMPLETE and computed.low <= stated.high + relation.tolerance
    return UNDECIDED if may_lack else MISMATCH


def _computed(kind: str, stated: Interval, parts: list[Interval]) -> Interval | None:
    if kind == "count":
        return Interval(Decimal(len(parts)), Decimal(len(parts)))
    if kind == "ratio":
        return _ratio(stated, *parts)
    return sum(parts[1:], parts[0])


def _ratio(stated: Interval, numerator: Interval, denominator: Interval) -> Interval | None:
    """Return the percentage, rounded as the stated one is printed; None for a denominator of 0."""
    if not denominator.low:
        return None
    digits = Decimal(1).scaleb(min(0, int(stated.low.as_tuple().exponent)))
    low, high = (100 * numerator.low / denominator.high, 100 * numerator.high / denominator.low)
    return Interval(low.quantize(digits, ROUND_HALF_UP), high.quantize(digits, ROUND_HALF_UP))


def _nominal(register: Register, term: Term) -> Decimal:
    """Return the figure as printed, bound or not; only called where `_interval` found one."""
    value = getattr(register.observations[term.figure_id], term.part)
    assert isinstance(value, Decimal)
    return value


def _nominal_computed(register: Register, relation: Relation, computed: Interval) -> Decimal:
    if relation.kind in ("count", "ratio"):
        return computed.low
    return sum((_nominal(register, term) for term in relation.terms), ZERO)


def _interval(register: Register, term: Term) -> Interval | None:
    return interval_of(register.observations[term.figure_id], term.part)


def interval_of(observation: Observation, part: str = "value") -> Interval | None:
    """Return what a printed figure may stand for; None where it is missing."""
    value: Decimal | None = getattr(observation, part)
    if value is None:
        return None
    bound = observation.qualifier if part == "value" else None
    width = _place_of_last_digit(value) if bound else ZERO
    below = width if bound in ("<=", "~") else ZERO
    above = width if bound in (">=", "~") else ZERO
    return Interval(value - below, value + above)


def _place_of_last_digit(value: Decimal) -> Decimal:
    """Return the place of the last non-zero digit: 1 for 394, 10**5 for 495400000, 0.1 for 1.3."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
