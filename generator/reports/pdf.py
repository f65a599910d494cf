"""PDF files that have text; a scan has none.  The library is optional."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import SettingError
from generator.reports.source import DIGITS, Source, clean, from_pages, raised

_HYPHENS = dict.fromkeys(map(ord, "\x02\ufffe"), "-")
"""What PDFium makes of a hyphen after a letter at the end of a line, by how it is asked (5.15.2)."""
_RAISED_BY = (0.2, 1.5)
"""The mark of a footnote stands so much higher than the words beside it, in its own heights."""
_NEAR = 3
"""What is no farther from it than so many of its heights stands beside it."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a page and where it stands, in points; a break that PDFium adds is not `real`."""

    text: str
    real: bool
    left: float
    right: float
    height: float
    base: float
    """How high the line is that it stands on."""


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
        return from_pages([text_of(_signs(page)) for page in document])
    finally:
        document.close()


def text_of(signs: Iterable[Sign]) -> str:
    """Return the text of a page, its line ends and hyphens plain, the digits of marks as raised ones.

    PDFium writes "12" with a mark 1 as 121, or breaks the line before or after it.
    """
    parts: list[str] = []
    added: list[str] = []
    before: Sign | None = None
    was_raised = False
    for sign, after in _with_next(signs):
        if not sign.real:
            added.append(sign.text)
            continue
        is_raised = sign.text in DIGITS and _is_raised(sign, before, after, was_raised)
        is_one_line = (is_raised or was_raised) and before is not None and _is_beside(before, sign)
        parts += (one for one in added if not (is_one_line and one in "\r\n"))
        parts.append(raised(sign.text) if is_raised else sign.text)
        before, was_raised, added = sign, is_raised, []
    text = "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean(text).replace("\r\n", "\n").translate(_HYPHENS)


def _signs(page: Any) -> Iterator[Sign]:
    """Yield the signs of a page that lie within it, in their order."""
    from pypdfium2 import raw

    found, (left, bottom, right, top) = page.get_textpage(), page.get_bbox()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(found.count_chars()):
        begins, low, ends, high = found.get_charbox(at)
        raw.FPDFText_GetCharOrigin(found, at, x, y)
        is_real = raw.FPDFText_IsGenerated(found, at) != 1
        if not is_real or (left <= (begins + ends) / 2 <= right and bottom <= (low + high) / 2 <= top):
            text = chr(raw.FPDFText_GetUnicode(found, at))
            yield Sign(text, is_real, begins, ends, high - low, y.value)


def _with_next(signs: Iterable[Sign]) -> Iterator[tuple[Sign, Sign | None]]:
    """Yield each sign with the next real one that is no digit, which tells how high its line is."""
    every = list(signs)
    following: list[Sign | None] = []
    after: Sign | None = None
    for sign in reversed(every):
        following.append(after)
        after = sign if sign.real and sign.text not in DIGITS else after
    return zip(every, reversed(following), strict=True)


def _is_raised(digit: Sign, before: Sign | None, after: Sign | None, was_raised: bool) -> bool:
    """Whether a digit stands higher than what is before it on its line; where it begins one, after it."""
    if before is not None and _is_beside(before, digit):
        goes_on = was_raised and not (_is_above(before, digit) or _is_above(digit, before))
        return goes_on or _is_above(digit, before)
    return after is not None and _is_beside(digit, after) and _is_above(digit, after)


def _is_beside(one: Sign, other: Sign) -> bool:
    """Whether a sign follows another on one line, or half a line higher or lower."""
    height = max(one.height, other.height)
    return -height < other.left - one.right < _NEAR * height and abs(other.base - one.base) < height


def _is_above(digit: Sign, other: Sign) -> bool:
    least, most = _RAISED_BY
    return least * digit.height < digit.base - other.base < most * digit.height
