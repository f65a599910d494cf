"""A release: what is published now is frozen for ever, and gets a name to be cited by."""

from __future__ import annotations

import re
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator import checks, read
from generator.errors import SettingError
from generator.pipeline import addresses, replacing
from generator.problems import Problem, in_order
from generator.read import Reading, characters
from generator.read.release_snapshots import FOLDER, SUMS
from generator.read.table import Table
from generator.releases import frozen, meanings
from generator.settings import Settings

_FILE = "releases.csv"
_COLUMNS = ("release_id", "released_on", "title", "note", "sha256")


class Wish(Struct, frozen=True):
    """What is asked of a release; None is taken from the day, or from the release that is made again."""

    title: str | None
    on: date | None
    release_id: str | None = None
    note: str | None = None
    again: bool = False


class Released(Struct, frozen=True):
    """What came of it: problems of the data, or a release with so many figures and addresses."""

    problems: tuple[Problem, ...] = ()
    release_id: str = ""
    figures: int = 0
    addresses: int = 0


def release(settings: Settings, wish: Wish, today: date) -> Released:
    """Freeze the data and the addresses of the site: all of it, or nothing; SettingError for a bad wish."""
    with replacing.record_lock(settings.data):
        return _released(settings, wish, today)


def _released(settings: Settings, wish: Wish, today: date) -> Released:
    """Read the record and freeze it as it was read, while nobody else changes it."""
    reading = read.read(settings.data)
    row = ["", "", "", ""]
    eased = checks.check_rules(reading)
    if wish.again:
        reading, row = _without_newest(reading)
    made_before = row[0]
    day = wish.on or (date.fromisoformat(row[1]) if row[1] else today)
    found = in_order((*reading.problems, *eased, *checks.check(reading, today, day)))
    found = found or addresses.problems_of(settings.source, reading)
    if found:
        return Released(found)
    row = _row(reading, wish, row, today)
    rows = list(frozen.rows_of(reading.tables["observations"], reading.newest))
    there = addresses.inventory(settings.source, reading)
    rules = reading.tables["small_numbers"]
    kept = zip(*(rules[name] for name in frozen.OF_RULES), strict=True)
    files = frozen.files_of(rows, there, meanings.meanings(reading.tables, rows), kept)
    _write(settings.data, reading.tables["releases"], [*row, sha256(files[SUMS]).hexdigest()], files)
    if made_before not in ("", row[0]):  # under another id
        shutil.rmtree(settings.data / FOLDER / made_before)
    return Released((), row[0], len(rows), len(there))


def _row(reading: Reading, wish: Wish, before: list[str], today: date) -> list[str]:
    """Return the row of releases.csv; a wish that does not fit the releases so far is refused."""
    on = wish.on.isoformat() if wish.on else before[1] or today.isoformat()
    release_id = wish.release_id or before[0] or on
    title, note = wish.title or before[2], before[3] if wish.note is None else wish.note
    table, revised = reading.tables["releases"], reading.tables["revisions"]["revised_on"]
    if not title:
        raise SettingError("release-untitled", {})
    for cell in (title, note):
        refuse_unusable(cell)
    if not re.fullmatch(reading.contract.resources["releases"].field("release_id").pattern or "", release_id):
        raise SettingError("release-id-malformed", {"release": release_id})
    if release_id in table["release_id"]:
        raise SettingError("release-twice", {"release": release_id})
    if on > today.isoformat():
        raise SettingError("release-in-future", {"date": on})
    last = max(zip(table["released_on"], table["release_id"], strict=True), default=("", ""))
    if (on, release_id) <= last or on < max(revised, default=""):
        newest = max(last[0], *revised, "")
        raise SettingError("release-out-of-order", {"release": release_id, "date": on, "last": newest})
    return [release_id, on, title, note]


def refuse_unusable(cell: str) -> None:
    """Raise SettingError for words that cannot stand in a cell."""
    if characters.fault_of(cell, is_text=True) is not None:
        raise SettingError("words-unusable", {"words": cell})


def _without_newest(reading: Reading) -> tuple[Reading, list[str]]:
    """Return the data without its newest release, and the row of that release."""
    table = reading.tables["releases"]
    if not len(table):
        raise SettingError("release-none", {})
    row = [table[name][-1] for name in _COLUMNS[:-1]]
    if row[0] in reading.tables["revisions"]["release_id"]:
        raise SettingError("release-corrected", {"release": row[0]})
    own = f"{reading.root}/{FOLDER}/{row[0]}"
    return replace(
        reading,
        tables={**reading.tables, "releases": table.without_last()},
        problems=tuple(one for one in reading.problems if not f"{one.file}/".startswith(f"{own}/")),
        snapshots={name: one for name, one in reading.snapshots.items() if name != row[0]},
        newest=next((reading.snapshots.get(name) for name in table["release_id"][-2:-1]), None),
        broken_snapshots=reading.broken_snapshots - {row[0]},
    ), row


def _write(data: Path, before: Table, row: list[str], files: dict[str, bytes]) -> None:
    """Write the snapshot and the table that names it, together."""
    header = [name for name in before.columns if name != "file"]
    own = dict(zip(_COLUMNS, row, strict=True))
    rows = [
        header,
        *zip(*(before[name] for name in header), strict=True),
        [own.get(name, "") for name in header],
    ]
    table = "\n".join((*map(frozen.line_of, rows), "")).encode()
    frozen_files = {f"{FOLDER}/{row[0]}/{name}": content for name, content in files.items()}
    replacing.put(data, {**frozen_files, _FILE: table})
