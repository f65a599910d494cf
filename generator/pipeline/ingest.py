"""From the data folder to the record in the cache: what changed is read and checked, all else is known.

The short way takes it that the data is right.  Whatever contradicts that sends the reading the whole
way (`pipeline.check`), which tells all problems of all files at once, in their order.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from generator import assemble, checks, downloads, read
from generator.analysis import Point, Subject, points_of
from generator.cache.changes import (
    changed_figures,
    changed_findings,
    changed_revisions,
    changed_rows,
    differing,
)
from generator.cache.register_file import RecordFile
from generator.cache.view import stored
from generator.measures import Finding, Summary, findings_of, index_of, summarise
from generator.model import Observation, Register
from generator.pages.view import rendering
from generator.pipeline import comparisons, release_ledger, small_numbers
from generator.read import Reading
from generator.schema import FILE_NAME
from generator.workers import Executor, run

FIGURES = "observations"
FILES_PER_JOB = 25
_OF_ALL = ("organisations", "indicators", "members", "topics", "small_numbers")
"""Tables that give every figure its place, or judge it, so that a change in them concerns all units."""
_OF_LAND = frozenset(downloads.LAND)
"""Files from which the units and what became of them follow."""
_PLACING = ("units/", "successors/", "revisions_of/")
"""Keys of the tables from which, beside the summaries, the index follows."""
_COUNTED = ("units/", "organisation_status/")
"""Keys of the tables that relations count."""


@dataclass(frozen=True, slots=True)
class Core:
    """The tables without the figures: as they were read, and as they are assembled.

    What comes from the record is without relations: these lie there unit by unit.
    """

    reading: Reading
    register: Register


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What one file of figures came to."""

    unit_id: str
    digest: str
    figures: tuple[Observation, ...]
    points: Mapping[Subject, list[Point]]
    """The figures that may be compared with those of other units."""


class Suspect(Exception):  # noqa: N818 - not an error yet
    """Something in the data is wrong; what it is, the whole way tells."""


def gather(
    data: Path,
    digests: Mapping[str, str],
    record: RecordFile,
    executor: Executor,
) -> frozenset[str]:
    """Bring the record up to date with the data; return the keys that changed.

    `digests` are those of all its files.  Raises Suspect where the data has a problem; the record is then
    half changed, and to be rolled back.
    """
    before = record.sources()
    changed = {path for path in digests.keys() | before.keys() if digests.get(path) != before.get(path)}
    if not changed:
        return frozenset()
    contract = record.get("contract")
    may_be_stray = digests.keys() != before.keys() or any(map(_is_odd, map(data.joinpath, changed)))
    if contract is not None and may_be_stray and read.survey(data, contract):
        raise Suspect
    keys = {f"source/{path}" for path in changed}
    figure_files = set(filter(_is_of_figures, changed))
    known = _known_core(record)
    restated: set[str] = set()
    if known is None or changed != figure_files:
        core = _read_core(data, known, changed)
        keys |= _core_keys(known, core, record.unit_of)
        figure_files |= _concerned(known, core, record, digests)
        restated = record.put_relations(core.register.relations_of)
        record.put_core(core.register)
        keys |= release_ledger.put_frozen(record, core.reading.snapshots, core.register)
        record.put("reading", read.without_relations(core.reading))
        record.put("contract", core.reading.contract)
        record.put("said", _said(core))
        if known is None or not changed.isdisjoint((*_OF_LAND, FILE_NAME)):
            record.put("land_database", downloads.land_database(core.register.units, data))
    else:
        core = known
    withholding: set[str] = set()
    paths = sorted(figure_files & digests.keys())
    touched = _put_figures(data, record, core, paths, executor, keys, withholding)
    for path in sorted(figure_files - digests.keys()):
        unit_id = PurePosixPath(path).stem
        keys |= set(changed_figures(unit_id, record.figures(unit_id), ()))
        record.drop_unit(unit_id)
        comparisons.put_points(record, unit_id, {}, keys)
        touched.add(unit_id)
    if known is not core or _any_of(("ids/",), keys):
        _look_for_figures(record)
    if not release_ledger.agrees(record, core.register, touched):
        raise Suspect
    if not small_numbers.are_kept(data, record, touched, withholding):
        raise Suspect
    comparisons.put_comparisons(record, core.register.units, keys)
    everything = known is None or _reorders(known, core)
    _put_index(record, core.register, None if everything else touched | restated, keys)
    record.put_sources(digests)
    record.put("data_digest", _data_digest(record, core))
    return frozenset(keys)


