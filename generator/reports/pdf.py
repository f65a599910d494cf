"""PDF files that have text; a scan has none.  The library is optional."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.errors import SettingError
from generator.reports.pdf_footnotes import Signs
from generator.reports.source import Source, clean, from_pages

_HYPHENS = dict.fromkeys(map(ord, "\x02\ufffe"), "-")
"""What PDFium makes of a hyphen after a letter at the end of a line, by how it is asked (5.15.2)."""
_SIGNS_AT_MOST = 50_000
"""What has more of them is no page with footnotes."""


def read_pdf(path: Path, content: bytes) -> Source:
    """Return the source of a PDF file, page by page."""
    try:
        import pypdfium2
    except ImportError as error:
        raise SettingError("report-library-missing", {"path": str(path)}) from error
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise SettingError("report-encrypted", {"path": str(path)}) from error
        raise SettingError("report-damaged", {"path": str(path)}) from error
    try:
        return from_pages([_text(page) for page in document])
    finally:
        document.close()


def _text(page: Any) -> str:
    """Return the text within one page, the digits of marks as raised ones."""
    found = page.get_textpage()
    text, whole = (_plain(it) for it in (found.get_text_bounded(), found.get_text_range()))
    nothing_lies_outside = "".join(text.split()) == "".join(whole.split())
    if nothing_lies_outside and found.count_chars() <= _SIGNS_AT_MOST:
        signs = Signs(found)
        text = _plain(signs.text()) if signs.has_marks else text
    return text


def _plain(text: str) -> str:
    """Return text in which line ends and hyphens are plain."""
    return clean(text).replace("\r\n", "\n").translate(_HYPHENS)
