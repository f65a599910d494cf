"""What a build leaves in site_src/: with it any engine that reads mkdocs.yml makes the same site.

Beside the Markdown that is whatever of the site a renderer of Markdown would not make; search alone is left
to `solieuhoi index`.
"""

from __future__ import annotations

from pathlib import Path

from generator import write
from generator.cache.result_file import ResultFile
from generator.settings import LAID_OUT_THEME, Settings
from generator.site import tree

PEOPLE, SIGNPOSTS, CATALOGUE, BUNDLE = "hand-written", "signposts", "bundles", "bundle "
OWN = (PEOPLE, SIGNPOSTS, CATALOGUE, BUNDLE)
"""The names of the build's own tasks, or what they begin with: engines do their work themselves."""


def lay_out(settings: Settings, site: Path, results: ResultFile) -> None:
    """Copy what is to lie beside the Markdown from the site, and a theme that the program brought along."""
    stage = settings.stage
    if stage is None:
        return
    beside, known, texts = _beside(results), results.stamps(), results.get("texts")
    results.put("left", frozenset(results.get("pages")) | beside | texts.keys())
    for path, text in texts.items():
        write.write_file(stage, path, text.encode())
    for path in beside:
        if tree.stamp(stage, path) != known[path]:
            tree.copy(site / path, write.place(stage, path))
    tidy(settings, results)
    if settings.has_foreign_theme:
        write.mirror(settings.theme, settings.root / LAID_OUT_THEME)


def tidy(settings: Settings, results: ResultFile) -> None:
    """Remove what an earlier build left, and this one does not."""
    if settings.stage is not None:
        write.keep_only(settings.stage, results.get("left"), write.is_generated)


def is_whole(settings: Settings, results: ResultFile) -> bool:
    """Whether the project for other engines is complete: the newest Markdown and the files beside it."""
    if settings.stage is None:
        return True
    return bool(results.get("is_staged")) and results.get("left") <= set(write.walk(settings.stage))


def _beside(results: ResultFile) -> set[str]:
    from generator.site import render, signposts  # here, because a build that changes nothing does without

    rendered = {f"{render.address_of(path)}index.html" for path in results.get("pages")}
    made = {path for name, path in results.files_of_tasks() if not name.startswith(OWN)}
    return (made - rendered) | {signposts.ROBOTS}
