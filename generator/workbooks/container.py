"""A file as it came, judged before anything of it is read: its size and kind by its directory."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import iterparse

from generator.problems import Fault

SIZE_AT_MOST = 20 * 2**20
UNPACKED_AT_MOST = 64 * 2**20
XML_AT_MOST = 4 * 2**20
"""A filled form unpacks to less than one of these megabytes; what is more are pictures."""
CELLS_AT_MOST = 100_000
"""So many cells may be merged or be one link: openpyxl makes each of them."""
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ParseError, SyntaxError,
    LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, RuntimeError,
)  # fmt: skip
"""What reading raises for a workbook that is none inside; a RuntimeError is what is nested too deep."""
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
            return _judged(archive) or _spread(archive) or content
    except DAMAGED:
        return Fault("workbook-unreadable", {})


def _judged(archive: zipfile.ZipFile) -> Fault | None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    for unpacked, limit in (
        (sum(entry.file_size for entry in entries), UNPACKED_AT_MOST),
        (sum(entry.file_size for entry in entries if not _is_picture(entry.filename)), XML_AT_MOST),
    ):
        if unpacked > limit:
            return _too_large(unpacked, limit)
    if any(entry.flag_bits & 1 for entry in entries):
        return Fault("workbook-encrypted", {})
    for name, kind in _OTHER_KINDS.items():
        if name in names:
            return Fault("workbook-other-kind", {"kind": kind})
    if any(name.endswith("vbaProject.bin") for name in names):
        return Fault("workbook-macros", {})
    return None if "xl/workbook.xml" in names else Fault("workbook-unreadable", {})


def _is_picture(name: str) -> bool:
    return name.startswith("xl/media/")


def _spread(archive: zipfile.ZipFile) -> Fault | None:
    """Return that more cells are merged, or are one link, than any sheet of a form has."""
    from generator.workbooks.without_numpy import openpyxl

    range_boundaries = openpyxl.utils.cell.range_boundaries

    cells = 0
    for name in archive.namelist():
        for _, part in iterparse(io.BytesIO(archive.read(name))) if name.endswith(".xml") else ():
            area = part.get("ref") if part.tag.endswith(("}mergeCell", "}hyperlink")) else None
            if area is not None:
                left, top, right, bottom = (1 if edge is None else edge for edge in range_boundaries(area))
                cells += (right - left + 1) * (bottom - top + 1)
            part.clear()
    return Fault("form-cells-merged", {"limit": f"{CELLS_AT_MOST}"}) if cells > CELLS_AT_MOST else None


def _too_large(size: int, limit: int) -> Fault:
    return Fault("workbook-too-large", {"size": f"{size / 2**20:.0f}", "limit": f"{limit // 2**20}"})
