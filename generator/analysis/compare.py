"""Comparable figures to comparisons: grouped, and joined with those of the year before.

Those of a whole record are grouped as columns, by pandas; of few, as after one changed cell, pandas
would take longer to load than all of it takes.  Both ways come to the same, which tests hold them to.

A float only finds equal values: of at most 15 digits, which is all that the reader accepts, no two
become the same float.  What is handed out are the digits of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.analysis.comparable import FEWEST, Point, Subject
from generator.model import Breakdown, Period

if TYPE_CHECKING:
    import pandas as pd

MANY = 30_000
"""So many points are a whole record, beside which the 0.3 s that pandas takes to load are little."""
_CHANGES = ["rose", "fell", "stayed"]

Group = tuple[tuple[str, ...], Mapping[str, str], Sequence[int]]
"""What all its figures have in common, the value of each unit, and how many rose, fell and stayed."""


class Comparison(Struct, frozen=True):
    """The figures of at least `FEWEST` units that are alike, and how many changed in a year.

    `rose`, `fell` and `stayed` count the units that have a comparable figure of the same days of the
    year before; without such a one, a unit is in none of them.
    """

    indicator_id: str
    level: str
    state: str  # in_force, former: units of the one and of the other never stand together
    organisation_id: str | None
    breakdown: Breakdown
    noun: str | None  # what sources count, where that is another word than the indicator's unit of measure
    period: Period
    values: tuple[tuple[str, str], ...]  # unit_id and the plain value, in official order
    lowest: Decimal
    median: Decimal  # of an even number the mean of the middle two, in full
    highest: Decimal
    rose: int
    fell: int
    stayed: int

    @property
    def period_basis(self) -> str:
        return "stated"

    @property
    def is_telling(self) -> bool:
        """Whether values differ: equal ones may be all that a document lists, for lack of others."""
        return self.lowest != self.highest

    @property
    def column(self) -> str:
        """The name of the column that has its figures, of whatever level: `2023;women;scope=commune`."""
        members = ("=".join(pair) for pair in self.breakdown)
        nouns = (self.noun,) if self.noun else ()
        return ";".join((self.period.code, self.organisation_id or "", *members, *nouns)).rstrip(";")


def compare(points: Sequence[Point]) -> dict[Subject, tuple[Comparison, ...]]:
    """Return the comparisons of each subject of which one tells something, newest periods first.

    The points stand in the official order of their units.
    """
    return _told(at_once(points) if len(points) >= MANY else one_by_one(points))


def among_siblings(
    points: Iterable[Point], parents: Mapping[str, str | None]
) -> dict[Subject, dict[str, tuple[Comparison, ...]]]:
    """Return the same among the units of each parent; of units without one, and of too few, nothing."""
    own: dict[tuple[Subject, str], list[Point]] = {}
    for point in points:
        if (parent_id := parents[point.unit_id]) is not None:
            own.setdefault(((point.indicator_id, point.organisation_id), parent_id), []).append(point)
    found: dict[Subject, dict[str, tuple[Comparison, ...]]] = {}
    for (subject, parent_id), several in own.items():
        if told := _told(one_by_one(several)):
            found.setdefault(subject, {})[parent_id] = told[subject]
    return found


def _told(groups: Iterable[Group]) -> dict[Subject, tuple[Comparison, ...]]:
    """Return the groups of each subject of which one tells something, newest periods first."""
    found: dict[Subject, list[Comparison]] = {}
    for group in groups:
        one = _comparison(*group)
        found.setdefault((one.indicator_id, one.organisation_id or ""), []).append(one)
    return {
        subject: tuple(sorted(own, key=_place))
        for subject, own in found.items()
        if any(one.is_telling for one in own)
    }


def _place(one: Comparison) -> tuple[object, ...]:
    newest_first = -one.period.end.toordinal(), one.period.start
    return *newest_first, one.level, one.state, one.breakdown, one.noun or ""


def _comparison(key: tuple[str, ...], own: Mapping[str, str], changed: Sequence[int]) -> Comparison:
    indicator_id, level, state, body, breakdown, noun, start, end = key
    values = sorted(map(Decimal, own.values()))
    below, above = values[(len(values) - 1) // 2], values[len(values) // 2]
    return Comparison(
        indicator_id,
        level,
        state,
        body or None,
        _breakdown(breakdown),
        noun or None,
        Period(date.fromisoformat(start), date.fromisoformat(end)),
        tuple(own.items()),
        values[0],
        below if below == above else (below + above) / 2,
        values[-1],
        *changed,
    )


def _breakdown(code: str) -> Breakdown:
    pairs = (pair.partition("=") for pair in code.split(";") if pair)
    return tuple((dimension, member) for dimension, _, member in pairs)


# Few -----------------------------------------------------------------------------------------------


def one_by_one(points: Iterable[Point]) -> Iterator[Group]:
    """Yield the groups of enough units, without loading anything."""
    stated: dict[tuple[str, ...], dict[str, str | None]] = {}
    for indicator_id, unit_id, *alike, value in points:
        own = stated.setdefault((indicator_id, *alike), {})
        known = own.setdefault(unit_id, value)
        if known is not None and Decimal(known) != Decimal(value):
            own[unit_id] = None  # documents differ
    agreed = {key: {name: value for name, value in own.items() if value} for key, own in stated.items()}
    for key, of_units in agreed.items():
        if len(of_units) >= FEWEST:
            yield key, of_units, _changes(of_units, agreed.get(_year_before(key), {}))


def _year_before(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the key of the same days a year before; of a period over several years no group's."""
    *alike, start, end = key
    if start[:4] != end[:4]:
        return ()
    year = f"{int(start[:4]) - 1:04}"
    return (*alike, year + start[4:], year + end[4:])


