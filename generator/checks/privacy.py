"""No personal data: telephone and identity numbers, e-mail addresses and names, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import PERSONAL, Problem
from generator.read.values import is_free_text

_NINE_DIGITS = re.compile(r"\d(?:[ .-]?\d){8}")


def check_privacy(tables: Tables) -> Iterator[Problem]:
    """Yield cells of free text that hold personal data; the value itself is never repeated."""
    for name, resource in tables.resources.items():
        for field in filter(is_free_text, resource.fields):
            cells = tables.raw(name, field.name)
            for row, cell in enumerate(cells) if _may_be_personal("\n".join(set(cells))) else ():
                fault = _fault(cell)
                if fault is not None:
                    yield tables.place(name, row).problem(field.name, fault)


def _may_be_personal(text: str) -> bool:
    """Say whether a text has what every address and every number of a person has, or a name."""
    return "@" in text or any(pattern.search(text) for pattern in (_NINE_DIGITS, PERSONAL["privacy-name"]))


def _fault(cell: str) -> str | None:
    return next((code for code, pattern in PERSONAL.items() if pattern.search(cell)), None)
