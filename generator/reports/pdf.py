"""PDF files that have text; a scan has none.  The library is optional."""

from __future__ import annotations

import re
from pathlib import Path

from generator.errors import SettingError
from generator.reports.source import Source, clean, from_pages


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


_HYPHEN_AT_LINE_END = re.compile("[\x02\ufffe]")
"""What PDFium makes of a hyphen after a letter, by the way in which it is asked for text (5.15.2)."""


def _text(page: object) -> str:
    """Return the text of one page, its line ends and hyphens plain."""
    found = page.get_textpage().get_text_bounded()  # type: ignore[attr-defined]
    return _HYPHEN_AT_LINE_END.sub("-", clean(found).replace("\r\n", "\n"))
