"""Text to a header and columns of equal length; lines are counted as a spreadsheet counts them.

A large file in which every line has all its cells is read at once, a huge one by pandas.  Any other is
read row by row, so that each fault is told where it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice, repeat

from msgspec import Struct
from msgspec.structs import replace

from generator.problems import Fault, Problem
from generator.read import header, spoiled
from generator.read.layout import first_records, is_separator_line, layout_of
from generator.schema import Resource

ROWS_AT_MOST = 200_000
CELLS_AT_MOST = 4_000_000  # so many rows of the widest table have; a file of tiny cells may have more
LARGE = 100_000  # characters
HUGE = 4_000_000  # characters; with less, loading pandas takes longer than it saves
_BLANKS = ', "'


class Sheet(Struct, frozen=True, dict=True):
    """The cells of one file, column by column; `whole` is False where a row or the file was refused."""

    columns: Sequence[Sequence[str]]
    lines: Sequence[int]
    problems: list[Problem]
    whole: bool


def unreadable(*problems: Problem) -> Sheet:
    """Return a sheet without rows: the file as a whole was refused."""
    return Sheet([], [], list(problems), whole=False)


def split(
    text: str,
    resource: Resource,
    file: str,
    *,
    may_be_empty: bool,
    tables: Collection[tuple[str, ...]] = (),
) -> Sheet:
    """Split text into rows with exactly the columns of the contract; `tables` are those of all tables.

    A file that is laid out otherwise, but leaves no doubt, is told and read all the same.
    """
    if not text.strip():
        return unreadable(Problem(file, 1, None, "file-empty", {"header": ",".join(resource.columns)}))
    found = spoiled.spoiled(text, resource.columns, tables)
    if found is not None:
        return unreadable(Problem(file, found[0], None, *found[1]))
    may_be_cut = spoiled.may_be_cut(text)
    at_once = len(text) >= LARGE and not may_be_cut and not header.may_be_again(text, resource)
    columns = _even_columns(text.replace("\r\n", "\n"), resource.columns) if at_once else None
    if columns is not None:
        return Sheet(columns, range(2, len(columns[0]) + 2), [], whole=True)
    layout = layout_of(text, (resource.columns,))
    if layout is None:
        return _in_doubt(text, resource, file)
    told = [Problem(file, line, None, *_mendable(fault, file)) for line, fault in layout.faults()]
    records, broken = records_of(text, layout.separator)
    if broken is not None:
        return unreadable(*told, Problem(file, len(records) + 1, None, *broken))
    records = layout.without_blank_columns(records)
    may_be_cut = may_be_cut and len(records) > layout.header_line and len(records[-1]) == len(layout.columns)
    if may_be_cut:
        told.append(Problem(file, len(records), layout.columns[-1], "file-cut-off"))
    sheet = _body(records, layout.header_line, resource, file, may_be_empty, told)
    return replace(sheet, whole=sheet.whole and not may_be_cut)


def _mendable(fault: Fault, file: str) -> Fault:
    return Fault(fault.code, {**fault.facts, "suggestion": f"solieuhoi repair {file}"})


def _in_doubt(text: str, resource: Resource, file: str) -> Sheet:
    """Tell why no row is the header, by the first line."""
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    if is_separator_line(first):
        return unreadable(Problem(file, 1, None, "separator-line", {"found": first}))
    fault = header.separator_fault(first, resource.columns)
    if fault is not None:
        return unreadable(Problem(file, 1, None, *fault))
    faults = list(header.faults(first_records(text, ","), resource))
    if not any(fault.code == "columns-too-many" for _, fault in faults):
        records, broken = records_of(text)
        if broken is not None:
            return unreadable(Problem(file, len(records) + 1, None, *broken))
    return unreadable(*(Problem(file, 1, column, *fault) for column, fault in faults))


def _even_columns(text: str, names: tuple[str, ...]) -> list[list[str]] | None:
    """Return the columns of a text in which nothing is wrong with any line; None where something may be."""
    lines = text.removesuffix("\n").split("\n")
    if lines[0] != ",".join(names) or not 1 < len(lines) <= ROWS_AT_MOST + 1 or "\r" in text:
        return None
    if not all(map(str.strip, lines, repeat(_BLANKS))) or not _are_even(lines, len(names)):
        return None
    if len(text) < HUGE:
        return _columns(csv.reader(lines[1:]), len(names))
    import pandas as pd

    content = io.BytesIO(text.encode())
    table = pd.read_csv(content, dtype=object, keep_default_na=False, na_filter=False, low_memory=False)
    return [table[name].tolist() for name in names]


def _columns(records: Iterable[list[str]], width: int) -> list[list[str]]:
    """Return the columns of even records and keep no record: many lists slow the garbage collector."""
    cells = list(chain.from_iterable(records))
    return [cells[place::width] for place in range(width)]


def _are_even(lines: list[str], width: int) -> bool:
    """Say whether every line is one record of that many cells."""
    quoted = [line for line in lines if '"' in line]
    records, broken = records_of("\n".join(quoted))
    if broken is not None or len(records) != len(quoted):
        return False
    plain = [line for line in lines if '"' not in line]
    return set(map(str.count, plain, repeat(","))) <= {width - 1} and set(map(len, records)) <= {width}


def records_of(text: str, separator: str = ",") -> tuple[list[list[str]], Fault | None]:
    """Return the records up to the first one that cannot be read, and why it cannot."""
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        too_many = _take(reader, records)
    except csv.Error as error:
        too_long = "field limit" in str(error)
        return records, Fault("cell-too-long", {}) if too_long else Fault("quoting-broken", {})
    if too_many is not None:
        return records, too_many
    stray = _stray_quote(text, separator) if '"' in text else None
    if stray is not None:
        return records_of(text[:stray], separator)[0], Fault("quoting-broken", {})
    return records, None


def _take(reader: Iterable[list[str]], records: list[list[str]]) -> Fault | None:
    """Add what is read to the records, up to what a file may have."""
    cells = 0
    for record in reader:
        cells += len(record)
        if len(records) > ROWS_AT_MOST:
            return Fault("rows-too-many", {"limit": str(ROWS_AT_MOST)})
        if cells > CELLS_AT_MOST:
            return Fault("cells-too-many", {"limit": str(CELLS_AT_MOST)})
        records.append(record)
    return None


def _stray_quote(text: str, separator: str) -> int | None:
    """Return where the row begins that has a quotation mark in a cell without any around it."""
    found = _well_quoted(separator).match(text)
    assert found is not None  # of no row at least
    return None if found.end() == len(text) else found.end()


@lru_cache
def _well_quoted(separator: str) -> re.Pattern[str]:
    cell = rf'(?:"(?:[^"]++|"")*+"|[^"{separator}\r\n]*+)'
    return re.compile(rf"(?:{cell}(?:{separator}{cell})*+(?:\r\n?|\n|\Z))*+")


def _body(
    records: list[list[str]],
    header_line: int,
    resource: Resource,
    file: str,
    may_be_empty: bool,
    problems: list[Problem],
) -> Sheet:
    """Return the rows below the header, and beside what is told already, those that are none."""
    rows: dict[int, list[str]] = {}
    lost, width, heads = False, len(resource.columns), header.heads(resource)
    second = _SecondFile(records, resource)
    below = enumerate(records[header_line:], start=header_line + 1)
    for line, record in below:
        if not any(map(str.strip, record)):
            problems.append(Problem(file, line, None, "row-blank"))
        elif len(record) != width:
            lost = True
            facts = {"found": str(len(record)), "expected": str(width)}
            code = "row-too-long" if len(record) > width else "row-too-short"
            problems.append(Problem(file, line, None, code, facts))
        elif header.is_again(record, heads):
            if second.begins(line, record, rows):
                lost = True
                problems.append(Problem(file, line, None, "files-run-together", {"found": ",".join(record)}))
                break
            problems.append(Problem(file, line, None, "header-again"))
        else:
            rows[line] = record
    if len(records) == header_line and not may_be_empty:
        problems.append(Problem(file, None, None, "rows-none"))
    columns = list(zip(*rows.values(), strict=True)) if rows else [()] * width
    return Sheet(columns, list(rows), problems, whole=not lost)


class _SecondFile:
    """Says whether a header begins another file: its columns, and rows that were there or none like them.

    A file may be nothing but headers, so what was looked at once is not looked at again.
    """

    def __init__(self, records: list[list[str]], resource: Resource) -> None:
        self._records, self._resource = records, resource
        self._place = resource.columns.index("document_id") if resource.is_folder else None
        self._known = 0  # so many rows above were looked at
        self._row_again = self._document_again = 0  # the last line with one of them, or with its document

    def begins(self, line: int, record: list[str], above: Mapping[int, list[str]]) -> bool:
        """Say so of a header on a line, with the rows above it."""
        if tuple(record) != self._resource.columns:
            return False
        rows, documents = self._last
        for row in islice(above.values(), self._known, None):
            self._row_again = max(self._row_again, rows[tuple(row)])
            if self._place is not None:
                self._document_again = max(self._document_again, documents[row[self._place]])
        self._known = len(above)
        return self._row_again > line or (self._resource.is_folder and self._document_again <= line)

    @cached_property
    def _last(self) -> tuple[Mapping[tuple[str, ...], int], Mapping[str, int]]:
        """The last line on which each row stands, and each document."""
        numbered = list(enumerate(self._records, start=1))
        rows = {tuple(row): line for line, row in numbered}
        at = self._place
        return rows, {} if at is None else {row[at]: line for line, row in numbered if len(row) > at}
