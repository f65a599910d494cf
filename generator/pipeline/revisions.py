"""The rows of revisions.csv that changed data lacks, written with a reason that a person gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import checks, read
from generator.checks import releases
from generator.checks.tables import Tables
from generator.errors import SettingError
from generator.pipeline.releases import refuse_unusable
from generator.problems import Problem, in_order
from generator.settings import Settings

_UNTOLD = frozenset({"figure-changed-undeclared", "figure-lost-undeclared"})
_FILE = "revisions.csv"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why figures changed, and when; of one figure only where it is named, to another where it moved."""

    text: str
    kind: str
    on: date | None
    figure_id: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """What came of it: problems of another kind, or the lines that were added."""

    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()


def revise(settings: Settings, reason: Reason, today: date) -> Revised:
    """Write the missing rows; SettingError for a reason that fits none."""
    refuse_unusable(reason.text)
    reading = read.read(settings.data)
    others = [one for one in (*reading.problems, *checks.check(reading, today)) if one.code not in _UNTOLD]
    if others:
        return Revised(in_order(others))
    tables = Tables(reading)
    rows = releases.missing(tables)
    if reason.figure_id is not None:
        rows = tuple(row for row in rows if row.figure_id == reason.figure_id)
        if rows and reason.moved_to is not None:
            rows = releases.moved(tables, reason.figure_id, reason.moved_to)
        if not rows:
            raise SettingError("revision-of-nothing", {"figure": reason.figure_id})
    on = reason.on or today
    if on > today:
        raise SettingError("revision-in-future", {"date": on.isoformat()})
    begins = max(tables.raw("releases", "released_on"), default="")
    if on.isoformat() < begins:
        raise SettingError("revision-too-early", {"date": on.isoformat(), "begins": begins})
    lines = tuple(row.line(reason.kind, on.isoformat(), reason.text) for row in rows)
    _append(settings.data / _FILE, lines)
    return Revised((), lines)


def _append(file: Path, lines: tuple[str, ...]) -> None:
    """Add lines at the end of a file: all of them, or none."""
    fresh = file.with_name(f".{file.name}.tmp")
    before = file.read_text("utf-8").rstrip("\n")
    fresh.write_text("\n".join((before, *lines, "")), "utf-8", newline="\n")
    fresh.replace(file)
