"""The tables without the figures on the short way: read and checked where their files changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator import assemble, checks, downloads, read
from generator.cache.changes import changed_revisions, changed_rows, differing
from generator.cache.register_file import RecordFile
from generator.measures import Summary
from generator.model import Register
from generator.pages.view import rendering
from generator.pipeline import release_ledger
from generator.read import Reading
from generator.read.release_snapshots import FOLDER, Snapshot
from generator.schema import FILE_NAME

FIGURES = "observations"
_OF_ALL = ("organisations", "indicators", "members", "topics", "small_numbers")
"""Tables that give every figure its place, or judge it, so that a change in them concerns all units."""
_OF_LAND = frozenset(downloads.LAND)
"""Files from which the units and what became of them follow."""


class Suspect(Exception):  # noqa: N818 - not an error yet
    """Something in the data is wrong; what it is, the whole way tells."""


class Core(Struct, frozen=True):
    """The tables without the figures: as they were read, and as they are assembled.

    What comes from the record is without relations: these lie there unit by unit.
    """

    reading: Reading
    register: Register


def known_core(record: RecordFile, data: Path) -> Core | None:
    """Return the tables as they lie in the record; None in a new one."""
    if not record.holds("core"):
        return None
    return Core(with_newest(record.get("reading"), record, data), record.core())


def with_newest(reading: Reading, record: RecordFile, data: Path) -> Reading:
    """Return what lies in the record with the newest release, wherever the data stands now."""
    digests: Mapping[str, str] = record.get("snapshots")
    names = [name for name in reading.tables["releases"]["release_id"][-1:] if name in digests]
    newest = next((Snapshot(name, data / FOLDER / name, digests[name]) for name in names), None)
    return replace(reading, newest=newest)


def read_core(data: Path, known: Core | None = None, changed: Collection[str] = ()) -> Core:
    """Read and check the tables without figures; those known whose files did not change, not again."""
    reading = read.read(data, lambda path: False, None if known is None else known.reading, changed)
    # Whether the figures that relations name exist, and what became of those published, is seen when
    # all figures are there.
    reading = replace(reading, incomplete=reading.incomplete | {FIGURES})
    land = None if known is None or not _OF_LAND.isdisjoint(changed) else known.register
    if reading.problems or checks.check_core(reading, land is not None):
        raise Suspect
    return Core(reading, assemble.assemble_core(reading, land))


def put_core(
    data: Path, record: RecordFile, known: Core | None, core: Core, changed: Collection[str]
) -> set[str]:
    """Put the tables in the place of those that are known; return the keys that changed."""
    keys = _core_keys(known, core, record.unit_of)
    record.put_core(core.register)
    keys |= release_ledger.put_frozen(record, core.reading.snapshots, core.register)
    record.put("reading", read.without_relations(core.reading))
    record.put("contract", core.reading.contract)
    record.put("said", _said(core))
    if known is None or not {*_OF_LAND, FILE_NAME}.isdisjoint(changed):
        record.put("land_database", downloads.land_database(core.register.units, data))
    return keys


def _core_keys(known: Core | None, core: Core, unit_of: Callable[[str], str | None]) -> set[str]:
    if known is None:
        return set()
    keys = changed_rows(known.register, core.register)
    keys.update(changed_revisions(known.register, core.register, unit_of))
    return keys | {"contract"} if known.reading.contract != core.reading.contract else keys


def _said(core: Core) -> tuple[bool, str | None, str]:
    """Return what every page shows of the data: whether it is synthetic, its newest release, the layout."""
    contract = core.reading.contract
    return contract.synthetic, rendering.release_of(core.register), contract.figure_pages


def concerned(known: Core | None, core: Core, record: RecordFile, digests: Mapping[str, str]) -> set[str]:
    """Return the files of figures that a change of the other tables concerns."""
    files = set(filter(is_of_figures, digests))
    if known is None or reorders(known, core) or known.reading.newest != core.reading.newest:
        return files
    old, new = known.register, core.register
    units = set(differing(old.units, new.units))
    documents = set(differing(old.documents, new.documents))
    summaries: Mapping[str, Summary] = record.get("summaries")
    units |= {name for name, summary in summaries.items() if documents.intersection(summary.of_document)}
    return {path for path in files if PurePosixPath(path).stem in units}


def is_of_figures(path: str) -> bool:
    """Whether a file holds figures, and not only the place of the folder in git."""
    return path.startswith(f"{FIGURES}/") and path.endswith(".csv")


def reorders(known: Core, core: Core) -> bool:
    """Whether the other tables changed in a way that concerns the figures of every unit."""
    if known.reading.contract != core.reading.contract:
        return True
    return any(getattr(known.register, name) != getattr(core.register, name) for name in _OF_ALL)
