"""The order of the steps, from the data folder to the published site.

    gather     the data, read and checked where it changed, becomes the record in the cache
    comparing  figures of many units, set side by side again where one changed
    ledger     are all changes since the newest release told?
    withheld   can no number that is withheld be worked out?
    tasks      what can be made
    addresses  does every address that was published still answer?
    produce    the tasks whose record changed are done again, in any worker
    workshop   what a worker does; codes  digests of the program, templates, frame and people's pages
    publish    every name in use (addresses, anchors) must be provided; what build.json says
    releasing  what people write into the record by command: releases; revising  what changed since

Then the new site takes the old one's place in one step.

Problems of the data are returned, and nothing is written then; any other fault is raised, and the
published site stays as it was.  Every build goes the same way: one that finds an empty cache has
everything to do, and comes to the same site, byte for byte, as one that has little to do.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator import checks, read, workers
from generator.cache import state
from generator.cache.state import State
from generator.errors import GeneratorError, MachineError
from generator.pages import rendering
from generator.pipeline import addresses, codes, workshop
from generator.pipeline.gather import Suspect, gather
from generator.pipeline.produce import Producer
from generator.pipeline.publish import look, record_of
from generator.pipeline.workshop import Brief
from generator.problems import Problem, in_order
from generator.progress import SILENT, Progress
from generator.settings import Settings
from generator.site import record, render, switch, tree
from generator.site.record import BuildRecord, Stopwatch
from generator.workers import Crew

_PROJECT_FOLDERS = ("data", "site_src", "theme", "generator", "tests", "deploy", ".git", ".github", ".venv")
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: problems of the data and no site, or a site and its record."""

    problems: tuple[Problem, ...]
    record: BuildRecord | None
    unset: tuple[str, ...] = ()
    """Settings without which the site does less than it could."""


def check(settings: Settings) -> tuple[Problem, ...]:
    """Return every problem of the data, and where all is right else, of its addresses; nothing is written."""
    reading = read.read(settings.data)
    found = in_order((*reading.problems, *checks.check(reading)))
    return found or addresses.problems_of(settings.source, reading)


def build(settings: Settings, progress: Progress = SILENT) -> Built:
    """Build the site and switch it over; with problems in the data, do neither."""
    watch = Stopwatch(progress)
    switch.refuse_unsafe(settings.out, _own_folders(settings))
    shared = () if settings.stage is None else (settings.stage,)
    with (
        _disk_faults_in_words(),
        switch.guard(settings.out, *shared, settings.cache),
        workers.workers(settings.workers, scheduler=settings.scheduler) as crew,
    ):
        spare, size = switch.spare_of(settings.out), crew.size  # looked at while the data is read
        there = [crew.submit(tree.stamps, spare, part, size) for part in range(size)]
        with _kept(settings, progress) as kept:
            try:
                with watch.stage("read"):
                    pending = _gather(settings, kept, crew)
                stamps = {path: stamp for part in there for path, stamp in workers.fetch(crew, part).items()}
                built = _make_site(settings, kept, pending, stamps, crew, watch)
                return Built((), built, tuple(_unset(kept)))
            except Suspect:
                return Built(_told(settings), None)


def _gather(settings: Settings, kept: State, crew: Crew) -> frozenset[str]:
    """Bring the record up to date; return the keys that changed since the site was last switched over."""
    record, load = kept.record, partial(workshop.warm, draws=kept.is_new)
    with record.changes():
        changed = gather(settings.data, record, crew, lambda: crew.warm(load))
        pending: frozenset[str] = changed | (record.get("pending") or frozenset())
        record.put("pending", pending)
    return pending


def _make_site(
    settings: Settings,
    kept: State,
    pending: frozenset[str],
    there: tree.Stamps,
    crew: Crew,
    watch: Stopwatch,
) -> BuildRecord:
    """Bring a tree up to date beside the published one, look at all of it, and put it in its place."""
    spare, results = switch.spare_of(settings.out), kept.results
    with watch.stage("spare"):
        lost = tree.bring_up(spare, settings.out, results.stamps(), there, results.digest_of)
    contract = kept.record.get("contract")
    release = rendering.release_of(kept.record.get("core"))
    said = (settings.site_url, contract.synthetic, settings.contact, release)
    project = render.Project(settings.mkdocs_yml, settings.theme, *said)
    frame = codes.of_frame(settings, (*said, contract.figure_pages))
    compiled = results.get("compiled") if results.get("frame") == frame else None
    brief = Brief(settings.cache, settings.data, project, spare, settings.stage, compiled or {})
    with kept.results.changes():
        producer = Producer(settings, kept, brief, crew, watch)
        done = producer.produce(pending, lost, frame)
        if settings.scheduler is not None:
            tree.sweep(spare, results.stamps())
        with watch.stage("verify"):
            look(spare, results, done, results.get("site_url"))
        built = record_of(settings, kept, done, watch, crew.size)
        record.save(built, spare)
    with watch.stage("switch"):
        switch.switch(spare, settings.out)
        kept.record.put("pending", frozenset())
    if built.pages_rendered > built.pages_reused:  # the next build, which may be a small one, finds a spare
        with watch.stage("next"):
            tree.bring_up(spare, settings.out, results.stamps(), tree.stamps(spare), results.digest_of)
    return replace(built, seconds=watch.seconds)


def _unset(kept: State) -> Iterator[str]:
    """Yield the settings that are missing, of those that readers would notice."""
    if not kept.results.get("site_url"):
        yield "site-url"
    if not kept.results.get("has_contact"):
        yield "contact"


@contextmanager
def _kept(settings: Settings, progress: Progress) -> Iterator[State]:
    """Give the state of the last build, or an empty one; it is sealed again unless the program dies."""
    program = codes.of_program()
    known = None if settings.fresh else state.opened(settings.cache, program)
    if known is None and not settings.fresh and state.is_there(settings.cache):
        progress.say("cache-unusable")
    kept = known or state.fresh(settings.cache, program)
    kept.unseal()
    try:
        yield kept
    finally:
        if kept.is_new:  # the first data was refused: nothing is left behind
            kept.discard()
        else:
            kept.seal()


def _told(settings: Settings) -> tuple[Problem, ...]:
    """Return the problems that the short way came upon."""
    problems = check(settings)
    if not problems:
        raise GeneratorError("The data was found wrong in part and right as a whole: a fault of the program.")
    return problems


def _own_folders(settings: Settings) -> tuple[Path, ...]:
    return (settings.data, *(settings.root / name for name in _PROJECT_FOLDERS))


@contextmanager
def _disk_faults_in_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        code = "disk-full" if "full" in str(error) else "file-fault"
        raise MachineError(code, {"path": "—", "reason": error}) from error
    except OSError as error:
        where = error.filename2 or error.filename or "—"
        if error.errno in _DISK_FULL:
            raise MachineError("disk-full", {"path": where}) from error
        if error.errno in _NOT_ALLOWED:
            raise MachineError("not-allowed", {"path": where}) from error
        raise MachineError("file-fault", {"path": where, "reason": error.strerror or error}) from error
