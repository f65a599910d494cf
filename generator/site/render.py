"""MkDocs as a function: from a Markdown page to an HTML page.

    Frame         MkDocs set up once a process; renders the generated pages, any one of them alone
    hand_written  a stock build of the hand-written pages, with the theme's files and the 404 page

Links of generated pages are final addresses, and each of these pages is one HTML block, in which
Markdown has nothing to do.  So a page comes out as from a stock build of all pages, byte for byte
but for the indentation of the frame, which is left out.

Of the theme only what the pages use is kept: our own files, and of Material what a page refers to.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from jinja2 import BytecodeCache, Template, TemplateError
from msgspec import Struct, field

from generator import urls, write
from generator.errors import GeneratorError, RenderError
from generator.language import ENGLISH
from generator.site.contact import contact_of
from generator.site.env_variables import as_told
from generator.site.identity import Identity
from generator.site.lean import lean_page, valid_guide
from generator.site.mkdocs_config import declared, languages_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SEARCH_PAGE = Path(__file__).parents[1] / "messages" / "search.en.md"
_REFERENCE = re.compile(r"""(?:href|src)\s*=\s*["']?([^"'\s>]+)""")
_CSS_REFERENCE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
_MADE_BY_MKDOCS = ("sitemap.xml", "sitemap.xml.gz")
_FIRST, _LAST = '<div class="record', "</div>"


class Project(Struct, frozen=True):
    """What MkDocs is set up with; `synthetic` data is labelled on every page."""

    mkdocs_yml: Path
    theme: Path
    site_url: str | None
    synthetic: bool = False
    contact: str | None = None
    """Whom readers tell of an error; None leaves it to mkdocs.yml."""
    release: str | None = None
    """The newest release of the data."""
    variables: Mapping[str, str | None] = field(default_factory=dict)
    """What `!ENV` in mkdocs.yml reads where the command was given, None for what is not set there: in the
    environment of a worker elsewhere it may be something else."""


class HandWritten(Struct, frozen=True):
    """What the stock build gave: files by their path below the site, and the site's address."""

    files: Mapping[str, Path]
    pages: tuple[str, ...]
    fronts: Mapping[str, Mapping[str, str]]
    """The front matter of each page, by the path of its file."""
    identity: Identity


# One generated page -----------------------------------------------------------------------------


class Frame:
    """MkDocs with the project's settings, ready to put pages into the theme's frame.

    The frame prints neither MkDocs' navigation nor a table of contents, so it is given none.  MkDocs is
    loaded with the first page; to whom the site's identity is known, nothing else of it is of use.
    """

    def __init__(
        self, project: Project, compiled: BytecodeCache | None = None, known: Identity | None = None
    ) -> None:
        self._project, self._compiled, self._known = project, compiled, known

    @cached_property
    def identity(self) -> Identity:
        """The site's name, address and contact."""
        return self._known or _identity(self._config)

    @cached_property
    def _config(self) -> MkDocsConfig:
        with _collected() as warnings:
            config = _loaded(self._project, warnings)
        _refuse(warnings)
        assert config is not None
        return config

    @cached_property
    def _template(self) -> Template:
        templates = self._config.theme.get_env()
        templates.bytecode_cache = self._compiled
        return templates.get_template("main.html")

    def html(self, path: str, front: Mapping[str, Any], block: str) -> str:
        """Return the HTML of a generated page of these front matter and block.

        RenderError where the theme or MkDocs complains, GeneratorError for a block that Markdown changes.
        """
        from mkdocs.commands.build import get_context
        from mkdocs.structure.files import Files
        from mkdocs.structure.nav import Navigation

        if not is_one_block(block):
            raise GeneratorError("page-not-one-block", {"page": path})
        with _collected() as warnings:
            page = self._page(path, front, block)
            context = get_context(Navigation([], []), Files([]), self._config, page)
            try:
                html = self._template.render(context)
            except TemplateError as error:
                warnings.append(_in_words(f"building page '{path}'", error))
        _refuse(warnings)
        return lean_page(html)

    def _page(self, path: str, front: Mapping[str, Any], block: str) -> Any:
        from mkdocs.structure.files import File
        from mkdocs.structure.pages import Page

        file = File(path, src_dir=None, dest_dir=os.devnull, use_directory_urls=True)
        page = Page(None, file, self._config)
        page.meta, page.markdown, page.content = dict(front), block, block
        return page


def is_one_block(text: str) -> bool:
    """Whether Markdown has nothing to do: one division, and no blank line that would end it."""
    return text.startswith(_FIRST) and text.endswith(_LAST) and "\n\n" not in text


# The hand-written pages -------------------------------------------------------------------------


def hand_written(project: Project, source: Path, texts: Mapping[str, str], work: Path) -> HandWritten:
    """Run MkDocs on the hand-written pages of `source` and on other pages of text, in an empty folder `work`.

    `texts` are those by their path, as Markdown.  Every warning of MkDocs is an error that names its page.
    Generated pages that the navigation names are stood in for by empty ones, so that links to them can be
    checked.
    """
    docs, html = work / "docs", work / "html"
    write.copy_tree(source, docs, lambda path: not write.is_generated(path), write.is_generated)
    for path, text in texts.items():
        write.write_file(docs, path, text.encode())
    pages = [path for path in write.walk(docs) if path.endswith(".md")]
    check_addresses(pages)
    for path in _navigation(project.mkdocs_yml).difference(texts):
        if write.is_generated(path):
            write.write_file(docs, path, b"# \n")
    identity = _identity(_build(project, docs, html))
    fronts = {f"{urls.address_of(page)}index.html": _front(docs / page) for page in pages}
    kept = set(fronts)
    for path in sorted(kept):
        if not (html / path).is_file():
            raise RenderError("page-lost", {"page": path})
        (html / path).write_text(valid_guide((html / path).read_text("utf-8")), "utf-8", newline="")
    references = set(_references(html, kept | {"404.html"}, identity.url))
    files = {
        path: html / path
        for path in write.walk(html)
        if path in kept or _is_used(path, docs, project, references)
    }
    return HandWritten(files, tuple(pages), fronts, identity)


def english_texts(mkdocs_yml: Path) -> Mapping[str, str]:
    """Return the English pages of text, by their path, where the record is in English too."""
    if ENGLISH not in languages_of(mkdocs_yml):
        return {}
    return {urls.markdown_path(urls.in_language(urls.SEARCH, ENGLISH)): SEARCH_PAGE.read_text("utf-8")}


def _front(page: Path) -> Mapping[str, str]:
    from mkdocs.utils.meta import get_data

    _, front = get_data(page.read_text("utf-8-sig"))
    return {name: str(value) for name, value in front.items() if value is not None}


def check_addresses(pages: Iterable[str]) -> None:
    """Refuse two pages with one address: MkDocs lets the later one win, without a word."""
    taken: dict[str, str] = {}
    for page in pages:
        other = taken.setdefault(urls.address_of(page).casefold(), page)
        if other != page:
            raise RenderError("address-twice", {"page": page, "other": other})


def _build(project: Project, docs: Path, html: Path) -> MkDocsConfig:
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    with _collected() as warnings:
        config = _loaded(project, warnings, docs_dir=str(docs), site_dir=str(html))
        try:
            if config is not None:
                build(config)
        except (MkDocsException, TemplateError) as error:
            if not warnings:  # mostly it has logged the fault before it gave up
                warnings.append(_in_words("building", error))
    _refuse(warnings)
    assert config is not None
    return config


def _is_used(path: str, docs: Path, project: Project, references: set[str]) -> bool:
    """Whether a file comes from the sources or the theme, or is a file of Material that a page needs."""
    if path in _MADE_BY_MKDOCS or path.endswith("/index.html") or path == "index.html":
        return False
    ours = (docs / path).is_file() or (project.theme / path).is_file()
    return ours or path in references or path == "404.html"


def _navigation(mkdocs_yml: Path) -> set[str]:
    """Return the pages that mkdocs.yml names in its navigation."""
    return set(_leaves(declared(mkdocs_yml).get("nav")))


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


_QUIET = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
"""Kept for as long as the process runs: Material does not advertise, MkDocs does not look at the clock."""


def _loaded(project: Project, warnings: list[str], **folders: str) -> MkDocsConfig | None:
    """Load the settings; a fault in them is added to the warnings."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    os.environ.update(_QUIET)
    try:
        with as_told(project.variables):
            config = load_config(
                str(project.mkdocs_yml),
                site_url=project.site_url,
                theme=_foreign_theme(project),
                strict=False,  # strict mode would only count what is collected here
                **{"docs_dir": str(project.theme), "site_dir": os.devnull, **folders},
            )
    except MkDocsException as error:
        if not warnings:
            warnings.append(_in_words("settings", error))
        return None
    told = project.contact if project.contact is not None else config.extra.get("contact") or ""
    config.extra |= {
        "synthetic": project.synthetic,
        "contact": contact_of(told),
        "release": project.release,
        "values_known": True,
    }
    return config


def _identity(config: MkDocsConfig) -> Identity:
    return Identity(str(config.site_name), config.site_url or None, config.extra["contact"])


def _foreign_theme(project: Project) -> dict[str, Any] | None:
    """Return the theme as mkdocs.yml has it, but of the program's folder; None for one beside that file."""
    from mkdocs.utils.yaml import yaml_load

    if project.theme.parent == project.mkdocs_yml.parent:
        return None
    with project.mkdocs_yml.open("rb") as file:
        declared = yaml_load(file).get("theme")
    return {**declared, "custom_dir": str(project.theme)} if isinstance(declared, dict) else None


def _in_words(doing: str, error: Exception) -> str:
    return " ".join(f"{doing}: {type(error).__name__}: {error}".split())


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


def _refuse(warnings: Iterable[str]) -> None:
    lines = list(dict.fromkeys(warnings))
    if lines:
        raise RenderError("render-refused", {"count": len(lines), "lines": tuple(lines[:20])})


# References ----------------------------------------------------------------------------------


def _references(html: Path, pages: set[str], site_url: str | None) -> Iterator[str]:
    """Yield the files of the site that pages and all stylesheets refer to."""
    base = urlsplit(site_url or "/").path or "/"
    for path in write.walk(html):
        if path in pages or path.endswith(".css"):
            pattern = _REFERENCE if path in pages else _CSS_REFERENCE
            found = set(pattern.findall((html / path).read_text("utf-8")))
            yield from (_resolved(path, unquote(link), base) for link in found)


def _resolved(page: str, link: str, base: str) -> str:
    target = link.split("#")[0].split("?")[0]
    if target.startswith("/"):
        return target.removeprefix(base)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
