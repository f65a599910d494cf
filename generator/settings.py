"""What a build is told: where the data lies, where the site goes, how it is made.

Settings are made once, checked once, and frozen.  The project root is the folder that holds
`mkdocs.yml`: the current directory, which relative paths mean, or else the one around the data.  The
theme and the hand-written pages are the project's own; where it has none, those that the program
carries.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from generator import package_data
from generator.errors import SettingError
from generator.site.contact import contact_of

LANGUAGES = ("vi", "en")


class Settings(Struct, frozen=True):
    """The settings of one run; every path is absolute and free of links."""

    root: Path
    data: Path
    out: Path
    workers: int
    lang: str
    site_url: str | None
    """Where the site will stand, ending in a slash; None leaves it to mkdocs.yml."""
    scheduler: str | None
    """The dask scheduler whose workers do the work; None for processes of this machine."""
    cache: Path
    """Where results are kept for the next build; may be lost at any time."""
    fresh: bool
    """Whether to build from nothing, as if there were no cache."""
    markdown: bool
    """Whether the Markdown of the project's own data stays there; a passing check-out needs none."""
    contact: str | None = None
    """Whom readers tell of an error: a form's address, an e-mail, or both; None leaves it to mkdocs.yml."""

    searchable: bool = True
    """Whether the search knows what the pages say now; a preview shows them first."""
    only: str | None = None
    """The unit to which a preview keeps: pages of others that are there stay as they are for now."""

    @property
    def source(self) -> Path:
        """The hand-written pages, and the generated ones of the project's own data."""
        return self._own("site_src")

    @property
    def theme(self) -> Path:
        return self._own("theme")

    @property
    def has_foreign_theme(self) -> bool:
        """Whether the theme is the one that the program carries, and not the project's own."""
        return self.theme.parent != self.root

    @property
    def mkdocs_yml(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def stage(self) -> Path | None:
        """Where the generated Markdown stays; None for other data, which leaves no trace here."""
        is_own = self.data == self.root / "data" and self.source.parent == self.root
        return self.source if self.markdown and is_own else None

    def _own(self, folder: str) -> Path:
        own = self.root / folder
        return own if own.is_dir() else package_data.PROJECT / folder


LAID_OUT_THEME = ".site-theme"
"""Where a project without a theme gets a copy of the program's, for other engines."""


def make(
    *,
    data: Path | None = None,
    out: Path | None = None,
    workers: int | None = None,
    lang: str = "vi",
    site_url: str | None = None,
    scheduler: str | None = None,
    cache: Path | None = None,
    no_cache: bool = False,
    no_markdown: bool = False,
    contact: str | None = None,
    no_index: bool = False,
    only: str | None = None,
    makes_pages: bool = True,
) -> Settings:
    """Return settings for a project, or where no pages are made for data alone; raise SettingError."""
    here = Path.cwd().resolve()
    root = _project_around(here, data)
    if makes_pages and not (root / "mkdocs.yml").is_file():
        raise SettingError("no-project", {"folder": here})
    published = _folder_of_its_own((out or root / "site").resolve())
    made = Settings(
        root=root,
        data=_data_folder((data or root / "data").resolve()),
        out=published,
        workers=_cores() if workers is None else _at_least_one(workers),
        lang=_language(lang),
        site_url=None if site_url is None else web_address(site_url),
        scheduler=None if scheduler is None else _scheduler_address(scheduler),
        cache=(cache or _cache_beside(published)).resolve(),
        fresh=no_cache,
        markdown=not no_markdown,
        contact=None if contact is None else _contact(contact),
        searchable=not no_index,
        only=only,
    )
    _refuse_cache_among(made.cache, (made.data, made.out, made.source, made.theme, root / "generator"))
    return made


def _project_around(here: Path, data: Path | None) -> Path:
    """Return the folder of the project: here, or where this is none, around data that has its own."""
    around = here if data is None else data.resolve().parent
    return around if (around / "mkdocs.yml").is_file() and not (here / "mkdocs.yml").is_file() else here


def _data_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise SettingError("no-data-folder", {"folder": folder})
    return folder


def _folder_of_its_own(out: Path) -> Path:
    if not out.name:
        raise SettingError("out-is-root", {"out": out})
    return out


def _cores() -> int:
    """Return the cores this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _at_least_one(workers: int) -> int:
    if workers < 1:
        raise SettingError("workers-too-few", {"workers": workers})
    return workers


def _language(lang: str) -> str:
    if lang not in LANGUAGES:
        raise SettingError("language-unknown", {"lang": lang, "languages": ", ".join(LANGUAGES)})
    return lang


def web_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingError("site-url-unusable", {"address": address})
    return address.rstrip("/") + "/"


def _contact(said: str) -> str:
    contact_of(said)
    return said


def _scheduler_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not _port(parts):
        raise SettingError("scheduler-unusable", {"address": address})
    return address


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:  # not a number, or too large
        return None


def _cache_beside(out: Path) -> Path:
    """Return the folder beside a site that keeps its cache; on the same disk, so files can be linked."""
    return out.with_name(f".{out.name.lstrip('.')}-cache")


def _refuse_cache_among(cache: Path, folders: Iterable[Path]) -> None:
    """Raise SettingError for a cache that would be read as a source, published, or written over."""
    for folder in folders:
        if cache.is_relative_to(folder) or folder.is_relative_to(cache):
            raise SettingError("cache-misplaced", {"cache": cache, "folder": folder})
