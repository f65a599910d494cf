"""The rows of revisions.csv: those that are there, and those that are still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from generator.read.release_snapshots import Row
from generator.releases.comparison import MOVED, OF_IDENTITY, WITHDRAWN, Entry, Undeclared
from generator.releases.frozen import line_of

ENTRY = ("figure_id", "unit_id", "revised_on", "field", "old_value", "new_value", "release_id")
"""The columns of revisions.csv of which an entry is made."""
_ALIKE = ("unit_id", "organisation_id", "indicator_id", "breakdown", "period_start", "period_end")
_SAME = ("value", "numerator", "denominator", "missing", "document_id")
ENOUGH = 4
"""So many of `_ALIKE` two rows share when one is taken to be what became of the other."""

_SHARED = [list(combinations(_ALIKE, count)) for count in range(len(_ALIKE), ENOUGH - 1, -1)]
"""What two rows may share to be alike, the likest first."""

Same = tuple[str, ...]
"""What stands in `_SAME`."""
Likes = dict[tuple[Sequence[str], ...], list[str]]
"""Figures by names of columns and what stands in these and in `_SAME`."""
Grouped = Mapping[str, Mapping[str, list[Entry]]]


def grouped(rows: Iterable[tuple[str, ...]]) -> Grouped:
    """Return entries by the release that they correct and by figure; rows are cells of `ENTRY`.

    Rows with one key, which is a problem by itself, are taken for the one row that should stand there.
    """
    found: dict[str, dict[str, list[Entry]]] = {}
    for number, (figure_id, unit_id, revised_on, field, old, new, release_id) in enumerate(rows):
        entry = Entry(number, figure_id, unit_id, field, revised_on, old, new, release_id)
        own = found.setdefault(release_id, {}).setdefault(figure_id, [])
        same = [one for one in own if (one.field, one.revised_on) == (field, revised_on)]
        own[:] = [one for one in own if one not in same]
        if not same or same[0].old_value != new:
            own.append(same[0]._replace(new_value=new) if same else entry)
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

    def entry(self) -> Entry:
        """Return the row as it follows all that are there."""
        cells = (self.field, "9999-12-31", self.old_value, self.new_value)
        return Entry(-1, self.figure_id, self.unit_id, *cells, self.release_id)

    def is_of(self, entry: Entry, day: str) -> bool:
        """Whether a row that is there has to tell this too: that of its day; any, where it is back."""
        of_identity = self.field in OF_IDENTITY
        is_back = of_identity and self.new_value == self.figure_id
        is_same = entry.field == self.field or (of_identity and entry.field in OF_IDENTITY)
        return is_same and (is_back or entry.revised_on == day)


class Merged(NamedTuple):
    """What becomes of rows that are there, by their number, None where one goes; and the rows to add."""

    changed: Mapping[int, Missing | None]
    added: Sequence[Missing]


def merged(rows: Iterable[Missing], told: Mapping[str, Sequence[Entry]], day: str) -> Merged:
    """Return what the table becomes: one row for each figure, field and day, none that leads nowhere."""
    changed: dict[int, Missing | None] = {}
    added = []
    for row in rows:
        same = [entry for entry in told.get(row.figure_id, ()) if row.is_of(entry, day)]
        whole = row._replace(old_value=same[0].old_value) if same else row
        changed |= dict.fromkeys(entry.row for entry in same)
        if same and whole.old_value != whole.new_value:
            changed[same[0].row] = whole
        elif not same:
            added.append(row)
    return Merged(changed, added)


def missing(
    changes: Sequence[Undeclared],
    span: tuple[str, Mapping[str, Row], Mapping[str, Row]],
    heirs: Mapping[str, str],
) -> Iterator[Missing]:
    """Yield for each change the row that tells it; a figure that has become another one is moved.

    A span is the id of a release, its figures and what followed; some heirs are known.
    """
    release_id, before, now = span
    gone = {_same(before[change.figure_id]) for change in changes if change.field == WITHDRAWN}
    new = (row for figure_id, row in now.items() if figure_id not in before) if gone else ()
    likes = _likes(row for row in new if _same(row) in gone)
    for change in changes:
        row = before[change.figure_id]
        heir = None
        if change.field == WITHDRAWN:
            heir = heirs.get(change.figure_id) or _heir(row, likes)
        told = change if heir is None else change._replace(field=MOVED, new_value=heir)
        yield Missing(change.figure_id, row["unit_id"], *told[1:], release_id)


def _same(row: Row) -> Same:
    return tuple(row[name] for name in _SAME)


def _likes(rows: Iterable[Row]) -> Likes:
    """Return rows by what they say and by all that each may share with another to be like it."""
    found: Likes = {}
    for row in rows:
        for names in chain.from_iterable(_SHARED):
            found.setdefault(_key(row, names), []).append(row["figure_id"])
    return found


def _key(row: Row, names: Sequence[str]) -> tuple[Sequence[str], ...]:
    return (names, *(row[name] for name in (*_SAME, *names)))


def _heir(row: Row, likes: Likes) -> str | None:
    """Return the one new figure, of those that say the same, that is most alike; None where several are."""
    for alternatives in _SHARED:
        best = [figure_id for names in alternatives for figure_id in likes.get(_key(row, names), ())[:2]]
        if best:
            return best[0] if len(best) == 1 else None
    return None
