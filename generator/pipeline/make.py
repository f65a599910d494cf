"""From the record to the files of a site: which tasks are to be done again, and what they came to.

Beside the tasks that workers do there are a few of the build's own: the hand-written pages and the
data dictionary, which stands among them, the bundles of the search index, the sitemap.  Each has its
files in the state like any other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path

from generator import search, urls, write
from generator.cache.result_file import Mark
from generator.cache.state import State
from generator.pages import PageTask
from generator.pipeline import fingerprints, mkdocs_project, pictures, plan, sitewide_files, worker_process
from generator.pipeline.jobs import Jobs
from generator.pipeline.mkdocs_project import BUNDLE, CATALOGUE, OWN, PEOPLE, SIGNPOSTS
from generator.pipeline.outcome import Production
from generator.pipeline.plan import FRAME, MARKDOWN
from generator.pipeline.tasks import Task, name_of
from generator.pipeline.worker import Made, WorkerSetup
from generator.pipeline.worker_process import BundleJob
from generator.settings import Settings
from generator.site import render, tree, verify
from generator.site.build_record import Stopwatch
from generator.site.lean import lean_asset
from generator.tracking import NAMES
from generator.workers import Executor, run

_OF_VALUES = (
    "figures/",
    "parts/",
    "points/",
    "comparisons/",
    "siblings/",
    "findings/",
    "source/observations/",
    "template/",
)
"""Keys that differ when figures have other values, or are shown otherwise; the tasks stay the same then."""
_FRAMED = ("page ", "moved ", "feeds ", "codes ", "embed ", "files workbook", "files dcat")
"""What the names of tasks begin with that show the site's name or address."""


