"""What a report says of itself before its first section: its kind, number, day and title.

A person sees all of it in the workbook before it enters the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.read import values
from generator.reports.locations import Paragraph

_NUMBER = re.compile(r"\bSố\s*:?\s*(\d+\s*[-/][\w/-]*[^\W\d_])")
_DAY = re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_TITLE_END = re.compile(r"\s*(?:[-_*–—]{3,}|\b(?:Thực hiện|Căn cứ|Kính gửi)\b)")
_LONGEST_TITLE = 250


def letterhead(paragraphs: Sequence[Paragraph], kinds: Iterable[str]) -> Mapping[str, str]:
    """Return the cells of a document that can be read there; days as the record has them."""
    text = beginning(paragraphs)
    found = {kind: text.find(kind.upper()) for kind in kinds}
    at = {kind: place for kind, place in found.items() if place >= 0}
    kind = min(at, key=lambda one: (at[one], -len(one)), default="")
    head = text[: at[kind]] if kind else text
    number, day = _NUMBER.search(head), _DAY.search(head)
    return {
        "kind": kind,
        "number": "".join(number[1].split()) if number else "",
        "issued_on": _day(day) if day else "",
        "title": _title(kind, text[at[kind] + len(kind) :]) if kind else "",
    }


def beginning(paragraphs: Sequence[Paragraph]) -> str:
    """Return the text before the first part or section."""
    first = next((at for at, one in enumerate(paragraphs) if one.place.section or one.place.part > 1), 0)
    return " ".join(one.text for one in paragraphs[:first])


def _day(found: re.Match[str]) -> str:
    day = values.day(f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}")
    return day.isoformat() if isinstance(day, date) else ""


def _title(kind: str, after: str) -> str:
    """Return the title with its kind; nothing where it does not end before running text begins."""
    said = " ".join(_TITLE_END.split(after, maxsplit=1)[0].split()).strip(" .:")
    if not said or len(said) > _LONGEST_TITLE:
        return ""
    is_word = said[1:2].islower()  # capitals stay: in them nobody can tell which word is a name
    return f"{kind.capitalize()} {said[0].lower() if is_word else said[0]}{said[1:]}"
