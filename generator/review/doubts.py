"""What looks wrong, and how much: a doubt is a reason to look at the source, not a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

CODES = (
    "swapped",
    "kind-changed",
    "measure-changed",
    "copied-unit",
    "copied-period",
    "factor-before",
    "factor-earlier",
    "factor-siblings",
    "withheld-shown",
    "missing-to-zero",
    "flow-as-stock",
    "flow-added-up",
    "moved-period",
    "moved-indicator",
    "contradiction",
    "unequal-parts",
    "above-parent",
    "below-part",
    "several-communes",
    "above-population",
    "below-people",
    "zero-before",
    "zero-earlier",
    "jump-before",
    "jump-earlier",
    "jump-siblings",
    "gone",
    "lost",
    "digits",
)
"""What may look wrong, from what is hardly ever meant to what may well be."""


class Doubt(Struct, frozen=True):
    """One reason to look again at a figure; without an id, at what the facts name."""

    code: str
    figure_id: str
    facts: Mapping[str, str] = field(default_factory=dict)
    size: float = 0.0
    """How far it is from what would be usual, as a logarithm."""


class Suspect(Struct, frozen=True):
    """One figure with all that makes it look wrong, the weightiest reason first."""

    figure_id: str
    doubts: tuple[Doubt, ...]


def suspects(doubts: Iterable[Doubt]) -> tuple[Suspect, ...]:
    """Return the figures that look wrong, the likeliest slip first; one reason of each kind."""
    found: dict[str, dict[str, Doubt]] = {}
    for doubt in sorted(doubts, key=_rank):
        own = found.setdefault(doubt.figure_id or _subject(doubt), {})
        own.setdefault(doubt.code, doubt)
    made = (Suspect(next(iter(own.values())).figure_id, tuple(own.values())) for own in found.values())
    return tuple(sorted(made, key=_weight))


def _weight(suspect: Suspect) -> tuple[object, ...]:
    """Return a key that sorts by the weightiest reason; of equal ones, by how many more there are."""
    rank = _rank(suspect.doubts[0])
    return rank[0], -len(suspect.doubts), rank


def _subject(doubt: Doubt) -> str:
    return f"{doubt.code} {sorted(doubt.facts.items())}"


def _rank(doubt: Doubt) -> tuple[object, ...]:
    return CODES.index(doubt.code), -doubt.size, doubt.figure_id, sorted(doubt.facts.items())
