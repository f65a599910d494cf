"""Random numbers that depend on nothing but the seed and on what they are for."""

from __future__ import annotations

from hashlib import blake2b
from random import Random


def chance(seed: int, purpose: str) -> Random:
    """Return a source of random numbers of its own for each purpose: for a unit, its id."""
    mark = blake2b(f"{seed}|{purpose}".encode(), digest_size=16).digest()
    return Random(int.from_bytes(mark))  # noqa: S311  nothing secret: the same numbers every time