def _is_odd(file: Path) -> bool:
    """Whether it must be looked at before it is read: no plain file, or a very large one."""
    status = file.lstat()
    return not stat.S_ISREG(status.st_mode) or status.st_size > read.SIZE_AT_MOST


def _is_of_figures(path: str) -> bool:
    """Whether a file holds figures, and not only the place of the folder in git."""
    return path.startswith(f"{FIGURES}/") and path.endswith(".csv")


def _said(core: Core) -> tuple[bool, str | None, str]:
    """Return what every page shows of the data: whether it is synthetic, its newest release, the layout."""
    contract = core.reading.contract
    return contract.synthetic, rendering.release_of(core.register), contract.figure_pages


def _known_core(record: RecordFile) -> Core | None:
    return Core(record.get("reading"), record.core()) if record.holds("core") else None


# Tables without figures ---------------------------------------------------------------------------


def _read_core(data: Path, known: Core | None = None, changed: Collection[str] = ()) -> Core:
    """Read and check the tables without figures; those known whose files did not change, not again."""
    reading = read.read(data, lambda path: False, None if known is None else known.reading, changed)
    # Whether the figures that relations name exist, and what became of those published, is seen when
    # all figures are there.
    reading = replace(reading, incomplete=reading.incomplete | {FIGURES})
    land = None if known is None or not _OF_LAND.isdisjoint(changed) else known.register
    if reading.problems or checks.check_core(reading, land is not None):
        raise Suspect
    return Core(reading, assemble.assemble_core(reading, land))


def _core_keys(known: Core | None, core: Core, unit_of: Callable[[str], str | None]) -> set[str]:
    if known is None:
        return set()
    keys = changed_rows(known.register, core.register)
    keys.update(changed_revisions(known.register, core.register, unit_of))
    return keys | {"contract"} if known.reading.contract != core.reading.contract else keys


def _concerned(known: Core | None, core: Core, record: RecordFile, digests: Mapping[str, str]) -> set[str]:
    """Return the files of figures that a change of the other tables concerns."""
    files = set(filter(_is_of_figures, digests))
    if known is None or _reorders(known, core):
        return files
    old, new = known.register, core.register
    units = set(differing(old.units, new.units))
    documents = set(differing(old.documents, new.documents))
    summaries: Mapping[str, Summary] = record.get("summaries")
    units |= {name for name, summary in summaries.items() if documents.intersection(summary.of_document)}
    return {path for path in files if PurePosixPath(path).stem in units}


def _reorders(known: Core, core: Core) -> bool:
    """Whether the other tables changed in a way that concerns the figures of every unit."""
    if known.reading.contract != core.reading.contract:
        return True
    return any(getattr(known.register, name) != getattr(core.register, name) for name in _OF_ALL)


# Figures --------------------------------------------------------------------------------------------


def _put_figures(
    data: Path,
    record: RecordFile,
    core: Core,
    paths: list[str],
    executor: Executor,
    keys: set[str],
    withholding: set[str],
) -> set[str]:
    """Read the files and replace the figures of each unit."""
    touched = set()
    for unit in _read_all(data, core, paths, executor):
        before = record.figures(unit.unit_id)
        keys |= set(changed_figures(unit.unit_id, before, unit.figures))
        try:
            record.put_unit(unit.unit_id, unit.digest, unit.figures)
        except sqlite3.IntegrityError as error:  # two figures of one id: the whole way names them
            raise Suspect from error
        comparisons.put_points(record, unit.unit_id, unit.points, keys)
        touched.add(unit.unit_id)
        if small_numbers.withholds(core.register, unit.figures):
            withholding.add(unit.unit_id)
    return touched


def _read_all(data: Path, core: Core, paths: list[str], executor: Executor) -> Iterator[UnitFigures]:
    jobs = [paths[at : at + FILES_PER_JOB] for at in range(0, len(paths), FILES_PER_JOB)]
    token = read.digest_of(core.reading.digests)
    _here.clear()
    _here[token] = core  # a process that is forked from this one need not read it again
    for found in run(executor, partial(_read_job, data, token), jobs) if len(jobs) > 1 else ():
        yield from found
    if len(jobs) == 1:
        yield from read_figures(core, data, jobs[0])


