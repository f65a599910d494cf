"""Where a made-up data set may go: never near the project's data, never over anything else.

It is written beside its place and takes it in one step, so that a run that breaks off leaves the
earlier data set as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from generator.errors import SettingError
from generator.schema import FILE_NAME, load


def refuse(folder: Path, data: Path) -> None:
    """Raise SettingError where the folder touches the project's data or holds something else."""
    place, real = folder.resolve(), data.resolve()
    if place == real or place in real.parents or real in place.parents:
        raise SettingError("synth-folder-in-data", {"folder": folder, "data": data})
    if place.exists() and not place.is_dir():
        raise SettingError("synth-not-a-folder", {"folder": folder})
    if place.is_dir() and any(place.iterdir()) and not _is_ours(place):
        raise SettingError("synth-folder-not-empty", {"folder": folder})


def _is_ours(place: Path) -> bool:
    """Whether a folder is a made-up data set and holds nothing else that would be lost."""
    contract, faults = load(place / FILE_NAME)
    if faults or not contract.synthetic:
        return False
    known = [PurePath(name) for name in (FILE_NAME, *(table.path for table in contract.resources.values()))]
    files = (path.relative_to(place) for path in place.rglob("*") if not path.is_dir())
    return all(any(_is_named(file, name) for name in known) for file in files)


def _is_named(file: PurePath, name: PurePath) -> bool:
    """Whether a file is that of a table, or one of its folder: `observations/*.csv`."""
    return file.parent == name.parent and fnmatchcase(file.name, name.name)


@contextmanager
def replacement(folder: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of `folder` when all went well."""
    place = folder.resolve()
    fresh = place.with_name(f".{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        if place.exists():
            shutil.rmtree(place)
        fresh.rename(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
