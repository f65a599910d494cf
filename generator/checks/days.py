"""No day that has not come yet, where a row tells of what somebody has done, and no period that is not over.

A build has no clock and does not ask; the commands that people and the push gate run know the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.sources import sources
from generator.checks.tables import Place, Tables
from generator.problems import Problem

_DONE_ON = (
    ("releases", "released_on"),
    ("revisions", "revised_on"),
    ("redirects", "since"),
    ("documents", "issued_on"),
    ("documents", "status_checked_on"),
)


def check_days(tables: Tables, today: date) -> Iterator[Problem]:
    """Yield the days after today of releases, changes, moves, documents and looking up, and periods."""
    for table, column in _DONE_ON:
        for row, day in enumerate(tables.parsed(table, column)):
            if day is not None and day > today:
                facts = {"found": day.isoformat(), "today": today.isoformat()}
                yield tables.place(table, row).problem(column, "date-in-future", **facts)
    yield from check_periods(tables, today)


def check_periods(tables: Tables, day: date) -> Iterator[Problem]:
    """Yield periods of documents that are not over on a day, and of figures whose document has none.

    A document that gives estimates to the end of its period says so in its note.
    """
    known = sources(tables)
    for row, source in enumerate(known.values()):
        if source.end and source.end > day and not source.note:
            yield _not_over(tables.place("documents", row), source.end, day)
    ends = zip(
        tables.raw("observations", "document_id"), tables.parsed("observations", "period_end"), strict=True
    )
    for row, (document_id, end) in enumerate(ends):
        if end and end > day and document_id in known and known[document_id].end is None:
            yield _not_over(tables.place("observations", row), end, day)


def _not_over(place: Place, end: date, day: date) -> Problem:
    return place.problem("period_end", "period-not-over", found=f"{end}", today=f"{day}")
