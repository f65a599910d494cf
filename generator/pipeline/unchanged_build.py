"""A build that finds everything as the last one left it: the site takes its own place once more.

Whatever reads and checks data or makes pages takes longer to load than this to do; none of it is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.cache.state import State
from generator.pipeline import fingerprints, mkdocs_project
from generator.pipeline.outcome import Production, record_of
from generator.settings import Settings
from generator.site import build_record, switch, tree
from generator.site.build_record import BuildRecord, Stopwatch


def repeated(
    settings: Settings, kept: State, digests: Mapping[str, str], watch: Stopwatch
) -> BuildRecord | None:
    """Switch the site over with its files as they are; None where there is something to build."""
    if not _is_as_left(settings, kept, digests):
        return None
    staging, results = switch.staging_of(settings.out), kept.results
    with watch.stage("staging"):
        stamps = tree.stamps(staging, in_passing=True)
        lost = tree.bring_up(staging, settings.out, results.each_stamp, stamps, results.digest_of)
    if lost:
        return None
    pages = len(results.get("pages")) + len(results.get("people_pages"))
    mkdocs_project.tidy(settings, results)
    built = record_of(settings, kept, Production(pages), watch, settings.workers)
    build_record.save(built, staging)
    with watch.stage("switch"):
        switch.switch(staging, settings.out)
    return replace(built, seconds=watch.seconds)


def _is_as_left(settings: Settings, kept: State, digests: Mapping[str, str]) -> bool:
    """Whether nothing differs from the last build: data, frame, templates, pages, what lies in site_src/."""
    known, results = kept.record, kept.results
    if settings.scheduler is not None or known.get("pending") or digests != known.sources():
        return False
    frame = fingerprints.of_frame(settings, known)
    return (
        results.get("frame") == frame
        and results.get("people") == f"{frame} {fingerprints.of_hand_written(settings)}"
        and results.get("templates") == fingerprints.of_templates()
        and mkdocs_project.is_whole(settings, results)
        and (bool(results.get("is_indexed")) or not settings.searchable)
    )
