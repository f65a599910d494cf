"""Word and LibreOffice files: paragraphs, table cells and footnotes from a ZIP of XML files.

Numbers that the program made by itself stand before their paragraphs.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from generator.errors import SettingError
from generator.reports.odt_numbers import DELETED, OdtNumbers
from generator.reports.odt_numbers import TEXT as _TEXT
from generator.reports.odt_styles import OdtStyles
from generator.reports.source import Source, clean, label, mark, raised
from generator.reports.word_numbers import WordNumbers
from generator.reports.word_styles import WORD as _WORD
from generator.reports.word_styles import WordStyles, has_no_end

XML_BYTES_AT_MOST = 20_000_000
_DAMAGED = (
    KeyError, ValueError, EOFError, OSError, ParseError, DefusedXmlException,
    zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip
"""What is raised for a part that is damaged."""
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A text box or drawing once more, for programs that do not know the first way to write it."""
_INSTEAD = {f"{_WORD}tab": " ", f"{_WORD}br": " ", f"{_WORD}cr": " ", f"{_WORD}noBreakHyphen": "-"}
"""What stands for the parts of a paragraph that are characters and no text."""
_CALLS = {f"{_WORD}{kind}Reference": kind for kind in ("footnote", "endnote")}
_Called = list[tuple[str, str | None]]
"""Kinds and ids of notes in the order in which they are called, which is their number in print."""
_SIGNS = {("Symbol", "F0A3"): "≤", ("Symbol", "F0B3"): "≥"}
"""The bounds that are picked from a font without Unicode."""
_BLOCKS = (f"{_WORD}p", f"{_WORD}tbl", f"{_WORD}sdt")
_GONE = (f"{_WORD}del", f"{_WORD}moveFrom")
"""What was deleted, or moved to another place, while changes were tracked."""
_APART = (f"{_TEXT}note", DELETED, f"{_OFFICE}annotation")
"""What holds paragraphs that are not in the running text: footnotes, deleted text, comments."""
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


def read_docx(path: Path, content: bytes) -> Source:
    """Return the source of a Word file."""
    parts = _Parts(path, content)
    order: _Called = []
    styles = WordStyles(parts.xml_if_there("word/styles.xml"))
    numbers = WordNumbers(parts.xml_if_there("word/numbering.xml"), styles)
    document = parts.xml("word/document.xml")
    goes_on_in = _going_on(document)
    begun: dict[int, str] = {}  # the text of paragraphs without an end, by the paragraph that they go on in
    lines: list[str] = []
    for one in _outside(document, _COPY):
        if one.tag != f"{_WORD}p":
            continue
        text = begun.pop(id(one), "") + _docx_line(one, order, styles)
        if id(one) in goes_on_in:
            begun[goes_on_in[id(one)]] = text
        else:
            lines.append(f"{label(numbers.before(one))}{text}")
    return Source(tuple(lines), _docx_notes(parts, order, styles))


def _going_on(document: Element) -> dict[int, int]:
    """Return the paragraphs without an end, each with the next one, which has its number and its place."""
    found = {}
    for place in document.iter():
        blocks = [one for one in place if one.tag in _BLOCKS]
        for one, following in pairwise(blocks):
            if {one.tag, following.tag} == {f"{_WORD}p"} and has_no_end(one):
                found[id(one)] = id(following)
    return found


def _docx_line(paragraph: Element, order: _Called, styles: WordStyles) -> str:
    pieces, names = [], styles.of_paragraph(paragraph)
    runs = tuple(paragraph.iter(f"{_WORD}r"))
    hidden = {id(part) for run in runs if styles.is_hidden(run, names) for part in run}
    above = {id(part) for run in runs if styles.is_raised(run, names) for part in run}
    for one in _outside(paragraph, f"{_WORD}p", _COPY, *_GONE):
        if id(one) in hidden:
            continue
        if one.tag == f"{_WORD}t":
            text = clean(one.text or "")
            pieces.append(raised(text) if id(one) in above else text)
        elif one.tag in _INSTEAD:
            pieces.append(_INSTEAD[one.tag])
        elif one.tag == f"{_WORD}sym":
            pieces.append(_SIGNS.get((one.get(f"{_WORD}font", ""), one.get(f"{_WORD}char", "")), ""))
        elif one.tag in _CALLS:
            order.append((_CALLS[one.tag], one.get(f"{_WORD}id")))
            pieces.append(mark(len(order)))
    return "".join(pieces)


