"""The CSV files of the record, as they are: which the contract names, and their content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.schema import Contract

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def tables(contract: Contract) -> tuple[str, ...]:
    """Return the files that are one table each, by their path below the data folder."""
    return tuple(table.path for table in contract.resources.values() if not table.is_folder)


def of_unit(contract: Contract, unit_id: str) -> str:
    """Return the file of a unit's figures, by its path below the data folder and below `/data/`."""
    return contract.resources["observations"].path.replace("*", unit_id)


def copies(paths: Iterable[str], data_dir: Path) -> dict[str, bytes]:
    """Return files byte for byte, by their path.

    Only a byte order mark and line ends of another system, which the reader accepts, are brought to
    the form that the contract states.
    """
    return {path: _content(data_dir / path) for path in paths}


def _content(source: Path) -> bytes:
    return source.read_bytes().removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
