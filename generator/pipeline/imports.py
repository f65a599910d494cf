"""Filled forms into the record: everything that they say, or nothing.

The rows are put into a copy of the data, which is read and checked as any data is; only where
nothing is wrong there do its files take the place of those of the record.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator import assemble, pipeline, read
from generator.errors import SettingError
from generator.measures.territory import COMMUNE
from generator.model import Register
from generator.nouns import counts_communes
from generator.pipeline import replacing, revisions
from generator.problems import Fault, Problem, in_order
from generator.read import encoding
from generator.schema import Contract
from generator.settings import Settings
from generator.workbooks import confirmed, container, csv_file, marked, sheets
from generator.workbooks.filled import DOCUMENTS, Filled, NewRow, filled_form
from generator.workbooks.merging import Change, Merged, merged
from generator.workbooks.sheets import Place
from generator.workbooks.sums import UnequalSum

BETWEEN = " › "
"""Between the name of a workbook and that of a sheet, as messages show them."""
SAMPLE_LINES, _SAMPLE = 5, 4000
_UNTOLD = frozenset({"figure-changed-undeclared", "figure-lost-undeclared"})


class Wish(Struct, frozen=True):
    """Which files; only to be shown, or written; the reason where published figures change."""

    files: tuple[Path, ...]
    preview: bool = False
    reason: str | None = None
    kind: str = "correction"
    old: str | None = None
    """The old encoding that files of text are converted from."""


class Sample(Struct, frozen=True):
    """The beginning of a file in an old encoding, converted."""

    path: Path
    old: str
    lines: tuple[str, ...]


class Reported(Struct, frozen=True):
    """A report whose confirmed rows were imported: its file, where that is known, and its document."""

    file: Path | None
    document_id: str


class Imported(Struct, frozen=True):
    """What came of it: problems and coloured copies, or what changed; nothing is written with problems."""

    problems: tuple[Problem, ...] = ()
    copies: tuple[Path, ...] = ()
    changes: tuple[Change, ...] = ()
    revised: tuple[str, ...] = ()
    published: int = 0
    """So many changes of published figures need a reason, and nothing is written."""
    empty: int = 0
    written: bool = False
    samples: tuple[Sample, ...] = ()
    register: Register | None = None
    """The record's names, to tell the changes by; with problems nothing is told."""
    unequal: tuple[UnequalSum, ...] = ()
    """Totals that are taken as they are, though their parts make something else."""
    several_communes: tuple[Change, ...] = ()
    """Figures in which a commune counts more communes than itself; taken as they are."""
    reports: tuple[Reported, ...] = ()
    there: int = 0
    """So many confirmed rows of reports say what the record has."""
    unmarked: int = 0


_Told = tuple[Path | None, Place | None, Problem | Fault]
"""A file, a cell and what is wrong there; a problem of its own where no cell stands behind it."""


class _Source(Struct, frozen=True):
    """One file as it was read."""

    path: Path
    content: bytes
    filled: Filled


def import_files(settings: Settings, wish: Wish, today: date) -> Imported:
    """Bring what the files say into the record: all of it, or nothing."""
    with nullcontext() if wish.preview else replacing.record_lock(settings.data):
        return _imported(settings, wish, today)


def _imported(settings: Settings, wish: Wish, today: date) -> Imported:
    reading = read.read(settings.data, lambda path: False)
    if reading.problems:
        return Imported(reading.problems)
    core = assemble.assemble_core(reading)
    sources = [_read(path, wish.old, reading.contract, core) for path in wish.files]
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / settings.data.name
        shutil.copytree(settings.data, copy, symlinks=True)
        try:
            tables = _put(copy, reading.contract, [row for one in sources for row in one.filled.rows])
        except (UnicodeDecodeError, csv.Error):  # a file of the record is no text: nothing can be put in
            return Imported(pipeline.check(settings, today))
        found = pipeline.check_changed(replace(settings, data=copy), today, reading, tables, core)
        untold = [problem for problem in found if problem.code in _UNTOLD]
        others = [problem for problem in found if problem not in untold]
        if faults := _faults(sources, others, tables, reading.root):
            return _refused(sources, faults, _empty(sources))
        made = _made(sources, tables, core)
        if untold and wish.reason is None:
            return replace(made, published=len({(one.file, one.line) for one in untold}))
        revised = _revised(replace(settings, data=copy), wish, today) if untold else ()
        if not wish.preview:
            paths = [*tables, *(["revisions.csv"] if revised else [])]
            replacing.put(settings.data, {path: (copy / path).read_bytes() for path in paths})
        return replace(made, revised=revised, written=not wish.preview)


