"""Write several files of the record together: all of them, or none.

Before anything is touched, a journal beside the data keeps what each file was and what it becomes.
As long as it is there, the change is half done and is taken back: at once where something fails, by
the next command where the program or the machine stopped.  The journal comes and goes in one step.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from generator import write
from generator.errors import MachineError
from generator.site import switch

_OLD, _NEW = "old", "new"


def journal_of(data: Path) -> Path:
    """Return the folder that is there while a change of the record is half done."""
    return data.with_name(f".{data.name.lstrip('.')}-journal")


def record_lock(data: Path) -> AbstractContextManager[None]:
    """Wait until nobody else is changing the record, and hold them off."""
    return switch.locked(journal_of(data), told_to_wait=lambda: None)


def put(data: Path, contents: Mapping[str, bytes]) -> None:
    """Write every file, or none: MachineError where one cannot be written, and all is as it was."""
    changed = {path: new for path, new in contents.items() if _content(data / path) != new}
    if not changed:
        return
    try:
        _begin(data, changed)
        for path, new in changed.items():
            _replace(data / path, new)
        _end(data)
    except BaseException as error:  # also that of the person at the keyboard
        take_back(data)
        if not isinstance(error, OSError):
            raise
        where = error.filename2 or error.filename or "—"
        raise MachineError("record-not-written", {"path": where, "reason": error.strerror}) from error


def take_back(data: Path) -> tuple[str, ...] | None:
    """Undo what is half done, if anything is; return the files that somebody has changed since.

    These are left as they are: whatever is in them stands nowhere else.
    """
    shutil.rmtree(_part(data), ignore_errors=True)
    journal = journal_of(data)
    if not journal.is_dir():
        return None
    changed = []
    for path in write.walk(journal / _NEW):
        file, old = data / path, _content(journal / _OLD / path)
        _beside(file).unlink(missing_ok=True)
        found = _content(file)
        if found == old:
            continue
        if found != _content(journal / _NEW / path):
            changed.append(path)
        elif old is None:
            file.unlink()
        else:
            _replace(file, old)
    _end(data)
    return tuple(changed)


def _begin(data: Path, changed: Mapping[str, bytes]) -> None:
    part = _part(data)
    for path, new in changed.items():
        for kind, content in ((_OLD, _content(data / path)), (_NEW, new)):
            if content is not None:
                write.write_file(part / kind, path, content)
    switch.flush(part)
    part.replace(journal_of(data))


def _end(data: Path) -> None:
    switch.flush(data)
    journal_of(data).replace(_part(data))
    shutil.rmtree(_part(data), ignore_errors=True)


def _part(data: Path) -> Path:
    """Return where a journal is while it is not whole, or no longer."""
    return journal_of(data).with_name(f"{journal_of(data).name}.part")


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.tmp")


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    _beside(file).write_bytes(content)
    _beside(file).replace(file)
