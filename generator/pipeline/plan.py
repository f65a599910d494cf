"""Which tasks a record asks for, and for what reasons a task that is known is done again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import downloads, pages
from generator.cache.register_file import RecordFile
from generator.cache.view import stored, stored_comparisons
from generator.measures import measure
from generator.model import Register
from generator.pages import PageTask
from generator.pipeline import addresses
from generator.pipeline.core_tables import Suspect
from generator.pipeline.tasks import CodesTask, FeedTask, MovedTask, NamesTask, SnapshotTask, Task, name_of
from generator.settings import Settings
from generator.site.mkdocs_config import languages_of

FRAME, MARKDOWN, HAND_WRITTEN = "frame/*", "markdown/*", "hand-written/*"
"""Reasons beside the keys: another frame around all pages, the page's Markdown not where it is to be,
other hand-written pages."""


def tasks_of(settings: Settings, record: RecordFile) -> dict[str, Task]:
    """Return all tasks of the plan by name; raise Suspect where a published address was lost."""
    core, known = record.core(), record.get("index")
    register = stored(core, record, known.with_figures)
    measured = measure(register, known, comparisons=stored_comparisons(core, record))
    contract = record.get("contract")
    languages = languages_of(settings.mkdocs_yml)
    made = pages.plan(register, measured, contract.figure_pages, languages)
    tasks: list[Task] = [*made, *map(NamesTask, languages), *_moved(settings, record, register, made)]
    tasks += downloads.plan(register, measured, contract)
    tasks += map(FeedTask, pages.with_feed(register))
    provinces = [name for name, unit in register.units.items() if unit.parent_id is None]
    tasks += (CodesTask(name, language) for language in languages for name in provinces)
    tasks += pages.plan_embeds(register, measured, languages)
    tasks += (SnapshotTask(release.release_id) for release in register.releases)
    return {name_of(task): task for task in tasks}


def _moved(
    settings: Settings, record: RecordFile, register: Register, made: Iterable[PageTask]
) -> Iterator[Task]:
    """Yield what stands at addresses without a page."""
    live = {task.address for task in made} | addresses.by_people(settings.source)
    inventory = record.get("inventory") or ()
    ways = addresses.of_record(register, inventory, live, record.get("contract").figure_pages)
    if not ways.are_whole:
        raise Suspect
    yield from (MovedTask(redirect) for redirect in ways.moved.values())
