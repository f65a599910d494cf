"""Where in the data folder that is written which a key stands for: a file, and lines that differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from generator import assemble, read, schema
from generator.cache.register_file import RecordFile
from generator.model import Observation
from generator.pipeline.core_tables import with_newest
from generator.read import Reading
from generator.releases import frozen
from generator.tracking import VALUES

FIGURES = "observations"
_TEMPLATES = "generator/templates"
_OF_FIGURES = ("figures", "ids", "parts")
_NAMED_OTHERWISE = {"changes": "unit_changes", "members": "dimensions", "questions": "forms"}
"""The tables of the register that have another name in the data folder."""


class Cause(Struct, frozen=True):
    """A key that differs, or another reason, and where it is written as far as that is known."""

    key: str
    file: str | None = None
    lines: tuple[int, ...] = ()
    """The lines, as they are now, of what was added or altered; none of what was removed."""


class Places:
    """Finds places; `before` is the record of the last build, `now` that of the data, `keys` what differs."""

    def __init__(self, data: Path, before: RecordFile, now: RecordFile, keys: Collection[str]) -> None:
        self._data, self._before, self._now, self._keys = data, before, now, keys
        self._reading: Reading = with_newest(now.get("reading"), now, data)
        self._differing = lru_cache(maxsize=None)(self._found)

    def cause(self, key: str) -> Cause:
        """Return a key with its place."""
        table, _, row = key.partition("/")
        if table == "source":
            return Cause(key, self._shown(row))
        if table == "template":
            return Cause(key, f"{_TEMPLATES}/{row}")
        if table == "contract":
            return Cause(key, self._shown(schema.FILE_NAME))
        if table in _OF_FIGURES:
            return self._of_figures(key, *row.split("=", 2))
        return self._of_row(key, _NAMED_OTHERWISE.get(table, table), row)

    def _shown(self, path: str) -> str:
        return f"{self._reading.root}/{path}"

    def _of_row(self, key: str, name: str, row: str) -> Cause:
        """Find a row of a table of one file by its primary key, or all that differ."""
        resource = self._reading.contract.resources.get(name)
        if resource is None or f"source/{resource.path}" not in self._keys:
            return Cause(key)
        table = self._reading.tables[name]
        keys = zip(*(table[column] for column in resource.primary_key), strict=True)
        found = zip(table.lines, map("=".join, keys), strict=True)
        begin = key.removesuffix(row)
        lines = (line for line, own in found if own == row or (row == VALUES and begin + own in self._keys))
        return Cause(key, self._shown(resource.path), tuple(lines))

    def _of_figures(self, key: str, unit_id: str, *part: str) -> Cause:
        """Find the differing figures of a unit: all, one by its id, or those with a name in a column."""
        file = f"{FIGURES}/{unit_id}.csv"
        if f"source/{file}" not in self._keys:  # what is known of the figures differs, not they themselves
            return Cause(key)
        column, name = part if len(part) == 2 else ("figure_id", *part) if part else ("unit_id", unit_id)
        differing = self._differing(file, unit_id)
        lines = (line for line, one in differing if str(getattr(one, column)) == name)
        return Cause(key, self._shown(file), tuple(sorted(lines)))

    def _found(self, file: str, unit_id: str) -> tuple[tuple[int, Observation], ...]:
        return tuple(self._differences(file, unit_id))

    def _differences(self, file: str, unit_id: str) -> Iterator[tuple[int, Observation]]:
        """Yield the figures that are new or other than before, and their lines."""
        if not (self._data / file).is_file():
            return
        before = set(self._before.figures(unit_id))
        reading = read.read_figures(self._data, self._reading, frozenset({file}))
        rows = frozen.rows_of(reading.tables[FIGURES], reading.newest)
        lines = {
            row["figure_id"]: line for row, line in zip(rows, reading.tables[FIGURES].lines, strict=True)
        }
        for one in assemble.assemble_figures(reading, self._now.core()).get(unit_id, ()):
            if one not in before:
                yield lines[one.figure_id], one
