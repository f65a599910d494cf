"""What of a sheet cannot be seen: nothing is taken of it that the person who sent it may not have seen."""

from __future__ import annotations

from typing import Any

_ROW_AT_LEAST = 3
_COLUMN_AT_LEAST = 0.5
"""Nobody reads what is lower than so many points, or narrower than so many digits."""


def is_sheet_hidden(sheet: Any) -> bool:
    """Whether the tab of a sheet is not shown."""
    return bool(sheet.sheet_state != "visible")


def is_row_hidden(sheet: Any, row: int) -> bool:
    """Whether a row is hidden, by itself, by a filter or by its height."""
    dimension = sheet.row_dimensions[row]
    return bool(dimension.hidden) or (dimension.ht is not None and dimension.ht < _ROW_AT_LEAST)


def is_column_hidden(sheet: Any, column: int) -> bool:
    """Whether a column is hidden, alone or with those beside it."""
    spans = (one for one in sheet.column_dimensions.values() if one.hidden or one.width < _COLUMN_AT_LEAST)
    return any(one.min <= column <= one.max for one in spans if one.min and one.max)
