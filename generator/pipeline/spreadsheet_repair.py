"""Repair: a file that a spreadsheet saved its own way is written as the data folder wants it.

Separators, encoding and what stands above the table are mended where the header leaves no doubt; blank
rows go.  No cell is changed: what is wrong in one is told by the check.
"""

from __future__ import annotations

import csv
import io
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from msgspec import Struct

from generator import schema
from generator.errors import MachineError, SettingError
from generator.pipeline import replacing
from generator.problems import Fault, Problem
from generator.read import SIZE_AT_MOST, encoding, rows, spoiled
from generator.read.layout import Layout, layout_of


class Repaired(Struct, frozen=True):
    """What came of it: why the file cannot be mended, or how many rows it has and what was left out."""

    problem: Problem | None = None
    is_changed: bool = False
    rows: int = 0
    left_out: tuple[str, ...] = ()


def repair(data: Path, file: Path) -> Repaired:
    """Write a file anew, in one step; SettingError where it is not there or no table is found in it."""
    if not file.is_file() or file.is_symlink():
        raise SettingError("repair-no-file", {"file": file})
    if file.stat().st_size > SIZE_AT_MOST:
        raise SettingError("repair-too-large", {"file": file, "limit": SIZE_AT_MOST // 2**20})
    tables = _tables(data)
    with _lock_of(file, data):
        return _repaired(file, tables)


def _lock_of(file: Path, data: Path) -> AbstractContextManager[None]:
    """Hold off who else changes the record, where the file is one of it."""
    is_own = file.resolve().is_relative_to(data.resolve())
    return replacing.record_lock(data) if is_own else nullcontext()


def _repaired(file: Path, tables: set[tuple[str, ...]]) -> Repaired:
    text = encoding.text_of(file.read_bytes())
    if isinstance(text, Fault):
        return Repaired(Problem(file.name, None, None, *text))
    layout = layout_of(text, tables)
    if layout is None:
        raise SettingError("repair-in-doubt", {"file": file})
    return _written(file, text, layout, tables)


def _tables(data: Path) -> set[tuple[str, ...]]:
    contract, faults = schema.load(data / schema.FILE_NAME)
    if faults:
        raise SettingError("repair-no-contract", {"file": data / schema.FILE_NAME})
    return {table.columns for table in contract.resources.values()}


def _written(file: Path, text: str, layout: Layout, tables: set[tuple[str, ...]]) -> Repaired:
    broken = spoiled.spoiled(text, layout.columns, tables)
    if broken is not None:
        return Repaired(Problem(file.name, broken[0], None, *broken[1]))
    records, fault = rows.records_of(text, layout.separator)
    if fault is not None:
        return Repaired(Problem(file.name, len(records) + 1, None, *fault))
    if spoiled.may_be_cut(text) and len(records) > layout.header_line:
        return Repaired(Problem(file.name, len(records), None, "file-cut-off"))
    records = layout.without_blank_columns(records)
    table = [record for record in records[layout.header_line - 1 :] if any(map(str.strip, record))]
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows(table)
    content = lines.getvalue().encode()
    is_changed = file.read_bytes() != content
    if is_changed:
        _put(file, content)
    left_out = tuple(" ".join(filter(None, row)) for row in layout.above if any(row))
    return Repaired(None, is_changed, len(table) - 1, left_out)


def _put(file: Path, content: bytes) -> None:
    """Write a file in one step; MachineError where it cannot be written, and it is as it was."""
    fresh = file.with_name(f".{file.name}.tmp")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise MachineError("record-not-written", {"path": file, "reason": error.strerror}) from error
