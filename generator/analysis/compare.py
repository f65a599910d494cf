"""Comparable figures to comparisons: grouped, ordered, joined with the year before, pivoted.

A float only orders values and finds equal ones: of at most 15 digits, which is all that the reader
accepts, no two become the same float.  What is handed out are the digits of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.analysis.comparable import FEWEST, Point
from generator.model import Breakdown, Period

if TYPE_CHECKING:
    import pandas as pd

_GROUP = ["indicator_id", "level", "state", "organisation_id", "breakdown", "noun", "start", "end"]
_SERIES = ["indicator_id", "organisation_id", "breakdown", "noun", "unit_id", "days"]


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of at least `FEWEST` units that are compared, and how many changed in a year.

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
    units: int
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator: its spreads, newest periods first, and their figures with one row a unit.

    A column is a period, organisation, breakdown and noun; a cell is the plain value, or empty where the unit
    has no figure that is compared.
    """

    spreads: tuple[Spread, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # unit_id and cells, in the order of the points


def compare(points: Iterable[Point]) -> dict[str, Comparison]:
    """Return the comparison of each indicator that has one; points of a unit and indicator lie together.

    The frame has one row a point; all columns of a point are text, kept as categories but for the value.
    """
    import pandas as pd  # here, because it takes as long to load as a small build takes

    frame = pd.DataFrame.from_records(list(points), columns=list(Point._fields))
    frame = _compared(_with_changes(_agreed(frame)))
    if frame.empty:
        return {}
    spreads = list(_spreads(frame))
    frame["column"] = frame["group"].map({at: spread.column for at, spread in enumerate(spreads)})
    found = (
        _comparison([spreads[number] for number in sorted(of_one["group"].unique())], of_one)
        for _, of_one in frame.groupby("indicator_id", sort=False, observed=True)
    )
    return {
        one.spreads[0].indicator_id: one for one in found if any(spread.is_telling for spread in one.spreads)
    }


def _agreed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row a unit and group; a unit of which documents state different values has none."""
    frame["size"] = frame["value"].astype("float64")
    for name in (*_GROUP, "unit_id"):
        frame[name] = frame[name].astype("category")
    frame = frame.drop_duplicates([*_GROUP, "unit_id", "size"])
    return frame[~frame.duplicated([*_GROUP, "unit_id"], keep=False)]


def _with_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Say of each figure whether it is above, below or at that of the same unit and days a year before."""
    frame = frame.join(_days_of(frame), on=["start", "end"])
    before = frame[frame["is_within_a_year"]][[*_SERIES, "year", "size"]]
    before = before.assign(year=before["year"] + 1)
    joined = frame.merge(before, how="left", on=[*_SERIES, "year"], suffixes=("", "_before"))
    size, size_before = joined["size"], joined["size_before"]  # NaN, which no comparison holds for
    return joined.assign(rose=size > size_before, fell=size < size_before, stayed=size == size_before)


def _days_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return of each period its first year and its days within the years, which recur."""
    import pandas as pd

    periods = frame[["start", "end"]].drop_duplicates().astype(str)
    start, end = periods["start"].str, periods["end"].str
    first, last = start[:4].astype(int), end[:4].astype(int)
    days = start[4:] + end[4:] + (last - first).astype(str)
    found = {"year": first, "days": days, "is_within_a_year": first == last}
    return pd.DataFrame(found).set_index(pd.MultiIndex.from_frame(periods))


def _compared(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the groups of enough units, numbered from 0 with the newest periods first."""
    groups = frame.groupby(_GROUP, sort=False, observed=True)
    frame = frame[groups["unit_id"].transform("size") >= FEWEST]
    found = frame[_GROUP].drop_duplicates()
    found = found.sort_values(["end", "start"], ascending=[False, True], kind="stable")
    return frame.merge(found.assign(group=range(len(found))), how="left", on=_GROUP)


def _spreads(frame: pd.DataFrame) -> Iterator[Spread]:
    """Yield the spread of each group in the order of their numbers."""
    ordered = frame.sort_values(["group", "size"], kind="stable")
    values, at = ordered["value"].tolist(), 0
    first = ordered.drop_duplicates("group")[_GROUP].itertuples(index=False, name=None)
    changes = ordered.groupby("group")[["rose", "fell", "stayed"]]
    counts = zip(changes.size(), changes.sum().itertuples(index=False, name=None), strict=True)
    for key, (units, changed) in zip(first, counts, strict=True):
        yield _spread(key, [Decimal(value) for value in values[at : at + units]], changed)
        at += units


def _spread(key: tuple[str, ...], values: Sequence[Decimal], changed: tuple[int, ...]) -> Spread:
    """Return one group's spread; the values are in order."""
    indicator_id, level, state, body, breakdown, noun, start, end = key
    below, above = values[(len(values) - 1) // 2], values[len(values) // 2]
    return Spread(
        indicator_id,
        level,
        state,
        body or None,
        _breakdown(breakdown),
        noun or None,
        Period(date.fromisoformat(start), date.fromisoformat(end)),
        len(values),
        values[0],
        below if below == above else (below + above) / 2,
        values[-1],
        *map(int, changed),
    )


def _breakdown(code: str) -> Breakdown:
    pairs = (pair.partition("=") for pair in code.split(";") if pair)
    return tuple((dimension, member) for dimension, _, member in pairs)


def _comparison(spreads: Sequence[Spread], frame: pd.DataFrame) -> Comparison:
    """Return one indicator's spreads with its figures, one row a unit."""
    columns, units = frame.sort_values("group")["column"].unique(), frame["unit_id"].unique()
    table = frame.pivot(index="unit_id", columns="column", values="value")
    cells = table.reindex(index=units, columns=columns).astype(object).fillna("")
    rows = zip(map(str, units), map(tuple, cells.to_numpy().tolist()), strict=True)
    return Comparison(tuple(spreads), tuple(map(str, columns)), tuple(rows))
