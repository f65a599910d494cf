"""What each release froze: `releases/<release_id>/`, written by the program and by nobody else.

figures.csv     one figure a row, sorted by unit and id, every cell as it was published
addresses.csv   every address of the site on that day
small_numbers.csv
                the rules of small numbers that held, where there were any
SHA256SUMS      the digests of all, which is how an edit is noticed
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from generator.errors import GeneratorError
from generator.problems import Problem

FOLDER = "releases"
FIGURES, ADDRESSES, SUMS = "figures.csv", "addresses.csv", "SHA256SUMS"
FILES = (ADDRESSES, FIGURES, SUMS)
RULES = "small_numbers.csv"
"""What a release has only where there were rules, and none had before rules were frozen."""

Row = Mapping[str, str]
"""One figure as it was frozen: text by column."""


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

    def addresses(self) -> tuple[str, ...]:
        """Return every address that the site had."""
        return tuple((self.folder / ADDRESSES).read_text("utf-8").splitlines()[1:])

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


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the files of a snapshot."""
    return (*FILES, RULES) if (folder / RULES).exists() else FILES


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
    missing = [name for name in FILES if name not in there]
    yield from (Problem(f"{shown}/{name}", None, None, "snapshot-missing") for name in missing)
    yield from (
        Problem(f"{shown}/{path.name}", None, None, "file-unexpected")
        for path in sorted(folder.iterdir())
        if path.name not in FILES and (path.name != RULES or RULES not in there)
    )
    if not missing:
        yield from _edited(folder, shown, there)


def _edited(folder: Path, shown: str, there: Collection[str]) -> Iterator[Problem]:
    """Yield the files that are not those whose digests were written down."""
    words = (folder / SUMS).read_bytes().decode("ascii", "replace").split()
    digests = {name: digest for digest, name in pairwise(words)}
    for name in (ADDRESSES, FIGURES, RULES):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest() if name in there else None
        if digest != digests.get(name):
            yield Problem(f"{shown}/{name}", None, None, "snapshot-edited")
