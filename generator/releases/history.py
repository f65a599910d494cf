"""What the snapshots tell of the record: since when a figure is published, and how a unit stood then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.model import Observation
from generator.read.release_snapshots import Snapshot
from generator.releases import meanings
from generator.releases.frozen import Cells, cells_of, observation_of

Published = Mapping[str, Mapping[str, str]]
"""Unit, figure: the first release that has it."""


def published_of(snapshots: Iterable[Snapshot]) -> Published:
    """Return the first release of every figure ever published, by unit; snapshots from the oldest on."""
    found: dict[str, dict[str, str]] = {}
    for snapshot in snapshots:
        for row in snapshot.rows():
            found.setdefault(row["unit_id"], {}).setdefault(row["figure_id"], snapshot.release_id)
    return found


def cells_by_unit(snapshot: Snapshot) -> dict[str, dict[str, Cells]]:
    """Return what a release says of every figure, by unit."""
    found: dict[str, dict[str, Cells]] = {}
    counted = meanings.counted(snapshot.meanings())
    for row in snapshot.rows():
        found.setdefault(row["unit_id"], {})[row["figure_id"]] = cells_of(row, counted)
    return found


def as_it_was(
    snapshots: Iterable[Snapshot], changed: Mapping[str, Collection[str]]
) -> dict[tuple[str, str], tuple[Observation, ...]]:
    """Return the figures of units as releases had them; `changed` names the units for each release."""
    found: dict[tuple[str, str], list[Observation]] = {}
    for snapshot in snapshots:
        wanted = changed.get(snapshot.release_id, ())
        for row in snapshot.rows() if wanted else ():
            if row["unit_id"] in wanted:
                found.setdefault((snapshot.release_id, row["unit_id"]), []).append(observation_of(row))
    return {key: tuple(figures) for key, figures in found.items()}
