"""The words around each number of a report: up to the numbers beside it and the ends of its sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.read.locators import Place
from generator.reports.locations import Paragraph
from generator.reports.numbers import PrintedNumber
from generator.reports.page_numbers import SideBySide
from generator.reports.source import MARK

_BOUNDARY = re.compile(r"[.;:](?=\s|$)|[()]")
_STATEMENT = re.compile(r"[.;](?=\s|$)")
_SENTENCE = re.compile(r"\.(?=\s|$)")
_EARLIER_LENGTH, _LEAD_LENGTH = 60, 80


class Surroundings(Struct, frozen=True):
    """The words around one number."""

    before: str
    after: str
    sentence: str  # with the number
    statement_before: str  # up to the number, across colons and brackets
    statement_after: str  # from the number to the end of its statement
    list_head: str  # what stands before the colon of the list that the statement is in
    lead: str  # what leads to the number, from the number before it or the beginning of the statement
    earlier: str  # what stands before the number beside it
    called: str  # of a footnote: the text before its mark
    paragraph_before: str
    subject: str  # how the paragraphs of the same place before this one begin, the last one last
    headings: str  # how the sections that the number stands in begin
    parted: str  # the words on both sides of a bare number, where they stand side by side elsewhere


class Report:
    """The paragraphs and the numbers of a report, so that the words around each number can be asked for."""

    def __init__(self, paragraphs: Sequence[Paragraph], numbers: Sequence[PrintedNumber]) -> None:
        self._paragraphs, self._side_by_side = paragraphs, SideBySide(paragraphs)
        self._beside = defaultdict[int, list[PrintedNumber]](list)
        for one in numbers:
            if one.reason is None:  # a date or the number of a law is one of the words
                self._beside[one.paragraph].append(one)
        self._called = {
            (one.place, int(mark[1])): one.text[: mark.start()]
            for one in paragraphs
            for mark in MARK.finditer(one.text)
        }

    def surroundings(self, number: PrintedNumber) -> Surroundings:
        """Return the words around a number, up to the numbers beside it and the ends of its sentence."""
        paragraph = self._paragraphs[number.paragraph]
        text, beside = paragraph.text, self._beside[number.paragraph]
        begin = max((it.end() for it in _BOUNDARY.finditer(text, 0, number.start)), default=paragraph.head)
        end = next((it.start() for it in _BOUNDARY.finditer(text, number.end)), len(text))
        start = max((it.end() for it in _STATEMENT.finditer(text, 0, number.start)), default=paragraph.head)
        stop = next((it.start() for it in _STATEMENT.finditer(text, number.end)), len(text))
        last = max((one.end for one in beside if one.end <= number.start), default=begin)
        following = min((one.start for one in beside if one.start >= number.end), default=end)
        place = paragraph.place
        return Surroundings(
            before=text[max(begin, last) : number.start],
            after=text[number.end : min(end, following)],
            sentence=text[begin:end],
            statement_before=text[start : number.start],
            statement_after=text[number.end : stop],
            list_head=_list_head(text[paragraph.head : start]),
            lead=text[max([start, *(one.end for one in beside if one.end <= number.start)]) : number.start],
            earlier=text[max(paragraph.head, last - _EARLIER_LENGTH) : max(begin, last)],
            called=self._called.get((replace(place, note=0), place.note), ""),
            paragraph_before=text[: number.start],
            subject=self._subject(number.paragraph),
            headings="\n".join(self._headings(number.paragraph)),
            parted=self._side_by_side.parted(number, text),
        )

    def beside(self, number: PrintedNumber) -> Iterator[PrintedNumber]:
        """Yield the number before and the number after one, as far as they are in its statement."""
        text, beside = self._paragraphs[number.paragraph].text, self._beside[number.paragraph]
        before = [one for one in beside if one.end <= number.start][-1:]
        after = [one for one in beside if one.start >= number.end][:1]
        yield from (one for one in before if not _STATEMENT.search(text, one.end, number.start))
        yield from (one for one in after if not _STATEMENT.search(text, number.end, one.start))

    def _subject(self, at: int) -> str:
        place = self._paragraphs[at].place
        before = [one for one in self._paragraphs[:at] if one.place == place]
        return "\n".join(one.text[one.head :][:_LEAD_LENGTH] for one in before)

    def _headings(self, at: int) -> Iterator[str]:
        """Yield how the section of a paragraph begins, and those around it."""
        place, seen = self._paragraphs[at].place, set[Place]()
        for one in self._paragraphs[: at + 1]:
            own = one.place
            is_around = own.section == place.section or place.section.startswith(f"{own.section}.")
            if own not in seen and own.section and is_around and own.part == place.part and not own.note:
                yield one.text[one.head :][:_LEAD_LENGTH]
            seen.add(own)


def _list_head(before: str) -> str:
    """Return what the statements after a colon are about, where they go on: "Cấp xã: A 01 hội nghị; B …"."""
    sentence = _SENTENCE.split(before)[-1]
    return sentence.rpartition(":")[0] if sentence.rstrip().endswith(";") else ""
