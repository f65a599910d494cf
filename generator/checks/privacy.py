"""No personal data: telephone numbers, identity numbers and e-mail addresses, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import PERSONAL, Problem
from generator.read.values import is_free_text


def check_privacy(tables: Tables) -> Iterator[Problem]:
    """Yield cells of free text that hold personal data; the value itself is never repeated."""
    for name, resource in tables.resources.items():
        for field in filter(is_free_text, resource.fields):
            cells = tables.raw(name, field.name)
            faults = {cell: code for cell in set(cells) if (code := _fault(cell)) is not None}
            for place, cell in zip(tables.places(name), cells, strict=True) if faults else ():
                if cell in faults:
                    yield place.problem(field.name, faults[cell])


def _fault(cell: str) -> str | None:
    return next((code for code, pattern in PERSONAL.items() if pattern.search(cell)), None)
