"""The file of results: what every task came to, what it depends on, and the files it wrote."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Literal, NamedTuple, overload

from generator.cache.file import META, StateFile, packed, unpacked
from generator.errors import GeneratorError

_TABLES = """
CREATE TABLE task (number INTEGER PRIMARY KEY, name TEXT UNIQUE, looks BLOB, task BLOB, causes TEXT);
CREATE TABLE look (number INTEGER PRIMARY KEY, key TEXT UNIQUE);
CREATE TABLE need (look INTEGER, task INTEGER, PRIMARY KEY (look, task)) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, task INTEGER, size INTEGER, mtime INTEGER, digest BLOB);
CREATE INDEX file_of_task ON file (task);
CREATE TABLE facts (task INTEGER PRIMARY KEY, provided BLOB, used BLOB);
CREATE TABLE document (path TEXT PRIMARY KEY, task INTEGER, digest TEXT, html BLOB);
CREATE INDEX document_of_task ON document (task);
CREATE TABLE drawing (
    key TEXT PRIMARY KEY, path TEXT UNIQUE, svg BLOB, size INTEGER, mtime INTEGER, digest BLOB
);
CREATE TABLE shows (task INTEGER, key TEXT, PRIMARY KEY (task, key)) WITHOUT ROWID;
CREATE INDEX shown ON shows (key);
"""
LOOKS_KEPT = 200_000
"""So many numbers of keys are at hand, some 30 MB; there are millions, and neighbours look at the same."""
LOST = "file/"
"""What the reason begins with for a task whose file was lost or altered; the path follows."""
_OF_TASK = (
    ("task", "number"),
    ("file", "task"),
    ("facts", "task"),
    ("document", "task"),
    ("shows", "task"),
)


class Mark(NamedTuple):
    """By what a file is known again: size and time (in nanoseconds) as a rule, else by its digest."""

    size: int
    mtime: int
    digest: bytes


class Documents(Sequence[tuple[str, str]]):
    """Search documents by the paths of their pages, each unpacked whenever it is looked at."""

    def __init__(self, packed: Iterable[tuple[str, bytes]]) -> None:
        self._packed = tuple(packed)

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, at: slice) -> Documents: ...
    def __getitem__(self, at: int | slice) -> tuple[str, str] | Documents:
        if isinstance(at, slice):
            return Documents(self._packed[at])
        path, content = self._packed[at]
        return path, zlib.decompress(content).decode()


class ResultFile(StateFile):
    """The results of tasks; only the process that builds opens it."""

    NAME = "results.sqlite"
    TABLES = META + _TABLES

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._looks: dict[str, int] = {}

    def tasks(self) -> dict[str, int]:
        """Return the number of every task by its name."""
        return dict(self._db.execute("SELECT name, number FROM task"))

    def causes(self, keys: Iterable[str], lost: Iterable[str]) -> dict[str, list[str]]:
        """Return the tasks that looked up one of these keys, or wrote one of the lost files, and which."""
        query = (
            "SELECT task.name FROM look JOIN need ON need.look = look.number"
            " JOIN task ON task.number = need.task WHERE look.key = ?"
        )
        found: dict[str, list[str]] = {}
        for key in keys:
            for (name,) in self._db.execute(query, (key,)):
                found.setdefault(name, []).append(key)
        for path in lost:
            for name in self.owners([path]):
                found.setdefault(name, []).append(f"{LOST}{path}")
        return found

    def looks(self, name: str) -> list[str]:
        """Return the keys that a task looked up, in alphabetical order; none for an unknown task."""
        row = self._db.execute("SELECT looks FROM task WHERE name = ?", (name,)).fetchone()
        numbers = array("i", b"" if row is None else row[0])
        query = "SELECT key FROM look WHERE number = ?"
        return sorted(self._db.execute(query, (number,)).fetchone()[0] for number in numbers)

    def last_causes(self, name: str) -> list[str]:
        """Return why a task was done again the last time; nothing where it was new."""
        row = self._db.execute("SELECT causes FROM task WHERE name = ?", (name,)).fetchone()
        return row[0].split("\n") if row is not None and row[0] else []

    def has(self, name: str) -> bool:
        """Say whether there is a task of this name."""
        return self._db.execute("SELECT 1 FROM task WHERE name = ?", (name,)).fetchone() is not None

    def task(self, name: str) -> Any:
        """Return a task as it was put; None for one of the build's own."""
        row = self._db.execute("SELECT task FROM task WHERE name = ?", (name,)).fetchone()
        return None if row is None else unpacked(row[0])

    def put_task(
        self, name: str, keys: Iterable[str], task: object = None, causes: Iterable[str] = ()
    ) -> int:
        """Note a task, what it depends on, and why it was done again; return its number."""
        looks = array("i", sorted(self._looks.get(key) or self._look(key) for key in keys))
        number = self._db.execute(
            "INSERT INTO task (name, looks, task, causes) VALUES (?, ?, ?, ?)",
            (name, looks.tobytes(), packed(task), "\n".join(sorted(causes))),
        ).lastrowid
        assert number is not None
        self._db.executemany("INSERT INTO need VALUES (?, ?)", ((look, number) for look in looks))
        return number

    def drop_task(self, name: str) -> list[str]:
        """Forget a task and all that came of it; return the paths of its files."""
        row = self._db.execute("SELECT number, looks FROM task WHERE name = ?", (name,)).fetchone()
        if row is None:
            return []
        number, looks = row[0], array("i", row[1])
        paths = [path for (path,) in self._db.execute("SELECT path FROM file WHERE task = ?", (number,))]
        self._db.executemany(
            "DELETE FROM need WHERE look = ? AND task = ?", ((look, number) for look in looks)
        )
        for table, column in _OF_TASK:
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - two fixed words
        return paths

    def _look(self, key: str) -> int:
        """Return the number of a key that this build has not come upon before."""
        row = self._db.execute("SELECT number FROM look WHERE key = ?", (key,)).fetchone()
        if row is None:
            row = (self._db.execute("INSERT INTO look (key) VALUES (?)", (key,)).lastrowid,)
        if len(self._looks) >= LOOKS_KEPT:
            self._looks.clear()
        self._looks[key] = number = int(row[0])
        return number

    # What tasks left ------------------------------------------------------------------------

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Return size and time of every file of the site by its path."""
        return dict(self.each_stamp())

    def each_stamp(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the same one by one: a million of them fill the memory."""
        query = "SELECT path, size, mtime FROM file UNION ALL SELECT path, size, mtime FROM drawing"
        return ((path, (size, mtime)) for path, size, mtime in self._db.execute(query))

    def digest_of(self, path: str) -> bytes:
        """Return the digest of a file of the site."""
        query = (
            "SELECT digest FROM file WHERE path = :path"
            " UNION ALL SELECT digest FROM drawing WHERE path = :path"
        )
        return bytes(self._db.execute(query, {"path": path}).fetchone()[0])

    def owners(self, paths: Iterable[str]) -> set[str]:
        """Return the names of the tasks that wrote these files."""
        query = (
            "SELECT name FROM file JOIN task ON task.number = file.task WHERE path = :path UNION ALL"
            " SELECT name FROM drawing JOIN shows ON shows.key = drawing.key"
            " JOIN task ON task.number = shows.task WHERE path = :path"
        )
        return {name for path in paths for (name,) in self._db.execute(query, {"path": path})}

    def files_of(self, names: Iterable[str]) -> set[str]:
        """Return the paths of the files of some tasks."""
        query = "SELECT path FROM task JOIN file ON file.task = task.number WHERE name = ?"
        return {path for name in names for (path,) in self._db.execute(query, (name,))}

    def files_of_tasks(self) -> Iterator[tuple[str, str, tuple[int, int]]]:
        """Yield each task's name with each file's path, size and time; drawings have no name."""
        query = (
            "SELECT name, path, size, mtime FROM file JOIN task ON task.number = file.task"
            " UNION ALL SELECT '', path, size, mtime FROM drawing"
        )
        return ((name, path, (size, mtime)) for name, path, size, mtime in self._db.execute(query))

    def still(self, paths: Iterable[str]) -> set[str]:
        """Return those paths that are a task's file or a drawing's."""
        query = "SELECT 1 FROM file WHERE path = :path UNION ALL SELECT 1 FROM drawing WHERE path = :path"
        return {path for path in paths if self._db.execute(query, {"path": path}).fetchone()}

    def put_files(self, task: int, marks: Mapping[str, Mark]) -> None:
        """Note the files of a task; GeneratorError for a path that another task owns."""
        for path, mark in marks.items():
            try:
                self._db.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?)", (path, task, *mark))
            except sqlite3.IntegrityError as error:
                other = ", ".join(self.owners([path]))
                raise GeneratorError("path-twice", {"path": path, "other": other}) from error

    def put_facts(self, task: int, provided: bytes, used: bytes) -> None:
        """Note the names that a task's files provide and use: addresses and anchors, 8 bytes each."""
        self._db.execute("INSERT INTO facts VALUES (?, ?, ?)", (task, provided, used))

    def facts_of(self, name: str) -> tuple[bytes, bytes]:
        """Return the names that a task provides and uses; none for an unknown task."""
        query = "SELECT provided, used FROM facts JOIN task ON task.number = facts.task WHERE name = ?"
        row = self._db.execute(query, (name,)).fetchone()
        return (b"", b"") if row is None else (row[0], row[1])

    def all_facts(self, which: Literal["provided", "used"]) -> Iterator[bytes]:
        """Yield the names that each task provides, or uses."""
        yield from (row[0] for row in self._db.execute(f"SELECT {which} FROM facts"))  # noqa: S608

    def used_by(self, tasks: Iterable[int]) -> Iterator[bytes]:
        """Yield the names that each of these tasks uses."""
        query = "SELECT used FROM facts WHERE task = ?"
        yield from (row[0] for number in tasks for row in self._db.execute(query, (number,)))

    def using(self, names: Set[bytes]) -> Iterator[str]:
        """Yield the tasks that use one of these names, all of one length."""
        query = "SELECT name, used FROM facts JOIN task ON task.number = facts.task"
        size = len(next(iter(names)))
        for task, used in self._db.execute(query):
            if not names.isdisjoint(used[at : at + size] for at in range(0, len(used), size)):
                yield task

    def put_document(self, task: int, path: str, digest: str, html: str) -> None:
        packed = zlib.compress(html.encode(), 1)
        self._db.execute("INSERT INTO document VALUES (?, ?, ?, ?)", (path, task, digest, packed))

    def documents(self) -> dict[str, str]:
        """Return the digest of every search document by its path, in the order of paths."""
        return dict(self._db.execute("SELECT path, digest FROM document ORDER BY path"))

    def documents_of(self, paths: Iterable[str]) -> Documents:
        """Return the search documents of pages, in this order."""
        query = "SELECT path, html FROM document WHERE path = ?"
        return Documents(self._db.execute(query, (path,)).fetchone() for path in paths)

    def put_shown(self, task: int, keys: Iterable[str]) -> None:
        """Note which charts a task's page shows."""
        self._db.executemany("INSERT INTO shows VALUES (?, ?)", ((task, key) for key in keys))

    def drawings_of(self, name: str) -> dict[str, str]:
        """Return the drawings on a task's page as they stand there, by the keys of their charts."""
        query = (
            "SELECT drawing.key, svg FROM task JOIN shows ON shows.task = task.number"
            " JOIN drawing ON drawing.key = shows.key WHERE name = ?"
        )
        return {key: zlib.decompress(svg).decode() for key, svg in self._db.execute(query, (name,))}

    def put_drawing(self, key: str, path: str, svg: str, mark: Mark) -> None:
        row = (key, path, zlib.compress(svg.encode(), 1), mark.size, mark.mtime, mark.digest)
        self._db.execute("INSERT OR REPLACE INTO drawing VALUES (?, ?, ?, ?, ?, ?)", row)

    def drop_drawings(self, paths: Iterable[str]) -> None:
        """Forget the drawings whose files were lost."""
        self._db.executemany("DELETE FROM drawing WHERE path = ?", ((path,) for path in paths))

    def drop_unshown(self) -> list[str]:
        """Forget the drawings that no page shows any more; return the paths of their files."""
        query = (
            "SELECT key, path FROM drawing"
            " WHERE NOT EXISTS (SELECT 1 FROM shows WHERE shows.key = drawing.key)"
        )
        rows = self._db.execute(query).fetchall()
        self._db.executemany("DELETE FROM drawing WHERE key = ?", ((key,) for key, _ in rows))
        return [path for _, path in rows]

    def drawings(self) -> int:
        """Return how many charts the site has."""
        query = "SELECT COUNT(*) FROM drawing WHERE path LIKE '%.svg'"
        return int(self._db.execute(query).fetchone()[0])
