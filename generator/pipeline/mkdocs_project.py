"""What a build leaves in site_src/: with it any engine that reads mkdocs.yml makes the same site.

Beside the Markdown that is whatever of the site a renderer of Markdown would not make; search alone is left
to `solieuhoi index`.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from generator import write
from generator.cache.result_file import ResultFile
from generator.settings import LAID_OUT_THEME, Settings
from generator.site import tree

PEOPLE, SIGNPOSTS, CATALOGUE, BUNDLE = "hand-written", "signposts", "bundles", "bundle "
_PAGE = "/index.html"
OWN = (PEOPLE, SIGNPOSTS, CATALOGUE, BUNDLE)
"""The names of the build's own tasks, or what they begin with: engines do their work themselves."""


def lay_out(settings: Settings, site: Path, results: ResultFile, made: Collection[str]) -> None:
    """Copy what is to lie beside the Markdown from the site, and a theme that the program brought along.

    `made` are the files of this build; others of the thousands that codes have lie there as they are.
    """
    stage = settings.stage
    if stage is None:
        return
    pages, texts = frozenset(results.get("pages")), results.get("texts")
    for path, text in texts.items():
        write.write_file(stage, path, text.encode())
    there, beside = set(_there(stage)), set()
    for path, stamp in _beside(results, pages):
        beside.add(path)
        as_it_was = path in there and path not in made and write.is_code(path.removesuffix(_PAGE))
        if not as_it_was and tree.stamp(stage, path) != stamp:
            tree.copy(site / path, write.place(stage, path))
    left = pages.union(beside, texts)
    results.put("left", left)
    write.keep_only(stage, left, write.is_generated, there)
    if settings.has_foreign_theme:
        write.mirror(settings.theme, settings.root / LAID_OUT_THEME)


def tidy(settings: Settings, results: ResultFile) -> None:
    """Remove what an earlier build left, and this one does not."""
    if settings.stage is not None:
        write.keep_only(settings.stage, results.get("left"), write.is_generated, _there(settings.stage))


def is_whole(settings: Settings, results: ResultFile) -> bool:
    """Whether the project for other engines is complete: the newest Markdown and the files beside it."""
    if settings.stage is None:
        return True
    return bool(results.get("is_staged")) and results.get("left") <= set(_there(settings.stage))


def _there(stage: Path) -> Iterator[str]:
    """Yield the files of the project; a folder of a code, of which there are thousands, has its page."""
    yield from write.walk(stage, write.is_code)
    for level in write.LEVELS:
        names = os.listdir(stage / level) if (stage / level).is_dir() else ()  # noqa: PTH208 - thousands
        yield from (f"{level}/{name}{_PAGE}" for name in names if write.is_code(f"{level}/{name}"))


def _beside(results: ResultFile, sources: Collection[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield what else the site has, but what an engine makes of the sources and what is its own work."""
    from generator.site import signposts  # here, because a build that changes nothing does without

    signs = (signposts.ROBOTS, signposts.HEADERS, signposts.LLMS)
    for name, path, stamp in results.files_of_tasks():
        source = f"{path.removesuffix('html')}md"
        is_page = source in sources or path in sources  # the latter is a page as Markdown to be read
        if path in signs or not (is_page or name.startswith(OWN)):
            yield path, stamp
