"""What each release froze: `releases/<release_id>/`, written by the program and by nobody else.

figures.csv     one figure a row, sorted by unit and id, every cell as it was published
addresses.csv   every address of the site on that day
SHA256SUMS      the digests of both, which is how an edit is noticed
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from generator.errors import GeneratorError
from generator.problems import Problem

FOLDER = "releases"
FIGURES, ADDRESSES, SUMS = "figures.csv", "addresses.csv", "SHA256SUMS"
FILES = (ADDRESSES, FIGURES, SUMS)

Row = Mapping[str, str]
"""One figure as it was frozen: text by column."""


class Snapshot(Struct, frozen=True):
    """One frozen release; its files are read when they are asked for."""

    release_id: str
    folder: Path
    digest: str

    def rows(self) -> Iterator[Row]:
        """Yield the figures in the order of the file."""
        with (self.folder / FIGURES).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, restkey="", restval=None, strict=True):
                if "" in row or None in row.values():
                    raise GeneratorError("snapshot-unreadable", {"path": self.folder / FIGURES})
                yield row

    def addresses(self) -> tuple[str, ...]:
        """Return every address that the site had."""
        return tuple((self.folder / ADDRESSES).read_text("utf-8").splitlines()[1:])


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


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """Return the content of SHA256SUMS for files by name, as `sha256sum` writes it."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


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
        if path.name not in FILES
    )
    if not missing:
        yield from _edited(folder, shown)


def _edited(folder: Path, shown: str) -> Iterator[Problem]:
    """Yield the files that are not those whose digests were written down."""
    words = (folder / SUMS).read_bytes().decode("ascii", "replace").split()
    digests = {name: digest for digest, name in pairwise(words)}
    for name in (ADDRESSES, FIGURES):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digests.get(name):
            yield Problem(f"{shown}/{name}", None, None, "snapshot-edited")
