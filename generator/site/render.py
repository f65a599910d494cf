"""MkDocs as a function: from a folder of Markdown pages to a folder of HTML pages.

The generated pages are shared out over shards; each shard is a folder of its own with the pages of
the navigation, the hand-written pages and its share, rendered by a stock MkDocs.  Links of generated
pages are final addresses, so a page comes out the same in whatever shard it stands.

Of the theme only what the pages use is kept: our own files, and of Material what a page refers to.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from jinja2 import TemplateError

from generator import write
from generator.errors import RenderError, SettingError
from generator.text import to_html

_PAGES_PER_SHARD = 60, 4000
"""A shard is worth its start from the first number on, and short of memory beyond the second."""

_LINKS_PER_SITEMAP = 50_000  # the sitemap protocol's limit
_REFERENCE = re.compile(r"""(?:href|src)\s*=\s*["']?([^"'\s>]+)""")
_CSS_REFERENCE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
_MADE_BY_MKDOCS = ("sitemap.xml", "sitemap.xml.gz")


@dataclass(frozen=True, slots=True)
class Shard:
    """One call of MkDocs: what it reads, where it writes, which of its pages are kept."""

    mkdocs_yml: Path
    docs: Path
    html: Path
    keep: tuple[str, ...]
    site_url: str | None


@dataclass(frozen=True, slots=True)
class RenderedShard:
    """What one call of MkDocs gave: its warnings, the files its pages refer to, the site's address."""

    warnings: tuple[str, ...]
    references: frozenset[str]
    site_url: str | None


@dataclass(frozen=True, slots=True)
class Project:
    """What MkDocs is set up with."""

    mkdocs_yml: Path
    theme: Path
    site_url: str | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """How many pages there are, and the address the site is made for (option, or mkdocs.yml)."""

    pages: int
    site_url: str | None


def render(
    project: Project, source: Path, site: Path, work: Path, executor: Executor, shards: int
) -> Rendered:
    """Render all pages of `source` into `site`.

    `work` is an empty folder for the shards, on the same disk as `site`.  Every warning of MkDocs
    is an error that names its page.
    """
    pages = [path for path in write.walk(source) if path.endswith(".md")]
    _check_addresses(pages)
    plan = _plan(project, source, pages, work, shards)
    results = list(executor.map(render_shard, plan))
    _refuse_warnings(results)
    for shard in plan:
        _take_pages(shard, site)
    references = {path for result in results for path in result.references}
    _take_assets(plan[0], project.theme, site, references)
    _write_sitemap(site, results[0].site_url, pages)
    return Rendered(len(pages), results[0].site_url)


def address_of(page: str) -> str:
    """Return the address of a Markdown page: `xa/a/index.md` and `xa/a.md` are both `xa/a/`."""
    stem = page.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name.lower() in ("index", "readme"):
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def render_shard(shard: Shard) -> RenderedShard:
    """Run MkDocs once, without a sound; its warnings come back as values."""
    with _environment(NO_MKDOCS_2_WARNING="1", SOURCE_DATE_EPOCH="0"), _collected() as warnings:
        site_url = _run_mkdocs(shard, warnings)
    references = () if warnings else _references(shard.html, site_url)
    return RenderedShard(tuple(warnings), frozenset(references), site_url)


# Before MkDocs --------------------------------------------------------------------------------


def _check_addresses(pages: Iterable[str]) -> None:
    """MkDocs lets the later of two pages with one address win, without a word."""
    taken: dict[str, str] = {}
    for page in pages:
        other = taken.setdefault(address_of(page).casefold(), page)
        if other != page:
            raise RenderError("address-twice", {"page": page, "other": other})


def _plan(project: Project, source: Path, pages: Sequence[str], work: Path, workers: int) -> list[Shard]:
    everywhere = _navigation(project.mkdocs_yml) | {page for page in pages if not write.is_generated(page)}
    others = [page for page in pages if page not in everywhere]
    count = _shard_count(len(others), workers)
    plan = []
    for number in range(count):
        share = others[number::count]
        docs, html = work / f"{number}" / "docs", work / f"{number}" / "html"
        _stage(source, docs, everywhere.union(share))
        shared = [page for page in pages if page in everywhere] if number == 0 else []
        plan.append(Shard(project.mkdocs_yml, docs, html, (*shared, *share), project.site_url))
    return plan


def _stage(source: Path, docs: Path, pages: set[str]) -> None:
    """Copy the pages of one shard, and the pictures that hand-written pages may show."""
    write.copy_tree(source, docs, lambda path: path in pages or not path.endswith(".md"))


def _shard_count(pages: int, workers: int) -> int:
    least, most = _PAGES_PER_SHARD
    return max(1, min(workers, pages // least), -(-pages // most))


def _navigation(mkdocs_yml: Path) -> set[str]:
    """Return the pages that mkdocs.yml names in its navigation."""
    try:
        content = yaml.load(mkdocs_yml.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingError("mkdocs-yml-unreadable", {"reason": " ".join(str(error).split())}) from error
    return set(_leaves(content.get("nav") if isinstance(content, Mapping) else None))


def _leaves(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for value in nav.values():
            yield from _leaves(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from _leaves(value)


# MkDocs ---------------------------------------------------------------------------------------


def _run_mkdocs(shard: Shard, warnings: list[str]) -> str | None:
    # Imported here: Material prints an advertisement unless the environment says otherwise.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from generator.site.passage import Passage

    config = None
    try:
        config = load_config(
            str(shard.mkdocs_yml),
            docs_dir=str(shard.docs),
            site_dir=str(shard.html),
            site_url=shard.site_url,
            strict=False,  # strict mode would only count what is collected here
        )
        config.markdown_extensions.append(Passage())
        build(config)
    except (MkDocsException, TemplateError) as error:
        if not warnings:  # mostly it has logged the fault before it gave up
            warnings.append(" ".join(f"{type(error).__name__}: {error}".split()))
    return config.site_url if config is not None else None


class _Collector(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(" ".join(record.getMessage().split()))


@contextmanager
def _collected() -> Iterator[list[str]]:
    messages: list[str] = []
    handler = _Collector(messages)
    logging.getLogger().addHandler(handler)
    try:
        yield messages
    finally:
        logging.getLogger().removeHandler(handler)


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _refuse_warnings(results: Iterable[RenderedShard]) -> None:
    warnings = list(dict.fromkeys(line for result in results for line in result.warnings))
    if warnings:
        raise RenderError("render-refused", {"count": len(warnings), "lines": tuple(warnings[:20])})


# After MkDocs ---------------------------------------------------------------------------------


def _references(html: Path, site_url: str | None) -> Iterator[str]:
    """Yield the files of the site that its pages and stylesheets refer to."""
    base = urlsplit(site_url or "/").path or "/"
    for path in write.walk(html):
        if path.endswith((".html", ".css")):
            pattern = _REFERENCE if path.endswith(".html") else _CSS_REFERENCE
            found = set(pattern.findall((html / path).read_text("utf-8")))
            yield from (_resolved(path, unquote(link), base) for link in found)


def _resolved(page: str, link: str, base: str) -> str:
    target = link.split("#")[0].split("?")[0]
    if target.startswith("/"):
        return target.removeprefix(base)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), target))


def _take_pages(shard: Shard, site: Path) -> None:
    for page in shard.keep:
        path = f"{address_of(page)}index.html"
        if not (shard.html / path).is_file():
            raise RenderError("page-lost", {"page": page})
        _move(shard.html / path, site / path)


def _take_assets(shard: Shard, theme: Path, site: Path, references: set[str]) -> None:
    """Keep what people put into the sources or the theme, and what of Material a page refers to."""
    for path in write.walk(shard.html):
        ours = (shard.docs / path).is_file() or (theme / path).is_file()
        if path not in _MADE_BY_MKDOCS and (ours or path in references or path == "404.html"):
            _move(shard.html / path, site / path)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)


def _write_sitemap(site: Path, site_url: str | None, pages: Sequence[str]) -> None:
    """List the addresses for search engines; without dates, which would be the build's."""
    if not site_url:
        return
    links = [f"{site_url}{address_of(page)}" for page in pages]
    parts = [links[at : at + _LINKS_PER_SITEMAP] for at in range(0, len(links), _LINKS_PER_SITEMAP)]
    if len(parts) == 1:
        write.write_file(site, "sitemap.xml", _sitemap("urlset", "url", parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, start=1)]
    for name, part in zip(names, parts, strict=True):
        write.write_file(site, name, _sitemap("urlset", "url", part))
    write.write_file(site, "sitemap.xml", _sitemap("sitemapindex", "sitemap", [site_url + n for n in names]))


def _sitemap(root: str, entry: str, links: Iterable[str]) -> bytes:
    lines = "".join(f"<{entry}><loc>{to_html(link)}</loc></{entry}>\n" for link in links)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n{lines}</{root}>\n'
    return text.encode()
