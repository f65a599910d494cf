"""The switch-over: a site is built beside the published one and takes its place in one step.

    refuse_unsafe  never over something that is not a site of ours
    guard          one build at a time; turn  one publication after the other; locked  what both are made of
    staging_of     where the next site is made, beside the published one
    switch         the new site becomes the published one, whole or not at all

Whatever happens before the last step, the published site stays as it is, to the byte.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from generator.errors import MachineError, SettingError

RECORD = "build.json"
"""The file by which a folder is known to be a site of ours."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_BEFORE = "before"


def refuse_unsafe(out: Path, own: Iterable[Path]) -> None:
    """Refuse a place that holds something else, or that touches a folder of the project's own."""
    for folder in own:
        if out == folder or folder.is_relative_to(out) or out.is_relative_to(folder):
            raise SettingError("out-over-project", {"out": out, "folder": folder})
    if out.exists() and not out.is_dir():
        raise SettingError("out-not-a-folder", {"out": out})
    if out.is_dir() and any(out.iterdir()) and not is_site(out):
        raise SettingError("out-not-a-site", {"out": out, "record": RECORD})


@contextmanager
def guard(out: Path, *shared: Path) -> Iterator[None]:
    """Hold the locks of `out` and of every shared folder that the build writes to."""
    with ExitStack() as locks:
        for folder in dict.fromkeys((out, *shared)):
            locks.enter_context(locked(folder))
        _recover(out)
        yield


@contextmanager
def turn(out: Path, told_to_wait: Callable[[], None]) -> Iterator[None]:
    """Wait until no other publication to `out` is under way, and hold them off."""
    with locked(out, "publish-lock", told_to_wait):
        yield


def staging_of(out: Path) -> Path:
    """Return the place beside `out` of the tree that the next site is made of."""
    return out.parent / f".{out.name.lstrip('.')}-staging" / "site"


def switch(site: Path, out: Path) -> None:
    """Put a complete site where the published one is; the old one ends up where the new one was."""
    flush(site)
    if not out.exists():
        site.rename(out)
    elif not _exchange(site, out):
        _rename_twice(site, out)
    _flush_folder(out.parent)


def flush(folder: Path) -> None:
    """Make sure that all files of a folder are on the disk, not only on their way to it."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if library.syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def is_site(folder: Path) -> bool:
    """Whether a folder is known as a site of ours."""
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and "data_digest" in record


@contextmanager
def locked(
    folder: Path, name: str = "lock", told_to_wait: Callable[[], None] | None = None
) -> Iterator[None]:
    """Hold a lock beside a folder; it ends with this process, however that ends.

    Where another process has it, wait after telling so, or refuse where there is nobody to tell.

    A record lock, because a worker forked from a killed build would go on holding a `flock`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = folder.parent / f".{folder.name.lstrip('.')}-{name}"
    handle = _lock(path, folder, told_to_wait)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _lock(path: Path, folder: Path, told_to_wait: Callable[[], None] | None) -> int:
    """Return the open, locked file; it may be one that its last holder has just removed."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            if told_to_wait is None:
                os.close(handle)
                raise MachineError("build-under-way", {"folder": folder}) from error
            told_to_wait()
            fcntl.lockf(handle, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(handle).st_ino:
            return handle
        os.close(handle)


def _recover(out: Path) -> None:
    """Undo half a switch-over if a build was killed in it."""
    before = staging_of(out).parent / _BEFORE
    if before.is_dir() and not out.exists():
        before.rename(out)
    shutil.rmtree(before, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the disk cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _rename_twice(site: Path, out: Path) -> None:
    before = site.parent / _BEFORE
    out.rename(before)
    try:
        site.rename(out)
    except OSError:
        before.rename(out)
        raise
    before.rename(site)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