class Producer:
    """One build's way through the tasks."""

    def __init__(
        self, settings: Settings, kept: State, setup: WorkerSetup, executor: Executor, watch: Stopwatch
    ) -> None:
        self._settings, self._setup, self._executor, self._watch = settings, setup, executor, watch
        self._record, self._results = kept.record, kept.results
        self._write = partial(tree.put, setup.site)
        self._stale: set[str] = set()  # paths that tasks had before they were done again
        self._before: dict[str, tuple[bytes, bytes]] = {}  # names they provided and used
        self._causes: dict[str, list[str]] = {}  # why tasks are done again
        self._made: set[str] = set()  # paths of files that are to lie in site_src/, too
        self._compiled: dict[str, bytes] = {}  # templates that no earlier build compiled
        self._puts_off = False  # tasks that are not about the only unit that is wanted
        self.done = Production()

    def produce(self, pending: frozenset[str], lost: frozenset[str], frame: str) -> Production:
        """Do every task that is new, that looked up a pending key, or whose files were lost."""
        people = f"{frame} {fingerprints.of_hand_written(self._settings)}"
        templates = fingerprints.of_templates()
        pending |= fingerprints.changed_templates(self._results, templates)
        self._causes = again = self._due(pending, lost)
        self._results.drop_drawings(lost)
        as_planned = self._results.get("people") == people and self._results.get("pages") is not None
        if not as_planned or not all(map(_is_of_values, pending)):
            wanted = self._planned(again)
        else:  # other values of the same figures: the tasks are those of the last build
            wanted = [task for name in sorted(again) if (task := self._results.task(name)) is not None]
        is_framed = self._results.get("frame") == frame
        wanted += self._bare({name_of(task) for task in wanted}, is_framed)
        self._do(wanted, people, again)
        self._tidy()
        self._results.put("templates", templates)
        if self._compiled:
            self._results.put("compiled", {**self._setup.compiled, **self._compiled})
        self._results.put("frame", frame if is_framed or not self._puts_off else None)
        self._results.put("people", people)
        self._results.put("is_staged", self._setup.stage is not None)
        self._results.put("is_indexed", self._settings.searchable)
        self.done.put_off = pending if self._puts_off else None
        return self.done

    def _due(self, pending: frozenset[str], lost: frozenset[str]) -> dict[str, list[str]]:
        """Return the tasks to be done again, and why; a preview of one unit leaves others for later."""
        again = self._results.causes(pending, lost)
        if self._settings.only is None:
            return again
        needed = self._results.causes((), lost)
        due = {name: why for name, why in again.items() if name in needed or self._is_wanted(name)}
        self._puts_off = len(due) < len(again)
        return due

    def _is_wanted(self, name: str) -> bool:
        """Whether a task is about the only unit that is wanted, as its name says, or about no data at all."""
        only, words = self._settings.only, name.split()
        if only is None or name.startswith(OWN):
            return True
        is_about = only in words or f"observations/{only}.csv" in words
        return is_about or any(self._record.unit_of(word) == only for word in words)

    def _planned(self, again: Collection[str]) -> list[Task]:
        """Plan all tasks anew and drop those that are no more; return the new ones, and those to do again."""
        tasks, known = plan.tasks_of(self._settings, self._record), self._results.tasks()
        for name in known:
            if name not in tasks and not name.startswith(OWN):
                self._drop(name)
        made = (task.address for task in tasks.values() if isinstance(task, PageTask))
        self._results.put("pages", tuple(map(urls.markdown_path, made)))
        return [task for name, task in tasks.items() if name not in known or name in again]

    def _bare(self, taken: set[str], framed: bool) -> Iterator[Task]:
        """Yield other pages to be made again: in a new frame all, else those without their Markdown."""
        absent = self._absent()
        if framed and not absent:
            return
        for name in self._results.tasks():
            wanted = name.startswith("page " if framed else _FRAMED)
            task = self._results.task(name) if wanted and name not in taken else None
            if task is not None and not framed and not self._is_wanted(name):
                self._puts_off = True
            elif task is not None and (not framed or urls.markdown_path(task.address) in absent):
                self._causes[name] = [MARKDOWN if framed else FRAME]
                yield task

    def _absent(self) -> set[str]:
        """Return the paths of pages whose Markdown is missing or may be out of date."""
        stage, pages_there = self._setup.stage, set(self._results.get("pages"))
        if stage is None:
            return set()
        return pages_there.difference(write.walk(stage)) if self._results.get("is_staged") else pages_there

    # Tasks for workers --------------------------------------------------------------------------

    def _do(self, wanted: list[Task], people: str, again: Collection[str]) -> None:
        """Do the tasks, pages first: as soon as all are there, workers make the search index of them."""
        names = map(name_of, wanted)
        drawings = {name: known for name in names if (known := self._results.drawings_of(name))}
        for task in wanted:
            self._drop(name_of(task))
        record = self._record if self._settings.scheduler is None else None
        jobs = Jobs(wanted, self._executor, self._setup, record, self._watch.progress)
        shown = [task for task in wanted if isinstance(task, PageTask)]
        others = [task for task in wanted if not isinstance(task, PageTask)]
        with self._watch.stage("pages", len(shown)):
            self._put_all(jobs.done(shown, drawings))
        if self._results.get("people") != people or PEOPLE in again or not self._results.has(PEOPLE):
            self._hand_written()
        bundles = self._bundles(again)
        self._signposts()
        with self._watch.stage("files", len(others)):
            self._put_all(jobs.done(others, drawings, last=True))
            mkdocs_project.lay_out(self._settings, self._setup.site, self._results, self._made)
        with self._watch.stage("index"):
            self._put_all(bundles)

    def _put_all(self, made: Iterable[Made]) -> None:
        for one in made:
            self._put(one)

    def _put(self, made: Made) -> None:
        number = self._results.put_task(made.name, made.keys, made.task, self._causes.get(made.name, ()))
        self._put_files(number, made.files)
        self._put_facts(number, made.name, made.provided, made.used)
        self._put_document(number, *made.document)
        self._results.put_shown(number, made.charts)
        for key, drawn in made.drawings.items():
            self._results.put_drawing(key, pictures.drawing_path(key), drawn.svg, drawn.file)
        self._compiled.update(made.compiled)
        self.done.drawn.update(filter(pictures.is_chart, made.drawings))
        self.done.pages_made += made.name.startswith("page ")
        self.done.faults += made.faults

    def _put_files(self, number: int, marks: Mapping[str, Mark]) -> None:
        self._results.put_files(number, marks)
        if self._setup.stage is not None:
            self._made.update(marks)
        self.done.has_new_paths |= any(path not in self._stale for path in marks)

    def _put_facts(self, number: int, name: str, provided: bytes, used: bytes) -> None:
        """Note the names of a task, and whether they are others than before."""
        self._results.put_facts(number, provided, used)
        provided_before, used_before = self._before.pop(name, (b"", b""))
        if used != used_before:
            self.done.using_others.append(number)
        if provided_before and provided != provided_before:
            self.done.dropped.append(provided_before)

    def _drop(self, name: str) -> None:
        self._before.setdefault(name, self._results.facts_of(name))
        self._stale.update(self._results.drop_task(name))

    # The build's own tasks --------------------------------------------------------------------

    def _own(self, name: str, files: Mapping[str, bytes]) -> None:
        """Replace the files of one of the build's own tasks."""
        self._drop(name)
        marks = {path: self._write(path, content) for path, content in files.items()}
        number = self._results.put_task(name, ())
        self._put_files(number, marks)
        self._put_facts(number, name, verify.packed(marks), b"")

    def _hand_written(self) -> None:
        with self._watch.stage("render"), tempfile.TemporaryDirectory() as work:
            texts, keys = sitewide_files.texts(self._setup, self._record)
            made = render.hand_written(self._setup.project, self._settings.source, texts, Path(work))
            self._drop(PEOPLE)
            number = self._results.put_task(PEOPLE, keys)
            marks, facts = {}, []
            for path, file in made.files.items():
                content = lean_asset(path, file.read_bytes())
                if path in made.fronts:
                    article = search.article_of(content.decode())
                    self._put_document(number, path, search.search_document(made.fronts[path], article))
                if path.endswith((".html", ".css")):
                    facts.append(verify.page_facts(path, content.decode(), made.identity.url))
                marks[path] = self._write(path, content)
        used = b"".join(one.used for one in facts)
        provided = b"".join(one.provided for one in facts) + verify.packed(marks)
        self._put_files(number, marks)
        self._put_facts(number, PEOPLE, provided, used)
        self._results.put("identity", made.identity)
        self._results.put("people_pages", made.pages)
        self._results.put("texts", texts)
        self.done.pages_made += len(made.pages)
        self.done.faults += (fault for one in facts for fault in one.faults)

    def _put_document(self, task: int, path: str, document: str | None) -> None:
        if document is not None:
            self._results.put_document(task, path, _digest([document]), document)

    def _signposts(self) -> None:
        results = self._results
        self.done.pages = len(results.get("pages")) + len(results.get("people_pages"))
        self._own(SIGNPOSTS, sitewide_files.signpost_files(self._setup, self._record, results))

    def _bundles(self, again: Collection[str]) -> Iterator[Made]:
        """Let workers begin the bundles of the index of which a document changed; return what they make."""
        if not self._settings.searchable and self._results.get("bundles") is not None:
            return iter(())
        digests = self._results.documents()
        shared = search.bundles(digests)
        content = {
            bundle: _digest(f"{path} {digests[path]}" for path in paths) for bundle, paths in shared.items()
        }
        before: Mapping[str, str] = self._results.get("bundles") or {}
        changed = [
            name for name in content if content[name] != before.get(name) or f"{BUNDLE}{name}" in again
        ]
        for name in (*changed, *(before.keys() - content.keys())):
            self._drop(f"{BUNDLE}{name}")
        self._own(CATALOGUE, {search.CATALOGUE: search.catalogue(shared)})
        self._results.put("bundles", content)
        changed.sort(key=lambda name: len(shared[name]), reverse=True)  # no large one is left for the end
        jobs = (self._bundle_job(name, shared[name]) for name in changed)
        return run(self._executor, worker_process.bundle, jobs)

    def _bundle_job(self, bundle: str, paths: Iterable[str]) -> BundleJob:
        documents = self._results.documents_of(paths)
        return BundleJob(f"{BUNDLE}{bundle}", bundle, documents, self._setup.site)

    # What is left ------------------------------------------------------------------------------

    def _tidy(self) -> None:
        """Remove the files that no task has any more."""
        self.done.dropped += (provided for provided, _ in self._before.values() if provided)
        self._stale.update(self._results.drop_unshown())
        for path in self._stale.difference(self._results.still(self._stale)):
            tree.remove(self._setup.site, path)


def _is_of_values(key: str) -> bool:
    """Whether a key tells of other values only, and not that there are others (`comparisons/*`)."""
    return key.startswith(_OF_VALUES) and not key.endswith(f"/{NAMES}")


def _digest(lines: Iterable[str]) -> str:
    digest = blake2b(digest_size=16)
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
