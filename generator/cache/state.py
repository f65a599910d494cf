"""Two SQLite files with all that a build leaves for the next one.

    RecordFile   the register, its index and the figures of every unit; workers read it
    ResultFile   what every task came to, what it depends on, and the files it wrote

They are used only if their digests are those written down when they were closed: damaged, foreign
or half-written files are put aside and empty ones take their place.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, NamedTuple

from generator.errors import GeneratorError
from generator.measures import Finding
from generator.model import Observation, Period

_SEAL = "seal.sha256"
_META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB);"
_RECORD_TABLES = """
CREATE TABLE source (path TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE unit (unit_id TEXT PRIMARY KEY, digest TEXT, figures BLOB);
CREATE TABLE finding (unit_id TEXT PRIMARY KEY, findings BLOB);
CREATE TABLE figure (figure_id TEXT PRIMARY KEY, unit_id TEXT) WITHOUT ROWID;
"""
_RESULT_TABLES = """
CREATE TABLE task (number INTEGER PRIMARY KEY, name TEXT UNIQUE, looks BLOB, task BLOB);
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
_OF_TASK = (
    ("task", "number"),
    ("file", "task"),
    ("facts", "task"),
    ("document", "task"),
    ("shows", "task"),
)
_PLAIN = [field.name for field in fields(Observation) if field.name not in ("unit_id", "period")]


class Mark(NamedTuple):
    """By what a file is known again: size and time (in nanoseconds) as a rule, else by its digest."""

    size: int
    mtime: int
    digest: bytes


class _File:
    """One open file with a table of single values."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._values: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return a value that was put under a name; None where there is none.  Nobody may change it."""
        if name not in self._values:
            row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
            self._values[name] = None if row is None else _unpacked(row[0])
        return self._values[name]

    def put(self, name: str, value: object) -> None:
        self._values[name] = value
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, _packed(value)))

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

    def close(self) -> None:
        self._db.close()


class RecordFile(_File):
    """The record.  One process writes; others open it with `reading`."""

    NAME = "record.sqlite"
    TABLES = _META + _RECORD_TABLES

    def sources(self) -> dict[str, str]:
        """Return the digest of every file of data by its path."""
        return dict(self._db.execute("SELECT path, digest FROM source"))

    def put_sources(self, digests: Mapping[str, str]) -> None:
        self._db.execute("DELETE FROM source")
        self._db.executemany("INSERT INTO source VALUES (?, ?)", digests.items())

    def unit_digests(self) -> dict[str, str]:
        """Return the digest of every unit with figures, in no order."""
        return dict(self._db.execute("SELECT unit_id, digest FROM unit"))

    def figures(self, unit_id: str) -> tuple[Observation, ...]:
        """Return the figures of a unit in official order; none where it has none."""
        row = self._db.execute("SELECT figures FROM unit WHERE unit_id = ?", (unit_id,)).fetchone()
        return () if row is None else tuple(_figure(unit_id, *cells) for cells in _unpacked(row[0]))

    def unit_of(self, figure_id: str) -> str | None:
        """Return the unit that a figure is about; None for an unknown figure."""
        row = self._db.execute("SELECT unit_id FROM figure WHERE figure_id = ?", (figure_id,)).fetchone()
        return None if row is None else str(row[0])

    def has_figures(self, figure_ids: Iterable[str]) -> bool:
        """Say whether there are figures of all these ids."""
        return all(self.unit_of(figure_id) is not None for figure_id in figure_ids)

    def put_unit(self, unit_id: str, digest: str, figures: Sequence[Observation]) -> None:
        """Put a unit's figures in the place of those it had; IntegrityError for an id in use elsewhere."""
        self.drop_unit(unit_id)
        cells = _packed([_cells(figure) for figure in figures])
        self._db.execute("INSERT INTO unit VALUES (?, ?, ?)", (unit_id, digest, cells))
        names = ((figure.figure_id, unit_id) for figure in figures)
        self._db.executemany("INSERT INTO figure VALUES (?, ?)", names)

    def findings(self, unit_id: str) -> tuple[Finding, ...]:
        """Return what the relations of a unit came to."""
        row = self._db.execute("SELECT findings FROM finding WHERE unit_id = ?", (unit_id,)).fetchone()
        return () if row is None else _unpacked(row[0])

    def put_findings(self, unit_id: str, findings: tuple[Finding, ...]) -> None:
        self._db.execute("INSERT OR REPLACE INTO finding VALUES (?, ?)", (unit_id, _packed(findings)))

    def drop_unit(self, unit_id: str) -> None:
        known = [(figure.figure_id,) for figure in self.figures(unit_id)]
        self._db.executemany("DELETE FROM figure WHERE figure_id = ?", known)
        self._db.execute("DELETE FROM unit WHERE unit_id = ?", (unit_id,))


