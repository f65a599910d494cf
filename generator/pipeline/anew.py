"""A build that finds something changed: from the data to the new site, with all that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from msgspec.structs import replace

from generator import search, workers
from generator.cache.result_file import ResultFile
from generator.cache.state import State
from generator.pipeline import fingerprints, worker_process
from generator.pipeline.core_tables import Suspect
from generator.pipeline.finish import look
from generator.pipeline.ingest import gather
from generator.pipeline.make import Producer
from generator.pipeline.outcome import record_of
from generator.pipeline.worker import WorkerSetup
from generator.settings import Settings
from generator.site import build_record, host_limits, render, switch, tree
from generator.site.build_record import BuildRecord, Stopwatch
from generator.site.env_variables import read_by
from generator.workers import Executor

__all__ = ["Suspect", "made"]


def made(settings: Settings, kept: State, digests: Mapping[str, str], watch: Stopwatch) -> BuildRecord:
    """Make what changed, and switch the site over; raise Suspect where the data has a problem."""
    with workers.workers(settings.workers, scheduler=settings.scheduler) as executor:
        staging, size = switch.staging_of(settings.out), executor.size  # looked at while the data is read
        there = [executor.submit(tree.stamps, staging, part, size) for part in range(size)]
        with watch.stage("read"):
            pending = _gather(settings, kept, digests, executor)
        return _make_site(settings, kept, pending, there, executor, watch)


def _gather(
    settings: Settings, kept: State, digests: Mapping[str, str], executor: Executor
) -> frozenset[str]:
    """Bring the record up to date; return the keys that changed since the site was last switched over."""
    record, is_new = kept.record, kept.is_new
    if is_new:  # all pages are to be made, with their charts
        executor.warm(worker_process.warm)
    with record.changes():
        changed = gather(settings.data, digests, record, executor)
        pending: frozenset[str] = changed | (record.get("pending") or frozenset())
        record.put("pending", pending)
    if is_new:  # all tables were read
        worker_process.give_back()
    return pending


def _bring_up(
    out: Path, results: ResultFile, there: list[Future[tree.Stamps]], executor: Executor
) -> tuple[frozenset[str], bool]:
    """Bring the staging tree up to date; return what could not be had, and whether all in it is unknown."""
    stamps: dict[str, tuple[int, int]] = {}
    while there:
        part: tree.Stamps = workers.fetch(executor, there.pop())
        stamps.update(part)
    lost = tree.bring_up(switch.staging_of(out), out, results.each_stamp, stamps, results.digest_of)
    return lost, bool(stamps) and next(results.each_stamp(), None) is None


def _make_site(
    settings: Settings,
    kept: State,
    pending: frozenset[str],
    there: list[Future[tree.Stamps]],
    executor: Executor,
    watch: Stopwatch,
) -> BuildRecord:
    """Bring a tree up to date beside the published one, look at all of it, and put it in its place."""
    staging, results = switch.staging_of(settings.out), kept.results
    with watch.stage("staging"):
        lost, has_unknown = _bring_up(settings.out, results, there, executor)
        search.clear_up(staging)
    synthetic, release, _ = kept.record.get("said")
    told = (settings.site_url, synthetic, settings.contact, release, read_by(settings.mkdocs_yml))
    project = render.Project(settings.mkdocs_yml, settings.theme, *told)
    frame = fingerprints.of_frame(settings, kept.record)
    same = results.get("frame") == frame
    compiled, identity = (results.get("compiled") or {}, results.get("identity")) if same else ({}, None)
    places = (settings.cache, settings.data, project, staging, settings.stage)
    setup = WorkerSetup(*places, compiled, identity)
    with kept.results.changes():
        done = Producer(settings, kept, setup, executor, watch).produce(pending, lost, frame)
        if settings.scheduler is not None or has_unknown:
            tree.sweep(staging, results.stamps())
        with watch.stage("verify"):
            look(staging, results, done, results.get("identity").url)
        results.put("is_partial", done.put_off is not None)
        sizes = ((path, size) for path, (size, _) in results.each_stamp())
        results.put("extent", host_limits.extent_of(sizes))
        built = record_of(settings, kept, done, watch, executor.size)
        build_record.save(built, staging)
    with watch.stage("switch"):
        switch.switch(staging, settings.out)
        kept.record.put("pending", done.put_off or frozenset())
    if built.pages_rendered > built.pages_reused:  # the next build, which may be small, finds a staging tree
        with watch.stage("next"):
            there_now = tree.stamps(staging)
            tree.bring_up(staging, settings.out, results.each_stamp, there_now, results.digest_of)
    return replace(built, seconds=watch.seconds)
