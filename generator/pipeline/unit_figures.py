"""The files of figures on the short way: read and checked where one changed, or what gives it its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generator import assemble, checks, read
from generator.analysis import Point, Subject, points_of
from generator.cache.changes import changed_figures
from generator.cache.register_file import RecordFile
from generator.model import Observation
from generator.pipeline import comparisons, small_numbers
from generator.pipeline.core_tables import FIGURES, Core, Suspect, read_core
from generator.workers import Executor, run

FILES_PER_JOB = 50


class UnitFigures(Struct, frozen=True):
    """What one file of figures came to."""

    unit_id: str
    digest: str
    figures: tuple[Observation, ...]
    points: Mapping[Subject, list[Point]]
    """The figures that may be compared with those of other units."""


class Touched(Struct):
    """The units whose figures were replaced, those of them that withhold something, the keys that changed.

    In a new record nothing was looked at yet, and keys of figures, which may be millions, are not noted.
    """

    in_new_record: bool
    units: set[str] = field(default_factory=set)
    withholding: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def put_figures(
    data: Path, record: RecordFile, core: Core, paths: list[str], executor: Executor, touched: Touched
) -> None:
    """Read files and replace the figures of their units."""
    for unit in _read_all(data, core, paths, executor):
        _note(record, unit.unit_id, unit.figures, unit.points, touched)
        try:
            record.put_unit(unit.unit_id, unit.digest, unit.figures)
        except sqlite3.IntegrityError as error:  # two figures of one id: the whole way names them
            raise Suspect from error
        if small_numbers.withholds(core.register, unit.figures):
            touched.withholding.add(unit.unit_id)


def drop_figures(record: RecordFile, paths: Iterable[str], touched: Touched) -> None:
    """Drop the figures of the units whose files are gone."""
    for path in paths:
        unit_id = PurePosixPath(path).stem
        _note(record, unit_id, (), {}, touched)
        record.drop_unit(unit_id)


def _note(
    record: RecordFile,
    unit_id: str,
    figures: Sequence[Observation],
    points: Mapping[Subject, Sequence[Point]],
    touched: Touched,
) -> None:
    """Note what another set of figures of a unit changes, and put those that may be compared."""
    touched.units.add(unit_id)
    if not touched.in_new_record:
        touched.keys.update(changed_figures(unit_id, record.figures(unit_id), figures))
    comparisons.put_points(record, unit_id, points, touched.keys)


def _read_all(data: Path, core: Core, paths: list[str], executor: Executor) -> Iterator[UnitFigures]:
    jobs = [paths[at : at + FILES_PER_JOB] for at in range(0, len(paths), FILES_PER_JOB)]
    token = read.digest_of(core.reading.digests)
    if len(jobs) == 1:
        yield from _read_figures(core, data, jobs[0])
        return
    _here[token] = core  # where this process does the jobs itself, it need not read the tables again
    try:
        for found in run(executor, partial(_read_job, data, token), jobs):
            yield from found
    finally:
        forget()


_here: dict[str, Core] = {}


def forget() -> bool:
    """Let go of the tables that figures were read against, if there are any; say whether there were."""
    there_were = bool(_here)
    _here.clear()
    return there_were


def _read_job(data: Path, token: str, paths: list[str]) -> list[UnitFigures]:
    """Read files in a worker, which keeps the other tables of this very content."""
    if token not in _here:
        _here.clear()
        _here[token] = read_core(data)
    return _read_figures(_here[token], data, paths)


def _read_figures(core: Core, data: Path, paths: Iterable[str]) -> list[UnitFigures]:
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
