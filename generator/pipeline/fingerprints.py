"""Digests of what makes a site beside the data: the program, the frame around the pages, people's pages."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from generator import write
from generator.cache.record_file import RecordFile
from generator.cache.result_file import ResultFile
from generator.pages.view import rendering
from generator.settings import Settings
from generator.site import render
from generator.workers.program import libraries

_PROGRAM = Path(__file__).parents[1]
_APART = ("cli/", "synth/", "workers/", "messages/cli.", "messages/problems.", "templates/")
"""Parts of the program on which no byte of a site depends, and templates, which pages note one by one."""
_VARIABLE = re.compile(r"!ENV\s+\[?\s*([A-Za-z_]\w*)")


def of_program() -> str:
    """Return the digest of this program, of its Python and of all libraries that it requires."""
    return _digest((sys.version, *libraries()), _PROGRAM, _matters)


def of_templates() -> dict[str, str]:
    """Return the digest of every template by its name."""
    folder = rendering.TEMPLATES
    contents = ((name, (folder / name).read_bytes()) for name in write.walk(folder))
    return {name: blake2b(content, digest_size=16).hexdigest() for name, content in contents}


def changed_templates(results: ResultFile, now: Mapping[str, str]) -> set[str]:
    """Return the keys of the templates that have another digest than at the last build, or none any more."""
    before: Mapping[str, str] = results.get("templates") or {}
    return {f"template/{name}" for name, _ in before.items() ^ now.items()}


def project_of(settings: Settings, record: RecordFile) -> render.Project:
    """Return what MkDocs is set up with for a record."""
    synthetic, release = record.get("contract").synthetic, rendering.release_of(record.get("core"))
    return render.Project(
        settings.mkdocs_yml, settings.theme, settings.site_url, synthetic, settings.contact, release
    )


def of_frame(settings: Settings, record: RecordFile) -> str:
    """Return the digest of what stands around every page: theme, renderer's settings, what it is told."""
    project, figure_pages = project_of(settings, record), record.get("contract").figure_pages
    said = (project.site_url, project.synthetic, project.contact, project.release, figure_pages)
    config = settings.mkdocs_yml.read_bytes().decode("utf-8", "replace")
    variables = (f"{name}={os.environ.get(name)}" for name in _VARIABLE.findall(config))
    return _digest((*map(str, said), config, *variables), settings.theme)


def of_hand_written(settings: Settings) -> str:
    """Return the digest of the hand-written pages and of the files beside them."""
    return _digest((), settings.source, lambda path: not write.is_generated(path))


def _matters(path: str) -> bool:
    return "__pycache__" not in path and not path.startswith(_APART)


def _digest(words: Iterable[str], folder: Path, wanted: Callable[[str], bool] = lambda path: True) -> str:
    digest = blake2b(digest_size=16)
    for word in words:
        digest.update(word.encode() + b"\0")
    for name in filter(wanted, write.walk(folder)):
        file = folder / name
        content = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
        digest.update(name.encode() + b"\0" + len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
