"""One state of the record by its name: a folder of data, a release, or a commit."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from generator import read, schema
from generator.errors import MachineError, SettingError
from generator.read import Reading
from generator.read.release_snapshots import FOLDER
from generator.read.table import Table
from generator.releases.frozen import observation_of
from generator.settings import Settings

FIGURES = "observations"
"""The folder of the figures."""
_NAMED_AT_MOST = 2_000
"""So many files are named to git one by one; the names of a nation's are more than one command may have."""
_PARSED = ("value", "numerator", "denominator", "period_basis")


@contextmanager
def state(name: str, settings: Settings) -> Iterator[Reading]:
    """Give what was read of a state; a folder goes before a release, and that before a commit.

    Of a release only the figures are taken; all other tables are those of the data as they are.
    """
    if (folder := _folder(name)) is not None:
        yield read.read(folder)
    elif is_release(name, settings):
        yield _released(read.read(settings.data, wanted=lambda path: False), name)
    else:
        with TemporaryDirectory() as place:
            there = Committed(name, settings.data, Path(place))
            if not there.is_known:
                raise SettingError("state-unknown", {"name": name, "data": settings.data})
            yield there.all()


def _read(folder: Path, data: Path, wanted: Callable[[str], bool] = lambda path: True) -> Reading:
    """Read the data of a commit; by the contract of the data as they are, where its own is an older one."""
    if schema.load(folder / schema.FILE_NAME)[1]:
        shutil.copyfile(data / schema.FILE_NAME, folder / schema.FILE_NAME)
    return read.read(folder, wanted)


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


class Committed:
    """The data of a commit, put in a place as far as they are asked for."""

    def __init__(self, commit: str, data: Path, place: Path) -> None:
        top = _git(data, "rev-parse", "--show-toplevel").decode().strip()
        name = f"{commit}^{{commit}}"
        found = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
        self.is_known = bool(top and found)
        self._name, self._commit = commit, found.decode().strip()
        self._top, self._data, self._place = Path(top), data, place
        self._below = data.relative_to(self._top.resolve()).as_posix() if self.is_known else ""
        self.has_data = self.is_known and schema.FILE_NAME in self._there("")
        self.folder = place / self._below

    def all(self) -> Reading:
        """Return what was read of everything; SettingError where that is nothing."""
        if not self.has_data:
            raise SettingError("state-without-data", {"name": self._name, "folder": self._below})
        self._check_out([self._below])
        return _read(self.folder, self._data)

    def tables(self) -> Reading:
        """Return what was read of everything but the figures and the releases, which may be large."""
        names = self._there("")
        self._check_out([f"{self._below}/{name}" for name in names if name not in (FIGURES, FOLDER)])
        return _read(self.folder, self._data, lambda path: False)

    def figures(self) -> tuple[str, ...]:
        """Return the files of figures, by their path below the data."""
        return tuple(f"{FIGURES}/{name}" for name in self._there(FIGURES))

    def changed(self) -> tuple[str, ...]:
        """Return those that are not as they are now, or are new."""
        shown = ("diff", "-z", "--name-only", "--no-renames", "--relative")
        return _names(self._data, *shown, self._commit, "--", FIGURES)

    def check_out_figures(self, paths: Collection[str]) -> None:
        """Put those files of figures in the place that the commit has."""
        named = [f"{self._below}/{path}".removeprefix("./") for path in self.figures() if path in paths]
        asked = named if len(named) <= _NAMED_AT_MOST else [f"{self._below}/{FIGURES}"]
        self._check_out(asked, frozenset(named).__contains__)

    def _check_out(self, paths: Sequence[str], wanted: Callable[[str], bool] = lambda path: True) -> None:
        """Put what is wanted of some files and folders in the place."""
        packed = _git(self._top, "archive", "--format=tar", self._commit, "--", *paths) if paths else b""
        if packed:
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                members = [one for one in archive if wanted(one.name)]
                archive.extractall(self._place, members, filter="data")

    def _there(self, folder: str) -> tuple[str, ...]:
        below = f"{self._below}/{folder}".removeprefix("./").rstrip("/")
        return _names(self._top, "ls-tree", "-z", "--name-only", f"{self._commit}:{below}")


def _names(folder: Path, *command: str) -> tuple[str, ...]:
    return tuple(filter(None, _git(folder, *command).decode().split("\0")))


def _git(folder: Path, *command: str) -> bytes:
    """Return what git says; nothing where it refuses."""
    try:
        done = subprocess.run(("git", "-C", str(folder), *command), capture_output=True, check=False)
    except FileNotFoundError as error:
        raise MachineError("git-missing", {}) from error
    return done.stdout if done.returncode == 0 else b""
