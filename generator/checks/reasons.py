"""Reasons that readers are told: each says something."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import Problem
from generator.releases.reasons import is_placeholder


def check_reasons(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose reason is still to be given; an empty cell is told of by reading."""
    for table in ("revisions", "redirects"):
        for place, (reason,) in tables.rows(table, ("reason",)):
            if reason and is_placeholder(reason):
                yield place.problem("reason", "reason-placeholder", found=reason)