def _made(sources: Sequence[_Source], tables: Mapping[str, Merged], core: Register) -> Imported:
    """Return what the files change where nothing is wrong with them."""
    changes = tuple(change for table in tables.values() for change in table.changes)
    filled = [one.filled for one in sources]
    return Imported(
        changes=changes,
        empty=_empty(sources),
        register=core,
        unequal=tuple(it for one in filled for it in one.unequal),
        several_communes=tuple(_several_communes(changes, core)),
        reports=tuple(dict.fromkeys(_reports(sources))),
        there=_there(filled, changes),
        unmarked=sum(one.unmarked or 0 for one in filled),
    )


def _empty(sources: Iterable[_Source]) -> int:
    return sum(one.filled.empty for one in sources)


def _faults(
    sources: Sequence[_Source], found: Iterable[Problem], tables: Mapping[str, Merged], root: str
) -> list[_Told]:
    """Return what is wrong in the files, and in the record with them, but what follows from the former."""
    owners = {id(row): one.path for one in sources for row in one.filled.rows}
    faults = [(one.path, where, fault) for one in sources for where, fault in one.filled.faults]
    told = [_told(problem, tables, root, owners) for problem in found]
    return [*faults, *(one for one in told if not _follows(one, faults))]


def _several_communes(changes: Iterable[Change], register: Register) -> Iterator[Change]:
    """Yield the figures in which a commune counts more communes than itself."""
    for one in changes:
        unit = register.units.get(Path(one.path).stem)
        indicator = register.indicators.get(one.after.get("indicator_id", ""))
        is_asked = indicator is not None and counts_communes(indicator.unit_of_measure)
        if is_asked and unit and unit.level == COMMUNE and Decimal(one.after["value"] or 0) > 1:
            yield one


def _reports(sources: Iterable[_Source]) -> Iterator[Reported]:
    """Yield the reports whose rows were confirmed; a file is looked for beside its workbook and here."""
    for one in (one for one in sources if one.filled.unmarked is not None):
        name = Path(one.filled.report).name
        places = (one.path.parent / name, Path(name)) if name else ()
        file = next((place for place in places if place.is_file()), None)
        yield from (Reported(file, row.cells["document_id"]) for row in one.filled.rows)


def _there(filled: Iterable[Filled], changes: Iterable[Change]) -> int:
    """Return how many confirmed rows of reports change nothing; the row of a new document is none of them."""
    changed = {id(one.row) for one in changes}
    confirmed_rows = (row for one in filled if one.unmarked is not None for row in one.rows)
    return sum(id(row) not in changed and row.path != DOCUMENTS for row in confirmed_rows)


def _read(path: Path, old: str | None, contract: Contract, core: Register) -> _Source:
    if not path.is_file():
        raise SettingError("import-file-missing", {"file": path})
    if not container.is_workbook(path):
        return _read_csv(path, old, contract, core)
    content = container.opened(path)
    book = content if isinstance(content, Fault) else sheets.loaded(content)
    if isinstance(content, Fault) or isinstance(book, Fault):
        fault = content if isinstance(content, Fault) else book
        assert isinstance(fault, Fault)
        return _Source(path, b"", Filled((), ((None, fault),)))
    if confirmed.is_extract(book):
        filled = confirmed.filled_extract(book, core)
        if not (filled.rows or filled.faults):
            raise SettingError("extract-unconfirmed", {"path": path})
        return _Source(path, content, filled)
    return _Source(path, content, filled_form(sheets.filled_sheets(book), core))


