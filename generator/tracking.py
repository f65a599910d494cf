"""What a task looks up: mappings that note each key asked for, and results that remember theirs.

A task that ran under `noting` depends on the keys noted, and on nothing else of the record; when
none of them has changed, it would come to the same result again.  A key is `table/name`; whoever
walks over a table depends on `table/*` (which names there are, in which order), and whoever looks
at all its values on `table/**`.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, overload

Key = TypeVar("Key")
Value = TypeVar("Value", covariant=True)

NAMES, VALUES = "*", "**"
_FEW = 24
_FINE = (
    *("counts_of_unit", "findings", "has_page", "reporting"),
    *("figure", "ids", "parts", "revisions_of", "source"),
)
"""Tables that every report or correction changes: their rows are told apart however many a task looks at;
those of figures within a unit are not."""

_open: list[set[str]] = []


@contextmanager
def noting() -> Iterator[set[str]]:
    """Give the set that fills with every key looked up inside; an outer set gets them too."""
    noted: set[str] = set()
    _open.append(noted)
    try:
        yield noted
    finally:
        _open.pop()
        note_all(noted)


def note(key: str) -> None:
    """Add a key to what the running task depends on."""
    if _open:
        _open[-1].add(key)


def note_all(keys: Iterable[str]) -> None:
    """Add keys, as when a result that is known already is handed out once more."""
    if _open:
        _open[-1].update(keys)


def key_of(table: str, name: object) -> str:
    """Return the key of one row; the parts of a name of several are joined by `=`."""
    return f"{table}/{'='.join(map(str, name))}" if isinstance(name, tuple) else f"{table}/{name}"


def figure_key(unit_id: str, figure_id: str) -> str:
    """Return the key of all that is known of one figure."""
    return f"figures/{unit_id}={figure_id}"


def coarsened(keys: Iterable[str]) -> frozenset[str]:
    """Return keys with the whole table, or unit, in the place of more than a few rows, or figures, of it."""
    by_whole: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        table, _, name = key.partition("/")
        whole = f"figures/{name.partition('=')[0]}" if table == "figures" else f"{table}/{VALUES}"
        by_whole[whole].append(key)
    return frozenset(
        key for whole, found in by_whole.items() for key in ((whole,) if _are_many(whole, found) else found)
    )


def _are_many(whole: str, keys: list[str]) -> bool:
    return len(keys) > _FEW and whole.partition("/")[0] not in _FINE


class Traced(Mapping[Key, Value]):
    """A mapping that notes what is asked of it."""

    __slots__ = ("_begin", "_rows", "_table")

    def __init__(self, table: str, rows: Mapping[Key, Value]) -> None:
        self._table, self._rows = table, rows
        self._begin = f"{table}/"

    def __getitem__(self, name: Key) -> Value:
        if _open:  # a million times a build: what `note` and `key_of` do, without calling them
            _open[-1].add(self._begin + name if isinstance(name, str) else key_of(self._table, name))
        return self._rows[name]

    def get(self, name: Any, default: Any = None) -> Any:
        """Return a row or the default, without an error that is raised and caught for each missing one."""
        note(key_of(self._table, name))
        return self._rows.get(name, default)

    def __contains__(self, name: object) -> bool:
        note(key_of(self._table, name))
        return name in self._rows

    def __iter__(self) -> Iterator[Key]:
        note(key_of(self._table, NAMES))
        return iter(self._rows)

    def __len__(self) -> int:
        note(key_of(self._table, NAMES))
        return len(self._rows)

    def values(self) -> Any:
        note(key_of(self._table, VALUES))
        return self._rows.values()

    def items(self) -> Any:
        note(key_of(self._table, VALUES))
        return self._rows.items()


class TracedRows(Sequence[Value]):
    """A sequence that is looked at as a whole or not at all."""

    __slots__ = ("_rows", "_table")

    def __init__(self, table: str, rows: Sequence[Value]) -> None:
        self._table, self._rows = table, rows

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | Sequence[Value]:
        note(key_of(self._table, VALUES))
        return self._rows[place]

    def __iter__(self) -> Iterator[Value]:
        note(key_of(self._table, VALUES))
        return iter(self._rows)

    def __len__(self) -> int:
        note(key_of(self._table, VALUES))
        return len(self._rows)


class Lazy(Mapping[str, Value]):
    """Results by name, each worked out when it is first asked for, with the keys it depends on.

    A name has a result where `names` holds it and `work_out` does not return None.  As many results
    are kept as one page and its neighbours ask for, so that memory stays the same however many names
    there are.
    """

    _KEPT = 256

    def __init__(
        self, names: Callable[[], Mapping[str, Any]], work_out: Callable[[str], Value | None]
    ) -> None:
        self._names, self._work_out = names, work_out
        self._known: OrderedDict[str, tuple[Value | None, frozenset[str]]] = OrderedDict()

    def __getitem__(self, name: str) -> Value:
        found = self._result(name)
        if found is None:
            raise KeyError(name)
        return found

    def _result(self, name: str) -> Value | None:
        if name in self._known:
            self._known.move_to_end(name)
            result, keys = self._known[name]
            note_all(keys)
            return result
        with noting() as keys_noted:
            result = self._work_out(name) if name in self._names() else None
        self._known[name] = result, frozenset(keys_noted)
        if len(self._known) > self._KEPT:
            self._known.popitem(last=False)
        return result

    def get(self, name: str, default: Any = None) -> Any:
        found = self._result(name)
        return default if found is None else found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._result(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names() if self._result(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
