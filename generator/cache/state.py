"""Opening and closing the two files that a build leaves for the next one.

They are used only if their digests are those written down when they were closed: damaged, foreign
or half-written files are put aside and empty ones take their place.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from msgspec import Struct

from generator.cache.register_file import RecordFile
from generator.cache.result_file import ResultFile

_SEAL = "seal.sha256"


class State(Struct, frozen=True):
    """Both files, open for a build."""

    folder: Path
    record: RecordFile
    results: ResultFile

    @property
    def is_new(self) -> bool:
        """Whether no data has come to it yet."""
        return not self.record.holds("core")

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
        state = _open(folder) if is_sealed(folder) else None
        return state if state is not None and state.record.get("program") == program else None
    except sqlite3.DatabaseError:
        return None


def is_sealed(folder: Path) -> bool:
    """Say whether a state is as it was sealed, whatever program made it."""
    try:
        return (folder / _SEAL).read_text("ascii") == _digests(folder)
    except (OSError, UnicodeDecodeError):
        return False


def is_there(folder: Path) -> bool:
    """Say whether a state was left in a folder, of use or not."""
    return (folder / RecordFile.NAME).exists()


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
