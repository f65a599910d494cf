"""What is said of associations: by a document, of a unit that was there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import Problem

_TABLE = "organisation_status"


def check_statuses(tables: Tables) -> Iterator[Problem]:
    """Yield statuses that no document gives, and those of a time at which their unit did not exist."""
    spans = zip(tables.parsed(_TABLE, "period_start"), tables.parsed(_TABLE, "period_end"), strict=True)
    for (place, cells), (start, end) in zip(
        tables.rows(_TABLE, ("document_id", "unit_id")), spans, strict=True
    ):
        document_id, unit_id = cells
        if not document_id:
            yield place.problem("document_id", "status-without-document")
        unit = tables.unit(unit_id)
        if unit is None or start is None or end is None or start > end:
            continue
        if not (unit.begins <= end and start <= unit.ends):
            facts = {"unit": unit_id, "span": unit.span, "period": f"{start}–{end}"}
            yield place.problem("period_start", "status-unit-not-in-force", **facts)
