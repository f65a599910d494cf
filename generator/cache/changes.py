"""Which keys of the record differ between two builds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.cache.view import tables_of
from generator.measures import Index
from generator.model import Observation, Register
from generator.tracking import NAMES, VALUES, key_of

_COLUMNS = ("organisation_id", "indicator_id", "document_id")
"""The columns of which parts are asked for."""


def changed_rows(before: Register | Index, after: Register | Index) -> set[str]:
    """Return the keys of all rows that were added, removed or altered, and of their tables."""
    old, new = tables_of(before), tables_of(after)
    return {key for name in new for key in _of_table(name, old[name], new[name])}


def changed_figures(
    unit_id: str, before: Sequence[Observation], after: Sequence[Observation]
) -> Iterator[str]:
    """Yield the keys that a change of one unit's figures touches."""
    if list(before) == list(after):
        return
    yield f"figures/{unit_id}"
    for column in _COLUMNS:
        old_parts, new_parts = _parted(column, before), _parted(column, after)
        for name in _either(old_parts, new_parts):
            if old_parts.get(name) != new_parts.get(name):
                yield key_of("parts", (unit_id, column, str(name)))
    old, new = ([figure.figure_id for figure in figures] for figures in (before, after))
    if old != new:
        yield f"ids/{unit_id}"
        yield from (f"figure/{figure_id}" for figure_id in set(old) ^ set(new))
    if not old or not new:
        yield key_of("ids", NAMES)


def _parted(column: str, figures: Sequence[Observation]) -> dict[str | None, list[Observation]]:
    parts: dict[str | None, list[Observation]] = {}
    for figure in figures:
        parts.setdefault(getattr(figure, column), []).append(figure)
    return parts


def _of_table(name: str, before: Any, after: Any) -> Iterator[str]:
    if isinstance(after, Mapping):
        yield from _of_mapping(name, before, after)
    elif list(before) != list(after):
        yield key_of(name, VALUES)


def _of_mapping(name: str, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[str]:
    nothing = object()
    differing = [row for row in _either(before, after) if before.get(row, nothing) != after.get(row, nothing)]
    yield from (key_of(name, row) for row in differing)
    in_order = list(before) == list(after)
    if differing or not in_order:
        yield key_of(name, VALUES)
    if not in_order:
        yield key_of(name, NAMES)


def _either(before: Iterable[Any], after: Iterable[Any]) -> Iterable[Any]:
    return dict.fromkeys((*before, *after))
