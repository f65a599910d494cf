"""Numbers that are set aside are published: none of them may be the one that a figure withholds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.checks.small_numbers import rules_of
from generator.checks.tables import Tables
from generator.checks.withheld import withheld_rows
from generator.nouns import is_counted
from generator.number_words import in_figures
from generator.problems import Problem
from generator.read.locators import section_of
from generator.read.printed import printed

_OF_OTHER_KIND = frozenset({"date", "duration", "document_number"})
"""Reasons whose numbers say by their words that they count no persons: `2/9`, `02 năm`."""
_WHOLE = re.compile(r"(?<![\w.,])[0-9]+(?!\w|[.,][0-9])")
_WORDS = re.compile(r"[^\W\d_].*")


class _Withheld(NamedTuple):
    """The highest threshold of the figures that a section of a document withholds, and where one stands."""

    threshold: int
    row: str  # file:line


def check_set_aside(tables: Tables) -> Iterator[Problem]:
    """Yield rows with a small number from a section of which a figure is withheld."""
    withheld = _withheld(tables)
    columns = ("document_id", "locator", "printed", "reason")
    for place, (document_id, locator, number, reason) in tables.rows("set_aside", columns):
        found = withheld.get((document_id, section_of(locator))) if withheld else None
        if found is not None and may_tell(number, reason, found.threshold):
            facts = {"threshold": str(found.threshold), "rows": found.row}
            yield place.problem("printed", "set-aside-tells", **facts)


def may_tell(number: str, reason: str, threshold: int) -> bool:
    """Say whether a printed number may be a small one that is withheld, whatever it is said to be."""
    stated = printed(in_figures(number))
    if reason in _OF_OTHER_KIND:
        words = _WORDS.search(in_figures(number))
        if stated is None or stated.under or (words is not None and not is_counted(words[0])):
            return False
    found = stated.numbers if stated else tuple(map(int, _WHOLE.findall(in_figures(number))))
    return any(0 < one < threshold for one in found)


def _withheld(tables: Tables) -> dict[tuple[str, str], _Withheld]:
    """Return what is withheld of each section of each document, by both of them."""
    rules, found = rules_of(tables), dict[tuple[str, str], _Withheld]()
    columns = [tables.raw("observations", name) for name in ("document_id", "locator", "indicator_id")]
    for row in withheld_rows(tables, rules) if rules else ():
        document_id, locator, indicator_id = (column[row] for column in columns)
        file, line = tables.place("observations", row)
        one = _Withheld(rules[indicator_id].threshold, f"{PurePosixPath(file).name}:{line}")
        key = document_id, section_of(locator)
        found[key] = max(one, found.get(key, one), key=lambda it: it.threshold)
    return found
