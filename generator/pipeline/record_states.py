"""One state of the record by its name: a folder of data, a release, or a commit."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from generator import read, schema
from generator.errors import MachineError, SettingError
from generator.read import Reading
from generator.read.snapshots import FOLDER
from generator.read.table import Table
from generator.releases.frozen import observation_of
from generator.settings import Settings

_PARSED = ("value", "numerator", "denominator", "period_basis")


@contextmanager
def state(name: str, settings: Settings) -> Iterator[Reading]:
    """Give what was read of a state; a folder goes before a release, and that before a commit.

    Of a release only the figures are kept; all other tables are those of the data as they are.
    """
    if (folder := _folder(name)) is not None:
        yield read.read(folder)
    elif is_release(name, settings):
        yield _released(read.read(settings.data, wanted=lambda path: False), name)
    else:
        with TemporaryDirectory() as place:
            yield _read(_checked_out(name, settings.data, Path(place)), settings.data)


def _read(folder: Path, data: Path) -> Reading:
    """Read the data of a commit; by the contract of the data as they are, where its own is an older one."""
    if schema.load(folder / schema.FILE_NAME)[1]:
        shutil.copyfile(data / schema.FILE_NAME, folder / schema.FILE_NAME)
    return read.read(folder)


def is_release(name: str, settings: Settings) -> bool:
    """Whether a name means a release: figures that were published, and need not pass the checks of today."""
    there = settings.data / FOLDER
    is_there = there.is_dir() and name in {path.name for path in there.iterdir()}
    return is_there and _folder(name) is None


def _folder(name: str) -> Path | None:
    """Return the folder of data that a name means: itself, or the one in it."""
    folders = (Path(name), Path(name) / "data")
    return next((it for it in folders if (it / schema.FILE_NAME).is_file()), None)


def _released(reading: Reading, name: str) -> Reading:
    """Return the reading with the figures of a release in place of its own."""
    if name not in reading.snapshots:
        return reading  # its problems say what is wrong with the release
    rows = list(reading.snapshots[name].rows())
    figures = [observation_of(row) for row in rows]
    columns = (*reading.contract.resources["observations"].columns, "unit_id")
    parsed = {column: [getattr(one, column) for one in figures] for column in _PARSED}
    parsed |= {
        "period_start": [one.period.start for one in figures],
        "period_end": [one.period.end for one in figures],
    }
    cells = {column: [row.get(column, "") for row in rows] for column in columns}
    table = Table(
        {**cells, "file": [f"observations/{one.unit_id}.csv" for one in figures]}, [0] * len(rows), parsed
    )
    return replace(reading, tables={**reading.tables, "observations": table})


def _checked_out(name: str, data: Path, place: Path) -> Path:
    """Put the data of a commit in a place; SettingError for a name that means nothing."""
    top = _git(data, "rev-parse", "--show-toplevel")
    commit = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not top or not commit:
        raise SettingError("state-unknown", {"name": name, "data": data})
    below = data.relative_to(Path(top.decode().strip()).resolve()).as_posix()
    packed = _git(Path(top.decode().strip()), "archive", "--format=tar", commit.decode().strip(), below)
    if not packed:
        raise SettingError("state-without-data", {"name": name, "folder": below})
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")
    return place / below


def _git(folder: Path, *command: str) -> bytes:
    """Return what git says; nothing where it refuses."""
    try:
        done = subprocess.run(("git", "-C", str(folder), *command), capture_output=True, check=False)
    except FileNotFoundError as error:
        raise MachineError("git-missing", {}) from error
    return done.stdout if done.returncode == 0 else b""
