"""One SQLite file with single values by name, and whatever tables its kind has."""

from __future__ import annotations

import gc
import pickle
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB);"


class StateFile:
    """One open file with a table of single values."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._values: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return a value that was put under a name; None where there is none.  Nobody may change it."""
        if name not in self._values:
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
            self._values[name] = None if row is None else unpacked(row[0])
        return self._values[name]

    def holds(self, name: str) -> bool:
        """Say whether a value was put under a name."""
        query = "SELECT 1 FROM meta WHERE name = ?"
        return self._db.execute(query, (name,)).fetchone() is not None

    def put(self, name: str, value: object) -> None:
        self._values[name] = value
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, packed(value)))

    @contextmanager
    def changes(self) -> Iterator[None]:
        """Make all changes inside one transaction: all of them, or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._values.clear()
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Let changes be seen inside, and take all of them back: no byte of the file is written."""
        self._db.execute("PRAGMA cache_spill = OFF")
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._values.clear()
            self._db.execute("ROLLBACK")

    def close(self) -> None:
        self._db.close()


def packed(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def unpacked(content: bytes) -> Any:
    with _no_collection():
        return pickle.loads(zlib.decompress(content))  # noqa: S301 - our own file, known by its digest


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector from looking through what is just being made: half the time of a large value."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
