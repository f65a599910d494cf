"""What the published site tells of the past of the record, which the next one may not tell otherwise.

A check of the data alone cannot know it: a release that was made again under its name is whole, and a
change that was taken back before anybody saw it looks like one that was published for a day.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from generator import urls
from generator.errors import SettingError
from generator.read.release_snapshots import FOLDER, SUMS
from generator.register_links import grouped
from generator.releases.comparison import OF_IDENTITY

_FILE = "revisions.csv"


class Told(NamedTuple):
    """One row of revisions.csv, without what may be worded better."""

    release_id: str
    figure_id: str
    field: str
    revised_on: str
    old_value: str
    new_value: str

    @property
    def matter(self) -> tuple[str, ...]:
        """What it is about: a field of a figure; moved and withdrawn are one."""
        return self.release_id, self.figure_id, "" if self.field in OF_IDENTITY else self.field

    @property
    def facts(self) -> dict[str, object]:
        return {
            "figure": self.figure_id,
            "field": self.field,
            "day": self.revised_on,
            "value": self.old_value,
        }


def refuse(out: Path, data: Path, today: date) -> None:
    """Raise SettingError where data that is right by itself unsays what the site in `out` says."""
    for sums in sorted((out / urls.RELEASES.strip("/")).glob(f"*/{SUMS}")):
        release_id = sums.parent.name
        own = data / FOLDER / release_id / SUMS
        if not own.is_file() or own.read_bytes() != sums.read_bytes():
            raise SettingError("release-unmade", {"release": release_id, "folder": own.parent})
    there, here = _rows(out / urls.DOWNLOADS.strip("/") / _FILE), _rows(data / _FILE)
    _refuse_unsaid(there, here, today)
    known = set(there)
    _refuse_undone(row for row in here if row not in known)


def _refuse_unsaid(there: Iterable[Told], here: Collection[Told], today: date) -> None:
    """Raise SettingError for a row that is gone; on its own day it may go or be merged, as `revise` does."""
    days = {(*row.matter, row.revised_on) for row in here}
    changes = {(*row.matter, row.old_value, row.new_value) for row in here}
    for row in there:
        is_kept = (*row.matter, row.revised_on) in days
        is_told = (*row.matter, row.old_value, row.new_value) in changes  # on another day
        if not (is_kept or is_told) and row.revised_on < today.isoformat():
            raise SettingError("revision-unsaid", {**row.facts})


def _refuse_undone(new: Iterable[Told]) -> None:
    for rows in grouped(new, attrgetter("matter")).values():
        first, *others = sorted(rows, key=attrgetter("revised_on"))
        if others and first.old_value == others[-1].new_value:
            raise SettingError("revisions-undone", {**first.facts, "lines": len(rows)})


def _rows(file: Path) -> list[Told]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as stream:
        return [Told(*(row[name] for name in Told._fields)) for row in csv.DictReader(stream)]
