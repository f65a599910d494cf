"""What a worker does: tasks become files of the site, and word of what they depend on.

A worker is told once where everything is; then any task can be done anywhere, alone, and always comes
to the same files.  Files are written where they belong; what goes back is small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from generator import charts, downloads, pages, search, tracking, urls, write
from generator.cache import state
from generator.cache.bytecode import TemplateBytecode
from generator.cache.register_file import RecordFile
from generator.cache.result_file import Mark
from generator.cache.view import traced
from generator.downloads import FileTask
from generator.errors import GeneratorError
from generator.language import ENGLISH, VIETNAMESE
from generator.model import EACH
from generator.pages import EmbedTask, PageTask
from generator.pages.view import rendering
from generator.pipeline import pictures
from generator.pipeline.pictures import Drawn
from generator.pipeline.tasks import CodesTask, FeedTask, MovedTask, NamesTask, SnapshotTask, Task, name_of
from generator.read import release_snapshots
from generator.site import render, tree, verify
from generator.site.as_markdown import as_markdown
from generator.site.identity import Identity
from generator.site.lean import lean_page
from generator.site.shell import Shell
from generator.site.verify import Fault


class WorkerSetup(Struct, frozen=True):
    """Where everything is: the record, the data, the project, and the folders to write to."""

    record: Path
    data: Path
    project: render.Project
    site: Path
    stage: Path | None
    """Where the Markdown of the pages goes; None for data that leaves no trace in the project."""
    compiled: Mapping[str, bytes] = field(default_factory=dict)
    """The templates that earlier builds compiled."""
    identity: Identity | None = None
    """The site's name, address and contact, where an earlier build with the same frame knew them."""


class Made(Struct, frozen=True):
    """What one task came to; a bundle of the index is no task of the plan."""

    name: str
    task: Task | None
    keys: frozenset[str]
    files: Mapping[str, Mark]
    provided: bytes
    used: bytes
    faults: tuple[Fault, ...] = ()
    document: tuple[str, str | None] = ("", None)
    """The page's path and its search document, where it has one."""
    charts: tuple[str, ...] = ()
    drawings: Mapping[str, Drawn] = field(default_factory=dict)
    """The drawings that did not exist yet."""
    compiled: Mapping[str, bytes] = field(default_factory=dict)
    """The templates that had to be compiled."""