def _docx_notes(parts: _Parts, order: _Called, styles: WordStyles) -> dict[int, str]:
    found = {
        (kind, note.get(f"{_WORD}id")): " ".join(
            _docx_line(it, [], styles) for it in note.iter(f"{_WORD}p")
        ).strip()
        for kind in {kind for kind, _ in order}
        for note in parts.xml(f"word/{kind}s.xml").iter(f"{_WORD}{kind}")
    }
    return {number: found.get(called, "") for number, called in enumerate(order, start=1)}


def read_odt(path: Path, content: bytes) -> Source:
    """Return the source of a LibreOffice file."""
    parts = _Parts(path, content)
    if any(True for _ in parts.xml("META-INF/manifest.xml").iter(f"{_MANIFEST}encryption-data")):
        raise SettingError("report-encrypted", {"path": str(path)})
    body, notes = parts.xml("content.xml"), dict[int, str]()
    tags = (f"{_TEXT}p", f"{_TEXT}h")
    usual = parts.xml_if_there("styles.xml")
    numbers, styles = OdtNumbers(body, usual), OdtStyles(usual, body)
    apart = {id(it) for one in body.iter() if one.tag in _APART for it in one.iter()}
    lines = [
        f"{label(numbers.before(one))}{_odt_line(one, notes, styles)}"
        for one in body.iter()
        if one.tag in tags and id(one) not in apart
    ]
    return Source(tuple(lines), notes)


def _odt_line(node: Element, notes: dict[int, str], styles: OdtStyles, in_hidden: bool = False) -> str:
    """Return the text of a paragraph or of a piece of it, without what is hidden."""
    is_hidden = styles.is_hidden(node, in_hidden)

    def own(text: str | None) -> str:
        return "" if is_hidden else clean(text or "")

    pieces = [own(node.text)]
    for one in node:
        if one.tag == f"{_TEXT}note":
            pieces.append(_odt_note(one, notes))
        elif one.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append(own(" "))
        elif one.tag not in (f"{_TEXT}p", f"{_TEXT}h", f"{_OFFICE}annotation"):
            text = _odt_line(one, notes, styles, is_hidden)
            pieces.append(raised(text) if styles.is_raised(one) else text)
        pieces.append(own(one.tail))
    return "".join(pieces)


def _odt_note(note: Element, notes: dict[int, str]) -> str:
    """Keep a footnote; return the mark that calls it."""
    notes[len(notes) + 1] = clean(" ".join("".join(it.itertext()) for it in note.iter(f"{_TEXT}p")))
    return mark(len(notes))


def _outside(node: Element, *tags: str) -> Iterator[Element]:
    """Yield in their order the elements of a node that lie in none with these tags."""
    waiting = list(node)[::-1]
    while waiting:
        one = waiting.pop()
        if one.tag not in tags:
            yield one
            waiting += list(one)[::-1]


class _Parts:
    """The XML files of the zip; none is opened that is larger than a report can be."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, RuntimeError) as error:  # the latter of a version yet to come
            raise self._damaged() from error

    def xml_if_there(self, name: str) -> Element | None:
        """Return the root of a part that not every file has."""
        return self.xml(name) if name in self._zip.namelist() else None

    def xml(self, name: str) -> Element:
        """Return the root of one part."""
        try:
            if self._zip.getinfo(name).file_size > XML_BYTES_AT_MOST:
                raise SettingError("report-too-large", {"path": str(self._path)})
            root: Element = fromstring(self._zip.read(name))
            return root
        except _DAMAGED as error:
            raise self._damaged() from error
        except RuntimeError as error:  # of a part with a password; a kind of it, of an unknown way of packing
            if type(error) is not RuntimeError:
                raise self._damaged() from error
            raise SettingError("report-encrypted", {"path": str(self._path)}) from error

    def _damaged(self) -> SettingError:
        return SettingError("report-damaged", {"path": str(self._path)})
