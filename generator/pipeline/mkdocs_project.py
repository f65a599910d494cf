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
    beside, known, texts = _beside(results), results.stamps(), results.get("texts")
    results.put("left", frozenset(results.get("pages")) | beside | texts.keys())
    for path, text in texts.items():
        write.write_file(stage, path, text.encode())
    there = set(_there(stage))
    as_it_was = {path for path in there.difference(made) if write.is_code(path.removesuffix(_PAGE))}
    for path in beside - as_it_was:
        if tree.stamp(stage, path) != known[path]:
            tree.copy(site / path, write.place(stage, path))
    write.keep_only(stage, results.get("left"), write.is_generated, there)
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


def _beside(results: ResultFile) -> set[str]:
    from generator import urls  # both here, because a build that changes nothing does without
    from generator.site import signposts

    sources = set(results.get("pages"))  # a page as Markdown to be read has the name of its source
    rendered = {f"{urls.address_of(path)}index.html" for path in sources}
    made = {path for name, path in results.files_of_tasks() if not name.startswith(OWN)}
    return (made - rendered - sources) | {signposts.ROBOTS, signposts.HEADERS, signposts.LLMS}
