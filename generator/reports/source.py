"""A report as its file has it: lines of the body with marks of footnotes, and the footnotes.

Text and PDF files know pages only: a footnote is found at the foot of a page by its number, which
must be the next one and stand in the text above: glued to a word, or raised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

OPEN, CLOSE, LABEL_END = "\ue000", "\ue001", "\ue002"
_PLAIN = str.maketrans("\u00a0\u2010\u2011", " --", f"\u00ad{OPEN}{CLOSE}{LABEL_END}")
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
DIGITS, RAISED = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_RAISED, _TO_DIGITS = str.maketrans(DIGITS, RAISED), str.maketrans(RAISED, DIGITS)
_NOTE_BEGINS = re.compile(rf"\s*([0-9]{{1,3}}(?=\s)|[{RAISED}]{{1,3}})\s*(?=[^\W\d_a-z]|[“\"])")


class Source(Struct, frozen=True):
    """The body line by line, each mark where a footnote is called, and the footnotes by number."""

    lines: tuple[str, ...]
    notes: Mapping[int, str]


def mark(number: int) -> str:
    """Return what stands in the body where a footnote is called."""
    return f"{OPEN}{number}{CLOSE}"


def label(number: str) -> str:
    """Return what stands before a line that has a number which its text has not."""
    return f"{number}{LABEL_END}" if number else ""


def raised(text: str) -> str:
    """Return text with its digits raised, so that a mark behind a figure is none of its digits."""
    return text.translate(_TO_RAISED)


def clean(text: str) -> str:
    """Return text in NFC, blanks and hyphens plain, without a private sign that could pass for a mark."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def from_pages(pages: Iterable[str]) -> Source:
    """Return the source of pages of plain text; footnotes at the foot of pages are taken out."""
    body: list[str] = []
    notes: dict[int, str] = {}
    for page in pages:
        for number, line in _told_apart(page.splitlines(), body, notes):
            if number:
                notes[number] = f"{notes.get(number, '')} {line}".strip()
            else:
                body.append(line)
    return Source(tuple(_marked(body, len(notes))), notes)


def _told_apart(
    lines: Sequence[str], body: Sequence[str], notes: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Yield each line of a page with the number of its footnote; 0 for the body."""
    current, above = 0, list(body)
    for line in lines:
        found = _NOTE_BEGINS.match(line)
        begun = int(found[1].translate(_TO_DIGITS)) if found else 0
        following = max(len(notes), current) + 1
        if found and begun == following and _called(following).search("\n".join(above)):
            current = following
            yield current, line[found.end() :]
        else:
            above += [] if current else [line]
            yield current, line


def _called(number: int) -> re.Pattern[str]:
    """Return where a footnote may be called: its number raised, or glued to a word; m² and km2 call none."""
    glued = rf"(?<=[^\W\d_]|[)”\"]){number}(?=[\s.,;:)]|$)"
    above = rf"(?<![{RAISED}]){raised(str(number))}(?![{RAISED}])"
    return re.compile(rf"(?<!\bm)(?<!\bkm)(?:{glued}|{above})", re.MULTILINE)


def _marked(body: Sequence[str], count: int) -> list[str]:
    """Return the body with marks where footnotes 1, 2, 3 … are called, in this order."""
    text, at = "\n".join(body), 0
    for number in range(1, count + 1):
        found = _called(number).search(text, at)
        if found:
            text = f"{text[: found.start()]}{mark(number)}{text[found.end() :]}"
            at = found.start() + len(mark(number))
    return text.split("\n")
