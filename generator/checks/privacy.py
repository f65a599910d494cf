"""No personal data: telephone and identity numbers, e-mail addresses and names, wherever they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import PERSONAL, Problem
from generator.read.values import is_free_text


def check_privacy(tables: Tables) -> Iterator[Problem]:
    """Yield cells of free text that hold personal data; the value itself is never repeated."""
    for name, resource in tables.judged.items():
        for field in filter(is_free_text, resource.fields):
            cells = tables.raw(name, field.name)
            for row, cell in enumerate(cells) if _fault("\n".join(set(cells))) else ():
                fault = _fault(cell)
                if fault is not None:
                    yield tables.place(name, row).problem(field.name, fault)


def _fault(text: str) -> str | None:
    """Return the code of the first personal data in a text, whatever digits and spaces it is written with."""
    plain = unicodedata.normalize("NFKC", text)
    return next((code for code, pattern in PERSONAL.items() if pattern.search(plain)), None)
