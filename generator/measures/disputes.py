"""What the column `disputed` says of a change, taken apart; `tools/units/successors.py` writes it so."""

from __future__ import annotations

import re

from msgspec import Struct

_SOURCES = {"nguồn thứ nhất": "first", "nguồn thứ hai": "second", "cả hai nguồn": "both"}
_SAID = {"một phần, phần khác vào": "part", "không vào đây mà vào": "elsewhere", "không có": "nothing"}
_KINDS = ("Xã", "Phường", "Đặc khu")
_NAME = rf"(?:{'|'.join(_KINDS)}) [^,:;]+"
_PATTERN = re.compile(
    rf"({'|'.join(_SOURCES)}): "
    rf"(?:(một phần, phần khác vào|không vào đây mà vào) ({_NAME}(?:, {_NAME})*)|(không có))"
)


class Dispute(Struct, frozen=True):
    """What a source says of one predecessor and one successor."""

    source: str  # `first`, `second`, `both`
    said: str  # `part`: only a part went there; `elsewhere`: it went to others; `nothing`: not listed
    elsewhere: tuple[tuple[str, str], ...]  # type and name of the other units


def dispute_in(text: str) -> Dispute | None:
    """Return what a cell says; None where it says it in other words."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        return None
    names = found[3].split(", ") if found[3] else ()
    return Dispute(_SOURCES[found[1]], _SAID[found[2] or found[4]], tuple(map(_kind_and_name, names)))


def _kind_and_name(full_name: str) -> tuple[str, str]:
    kind = next(kind for kind in _KINDS if full_name.startswith(f"{kind} "))
    return kind.lower(), full_name.removeprefix(f"{kind} ")
