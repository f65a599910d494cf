"""No day that has not come yet, where a row tells of what somebody has done.

A build has no clock and does not ask; the commands that people and the push gate run know the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.checks.tables import Tables
from generator.problems import Problem

_DONE_ON = (
    ("releases", "released_on"),
    ("revisions", "revised_on"),
    ("redirects", "since"),
    ("documents", "issued_on"),
    ("documents", "status_checked_on"),
)


def check_days(tables: Tables, today: date) -> Iterator[Problem]:
    """Yield the days after today of releases, changes, moves, documents and their looking up."""
    for table, column in _DONE_ON:
        for row, day in enumerate(tables.parsed(table, column)):
            if day is not None and day > today:
                facts = {"found": day.isoformat(), "today": today.isoformat()}
                yield tables.place(table, row).problem(column, "date-in-future", **facts)
