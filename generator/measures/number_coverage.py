"""How many numbers a document prints, and how many of them are figures of the record.

The record knows it of a document that was compared with its text, number by number, as long as its
figures and the numbers set aside say what they said then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256

from msgspec import Struct

from generator.model import NO_INDICATOR, Account, Observation, SetAside, SetAsideReason
from generator.number_words import numbers_in


class PrintedNumbers(Struct, frozen=True):
    """The numbers of one document: figures of the record, figures that it cannot hold, and the others."""

    count: int
    published: int  # where a figure is withheld, with the numbers that may be it
    without_indicator: int  # figures for which the record has none
    set_aside: tuple[tuple[SetAsideReason, int], ...]  # no figures, the most frequent reason first
    withholds: bool  # whether one of its figures is withheld
    unprinted: int  # figures that the document states without a number


def printed_numbers(
    account: Account | None, figures: Sequence[Observation], rows: Sequence[SetAside]
) -> PrintedNumbers | None:
    """Return what is known of a document's numbers; None where they were not compared since a change."""
    if account is None or account.sha256 != digest(figures, rows):
        return None
    counted = Counter[SetAsideReason]()
    for row in rows:
        counted[row.reason] += row.times
    return PrintedNumbers(
        count=account.number_count,
        published=account.number_count - counted.total(),
        without_indicator=counted.pop(NO_INDICATOR, 0),
        set_aside=tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0]))),
        withholds=any(one.missing == "withheld" for one in figures),
        unprinted=sum(one.missing is None and not prints_number(one.value_text or "") for one in figures),
    )


def prints_number(text: str) -> bool:
    """Say whether the printed form of a figure has a number, in figures or in words."""
    return bool(re.search("[0-9]", text) or numbers_in(text))


def digest(figures: Sequence[Observation], rows: Iterable[SetAside]) -> str:
    """Return a hash of the numbers that the record has of a document, in any order."""
    said = [
        *(f"{one.value} {one.qualifier or ''} {one.value_text or ''}" for one in figures),
        *(f"withheld {one.locator}" for one in figures if one.missing == "withheld"),
        *(f"{row.locator} {row.printed} {row.reason} {row.times}" for row in rows),
    ]
    return sha256("\n".join(sorted(said)).encode()).hexdigest()
