"""The keeper's own workbook with faulty cells coloured, and in each a comment that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.problems import Fault, Problem
from generator.problems.sentences import sentence_of
from generator.workbooks.sheets import Place, loaded

COLOUR = "FFFF9F80"
ENDING = ".cac-loi.xlsx"


def write_copy(path: Path, content: bytes, problems: Mapping[Place, Sequence[Problem]]) -> Path:
    """Write the coloured copy beside the workbook and return where it is; the workbook stays as it is."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = loaded(content)
    assert not isinstance(book, Fault)  # its problems have cells
    for place, own in problems.items():
        cell = _first_of_merged(book[place.sheet], f"{place.column}{place.row}")
        cell.fill = PatternFill("solid", start_color=COLOUR)
        cell.comment = Comment(
            "\n".join(sentence_of((one,), "vi", str) for one in own), "solieuhoi", 160, 420
        )
    copy = path.with_name(f"{path.stem}{ENDING}")
    book.save(copy)
    return copy


def _first_of_merged(sheet: Any, name: str) -> Any:
    """Return the cell, or the one that stands for it where cells were merged."""
    for area in sheet.merged_cells.ranges:
        if name in area:
            return sheet.cell(area.min_row, area.min_col)
    return sheet[name]
