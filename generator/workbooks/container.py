"""A file as it came, judged before anything of it is read: its size and kind by its directory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from generator.problems import Fault

SIZE_AT_MOST = 20 * 2**20
UNPACKED_AT_MOST = 64 * 2**20
"""A filled form unpacks to less than one of these megabytes."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = {"xl/workbook.bin": ".xlsb", "content.xml": ".ods"}


def is_workbook(path: Path) -> bool:
    """Whether it is called a workbook, or begins like one whatever it is called."""
    with path.open("rb") as file:
        start = file.read(8)
    return path.suffix.lower() in (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods") or start[:4] == b"PK\x03\x04"


def opened(path: Path) -> bytes | Fault:
    """Return the content of a workbook that may be read, or what is wrong with it as a whole."""
    size = path.stat().st_size
    if size > SIZE_AT_MOST:
        return _too_large(size, SIZE_AT_MOST)
    content = path.read_bytes()
    if content.startswith(_OLD):
        if _ENCRYPTED in content:
            return Fault("workbook-encrypted", {})
        return Fault("workbook-other-kind", {"kind": ".xls"})
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _judged(archive) or content
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError):  # or packed unknown ways
        return Fault("workbook-unreadable", {})


def _judged(archive: zipfile.ZipFile) -> Fault | None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_AT_MOST:
        return _too_large(unpacked, UNPACKED_AT_MOST)
    if any(entry.flag_bits & 1 for entry in entries):
        return Fault("workbook-encrypted", {})
    for name, kind in _OTHER_KINDS.items():
        if name in names:
            return Fault("workbook-other-kind", {"kind": kind})
    if any(name.endswith("vbaProject.bin") for name in names):
        return Fault("workbook-macros", {})
    return None if "xl/workbook.xml" in names else Fault("workbook-unreadable", {})


def _too_large(size: int, limit: int) -> Fault:
    return Fault("workbook-too-large", {"size": f"{size / 2**20:.0f}", "limit": f"{limit // 2**20}"})
