"""Two states of the record beside each other: which figures changed, came, went, or have another id."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from generator.read import Reading, figure_ids, numbering
from generator.read.figure_ids import Identity
from generator.releases import entries, frozen
from generator.releases.comparison import MOVED, WITHDRAWN, Undeclared

KEY = (*Identity._fields, "occurrence")
CELLS = (*frozen.FIELDS, "locator", "note")
CHANGED, ADDED, GONE = "changed", "added", "gone"
_SIDES = {"both": CHANGED, "right_only": ADDED, "left_only": GONE}

Cells = Mapping[str, str]


class Change(Struct, frozen=True):
    """One figure that is not as it was; without `before` it is new, without `after` it is gone."""

    kind: str  # changed, added, gone, moved
    figure_id: str
    key: Cells  # what identifies it, under the names of the columns
    before: Cells | None
    after: Cells | None
    occurrence: int = 1
    was: Change | None = None
    """Of a figure that moved: what it was under its earlier id."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Which columns differ; none of a figure that is new or gone."""
        before, after = self.before, self.after
        if before is None or after is None:
            return ()
        was = self.key if self.was is None else self.was.key
        named = (name for name in self.key if self.key[name] != was[name])
        return (*named, *(name for name in CELLS if _is_change(name, before[name], after[name])))


class Statement(Struct, frozen=True):
    """One figure, whether it changed or not: its id, and what identifies it."""

    figure_id: str
    key: Cells


def _is_change(name: str, before: str, after: str) -> bool:
    """Whether a cell says something else; an early release says nothing of the basis of a period."""
    return before != after and (name != "period_basis" or bool(before and after))


def frame_of(reading: Reading) -> pd.DataFrame:
    """Return the cells of all figures, with the number of each statement of the same thing."""
    table = reading.tables["observations"]
    names = (*Identity._fields, *CELLS)
    cells: dict[str, Any] = {
        name: np.array(table[name] if name in table.columns else [""] * len(table), dtype=object)
        for name in names
    }
    frame = pd.DataFrame(cells, dtype=object)
    frame["occurrence"] = 1
    is_plain = reading.newest is None
    again = frame[frame.duplicated(list(Identity._fields), keep=False)] if is_plain else frame
    if len(again):
        identities = figure_ids.identities_of([list(again[name]) for name in Identity._fields])
        numbers, _ = numbering.named(identities, list(again["locator"]), reading.newest)
        frame.loc[again.index, "occurrence"] = numbers
    return frame


def changes_of(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Change, ...]:
    """Return every figure that differs, by unit and id; a figure under another id is one change."""
    both = before.merge(after, on=list(KEY), how="outer", suffixes=("_before", "_after"), indicator="side")
    same = both["side"].eq("both")
    for name in CELLS:
        same &= both[f"{name}_before"].eq(both[f"{name}_after"])
    found = _joined([_change(row) for row in both[~same].to_dict("records")])
    differing = (one for one in found if one.kind != CHANGED or one.fields)
    return tuple(sorted(differing, key=lambda one: (one.key["unit_id"], one.figure_id)))


def _change(row: dict[Any, Any]) -> Change:
    kind = _SIDES[row["side"]]
    identity = Identity(*(row[name] for name in Identity._fields))
    code = figure_ids.period_code(identity.period_start, identity.period_end)
    before, after = (
        None if kind == missing else {name: row[f"{name}_{side}"] for name in CELLS}
        for side, missing in (("before", ADDED), ("after", GONE))
    )
    figure_id = figure_ids.figure_id(identity, row["occurrence"], code)
    return Change(kind, figure_id, identity._asdict(), before, after, row["occurrence"])


def _joined(changes: list[Change]) -> Iterator[Change]:
    """Yield the changes; one that is gone and one that came in its place become one that moved."""
    rows = {one.figure_id: _row(one) for one in changes}
    gone = {one.figure_id: one for one in changes if one.kind == GONE}
    added = {one.figure_id: one for one in changes if one.kind == ADDED}
    lost = [Undeclared(name, WITHDRAWN, name, "") for name in gone]
    told = entries.missing(
        lost, ("", {name: rows[name] for name in gone}, {name: rows[name] for name in added}), {}
    )
    heirs = {row.new_value: gone[row.figure_id] for row in told if row.field == MOVED}
    left = {one.figure_id for one in heirs.values()}
    for one in changes:
        if one.figure_id in heirs:
            was = heirs[one.figure_id]
            yield replace(one, kind=MOVED, before=was.before, was=was)
        elif one.figure_id not in left:
            yield one


def statements_of(frame: pd.DataFrame, indicators: Collection[str]) -> Iterator[Statement]:
    """Yield the figures of some indicators."""
    for row in frame[frame["indicator_id"].isin(indicators)].to_dict("records"):
        identity = Identity(*(row[name] for name in Identity._fields))
        code = figure_ids.period_code(identity.period_start, identity.period_end)
        yield Statement(figure_ids.figure_id(identity, row["occurrence"], code), identity._asdict())


def _row(change: Change) -> dict[str, str]:
    return {**change.key, **(change.before or change.after or {}), "figure_id": change.figure_id}
