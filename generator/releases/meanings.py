"""What figures are figures of: what the ids stood for that a release names, and what they stand for now.

A figure whose indicator counts in another unit of measure is another figure, and needs a row of
revisions.csv (`frozen.OF_INDICATOR`).  That a name or a definition was bettered is told without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from generator.model import Renaming
from generator.read.release_snapshots import Meant, Row, Snapshot
from generator.read.table import Table
from generator.releases.frozen import OF_INDICATOR, Counted

_OF_INDICATORS = ("definition", *OF_INDICATOR, "adds_over_units", "adds_over_organisations", "adds_over_time")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "units": ("type", "name", "parent_id"),
    "organisations": ("name", "definition", "member_noun"),
    "indicators": ("name", *_OF_INDICATORS, "numerator_id", "denominator_id", "official_code"),
    "breakdowns": ("name",),
    "dimensions": ("name",),
    "documents": ("kind", "number", "issued_on", "issuer", "title", "status"),
}
"""What each table says of an id; by what else it says, pages are ordered, addressed or explained."""
_KEYS = {
    "units": "unit_id",
    "organisations": "organisation_id",
    "indicators": "indicator_id",
    "breakdowns": "dimension_id",
    "documents": "document_id",
}


def meanings(tables: Mapping[str, Table], rows: Iterable[Row]) -> dict[Meant, str]:
    """Return what every id means that frozen rows name."""
    named = _named(rows)
    return {at: text for at, text in _all(tables) if at[1] in named[at[0]]}


def counted(meanings: Mapping[Meant, str]) -> Counted:
    """Return what a release says of its indicators that its figures take from them."""
    names = (name for table, name, column in meanings if (table, column) == ("indicators", OF_INDICATOR[0]))
    return {name: tuple(meanings["indicators", name, column] for column in OF_INDICATOR) for name in names}


def counted_now(indicators: Table) -> Counted:
    """Return the same of the data as they are."""
    cells = zip(*(indicators[column] for column in OF_INDICATOR), strict=True)
    return dict(zip(indicators["indicator_id"], cells, strict=True))


def renamings(snapshots: Sequence[Snapshot], tables: Mapping[str, Table]) -> Iterator[Renaming]:
    """Yield what means something else in the next release, or in the data; snapshots from the oldest on."""
    kept = [(one.release_id, one.meanings()) for one in snapshots]
    states = [*kept, (None, dict(_all(tables)) if any(own for _, own in kept) else {})]
    for (release_id, before), (next_id, after) in pairwise(states):
        for (table, name, column), old in before.items():
            new = after.get((table, name, column), old)
            if new != old and release_id is not None:
                yield Renaming(release_id, next_id, table, name, column, old or None, new or None)


def _named(rows: Iterable[Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {table: set() for table in COLUMNS}
    for row in rows:
        parts = row["breakdown"].split(";")
        for table, key in _KEYS.items():
            names = (part.partition("=")[0] for part in parts) if table == "breakdowns" else (row[key],)
            found[table].update(names)
        found["dimensions"].update(parts)
    return found


def _all(tables: Mapping[str, Table]) -> Iterator[tuple[Meant, str]]:
    """Yield what the data says of every id; that of a member names its breakdown too."""
    for table, columns in COLUMNS.items():
        names = _names(table, tables[table])
        for column in columns:
            cells = zip(names, tables[table][column], strict=True)
            yield from (((table, name, column), text) for name, text in cells)


def _names(table: str, own: Table) -> list[str]:
    if table in _KEYS:
        return own[_KEYS[table]]
    return [f"{one}={other}" for one, other in zip(own["dimension_id"], own["member_id"], strict=True)]
