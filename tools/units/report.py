"""Say in REPORT.md what the units are made of, and every point on which the sources disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lists import Listed, Row, Wheel
from spans import BEGIN, END, LEVELS, Change, Timeline
from successors import CORRECTED_CODES, Settlement, Shares

from generator.text import fold

DAYS = (END, BEGIN, date(2026, 4, 30), date(2026, 9, 1), date(2026, 9, 20))
SPLIT_BY_OFFICE = 441


def text(
    wheel: Wheel, reading: list[Row], settlement: Settlement, settled: list[Row], timeline: Timeline
) -> str:
    """Return the whole report as Markdown."""
    names = _Names(wheel)
    parts = [
        "# Report on the units\n\nMade by `make_units.py`; do not edit by hand.",
        _section("Units in force", _counts(timeline)),
        _section("Changes", _changes(timeline)),
        _section("Communes that were split", _splits(settlement)),
        _section("Settled by the statistics office's table", _views(settlement, settlement.by_office, names)),
        _section("Settled by hand", _by_hand(settled, names)),
        _section("Confusions of names", _views(settlement, settlement.by_name, names)),
        _section("Open: the first source stands", _views(settlement, settlement.by_order, names)),
        _section("Rows marked as disputed", _disputed(timeline)),
        _section("Codes that the old list does not have", _unknown(settlement)),
        _section("Codes corrected", [f"- {old} stands for {new}" for old, new in CORRECTED_CODES.items()]),
        _section("Codes with a new meaning", _reused(wheel, settlement)),
        _section("New units from more than one old province", _mixed(wheel, settlement)),
        _section("Names spelled differently", _spellings(wheel, reading)),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> str:
    return f"## {title}\n\n" + ("\n".join(lines) or "None.")


class _Names:
    """Names with their codes, as the report prints them."""

    def __init__(self, wheel: Wheel) -> None:
        self._wheel = wheel

    def old(self, code: str) -> str:
        unit = self._wheel.old["xa" if len(code) == 5 else "huyen", code]
        above = f", {self._wheel.old[unit.parent].full_name}" if unit.parent else ""
        return f"{code} {unit.full_name}{above}"

    def new(self, code: str) -> str:
        return f"{code} {self._wheel.new['xa', code].full_name}"


def _counts(timeline: Timeline) -> Iterator[str]:
    yield "| Day | Level | Units | By type |"
    yield "| --- | --- | --- | --- |"
    for day in DAYS:
        for level in LEVELS:
            units = [span.unit for span in timeline.spans() if span.in_force_on(day)]
            kinds = Counter(unit.type for unit in units if unit.level == level)
            listed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
            yield f"| {day} | {level} | {kinds.total()} | {listed or 'none'} |"


def _changes(timeline: Timeline) -> Iterator[str]:
    yield "| First day of the successor | Level | Relation | Rows |"
    yield "| --- | --- | --- | --- |"
    rows = Counter(
        (str(change.after.valid_from), change.before.unit.level, change.relation)
        for change in timeline.changes
    )
    for (day, level, relation), count in sorted(rows.items()):
        yield f"| {day} | {level} | {relation} | {count} |"


def _splits(settlement: Settlement) -> Iterator[str]:
    yield f"- decided: {_split(settlement.shares)}"
    yield f"- first source (reading of the resolutions): {_split(settlement.first)}"
    yield f"- second source (wheel): {_split(settlement.second)}"
    yield f"- statistics office, for comparison: {SPLIT_BY_OFFICE}"


def _split(view: Mapping[str, Shares]) -> int:
    return sum("partial" in shares.values() for shares in view.values())


def _views(settlement: Settlement, codes: Iterable[str], names: _Names) -> Iterator[str]:
    """List old communes with the successors that each source gives them, and the decision."""
    for code in codes:
        yield f"- {names.old(code)}"
        yield f"  - first source: {_successors(settlement.first.get(code, {}), names)}"
        yield f"  - second source: {_successors(settlement.second.get(code, {}), names)}"
        yield f"  - decided: {_successors(settlement.shares[code], names)}"


def _successors(shares: Shares, names: _Names) -> str:
    return "; ".join(f"{names.new(code)} ({share})" for code, share in sorted(shares.items())) or "nothing"


def _by_hand(settled: Iterable[Row], names: _Names) -> Iterator[str]:
    for row in settled:
        target = names.new(row["new_code"])
        yield f"- {names.old(row['old_code'])} to {target}: {row['share']}. {row['reason']}"


def _disputed(timeline: Timeline) -> Iterator[str]:
    for change in sorted(timeline.changes, key=lambda change: (change.before.place, change.after.place)):
        if change.disputed:
            yield f"- {_ids(change)} {change.relation}: {change.disputed}"


def _ids(change: Change) -> str:
    return f"`{change.before.unit_id}` to `{change.after.unit_id}`"


def _unknown(settlement: Settlement) -> Iterator[str]:
    """List the units of the reading that had been merged into others before the old list was drawn up."""
    for row in settlement.unknown:
        yield f"- {row['old_code']} {row['old_name']}, said to go to {row['new_code']}: left out"


def _reused(wheel: Wheel, settlement: Settlement) -> Iterator[str]:
    predecessors = settlement.predecessors()
    living = [code for level, code in wheel.new if level == "xa" and ("xa", code) in wheel.old]
    renamed = [code for code in living if not _same_name(wheel.old["xa", code], wheel.new["xa", code])]
    foreign = [code for code in living if code not in predecessors.get(code, [])]
    same = [code for code in living if predecessors.get(code) == [code]]
    yield f"- codes of old communes that a unit of {BEGIN} bears: {len(living)}"
    yield f"- of these with another name: {len(renamed)}"
    yield f"- of these with the territory of that one old commune and no other: {len(same)}"
    yield f"- of these without any territory of the old commune of that code: {len(foreign)}"
    for code in foreign:
        old, new = wheel.old["xa", code], wheel.new["xa", code]
        went = ", ".join(sorted(settlement.shares[code]))
        yield f"  - {code}: {old.full_name} went into {went}; the code is now of {new.full_name}"
    yield f"- codes that are new on {BEGIN}: " + ", ".join(
        f"{code} {unit.full_name}" for (level, code), unit in wheel.new.items()
        if level == "xa" and ("xa", code) not in wheel.old
    )  # fmt: skip


def _same_name(old: Listed, new: Listed) -> bool:
    return fold(old.name) == fold(new.name)


def _mixed(wheel: Wheel, settlement: Settlement) -> Iterator[str]:
    for new, codes in sorted(settlement.predecessors().items()):
        origins: dict[str, list[str]] = defaultdict(list)
        for code in codes:
            origins[_old_province(wheel, code)].append(code)
        if len(origins) > 1:
            listed = "; ".join(f"{name}: {', '.join(found)}" for name, found in sorted(origins.items()))
            yield f"- {new} {wheel.new['xa', new].full_name}: {listed}"


def _old_province(wheel: Wheel, code: str) -> str:
    unit = wheel.old["xa" if len(code) == 5 else "huyen", code]
    while unit.parent:
        unit = wheel.old[unit.parent]
    return unit.name


def _spellings(wheel: Wheel, reading: Iterable[Row]) -> Iterator[str]:
    """List old names that the reading spells in another way; the wheel's spelling is kept."""
    pairs = {
        (row["old_code"], wheel.old["xa", row["old_code"]].full_name, " ".join(row["old_name"].split()))
        for row in reading
        if ("xa", row["old_code"]) in wheel.old
    }
    other = sorted(pair for pair in pairs if pair[1].lower() != pair[2].lower())
    marks = [pair for pair in other if fold(pair[1]) == fold(pair[2])]
    letters = len(other) - len(marks)
    yield f"Only marks, spaces or signs differ in {len(marks)} names; letters differ in {letters}:"
    yield ""
    yield "| Code | Kept | Reading of the resolutions |"
    yield "| --- | --- | --- |"
    for code, kept, said in other:
        if fold(kept) != fold(said):
            yield f"| {code} | {kept} | {said} |"
