"""Which files the data folder holds: those of the contract, those to ignore, and strays."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from generator.problems import Problem
from generator.problems.quoting import QUOTED_AT_MOST
from generator.read.encoding import WORKBOOKS
from generator.read.release_snapshots import FOLDER as RELEASES
from generator.read.suggestions import closest, with_lost_zero
from generator.read.table import Table
from generator.schema import FILE_NAME, Contract, Resource
from generator.text import fold

SIZE_AT_MOST = 20 * 1024 * 1024
KEPT = ".gitkeep"
IGNORED = frozenset({FILE_NAME, "README.md", ".DS_Store", "Thumbs.db", "desktop.ini", KEPT})
_TEMPORARY = re.compile(r"~\$.*|\.~lock\..*|~.*\.tmp|.*\.(tmp|bak|swp)|.*~", re.IGNORECASE)
_COPY = re.compile(r".*( ?\(\d+\)| - Copy( \(\d+\))?| - Bản sao|_copy)\.csv|Copy of .*", re.IGNORECASE)


class DataFile(Struct, frozen=True):
    """One file to read; `shown` is its name in messages: `data/observations/xa-05587.csv`."""

    path: Path
    shown: str


class Listing(Struct):
    """The files of every table, sorted by name, and what is wrong with the folder."""

    files: dict[str, tuple[DataFile, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)


def survey(data_dir: Path, contract: Contract) -> Listing:
    """List the files to read and report missing, stray, special and oversized ones."""
    listing = Listing()
    root = data_dir.resolve().name
    for resource in contract.resources.values():
        find = _files_of_folder if resource.is_folder else _file_of_table
        found = [
            DataFile(path, f"{root}/{path.relative_to(data_dir).as_posix()}")
            for path in find(data_dir, resource)
        ]
        listing.files[resource.name] = tuple(
            file for file in found if _accept(listing, resource, file, contract)
        )
        if not found and not (resource.is_folder and _is_empty_on_purpose(data_dir, resource)):
            missing = f"{root}/{resource.path.removesuffix('/*.csv')}"
            listing.problems.append(Problem(missing, None, None, "file-missing"))
            listing.incomplete.add(resource.name)
    strays = list(_strays(data_dir, root, contract))
    listing.problems += strays
    if any(
        stray.code in ("file-workbook", "file-misnamed") for stray in strays
    ):  # it may stand for a file of figures
        listing.incomplete |= {name for name, resource in contract.resources.items() if resource.is_folder}
    return listing


def _file_of_table(data_dir: Path, resource: Resource) -> list[Path]:
    """Return the file if it is there under exactly this name, also on file systems that fold case."""
    return [path for path in data_dir.iterdir() if path.name == resource.path]


def _files_of_folder(data_dir: Path, resource: Resource) -> list[Path]:
    place = data_dir / Path(resource.path).parent
    if place.is_symlink() or not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if path.suffix == ".csv" and _is_expected(path.name))


def _is_empty_on_purpose(data_dir: Path, resource: Resource) -> bool:
    """Whether a folder has no file yet, as in a new record; git keeps such a folder by this file alone."""
    return (data_dir / Path(resource.path).parent / KEPT).is_file()


def _is_expected(name: str) -> bool:
    return not (_TEMPORARY.fullmatch(name) or _COPY.fullmatch(name))


def _accept(listing: Listing, resource: Resource, file: DataFile, contract: Contract) -> bool:
    """Say whether a file can be read; if not, its problem is listed."""
    problem = _problem_of(resource, file, contract)
    if problem is not None:
        listing.problems.append(problem)
        listing.incomplete.add(resource.name)
    return problem is None


def _problem_of(resource: Resource, file: DataFile, contract: Contract) -> Problem | None:
    status = file.path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return Problem(file.shown, None, None, "file-not-regular")
    if status.st_size > SIZE_AT_MOST:
        facts = {"size": f"{status.st_size / 2**20:.1f}", "limit": f"{SIZE_AT_MOST // 2**20}"}
        return Problem(file.shown, None, None, "file-too-large", facts)
    pattern = _pattern_of_units(contract)
    if resource.is_folder and not re.fullmatch(pattern, file.path.stem):
        return _misnamed(file.path, file.shown, pattern)
    return None


def _pattern_of_units(contract: Contract) -> str:
    return contract.resources["units"].field("unit_id").pattern or ".*"


def _misnamed(path: Path, shown: str, pattern: str) -> Problem:
    stem = path.stem.strip().lower()
    meant = with_lost_zero(stem) or stem
    is_known = re.fullmatch(pattern, meant)
    return Problem(shown, None, None, "file-misnamed", {"suggestion": f"{meant}.csv"} if is_known else {})


def renamed(problems: Iterable[Problem], units: Table) -> Iterator[Problem]:
    """Return problems; a file that has the name of a place for its own is told the ids of that place."""
    for problem in problems:
        ids: list[str] = []
        if problem.code == "file-misnamed" and not problem.facts:
            ids = _called(PurePosixPath(problem.file).stem, units)
        meant = " / ".join(f"{unit_id}.csv" for unit_id in ids)
        if (
            0 < len(meant) <= QUOTED_AT_MOST
        ):  # of more places of one name, none can be told to be the right one
            problem = replace(problem, facts={"suggestion": meant})
        yield problem


def _called(name: str, units: Table) -> list[str]:
    """Return the units of that name, with or without their type before it, or of that bare code."""
    wanted, code = fold(name), name.lstrip("0") if name.isdecimal() else None
    rows = zip(*(units[column] for column in ("unit_id", "type", "name", "code")), strict=True)
    return sorted(
        unit_id
        for unit_id, kind, own, number in rows
        if wanted in (fold(own), fold(f"{kind} {own}")) or number.lstrip("0") == code
    )


def _strays(data_dir: Path, root: str, contract: Contract) -> Iterator[Problem]:
    names = {resource.path for resource in contract.resources.values() if not resource.is_folder}
    folders = {
        str(Path(resource.path).parent) for resource in contract.resources.values() if resource.is_folder
    }
    pattern = _pattern_of_units(contract)
    for path in sorted(data_dir.iterdir()):
        if path.name not in IGNORED | names | folders | {RELEASES}:
            yield _stray(path, f"{root}/{path.name}", names)
    for place in sorted(folders):
        if (data_dir / place).is_symlink() or not (data_dir / place).is_dir():
            continue
        for path in sorted((data_dir / place).iterdir()):
            if path.name not in IGNORED and not (path.suffix == ".csv" and _is_expected(path.name)):
                shown = f"{root}/{place}/{path.name}"
                is_figures = path.suffix.lower() == ".csv" and _is_expected(path.name)
                yield _misnamed(path, shown, pattern) if is_figures else _stray(path, shown, set())


def _stray(path: Path, shown: str, names: set[str]) -> Problem:
    if _TEMPORARY.fullmatch(path.name):
        return Problem(shown, None, None, "file-temporary")
    if _COPY.fullmatch(path.name):
        return Problem(shown, None, None, "file-copy")
    if path.suffix.lower() in WORKBOOKS:
        facts = {"kind": path.suffix, "suggestion": f"{path.stem}.csv"}
        return Problem(shown, None, None, "file-workbook", facts)
    meant = closest(path.name, names)
    return Problem(shown, None, None, "file-unexpected", {"suggestion": meant} if meant else {})
