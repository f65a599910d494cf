"""What a reader should weigh before quoting a unit's figures, counted for one line below its headlines."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.measures import score_of
from generator.model import Observation
from generator.pages.view.context import Context
from generator.pages.view.dates import is_draft
from generator.pages.view.figure import count_of


class Doubtful(Struct, frozen=True):
    """How many relations do not hold or cannot be decided, and how many figures rest on less."""

    failed: int
    undecided: int
    drafts: int  # figures of documents that are drafts
    inferred: int  # figures whose period their document does not state, or states only roughly
    figures: int  # of all


def doubtful(context: Context, unit_id: str, observations: Sequence[Observation]) -> Doubtful | None:
    """Return the doubts about the figures of a unit; None where there are none."""
    score = score_of(context.measured.findings_of_unit.get(unit_id, ()))
    documents = context.register.documents
    found = Doubtful(
        failed=score.failed,
        undecided=score.undecided,
        drafts=count_of(one for one in observations if is_draft(documents[one.document_id])),
        inferred=count_of(one for one in observations if one.period_basis != "stated"),
        figures=count_of(observations),
    )
    return found if found.failed or found.undecided or found.drafts or found.inferred else None
