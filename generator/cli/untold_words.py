"""What readers saw and no row of revisions.csv tells of, in words."""

from __future__ import annotations

from generator.cli.words import Words
from generator.measures import Finding
from generator.releases.comparison import MOVED, WITHDRAWN
from generator.releases.entries import Missing
from generator.review.outcome import Untold


def figures(found: Untold, words: Words) -> tuple[str, ...]:
    """Return a line for each cell of a figure."""
    return tuple(_cell(one, words) for one in found.figures)


def _cell(one: Missing, words: Words) -> str:
    became = one.field if one.field in (MOVED, WITHDRAWN) else "cell"
    cells = {"old": one.old_value, "new": one.new_value}
    shown = {name: cell or words("untold.nothing") for name, cell in cells.items()}
    return words(f"untold.{became}", unit=one.unit_id, figure=one.figure_id, field=one.field, **shown)


def hidden(found: Untold, words: Words) -> tuple[str, ...]:
    """Return a line for each contradiction."""
    return tuple(_contradiction(one, words) for one in found.contradictions)


def _contradiction(one: Finding, words: Words) -> str:
    numbers = {"stated": f"{one.stated:f}", "computed": f"{one.computed:f}"}
    return words("untold.contradiction", relation=one.relation_id, unit=one.unit_id, **numbers)
