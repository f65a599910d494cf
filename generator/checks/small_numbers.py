"""Small numbers that point at persons never enter the data, and so nothing made of it can tell them.

The value itself is never repeated: what is told here may be read by everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.checks.tables import Tables
from generator.nouns import is_counted
from generator.problems import Problem

WITHHELD = "withheld"
_TELLING = ("numerator", "denominator", "value_text", "note")
"""Cells beside the value from which a withheld number could be read."""
_NUMBER, _DATED = re.compile(r"\d"), re.compile(r"(?:\d{1,2}[/-])*(?:19|20)\d\d\b")
_COUNTED = re.compile(r"\d+ +([^\W\d_]+(?: [^\W\d_]+)?)")
"""A number with what it counts: a place in a document has numbers of its own kind."""


class Rule(NamedTuple):
    """What is small of one indicator, and where it stands in public already."""

    threshold: int
    public_in: frozenset[str]
    column: str  # numerator for a ratio, else value


def check_small_numbers(tables: Tables) -> Iterator[Problem]:
    """Yield rows that hold a small number, or withhold one and tell it in another cell."""
    rules = rules_of(tables)
    columns = ("indicator_id", "document_id", "missing", "locator", *_TELLING)
    for row, (place, cells) in enumerate(tables.rows("observations", columns)) if rules else ():
        indicator_id, document_id, missing, locator, *beside = cells
        rule = rules.get(indicator_id)
        if rule is None:
            continue
        if missing == WITHHELD or (missing and document_id not in rule.public_in):
            for column in _telling(missing, locator, dict(zip(_TELLING, beside, strict=True))):
                yield place.problem(column, "withheld-row-tells", threshold=str(rule.threshold))
        elif document_id not in rule.public_in and _is_small(tables, row, rule):
            yield place.problem(rule.column, "small-number-unprotected", threshold=str(rule.threshold))


def rules_of(tables: Tables) -> Mapping[str, Rule]:
    """Return the readable rules by indicator."""
    kinds = dict(zip(tables.raw("indicators", "indicator_id"), tables.raw("indicators", "kind"), strict=True))
    names = tables.raw("small_numbers", "indicator_id")
    thresholds, public = (tables.parsed("small_numbers", name) for name in ("threshold", "public_in"))
    return {
        name: Rule(
            int(threshold),
            frozenset(public_in or ()),
            "numerator" if kinds.get(name) == "ratio" else "value",
        )
        for name, threshold, public_in in zip(names, thresholds, public, strict=True)
        if threshold is not None
    }


def _telling(missing: str, locator: str, beside: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns from which a number could be read in a row that has none."""
    is_withheld = missing == WITHHELD
    for name, cell in beside.items():
        if cell if is_withheld else _NUMBER.search(_DATED.sub("", cell)):
            yield name
    if is_withheld and _counts(locator):
        yield "locator"


def _counts(locator: str) -> bool:
    """Say whether a place in a document counts something, as `mục II.3, 03 hộ` does."""
    return any(is_counted(found) for found in _COUNTED.findall(locator))


def _is_small(tables: Tables, row: int, rule: Rule) -> bool:
    count = tables.parsed("observations", rule.column)[row]
    return count is not None and 0 < count < rule.threshold
