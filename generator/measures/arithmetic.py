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
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.structs import replace

from generator.bounds import ZERO, Interval, interval_of
from generator.measures.invariants import ALL, BROKEN, implied_relations
from generator.measures.territory import Territory
from generator.model import Observation, Register, Relation, Term

OK, MISMATCH, UNDECIDED = "ok", "mismatch", "undecided"
_IN_ORDER = (MISMATCH, UNDECIDED, OK)
_INCOMPLETE = ("illustrative", "unvalued")
"""The parts that are stated may be fewer than there are."""
_INCOMPARABLE = ("different_quantities", "other_period")
"""Neither agreement nor difference says anything."""


class Finding(Struct, frozen=True):
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
    also_stated: tuple[Term, ...] = ()  # what is added to the stated figure

    @property
    def holds(self) -> bool:
        return self.verdict == OK

    @property
    def fails(self) -> bool:
        return self.verdict == MISMATCH

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """The figures it touches, what is stated first."""
        terms = (*self.stated_terms, *(term for term in self.terms if term.is_figure))
        return tuple(term.figure_id for term in terms)

    @property
    def stated_terms(self) -> tuple[Term, ...]:
        """What is stated: one figure, or several taken together."""
        return (self.stated_term, *self.also_stated)

    def states(self, figure_id: str) -> bool:
        """Whether a figure is on the side of what is stated."""
        return any(term.figure_id == figure_id for term in self.stated_terms)


class Score(Struct, frozen=True):
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
    implied = (_evaluate(register, relation) for relation in implied_relations(register, unit_id))
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


def by_figure(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by each figure that they touch."""
    found: dict[str, list[Finding]] = {}
    for one in findings:
        for figure_id in dict.fromkeys(one.figure_ids):
            found.setdefault(figure_id, []).append(one)
    return found


def _evaluate(register: Register, relation: Relation) -> Finding | None:
    both = (relation.stated, *relation.also_stated)
    all_stated = [_interval(register, term) for term in both]
    parts = [_part(register, term, relation) for term in relation.terms]
    if None in all_stated or None in parts:
        return None
    stated = _sum([one for one in all_stated if one is not None])
    computed = _computed(relation, stated, [part for part in parts if part is not None])
    if computed is None:
        return None
    nominal = _nominal_sum(register, both), _nominal_computed(register, relation, computed)
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
        also_stated=relation.also_stated,
    )


def _verdict(relation: Relation, stated: Interval, computed: Interval) -> str:
    if relation.basis in _INCOMPARABLE:
        return UNDECIDED
    meets = relation.kind not in BROKEN and stated.meets(computed, relation.tolerance)
    if meets:
        return OK
    may_lack = relation.basis in _INCOMPLETE and computed.low <= stated.high + relation.tolerance
    return UNDECIDED if may_lack or relation.basis == "different_documents" else MISMATCH


def _computed(relation: Relation, stated: Interval, parts: list[Interval]) -> Interval | None:
    if relation.kind == "count":
        listed = Decimal(sum(term.times for term in relation.terms))
        return Interval(listed, listed)
    if relation.kind == "ratio":
        return _ratio(stated, *parts)
    if relation.kind == "share" and parts == [stated]:  # a ratio by itself, held against all
        return Interval(ALL, ALL)
    return _sum(parts)


def _sum(intervals: Sequence[Interval]) -> Interval:
    return sum(intervals[1:], intervals[0])


def _ratio(stated: Interval, numerator: Interval, denominator: Interval) -> Interval | None:
    """Return the percentage, rounded as the stated one is printed; None where it may be any."""
    if not denominator.low or not numerator.high.is_finite():
        return None
    printed = stated.high if stated.high.is_finite() else stated.low
    digits = Decimal(1).scaleb(min(0, int(printed.as_tuple().exponent)))
    low, high = (100 * numerator.low / denominator.high, 100 * numerator.high / denominator.low)
    return Interval(low.quantize(digits, ROUND_HALF_UP), high.quantize(digits, ROUND_HALF_UP))


def _nominal(register: Register, term: Term) -> Decimal:
    """Return the figure as printed, bound or not; only called where `_interval` found one."""
    value = getattr(register.observations[term.figure_id], term.part)
    assert isinstance(value, Decimal)
    return value


def _nominal_computed(register: Register, relation: Relation, computed: Interval) -> Decimal:
    if relation.kind in ("count", "ratio", "share", "units", "names"):
        return computed.low
    return _nominal_sum(register, relation.terms)


def _nominal_sum(register: Register, terms: Iterable[Term]) -> Decimal:
    return sum((_nominal(register, term) for term in terms), ZERO)


def _part(register: Register, term: Term, relation: Relation) -> Interval | None:
    """Return the interval of a figure, or how many rows of another table a term stands for."""
    if term.is_figure:
        return _interval(register, term)
    stated = register.observations[relation.stated.figure_id]
    count = _units(register, term, stated) if term.part == "units" else _names(register, term, stated)
    return Interval(Decimal(count), Decimal(count))


def _units(register: Register, term: Term, stated: Observation) -> int:
    """Count the units of a type below a unit on the last day of the stated figure."""
    below = Territory(register).below(term.unit_id, on=stated.period.end)
    return sum(register.units[unit_id].type == term.figure_id for unit_id in below)


def _names(register: Register, term: Term, stated: Observation) -> int:
    """Count the associations that the document of the stated figure names, of a scope and a status."""
    wanted = (stated.document_id, term.figure_id)
    named = register.status_in_unit.get(term.unit_id, ())
    return sum((one.document_id, f"{one.scope}/{one.status}") == wanted for one in named)


def _interval(register: Register, term: Term) -> Interval | None:
    return interval_of(register.observations[term.figure_id], term.part)
