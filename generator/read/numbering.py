"""Which of several statements of one thing each row is: a published one keeps its number, and with it its id.

Numbers follow the places in the document.  A statement that is added at an earlier place, or one that goes,
would give each later one the id of another; so what the newest release has at a place keeps the number that
it had there, and the others get those that are free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from generator.read.characters import CELL_AT_MOST
from generator.read.figure_ids import Identity, figure_id, period_code
from generator.read.release_snapshots import Row, Snapshot
from generator.register_links import grouped
from generator.text import natural_key

_MOST_GONE = 100
"""So many statements of one thing in one document may have gone before the last one that is there."""


def named(
    identities: Sequence[Identity], locators: Sequence[str], newest: Snapshot | None
) -> tuple[list[int], list[str]]:
    """Return for each row its number among those that state the same thing, and the id of its figure."""
    numbers = [1] * len(identities)
    for rows in _repeated(identities):
        for number, row in enumerate(_in_order(rows, locators), 1):
            numbers[row] = number
    ids = list(map(_id, identities, numbers))
    if newest is None:
        return numbers, ids
    by_unit = grouped(range(len(ids)), lambda row: identities[row].unit_id)
    for unit_id, published in newest.ids_of(by_unit):
        rows = by_unit[unit_id]
        if published.issubset(ids[row] for row in rows) and all(numbers[row] == 1 for row in rows):
            continue  # almost always
        groups = grouped(rows, identities.__getitem__)
        for identity, several in grouped(newest.rows_of(unit_id), _identity).items():
            own = _in_order(groups.get(identity, ()), locators)
            for row, number in _numbered(own, locators, _places(identity, several)):
                numbers[row], ids[row] = number, _id(identity, number)
    return numbers, ids


def ranks(identities: Sequence[Identity], numbers: Sequence[int]) -> list[int]:
    """Return for each row how many statements of the same thing there are up to it, in order of numbers."""
    found = [1] * len(identities)
    for rows in _repeated(identities):
        for rank, row in enumerate(sorted(rows, key=numbers.__getitem__), 1):
            found[row] = rank
    return found


def _repeated(identities: Sequence[Identity]) -> list[tuple[int, ...]]:
    """Return the rows that state the same thing as others, together with these."""
    if len(set(identities)) == len(identities):  # almost always
        return []
    groups = grouped(range(len(identities)), identities.__getitem__)
    return [rows for rows in groups.values() if len(rows) > 1]


def _in_order(rows: Iterable[int], locators: Sequence[str]) -> list[int]:
    """Return rows in natural order of their places."""
    return sorted(rows, key=lambda row: (natural_key(locators[row][:CELL_AT_MOST]), locators[row]))


def _places(identity: Identity, rows: Sequence[Row]) -> dict[str, int]:
    """Return the number that each place had, which its id tells."""
    left = {row["figure_id"]: row["locator"] for row in rows}
    found: dict[str, int] = {}
    numbers = iter(range(1, len(rows) + _MOST_GONE))
    while left and (number := next(numbers, None)) is not None:
        place = left.pop(_id(identity, number), None)
        found |= {} if place is None else {place: number}
    return found


def _numbered(
    rows: Sequence[int], locators: Sequence[str], known: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    taken = {known[locators[row]] for row in rows if locators[row] in known}
    free = (number for number in count(1) if number not in taken)
    for row in rows:
        place = locators[row]
        yield row, known[place] if place in known else next(free)


def _identity(row: Row) -> Identity:
    return Identity(*(row[name] for name in Identity._fields))


def _id(identity: Identity, number: int) -> str:
    return figure_id(identity, number, period_code(identity.period_start, identity.period_end))
