"""Small numbers that point at persons never enter the data, and so nothing made of it can tell them.

The value itself is never repeated: what is told here may be read by everyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.checks.small_number_patterns import counts, counts_just, tells
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
    columns: tuple[str, ...]  # numerator alone for a percentage
    nouns: tuple[str, ...]  # what it counts

    @property
    def small(self) -> tuple[int, tuple[str, ...]]:
        """What a cell must not tell: a number below that, of these nouns."""
        return self.threshold, self.nouns


def check_small_numbers(tables: Tables) -> Iterator[Problem]:
    """Yield rows that hold a small number, or withhold one or say 0 and tell it in another cell."""
    rules = rules_of(tables)
    columns = ("indicator_id", "document_id", "missing", "locator", *_TELLING)
    for row, (place, cells) in enumerate(tables.rows("observations", columns)) if rules else ():
        indicator_id, document_id, missing, locator, *beside = cells
        rule = rules.get(indicator_id)
        if rule is None or (missing != WITHHELD and document_id in rule.public_in):
            continue
        facts = {"threshold": str(rule.threshold)}
        named = dict(zip(_TELLING, beside, strict=True))
        small = None if missing else _small(tables, row, rule)
        if small is not None:
            yield place.problem(small, "small-number-unprotected", **facts)
            continue
        if missing:
            found = _telling(missing, locator, named, rule)
        else:
            in_words = {name: named[name] for name in ("value_text", "note")}
            found = _telling_more({**in_words, "locator": locator}, _numbers(tables, row), rule)
        yield from (place.problem(column, "withheld-row-tells", **facts) for column in found)


def rules_of(tables: Tables) -> Mapping[str, Rule]:
    """Return the readable rules by indicator."""
    columns = ("indicator_id", "kind", "unit_of_measure")
    indicators = {name: more for _, (name, *more) in tables.rows("indicators", columns)}
    names = tables.raw("small_numbers", "indicator_id")
    thresholds, public = (tables.parsed("small_numbers", name) for name in ("threshold", "public_in"))
    return {
        name: _rule(int(threshold), frozenset(public_in or ()), *indicators.get(name, ("", "")))
        for name, threshold, public_in in zip(names, thresholds, public, strict=True)
        if threshold is not None
    }


def _rule(threshold: int, public_in: frozenset[str], kind: str, unit_of_measure: str) -> Rule:
    if kind == "ratio" and unit_of_measure == "%":
        return Rule(threshold, public_in, ("numerator",), ())
    return Rule(threshold, public_in, ("value", "numerator"), tuple(unit_of_measure.lower().split(", ")))


def _telling(missing: str, locator: str, beside: Mapping[str, str], rule: Rule) -> Iterator[str]:
    """Yield the columns from which a number could be read in a row that has none."""
    is_withheld = missing == WITHHELD
    for name, cell in beside.items():
        has_number = _NUMBER.search(_DATED.sub("", cell)) or tells(cell, *rule.small)
        if cell if is_withheld else has_number:
            yield name
    if (is_withheld and _counts(locator)) or counts(locator, *rule.small):
        yield "locator"


def _telling_more(beside: Mapping[str, str], own: tuple[Decimal, ...], rule: Rule) -> Iterator[str]:
    """Yield the columns from which a small number could be read beside one that is 0 or not small."""
    is_zero = bool(own) and not own[0]
    for name, cell in beside.items():
        if is_zero and name != "locator":
            is_told = tells(cell, *rule.small, own)
        else:
            is_told = counts_just(cell, *rule.small, own)
        if is_told:
            yield name


def _counts(locator: str) -> bool:
    """Say whether a place in a document counts something, as `mục II.3, 03 hộ` does."""
    return any(is_counted(found) for found in _COUNTED.findall(locator))


def _small(tables: Tables, row: int, rule: Rule) -> str | None:
    """Return the column of a small number of a row; None where it has none."""
    for column in rule.columns:
        count = tables.parsed("observations", column)[row]
        if count is not None and 0 < count < rule.threshold:
            return column
    return None


def _numbers(tables: Tables, row: int) -> tuple[Decimal, ...]:
    """Return the numbers of a row, its value first."""
    columns = ("value", "numerator", "denominator")
    cells = (tables.parsed("observations", column)[row] for column in columns)
    return tuple(count for count in cells if count is not None)
