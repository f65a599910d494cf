"""The end of a build: is every name in use provided, and what build.json says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.cache.result_file import ResultFile
from generator.cache.state import State
from generator.measures import Index
from generator.pipeline.make import Production
from generator.settings import Settings
from generator.site import hosts, record, verify
from generator.site.record import BuildRecord, Counts, Stopwatch
from generator.site.verify import Fault


def look(site: Path, results: ResultFile, done: Production, site_url: str | None) -> None:
    """Raise RenderError where a page has a fault, or uses a name that nobody provides.

    The site before had no fault, so what does not differ from it need not be looked at.
    """
    collisions = verify.path_faults(results.stamps()) if done.has_new_paths else ()
    missing = _missing(results, done)
    verify.refuse([*done.faults, *collisions, *_in_words(site, results, missing, site_url)])


def _missing(results: ResultFile, done: Production) -> set[bytes]:
    """Return the names that somebody uses and nobody provides."""
    if not done.using_others and not done.dropped:
        return set()
    provided = b"".join(results.all_facts("provided"))
    if verify.missing_names(done.dropped, provided):  # a page that was not made again may use one of them
        return verify.missing_names(results.all_facts("used"), provided)
    return verify.missing_names(results.used_by(done.using_others), provided)


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
    extent = hosts.extent_of((path, size) for path, (size, _) in kept.results.stamps().items())
    known: Index = kept.record.get("index")
    charts = kept.results.drawings()
    return BuildRecord(
        data_digest=kept.record.get("data_digest"),
        commit=record.commit_of(settings.root),
        generator_version=record.generator_version(),
        counts=Counts(
            pages=done.pages,
            figures=known.totals["figures"],
            charts=charts,
            files=extent.files,
            repeats=known.totals["repeats"],
            denominators=known.totals["denominators"],
        ),
        bytes=extent.bytes,
        pages_rendered=done.pages_made,
        pages_reused=done.pages - done.pages_made,
        charts_drawn=len(done.drawn),
        charts_reused=charts - len(done.drawn),
        workers=workers,
        outgrown=hosts.outgrown(extent),
        seconds=dict(watch.seconds),
    )
