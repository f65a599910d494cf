"""Every number of a report: what is printed, what it is, with which bound, where, and what it may not be.

No digit is lost: what no rule and no pattern reads is listed as it stands, without a value.  The
numbers of sections and the marks of footnotes are places, not numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from generator import number_words
from generator.model import SetAsideReason
from generator.read.locators import Place
from generator.read.printed import AMOUNT, BOUND, Printed, printed
from generator.reports.locations import Paragraph
from generator.reports.set_aside import duration_reason, quotations, set_aside, take
from generator.reports.source import MARK

_AMOUNT = re.compile(rf"(?<![\w.,/]){AMOUNT}", re.IGNORECASE)
_MONEY = re.compile(r" ?(?:đồng(?! chí\b)|đ)(?!\w)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,/]*")
_AREA = re.compile(r"(?<=(?<![^\W\d_])m)[23](?!\w)")  # m2 is a unit of measure
_BOUND_BEFORE = re.compile(rf"(?:{BOUND}) $", re.IGNORECASE)
_BOUND_LENGTH = 15
_SLIPS: Mapping[str, str] = {"triêu": "triệu", "nghin": "nghìn"}
"""Misprints of the words for thousands, as long as what is meant."""


class PrintedNumber(Struct, frozen=True):
    """One number of a report.  `values` is everything it may be read as, empty where nobody can say."""

    place: Place
    paragraph: int  # which paragraph of the report it stands in, and where in its text
    start: int
    end: int
    printed: str
    values: tuple[Decimal, ...] = ()
    under: tuple[Decimal, ...] = ()  # of `90/127`, 127
    bound: str = ""  # as in the column qualifier
    is_percent: bool = False
    reason: SetAsideReason | None = None  # why it seems to be no figure
    after: str = ""  # the rest of its paragraph


def numbers_of(paragraphs: Iterable[Paragraph]) -> tuple[PrintedNumber, ...]:
    """Return all numbers of a report in their order."""
    return tuple(number for at, one in enumerate(paragraphs) for number in _in_paragraph(at, one))


def _in_paragraph(at: int, paragraph: Paragraph) -> list[PrintedNumber]:
    """Return the numbers of one paragraph: a place that two ways of reading claim is of the first."""
    text = _with_blanks(paragraph)
    quoted, taken = quotations(text), bytearray(len(text))
    found = [one for one in _candidates(text) if take(taken, one.start, one.end)]
    found += _others(text, taken)
    return [_number(at, paragraph, text, one, quoted) for one in sorted(found, key=lambda it: it.start)]


def _with_blanks(paragraph: Paragraph) -> str:
    """Return the text of the same length with blanks for section numbers, marks of footnotes, squares."""
    text = f"{' ' * paragraph.head}{paragraph.text[paragraph.head :]}"
    text = _AREA.sub(" ", text)
    text = MARK.sub(lambda mark: " " * len(mark[0]), text)
    for slip, meant in _SLIPS.items():
        text = text.replace(slip, meant)
    return text


class _Found(NamedTuple):
    """One way of reading some characters."""

    start: int
    end: int
    read: Printed | None = None
    reason: SetAsideReason | None = None


def _candidates(text: str) -> Iterator[_Found]:
    """Yield what each way of reading finds, the surest first."""
    yield from (_Found(one.start, one.end, reason=one.reason) for one in set_aside(text))
    for found in _AMOUNT.finditer(text):
        money = _MONEY.match(text, found.end())
        yield _Found(found.start(), money.end() if money else found.end(), printed(found[0]))
    for number in number_words.numbers_in(text):
        bound = _BOUND_BEFORE.search(text, max(0, number.start - _BOUND_LENGTH), number.start)
        start = bound.start() if bound else number.start
        in_figures = f"{text[start : number.start]}{number.value:f}"
        yield _Found(start, number.end, printed(in_figures), reason=duration_reason(text[number.end :]))


def _others(text: str, taken: bytearray) -> list[_Found]:
    """Return all digits that nothing has read."""
    text = "".join(" " if is_taken else sign for sign, is_taken in zip(text, taken, strict=True))
    return [_Found(it.start(), it.start() + len(it[0].rstrip(".,/"))) for it in _DIGITS.finditer(text)]


def _number(
    at: int, paragraph: Paragraph, text: str, one: _Found, quoted: Sequence[tuple[int, int]]
) -> PrintedNumber:
    in_name = any(begin <= one.start and one.end <= end for begin, end in quoted)
    read = one.read or Printed("", (), (), (), False)
    return PrintedNumber(
        paragraph.place,
        at,
        one.start,
        one.end,
        paragraph.text[one.start : one.end],
        values=read.numbers,
        under=read.under,
        bound=read.bound,
        is_percent=read.is_percent,
        reason=one.reason or ("name" if in_name else None),
        after=MARK.sub("", paragraph.text[one.end :]),
    )
