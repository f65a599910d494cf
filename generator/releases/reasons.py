"""What a person wrote as the reason of a change."""

from __future__ import annotations

_UNFILLED = frozenset(
    [
        "lý do",
        "lí do",
        "ly do",
        "li do",
        "vì sao",
        "vi sao",
        "vì sao sửa",
        "vi sao sua",
        "chưa rõ",
        "reason",
        "todo",
        "tbd",
        "fixme",
        "n/a",
    ]
)
"""What stands for a reason that is still to be given, in small letters."""


def is_placeholder(reason: str) -> bool:
    """Whether words give no reason: nothing, signs, one letter again and again, or the name of the cell."""
    letters = {letter for letter in reason.casefold() if letter.isalpha()}
    return len(letters) < 2 or reason.casefold().strip(" .…:-_<>[]()“”\"'!?") in _UNFILLED
