"""Where one kind of association has figures of its own and where it is silent, square by square.

Counted are the places that have figures at all: of the others nobody knows anything.  A place is a unit,
or a province where the units are too many for a picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from generator.analysis import FEWEST
from generator.pages.view import words
from generator.pages.view.context import Context, dated
from generator.products import Strip, Tile

MOST_UNITS = 132
"""Squares of a strip that are large enough to be touched."""
_ALL = 4


def reach_of(context: Context, name: str, units: Collection[str]) -> Strip | None:
    """Return the squares of an association; None where so few are filled that a sentence says it all."""
    known = list(context.measured.reporting)
    if len(units) < FEWEST:
        return None
    own = frozenset(units)
    by_unit = len(known) <= MOST_UNITS
    counts = {"name": name, "own": len(own), "known": len(known)}
    tiles = _units(context, known, own) if by_unit else _provinces(context, known, own)
    steps = {tile.step for tile in tiles}
    return Strip(
        title=words.sentence("reach_title", **counts),
        description=words.sentence("reach_units" if by_unit else "reach_provinces"),
        source=words.sentence("reach_source"),
        legend=tuple(words.word("reach", str(step)) if step in steps else "" for step in range(_ALL + 1)),
        tiles=tiles,
    )


def _units(context: Context, known: Sequence[str], own: Collection[str]) -> tuple[Tile, ...]:
    """Return a square for each unit, those with figures of the association first."""
    ranked = sorted(known, key=lambda unit_id: unit_id not in own)
    return tuple(
        Tile(
            "",
            context.dated_unit_link(unit_id).text,
            words.word("reach", str(_ALL if unit_id in own else 0)),
            _ALL if unit_id in own else 0,
            context.to(context.unit_address(unit_id)),
        )
        for unit_id in ranked
    )


def _provinces(context: Context, known: Sequence[str], own: Collection[str]) -> tuple[Tile, ...]:
    """Return a square for each province, filled by the share of its units."""
    due = Counter(context.measured.territory.province(unit_id) for unit_id in known)
    having = Counter(context.measured.territory.province(unit_id) for unit_id in own)
    return tuple(
        Tile(
            "",
            dated(context.unit(name).full_name, context.unit(name)),
            words.sentence("reach_share", own=having[name], known=due[name]),
            _step(having[name], due[name]),
            context.to(context.unit_address(name)),
        )
        for name in due
    )


def _step(own: int, known: int) -> int:
    """Return 0 for none, 4 for all, and 1 to 3 for under a third, under two thirds, and more."""
    if own in (0, known):
        return _ALL if own else 0
    return 1 + own * 3 // known
