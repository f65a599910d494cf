"""Every row once: no key stands in two rows of a table, not even with the same content."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Place, Tables
from generator.problems import Problem


def check_keys(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose key stood in an earlier row, in the order of files and lines."""
    for name, resource in tables.resources.items():
        columns = tables.key_of(resource)
        first: dict[tuple[str, ...], Place] = {}
        named = columns[0] if len(columns) == 1 else None
        for place, key in tables.rows(name, columns) if columns else ():
            earlier = first.setdefault(key, place)
            if earlier is not place:
                shown = ", ".join(filter(None, key))
                yield place.problem(named, "row-repeated", key=shown, first=str(earlier.line))