_here: dict[str, Core] = {}


def _read_job(data: Path, token: str, paths: list[str]) -> list[UnitFigures]:
    """Read files in a worker, which keeps the other tables of this very content."""
    if token not in _here:
        _here.clear()
        _here[token] = _read_core(data)
    return read_figures(_here[token], data, paths)


def read_figures(core: Core, data: Path, paths: Iterable[str]) -> list[UnitFigures]:
    """Read and check files of figures against the other tables; raise Suspect where something is wrong."""
    wanted = frozenset(paths)
    reading = read.read_figures(data, core.reading, wanted)
    if reading.problems or checks.check_figures(reading):
        raise Suspect
    figures_of = assemble.assemble_figures(reading, core.register)
    return [
        UnitFigures(
            unit_id, reading.digests[f"{FIGURES}/{unit_id}"], figures, points_of(core.register, figures)
        )
        for unit_id, figures in figures_of.items()
    ]


# What follows ------------------------------------------------------------------------------------


def _put_index(record: RecordFile, core: Register, touched: set[str] | None, keys: set[str]) -> None:
    """Summarise the units that were touched (None: all), and put the index of all units."""
    old, reporting = record.get("index"), record.unit_digests()
    register = stored(core, record, reporting)
    wanted = reporting.keys() | register.relations_of.keys()
    kept: dict[str, Summary] = record.get("summaries") or {}
    again = wanted if touched is None else _with_relations_on(register, touched) & wanted
    if touched is not None and _any_of(_COUNTED, keys):
        again |= _counting(record)
    summaries: dict[str, Summary] = {}
    for unit_id in (unit_id for unit_id in register.units if unit_id in wanted):
        if unit_id in again or unit_id not in kept:
            findings = findings_of(register, unit_id)
            summaries[unit_id] = summarise(register, unit_id, findings)
            _put_findings(record, unit_id, findings, keys)
        else:
            summaries[unit_id] = kept[unit_id]
    for unit_id in kept.keys() - summaries.keys():
        _put_findings(record, unit_id, (), keys)
    if summaries == kept and old is not None and touched is not None and not _any_of(_PLACING, keys):
        return
    index = index_of(register, summaries)
    if old is not None:
        keys |= changed_rows(old, index)
    record.put("summaries", summaries)
    record.put("index", index)
    record.put("totals", index.totals)


def _put_findings(record: RecordFile, unit_id: str, findings: tuple[Finding, ...], keys: set[str]) -> None:
    before = record.findings(unit_id)
    if findings != before:
        keys.add(f"findings/{unit_id}")
        keys.update(changed_findings(before, findings, record.unit_of))
        record.put_findings(unit_id, findings)


def _any_of(beginnings: tuple[str, ...], keys: Iterable[str]) -> bool:
    """Whether a key of some tables is among those that changed."""
    return any(key.startswith(beginnings) for key in keys)


def _counting(record: RecordFile) -> set[str]:
    """Return the units with a relation that counts rows of other tables."""
    return {
        unit_id
        for unit_id in record.units_with_relations()
        if any(not term.is_figure for relation in record.relations(unit_id) for term in relation.terms)
    }


def _with_relations_on(register: Register, units: set[str]) -> set[str]:
    """Return units with all others of whose relations one names a figure of theirs."""
    return units.union(*(register.relations_on.get(unit_id, ()) for unit_id in units))


def _look_for_figures(record: RecordFile) -> None:
    """Raise Suspect where a relation names a figure that does not exist."""
    relations = (one for unit_id in record.units_with_relations() for one in record.relations(unit_id))
    terms = (term for relation in relations for term in (relation.stated, *relation.terms))
    if not record.has_figures({term.figure_id for term in terms if term.is_figure}):
        raise Suspect


def _data_digest(record: RecordFile, core: Core) -> str:
    figures = {f"{FIGURES}/{unit_id}": digest for unit_id, digest in record.unit_digests().items()}
    return read.digest_of({**core.reading.digests, **figures})
