"""What readers saw, and what is otherwise now without a row of revisions.csv: nobody is stopped, it is told.

A figure that no release has yet may still be bettered, and a relation may have been wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from generator import read
from generator.checks import releases
from generator.checks.tables import Tables
from generator.measures import Finding
from generator.pipeline.part_registers import can_be_assembled, is_faulty, register_of, units_of
from generator.pipeline.record_states import FIGURES, Committed
from generator.read import Reading
from generator.releases.meanings import counted_now
from generator.review.contradictions import hidden
from generator.review.outcome import Untold

_COUNTED = {"units": "units", "names": "organisation_status"}
"""Kind of relation: the table of which it counts rows."""
_EXPLAINING = ("locator", "note")
"""What may be bettered in a row of relations.csv."""


def untold(before: Reading, after: Reading) -> Untold:
    """Compare two states; both with the figures that may differ, and those of the relations that do."""
    return Untold(releases.unreleased(Tables(before), Tables(after)), tuple(_hidden(before, after)))


def since(commit: str, data: Path) -> Untold:
    """Compare what a commit had with the data as they are; nothing is told of one that git does not know."""
    with TemporaryDirectory() as place:
        there = Committed(commit, data, Path(place))
        if not there.has_data:
            return Untold()
        now = read.read(data, wanted=lambda path: False)
        cores = _with_newest(there.tables(), now), now
        units = _units(cores[0], _doubtful(*cores))
        of_figures = there.figures() if _count_otherwise(*cores) else there.changed()
        paths = frozenset({*of_figures, *(f"{FIGURES}/{unit_id}.csv" for unit_id in units)})
        there.check_out_figures(paths)
        before, after = (
            _with_figures(core, folder, paths)
            for core, folder in zip(cores, (there.folder, data), strict=True)
        )
        return untold(before, after)


def _count_otherwise(before: Reading, now: Reading) -> bool:
    """Whether an indicator counts in another unit of measure, or another kind of thing."""
    was, is_ = (counted_now(one.tables["indicators"]) for one in (before, now))
    return any(is_.get(name, cells) != cells for name, cells in was.items())


def _with_newest(before: Reading, now: Reading) -> Reading:
    """Return a state with its newest release as it stands in the later one: releases do not change."""
    name = next(iter(before.tables["releases"]["release_id"][-1:]), "")
    return replace(before, newest=now.snapshots.get(name))


def _with_figures(core: Reading, folder: Path, paths: frozenset[str]) -> Reading:
    here = frozenset(path for path in paths if (folder / path).is_file())
    read_now = read.read_figures(folder, core, here)
    tables = {**core.tables, FIGURES: read_now.tables[FIGURES]}
    return replace(core, tables=tables, problems=(*core.problems, *read_now.problems))


def _hidden(before: Reading, after: Reading) -> Iterator[Finding]:
    relations = _doubtful(before, after)
    units = _units(before, relations)
    if units and not is_faulty(before, units):
        yield from hidden(register_of(before, units), register_of(after, units), relations)


def _units(before: Reading, relations: Collection[str]) -> set[str]:
    """Return the units of some relations; none where an earlier program took what is no record any more."""
    return units_of(before, relations) if relations and can_be_assembled(before) else set()


def _doubtful(before: Reading, after: Reading) -> dict[str, bool]:
    """Return the relations that may not say what they said, and whether their row is another one or gone."""
    rows, now = (_rows(one) for one in (before, after))
    differ = {name for name in _COUNTED.values() if before.digests.get(name) != after.digests.get(name)}
    found = {name: now.get(name) != row for name, row in rows.items()}
    kinds = dict(zip(*(before.tables["relations"][name] for name in ("relation_id", "kind")), strict=True))
    return {
        name: is_other for name, is_other in found.items() if is_other or _COUNTED.get(kinds[name]) in differ
    }


def _rows(reading: Reading) -> dict[str, tuple[str, ...]]:
    table = reading.tables["relations"]
    names = sorted(table.columns.keys() - {"file", *_EXPLAINING})
    return dict(zip(table["relation_id"], zip(*(table[name] for name in names), strict=True), strict=True))
