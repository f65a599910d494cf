"""Where a report says that it has no number: of which organisation, and what would be counted.

"Hội Chữ thập đỏ: chưa báo cáo số hội viên" is not a number, yet it belongs into the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reports.locations import Paragraph
from generator.reports.numbers import PrintedNumber
from generator.reports.surroundings import Report

_SAID = re.compile(
    r"\bchưa (?:(?:có )?báo cáo|có số liệu|thống kê(?: được)?)(?: về)?(?: số(?: lượng)?)?(?= |[.;,]|$)",
    re.IGNORECASE,
)


def unreported(paragraphs: Sequence[Paragraph], report: Report) -> Iterator[PrintedNumber]:
    """Yield each place where a number is missing, as a number without a value, in statements without one."""
    for at, paragraph in enumerate(paragraphs):
        for found in _SAID.finditer(paragraph.text):
            place = PrintedNumber(paragraph.place, at, found.start(), found.end(), "")
            if not any(report.beside(place)):
                yield place