class Worker:
    """All that tasks are done with, opened once in a process."""

    def __init__(self, setup: WorkerSetup, record: RecordFile | None) -> None:
        self._setup, self._write = setup, partial(tree.put, setup.site)
        self._record = record or state.reading(setup.record)
        core = self._record.core()
        self._contract = self._record.get("contract")
        self._register, self._measured = traced(core, self._record.get("index"), self._record)
        self._compiled = rendering.environment(VIETNAMESE).bytecode_cache = TemplateBytecode(setup.compiled)
        self._frame = render.Frame(setup.project, self._compiled, setup.identity)
        self._shell = Shell(self._frame, "code", rendering.release_of(self._register))
        rendering.environment(ENGLISH).bytecode_cache = self._compiled
        identity = self._frame.identity
        contact = identity.contact
        origin = downloads.Origin(identity.name, identity.url, contact.form, contact.mail)
        land: Callable[[], bytes] = partial(self._record.get, "land_database")
        self._inputs = downloads.Inputs(
            self._register, self._measured, self._contract, setup.data, origin, land
        )
        self._site = pages.Site(
            identity.url,
            self._contract.figure_pages,
            contact.form,
            contact.mail,
            identity.name,
            setup.project.synthetic,
        )

    def do(self, task: Task, drawings: Mapping[str, str]) -> Made:
        """Do one task."""
        if isinstance(task, PageTask):
            return self._page(task, drawings)
        if isinstance(task, EmbedTask):
            return self._embed(task, drawings)
        if isinstance(task, MovedTask):
            return self._moved(task)
        if isinstance(task, CodesTask):
            return self._codes(task)
        with tracking.noting() as keys:
            tracking.note("contract")
            files = dict(self._files(task))
        marks = {path: self._write(path, content) for path, content in files.items()}
        compiled = self._compiled.taken()
        return Made(
            name_of(task), task, tracking.coarsened(keys), marks, verify.packed(marks), b"", compiled=compiled
        )

    def _files(self, task: FileTask | NamesTask | FeedTask | SnapshotTask) -> Iterator[tuple[str, bytes]]:
        if isinstance(task, FeedTask):
            yield from pages.feeds(task.province_id, self._register, self._measured, self._site)
            return
        if isinstance(task, SnapshotTask):
            yield from self._snapshot(task.release_id)
            return
        if isinstance(task, NamesTask):
            yield from search.name_files(self._register, self._measured, task.language)
            return
        tracking.note_all(f"source/{path}" for path in task.sources)
        folder = urls.DOWNLOADS.strip("/")
        made = downloads.make(task, self._inputs)
        yield from ((f"{folder}/{path}", content) for path, content in made)

    def _snapshot(self, release_id: str) -> Iterator[tuple[str, bytes]]:
        folder = f"{release_snapshots.FOLDER}/{release_id}"
        for name in release_snapshots.names_in(self._setup.data / folder):
            source = f"{folder}/{name}"
            tracking.note(f"source/{source}")
            yield f"{urls.release(release_id).lstrip('/')}{name}", (self._setup.data / source).read_bytes()

    def _page(self, task: PageTask, drawings: Mapping[str, str]) -> Made:
        with tracking.noting() as keys:
            if pages.KINDS[task.kind].explains_contract:
                tracking.note("contract")
            page = pages.make(task, self._register, self._measured, self._contract, self._site)
        drawn = pictures.draw(page, drawings, self._write)
        front = {**page.front, **pictures.front_of(page.card)}
        body = pictures.with_charts(page, pictures.svgs(drawings, drawn))
        if not write.is_generated(page.path):
            raise GeneratorError("path-not-owned", {"path": page.path})
        if self._setup.stage is not None:
            write.write_file(self._setup.stage, page.path, rendering.markdown(front, body).encode())
        address = urls.address_of(page.path)
        path = f"{address}index.html"
        is_read = "json" in front and self._contract.figure_pages == EACH
        html = self._frame.html(page.path, {**front, "markdown": urls.MARKDOWN} if is_read else front, body)
        files = {path: self._write(path, html.encode())}
        if is_read:
            below = f"{address}{urls.MARKDOWN}"
            files[below] = self._write(below, as_markdown(body).encode())
        for table in page.tables:
            below, content = downloads.table_file(table)
            below = f"{urls.DOWNLOADS.strip('/')}/{below}"
            files[below] = self._write(below, content)
        files |= {below: self._write(below, told.encode()) for below, told in page.facts}
        keys_shown = (
            *dict.fromkeys(charts.key(chart) for chart in page.charts),
            *(key for key, _ in pictures.in_files(page)),
        )
        facts = verify.page_facts(path, html, self._frame.identity.url)
        return Made(
            name=name_of(task),
            task=task,
            keys=tracking.coarsened(keys),
            files=files,
            provided=facts.provided + verify.packed([*files, *map(pictures.drawing_path, keys_shown)]),
            used=facts.used,
            faults=(
                *self._faults(task, facts),
                *(fault for told in page.facts for fault in verify.told_faults(*told, self._register)),
            ),
            document=(path, search.search_document(page.front, page.body)),
            charts=keys_shown,
            drawings=drawn,
            compiled=self._compiled.taken(),
        )

    def _embed(self, task: EmbedTask, drawings: Mapping[str, str]) -> Made:
        with tracking.noting() as keys:
            page = pages.embed(task, self._register, self._measured, self._site)
        drawn = pictures.draw(page, drawings, self._write)
        html = lean_page(
            pictures.with_charts(page, {**drawings, **{key: one.svg for key, one in drawn.items()}})
        )
        path = urls.page_file(task.address)
        facts = verify.page_facts(path, html, self._frame.identity.url)
        return Made(
            name=name_of(task),
            task=task,
            keys=tracking.coarsened(keys),
            files={path: self._write(path, html.encode())},
            provided=facts.provided,
            used=facts.used,
            faults=verify.inspect(facts, self._register),
            charts=tuple(charts.key(chart) for chart in page.charts),
            drawings=drawn,
            compiled=self._compiled.taken(),
        )

    def _moved(self, task: MovedTask) -> Made:
        with tracking.noting() as keys:
            html = pages.moved(task.redirect, self._register, self._measured, self._site)
        path = f"{task.redirect.address.strip('/')}/index.html"
        facts = verify.page_facts(path, html, self._frame.identity.url)
        files = {path: html, **pages.moved_facts(task.redirect)}
        return Made(
            name=name_of(task),
            task=task,
            keys=tracking.coarsened(keys),
            files={place: self._write(place, content.encode()) for place, content in files.items()},
            provided=facts.provided + verify.packed(files),
            used=facts.used,
            faults=facts.faults,
            compiled=self._compiled.taken(),
        )

    def _codes(self, task: CodesTask) -> Made:
        """Make the pages of the codes of a province; the frame around them is looked at once."""
        with tracking.noting() as keys:
            made = pages.at_codes(task.province_id, self._register, self._measured, self._site, task.language)
        files: dict[str, Mark] = {}
        facts: list[verify.PageFacts] = []
        for page in made:  # one after the other: a province may have thousands
            path, html = f"{page.address.strip('/')}/index.html", self._shell.html(page)
            read = (page.body,) if facts else (html, page.body)
            facts += (verify.page_facts(path, one, self._frame.identity.url) for one in read)
            files[path] = self._write(path, html.encode())
        return Made(
            name=name_of(task),
            task=task,
            keys=tracking.coarsened(keys),
            files=files,
            provided=verify.provided_by(facts),
            used=verify.used_by(facts),
            faults=tuple(fault for one in facts for fault in one.faults),
            compiled=self._compiled.taken(),
        )

    def _faults(self, task: PageTask, facts: verify.PageFacts) -> tuple[Fault, ...]:
        """Compare a page's figures with the record, and look whether all are there that must be."""
        kind = pages.KINDS[task.kind]
        due = kind.due(self._register, self._measured, task.ids)
        return verify.inspect(facts, self._register, due if kind.is_home_of_figures else (), due)
