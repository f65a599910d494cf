"""What a review comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.measures import Finding
from generator.model import Register
from generator.problems import Problem
from generator.releases.entries import Missing

if TYPE_CHECKING:  # they load pandas, which a publication does without
    from generator.review.changes import Change
    from generator.review.doubts import Suspect


class TableChange(Struct, frozen=True):
    """How many rows a table other than the figures got and lost; a row that changed is one of each."""

    table: str
    added: int
    gone: int


class Untold(Struct, frozen=True):
    """What readers of the earlier state saw, and what is otherwise in the later one and told by no row."""

    figures: tuple[Missing, ...] = ()
    """Cells of figures that the newest release has not, so that no row can tell of them."""
    contradictions: tuple[Finding, ...] = ()
    """Contradictions that are gone though their figures are as they were, or with their relation."""


class Review(Struct, frozen=True):
    """What a change comes to; with problems of the data nothing was compared."""

    base: str
    head: str
    problems: tuple[Problem, ...] = ()
    faulty: str = ""  # the state that has them
    changes: tuple[Change, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)  # address: added, changed or gone
    missing: tuple[Missing, ...] = ()  # rows of revisions.csv
    untold: Untold = Untold()
    tables: tuple[TableChange, ...] = ()
    register: Register | None = None  # the later state; figures only of units that changed
    earlier: Register | None = None  # the same of the earlier state; None where that is faulty
