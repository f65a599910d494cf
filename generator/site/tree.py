"""The files of a site and how they are known again; the staging tree, which the next site is made in.

After a switch-over the site that was published before stays beside the new one as its staging tree.  The next
build brings it up to date instead of making every file anew: what is missing in it is linked from
the published site.  A file counts as known only if size and time are those noted when it was written,
or if its content still has the noted digest.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

from generator import write
from generator.cache.result_file import Mark

DIGEST_BYTES = 16
_PAGE = "/index.html"
LEVELS_SHARED = 2
"""So deep everybody looks who stamps a part of a tree; the folders below are shared out."""


def mark(root: Path, path: str, content: bytes | None = None) -> Mark:
    """Return the mark of a file below `root`; its content saves reading it."""
    status = os.stat(f"{root}/{path}")  # noqa: PTH116 - of thousands
    content = (root / path).read_bytes() if content is None else content
    return Mark(status.st_size, status.st_mtime_ns, digest(content))


def put(root: Path, path: str, content: bytes) -> Mark:
    """Write a file below `root`, unless it is there with these bytes; return its mark."""
    write.write_file(root, path, content)
    return mark(root, path, content)


def digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


Stamp = tuple[int, int]
"""Size and time of a file."""
Stamps = Mapping[str, Stamp]
"""Those of every file by its path."""


def bring_up(
    staging: Path,
    out: Path,
    known: Callable[[], Iterable[tuple[str, Stamp]]],
    there: Stamps,
    digest_of: Callable[[str], bytes],
) -> frozenset[str]:
    """Make `staging`, which holds what is `there`, hold the files that are known and nothing else.

    What is known is asked for again where all of it is wanted: it may be a million files, and is not listed.
    Returns the paths that could not be had.  Where nothing is known all is made anew, and what is there may
    be it: writing leaves a file of the same bytes alone, and `sweep` removes the others.
    """
    staging.mkdir(parents=True, exist_ok=True)
    wanted = _sorted_out(staging, known, there) if there else known()
    lost: set[str] = set()
    folders: set[str] = set()
    for path, stamp in wanted:
        if not _take(f"{out}/{path}", f"{staging}/{path}", stamp, partial(digest_of, path), folders):
            lost.add(path)
            (staging / path).unlink(missing_ok=True)
    return frozenset(lost)


def _sorted_out(
    staging: Path, known: Callable[[], Iterable[tuple[str, Stamp]]], there: Stamps
) -> Iterable[tuple[str, Stamp]]:
    """Remove from a staging tree what is not known; return what it lacks, or has otherwise."""
    wanted, strays, count = [], set(there), 0
    for path, stamp in known():
        count += 1
        strays.discard(path)
        if there.get(path) != stamp:
            wanted.append((path, stamp))
    if not count:
        return ()
    if count - len(wanted) < len(there) / 2:  # removing it whole is quicker
        shutil.rmtree(staging)
        staging.mkdir()
        return known()
    for path in strays:
        remove(staging, path)
    return wanted


def stamp(root: Path, path: str) -> tuple[int, int] | None:
    """Return size and time of a file below `root`; None where there is none."""
    try:
        status = os.stat(os.path.join(root, path))  # noqa: PTH116, PTH118 - of thousands, at each build
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


def copy(source: Path, target: Path) -> None:
    """Copy a file with its time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def is_lost(staging: Path, out: Path, path: str, known: Mark) -> bool:
    """Say whether `bring_up` could not have a file; nothing is touched."""
    there = staging / path
    if there.is_file() and (there.stat().st_size, there.stat().st_mtime_ns) == known[:2]:
        return False
    return _same(f"{out}/{path}", known[:2], lambda: known.digest) is None


def sweep(root: Path, known: Stamps) -> None:
    """Remove what nobody knows: of an earlier site, or half a file of a worker that died elsewhere."""
    for path in stamps(root).keys() - known.keys():
        remove(root, path)


def remove(root: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    file = root / path
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def stamps(root: Path, part: int = 0, of: int = 1, *, in_passing: bool = False) -> Stamps:
    """Return the stamps of the plain files below a folder, if there is one; whatever else is there goes.

    Several parts together have all files, each of them once.  In passing, a folder of a code, of which
    there are thousands, is not opened where its page is there: what lies beside the page, where nothing
    should, stays until a build that makes something looks for it.
    """
    found: dict[str, tuple[int, int]] = {}
    folders = [(str(root), "")] if root.is_dir() else []
    for _ in range(LEVELS_SHARED):
        folders = sorted(_look(folders, found, in_passing))
    if part:
        found.clear()
    folders = folders[part::of]
    while folders:
        folders = _look(folders, found, in_passing)
    return found


def _look(
    folders: Iterable[tuple[str, str]], found: dict[str, tuple[int, int]], in_passing: bool
) -> list[tuple[str, str]]:
    """Note the files of some folders; return the folders in them, each with what its paths begin with."""
    below = []
    for folder, prefix in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if not (in_passing and write.is_code(path) and _note_page(entry.path, path, found)):
                        below.append((entry.path, f"{path}/"))
                elif entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found[path] = status.st_size, status.st_mtime_ns
                else:
                    Path(entry.path).unlink(missing_ok=True)
    return below


def _note_page(folder: str, path: str, found: dict[str, tuple[int, int]]) -> bool:
    """Note the page of a folder; say whether it is there as a plain file."""
    try:
        status = os.lstat(folder + _PAGE)
    except OSError:
        return False
    if not S_ISREG(status.st_mode):
        return False
    found[path + _PAGE] = status.st_size, status.st_mtime_ns
    return True


def _take(
    source: str, target: str, known: tuple[int, int], digest_of: Callable[[], bytes], folders: set[str]
) -> bool:
    """Link the published file, if it is still the one that was written; say whether it was."""
    status = _same(source, known, digest_of)
    if status is None:
        return False
    if status.st_mtime_ns != known[1]:
        os.utime(source, ns=(status.st_atime_ns, known[1]))
    folder = target.rpartition("/")[0]
    if folder not in folders:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - of thousands, like what follows
        folders.add(folder)
    try:
        os.link(source, target)
    except OSError:  # one is there; or a disk without hard links, or one file linked too often
        _replace(source, target)
    return True


def _replace(source: str, target: str) -> None:
    """Put a file in the place of what is there, which may be a link that others have, too."""
    Path(target).unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _same(file: str, known: tuple[int, int], digest_of: Callable[[], bytes]) -> os.stat_result | None:
    """Return the status of a file that is still the one that was written, as size and time or digest say."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    size, time = known
    if status.st_size != size:
        return None
    is_same = status.st_mtime_ns == time or digest(Path(file).read_bytes()) == digest_of()
    return status if is_same else None