class ResultFile(_File):
    """The results of tasks; only the process that builds opens it."""

    NAME = "results.sqlite"
    TABLES = _META + _RESULT_TABLES

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._looks: dict[str, int] = {}

    def tasks(self) -> dict[str, int]:
        """Return the number of every task by its name."""
        return dict(self._db.execute("SELECT name, number FROM task"))

    def needing(self, keys: Iterable[str]) -> set[str]:
        """Return the names of the tasks that looked up one of these keys."""
        query = (
            "SELECT task.name FROM look JOIN need ON need.look = look.number"
            " JOIN task ON task.number = need.task WHERE look.key = ?"
        )
        return {name for key in keys for (name,) in self._db.execute(query, (key,))}

    def task(self, name: str) -> Any:
        """Return a task as it was put; None for one of the build's own."""
        row = self._db.execute("SELECT task FROM task WHERE name = ?", (name,)).fetchone()
        return None if row is None else _unpacked(row[0])

    def put_task(self, name: str, keys: Iterable[str], task: object = None) -> int:
        """Note a new task and what it depends on; return its number."""
        looks = array("i", sorted(self._look(key) for key in keys))
        number = self._db.execute(
            "INSERT INTO task (name, looks, task) VALUES (?, ?, ?)", (name, looks.tobytes(), _packed(task))
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
        """Return the number of a key."""
        if key not in self._looks:
            row = self._db.execute("SELECT number FROM look WHERE key = ?", (key,)).fetchone()
            if row is None:
                row = (self._db.execute("INSERT INTO look (key) VALUES (?)", (key,)).lastrowid,)
            self._looks[key] = int(row[0])
        return self._looks[key]

    # What tasks left ------------------------------------------------------------------------

    def files(self) -> dict[str, Mark]:
        """Return the mark of every file of the site by its path."""
        rows = self._db.execute(
            "SELECT path, size, mtime, digest FROM file"
            " UNION ALL SELECT path, size, mtime, digest FROM drawing"
        )
        return {path: Mark(size, mtime, digest) for path, size, mtime, digest in rows}

    def sizes(self) -> Iterator[tuple[str, int]]:
        """Yield the path and the bytes of every file of the site."""
        yield from self._db.execute("SELECT path, size FROM file UNION ALL SELECT path, size FROM drawing")

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

    def all_facts(self, which: Literal["provided", "used"]) -> bytes:
        """Return the names that all tasks provide, or use, one after the other."""
        return b"".join(row[0] for row in self._db.execute(f"SELECT {which} FROM facts"))  # noqa: S608

    def using(self, name: bytes) -> Iterator[str]:
        """Yield the tasks that use a name."""
        query = "SELECT name, used FROM facts JOIN task ON task.number = facts.task"
        for task, used in self._db.execute(query):
            if any(used[at : at + len(name)] == name for at in range(0, len(used), len(name))):
                yield task

    def put_document(self, task: int, path: str, digest: str, html: str) -> None:
        packed = zlib.compress(html.encode(), 1)
        self._db.execute("INSERT INTO document VALUES (?, ?, ?, ?)", (path, task, digest, packed))

    def documents(self) -> dict[str, str]:
        """Return the digest of every search document by its path, in the order of paths."""
        return dict(self._db.execute("SELECT path, digest FROM document ORDER BY path"))

    def document(self, path: str) -> str:
        row = self._db.execute("SELECT html FROM document WHERE path = ?", (path,)).fetchone()
        return zlib.decompress(row[0]).decode()

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
        return int(self._db.execute("SELECT COUNT(*) FROM drawing").fetchone()[0])


# Opening and closing ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class State:
    """Both files, open for a build."""

    folder: Path
    record: RecordFile
    results: ResultFile

    def unseal(self) -> None:
        """Say that the files are about to change: until they are sealed again, nobody may trust them."""
        (self.folder / _SEAL).unlink(missing_ok=True)

    def seal(self) -> None:
        """Close the files and write down their digests."""
        self.record.close()
        self.results.close()
        temporary = self.folder / f".{_SEAL}"
        temporary.write_text(_digests(self.folder), "ascii")
        temporary.replace(self.folder / _SEAL)

    def discard(self) -> None:
        """Close the files and remove them: nothing worth keeping came of them."""
        self.record.close()
        self.results.close()
        for name in (RecordFile.NAME, ResultFile.NAME):
            (self.folder / name).unlink(missing_ok=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()


def opened(folder: Path, program: str) -> State | None:
    """Open the state that an earlier build left; None where there is none that can be trusted.

    `program` is the digest of what made it: what another program left is of no use.
    """
    try:
        if (folder / _SEAL).read_text("ascii") != _digests(folder):
            return None
        state = _open(folder)
        return state if state.record.get("program") == program else None
    except (OSError, UnicodeDecodeError, sqlite3.DatabaseError):
        return None


def fresh(folder: Path, program: str) -> State:
    """Make an empty state in the place of whatever is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (RecordFile.NAME, ResultFile.NAME):
        for path in (folder / name, folder / f"{name}-journal"):
            path.unlink(missing_ok=True)
    state = _open(folder)
    state.unseal()
    for file in (state.record, state.results):
        file._db.executescript(file.TABLES)
    state.record.put("program", program)
    return state


def reading(folder: Path) -> RecordFile:
    """Open the record in a process that only reads."""
    uri = f"{(folder / RecordFile.NAME).as_uri()}?mode=ro&immutable=1"
    return RecordFile(sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False))


def _open(folder: Path) -> State:
    files = (_connected(folder / kind.NAME) for kind in (RecordFile, ResultFile))
    record, results = files
    return State(folder, RecordFile(record), ResultFile(results))


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")  # a file half written is known by its digest
    return connection


def _digests(folder: Path) -> str:
    return " ".join(_digest(folder / kind.NAME) for kind in (RecordFile, ResultFile))


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# Values to bytes ---------------------------------------------------------------------------------


def _packed(value: object) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(content: bytes) -> Any:
    return pickle.loads(zlib.decompress(content))  # noqa: S301 - our own file, known by its digest


def _cells(figure: Observation) -> tuple[object, ...]:
    return (figure.period.start, figure.period.end, *(getattr(figure, name) for name in _PLAIN))


def _figure(unit_id: str, start: Any, end: Any, *plain: Any) -> Observation:
    return Observation(unit_id=unit_id, period=Period(start, end), **dict(zip(_PLAIN, plain, strict=True)))
