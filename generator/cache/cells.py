"""Figures as the plain cells that the record keeps of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from generator.model import Observation, Period

_PLAIN = [name for name in Observation.__struct_fields__ if name not in ("unit_id", "period")]


def cells_of(figure: Observation) -> tuple[object, ...]:
    """Return what a figure says, without its unit."""
    return (figure.period.start, figure.period.end, *(getattr(figure, name) for name in _PLAIN))


def figure_of(
    unit_id: str, start: Any, end: Any, name: Any, body: Any, indicator: Any, breakdown: Any, *others: Any
) -> Observation:
    """Return the figure of a unit that these cells are; by place, which takes half as long as by name."""
    return Observation(name, unit_id, body, indicator, breakdown, _period(start, end), *others)


_period = lru_cache(maxsize=4096)(Period)
