"""Page numbers that a converter left in the middle of a sentence: "phong trào thi đua yêu 4 nước".

Such a number parts two words that stand side by side elsewhere in the report.  That alone does not
prove it: "tặng 15 áo ấm" may be a figure beside "tặng áo ấm".  Hence nobody but a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.reports.locations import Paragraph
from generator.reports.numbers import PrintedNumber

_PAGE = re.compile(r"[1-9][0-9]{0,2}")
_BEFORE, _AFTER = re.compile(r"(?<!\w)[^\W\d_]+ $"), re.compile(r" [^\W\d_]+(?!\w)")
_SIDE_BY_SIDE = re.compile(r"(?<!\w)(?=([^\W\d_]+ [^\W\d_]+)(?!\w))")


class SideBySide:
    """The words of a report that stand side by side in it."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._pairs = {found[1].lower() for one in paragraphs for found in _SIDE_BY_SIDE.finditer(one.text)}

    def parted(self, number: PrintedNumber, text: str) -> str:
        """Return the two words that a bare number parts, where they belong together; else nothing."""
        before, after = _BEFORE.search(text[: number.start]), _AFTER.match(text, number.end)
        if before is None or after is None or not _PAGE.fullmatch(number.printed):
            return ""
        words = f"{before[0]}{after[0].strip()}"
        return words if words.lower() in self._pairs else ""
