"""Before and after as bars, with the periods before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

Said = Callable[[Decimal], str]


class Bar(Struct, frozen=True):
    """One value beside others."""

    label: str
    text: str
    share: Decimal
    """Of the greatest value, from 0 to 1."""
    is_new: bool
    """Whether the change brought it."""


def before_and_after(bars: list[tuple[str, str, bool]], said: Said) -> tuple[Bar, ...]:
    """Return bars of labels, plain numbers and whether each is of the change; none without two to compare."""
    shown = [(label, Decimal(value), is_new) for label, value, is_new in bars if value]
    most = max((value for _, value, _ in shown), default=Decimal())
    if len(shown) < 2 or most <= 0 or any(value < 0 for _, value, _ in shown):
        return ()
    return tuple(Bar(label, said(value), value / most, is_new) for label, value, is_new in shown)
