"""The comparisons of units are worked out again where a comparable figure changed, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis import FEWEST, Comparison, Point, compare
from generator.cache.record_file import RecordFile

_CHANGED, _ORDER = "points/", "units/*"
_AT_ONCE = 200_000  # points: some 150 MB as columns


def put_points(
    record: RecordFile, unit_id: str, points: Mapping[str, Sequence[Point]], keys: set[str]
) -> None:
    """Put a unit's comparable figures in the place of those it had, and note of which indicators."""
    keys.update(f"{_CHANGED}{name}" for name in record.put_points(unit_id, points))


def put_comparisons(record: RecordFile, units: Iterable[str], keys: set[str]) -> None:
    """Compare anew what changed; `units` is the official order, `keys` tells and is told what changed.

    pandas is loaded for indicators that at least `FEWEST` units have, the smallest that can differ.
    """
    stale = {key.removeprefix(_CHANGED) for key in keys if key.startswith(_CHANGED)}
    before = record.indicators_compared()
    if _ORDER in keys:
        stale |= before
    for name, comparison in _compared(record, sorted(stale), {name: at for at, name in enumerate(units)}):
        if comparison != (record.comparison(name) if name in before else None):
            record.put_comparison(name, comparison)
            keys |= {f"comparisons/{name}", "comparisons/**"}
    if record.indicators_compared() != before:
        keys.add("comparisons/*")


def _compared(
    record: RecordFile, indicators: Iterable[str], places: Mapping[str, int]
) -> Iterator[tuple[str, Comparison | None]]:
    """Yield the comparison of each indicator, or None; many are worked out in one go."""
    names: list[str] = []
    points: list[Point] = []
    for name in indicators:
        names.append(name)
        points += _in_order(record.points(name), places)
        if len(points) >= _AT_ONCE:
            yield from _each(names, points)
            names, points = [], []
    yield from _each(names, points)


def _in_order(own: Mapping[str, Sequence[Point]], places: Mapping[str, int]) -> Iterator[Point]:
    """Yield the points of enough units to compare, unit by unit; of fewer none."""
    if len(own) >= FEWEST:
        for unit_id in sorted(own, key=places.__getitem__):
            yield from own[unit_id]


def _each(names: Iterable[str], points: Sequence[Point]) -> Iterator[tuple[str, Comparison | None]]:
    found = compare(points) if points else {}
    yield from ((name, found.get(name)) for name in names)
