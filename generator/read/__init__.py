"""Strict reading of the data folder: everything as text, everything checked, nothing guessed.

    folder       which files there are, and which should not be
    encoding     bytes to text, or the words that tell an Excel user what to save
    rows         text to a header and rows of equal length
    characters   signs that may not stand in a cell
    values       one strict parser a kind of value
    figures      the names of figures: ids, occurrences, terms of a relation

`read` collects all problems of all files.  Its tables hold the cells exactly as written (text),
with the columns `file` and `line` added, and `unit_id` for observations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import pandas as pd

from generator import schema
from generator.errors import SettingError
from generator.problems import Fault, Problem, in_order
from generator.read import characters, encoding, folder, rows, values
from generator.schema import Contract, Field, Resource

__all__ = ["Reading", "read"]

NEVER_EMPTY = frozenset({"units", "organisations", "topics", "indicators", "documents", "observations"})


@dataclass(frozen=True)
class Reading:
    """What was read: `incomplete` names the tables that lost a file or a row to a problem."""

    contract: Contract
    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    digest: str
    incomplete: frozenset[str]


def read(data_dir: Path) -> Reading:
    """Read every table of the folder; problems are listed, never raised."""
    if not data_dir.is_dir():
        raise SettingError(f"The data folder {data_dir} does not exist.")
    contract, faults = schema.load(data_dir / schema.FILE_NAME)
    root = data_dir.resolve().name
    problems = [Problem(f"{root}/{schema.FILE_NAME}", None, None, *fault) for fault in faults]
    if faults:
        return Reading(contract, {}, in_order(problems), "", frozenset(contract.resources))
    listing = folder.survey(data_dir, contract)
    problems += listing.problems
    tables, incomplete = {}, set(listing.incomplete)
    for resource in contract.resources.values():
        table, found, whole = _table(resource, listing.files[resource.name])
        tables[resource.name] = table
        problems += found
        if not whole:
            incomplete.add(resource.name)
    return Reading(contract, tables, in_order(problems), _digest(contract, tables), frozenset(incomplete))


def _table(
    resource: Resource, files: tuple[folder.DataFile, ...]
) -> tuple[pd.DataFrame, list[Problem], bool]:
    """Read all files of one table into one frame; the flag says whether every row came through."""
    sheets = [(file, _sheet(resource, file)) for file in files]
    parts = [sheet.columns for _, sheet in sheets if sheet.columns]
    joined = parts[0] if len(parts) == 1 else map(list, map(chain.from_iterable, zip(*parts, strict=True)))
    columns = dict(zip(resource.columns, chain(joined, repeat([])), strict=False))
    if resource.is_folder:
        columns["unit_id"] = _of_file(sheets, lambda file: file.path.stem)
    columns["file"] = _of_file(sheets, lambda file: file.shown)
    table = pd.DataFrame(columns, dtype="object")  # the very texts, handed on without a conversion
    table["line"] = pd.Series(list(chain.from_iterable(sheet.lines for _, sheet in sheets)), dtype="int64")
    problems = [problem for _, sheet in sheets for problem in sheet.problems]
    whole = all(sheet.whole for _, sheet in sheets)
    return table, [*problems, *_cell_problems(resource, table)], whole


def _of_file(
    sheets: list[tuple[folder.DataFile, rows.Sheet]], name: Callable[[folder.DataFile], str]
) -> tuple[str, ...]:
    """Return what every row of a file has from its file."""
    return tuple(chain.from_iterable(repeat(name(file), len(sheet.lines)) for file, sheet in sheets))


def _sheet(resource: Resource, file: folder.DataFile) -> rows.Sheet:
    text = encoding.decode(file.path.read_bytes())
    if isinstance(text, Fault):
        return rows.unreadable(Problem(file.shown, None, None, *text))
    return rows.split(text, resource, file.shown, may_be_empty=resource.name not in NEVER_EMPTY)


def _cell_problems(resource: Resource, table: pd.DataFrame) -> Iterator[Problem]:
    """Report every faulty cell wherever it stands."""
    for field in resource.fields:
        faults = _faults(set(table[field.name].tolist()), field)
        if not faults:
            continue
        hit = table[table[field.name].isin(list(faults))]
        for cell, file, line in zip(hit[field.name], hit["file"], hit["line"], strict=True):
            yield Problem(file, int(line), field.name, *faults[cell])


def _faults(cells: set[str], field: Field) -> dict[str, Fault]:
    """Judge the distinct cells of a column: a clean one as a whole, any other cell by cell."""
    filled = cells.copy()
    filled.discard("")
    may_be_empty = not field.required or "" not in cells
    is_text = values.is_free_text(field)
    if may_be_empty and characters.are_clean(filled, is_text=is_text) and values.are_valid(filled, field):
        return {}
    return {cell: fault for cell in cells if (fault := _judge(cell, field))}


def _judge(cell: str, field: Field) -> Fault | None:
    """Return the first fault of one cell: its signs before its meaning."""
    if not cell:
        return Fault("value-required", {}) if field.required else None
    fault = characters.fault_of(cell, is_text=values.is_free_text(field))
    if fault is not None:
        return fault
    parsed = values.parse(cell, field)
    return parsed if isinstance(parsed, Fault) else None


def _digest(contract: Contract, tables: Mapping[str, pd.DataFrame]) -> str:
    """Return the SHA-256 of the content, whatever the order of rows and files."""
    digest = hashlib.sha256()
    for name in sorted(contract.resources):
        columns = [column for column in tables[name].columns if column not in ("file", "line")]
        cells = (tables[name][column].tolist() for column in columns)
        lines = sorted(map("\x1f".join, zip(*cells, strict=True)))
        digest.update(json.dumps([name, columns, len(lines)]).encode())
        digest.update("\x1e".join(lines).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
