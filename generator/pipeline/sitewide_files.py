"""The files of a build that no task of the plan makes, since they tell of all pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator import downloads, pages, urls
from generator.cache.register_file import RecordFile
from generator.cache.result_file import ResultFile
from generator.pipeline.worker import WorkerSetup
from generator.site import render, signposts
from generator.tracking import coarsened, note, noting


def texts(setup: WorkerSetup, record: RecordFile) -> tuple[Mapping[str, str], Collection[str]]:
    """Return the pages of text that are made of the record, by path, and the keys that they depend on."""
    with noting() as keys:
        note("contract")
        text = pages.dictionary_page(record.get("contract"), setup.project.release)
    english = render.english_texts(setup.project.mkdocs_yml)
    return {urls.markdown_path(urls.DICTIONARY): text, **english}, coarsened(keys)


def signpost_files(setup: WorkerSetup, record: RecordFile, results: ResultFile) -> dict[str, bytes]:
    """Return what tells programs their way, and the sitemap of a site whose address is known."""
    site_url: str | None = results.get("identity").url
    files = {
        signposts.ROBOTS: signposts.robots(site_url, setup.project.synthetic),
        signposts.HEADERS: signposts.headers(),
        signposts.LLMS: _llms_txt(setup, record, site_url),
    }
    if site_url:
        by_people: Collection[str] = results.get("people_pages")
        days = _days(record, results.get("pages"))
        files |= signposts.sitemap(site_url, {**days, **dict.fromkeys(by_people)})
    return files


def _llms_txt(setup: WorkerSetup, record: RecordFile, site_url: str | None) -> bytes:
    newest = max(record.core().releases, key=lambda one: one.released_on, default=None)
    figure_pages, is_large = record.get("contract").figure_pages, bool(record.get("totals")["large"])
    return downloads.llms_txt(setup.data, site_url, newest, figure_pages, is_large)


def _days(record: RecordFile, generated: Collection[str]) -> dict[str, str | None]:
    """Return the day of the last change of each generated page, as releases and revisions tell it."""
    core = record.core()
    newest = max((one.released_on.isoformat() for one in core.releases), default=None)
    shown = (path for path in generated if not urls.is_then(path))
    days: dict[str, str | None] = dict.fromkeys(shown, newest)
    for revision in core.revisions:
        places = (urls.unit(core.units[revision.unit_id]), urls.figure_page(revision.figure_id))
        for path in map(urls.markdown_path, (*places, urls.CORRECTIONS)):
            if path in days:
                days[path] = max(days[path] or "", revision.revised_on.isoformat())
    return days
