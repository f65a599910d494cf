"""Where a report writes a zero in words: "chưa tổ chức được hội nghị phản biện xã hội".

Such words are a zero only where they name an indicator of the record; "chưa đồng bộ", "một số chi hội
chưa họp" and "còn 3 xã chưa giám sát" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Indicator
from generator.reports.comparisons import is_of_lack
from generator.reports.locations import Paragraph
from generator.reports.numbers import PrintedNumber
from generator.reports.surroundings import Report
from generator.reports.syllables import syllables

_ACT = r"(?:tổ chức|thực hiện|triển khai|tiếp nhận|nhận|phát sinh|xảy ra|ghi nhận)(?: được)?"
_SAID = re.compile(rf"\b(?:chưa|không) (?:{_ACT}|có)(?= [^\W\d])", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()]|\.(?=\s|$)")
_OF_SOME = re.compile(
    r"\b(?:một số|một vài|một bộ phận|nhiều|vài|có (?:nơi|xã|hội|chi hội)|đa số|phần lớn|còn|nếu)\b", re.I
)
_DIGIT = re.compile(r"\d")
_OF_NO_MATTER = frozenset(
    {"số", "tổng", "với", "của", "trong", "nào", "về", "ở", "tại", "các", "những", "theo", "cho", "và"}
    | {"kỳ", "năm", "nay"}
)
_NAMED, _OF_NOUN, _SAID_OF_ALL = 2 / 3, 1 / 3, 2 / 3


def zeros(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[PrintedNumber]:
    """Yield each place where something was not done or is not there, as a number without a value.

    No number stands in its clause, and it is not said of some only.
    """
    for at, paragraph in enumerate(paragraphs):
        for found in _SAID.finditer(paragraph.text):
            before = _CLAUSE.split(paragraph.text[: found.start()])[-1]
            after = clause(paragraph.text[found.end() :])
            if not _DIGIT.search(f"{before} {after}") and not _OF_SOME.search(before):
                yield PrintedNumber(paragraph.place, at, found.start(), found.end(), found[0])


def clause(after: str) -> str:
    """Return the words up to the end of a clause."""
    return _CLAUSE.split(after, maxsplit=1)[0]


def noun_of(said: str, indicator: Indicator) -> str:
    """Return the unit of measure with which the words begin; else nothing."""
    begun = f"{' '.join(syllables(said))} "
    units = sorted(indicator.unit_of_measure.split(", "), key=len, reverse=True)
    return next((unit for unit in units if begun.startswith(f"{unit} ")), "")


def is_named(said: str, indicator: Indicator) -> bool:
    """Say whether the words of a clause name an indicator, and nothing that it does not count."""
    noun = noun_of(said, indicator)
    matter = [word for word in syllables(said)[len(noun.split()) :] if word not in _OF_NO_MATTER]
    own = [word for word in syllables(indicator.name) if word not in (*_OF_NO_MATTER, *noun.split())]
    if not own:
        return bool(noun) and not matter
    known = {*own, *syllables(indicator.definition)}
    told = sum(word in known for word in matter) / len(matter) if matter else 0.0
    named = sum(word in matter for word in own) / len(own)
    is_said = told >= _SAID_OF_ALL and named >= (_OF_NOUN if noun else _NAMED)
    return is_said and not is_of_lack(indicator.name)
