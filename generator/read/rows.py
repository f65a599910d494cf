"""Text to a header and columns of equal length; lines are counted as a spreadsheet counts them.

A large file in which every line has all its cells is read by pandas at once.  Any other is read row by
row, so that each fault is told where it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, repeat

from generator.problems import Fault, Problem
from generator.read import header
from generator.schema import Resource

ROWS_AT_MOST = 200_000
LARGE = 100_000  # characters; with less, setting pandas up takes longer than it saves
_BLANKS = ', "'
_NO_DATA = frozenset({"row-blank", "header-again"})
_SEPARATOR_LINE = re.compile(r'"?sep=.', re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """The cells of one file, column by column; `whole` is False where a row or the file was refused."""

    columns: Sequence[Sequence[str]]
    lines: Sequence[int]
    problems: list[Problem]
    whole: bool


def unreadable(*problems: Problem) -> Sheet:
    """Return a sheet without rows: the file as a whole was refused."""
    return Sheet([], [], list(problems), whole=False)


def split(text: str, resource: Resource, file: str, *, may_be_empty: bool) -> Sheet:
    """Split text into rows with exactly the columns of the contract."""
    fault = _fault_of_text(text, resource)
    if fault is not None:
        return unreadable(Problem(file, 1, None, *fault))
    at_once = len(text) >= LARGE and not header.may_be_again(text, resource)
    columns = _even_columns(text.replace("\r\n", "\n"), resource.columns) if at_once else None
    if columns is not None:
        return Sheet(columns, range(2, len(columns[0]) + 2), [], whole=True)
    records, broken = _records(text)
    if broken is not None:
        return unreadable(Problem(file, len(records) + 1, None, *broken))
    faults = list(header.faults(records, resource))
    if faults:
        return unreadable(*(Problem(file, 1, column, *fault) for column, fault in faults))
    return _body(records, resource, file, may_be_empty)


def _fault_of_text(text: str, resource: Resource) -> Fault | None:
    """Recognise empty files and other separators by the first line."""
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    if not text.strip():
        return Fault("file-empty", {"header": ",".join(resource.columns)})
    if _SEPARATOR_LINE.match(first):
        return Fault("separator-line", {"found": first})
    return header.separator_fault(first, resource.columns)


def _even_columns(text: str, names: tuple[str, ...]) -> list[list[str]] | None:
    """Return the columns of a text in which nothing is wrong with any line; None where something may be."""
    lines = text.removesuffix("\n").split("\n")
    if lines[0] != ",".join(names) or not 1 < len(lines) <= ROWS_AT_MOST + 1 or "\r" in text:
        return None
    if not all(map(str.strip, lines, repeat(_BLANKS))) or not _are_even(lines, len(names)):
        return None
    import pandas as pd  # here, because loading it takes longer than reading all but large files

    content = io.BytesIO(text.encode())
    table = pd.read_csv(content, dtype=object, keep_default_na=False, na_filter=False, low_memory=False)
    return [table[name].tolist() for name in names]


def _are_even(lines: list[str], width: int) -> bool:
    """Say whether every line is one record of that many cells."""
    quoted = [line for line in lines if '"' in line]
    records, broken = _records("\n".join(quoted))
    if broken is not None or len(records) != len(quoted):
        return False
    plain = [line for line in lines if '"' not in line]
    return set(map(str.count, plain, repeat(","))) <= {width - 1} and set(map(len, records)) <= {width}


def _records(text: str) -> tuple[list[list[str]], Fault | None]:
    """Return the records up to the first one that cannot be read, and why it cannot."""
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records.extend(islice(reader, ROWS_AT_MOST + 2))
    except csv.Error as error:
        too_long = "field limit" in str(error)
        return records, Fault("cell-too-long", {}) if too_long else Fault("quoting-broken", {})
    if len(records) > ROWS_AT_MOST + 1:
        return records[:-1], Fault("rows-too-many", {"limit": str(ROWS_AT_MOST)})
    return records, None


def _body(records: list[list[str]], resource: Resource, file: str, may_be_empty: bool) -> Sheet:
    problems, cells, lines = [], [], []
    width, heads = len(records[0]), header.heads(resource)
    for line, record in enumerate(records[1:], start=2):
        if not any(map(str.strip, record)):
            problems.append(Problem(file, line, None, "row-blank"))
        elif len(record) != width:
            facts = {"found": str(len(record)), "expected": str(width)}
            code = "row-too-long" if len(record) > width else "row-too-short"
            problems.append(Problem(file, line, None, code, facts))
        elif header.is_again(record, heads):
            problems.append(Problem(file, line, None, "header-again"))
        else:
            cells.append(record)
            lines.append(line)
    if len(records) == 1 and not may_be_empty:
        problems.append(Problem(file, None, None, "rows-none"))
    lost = any(problem.code not in _NO_DATA for problem in problems)
    columns = list(zip(*cells, strict=True)) if cells else [()] * width
    return Sheet(columns, lines, problems, whole=not lost)
