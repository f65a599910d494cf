"""The words of a text as they are compared: syllables, and each two that follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+")

Weights = Mapping[str, float]


def syllables(text: str) -> list[str]:
    """Return the syllables of a text in small letters, without its numbers."""
    return [word.lower() for word in _WORD.findall(text)]


def words(text: str) -> list[str]:
    """Return the syllables of a text and each two that follow each other: most words have two."""
    found = syllables(text)
    return [*found, *pairs(found)]


def pairs(found: Iterable[str]) -> Iterator[str]:
    """Yield each two syllables that follow each other."""
    return (f"{one} {other}" for one, other in pairwise(found))


def weighed(*parts: tuple[float, str]) -> Weights:
    """Return the words of some texts, each with the greatest weight of a text that has it."""
    weights: dict[str, float] = {}
    for weight, text in parts:
        for word in words(text):
            weights[word] = max(weights.get(word, 0.0), weight)
    return weights
