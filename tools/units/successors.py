"""Decide which old commune became which new one on 2025-07-01, where the sources disagree.

First source: a machine reading of the 34 resolutions.  Second source: the table of successors of the
wheel.  Neither is right everywhere: both take communes of one name for one another.  In this order:

    1. the statistics office's own table, for the units of the reports;
    2. what was settled by hand from the text of a resolution (`sources/settled_2025.csv`);
    3. a successor that only one source has, while both give it to another commune of that name,
       is a confusion of names and goes;
    4. otherwise the reading of the resolutions stands.

Whatever the decision, a row on which a source says something else says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lists import Key, Listed, Pairs, Row, SourceError, Wheel

from generator.text import fold

CORRECTED_CODES = {"23737": "23938"}  # Ia Mơ: both lists of codes have 23938, the reading alone 23737
WORDS = {"full": "toàn bộ", "partial": "một phần"}
Shares = dict[str, str]
"""New code to `full` or `partial`, for one old commune."""


@dataclass(slots=True)
class Settlement:
    """The decided successors by old code, and what a report has to say about the decisions."""

    shares: dict[str, Shares]
    first: dict[str, Shares]
    second: dict[str, Shares]
    unknown: list[Row] = field(default_factory=list)
    by_office: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    by_name: list[str] = field(default_factory=list)
    by_order: list[str] = field(default_factory=list)

    def predecessors(self) -> dict[str, list[str]]:
        """Return the old codes that each new code has territory of."""
        found: dict[str, list[str]] = defaultdict(list)
        for old, shares in self.shares.items():
            for new in shares:
                found[new].append(old)
        return found


def settle(
    wheel: Wheel, reading: Iterable[Row], crosswalk: Iterable[Row], settled: Iterable[Row]
) -> Settlement:
    """Return one decided set of successors for every old commune and island district."""
    known = {code for _, code in wheel.old}
    rows = [row for row in reading if row["level"] == "commune"]
    first = {
        (row["old_code"], CORRECTED_CODES.get(row["new_code"], row["new_code"])): row["share"]
        for row in rows
        if row["old_code"] in known
    }
    result = Settlement({}, _by_old(first), _by_old(wheel.pairs))
    result.unknown = [row for row in rows if row["old_code"] not in known]
    office: dict[str, Shares] = defaultdict(dict)
    for row in crosswalk:
        office[row["old_code"]][row["new_code"]] = "full"
    hand: dict[str, Shares] = defaultdict(dict)
    for row in settled:
        hand[row["old_code"]][row["new_code"]] = row["share"]
    same_name = _SameName(wheel.old, first, wheel.pairs)
    for old in sorted(result.first.keys() | result.second.keys()):
        result.shares[old] = _decide(old, result, office.get(old), hand.get(old, {}), same_name)
    _refuse_nonsense(result.shares)
    return result


def _by_old(pairs: Pairs) -> dict[str, Shares]:
    found: dict[str, Shares] = defaultdict(dict)
    for (old, new), share in pairs.items():
        found[old][new] = share
    return dict(found)


class _SameName:
    """Whether a successor is given to an old commune in place of another one of that name."""

    def __init__(self, old: Mapping[Key, Listed], first: Pairs, second: Pairs) -> None:
        self._agreed = first.keys() & second.keys()
        self._name = {unit.code: fold(unit.name) for unit in old.values() if unit.level == "xa"}
        self._codes: dict[str, list[str]] = defaultdict(list)
        for code, name in self._name.items():
            self._codes[name].append(code)

    def explains(self, old: str, new: str) -> bool:
        namesakes = self._codes.get(self._name.get(old, ""), [])
        return any(code != old and (code, new) in self._agreed for code in namesakes)


def _decide(
    old: str, result: Settlement, office: Shares | None, hand: Shares, same_name: _SameName
) -> Shares:
    first, second = result.first.get(old, {}), result.second.get(old, {})
    if office is not None:
        if office != first or office != second:
            result.by_office.append(old)
        return office
    if first == second and not hand:
        return first
    decided = dict(first)
    confused = {new for new in first if new not in second and same_name.explains(old, new)}
    for new in confused:
        del decided[new]
    for new, share in hand.items():
        decided.pop(new, None)
        if share != "none":
            decided[new] = share
    if len(decided) == 1 and decided != first:
        decided = dict.fromkeys(decided, "full")
    superfluous = {new for new in second if new not in decided and new not in hand}
    if hand:
        result.by_hand.append(old)
    elif confused or (superfluous and all(same_name.explains(old, new) for new in superfluous)):
        result.by_name.append(old)
    else:
        result.by_order.append(old)
    return decided


def _refuse_nonsense(shares: Mapping[str, Shares]) -> None:
    for old, successors in shares.items():
        if not successors or ("full" in successors.values() and len(successors) > 1):
            raise SourceError(f"{old} goes whole into one unit and also elsewhere, or nowhere: {successors}")


def dispute(result: Settlement, old: str, new: str, names: Mapping[str, str]) -> str:
    """Return what a source says that differs from the decision, in Vietnamese; empty if none does."""
    said = [
        _said(view.get(old, {}), result.shares[old], new, names) for view in (result.first, result.second)
    ]
    if said[0] and said[0] == said[1]:
        return f"cả hai nguồn: {said[0]}"
    ordinals = ("nguồn thứ nhất", "nguồn thứ hai")
    return "; ".join(f"{ordinal}: {words}" for ordinal, words in zip(ordinals, said, strict=True) if words)


def _said(view: Shares, decided: Shares, new: str, names: Mapping[str, str]) -> str:
    """Return one source's view of one successor where it differs from the decision."""
    if view.get(new) == decided[new]:
        return ""
    elsewhere = ", ".join(names[code] for code in sorted(view) if code not in decided)
    if new in view:
        return WORDS[view[new]] + (f", phần khác vào {elsewhere}" if elsewhere else "")
    return f"không vào đây mà vào {elsewhere}" if elsewhere else "không có"
