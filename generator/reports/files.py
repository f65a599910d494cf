"""The file of a report becomes its source: .txt, .docx, .odt, and .pdf that has text.

What cannot be read is one sentence that says what the file is and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.errors import SettingError
from generator.reports import office, pdf
from generator.reports.source import Source, clean, from_pages, mark

BYTES_AT_MOST = 50_000_000
TEXT_BYTES_AT_MOST = 10_000_000
"""Thousands of pages; what has more of it has pictures."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: Mapping[str, bytes] = {".docx": b"PK\x03\x04", ".odt": b"PK\x03\x04", ".pdf": b"%PDF-"}
_NOTE_MARK = re.compile(r"\[\[footnoteRef:([0-9]+)\]\]")
_NOTE_TEXT = re.compile(r"\[([0-9]+): \[\]([^\[\]]*)\]")
_BOOKMARK = re.compile(r"\[bookmark: [^\]\[]*\]")
_PAGE = re.compile(r"\f|(?<=[^\n]\n) (?=\S)")  # some converters leave a blank where a page begins


def read_report(path: Path) -> Source:
    """Return the source of a report; SettingError with a sentence for a file that cannot be read."""
    kind = path.suffix.lower()
    if kind not in _READERS:
        raise SettingError("report-kind-unknown", {"path": str(path)})
    try:
        size, content = path.stat().st_size, b""
        limit = TEXT_BYTES_AT_MOST if kind == ".txt" else BYTES_AT_MOST
        if size <= limit:
            content = path.read_bytes()
    except FileNotFoundError as error:
        raise SettingError("report-missing", {"path": str(path)}) from error
    except OSError as error:
        raise SettingError("report-unreadable", {"path": str(path), "reason": str(error.strerror)}) from error
    if size > limit:
        raise SettingError("report-too-large", {"path": str(path)})
    _refuse_disguised(path, kind, content)
    try:
        source = _READERS[kind](path, content)
    except RecursionError as error:  # parts within parts, a thousand deep
        raise SettingError("report-damaged", {"path": str(path)}) from error
    if not any(line.strip() for line in source.lines):
        raise SettingError("report-without-text", {"path": str(path)})
    return source


def _refuse_disguised(path: Path, kind: str, content: bytes) -> None:
    if content.startswith(_OLD_OFFICE):  # also what a .docx is inside when it has a password
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise SettingError("report-encrypted", {"path": str(path)})
        raise SettingError("report-old-word", {"path": str(path)})
    start = _STARTS.get(kind, b"")
    if not content.lstrip(b"\xef\xbb\xbf\r\n ").startswith(start):
        raise SettingError("report-not-its-kind", {"path": str(path), "kind": kind})


def _text(path: Path, content: bytes) -> Source:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingError("report-not-unicode", {"path": str(path)}) from error
    text = _BOOKMARK.sub("", clean(text).replace("\r\n", "\n"))
    notes = {int(number): note.strip() for number, note in _NOTE_TEXT.findall(text)}
    if not notes:
        return from_pages(_PAGE.split(text))
    body = _NOTE_MARK.sub(lambda found: mark(int(found[1])), _NOTE_TEXT.sub("", text))
    return Source(tuple(body.splitlines()), notes)


_READERS: Mapping[str, Callable[[Path, bytes], Source]] = {
    ".txt": _text,
    ".docx": office.read_docx,
    ".odt": office.read_odt,
    ".pdf": pdf.read_pdf,
}
