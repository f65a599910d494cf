"""Why a file of the site would be made again by the next build, or not, and why it was the last time.

The next build is begun for trial: the record is brought up to date as a build does it, what differs is
compared with what the task looked at, and all of it is taken back.  Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator import pipeline, urls, workers
from generator.cache import state
from generator.cache.result_file import LOST, Mark
from generator.cache.state import State
from generator.errors import SettingError
from generator.pages import PageTask
from generator.pipeline import fingerprints, pictures, plan
from generator.pipeline.core_tables import Suspect
from generator.pipeline.ingest import gather
from generator.pipeline.mkdocs_project import BUNDLE, OWN, PEOPLE
from generator.pipeline.plan import FRAME, HAND_WRITTEN, MARKDOWN
from generator.pipeline.source_lines import Cause, Places
from generator.pipeline.tasks import MovedTask
from generator.problems import Problem
from generator.read.suggestions import closest
from generator.settings import Settings
from generator.site import switch, tree

Outcome = Literal["again", "current", "new", "gone", "always", "depends"]


class Answers(Struct, frozen=True):
    """One answer for each task that the file comes from, or what is wrong in the data."""

    problems: tuple[Problem, ...] = ()
    found: tuple[Why, ...] = ()


class Why(Struct, frozen=True):
    """What the next build would do with a file of the site, and what is known of the last time."""

    path: str
    task: str
    outcome: Outcome
    causes: tuple[Cause, ...] = ()
    """Why it would be made again."""
    last: tuple[Cause, ...] | None = None
    """Why it was made again the last time; None for what is not planned from the record."""
    looks: tuple[str, ...] = ()
    """The keys that were looked up for it."""


def why(settings: Settings, address: str) -> Answers:
    """Return why the file at an address would be made again, or not.

    The address is that of a page, a path below the site, or a full one; raises SettingError where it is
    unknown, or where no build left anything to compare with.
    """
    if not state.is_there(settings.cache):
        raise SettingError("nothing-built", {"cache": settings.cache})
    with switch.guard(settings.cache), _last_build(settings) as kept, kept.record.trial():
        try:
            return Answers(found=tuple(_Trial(settings, kept).answers(address)))
        except Suspect:
            return Answers(pipeline.problems_in_full(settings))


@contextmanager
def _last_build(settings: Settings) -> Iterator[State]:
    """Give what the last build left; raise SettingError where the next one could not use it."""
    kept = state.opened(settings.cache, fingerprints.of_program())
    if kept is None:
        if state.is_sealed(settings.cache):
            raise SettingError("program-changed", {})
        raise SettingError("cache-damaged", {"cache": settings.cache})
    try:
        yield kept
    finally:
        kept.record.close()
        kept.results.close()


class _Trial:
    """The next build, as far as it can be told without making anything."""

    def __init__(self, settings: Settings, kept: State) -> None:
        self._settings, self._results = settings, kept.results
        with workers.workers(1) as executor:
            changed = gather(settings.data, fingerprints.of_data(settings.data), kept.record, executor)
        self._pending = changed | (kept.record.get("pending") or frozenset())
        self._pending |= fingerprints.changed_templates(kept.results, fingerprints.of_templates())
        self._frame = fingerprints.of_frame(settings, kept.record)
        self._tasks = plan.tasks_of(settings, kept.record)
        self._places = Places(settings.data, state.reading(settings.cache), kept.record, self._pending)
        self._stamps = kept.results.stamps()

    def answers(self, address: str) -> Iterator[Why]:
        """Yield what each task says that the file comes from; a drawing comes from all pages with it."""
        planned = {
            _file_of(task.address): name for name, task in self._tasks.items() if isinstance(task, PageTask)
        }
        paths = list(_paths(address, self._settings.out, self._results.get("identity").url))
        path = next((path for path in paths if path in self._stamps or path in planned), None)
        if path is None:
            near = closest(paths[0], (path.removesuffix("index.html") for path in self._stamps))
            if near is None:
                raise SettingError("address-unknown", {"address": address})
            raise SettingError("address-mistaken", {"address": address, "near": near})
        for name in sorted(self._results.owners([path])) or [planned[path]]:
            yield self._answer(path, name)

    def _answer(self, path: str, name: str) -> Why:
        if path not in self._stamps:
            return Why(path, name, "new")
        causes = tuple(map(self._places.cause, self._causes(name)))
        if name.startswith(OWN):
            return Why(path, name, self._outcome_of_own(name, bool(causes)), causes)
        outcome: Outcome = "gone" if name not in self._tasks else "again" if causes else "current"
        last = tuple(map(Cause, self._results.last_causes(name)))
        return Why(path, name, outcome, causes, last, tuple(self._results.looks(name)))

    def _outcome_of_own(self, name: str, has_causes: bool) -> Outcome:
        if has_causes:
            return "again"
        if name.startswith(BUNDLE):
            return "depends" if self._pending else "current"
        return "current" if name == PEOPLE else "always"

    def _causes(self, name: str) -> Iterator[str]:
        """Yield the reasons for which a task would be done again, as a build finds them."""
        yield from (key for key in self._results.looks(name) if key in self._pending)
        drawings = map(pictures.drawing_path, self._results.drawings_of(name))
        files = (*sorted(self._results.files_of([name])), *drawings)
        yield from (f"{LOST}{path}" for path in files if self._is_lost(path))
        yield from self._around(name)

    def _is_lost(self, path: str) -> bool:
        mark = Mark(*self._stamps[path], self._results.digest_of(path))
        return tree.is_lost(switch.staging_of(self._settings.out), self._settings.out, path, mark)

    def _around(self, name: str) -> Iterator[str]:
        """Yield the reasons that lie in the frame around a page, or in what people wrote."""
        task = self._results.task(name)
        has_frame = name == PEOPLE or isinstance(task, PageTask | MovedTask)
        if has_frame and self._results.get("frame") != self._frame:
            yield FRAME
        if name == PEOPLE and not self._people_wrote(self._results.get("people")):
            yield HAND_WRITTEN
        if isinstance(task, PageTask) and self._lacks_markdown(urls.markdown_path(task.address)):
            yield MARKDOWN

    def _people_wrote(self, known: str) -> bool:
        """Whether the hand-written pages are those of the last build."""
        return known.endswith(f" {fingerprints.of_hand_written(self._settings)}")

    def _lacks_markdown(self, path: str) -> bool:
        stage = self._settings.stage
        return stage is not None and not (stage / path).is_file()


def _file_of(address: str) -> str:
    return f"{address.lstrip('/')}index.html"


def _paths(address: str, out: Path, site_url: str | None) -> Iterator[str]:
    """Yield the files below the site that an address may mean, the likeliest first."""
    path = address.partition("#")[0].partition("?")[0]
    if "://" in path:
        base = urlsplit(site_url or "").path or "/"
        path = unquote(urlsplit(path).path).removeprefix(base)
    elif Path(path).resolve().is_relative_to(out):
        path = Path(path).resolve().relative_to(out).as_posix()
    path = path.strip("/").removesuffix("/.")
    yield path
    yield f"{path}/index.html".lstrip("/")
