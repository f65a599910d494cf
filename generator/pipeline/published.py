"""What the published site tells of the past of the record, which the next one may not tell otherwise.

A check of the data alone cannot know it: a release that was made again under its name is whole, and a
change that was taken back before anybody saw it looks like one that was published for a day.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path

from generator import urls
from generator.errors import SettingError
from generator.linking import grouped
from generator.read.snapshots import FOLDER, SUMS
from generator.releases.comparison import OF_IDENTITY

_FILE = "revisions.csv"
_CELLS = itemgetter("release_id", "figure_id", "field", "revised_on", "old_value", "new_value")
Row = tuple[str, ...]


def refuse_contradiction(out: Path, data: Path) -> None:
    """Raise SettingError where data that is right by itself unsays what the site in `out` says."""
    for sums in sorted((out / urls.RELEASES.strip("/")).glob(f"*/{SUMS}")):
        release_id = sums.parent.name
        own = data / FOLDER / release_id / SUMS
        if not own.is_file() or own.read_bytes() != sums.read_bytes():
            raise SettingError("release-unmade", {"release": release_id, "folder": own.parent})
    there = Counter(_rows(out / urls.DOWNLOADS.strip("/") / _FILE))
    for rows in grouped((Counter(_rows(data / _FILE)) - there).elements(), _matter).values():
        steps = sorted(rows, key=itemgetter(3))
        _, figure_id, field, _, begins, _ = steps[0]
        if len(steps) > 1 and begins == steps[-1][5]:
            facts = {"figure": figure_id, "field": field, "value": begins, "lines": len(steps)}
            raise SettingError("revisions-undone", facts)


def _rows(file: Path) -> Iterator[Row]:
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as stream:
            yield from map(_CELLS, csv.DictReader(stream))


def _matter(row: Row) -> Iterable[str]:
    """Return what a row is about: a field of a figure; moved and withdrawn are one."""
    release_id, figure_id, field, *_ = row
    return release_id, figure_id, "" if field in OF_IDENTITY else field
