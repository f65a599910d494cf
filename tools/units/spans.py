"""Make the rows of `units.csv` and `unit_changes.csv`: every unit in every span of its validity.

A span ends where anything ends that its row states: the unit itself, its type or name, or the span
of the unit above it.  So every commune ends with its district on 2025-06-30, and begins anew on the
day on which its province became a municipality.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lists import MUNICIPALITY, Key, Listed, Reclassified, Row, SourceError, Wheel
from successors import Settlement, dispute

from generator.text import fold, slugify

BEGIN = date(2025, 7, 1)
END = BEGIN - timedelta(days=1)
PROVINCES_ACT = "Nghị quyết 202/2025/QH15"
LEVELS = ("tinh", "huyen", "xa")


@dataclass(frozen=True, slots=True)
class Span:
    """One unit during one span of validity; None is unknown, long ago, or not ended."""

    unit: Listed
    valid_from: date | None
    valid_to: date | None
    basis: str = ""

    @property
    def key(self) -> Key:
        return self.unit.level, self.unit.code

    @property
    def unit_id(self) -> str:
        dated = f"-{self.valid_from:%Y%m%d}" if self.valid_from else ""
        return f"{self.unit.level}-{self.unit.code}{dated}"

    @property
    def place(self) -> tuple[int, str, date]:
        """The order of the files: level, code, first day."""
        return LEVELS.index(self.unit.level), self.unit.code, self.valid_from or date.min

    def in_force_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Change:
    """One predecessor and one successor."""

    before: Span
    after: Span
    relation: str
    basis: str
    disputed: str = ""


class Timeline:
    """The spans of every unit, in order of time, and the changes between them."""

    def __init__(self) -> None:
        self._spans: dict[Key, list[Span]] = defaultdict(list)
        self.changes: list[Change] = []

    def add(self, span: Span) -> None:
        self._spans[span.key].append(span)

    def spans(self) -> list[Span]:
        return sorted((span for spans in self._spans.values() for span in spans), key=lambda span: span.place)

    def on(self, day: date, key: Key) -> Span:
        """Return the span of the unit of that level and code that was in force on that day."""
        found = [span for span in self._spans[key] if span.in_force_on(day)]
        if len(found) != 1:
            raise SourceError(f"{len(found)} units have the code {key} on {day}.")
        return found[0]

    def below(self, day: date, key: Key) -> list[Span]:
        """Return the units directly below a unit on that day."""
        every = (span for spans in self._spans.values() for span in spans)
        return [span for span in every if span.unit.parent == key and span.in_force_on(day)]

    def renew(self, before: Span, kind: str, day: date, basis: str) -> None:
        """End a span on the eve of a day, and begin the next one with that type."""
        after = Span(replace(before.unit, type=kind), day, None, basis)
        ended = replace(before, valid_to=day - timedelta(days=1))
        spans = self._spans[before.key]
        spans[spans.index(before)] = ended
        spans.append(after)
        relation = "unchanged" if kind == before.unit.type else "type_changed"
        self.changes.append(Change(ended, after, relation, basis))


def timeline(
    wheel: Wheel,
    provinces: Iterable[Row],
    settlement: Settlement,
    acts: Mapping[str, str],
    one_name: frozenset[str],
) -> Timeline:
    """Return all units before and after 2025-07-01, as the resolutions of 2025 left them."""
    result = Timeline()
    became = {row["old_code"]: row["new_code"] for row in provinces}
    _add_provinces(result, wheel, became)
    for (level, _), unit in wheel.old.items():
        if level != "tinh":
            result.add(Span(unit, None, END))
    for (level, _), unit in wheel.new.items():
        if level == "xa" and unit.parent:
            result.add(Span(unit, BEGIN, None, acts[unit.parent[1]]))
    result.changes += _province_changes(result, became)
    result.changes += _commune_changes(result, wheel, settlement, one_name)
    return result


def _add_provinces(result: Timeline, wheel: Wheel, became: Mapping[str, str]) -> None:
    """Add the provinces; one that nothing was merged into keeps its span and its id."""
    kept = {new for new in became.values() if [old for old in became if became[old] == new] == [new]}
    for (level, code), unit in wheel.old.items():
        if level == "tinh":
            result.add(Span(unit, None, None if code in kept else END))
            if code in kept and wheel.new["tinh", code] != unit:
                raise SourceError(f"Province {code} was not merged, and yet its row differs.")
    for (level, code), unit in wheel.new.items():
        if level == "tinh" and code not in kept:
            result.add(Span(unit, BEGIN, None, PROVINCES_ACT))


def _province_changes(result: Timeline, became: Mapping[str, str]) -> Iterator[Change]:
    for old, new in became.items():
        before, after = result.on(END, ("tinh", old)), result.on(BEGIN, ("tinh", new))
        if before != after:
            yield Change(before, after, "whole", PROVINCES_ACT)


def _commune_changes(
    result: Timeline, wheel: Wheel, settlement: Settlement, one_name: frozenset[str]
) -> Iterator[Change]:
    predecessors = settlement.predecessors()
    names = {code: unit.full_name for (level, code), unit in wheel.new.items() if level == "xa"}
    for old, shares in settlement.shares.items():
        before = result.on(END, ("xa" if len(old) == 5 else "huyen", old))
        for new, share in shares.items():
            after = result.on(BEGIN, ("xa", new))
            alone = len(predecessors[new]) == 1
            relation = _relation(before.unit, after.unit, share, alone, one_name)
            yield Change(before, after, relation, after.basis, dispute(settlement, old, new, names))


def _relation(old: Listed, new: Listed, share: str, alone: bool, one_name: frozenset[str]) -> str:
    """Return the kind of change; spellings of one name are not a new name."""
    if share == "partial":
        return "part"
    if not alone:
        return "whole"
    if old.type != new.type:
        return "type_changed"
    return "unchanged" if fold(old.name) == fold(new.name) or old.code in one_name else "renamed"


def apply_2026(result: Timeline, municipalities: Iterable[Reclassified], wards: list[Reclassified]) -> None:
    """Make the municipalities of 2026, with all their communes, some of them as wards."""
    waiting = {(act.code, act.effective_on): act for act in wards}
    for act in municipalities:
        day, key = act.effective_on, ("tinh", act.code)
        below = result.below(day, key)
        result.renew(result.on(day, key), MUNICIPALITY, day, act.basis)
        for span in below:
            ward = waiting.pop((span.unit.code, day), None)
            if ward and fold(ward.name) != fold(span.unit.name):
                raise SourceError(f"{ward.code} is {span.unit.name}, not {ward.name}.")
            result.renew(span, ward.type if ward else span.unit.type, day, ward.basis if ward else act.basis)
    if waiting:
        raise SourceError(f"No municipality began on the day of these wards: {sorted(waiting)}")


# Rows -----------------------------------------------------------------------------------------


UNIT_COLUMNS = (
    "unit_id", "level", "code", "type", "name", "parent_id", "valid_from", "valid_to", "slug", "basis",
)  # fmt: skip
CHANGE_COLUMNS = ("from_unit_id", "to_unit_id", "relation", "effective_on", "basis", "disputed")


def unit_rows(result: Timeline, slugs: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `units.csv`; a slug that was given once is kept for good."""
    for span in result.spans():
        unit, day = span.unit, span.valid_from or END
        yield (
            span.unit_id,
            unit.level,
            unit.code,
            unit.type,
            unit.name,
            result.on(day, unit.parent).unit_id if unit.parent else "",
            _iso(span.valid_from),
            _iso(span.valid_to),
            slugs.get(span.unit_id) or slugify(unit.name),
            span.basis,
        )


def change_rows(result: Timeline) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `unit_changes.csv`, in the order of the units."""
    for change in sorted(result.changes, key=lambda change: (change.before.place, change.after.place)):
        before, after = change.before.unit_id, change.after.unit_id
        first_day = _iso(change.after.valid_from)
        yield before, after, change.relation, first_day, change.basis, change.disputed


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
