"""Where something stands in a report: part, section and footnote by the report's own numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.number_words import parse
from generator.read.locators import Place
from generator.reports.source import LABEL_END, MARK, Source

_ROMAN = re.compile(r"\s*([IVX]{1,5})\s*[.)-]\s")
_NUMBERED = re.compile(r"\s*([0-9]{1,2}(?:\.[0-9]{1,2}){0,4})([.)]?)\s*(?=[^\W\d_]|[“\"])")
_PART = re.compile(r"\s*phần thứ (nhất|hai|ba|tư|bốn|năm|sáu)\b", re.IGNORECASE)
BULLET = re.compile(r"\s*[-+*•–]\s")
_SENTENCE_END = re.compile(r"[.:;?!…]\s*$")


class Paragraph(Struct, frozen=True):
    """Some running text of one place; `head` is how long the number of its section is."""

    place: Place
    text: str
    head: int = 0


def paragraphs(source: Source) -> tuple[Paragraph, ...]:
    """Return the body, then the footnotes, each of them where it is called."""
    body = tuple(_body(source))
    called = {int(found[1]): one.place for one in body for found in MARK.finditer(one.text)}
    notes = (
        Paragraph(replace(called.get(number, Place()), note=number), _flat(text))
        for number, text in source.notes.items()
    )
    return (*body, *notes)


def _body(source: Source) -> Iterator[Paragraph]:
    """Yield the running text between the numbers of sections and the bullets of lists."""
    numbering, text, head, is_heading = _Numbering(), "", 0, False
    for raw in filter(str.strip, source.lines):
        line, heading = numbering.read(raw)
        begins = is_heading and line.lstrip()[0].isupper()  # in the middle of a heading no sentence begins
        if heading or begins or BULLET.match(line) or _SENTENCE_END.search(text):
            if text:
                yield Paragraph(numbering.place, text, head)
            text, head, is_heading = "", 0, False
        if heading:
            numbering, head = heading
            is_heading = True
        text = _joined(text, line)
    if text:
        yield Paragraph(numbering.place, text, head)


def _joined(text: str, line: str) -> str:
    glue = "" if not text or re.search(r"\w-$", text) else " "
    return f"{text}{glue}{_flat(line)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


class _Numbering(Struct, frozen=True):
    """How far the numbering of sections is: part, Roman number, and the numbers below it."""

    part: int = 1
    roman: str = ""
    path: tuple[int, ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.part, ".".join(filter(None, (self.roman, *map(str, self.path)))))

    def read(self, raw: str) -> tuple[str, tuple[_Numbering, int] | None]:
        """Return a line, and its heading where it begins a section.

        A number that is not in the text itself is shown only where it is that of a section; any other
        begins a member of a list.
        """
        number, is_labelled, text = raw.rpartition(LABEL_END)
        heading = self.heading(f"{number} {text}" if number else text)
        if is_labelled and heading is None:
            return f"- {text}", None
        return (f"{number} {text}" if number else text), heading

    def heading(self, line: str) -> tuple[_Numbering, int] | None:
        """Return the numbering after a line that begins a section, and the length of its number."""
        if part := _PART.match(line):
            words = parse(part[1].replace("nhất", "một").replace("tư", "bốn"))
            return _Numbering(int(words.value) if words else self.part), 0
        if roman := _ROMAN.match(line):
            return _Numbering(self.part, roman[1]), 0
        found = _NUMBERED.match(line)
        path = tuple(map(int, found[1].split("."))) if found else ()
        if found is None or not (found[2] or len(path) > 1) or not self._is_followed_by(path):
            return None
        return replace(self, path=path), len(found[0].strip())

    def _is_followed_by(self, path: tuple[int, ...]) -> bool:
        """Say whether a number is the next one: the first below the last, or one more at any depth."""
        if path in ((*self.path, 1), (1,)):
            return True
        depth = len(path)
        return depth <= len(self.path) and path == (*self.path[: depth - 1], self.path[depth - 1] + 1)
