"""Which keys of the record differ between two builds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from generator.cache.view import tables_of
from generator.measures import Finding, Index, by_figure
from generator.model import Observation, Register
from generator.register_links import grouped
from generator.tracking import NAMES, VALUES, figure_key, key_of

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
    by_id = [{figure.figure_id: figure for figure in figures} for figures in (before, after)]
    yield from (figure_key(unit_id, figure_id) for figure_id in differing(*by_id))
    for column in _COLUMNS:
        old_parts, new_parts = _parted(column, before), _parted(column, after)
        for name in differing(old_parts, new_parts):
            yield key_of("parts", (unit_id, column, str(name)))
    old, new = ([figure.figure_id for figure in figures] for figures in (before, after))
    if old != new:
        yield f"ids/{unit_id}"
        yield from (f"figure/{figure_id}" for figure_id in set(old) ^ set(new))
    if not old or not new:
        yield key_of("ids", NAMES)


def changed_findings(
    before: Sequence[Finding], after: Sequence[Finding], unit_of: Callable[[str], str | None]
) -> Iterator[str]:
    """Yield the keys of the figures that are there and that other findings touch than before."""
    for figure_id in differing(by_figure(before), by_figure(after)):
        unit_id = unit_of(figure_id)
        if unit_id is not None:
            yield from _of_figure(unit_id, figure_id)


def changed_revisions(
    before: Register, after: Register, unit_of: Callable[[str], str | None]
) -> Iterator[str]:
    """Yield the keys of the figures whose told changes are others than before, also of figures that are gone.

    What a figure of one unit has become may stand in another.
    """
    old, new = before.revisions_of_figure, after.revisions_of_figure
    for figure_id in differing(old, new):
        units = {one.unit_id for one in (*old.get(figure_id, ()), *new.get(figure_id, ()))}
        its_unit = unit_of(figure_id)
        if its_unit is None:
            yield f"figure/{figure_id}"
        for unit_id in filter(None, {*units, its_unit}):
            yield from _of_figure(unit_id, figure_id)


def _of_figure(unit_id: str, figure_id: str) -> Iterator[str]:
    yield from (f"figures/{unit_id}", figure_key(unit_id, figure_id))


def _parted(column: str, figures: Sequence[Observation]) -> dict[str | None, tuple[Observation, ...]]:
    return grouped(figures, attrgetter(column))


def _of_table(name: str, before: Any, after: Any) -> Iterator[str]:
    if after is before:
        return
    if isinstance(after, Mapping):
        yield from _of_mapping(name, before, after)
    elif list(before) != list(after):
        yield key_of(name, VALUES)


def _of_mapping(name: str, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[str]:
    rows = differing(before, after)
    yield from (key_of(name, row) for row in rows)
    in_order = list(before) == list(after)
    if rows or not in_order:
        yield key_of(name, VALUES)
    if not in_order:
        yield key_of(name, NAMES)


def differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> list[Any]:
    """Return the names under which the two have different things, or only one of them has something."""
    if before is after:
        return []
    nothing = object()
    either = dict.fromkeys((*before, *after))
    return [name for name in either if before.get(name, nothing) != after.get(name, nothing)]
