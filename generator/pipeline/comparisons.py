"""The comparisons of units are worked out again where a comparable figure changed, and only there.

Those of all units of a level, and those of the units of one parent, which the pages of these look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.analysis import FEWEST, Comparison, Point, Subject, among_siblings, compare
from generator.cache.register_file import RecordFile
from generator.model import Unit

_CHANGED, _UNITS = "points/", "units/"
_AT_ONCE = 200_000  # points: some 60 MB as columns


def put_points(
    record: RecordFile, unit_id: str, points: Mapping[Subject, Sequence[Point]], keys: set[str]
) -> None:
    """Replace a unit's comparable figures and note the keys of the subjects that changed."""
    keys.update(f"{_CHANGED}{'='.join(subject)}" for subject in record.put_points(unit_id, points))


def put_comparisons(record: RecordFile, units: Mapping[str, Unit], keys: set[str]) -> None:
    """Compare anew what changed; units come in official order, `keys` tells and is told what changed."""
    changed = (key.removeprefix(_CHANGED).partition("=") for key in keys if key.startswith(_CHANGED))
    stale = {(indicator_id, body) for indicator_id, _, body in changed}
    before = record.subjects_compared()
    if any(key.startswith(_UNITS) for key in keys):
        stale |= before
    if not stale:
        return
    for subject, found, of_parents in _compared(record, sorted(stale), units):
        if found != record.comparisons(subject):
            record.put_comparisons(subject, found)
            keys |= {f"comparisons/{subject[0]}", "comparisons/**"}
        for parent_id in record.put_siblings(subject, of_parents):
            keys |= {f"siblings/{parent_id}={subject[0]}", "siblings/**"}
    if {name for name, _ in record.subjects_compared()} != {name for name, _ in before}:
        keys.add("comparisons/*")


Compared = tuple[Subject, tuple[Comparison, ...], Mapping[str, tuple[Comparison, ...]]]
"""A subject with its comparisons, and those among the units of each parent."""


def _compared(
    record: RecordFile, subjects: Iterable[Subject], units: Mapping[str, Unit]
) -> Iterator[Compared]:
    """Yield the comparisons of each subject; many are worked out in one go."""
    places = {name: at for at, name in enumerate(units)}
    parents = {name: unit.parent_id for name, unit in units.items()}
    taken: list[Subject] = []
    points: list[Point] = []
    for subject in subjects:
        taken.append(subject)
        points += _in_order(record.points(subject), places)
        if len(points) >= _AT_ONCE:
            yield from _each(taken, points, parents)
            taken, points = [], []
    yield from _each(taken, points, parents)


def _in_order(own: Mapping[str, Sequence[Point]], places: Mapping[str, int]) -> Iterator[Point]:
    """Yield the points of enough units to compare, unit by unit; of fewer none."""
    if len(own) >= FEWEST:
        for unit_id in sorted(own, key=places.__getitem__):
            yield from own[unit_id]


def _each(
    subjects: Iterable[Subject], points: Sequence[Point], parents: Mapping[str, str | None]
) -> Iterator[Compared]:
    found, siblings = compare(points), among_siblings(points, parents)
    yield from ((subject, found.get(subject, ()), siblings.get(subject, {})) for subject in subjects)
