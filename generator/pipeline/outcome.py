"""What a build came to: for the last look at it, and what build.json says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.cache.state import State
from generator.settings import Settings
from generator.site import build_record, host_limits
from generator.site.build_record import BuildRecord, Counts, Stopwatch

if TYPE_CHECKING:  # its module is heavy, and a build that finds nothing changed does without
    from generator.site.verify import Fault


class Production(Struct):
    """What was done, for the last look and for the record."""

    pages: int = 0
    pages_made: int = 0
    drawn: set[str] = field(default_factory=set)
    """The keys of the charts that were drawn."""
    using_others: list[int] = field(default_factory=list)
    """The tasks that use other names than before."""
    dropped: list[bytes] = field(default_factory=list)
    """The names that tasks provided which now provide others, or which went."""
    faults: list[Fault] = field(default_factory=list)
    has_new_paths: bool = False
    put_off: frozenset[str] | None = None
    """The keys that changed, where tasks that looked at them were left for a later build; None else."""


def record_of(
    settings: Settings, kept: State, done: Production, watch: Stopwatch, workers: int
) -> BuildRecord:
    """Return what build.json says; how large the site is stands in the results."""
    extent: host_limits.Extent = kept.results.get("extent")
    totals: Mapping[str, int] = kept.record.get("totals")
    charts = kept.results.drawings()
    return BuildRecord(
        data_digest=kept.record.get("data_digest"),
        commit=build_record.commit_of(settings.root),
        generator_version=build_record.generator_version(),
        counts=Counts(
            pages=done.pages,
            figures=totals["figures"],
            charts=charts,
            files=extent.files,
            repeats=totals["repeats"],
            denominators=totals["denominators"],
        ),
        bytes=extent.bytes,
        pages_rendered=done.pages_made,
        pages_reused=done.pages - done.pages_made,
        charts_drawn=len(done.drawn),
        charts_reused=charts - len(done.drawn),
        workers=workers,
        outgrown=host_limits.outgrown(extent),
        seconds=dict(watch.seconds),
    )
