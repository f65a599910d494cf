"""Relations that do not hold any more, and sums that a form asks for, told of the figures of the change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from generator.measures import Finding, UnequalParts, findings_of, unequal_parts
from generator.model import Register
from generator.review.changes import Change
from generator.review.doubts import Doubt

_BY_RATIO = ("jump",)
"""Kinds that the rules about earlier periods tell of more closely."""


def contradictions(
    before: Register | None, after: Register, changes: Iterable[Change], doubted: Collection[str]
) -> Iterator[Doubt]:
    """Yield a doubt for each relation that fails now and did not fail by as much before.

    It is told of the figures that look wrong for another reason, else of the one that changed, else of
    the stated one.
    """
    changed = {one.figure_id for one in changes}
    units = dict.fromkeys(one.key["unit_id"] for one in changes)
    known = _failing(before, units) if before is not None else {}
    for key, finding in _failing(after, units).items():
        touched = [name for name in finding.figure_ids if name in changed]
        if touched and not (key in known and known[key].difference == finding.difference):
            yield from (_doubt(name, finding) for name in _blamed(touched, finding, doubted))


def unequal_totals(
    before: Register | None, after: Register, changes: Iterable[Change], doubts: Iterable[Doubt]
) -> Iterator[Doubt]:
    """Yield a doubt for each total of a form that its parts do not make now, and did otherwise before.

    What a relation tells of is not told again.
    """
    told = {one.facts["figure"] for one in doubts if one.code == "contradiction"}
    changed = {one.figure_id for one in changes}
    units = dict.fromkeys(one.key["unit_id"] for one in changes)
    known = _unequal(before, units) if before is not None else {}
    for (total_id, form_id), one in _unequal(after, units).items():
        touched = [it.figure_id for it in (one.total, *one.parts) if it.figure_id in changed]
        was = known.get((total_id, form_id))
        is_known = was is not None and (was.total.value, was.computed) == (one.total.value, one.computed)
        if touched and total_id not in told and not is_known:
            facts = {"stated": f"{one.total.value:f}", "computed": f"{one.computed:f}"}
            facts |= {"figure": total_id, "kind": "sum", "form": form_id}
            yield Doubt("unequal-parts", touched[0], facts)


def _unequal(register: Register, units: Iterable[str]) -> dict[tuple[str, str], UnequalParts]:
    found = (
        one for unit_id in units if unit_id in register.units for one in unequal_parts(register, unit_id)
    )
    return {(one.total.figure_id, one.form_id): one for one in found}


def _blamed(touched: list[str], finding: Finding, doubted: Collection[str]) -> list[str]:
    suspicious = [name for name in touched if name in doubted]
    if suspicious or len(touched) == 1:
        return suspicious or touched
    return [finding.figure_ids[0]] if finding.figure_ids[0] in touched else touched[:1]


Failing = dict[tuple[str, tuple[str, ...]], Finding]


def _failing(register: Register, units: Iterable[str]) -> Failing:
    found = (one for unit_id in units if unit_id in register.units for one in findings_of(register, unit_id))
    return {
        (one.relation_id, one.figure_ids): one
        for one in found
        if one.fails and one.explained_by is None and one.kind not in _BY_RATIO
    }


def _doubt(figure_id: str, finding: Finding) -> Doubt:
    facts = {
        "kind": finding.kind,
        "stated": f"{finding.stated:f}",
        "computed": f"{finding.computed:f}",
        "figure": finding.stated_term.figure_id,
        "relation": finding.relation_id,
    }
    return Doubt("contradiction", figure_id, facts)
