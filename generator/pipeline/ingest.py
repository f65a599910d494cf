"""From the data folder to the record in the cache: what changed is read and checked, all else is known.

The short way takes it that the data is right.  Whatever contradicts that sends the reading the whole
way (`pipeline.check`), which tells all problems of all files at once, in their order.

    core_tables        all but the figures
    unit_figures       the figures, a file a unit
    summaries          what follows from both
"""

from __future__ import annotations

import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from generator import read
from generator.cache.register_file import RecordFile
from generator.pipeline import comparisons, release_ledger, small_numbers
from generator.pipeline.core_tables import (
    FIGURES,
    Core,
    Suspect,
    concerned,
    is_of_figures,
    known_core,
    put_core,
    read_core,
    reorders,
)
from generator.pipeline.summaries import any_of, put_index
from generator.pipeline.unit_figures import Touched, drop_figures, put_figures
from generator.workers import Executor


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
    _look_for_strays(data, record, changed, has_other_files=digests.keys() != before.keys())
    known, restated = known_core(record, data), set[str]()
    keys = {f"source/{path}" for path in changed}
    files = set(filter(is_of_figures, changed))
    if known is None or changed != files:
        core = read_core(data, known, changed)
        files |= concerned(known, core, record, digests)
        keys |= put_core(data, record, known, core, changed)
        restated = record.put_relations(core.register.relations_of)
    else:
        core = known
    touched = Touched(in_new_record=known is None)
    put_figures(data, record, core, sorted(files & digests.keys()), executor, touched)
    drop_figures(record, sorted(files - digests.keys()), touched)
    keys |= touched.keys
    if known is not core or any_of(("ids/",), keys):
        _look_for_figures(record)
    _look_for_contradictions(data, record, core, touched)
    comparisons.put_comparisons(record, core.register.units, keys)
    again = None if known is None or reorders(known, core) else touched.units | restated
    put_index(record, core.register, again, set() if known is None else keys)
    record.put_sources(digests)
    record.put("data_digest", _data_digest(record, core))
    return frozenset(keys)


def _look_for_strays(data: Path, record: RecordFile, changed: Collection[str], has_other_files: bool) -> None:
    """Raise Suspect where a file is none of the record's, or none that can be read."""
    contract = record.get("contract")
    may_be_stray = has_other_files or any(map(_is_odd, map(data.joinpath, changed)))
    if contract is not None and may_be_stray and read.survey(data, contract):
        raise Suspect


def _is_odd(file: Path) -> bool:
    """Whether it must be looked at before it is read: no plain file, or a very large one."""
    status = file.lstat()
    return not stat.S_ISREG(status.st_mode) or status.st_size > read.SIZE_AT_MOST


def _look_for_figures(record: RecordFile) -> None:
    """Raise Suspect where a relation names a figure that does not exist."""
    relations = (one for unit_id in record.units_with_relations() for one in record.relations(unit_id))
    terms = (term for relation in relations for term in relation.all_terms)
    if not record.has_figures({term.figure_id for term in terms if term.is_figure}):
        raise Suspect


def _look_for_contradictions(data: Path, record: RecordFile, core: Core, touched: Touched) -> None:
    """Raise Suspect where figures are not as released and nobody told, or give away what is withheld."""
    if not release_ledger.agrees(record, core.register, touched.units):
        raise Suspect
    if not small_numbers.are_kept(data, record, touched.units, touched.withholding):
        raise Suspect


def _data_digest(record: RecordFile, core: Core) -> str:
    figures = {f"{FIGURES}/{unit_id}": digest for unit_id, digest in record.unit_digests().items()}
    return read.digest_of({**core.reading.digests, **figures})
