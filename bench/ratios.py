"""Two numbers side by side, and the target that their ratio has to meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Measured = TypeVar("Measured")


class UnmeasuredError(Exception):
    """Something could not be measured; the text says what and why."""


@dataclass(frozen=True, slots=True)
class Target:
    """A bound for a ratio; `faster` means theirs by ours, at least, else ours by theirs, at most."""

    bound: float
    faster: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """One result: the medians of both sides, their ratio, and whether it is good enough."""

    name: str
    ours: float
    theirs: float
    unit: str
    """s, MB or KB, of both sides."""
    ratio: float
    target: float | None
    """None where the result is only told."""
    faster: bool
    """Whether the ratio says how many times less ours is, and the target is a least one."""
    meets: bool
    repeats: int
    note: str
    """How much was measured."""


def ratio(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    unit: str = "s",
    target: Target | None = None,
    faster: bool = False,
    note: str = "",
) -> Ratio:
    """Compare the medians; without a target the result is only told."""
    ours_median, theirs_median = median(ours), median(theirs)
    faster = faster if target is None else target.faster
    above, below = (theirs_median, ours_median) if faster else (ours_median, theirs_median)
    if below <= 0:
        raise UnmeasuredError(f"{name}: nothing was measured to compare with.")
    value = above / below
    return Ratio(
        name=name,
        ours=round(ours_median, 4),
        theirs=round(theirs_median, 4),
        unit=unit,
        ratio=round(value, 3),
        target=None if target is None else target.bound,
        faster=faster,
        meets=target is None or (value >= target.bound if faster else value <= target.bound),
        repeats=min(len(ours), len(theirs)),
        note=note,
    )


def limit(name: str, value: float, bound: float, *, unit: str, note: str = "") -> Ratio:
    """Compare a value with the most that it may be."""
    return ratio(name, [value], [bound], unit=unit, target=Target(1.0), note=note)


def in_turns(
    ours: Callable[[], Measured], theirs: Callable[[], Measured], repeats: int
) -> tuple[list[Measured], list[Measured]]:
    """Measure both sides alternately, so that a slow minute of the machine slows both."""
    pairs = [(ours(), theirs()) for _ in range(repeats)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
