"""Files as one ZIP that is the same, byte for byte, whenever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP can hold
_LEVEL = 6  # 9 takes longer by half for 3 bytes in 100
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of the files, sorted by name, without clock, owner or machine."""
    buffer = io.BytesIO()
    _pack(buffer, ((name, contents[name]) for name in sorted(contents)))
    return buffer.getvalue()


def write(file: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Write a ZIP of the files in their order, one after the other: they may be more than memory holds."""
    with file.open("wb") as opened:
        _pack(opened, contents)


def _pack(into: io.BufferedIOBase, contents: Iterable[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(into, "w") as bundle:
        for name, content in contents:
            bundle.writestr(_entry(name), content, compresslevel=_LEVEL)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry
