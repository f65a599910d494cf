"""The order of the steps, from the data folder to the published site.

    check   read → check
    build   read → check → assemble → measure → pages → draw → write → render → downloads
            → index → verify → switch

Problems of the data are returned, and nothing is written then; any other fault is raised, and the
published site stays as it was.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator import assemble, charts, checks, downloads, measures, pages, read, urls, write
from generator.errors import GeneratorError, MachineError
from generator.measures import Measured
from generator.model import Chart, Drawing, Page, Register
from generator.problems import Problem, in_order
from generator.read import Reading
from generator.schema import Contract
from generator.settings import Settings
from generator.site import index, record, render, switch, verify
from generator.site.record import BuildRecord, Counts, Stopwatch, Tell
from generator.site.workers import workers

_PROJECT_FOLDERS = ("data", "site_src", "theme", "generator", "tests", "deploy", ".git", ".github", ".venv")
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_CHART = re.compile(r"\{chart:(\d+)(?::(svg|png))?\}")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: problems of the data and no site, or a site and its record."""

    problems: tuple[Problem, ...]
    record: BuildRecord | None


@dataclass(frozen=True, slots=True)
class Sources:
    """What every page is made from."""

    register: Register
    measured: Measured
    contract: Contract


def check(settings: Settings) -> tuple[Problem, ...]:
    """Return every problem of the data; nothing is written."""
    return _problems(read.read(settings.data))


def build(settings: Settings, tell: Tell = lambda stage, seconds: None) -> Built:
    """Build the site and switch it over; with problems in the data, do neither."""
    watch = Stopwatch(tell)
    switch.refuse_unsafe(settings.out, _own_folders(settings))
    with watch.stage("read"):
        reading = read.read(settings.data)
    with watch.stage("check"):
        problems = _problems(reading)
    if problems:
        return Built(problems, None)
    with watch.stage("assemble"):
        register = assemble.assemble(reading)
    with watch.stage("measure"):
        measured = measures.measure(register)
    shared = () if settings.stage is None else (settings.stage,)
    with _disk_faults_in_words(), switch.guard(settings.out, *shared):
        return Built((), _make_site(settings, Sources(register, measured, reading.contract), watch))


def _make_site(settings: Settings, sources: Sources, watch: Stopwatch) -> BuildRecord:
    """Make the site in a folder of its own, look at all of it, and put it in its place."""
    register, measured = sources.register, sources.measured
    with (
        switch.fresh_folder(settings.out) as work,
        workers(settings.workers, _hold, sources) as executor,
    ):
        site = work / "site"
        site.mkdir()
        with watch.stage("pages"):
            made = tuple(executor.map(_make_page, pages.plan(register, measured), chunksize=8))
        with watch.stage("draw"):
            drawings = _draw(made, executor)
        with watch.stage("write"):
            source = _write_pages(settings, made, drawings, work)
            write.write_tree(site, _chart_files(drawings.values()))
        with watch.stage("render"):
            project = render.Project(settings.mkdocs_yml, settings.theme, settings.site_url)
            rendered = render.render(project, source, site, work / "shards", executor, settings.workers)
        with watch.stage("downloads"):
            files = downloads.files(register, measured, made, settings.data)
            write.write_tree(site / urls.DOWNLOADS.strip("/"), files)
            write.write_tree(site, pages.names(register, measured))
        with watch.stage("index"):
            index.index(site)
        with watch.stage("verify"):
            verify.verify(site, register, executor, rendered.site_url)
        built = _record(settings, register, rendered.pages, len(drawings), site, watch)
        record.save(built, site)
        with watch.stage("switch"):
            switch.switch(site, settings.out)
    return replace(built, seconds=watch.seconds)


# Reading ----------------------------------------------------------------------------------------


def _problems(reading: Reading) -> tuple[Problem, ...]:
    return in_order((*reading.problems, *checks.check(reading)))


# Pages and drawings, in any process -------------------------------------------------------------

_held: Sources | None = None


def _hold(sources: Sources) -> None:
    """Keep in this process what every page is made from."""
    global _held
    _held = sources


def _make_page(task: pages.PageTask) -> Page:
    assert _held is not None
    return pages.make(task, _held.register, _held.measured, _held.contract)


def _draw(made: Iterable[Page], executor: Executor) -> dict[str, Drawing]:
    """Draw every chart once, however many pages show it; drawings by key."""
    wanted: dict[str, Chart] = {charts.key(chart): chart for page in made for chart in page.charts}
    return {drawing.key: drawing for drawing in executor.map(charts.draw, wanted.values(), chunksize=4)}


def _chart_files(drawings: Iterable[Drawing]) -> Iterator[tuple[str, bytes]]:
    for drawing in drawings:
        path = f"{urls.CHART_FILES.strip('/')}/{drawing.key}"
        yield f"{path}.svg", drawing.svg_file
        yield f"{path}.png", drawing.png_file


# Markdown ---------------------------------------------------------------------------------------


def _write_pages(
    settings: Settings, made: Iterable[Page], drawings: Mapping[str, Drawing], work: Path
) -> Path:
    """Write the Markdown of all pages; return the folder with these and the hand-written ones."""
    files = ((page.path, with_charts(page, drawings).encode()) for page in made)
    if settings.stage is not None:
        write.write_tree(settings.stage, files, write.is_generated)
        return settings.stage
    source = work / "source"
    write.copy_tree(settings.source, source, lambda path: not write.is_generated(path))
    write.write_tree(source, files)
    return source


def with_charts(page: Page, drawings: Mapping[str, Drawing]) -> str:
    """Return a page's text with its drawings in it, and the addresses of their files.

    Front matter is left alone: braces in it are text from data, which the body escapes.
    """
    keys = [charts.key(chart) for chart in page.charts]
    address = f"/{render.address_of(page.path)}"
    front, fence, body = page.text.rpartition("\n---\n")
    return front + fence + _CHART.sub(lambda slot: _chart(slot, page.path, keys, drawings, address), body)


def _chart(
    slot: re.Match[str], page: str, keys: Sequence[str], drawings: Mapping[str, Drawing], address: str
) -> str:
    number = int(slot[1])
    if number >= len(keys):
        raise GeneratorError("chart-unknown", {"page": page, "number": number})
    if slot[2]:
        return urls.relative(f"{urls.CHART_FILES}{keys[number]}.{slot[2]}", address)
    return " ".join(drawings[keys[number]].svg_inline.split("\n"))


# The site ---------------------------------------------------------------------------------------


def _own_folders(settings: Settings) -> tuple[Path, ...]:
    return (settings.data, *(settings.root / name for name in _PROJECT_FOLDERS))


def _record(
    settings: Settings, register: Register, rendered: int, drawn: int, site: Path, watch: Stopwatch
) -> BuildRecord:
    files, size = record.size(site)
    return BuildRecord(
        data_digest=register.data_digest,
        commit=record.commit_of(settings.root),
        generator_version=record.generator_version(),
        counts=Counts(pages=rendered, figures=len(register.observations), charts=drawn, files=files),
        bytes=size,
        pages_rendered=rendered,
        pages_reused=0,
        workers=settings.workers,
        seconds=dict(watch.seconds),
    )


@contextmanager
def _disk_faults_in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename2 or error.filename or "—"
        if error.errno in _DISK_FULL:
            raise MachineError("disk-full", {"path": where}) from error
        if error.errno in _NOT_ALLOWED:
            raise MachineError("not-allowed", {"path": where}) from error
        raise MachineError("file-fault", {"path": where, "reason": error.strerror or error}) from error
