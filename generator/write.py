"""The only writer of pages, charts and downloads: nothing else opens a file of the project to write.

In go paths below a folder and their bytes; a file whose bytes are the same is left alone, one that
differs is replaced in one step, and what is no longer produced is removed from the places that the
generator owns.  A path that could leave its folder, or that another system could not hold, is
refused.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from generator.errors import GeneratorError, MachineError

_BELOW_LANGUAGES = (
    "tinh",
    "huyen",
    "xa",
    "hoi",
    "chi-tieu",
    "nguon",
    "dia-phuong",
    "chat-luong",
    "dinh-chinh",
    "so-sanh",
    "thuat-ngu",
    "du-lieu",
    "so",
    "nhung",
)
GENERATED = (
    "index.md",
    *_BELOW_LANGUAGES,
    "data",
    "assets/bieu-do",
    "tim-kiem/ten",
    "robots.txt",
    "_headers",
    "llms.txt",
    "en/index.md",
    "en/tim-kiem",
    *(f"en/{place}" for place in _BELOW_LANGUAGES),
)
"""The files and folders below site_src/ that the generator owns; all others are written by people."""

LEVELS = ("tinh", "huyen", "xa", "en/tinh", "en/huyen", "en/xa")
"""The folders in which each unit and each code has its own."""
_FOLDERS = tuple(f"{place}/" for place in GENERATED)
_DEVICE = r"(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|\Z)"
_NAME = rf"(?!{_DEVICE})[a-z0-9_][a-z0-9_.-]{{0,119}}(?<!\.)"
_PORTABLE = re.compile(rf"{_NAME}(?:/{_NAME})*", re.IGNORECASE | re.ASCII)
_TEMPORARY = ".part"


def is_code(folder: str) -> bool:
    """Whether a folder below the site, such as `xa/05587`, is that of a code: it holds one page."""
    level, _, name = folder.rpartition("/")
    return level in LEVELS and name.isdigit()


def is_generated(path: str) -> bool:
    """Whether a path below site_src/ lies in a place that the generator owns."""
    return path in GENERATED or path.startswith(_FOLDERS)


def place(root: Path, path: str) -> Path:
    """Return the file `path` below `root`; refuse what leaves it or is not portable."""
    _looked_at(root, path)
    return root / path


def write_file(root: Path, path: str, content: bytes) -> bool:
    """Write one file below `root`, in one step; return whether its bytes were others before."""
    there, file = _looked_at(root, path), f"{root}/{path}"
    if there is None:
        os.makedirs(file.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - of thousands, as all below
    elif S_ISREG(there.st_mode) and there.st_size == len(content) and Path(file).read_bytes() == content:
        return False
    folder, _, name = file.rpartition("/")
    temporary = Path(f"{folder}/.{name}.{os.getpid()}{_TEMPORARY}")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, file)  # noqa: PTH105
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return True


def _looked_at(root: Path, path: str) -> os.stat_result | None:
    """Return the status of the file `path` below `root`, if it is there; refuse one that must not be written.

    On the way to most files there is no link, so to look at each folder once is enough.
    """
    if not _PORTABLE.fullmatch(path):
        raise GeneratorError("path-not-portable", {"path": path})
    status, at = None, str(root)
    for name in path.split("/"):
        at = f"{at}/{name}"
        try:
            status = os.lstat(at)
        except FileNotFoundError:
            return None
        if S_ISLNK(status.st_mode):
            _refuse_outside(root, path)
    return status


def _refuse_outside(root: Path, path: str) -> None:
    """Refuse a file that is a link, or one to which a link leads out of `root`."""
    file = root / path
    if not file.parent.resolve().is_relative_to(root.resolve()) or file.is_symlink():
        raise MachineError("path-outside", {"path": file, "root": root})


def keep_only(
    root: Path, paths: Collection[str], owned: Callable[[str], bool], there: Iterable[str] | None = None
) -> int:
    """Remove every owned file that is not among the paths; return how many there were.

    `there` are the files below the folder, where that is known.
    """
    found = walk(root) if there is None else there
    others = [path for path in found if owned(path) and path not in paths]
    for path in others:
        (root / path).unlink()
    if others:
        _remove_empty_folders(root, owned)
    return len(others)


def copy_tree(
    source: Path,
    target: Path,
    wanted: Callable[[str], bool],
    skip: Callable[[str], bool] = lambda folder: False,
) -> None:
    """Copy the wanted files of a folder into another; links and special files are refused.

    Into folders that are to be skipped nobody looks.
    """
    for path in walk(source, skip):
        if not wanted(path):
            continue
        file = source / path
        if file.is_symlink() or not file.is_file():
            raise MachineError("not-a-plain-file", {"path": file})
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def mirror(source: Path, target: Path) -> None:
    """Make a folder that the generator owns equal to another."""
    paths = frozenset(walk(source))
    for path in paths:
        write_file(target, path, (source / path).read_bytes())
    keep_only(target, paths, lambda path: True)


def walk(root: Path, skip: Callable[[str], bool] = lambda folder: False) -> Iterator[str]:
    """Yield the paths below a folder of all that is not a folder, in a fixed order; links as they are.

    Of folders that are to be skipped there is nothing.
    """
    if root.is_dir():
        yield from _walk(root, "", skip)


def _walk(folder: str | Path, prefix: str, skip: Callable[[str], bool]) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    folders = {entry.name: entry for entry in entries if entry.is_dir(follow_symlinks=False)}
    yield from (prefix + entry.name for entry in entries if entry.name not in folders)
    for entry in folders.values():
        if not skip(prefix + entry.name):
            yield from _walk(entry.path, f"{prefix}{entry.name}/", skip)


def _remove_empty_folders(root: Path, owned: Callable[[str], bool]) -> None:
    for folder, _, _ in os.walk(root, topdown=False):
        path = Path(folder)
        if path != root and owned(path.relative_to(root).as_posix()) and not any(path.iterdir()):
            path.rmdir()
