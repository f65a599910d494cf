"""The comparisons of units are worked out again where a comparable figure changed, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis import FEWEST, Comparison, Point, Subject, compare
from generator.cache.register_file import RecordFile

_CHANGED, _ORDER = "points/", "units/*"
_AT_ONCE = 200_000  # points: some 60 MB as columns


def put_points(
    record: RecordFile, unit_id: str, points: Mapping[Subject, Sequence[Point]], keys: set[str]
) -> None:
    """Put a unit's comparable figures in the place of those it had, and note of which subjects."""
    keys.update(f"{_CHANGED}{'='.join(subject)}" for subject in record.put_points(unit_id, points))


def put_comparisons(record: RecordFile, units: Iterable[str], keys: set[str]) -> None:
    """Compare anew what changed; `units` is the official order, `keys` tells and is told what changed."""
    changed = (key.removeprefix(_CHANGED).partition("=") for key in keys if key.startswith(_CHANGED))
    stale = {(indicator_id, body) for indicator_id, _, body in changed}
    before = record.subjects_compared()
    if _ORDER in keys:
        stale |= before
    if not stale:
        return
    for subject, found in _compared(record, sorted(stale), {name: at for at, name in enumerate(units)}):
        if found != record.comparisons(subject):
            record.put_comparisons(subject, found)
            keys |= {f"comparisons/{subject[0]}", "comparisons/**"}
    if {name for name, _ in record.subjects_compared()} != {name for name, _ in before}:
        keys.add("comparisons/*")


def _compared(
    record: RecordFile, subjects: Iterable[Subject], places: Mapping[str, int]
) -> Iterator[tuple[Subject, tuple[Comparison, ...]]]:
    """Yield the comparisons of each subject; many are worked out in one go."""
    taken: list[Subject] = []
    points: list[Point] = []
    for subject in subjects:
        taken.append(subject)
        points += _in_order(record.points(subject), places)
        if len(points) >= _AT_ONCE:
            yield from _each(taken, points)
            taken, points = [], []
    yield from _each(taken, points)


def _in_order(own: Mapping[str, Sequence[Point]], places: Mapping[str, int]) -> Iterator[Point]:
    """Yield the points of enough units to compare, unit by unit; of fewer none."""
    if len(own) >= FEWEST:
        for unit_id in sorted(own, key=places.__getitem__):
            yield from own[unit_id]


def _each(
    subjects: Iterable[Subject], points: Sequence[Point]
) -> Iterator[tuple[Subject, tuple[Comparison, ...]]]:
    found = compare(points)
    yield from ((subject, found.get(subject, ())) for subject in subjects)