def _read_csv(path: Path, old: str | None, contract: Contract, core: Register) -> _Source:
    if path.stat().st_size > read.SIZE_AT_MOST:
        size = {"size": f"{path.stat().st_size / 2**20:.1f}", "limit": f"{read.SIZE_AT_MOST // 2**20}"}
        return _Source(path, b"", Filled((), ((None, Fault("file-too-large", size)),)))
    content = path.read_bytes()
    filled = csv_file.filled_csv(path, content, old, contract.resources["observations"], core)
    return _Source(path, content, filled)


def _samples(sources: Iterable[_Source]) -> Iterator[Sample]:
    """Yield the beginning of every file in an old encoding, as it would be converted."""
    for one in sources:
        codes = {fault.code.removeprefix("encoding-") for _, fault in one.filled.faults}
        for old in codes.intersection(encoding.OLD):
            beginning = encoding.converted(one.content[:_SAMPLE], old).splitlines()[:SAMPLE_LINES]
            yield Sample(one.path, old, tuple(beginning))


def _put(copy: Path, contract: Contract, rows: Sequence[NewRow]) -> dict[str, Merged]:
    """Write rows into the tables of a copy of the data; return every table that they belong to."""
    found: dict[str, Merged] = {}
    for path in sorted({row.path for row in rows}):
        resource = next(
            one for one in contract.resources.values() if Path(path).match(one.path) or path == one.path
        )
        file = copy / path
        before = file.read_text("utf-8") if file.exists() else ""
        found[path] = merged(before, resource, [row for row in rows if row.path == path])
        file.write_text(found[path].text, "utf-8", newline="\n")
    return found


def _told(problem: Problem, tables: Mapping[str, Merged], root: str, owners: Mapping[int, Path]) -> _Told:
    """Return a problem of the copy at the cell that it comes from, where it comes from one."""
    table = tables.get(problem.file.removeprefix(f"{root}/"))
    row = None if table is None or problem.line is None else table.lines.get(problem.line)
    if row is None:
        return None, None, problem
    return owners[id(row)], row.place_of(problem.column), Fault(problem.code, problem.facts)


def _follows(told: _Told, faults: Sequence[_Told]) -> bool:
    """Whether a figure names a document only because the form's own answers about it were refused."""
    path, _, fault = told
    return fault.code == "document-unknown" and path in {one[0] for one in faults}


def _refused(
    sources: Iterable[_Source],
    faults: Sequence[_Told],
    empty: int,
) -> Imported:
    """Return every problem at its cell, and beside each workbook its copy with those cells coloured."""
    problems = []
    cells: dict[Path, dict[Place, list[Problem]]] = {}
    for path, where, fault in faults:
        if isinstance(fault, Problem):
            problems.append(fault)
            continue
        assert path is not None
        name = f"{path.name}{BETWEEN}{where.sheet}" if where is not None and where.sheet else path.name
        own = Problem(name, where and where.row, (where and where.column) or None, *fault)
        problems.append(own)
        if where is not None and where.sheet:
            cells.setdefault(path, {}).setdefault(where, []).append(own)
    contents = {one.path: one.content for one in sources}
    copies = (_copied(path, contents[path], found) for path, found in cells.items())
    return Imported(
        in_order(problems), tuple(filter(None, copies)), empty=empty, samples=tuple(_samples(sources))
    )


def _copied(path: Path, content: bytes, problems: Mapping[Place, Sequence[Problem]]) -> Path | None:
    """Return the coloured copy; None where none can be written there, as when it is open in Excel."""
    try:
        return marked.write_copy(path, content, problems)
    except OSError:
        return None


def _revised(settings: Settings, wish: Wish, today: date) -> tuple[str, ...]:
    made = revisions.revise(settings, revisions.Reason(wish.reason or "", wish.kind, None), today)
    assert not made.problems
    return made.lines
