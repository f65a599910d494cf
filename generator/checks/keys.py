"""Every row once: no key stands in two rows of a table, not even with the same content."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.problems import Problem

_CODES = {"units": "unit-repeated", "revisions": "revision-repeated"}


def check_keys(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose key stood in an earlier row, in the order of files and lines.

    A key with a cell that reading refused is not yet the key that was meant.
    """
    for name, resource in tables.resources.items():
        columns = tables.key_of(resource)
        named = columns[0] if len(columns) == 1 else None
        refused = tables.refused_rows(name, columns)
        for first, *others in tables.sharing(name, columns) if columns else ():
            if first in refused:
                continue
            key = ", ".join(filter(None, (tables.raw(name, column)[first] for column in columns)))
            facts = {"key": key, "first": str(tables.place(name, first).line), "columns": ", ".join(columns)}
            if name == "revisions":
                facts |= _merged(tables, first, others[-1])
            elif "locator" in columns:
                facts["suggestion"] = "locator"
            for row in others:
                yield tables.place(name, row).problem(named, _CODES.get(name, "row-repeated"), **facts)


def _merged(tables: Tables, first: int, last: int) -> dict[str, str]:
    """Return what the one row says that tells of all steps of a day; the old value again where nothing."""
    old, new = tables.raw("revisions", "old_value")[first], tables.raw("revisions", "new_value")[last]
    return {"old": old, "new": new} | ({"suggestion": old} if old == new else {})
