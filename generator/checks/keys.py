"""Every row once: no key stands in two rows of a table, not even with the same content."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from generator.checks.tables import Tables
from generator.problems import Problem

_CODES = {"units": "unit-repeated", "revisions": "revision-repeated", "observations": "figure-repeated"}


def check_keys(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose key stood in an earlier row, in the order of files and lines.

    A key with a cell that reading refused is not yet the key that was meant.
    """
    figures: _Figures | None = None
    for name, resource in tables.judged.items():
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
            elif name == "observations":
                figures = figures or _Figures(tables, columns)
                facts = figures.facts(first)
            for row in others:
                yield tables.place(name, row).problem(named, _CODES.get(name, "row-repeated"), **facts)


class _Figures:
    """What figures that nothing tells apart may lack: the parts that others of their indicator are of."""

    def __init__(self, tables: Tables, columns: Sequence[str]) -> None:
        self._tables = tables
        self._indicators, units, parts = (
            tables.raw("observations", name) for name in ("indicator_id", "unit_id", "breakdown")
        )
        others = [tables.raw("observations", name) for name in columns if name != "breakdown"]
        self._keys = list(zip(*others, strict=True))
        self._levels = [unit_id.partition("-")[0] for unit_id in units]
        self._beside: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        self._known: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        rows = zip(self._keys, self._indicators, self._levels, parts, strict=True)
        for key, indicator_id, level, part in rows:
            self._beside[key].add(part)
            self._known[indicator_id, level].update([part] if part else ())

    def facts(self, row: int) -> dict[str, str]:
        """Return the facts of a row, with the part of most figures of its kind that is not beside it."""
        indicator_id, level = self._indicators[row], self._levels[row]
        facts = {"indicator": indicator_id, "first": str(self._tables.place("observations", row).line)}
        known = self._known[indicator_id, level]
        parts = known.keys() - self._beside[self._keys[row]]
        likely = min(parts, key=lambda part: (-known[part], part), default=None)
        return {**facts, "suggestion": likely} if likely else facts


def _merged(tables: Tables, first: int, last: int) -> dict[str, str]:
    """Return what the one row says that tells of all steps of a day; the old value again where nothing."""
    old, new = tables.raw("revisions", "old_value")[first], tables.raw("revisions", "new_value")[last]
    return {"old": old, "new": new} | ({"suggestion": old} if old == new else {})
