"""Two states of the record compared, and the rows of revisions.csv that tell the difference.

What a figure says is followed field by field: its first row in a release begins with what that
release published, each later row with what the row before it ended with, and the last one ends with
what stands in the next release, or in the data.  The figure's own id is followed the same way: a row
`moved` leads to another id, `withdrawn` to none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.releases.frozen import FIELDS, OF_INDICATOR, Cells, is_change

MOVED, WITHDRAWN = "moved", "withdrawn"
OF_IDENTITY = (MOVED, WITHDRAWN)

Find = Callable[[str], Cells | None]
"""What the later state has of a figure; None where it has no such figure."""


class Entry(NamedTuple):
    """One row of revisions.csv, known by its number."""

    row: int
    figure_id: str
    unit_id: str
    field: str
    revised_on: str
    old_value: str
    new_value: str
    release_id: str


class Undeclared(NamedTuple):
    """A change that no row tells: the row that should."""

    figure_id: str
    field: str
    old_value: str
    new_value: str


class Misfit(NamedTuple):
    """A row that tells what is not so."""

    row: int
    code: str
    column: str
    facts: Mapping[str, str]
    untold: Undeclared | None = None
    """What happened after what the row tells, if the row is right."""


Difference = Undeclared | Misfit


def compare(
    before: Mapping[str, Cells], find: Find, entries: Mapping[str, Sequence[Entry]]
) -> Iterator[Difference]:
    """Yield what differs between the earlier figures and the later state, beyond what entries tell."""
    for figure_id, cells in before.items():
        own = entries.get(figure_id, ())
        if not own and find(figure_id) == cells:  # almost always
            continue
        yield from _figure(figure_id, cells, find, sorted(own, key=lambda one: (one.revised_on, one.row)))


def _figure(figure_id: str, cells: Cells, find: Find, entries: Sequence[Entry]) -> Iterator[Difference]:
    steps = [entry for entry in entries if entry.field in OF_IDENTITY]
    now, misfits = _followed(figure_id, steps)
    yield from misfits
    later, still = (find(now) if now else None), find(figure_id)
    if now != figure_id and still is not None:
        back = Undeclared(figure_id, MOVED, now, figure_id)
        yield Misfit(steps[-1].row, "revision-figure-there", "field", {"figure": figure_id}, back)
        now, later = figure_id, still
    elif now and later is None:
        gone = Undeclared(figure_id, WITHDRAWN, now, "")
        facts = {"figure": figure_id, "found": now}
        yield Misfit(steps[-1].row, "revision-target-lost", "new_value", facts, gone) if steps else gone
        now = ""
    for field, first, last in zip((*FIELDS, *OF_INDICATOR), cells, later or cells, strict=True):
        told = [entry for entry in entries if entry.field == field]
        is_said_by_id = field in OF_INDICATOR and now != figure_id  # perhaps of another indicator
        if told or (is_change(field, first, last) and not is_said_by_id):
            yield from _field(figure_id, now, told, field, (first, last))


def _field(
    figure_id: str, now: str, told: Sequence[Entry], field: str, states: tuple[str, str]
) -> Iterator[Difference]:
    first, last = states
    end, misfits = _followed(first, told)
    yield from misfits
    if end == last or not now:
        return
    change = Undeclared(figure_id, field, end, last)
    yield _unmatched(told[-1], change) if told else change


def _followed(state: str, entries: Iterable[Entry]) -> tuple[str, list[Misfit]]:
    """Return where the rows lead, each of which must begin where the one before it ended."""
    misfits = []
    for entry in entries:
        if entry.old_value != state:
            facts = {"found": entry.old_value, "suggestion": state}
            misfits.append(Misfit(entry.row, "revision-old-value-wrong", "old_value", facts))
        elif entry.new_value == state:
            misfits.append(Misfit(entry.row, "revision-changes-nothing", "new_value", {"found": state}))
        state = entry.new_value
    return state, misfits


def _unmatched(entry: Entry, change: Undeclared) -> Misfit:
    actual = change.new_value
    facts = {"figure": entry.figure_id, "field": entry.field, "found": entry.new_value, "actual": actual}
    taken_back = {"suggestion": actual} if actual == entry.old_value else {}
    return Misfit(entry.row, "revision-unmatched", "new_value", facts | taken_back, change)
