"""The end of a build: all names are compared, the record is written, the new site takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.cache.state import ResultFile, State
from generator.measures import Index
from generator.pipeline.produce import Production
from generator.settings import Settings
from generator.site import hosts, record, verify
from generator.site.record import BuildRecord, Counts, Stopwatch
from generator.site.verify import Fault
from generator.workers import Crew


def look(site: Path, results: ResultFile, done: Production, site_url: str | None, crew: Crew) -> None:
    """Raise RenderError where a page has a fault, or uses a name that nobody provides."""
    provided = results.all_facts("provided")
    new = b"".join(done.used)
    missing, gone = crew.submit(_missing, new, b"".join(done.dropped), provided).result()
    if gone:  # somebody whose page was not made again may have used it
        missing = verify.missing_names(results.all_facts("used"), provided)
    faults = [
        *done.faults,
        *verify.path_faults(results.files()),
        *_in_words(site, results, missing, site_url),
    ]
    verify.refuse(faults)


def _missing(new: bytes, dropped: bytes, provided: bytes) -> tuple[set[bytes], set[bytes]]:
    """Return the names that are missing of those new in use, and of those provided before."""
    return verify.missing_names(new, provided), verify.missing_names(dropped, provided)


def _in_words(site: Path, results: ResultFile, missing: set[bytes], site_url: str | None) -> Iterable[Fault]:
    """Read the pages that use missing names once more, to say which these are."""
    names = {name for one in missing for name in results.using(one)}
    paths = sorted(path for path in results.files_of(names) if path.endswith((".html", ".css")))
    facts = (verify.page_facts(path, (site / path).read_text("utf-8"), site_url) for path in paths)
    return verify.link_faults(facts, missing)


def record_of(
    settings: Settings, kept: State, done: Production, watch: Stopwatch, workers: int
) -> BuildRecord:
    """Return what build.json says."""
    extent = hosts.extent_of(kept.results.sizes())
    known: Index = kept.record.get("index")
    charts = kept.results.drawings()
    return BuildRecord(
        data_digest=kept.record.get("data_digest"),
        commit=record.commit_of(settings.root),
        generator_version=record.generator_version(),
        counts=Counts(done.pages, known.totals["figures"], charts, extent.files),
        bytes=extent.bytes,
        pages_rendered=done.pages_made,
        pages_reused=done.pages - done.pages_made,
        charts_drawn=len(done.drawn),
        charts_reused=charts - len(done.drawn),
        workers=workers,
        outgrown=hosts.outgrown(extent),
        seconds=dict(watch.seconds),
    )
