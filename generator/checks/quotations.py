"""Numbers that are no figures are quoted alone: no sentence of a report comes into the record with them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.number_words import in_figures
from generator.problems import Problem

_WORDS_AT_MOST = {"printed": 10, "locator": 20}
"""A number in words counts as one word."""


def check_phrases(tables: Tables) -> Iterator[Problem]:
    """Yield cells of set_aside.csv that say more than a number or a place."""
    for column, limit in _WORDS_AT_MOST.items():
        cells = tables.raw("set_aside", column)
        sentences = {cell for cell in set(cells) if _is_sentence(cell, limit)}
        for row, cell in enumerate(cells) if sentences else ():
            if cell in sentences:
                yield tables.place("set_aside", row).problem(column, "sentence-copied", found=cell)


def _is_sentence(cell: str, limit: int) -> bool:
    return cell.endswith((".", "!", "?", ";")) or len(in_figures(cell).split()) > limit
