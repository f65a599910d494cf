"""The record as a SQLite database: the tables of a package, and a table of names to search in.

`names` is a full-text table that finds “duc hoa” for “Đức Hòa”: its tokenizer folds every Vietnamese
letter but đ, so `folded` has those names with a d in the place of every đ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from generator.downloads.whole_tables import Table
from generator.model import Register, Unit

_TYPES = {"integer": "INTEGER", "number": "NUMERIC"}
"""All else is text: dates, and yes or no, too."""
_NAMES = """CREATE VIRTUAL TABLE IF NOT EXISTS names USING fts5(
    kind UNINDEXED, id UNINDEXED, name, folded, tokenize = 'unicode61 remove_diacritics 2'
)"""
_WRITER = slice(96, 100)
"""Where a database says which SQLite wrote it, which is no part of what it holds."""
_FOLDED = str.maketrans("đĐ", "dD")

Name = tuple[str, str, str, str]


def database(tables: Iterable[Table], names: Iterable[Name] = (), begun: bytes | None = None) -> bytes:
    """Return tables as one database, with a table of names if there are any; the same input, the same bytes.

    `begun` is a database that has a part of them already.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if begun is not None:
            connection.deserialize(begun)
        connection.execute("BEGIN")
        for table in tables:
            _add(connection, table)
        _add_names(connection, tuple(names))
        connection.execute("COMMIT")
        content = memoryview(connection.serialize())
    finally:
        connection.close()
    return b"".join((content[: _WRITER.start], bytes(4), content[_WRITER.stop :]))


def _add(connection: sqlite3.Connection, table: Table) -> None:
    kinds, key = table.kinds, table.schema.get("primaryKey")
    columns = [f'"{column}" {_TYPES.get(kinds[column], "TEXT")}' for column in table.columns]
    keys = [f"PRIMARY KEY ({', '.join(key)})"] if key else []
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join([*columns, *keys])})')
    places = ", ".join("?" * len(columns))
    insert = f'INSERT INTO "{table.name}" VALUES ({places})'  # noqa: S608 - a name of the contract
    connection.executemany(insert, table.rows())


def _add_names(connection: sqlite3.Connection, names: tuple[Name, ...]) -> None:
    if names:
        connection.execute(_NAMES)
        connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", names)


def of_land(units: Mapping[str, Unit], tables: Iterable[Table]) -> bytes:
    """Return the database of all units and of what became of them, with their names."""
    return database(tables, _named("unit", ((name, one.full_name) for name, one in units.items())))


def names_beside(register: Register) -> Iterator[Name]:
    """Yield the kind, id, name and folded name of whatever else of the record has a name."""
    yield from _named("organisation", ((name, one.name) for name, one in register.organisations.items()))
    yield from _named("indicator", ((name, one.name) for name, one in register.indicators.items()))
    yield from _named("document", ((name, one.title) for name, one in register.documents.items()))


def _named(kind: str, found: Iterable[tuple[str, str]]) -> Iterator[Name]:
    for name, words in found:
        folded = words.translate(_FOLDED)
        yield kind, name, words, folded if folded != words else ""
