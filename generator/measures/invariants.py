"""General rules: what must hold of any figures, though no row of relations.csv says so.

Printed ratios and figures that are stated again become relations like those that are declared.  All
other rules are told of only where they are broken, so that they do not make the count of what holds
longer: a part larger than its whole, parts that make more than their whole, a share of more than all,
and a tenfold difference between two periods.  Each looks at the figures of one unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, combinations, pairwise

from msgspec.structs import replace

from generator.bounds import ZERO, interval_of
from generator.model import Breakdown, Observation, Register, Relation, Term
from generator.model.codes import AnyRelationKind

BROKEN = ("part", "parts", "share", "jump")
"""The kinds of relations that are told of only where they do not hold."""
ORGANISATION = "organisation"
TENFOLD = 10
ALL = Decimal(100)

Name = tuple[str | None, Breakdown]
"""What tells figures of one indicator and period apart: organisation and members of breakdowns."""


def implied_relations(register: Register, unit_id: str) -> Iterator[Relation]:
    """Yield the relations of a unit's figures that need no row."""
    figures = [register.observations[name] for name in register.observations_of.get(unit_id, ())]
    declared = {
        (relation.stated.figure_id, term.figure_id)
        for relation in register.relations_of.get(unit_id, ())
        for term in relation.terms
    }
    yield from _restated(register, figures, declared)
    once = [figure for figure in figures if figure.occurrence == 1 and figure.value is not None]
    yield from chain.from_iterable(_more_than_all(register, figure) for figure in once)
    counted = [figure for figure in once if _is_counted(register, figure)]
    for group in _several(counted, lambda one: (one.indicator_id, one.period)):
        yield from _larger_parts(register, group, declared)
    for group in _several(counted, lambda one: (one.indicator_id, one.organisation_id, one.breakdown)):
        yield from _jumps(register, group)


def _restated(
    register: Register, figures: Iterable[Observation], declared: set[tuple[str, str]]
) -> Iterator[Relation]:
    """Yield printed ratios with their two numbers, and figures that are stated more than once.

    A repetition that a declared relation tells of is left to that, which may say why it is in doubt.
    """
    first_stated: dict[tuple[object, ...], Observation] = {}
    for figure in figures:
        if register.indicators[figure.indicator_id].kind == "ratio" and figure.denominator:
            parts = (Term(figure.figure_id, "numerator"), Term(figure.figure_id, "denominator"))
            yield _implied("ratio", "ty-le", figure, parts)
        key = (figure.organisation_id, figure.indicator_id, figure.breakdown, figure.period)
        first = first_stated.setdefault(key, figure)
        pairs = {(figure.figure_id, first.figure_id), (first.figure_id, figure.figure_id)}
        if first is not figure and not pairs & declared:
            yield _between("repetition", "nhac-lai", figure, [first])


def _more_than_all(register: Register, figure: Observation) -> Iterator[Relation]:
    """Yield a share of more than all: a number of more than there are, or a ratio of a part above 100.

    A ratio is one of a part where the indicator names numerator and denominator; a rate of a plan has
    neither.
    """
    indicator, name = register.indicators[figure.indicator_id], figure.figure_id
    is_ratio = indicator.kind == "ratio"
    if is_ratio and (indicator.numerator_id is None or indicator.denominator_id is None):
        return
    if figure.denominator is not None:
        part = "numerator" if is_ratio else "value"
        counted = interval_of(figure, part)
        if counted is not None and counted.low > figure.denominator:
            whole = Term(name, "denominator")
            yield replace(_implied("share", "qua-mau-so", figure, (whole,)), stated=Term(name, part))
    elif is_ratio:
        stated = interval_of(figure)
        if stated is not None and stated.low > ALL:
            yield _implied("share", "qua-mau-so", figure, (Term(name),))


def _is_counted(register: Register, figure: Observation) -> bool:
    """Whether a figure measures something whose parts can never exceed the whole.

    Ratios are not, nor flows that do not add up over time, nor differences, of which one may be below 0.
    """
    indicator = register.indicators[figure.indicator_id]
    is_apart = indicator.kind == "flow" and not indicator.adds_over_time
    if indicator.kind == "ratio" or is_apart or indicator.counts_changes:
        return False
    return figure.value is not None and figure.value >= 0


