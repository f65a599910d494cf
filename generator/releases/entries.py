"""The rows of revisions.csv: those that are there, and those that are still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.read.snapshots import Row
from generator.releases.comparison import MOVED, WITHDRAWN, Entry, Undeclared
from generator.releases.frozen import FIELDS, cells_of, is_change, line_of

ENTRY = ("figure_id", "unit_id", "revised_on", "field", "old_value", "new_value", "release_id")
"""The columns of revisions.csv of which an entry is made."""
_ALIKE = ("unit_id", "organisation_id", "indicator_id", "breakdown", "period_start", "period_end")
_SAME = ("value", "numerator", "denominator", "missing", "document_id")
ENOUGH = 4
"""So many of `_ALIKE` two rows share when one is taken to be what became of the other."""

Same = tuple[str, ...]
"""What stands in `_SAME`."""
Grouped = Mapping[str, Mapping[str, list[Entry]]]


def grouped(rows: Iterable[tuple[str, ...]]) -> Grouped:
    """Return entries by the release that they correct and by figure; rows are cells of `ENTRY`."""
    found: dict[str, dict[str, list[Entry]]] = {}
    for number, (figure_id, unit_id, revised_on, field, old, new, release_id) in enumerate(rows):
        entry = Entry(number, figure_id, unit_id, field, revised_on, old, new, release_id)
        found.setdefault(release_id, {}).setdefault(figure_id, []).append(entry)
    return found


class Missing(NamedTuple):
    """A row that revisions.csv lacks, but for day, kind and reason, which only a person knows."""

    figure_id: str
    unit_id: str
    field: str
    old_value: str
    new_value: str
    release_id: str

    def line(self, kind: str, revised_on: str, reason: str) -> str:
        """Return the very line."""
        cells = (self.figure_id, self.unit_id, kind, revised_on, self.field)
        return line_of((*cells, self.old_value, self.new_value, reason, self.release_id))


def missing(
    changes: Iterable[Undeclared], release_id: str, before: Mapping[str, Row], now: Mapping[str, Row]
) -> Iterator[Missing]:
    """Yield the rows that tell of changes; a figure that has become another one is moved, not withdrawn."""
    new: dict[Same, list[Row]] = {}
    for figure_id, row in now.items():
        if figure_id not in before:
            new.setdefault(_same(row), []).append(row)
    for change in changes:
        row = before[change.figure_id]
        heir = _heir(row, new.get(_same(row), ())) if change.field == WITHDRAWN else None
        if heir is None:
            yield Missing(change.figure_id, row["unit_id"], *change[1:4], release_id)
        else:
            yield from moved(row, heir, release_id)


def moved(row: Row, heir: Row, release_id: str) -> Iterator[Missing]:
    """Yield the rows that tell that a figure is now another one, which may differ in more than its id."""
    own = (row["figure_id"], row["unit_id"])
    yield Missing(*own, MOVED, row["figure_id"], heir["figure_id"], release_id)
    for field, old, now in zip(FIELDS, cells_of(row), cells_of(heir), strict=True):
        if is_change(field, old, now):
            yield Missing(*own, field, old, now, release_id)


def _same(row: Row) -> Same:
    return tuple(row[name] for name in _SAME)


def _heir(row: Row, same: Sequence[Row]) -> Row | None:
    """Return the one new figure, of those that say the same, that is like enough; None where several are."""
    likeness = {other["figure_id"]: sum(other[name] == row[name] for name in _ALIKE) for other in same}
    best = [other for other in same if likeness[other["figure_id"]] == max(likeness.values())]
    return best[0] if len(best) == 1 and likeness[best[0]["figure_id"]] >= ENOUGH else None
