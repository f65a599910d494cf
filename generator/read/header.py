"""The header row: exactly the columns of the contract, and what stands in their place instead.

Spreadsheets put titles above a table, Vietnamese words in place of the names of columns, a whole row
into one cell, or semicolons between the cells: each of that is told once, by what is to be done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.problems import Fault
from generator.read.suggestions import closest
from generator.schema import Resource
from generator.text import fold

COLUMNS_AT_MOST = 100
TITLES_AT_MOST = 10
"""In so many rows below the first one the header is looked for."""

SEPARATORS = {";": "separator-semicolon", "\t": "separator-tab"}

ColumnFault = tuple[str | None, Fault]


def separator_fault(first: str, expected: Sequence[str]) -> Fault | None:
    """Recognise another separator by the first line: more names of columns stand between its signs."""
    by_commas = _known(first.split(","), expected)
    for sign, code in SEPARATORS.items():
        if sign in first and ("," not in first or _known(first.split(sign), expected) > by_commas):
            return Fault(code, {})
    return None


def faults(records: Sequence[Sequence[str]], resource: Resource) -> Iterator[ColumnFault]:
    """Yield what is wrong with the first of these rows, by column; no column is the whole row."""
    header, expected = records[0] if records else [], resource.columns
    if len(header) > COLUMNS_AT_MOST:
        yield None, Fault("columns-too-many", {"found": str(len(header)), "limit": str(COLUMNS_AT_MOST)})
        return
    whole = _fault_of_row(header, records, expected)
    if whole is not None:
        yield None, whole
        return
    found = [*_unknown(header, resource), *_missing(header, resource)]
    yield from found
    if not found and list(header) != list(expected):
        yield None, Fault("header-order", {"expected": ",".join(expected)})


def heads(resource: Resource) -> tuple[frozenset[str], ...]:
    """Return for every column what a second header row may have in it: the name and the titles."""
    return tuple(frozenset({field.name, field.title, field.title_en}) - {""} for field in resource.fields)


def may_be_again(text: str, resource: Resource) -> bool:
    """Say of a whole file, at one glance, whether a row below the first may be the header once more."""
    return any(f"\n{head}," in text for head in heads(resource)[0])


def is_again(record: Sequence[str], columns: Sequence[frozenset[str]]) -> bool:
    """Say whether a row is the header once more, by name or by title."""
    if record[0] not in columns[0]:
        return False
    filled = [cell in names for cell, names in zip(record, columns, strict=True) if cell]
    return len(filled) > 1 and all(filled)


def _known(cells: Sequence[str], expected: Sequence[str]) -> int:
    return len({cell.strip(' "') for cell in cells} & set(expected))


def _fault_of_row(
    header: Sequence[str], records: Sequence[Sequence[str]], expected: Sequence[str]
) -> Fault | None:
    """Recognise a row that is no header at all."""
    if _known(header, expected):
        return None
    filled = [cell for cell in header if cell.strip()]
    if len(filled) == 1 and _known(filled[0].split(","), expected) > 1:
        return Fault("header-in-one-cell", {})
    at_least = (len(expected) + 1) // 2
    for line, record in enumerate(records[1 : TITLES_AT_MOST + 1], start=2):
        if _known(record, expected) >= at_least:
            return Fault("header-not-first", {"found": " ".join(filled), "first": str(line)})
    if len(filled) > 1:
        return Fault("header-foreign", {"found": ", ".join(filled), "expected": ",".join(expected)})
    return None


def _unknown(header: Sequence[str], resource: Resource) -> Iterator[ColumnFault]:
    for name, times in Counter(header).items():
        if not name.strip():
            yield None, Fault("header-blank", {"place": str(header.index(name) + 1)})
        elif name not in resource.columns:
            meant = _meant(name, header, resource)
            yield name, Fault("header-unknown", {"suggestion": meant} if meant else {})
        elif times > 1:
            yield name, Fault("header-repeated", {"times": str(times)})


def _missing(header: Sequence[str], resource: Resource) -> Iterator[ColumnFault]:
    """Yield columns that are absent; one that is only misspelt is told with the misspelling."""
    expected = resource.columns
    misspelt = {_meant(name, header, resource) for name in header if name not in expected}
    for name in expected:
        if name not in header and name not in misspelt:
            yield name, Fault("header-missing", {"expected": ",".join(expected)})


def _meant(name: str, header: Sequence[str], resource: Resource) -> str | None:
    """Return the absent column that a wrong header most likely stands for, by its title or its name."""
    absent = [field for field in resource.fields if field.name not in header]
    titled = (it.name for it in absent if fold(name) in (fold(it.title), fold(it.title_en)) and fold(name))
    return next(titled, None) or closest(name, [field.name for field in absent])
