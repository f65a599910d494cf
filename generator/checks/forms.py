"""Reporting forms: each asks about a period, and somebody was there to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.checks.tables import OF_UNITS, Tables, UnitRow
from generator.problems import Problem


class _Asked(NamedTuple):
    """Whom a form asks and about when, by its document."""

    territory: str  # a unit; empty is the whole country
    start: date | None
    end: date | None


def check_forms(tables: Tables) -> Iterator[Problem]:
    """Yield forms without a period, and those of which no unit was there to fill them in, once each."""
    columns = ("document_id", "unit_id", "period_start", "period_end")
    if not tables.is_whole("documents", columns) or not tables.is_whole("units", OF_UNITS):
        return
    spans = zip(*(tables.parsed("documents", name) for name in columns[2:]), strict=True)
    raw = zip(*(tables.raw("documents", name) for name in columns[:2]), strict=True)
    asked = {name: _Asked(unit_id, *span) for (name, unit_id), span in zip(raw, spans, strict=True)}
    rows = {cells: place for place, cells in reversed(list(tables.rows("forms", ("document_id", "level"))))}
    for (document_id, level), place in rows.items():
        form = asked.get(document_id)
        if form is None:
            continue
        if form.start is None or form.end is None:
            yield place.problem("document_id", "form-without-period", document=document_id)
        elif not _is_there(tables, form.territory, level, form.start, form.end):
            facts = {"level": level, "unit": form.territory, "period": f"{form.start}–{form.end}"}
            yield place.problem("document_id", "form-applies-to-nobody", document=document_id, **facts)


def _is_there(tables: Tables, territory: str, level: str, start: date, end: date) -> bool:
    """Whether some unit of the level lay in the territory in the period."""
    return any(
        unit.level == level
        and unit.existed_in(start, end)
        and (not territory or territory in tables.upwards(unit.unit_id))
        for unit in map(UnitRow, *tables.units)
    )
