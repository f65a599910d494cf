"""The ledger in the cache: what the releases froze, and whether the figures still are what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.cache.register_file import RecordFile
from generator.model import Indicator, Register
from generator.read.release_snapshots import Snapshot
from generator.releases import history
from generator.releases.comparison import MOVED, Entry, compare
from generator.releases.frozen import Cells, cells_of_figure

Told = Mapping[str, Mapping[str, list[Entry]]]
"""Unit, figure: the revisions of what the newest release says."""


def put_frozen(record: RecordFile, snapshots: Mapping[str, Snapshot], core: Register) -> set[str]:
    """Put what the releases froze, where that is not what was put before; return the keys that changed."""
    digests = {name: snapshot.digest for name, snapshot in snapshots.items()}
    if record.get("snapshots") == digests:
        return set()
    newest = [snapshots[release.release_id] for release in core.releases[-1:]]
    cells = history.cells_by_unit(newest[0]) if newest else {}
    record.put("snapshots", digests)
    record.put("inventory", frozenset(newest[0].addresses() if newest else ()))
    return {f"published/{name}" for name in record.put_frozen(core.published, cells)}


def agrees(record: RecordFile, core: Register, touched: Iterable[str]) -> bool:
    """Say whether every change of figures since the newest release is told; some units were touched.

    What agreed the last time is compared again only where it may differ: in the units touched, in
    those whose revisions changed, and in those with a figure that moved, perhaps to a unit touched.
    """
    if not _has_ids(core):
        return False
    basis, revisions = (record.get("snapshots"), core.releases), dict(core.revisions_of)
    known_basis, known = record.get("agreed") or (None, revisions)
    units: Iterable[str] = record.units_published()
    if known_basis == basis:
        changed = (name for name in revisions.keys() | known.keys() if revisions.get(name) != known.get(name))
        moved = (one.unit_id for one in core.revisions if one.field == MOVED)
        units = {*touched, *changed, *moved}
    if (known_basis, known) != (basis, revisions):
        record.put("agreed", (basis, revisions))
    told = _told(core)
    return all(_unit_agrees(record, unit_id, told, core.indicators) for unit_id in units)


def _has_ids(core: Register) -> bool:
    """Whether the tables still have what the figures of earlier releases name."""
    bodies: set[str | None] = {None, *core.organisations}
    return all(
        one.organisation_id in bodies
        and one.indicator_id in core.indicators
        and one.document_id in core.documents
        and all(pair in core.members for pair in one.breakdown)
        for figures in core.frozen.values()
        for one in figures
    )


def _unit_agrees(record: RecordFile, unit_id: str, told: Told, indicators: Mapping[str, Indicator]) -> bool:
    here = {one.figure_id: cells_of_figure(one, indicators) for one in record.figures(unit_id)}
    before = record.frozen(unit_id)
    if unit_id not in told and here.items() >= before.items():  # almost always
        return True

    def find(figure_id: str) -> Cells | None:
        return here.get(figure_id) or _elsewhere(record, figure_id, indicators)

    return next(compare(before, find, told.get(unit_id, {})), None) is None


def _elsewhere(record: RecordFile, figure_id: str, indicators: Mapping[str, Indicator]) -> Cells | None:
    """Return the cells of a figure that may now belong to another unit."""
    unit_id = record.unit_of(figure_id)
    own = () if unit_id is None else record.figures(unit_id)
    return next((cells_of_figure(one, indicators) for one in own if one.figure_id == figure_id), None)


def _told(core: Register) -> Told:
    newest = {release.release_id for release in core.releases[-1:]}
    found: dict[str, dict[str, list[Entry]]] = {}
    for row, one in enumerate(core.revisions):
        if one.release_id in newest:
            cells = (one.field, one.revised_on.isoformat(), one.old_value or "", one.new_value or "")
            entry = Entry(row, one.figure_id, one.unit_id, *cells, one.release_id)
            found.setdefault(one.unit_id, {}).setdefault(one.figure_id, []).append(entry)
    return found