def _larger_parts(
    register: Register, figures: Sequence[Observation], declared: set[tuple[str, str]]
) -> Iterator[Relation]:
    """Yield parts larger than a whole of the same thing and time, and parts that make more than it.

    What a declared relation says of a whole and a part is left to that.
    """
    named: dict[Name, list[Observation]] = defaultdict(list)
    for figure in figures:
        named[figure.organisation_id, figure.breakdown].append(figure)
    parts_of: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for part in figures:
        for whole, by in _wholes(named, part):
            if (whole.figure_id, part.figure_id) in declared:
                continue
            if _exceeds([part], whole):
                yield _between("part", f"phan-cua-{part.figure_id}", whole, [part])
            elif by and (by != ORGANISATION or _adds_over_organisations(register, part)):
                parts_of[whole.figure_id, by].append(part)
    for (whole_id, by), parts in parts_of.items():
        whole, apart = register.observations[whole_id], _apart(parts, by)
        if len(apart) > 1 and _exceeds(apart, whole):
            yield _between("parts", f"cong-theo-{by.replace('_', '-')}", whole, apart)


def _wholes(
    named: Mapping[Name, Sequence[Observation]], part: Observation
) -> Sequence[tuple[Observation, str]]:
    """Return what is stated of all that a figure is a part of, and the one thing that tells them apart.

    That is a dimension or the organisation.  A whole that differs in several is asked only where none
    lies between, with nothing to tell them apart by: else one contradiction would be told of twice.
    """
    nearer: list[tuple[Observation, str]] = []
    farther: list[tuple[Observation, str]] = []
    for size in range(len(part.breakdown) + 1):
        for pairs in combinations(part.breakdown, size):
            left_out = [dimension for dimension, member in part.breakdown if (dimension, member) not in pairs]
            for body in dict.fromkeys((part.organisation_id, None)):
                differs = left_out + ([ORGANISATION] if body != part.organisation_id else [])
                if differs and (body, pairs) in named:
                    whole = _in_same_document(named[body, pairs], part)
                    nearer.append((whole, differs[0])) if len(differs) == 1 else farther.append((whole, ""))
    return nearer or farther


def _in_same_document(figures: Sequence[Observation], other: Observation) -> Observation:
    return next((one for one in figures if one.document_id == other.document_id), figures[0])


def _adds_over_organisations(register: Register, figure: Observation) -> bool:
    return register.indicators[figure.indicator_id].adds_over_organisations


def _apart(parts: Sequence[Observation], by: str) -> Sequence[Observation]:
    """Return the parts without those that join others: `district_commune` beside `commune`."""
    if by == ORGANISATION:
        return parts
    members = {dict(part.breakdown)[by]: part for part in parts}
    joined = {name for name in members if members.keys() & (set(name.split("_")) - {name})}
    return [part for name, part in members.items() if name not in joined]


def _exceeds(parts: Sequence[Observation], whole: Observation) -> bool:
    """Whether parts make more than a whole, whatever their bounds allow."""
    stated, several = interval_of(whole), [interval_of(part) for part in parts]
    return stated is not None and sum(one.low for one in several if one) > stated.high


def _jumps(register: Register, figures: Sequence[Observation]) -> Iterator[Relation]:
    """Yield figures at least ten times the one before them, or at most a tenth of it.

    Flows are compared only over periods of one length.
    """
    is_flow = register.indicators[figures[0].indicator_id].kind == "flow"
    for before, after in pairwise(sorted(figures, key=lambda one: one.period.by_end)):
        if before.period == after.period or (is_flow and abs(before.period.days - after.period.days) > 1):
            continue
        one, other = interval_of(before), interval_of(after)
        assert one is not None and other is not None
        smaller, larger = sorted((one, other), key=lambda interval: interval.low)
        if smaller.low > 0 and larger.low >= TENFOLD * smaller.high:
            yield replace(_between("jump", "chenh-10-lan", after, [before]), basis="other_period")


def _several(
    figures: Iterable[Observation], key: Callable[[Observation], Hashable]
) -> Iterator[list[Observation]]:
    """Yield the figures that share a key, where there are at least two of them."""
    groups: dict[Hashable, list[Observation]] = defaultdict(list)
    for figure in figures:
        groups[key(figure)].append(figure)
    yield from (group for group in groups.values() if len(group) > 1)


def _between(
    kind: AnyRelationKind, prefix: str, stated: Observation, others: Sequence[Observation]
) -> Relation:
    """Return a relation between figures; those of different documents need not agree."""
    relation = _implied(kind, prefix, stated, tuple(Term(other.figure_id) for other in others))
    is_one = all(other.document_id == stated.document_id for other in others)
    return relation if is_one else replace(relation, basis="different_documents")


def _implied(kind: AnyRelationKind, prefix: str, figure: Observation, terms: tuple[Term, ...]) -> Relation:
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
