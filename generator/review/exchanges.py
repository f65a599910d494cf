"""Values that stand in another's place, or came from elsewhere: swapped, copied, of another kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from generator.model import Indicator
from generator.review.changes import GONE, Cells, Change
from generator.review.columns import MEMBER, SERIES, rows_of
from generator.review.doubts import Doubt
from generator.review.rules import NOTABLE

FEWEST = 5
"""So many equal figures are no chance."""
REDEFINED = (KIND, MEASURE) = ("kind-changed", "measure-changed")
"""The doubts about an indicator that counts in another way."""
_DEVIATES, _FITS = np.log(1.4), 0.25


def swapped(figures: pd.DataFrame, history: pd.DataFrame) -> Iterator[Doubt]:
    """Yield figures that took each other's value, or would fit in with each other's history."""
    changed = figures[figures["touched"] & figures["before"].notna() & figures["value"].ne(figures["before"])]
    for alike in (["unit_id"], MEMBER):
        names = [*alike, "value", "before", "figure_id"]
        other = changed[names].rename(columns={"value": "before", "before": "value"})
        pairs = changed[names].merge(other, on=[*alike, "value", "before"], suffixes=("", "_other"))
        for row in rows_of(pairs):
            yield Doubt("swapped", row.figure_id, {"other": row.figure_id_other})
    yield from _misplaced(history)


def _misplaced(history: pd.DataFrame) -> Iterator[Doubt]:
    """Yield new figures of a unit and a period, each near to what the other one was and not to its own."""
    new = history[history["is_new"].eq(True) & (history["value"] > 0) & history["earlier"].notna()].copy()
    new["size"] = (np.log(new["value"]) - np.log(new["earlier"])).abs()
    new = new[new["size"] > _DEVIATES]
    keys = ["unit_id", "period_start", "period_end"]
    names = [*keys, "value", "earlier", "size", "figure_id"]
    pairs = new[names].merge(new[names], on=keys, suffixes=("", "_other"))
    pairs = pairs[pairs["figure_id"] != pairs["figure_id_other"]]
    fits = (np.log(pairs["value"]) - np.log(pairs["earlier_other"])).abs() <= _FITS * pairs["size"]
    fits_other = (np.log(pairs["value_other"]) - np.log(pairs["earlier"])).abs() <= _FITS * pairs[
        "size_other"
    ]
    for row in rows_of(pairs[fits & fits_other]):
        yield Doubt("swapped", row.figure_id, {"other": row.figure_id_other}, row.size)


def copied(figures: pd.DataFrame) -> Iterator[Doubt]:
    """Yield units whose new figures are, one and all, those of another unit or another period."""
    new = figures[figures["touched"] & (figures["value"] >= NOTABLE) & (figures["occurrence"] == 1)]
    told = [*SERIES[1:], "value"]
    names = ["unit_id", "period_start", "period_end", *told]
    others = figures.loc[(figures["value"] >= NOTABLE) & (figures["occurrence"] == 1), names]
    sizes = new.groupby("unit_id").size().rename("size").reset_index()
    large = sizes[sizes["size"] >= FEWEST]
    new = new[names].merge(large, on="unit_id")
    near = new.merge(others, on=[*told, "period_start", "period_end"], suffixes=("", "_other"))
    yield from _all_of(near[near["unit_id"] != near["unit_id_other"]], "unit_id_other", "copied-unit")
    before = new.merge(others, on=["unit_id", *told], suffixes=("", "_other"))
    earlier = before[before["period_end_other"] < before["period_end"]]
    yield from _all_of(earlier, "period_end_other", "copied-period")


def _all_of(equal: pd.DataFrame, source: str, code: str) -> Iterator[Doubt]:
    counts = equal.groupby(["unit_id", source]).agg(equal=("value", "size"), size=("size", "first"))
    for row in rows_of(counts[counts["equal"] >= 0.8 * counts["size"]].reset_index()):
        facts = {"unit": row.unit_id, "source": getattr(row, source), "figures": str(row.equal)}
        yield Doubt(code, "", facts)


def doubtful_flows(figures: pd.DataFrame, history: pd.DataFrame) -> Iterator[Doubt]:
    """Yield flows that equal a stock of the same thing, or hold the period before as well."""
    flow = figures[figures["touched"] & figures["kind"].eq("flow") & (figures["value"] >= NOTABLE)]
    stock = figures[figures["kind"].eq("stock")]
    keys = ["unit_id", "organisation_id", "breakdown", "period_end", "value"]
    pairs = flow.merge(stock[[*keys, "indicator_id", "measure"]], on=keys, suffixes=("", "_other"))
    for row in rows_of(pairs):
        if set(row.measure.split(", ")) & set(row.measure_other.split(", ")):
            yield Doubt("flow-as-stock", row.figure_id, {"indicator": row.indicator_id_other})
    known = history[history["kind"].eq("flow") & (history["earlier"] >= NOTABLE)]
    for row in rows_of(known[known["value"].eq(known["before"] + known["earlier"])]):
        facts = {"start": row.earlier_start, "end": row.earlier_end, "other": f"{row.earlier:.12g}"}
        yield Doubt("flow-added-up", row.figure_id, facts)


def lost(changes: Iterable[Change], told: Collection[str]) -> Iterator[Doubt]:
    """Yield figures that are gone, or whose value now stands for another period or indicator, untold."""
    for one in changes:
        if one.kind == GONE and one.figure_id not in told:
            yield Doubt("gone", one.figure_id)
        elif one.was is not None and one.was.figure_id not in told:
            yield from _moved(one.figure_id, one.was.key, one.key)


def _moved(figure_id: str, was: Cells, now: Cells) -> Iterator[Doubt]:
    if was["indicator_id"] != now["indicator_id"]:
        yield Doubt("moved-indicator", figure_id, {"indicator": was["indicator_id"]})
    elif any(was[name] != now[name] for name in ("period_start", "period_end")):
        yield Doubt("moved-period", figure_id, {"start": was["period_start"], "end": was["period_end"]})


def redefined(before: Mapping[str, Indicator], after: Mapping[str, Indicator]) -> Iterator[Doubt]:
    """Yield indicators that count in another way, which changes what all their figures say."""
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        if old.kind != new.kind:
            yield Doubt(KIND, "", {"indicator": name, "was": old.kind, "is": new.kind})
        if old.unit_of_measure != new.unit_of_measure:
            facts = {"indicator": name, "was": old.unit_of_measure, "is": new.unit_of_measure}
            yield Doubt(MEASURE, "", facts)
