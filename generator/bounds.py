"""What a printed figure may stand for: one value, or an interval where it is printed with a bound."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from generator.model import Observation

ZERO, INFINITY = Decimal(0), Decimal("Infinity")
_LIMITS = (
    "ít nhất", "tối thiểu", "không dưới", ">", "≥", ">=", "dưới", "chưa đến", "chưa tới", "không quá",
    "tối đa", "<", "≤", "<=",
)  # fmt: skip
"""Words and signs before a number that say nothing of how near it the true one is."""
_BEFORE_NUMBER = re.compile(r"[^0-9]*")


class Interval(Struct, frozen=True):
    """All values that a printed figure may stand for, both ends included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def meets(self, other: Interval, tolerance: Decimal = ZERO) -> bool:
        return self.low <= other.high + tolerance and other.low <= self.high + tolerance


def interval_of(observation: Observation, part: str = "value") -> Interval | None:
    """Return what a printed figure may stand for; None where it is missing."""
    value: Decimal | None = getattr(observation, part)
    if value is None:
        return None
    if part != "value":
        return interval(value, None)
    return interval_stated(value, observation.qualifier, observation.value_text or "")


def interval_stated(value: Decimal, bound: str | None, printed: str) -> Interval:
    """Return what a number may stand for by its bound and by the words that print it."""
    if is_limit(bound, printed):
        return Interval(value, INFINITY) if bound == ">=" else Interval(min(ZERO, value), value)
    return interval(value, bound)


def is_open(observation: Observation) -> bool:
    """Whether a figure is printed as a limit only."""
    return is_limit(observation.qualifier, observation.value_text or "")


def is_limit(bound: str | None, printed: str) -> bool:
    """Whether words print a limit only: `dưới 200` may be 3, `gần 200` is not."""
    if bound not in (">=", "<="):
        return False
    before = _BEFORE_NUMBER.match(printed.lower())
    return before is not None and before[0].strip().endswith(_LIMITS)


def interval(value: Decimal, bound: str | None) -> Interval:
    """Return what a number printed with a bound, or without any, may stand for (decision record 0003)."""
    width = _place_of_last_digit(value) if bound else ZERO
    below = width if bound in ("<=", "~") else ZERO
    above = width if bound in (">=", "~") else ZERO
    return Interval(value - below, value + above)


def _place_of_last_digit(value: Decimal) -> Decimal:
    """Return the place of the last non-zero digit: 1 for 394, 10**5 for 495400000, 0.1 for 1.3."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