def _changes(now: Mapping[str, str], before: Mapping[str, str]) -> tuple[int, int, int]:
    differences = [Decimal(now[name]) - Decimal(before[name]) for name in now if name in before]
    rose = sum(one > 0 for one in differences)
    fell = sum(one < 0 for one in differences)
    return rose, fell, len(differences) - rose - fell


# Many ----------------------------------------------------------------------------------------------


def at_once(points: Sequence[Point]) -> Iterator[Group]:
    """Yield the same groups by columns, a row a point: its group and unit as numbers, its value as float."""
    import pandas as pd  # here, because it takes as long to load as a small build takes

    groups: dict[tuple[str, ...], int] = {}
    units: dict[str, int] = {}
    frame = pd.DataFrame(
        {
            "group": [groups.setdefault((point[0], *point[2:-1]), len(groups)) for point in points],
            "unit": [units.setdefault(point.unit_id, len(units)) for point in points],
            "value": [float(point.value) for point in points],
        }
    )
    before = pd.Series([groups.get(_year_before(key), -1) for key in groups])
    frame = _with_changes(_agreed(frame), before)
    frame = frame[frame.groupby("group")["unit"].transform("size") >= FEWEST]
    frame = frame.sort_values("group", kind="stable")
    keys, rows, of_groups = list(groups), iter(frame["row"].tolist()), frame.groupby("group")[_CHANGES]
    sums = of_groups.sum()
    each = zip(sums.index.tolist(), of_groups.size().tolist(), sums.to_numpy().tolist(), strict=True)
    for number, size, changed in each:
        own = [points[row] for row in islice(rows, size)]
        yield keys[number], {point.unit_id: point.value for point in own}, changed


def _agreed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row a unit and group; a unit of which documents state different values has none."""
    frame = frame.rename_axis("row").reset_index().drop_duplicates(["group", "unit", "value"])
    return frame[~frame.duplicated(["group", "unit"], keep=False)]


def _with_changes(frame: pd.DataFrame, before: pd.Series[int]) -> pd.DataFrame:
    """Say of each figure whether it is above, below or at that of the same unit a year before."""
    earlier = frame[["group", "unit", "value"]].rename(columns={"group": "before"})
    frame = frame.assign(before=frame["group"].map(before))
    joined = frame.merge(earlier, how="left", on=["before", "unit"], suffixes=("", "_before"))
    value, then = joined["value"], joined["value_before"]  # then is NaN, which no comparison holds for
    return joined.assign(rose=value > then, fell=value < then, stayed=value == then)
