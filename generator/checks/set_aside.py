"""Numbers that are set aside are published: none of them may be the one that a figure withholds.

A small number may be that one where it stands in the section that the figure names, or in a part of it.
Elsewhere in the document numbers of sections, meetings and days are as small, and nothing is certain, but
where the number is written with people or households after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.checks.small_number_patterns import ROMAN, counts, folded
from generator.checks.small_numbers import Rule, rules_of
from generator.checks.tables import Tables
from generator.checks.withheld import withheld_rows
from generator.nouns import is_counted
from generator.problems import Problem
from generator.read.locators import section_of, sections_around
from generator.read.printed import printed

_OF_OTHER_KIND = frozenset({"date", "duration", "document_number"})
"""Reasons whose numbers say by their words that they count no persons: `2/9`, `02 năm`."""
_WHOLE = re.compile(r"(?<![\w.,])[0-9]+(?!\w|[.,][0-9])")
_WORDS = re.compile(r"[^\W\d_].*")
_ROMAN = re.compile(r"(?<![\w./-])(?:III|II|IV|I)(?![\w./-])")


class _Withheld(NamedTuple):
    """A figure that a section of a document withholds, of the highest threshold, and where it stands."""

    rule: Rule
    row: str  # file:line


def check_set_aside(tables: Tables) -> Iterator[Problem]:
    """Yield rows with a small number that a figure of their document may withhold."""
    withheld = _withheld(tables)
    highest = _highest_of_documents(withheld)
    columns = ("document_id", "locator", "printed", "reason")
    for place, cells in tables.rows("set_aside", columns) if withheld else ():
        for column, found in _telling(withheld, highest, *cells):
            facts = {"threshold": str(found.rule.threshold), "rows": found.row}
            yield place.problem(column, "set-aside-tells", **facts)


def _telling(
    withheld: Mapping[tuple[str, str], _Withheld],
    highest: Mapping[str, _Withheld],
    document_id: str,
    locator: str,
    number: str,
    reason: str,
) -> Iterator[tuple[str, _Withheld]]:
    """Yield the columns of a row that may tell what is withheld, each with the figure that withholds it."""
    own = [
        withheld[document_id, name] for name in sections_around(locator) if (document_id, name) in withheld
    ]
    in_section = _highest(own)
    in_document = highest.get(document_id)
    if in_section is not None and may_tell(number, reason, in_section.rule.threshold):
        yield "printed", in_section
    elif in_document is not None and counts(number, *in_document.rule.small):
        yield "printed", in_document
    if in_document is not None and counts(locator, *in_document.rule.small):
        yield "locator", in_document


def may_tell(number: str, reason: str, threshold: int) -> bool:
    """Say whether a printed number may be a small one that is withheld, whatever it is said to be."""
    plain = _ROMAN.sub(lambda found: ROMAN[found[0]], folded(number))
    stated, words = printed(plain), _WORDS.search(plain)
    counts_something = words is not None and is_counted(words[0])
    if reason in _OF_OTHER_KIND and not counts_something and (stated is None or stated.under or words):
        return False
    found = stated.numbers if stated else tuple(map(int, _WHOLE.findall(plain)))
    return any(0 < one < threshold for one in found)


def _highest(found: Iterable[_Withheld]) -> _Withheld | None:
    return max(found, key=lambda one: one.rule.threshold, default=None)


def _highest_of_documents(withheld: Mapping[tuple[str, str], _Withheld]) -> dict[str, _Withheld]:
    """Return the figure of the highest threshold that each document withholds."""
    found = dict[str, _Withheld]()
    for (document_id, _), one in withheld.items():
        if document_id not in found or one.rule.threshold > found[document_id].rule.threshold:
            found[document_id] = one
    return found


def _withheld(tables: Tables) -> dict[tuple[str, str], _Withheld]:
    """Return what is withheld of each section of each document, by both of them."""
    rules, found = rules_of(tables), dict[tuple[str, str], _Withheld]()
    columns = [tables.raw("observations", name) for name in ("document_id", "locator", "indicator_id")]
    for row in withheld_rows(tables, rules) if rules else ():
        document_id, locator, indicator_id = (column[row] for column in columns)
        file, line = tables.place("observations", row)
        one = _Withheld(rules[indicator_id], f"{PurePosixPath(file).name}:{line}")
        key = document_id, section_of(locator)
        found[key] = _highest((found.get(key, one), one)) or one
    return found
