"""All figures of the later state as columns: what they are, what they were, what stands near them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from generator.model import Indicator, Register
from generator.nouns import contradicts, noun_in
from generator.review.changes import GONE, KEY, Change

SERIES = ["unit_id", "organisation_id", "indicator_id", "breakdown", "months"]
"""What figures of one thing over time share; flows of unlike length are not of one series."""
BESIDE = ["parent_id", "level", "organisation_id", "indicator_id", "breakdown", "period_start", "period_end"]
"""What figures of the units side by side share."""
MEMBER = ["organisation_id", "indicator_id", "breakdown", "period_start", "period_end"]
"""What a figure of a unit and that of its parent share."""
_PERSON = "người"
_DAYS_OF_A_MONTH = 30.4


def columns_of(frame: pd.DataFrame, changes: Iterable[Change], register: Register) -> pd.DataFrame:
    """Return figures with numbers, once each, with what they were where they changed.

    `touched` says that a figure changed or is new; `before` is its number until then; `are_people` that
    it cannot be larger than the population.
    """
    made = frame[[*KEY, "value", "missing"]].copy()
    made["value"] = pd.to_numeric(made["value"]).astype(float)
    made["end"] = _days(made["period_end"])
    indicators, units = register.indicators, register.units
    kinds = made["indicator_id"].map({name: one.kind for name, one in indicators.items()})
    months = (made["end"] - _days(made["period_start"])) / _DAYS_OF_A_MONTH
    made["kind"] = kinds
    made["months"] = np.where(kinds.eq("flow"), months.round(), 0)
    made["measure"] = made["indicator_id"].map({it: one.unit_of_measure for it, one in indicators.items()})
    made["adds"] = made["indicator_id"].map({it: one.adds_over_units for it, one in indicators.items()})
    made["parent_id"] = made["unit_id"].map({it: one.parent_id or "" for it, one in units.items()})
    made["level"] = made["unit_id"].map({it: one.level for it, one in units.items()})
    made["are_people"] = _are_people(made, register)
    return _with_changes(made, changes)


def _are_people(made: pd.DataFrame, register: Register) -> pd.Series:
    """Say of each figure whether it counts people of the place, each of them once.

    Members of several associations together may be one person several times.
    """
    stocks = [one for one in register.indicators.values() if one.kind == "stock"]
    people = [one for one in stocks if noun_in(f"1 {one.unit_of_measure}") and not _is_other(one)]
    once = {one.indicator_id for one in people if one.adds_over_organisations}
    groups = {name for name, one in register.organisations.items() if one.is_group}
    of_one = made["organisation_id"].ne("") & ~made["organisation_id"].isin(groups)
    named = {one.indicator_id for one in people}
    return made["indicator_id"].isin(once) | (made["indicator_id"].isin(named) & of_one)


def _is_other(indicator: Indicator) -> bool:
    return contradicts(_PERSON, indicator.unit_of_measure)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield rows by the names of their columns, of which nothing knows the types."""
    return frame.itertuples()


def _days(cells: pd.Series) -> pd.Series:
    """Return ISO dates as numbers of days; each date is read once, and any year may be one."""
    return cells.map({cell: np.datetime64(cell, "D").astype(int) for cell in cells.unique()})


def _with_changes(made: pd.DataFrame, changes: Iterable[Change]) -> pd.DataFrame:
    """Mark the rows that changed or are new; each figure has one row, found by its key."""
    rows = [
        {
            **one.key,
            "occurrence": one.occurrence,
            "figure_id": one.figure_id,
            "before": _number(one.before),
            "was_missing": (one.before or {}).get("missing", ""),
            "is_new": one.kind == "added",
        }
        for one in changes
        if one.kind != GONE and (one.kind != "changed" or _NUMERIC & set(one.fields))
    ]
    names = [*KEY, "figure_id", "before", "was_missing", "is_new"]
    told = pd.DataFrame(rows, columns=names).astype({"occurrence": int, "before": float})
    joined = made.merge(told, on=list(KEY), how="left")
    joined["touched"] = joined["figure_id"].notna()
    return joined


_NUMERIC = {"value", "missing", "numerator", "denominator"}


def _number(cells: Mapping[str, str] | None) -> float:
    return float(cells["value"]) if cells and cells["value"] else float("nan")
