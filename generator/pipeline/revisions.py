"""The rows of revisions.csv that changed data lacks, written with a reason that a person gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator import checks, read
from generator.checks import releases
from generator.checks.tables import Tables
from generator.errors import SettingError
from generator.pipeline import replacing
from generator.pipeline.releases import refuse_unusable
from generator.problems import Problem, in_order
from generator.releases import entries
from generator.releases.comparison import Entry
from generator.releases.entries import Missing
from generator.releases.reasons import is_placeholder
from generator.settings import Settings

UNTOLD = frozenset(
    {
        "figure-changed-undeclared",
        "figure-lost-undeclared",
        "meaning-changed-undeclared",
        "revision-unmatched",
        "revision-target-lost",
        "revision-figure-there",
    }
)
"""Problems that rows of revisions.csv mend."""
_FILE = "revisions.csv"


class Reason(Struct, frozen=True):
    """Why figures changed, and when; of one figure only where it is named, to another where it moved."""

    text: str
    kind: str
    on: date | None
    figure_id: str | None = None
    moved_to: str | None = None


class Revised(Struct, frozen=True):
    """What came of it: problems of another kind, or the lines that were written."""

    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()
    changed: int = 0
    """So many lines that were there have another text now, or went."""


def revise(settings: Settings, reason: Reason, today: date) -> Revised:
    """Write the missing rows; SettingError for a reason that fits none."""
    if is_placeholder(reason.text):
        raise SettingError("reason-placeholder", {"reason": reason.text})
    refuse_unusable(reason.text)
    with replacing.record_lock(settings.data):
        return _revised(settings, reason, today)


def _revised(settings: Settings, reason: Reason, today: date) -> Revised:
    """Read the record and write the rows, while nobody else moves the lines that they go by."""
    reading = read.read(settings.data)
    found = (*reading.problems, *checks.check(reading, today))
    others = [one for one in found if one.code not in UNTOLD]
    if others:
        return Revised(in_order(others))
    tables = Tables(reading)
    told, rows = _wanted(tables, reason)
    if found and not rows:
        return Revised(in_order(found))  # of an earlier release: its figures are frozen, its rows not ours
    on = _day(tables, reason.on or today, today, [entry for row in rows for entry in told.get(row[0], ())])
    merged = entries.merged(rows, told, on)

    def line(row: Missing) -> str:
        return row.line(reason.kind, on, reason.text)

    changed = {tables.place("revisions", number).line: row for number, row in merged.changed.items()}
    added = [line(row) for row in merged.added]
    lines = {at: row and line(row) for at, row in changed.items()}
    replacing.put(settings.data, {_FILE: _edited(settings.data / _FILE, lines, added)})
    return Revised((), (*(line(row) for row in changed.values() if row), *added), len(changed))


def _wanted(tables: Tables, reason: Reason) -> releases.Untold:
    """Return what is told and what is missing, of one figure only where it is named."""
    figure_id = reason.figure_id
    heirs = {figure_id: reason.moved_to} if figure_id and reason.moved_to else {}
    told, rows = releases.untold(tables, heirs)
    if figure_id is None:
        return releases.Untold(told, rows)
    own = tuple(row for row in rows if row.figure_id == figure_id)
    if not own or (heirs and own[0].new_value != reason.moved_to):
        raise SettingError("revision-of-nothing", {"figure": figure_id})
    return releases.Untold(told, own)


def _day(tables: Tables, on: date, today: date, told: Iterable[Entry]) -> str:
    """Return the day of the change, which follows the newest release and what is told of the figures."""
    if on > today:
        raise SettingError("revision-in-future", {"date": on.isoformat()})
    days = [*tables.raw("releases", "released_on"), *(entry.revised_on for entry in told)]
    begins = max(days, default="")
    if on.isoformat() < begins:
        raise SettingError("revision-too-early", {"date": on.isoformat(), "begins": begins})
    return on.isoformat()


def _edited(file: Path, changed: Mapping[int, str | None], added: Iterable[str]) -> bytes:
    """Return a file with lines in the place of others, or nothing, and some added at the end."""
    before = enumerate(file.read_text("utf-8").rstrip("\n").split("\n"), 1)
    kept = (changed.get(number, line) for number, line in before)
    return "\n".join((*(line for line in kept if line is not None), *added, "")).encode()
