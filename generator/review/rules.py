"""Figures that look wrong beside what they were, their earlier periods, their siblings, their parent.

What is usual is learned from the record itself: how much an indicator changes from one period to the
next, and how far units side by side lie apart.  Only figures of the change are doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, isfinite, log
from typing import Any

import numpy as np
import pandas as pd

from generator.measures.territory import COMMUNE
from generator.model import POPULATION
from generator.nouns import counts_communes
from generator.review.columns import BESIDE, MEMBER, SERIES, rows_of
from generator.review.doubts import Doubt

ENOUGH_PAIRS, ENOUGH_SIBLINGS = 30, 6
"""From so many on, the record itself says what is usual."""
NOTABLE = 20.0
"""Below this, a count may well become a few times as large, or zero."""
_SPREADS = 6 * 1.4826  # six standard deviations, if all were normal
_JUMP, _JUMP_AT_LEAST, _JUMP_AT_MOST = log(3), log(2), log(10)
_APART_AT_LEAST = log(12)
_NEAR = {1: 0.004, 2: 0.02, 3: 0.3, 6: 0.5, 9: 0.5}
"""How near to a power of ten a ratio is when it is taken for a slip of that factor, as log10."""


def beside_before(figures: pd.DataFrame) -> Iterator[Doubt]:
    """Yield changed figures that are far from what they were, or lost their meaning."""
    for row in rows_of(figures[figures["touched"] & ~figures["is_new"].eq(True)]):
        if row.was_missing and row.value == 0:
            yield Doubt("missing-to-zero", row.figure_id, {"reason": row.was_missing})
        elif row.was_missing == "withheld" and isfinite(row.value):
            yield Doubt("withheld-shown", row.figure_id)
        elif row.missing and isfinite(row.before):
            yield Doubt("lost", row.figure_id, {"reason": row.missing})
        elif row.value == 0 and row.before >= NOTABLE:
            yield Doubt("zero-before", row.figure_id, {"other": f"{row.before:.12g}"})
        elif row.value > 0 and row.before > 0 and row.value != row.before:
            yield from _far(row, row.before, "before", _JUMP)
            if _are_exchanged_digits(row.before, row.value):
                yield Doubt("digits", row.figure_id, {"other": f"{row.before:.12g}"})


def _far(row: Any, other: float, where: str, limit: float, **facts: str) -> Iterator[Doubt]:
    """Yield a doubt of a figure that is further from another number than usual."""
    size = abs(log(row.value / other))
    way = "up" if row.value > other else "down"
    facts |= {"way": way, "ratio": f"{exp(size):.3g}", "other": f"{other:.12g}"}
    if _is_power(size / log(10)) and (size > limit or where == "before"):
        yield Doubt(f"factor-{where}", row.figure_id, facts, size)
    elif size > limit and max(row.value, other) >= NOTABLE:
        yield Doubt(f"jump-{where}", row.figure_id, facts, size)


def _is_power(size: float) -> bool:
    """Whether a ratio, as its log10, is as near to a power of ten as a slip of that factor would be."""
    return any(abs(size - power) <= near for power, near in _NEAR.items())


def _are_exchanged_digits(before: float, after: float) -> bool:
    """Whether two neighbouring digits of a number of at least three changed their places."""
    one, other = f"{before:.0f}", f"{after:.0f}"
    differ = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(one) < 3 or len(differ) != 2 or differ[1] - differ[0] != 1:
        return False
    return one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]


def with_history(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the touched figures with the number of the nearest period that did not change.

    An earlier one goes before a later one.
    """
    touched = figures[figures["touched"] & (figures["occurrence"] == 1)]
    known = figures[~figures["touched"] & (figures["value"] > 0) & (figures["occurrence"] == 1)]
    names = [*SERIES, "end", "value", "period_start", "period_end"]
    pairs = touched.reset_index().merge(known[names], on=SERIES, suffixes=("", "_other"))
    pairs["is_later"] = pairs["end_other"] >= pairs["end"]
    pairs["gap"] = (pairs["end_other"] - pairs["end"]).abs()
    nearest = pairs.sort_values(["is_later", "gap", "period_start_other"]).drop_duplicates("index")
    nearest = nearest.set_index("index")[["value_other", "period_start_other", "period_end_other"]]
    return touched.join(nearest.set_axis(["earlier", "earlier_start", "earlier_end"], axis="columns"))


def beside_earlier(figures: pd.DataFrame, history: pd.DataFrame) -> Iterator[Doubt]:
    """Yield figures that are far from the same thing in another period."""
    limits = _usual_changes(figures)
    for row in rows_of(history[history["earlier"].notna()]):
        facts = {"start": row.earlier_start, "end": row.earlier_end}
        limit = limits.get(row.indicator_id, _JUMP)
        if row.value == 0 and row.earlier >= NOTABLE and row.before != 0:
            yield Doubt("zero-earlier", row.figure_id, {**facts, "other": f"{row.earlier:.12g}"})
        elif row.value > 0 and not _was_as_far(row, limit):
            yield from _far(row, row.earlier, "earlier", limit, **facts)


