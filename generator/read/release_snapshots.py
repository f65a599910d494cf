"""What each release froze: `releases/<release_id>/`, written by the program and by nobody else.

figures.csv     one figure a row, sorted by unit and id, every cell as it was published
addresses.csv   every address of the site on that day
meanings.csv    what the figures were figures of: names, definitions, units of measure; the first releases
                have none
small_numbers.csv
                the rules of small numbers that held, where there were any
SHA256SUMS      the digests of all, which is how an edit is noticed
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise, takewhile
from pathlib import Path
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from generator.errors import GeneratorError
from generator.problems import Problem

FOLDER = "releases"
FIGURES, ADDRESSES, SUMS = "figures.csv", "addresses.csv", "SHA256SUMS"
MEANINGS = "meanings.csv"
FILES = (ADDRESSES, FIGURES, SUMS)
RULES = "small_numbers.csv"
"""Only where there were rules."""
SINCE = (MEANINGS, RULES)
"""What the first releases have not."""

Row = Mapping[str, str]
"""One figure as it was frozen: text by column."""
Meant = tuple[str, str, str]
"""What a text said something about: a table, an id in it, a column."""


class Kept(NamedTuple):
    """What was withheld of one indicator, and why."""

    threshold: int
    reason: str


class Snapshot(Struct, frozen=True):
    """One frozen release; its files are read when they are asked for."""

    release_id: str
    folder: Path
    digest: str

    def rows(self) -> Iterator[Row]:
        """Yield the figures in the order of the file."""
        yield from _rows(self.folder / FIGURES)

    def rows_of(self, unit_id: str) -> Iterator[Row]:
        """Yield the figures of one unit."""
        with (self.folder / FIGURES).open("rb") as stream:
            header = stream.readline()
        ((_, lines),) = self.lines_of([unit_id])
        yield from csv.DictReader((line.decode() for line in (header, *lines)), strict=True)

    def ids_of(self, unit_ids: Iterable[str]) -> Iterator[tuple[str, set[str]]]:
        """Yield units, sorted, each with the ids of its figures."""
        for unit_id, lines in self.lines_of(unit_ids):
            yield unit_id, {line.partition(b",")[0].decode() for line in lines}

    def lines_of(self, unit_ids: Iterable[str]) -> Iterator[tuple[str, list[bytes]]]:
        """Yield units, by which the file is sorted, each with its lines; no cell holds the end of a line."""
        with (self.folder / FIGURES).open("rb") as stream:
            stream.readline()
            begin, end = stream.tell(), (self.folder / FIGURES).stat().st_size
            for unit_id in sorted(unit_ids):
                begin = _begin_of(unit_id, stream, begin, end)
                stream.seek(begin)
                lines = list(takewhile(partial(_is_of, unit_id), stream))
                begin += sum(map(len, lines))
                yield unit_id, lines

    def addresses(self) -> tuple[str, ...]:
        """Return every address that the site had."""
        return tuple((self.folder / ADDRESSES).read_text("utf-8").splitlines()[1:])

    def meanings(self) -> dict[Meant, str]:
        """Return what ids stood for; nothing where the release did not keep it."""
        if MEANINGS not in names_in(self.folder):
            return {}
        with (self.folder / MEANINGS).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
        if any(len(row) != 4 for row in rows):
            raise GeneratorError("snapshot-unreadable", {"path": self.folder / MEANINGS})
        return {(table, name, column): text for table, name, column, text in rows[1:]}

    def rules(self) -> Mapping[str, Kept]:
        """Return the rules of small numbers that held, by indicator."""
        file = self.folder / RULES
        rows = _rows(file) if RULES in names_in(self.folder) else ()
        try:
            return {row["indicator_id"]: Kept(int(row["threshold"]), row["reason"]) for row in rows}
        except (KeyError, ValueError) as error:
            raise GeneratorError("snapshot-unreadable", {"path": file}) from error


def survey(data_dir: Path) -> tuple[dict[str, Snapshot], list[Problem]]:
    """Return the snapshots that are whole, by release, and what is wrong with the others."""
    snapshots: dict[str, Snapshot] = {}
    problems: list[Problem] = []
    place, shown = data_dir / FOLDER, f"{data_dir.resolve().name}/{FOLDER}"
    for folder in sorted(place.iterdir()) if place.is_dir() and not place.is_symlink() else ():
        found = list(_problems(folder, f"{shown}/{folder.name}"))
        problems += found
        if not found:
            sums = (folder / SUMS).read_bytes()
            digest = hashlib.sha256(sums).hexdigest()
            snapshots[folder.name] = Snapshot(folder.name, folder, digest)
    return snapshots, problems


def _unit_of(line: bytes) -> str:
    return line.split(b",", 2)[1].decode()


def _is_of(unit_id: str, line: bytes) -> bool:
    return _unit_of(line) == unit_id


def _begin_of(unit_id: str, stream: BinaryIO, begin: int, end: int) -> int:
    """Return where the lines of a unit begin, or would; what stands before `begin` is of units before it."""
    stream.seek(begin)
    if begin == end or _unit_of(stream.readline()) >= unit_id:  # the next one, almost always
        return begin
    while begin < end:
        stream.seek((begin + end) // 2)
        stream.readline()
        at = stream.tell()
        if at >= end:
            break
        if _unit_of(stream.readline()) < unit_id:
            begin = stream.tell()
        else:
            end = at
    stream.seek(begin)
    return begin + sum(map(len, takewhile(lambda line: _unit_of(line) < unit_id, stream)))


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the files of a snapshot."""
    return (*FILES, *(name for name in SINCE if (folder / name).is_file()))


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """Return the content of SHA256SUMS for files by name, as `sha256sum` writes it."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, restkey="", restval=None, strict=True):
            if "" in row or None in row.values():
                raise GeneratorError("snapshot-unreadable", {"path": file})
            yield row


def _problems(folder: Path, shown: str) -> Iterator[Problem]:
    if folder.is_symlink() or not folder.is_dir():
        yield Problem(shown, None, None, "file-unexpected")
        return
    there = {path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink()}
    sums = _sums(folder) if SUMS in there else {}
    expected = sorted({*FILES, *sums.keys() & set(SINCE)})
    missing = [name for name in expected if name not in there]
    yield from (Problem(f"{shown}/{name}", None, None, "snapshot-missing") for name in missing)
    yield from (
        Problem(f"{shown}/{path.name}", None, None, "file-unexpected")
        for path in sorted(folder.iterdir())
        if path.name not in expected
    )
    for name in expected if not missing else ():  # files that are not those whose digests were written down
        if name != SUMS and hashlib.sha256((folder / name).read_bytes()).hexdigest() != sums.get(name):
            yield Problem(f"{shown}/{name}", None, None, "snapshot-edited")


def _sums(folder: Path) -> dict[str, str]:
    """Return the digest of each file by its name, as they were written down."""
    words = (folder / SUMS).read_bytes().decode("ascii", "replace").split()
    return {name: digest for digest, name in pairwise(words)}
