"""What a drawing came to on its sheet: filled shapes and runs of text, in the order drawn."""

from __future__ import annotations

from msgspec import Struct

INNER, AROUND = "inner", "around"


class Shape(Struct, frozen=True):
    """One filled path: its steps (M, L, z) with their places."""

    colour: str
    steps: tuple[tuple[str, float, float], ...]


class Run(Struct, frozen=True):
    """One run of text from its left end on its baseline."""

    x: float
    y: float
    bold: bool
    text: str


class Block(Struct, frozen=True):
    """Runs that belong together, on one line or several, and to a place if they stand in its group."""

    colour: str
    size: float
    runs: tuple[Run, ...]
    group: str


class Recorded(Struct, frozen=True):
    """Everything on the sheet, in the order drawn."""

    shapes: tuple[Shape, ...]
    inner: tuple[Block, ...]
    around: tuple[Block, ...]


def group_of(place: int | None) -> str:
    """Return the group that words stand in: `inner`, or `inner-3` for the words of place 3."""
    return INNER if place is None else f"{INNER}-{place}"
