"""Relations that do not hold any more, and sums that a form asks for, told of the figures of the change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.measures import Finding, UnequalParts, findings_of, unequal_parts
from generator.model import Register
from generator.releases.frozen import cells_of_figure
from generator.review.doubts import Doubt

if TYPE_CHECKING:  # its module loads pandas, which a publication does without
    from generator.review.changes import Change

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


def hidden(before: Register, after: Register, relations: Mapping[str, bool]) -> Iterator[Finding]:
    """Yield contradictions of some relations that are told no more, but for what a changed figure put right.

    Of each relation it is given whether its row is another one now, or gone: then figures put nothing right.
    """
    units = {one.unit_id for one in before.relations}
    now = [
        one for unit_id in units if unit_id in after.units for one in findings_of(after, unit_id) if one.fails
    ]
    for finding in _failing(before, units).values():
        is_rewritten = relations.get(finding.relation_id)
        if is_rewritten is None or any(_is_same(one, finding, after) for one in now):
            continue
        if is_rewritten or all(_is_as_before(name, before, after) for name in finding.figure_ids):
            yield finding


def _is_same(now: Finding, before: Finding, after: Register) -> bool:
    """Whether a contradiction is the one of before; with other figures only where what was stated moved."""
    if now.kind == before.kind and set(now.figure_ids) == set(before.figure_ids):
        return True
    return now.relation_id == before.relation_id and before.stated_term.figure_id not in after.observations


def _is_as_before(figure_id: str, before: Register, after: Register) -> bool:
    was, now = (one.observations.get(figure_id) for one in (before, after))
    if was is None or now is None:
        return False
    return cells_of_figure(was, before.indicators) == cells_of_figure(now, after.indicators)


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