def _was_as_far(row: Any, limit: float) -> bool:
    """Whether a figure was as far from its other period before the change: then that says nothing of it."""
    before, earlier, value = row.before, row.earlier, row.value
    if not before > 0:
        return False
    return abs(log(before / earlier)) > limit and abs(log(value / before)) < _JUMP


def _usual_changes(figures: pd.DataFrame) -> dict[str, float]:
    """Return by indicator how much at most it usually changes from one period to the next."""
    known = figures[~figures["touched"] & (figures["value"] > 0) & (figures["occurrence"] == 1)]
    known = known.sort_values([*SERIES, "end"])
    same = known[SERIES].eq(known[SERIES].shift()).all(axis="columns")
    steps = (np.log(known["value"]) - np.log(known["value"].shift()))[same].abs()
    groups = steps.groupby(known.loc[same, "indicator_id"])
    usual = (groups.median() * _SPREADS).clip(_JUMP_AT_LEAST, _JUMP_AT_MOST)
    return dict(usual[groups.size() >= ENOUGH_PAIRS])


def beside_siblings(figures: pd.DataFrame) -> Iterator[Doubt]:
    """Yield figures that are far from those of the units side by side."""
    groups = figures.loc[figures["touched"] & figures["parent_id"].ne(""), BESIDE].drop_duplicates()
    near = figures[(figures["value"] > 0) & (figures["occurrence"] == 1)].merge(groups, on=BESIDE)
    near["log"] = np.log(near["value"])
    near["median"] = near.groupby(BESIDE)["log"].transform("median")
    near["apart"] = (near["log"] - near["median"]).abs()
    near["usual"] = near.groupby(BESIDE)["apart"].transform("median")
    near["count"] = near.groupby(BESIDE)["unit_id"].transform("nunique")
    for row in rows_of(near[near["touched"] & (near["count"] >= ENOUGH_SIBLINGS)]):
        limit = max(_APART_AT_LEAST, row.usual * _SPREADS)
        other = exp(row.median)
        was_as_far = row.before > 0 and abs(log(row.before) - row.median) > limit
        if not (was_as_far and abs(log(row.value / row.before)) < _JUMP):
            yield from _far(row, other, "siblings", limit, units=str(row.count))


def beside_parent(figures: pd.DataFrame) -> Iterator[Doubt]:
    """Yield figures of a unit that are larger than those of the unit that it is a part of, and were not."""
    counted = figures[figures["adds"].eq(True) & figures["value"].notna() & (figures["occurrence"] == 1)]
    names = [*MEMBER, "unit_id", "value", "touched", "before", "figure_id"]
    parents = counted[names].rename(columns={"unit_id": "parent_id"})
    pairs = counted.merge(parents, on=["parent_id", *MEMBER], suffixes=("", "_parent"))
    was = pairs["before"].fillna(pairs["value"]) > pairs["before_parent"].fillna(pairs["value_parent"])
    found = pairs[(pairs["value"] > pairs["value_parent"]) & (pairs["touched"] | pairs["touched_parent"])]
    for row in rows_of(found[~was[found.index] | found["is_new"].eq(True)]):
        if row.touched:
            yield Doubt("above-parent", row.figure_id, {"other": f"{row.value_parent:.12g}"})
        else:
            facts = {"other": f"{row.value:.12g}", "unit": row.unit_id}
            yield Doubt("below-part", row.figure_id_parent, facts)


def of_communes(figures: pd.DataFrame) -> Iterator[Doubt]:
    """Yield figures in which a commune counts more communes than itself, and did not before."""
    several = figures[figures["touched"] & figures["level"].eq(COMMUNE) & (figures["value"] > 1)]
    for row in rows_of(several[~(several["before"] > 1)]):
        if counts_communes(row.measure):
            yield Doubt("several-communes", row.figure_id)


def beside_population(figures: pd.DataFrame) -> Iterator[Doubt]:
    """Yield counts of people that are larger than the population of their place and time, and were not.

    Where only the population is of the change, it is told, beside the largest of them.
    """
    counted = figures[figures["value"].notna() & (figures["occurrence"] == 1)]
    own = counted[counted["indicator_id"].eq(POPULATION) & counted["breakdown"].eq("")]
    names = ["unit_id", "end", "value", "touched", "before", "figure_id"]
    pairs = counted[counted["are_people"]].merge(own[names], on=["unit_id", "end"], suffixes=("", "_all"))
    was = pairs["before"].fillna(pairs["value"]) > pairs["before_all"].fillna(pairs["value_all"])
    is_new = pairs["is_new"].eq(True) | (pairs["touched_all"] & pairs["before_all"].isna())
    found = pairs[(pairs["value"] > pairs["value_all"]) & (pairs["touched"] | pairs["touched_all"])]
    found = found[~was[found.index] | is_new[found.index]].sort_values("value", ascending=False)
    for row in rows_of(found[found["touched"]]):
        yield Doubt("above-population", row.figure_id, {"other": f"{row.value_all:.12g}"})
    for row in rows_of(found[~found["touched"]].drop_duplicates("figure_id_all")):
        facts = {"other": f"{row.value:.12g}", "indicator": row.indicator_id}
        yield Doubt("below-people", row.figure_id_all, facts)
