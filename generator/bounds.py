"""What a printed figure may stand for: one value, or an interval where it is printed with a bound."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.model import Observation

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
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
    return interval(value, observation.qualifier if part == "value" else None)


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
