"""Where the charts of a page go: each has its number, and a slot in the text with what is said above it."""

from __future__ import annotations

from itertools import count

from msgspec import Struct

from generator.products import Chart


class ChartSlot(Struct, frozen=True):
    """Where the chart of this number goes; its title is the message, said above it."""

    number: int
    title: str
    source: str


def slots_of(*charts: Chart | None, first: int = 0) -> tuple[tuple[Chart, ...], tuple[ChartSlot | None, ...]]:
    """Return those charts of a page that there are, and of each whether there or not its slot."""
    numbers = count(first)
    slots = tuple(
        None if chart is None else ChartSlot(next(numbers), chart.title, chart.source) for chart in charts
    )
    return tuple(chart for chart in charts if chart is not None), slots
