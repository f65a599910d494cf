"""Before and after as bars, with the periods before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.products import Bar, BarChart

Said = Callable[[Decimal], str]


def before_and_after(
    title: str, source: str, bars: list[tuple[str, str, bool]], said: Said
) -> BarChart | None:
    """Return a chart of labels, plain numbers and whether each is of the change; None without two."""
    shown = [
        Bar(label, Decimal(value), said(Decimal(value)), emphasis) for label, value, emphasis in bars if value
    ]
    if len(shown) < 2 or any(bar.value < 0 for bar in shown) or not any(bar.value for bar in shown):
        return None
    return BarChart(title, "; ".join(f"{bar.label}: {bar.text}" for bar in shown), source, tuple(shown))
