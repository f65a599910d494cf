"""The CSV files of the record, as they are, and the contract that describes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Contract = Mapping[str, Any]
"""The parsed `datapackage.json` of the data folder."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def contract(data_dir: Path) -> Contract:
    """Return the contract of the data folder."""
    parsed: Contract = json.loads(_content(data_dir / "datapackage.json"))
    return parsed


def copies(contract: Contract, data_dir: Path) -> dict[str, bytes]:
    """Return the files that the contract names by their path below the data folder.

    A file is copied byte for byte; only a byte order mark and line ends of another system, which
    the reader accepts, are brought to the form that the contract states.
    """
    return {
        source.relative_to(data_dir).as_posix(): _content(source)
        for source in _named_files(contract, data_dir)
    }


def _named_files(contract: Contract, data_dir: Path) -> Iterator[Path]:
    for resource in contract["resources"]:
        if "*" in resource["path"]:
            yield from sorted(data_dir.glob(resource["path"]))
        else:
            yield data_dir / resource["path"]


def _content(source: Path) -> bytes:
    return source.read_bytes().removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
