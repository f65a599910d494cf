"""Digests of what makes a site beside the data: the program, the frame around the pages, people's pages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from generator import write
from generator.cache.register_file import RecordFile
from generator.cache.result_file import ResultFile
from generator.settings import Settings
from generator.site.env_variables import read_by

_PROGRAM = Path(__file__).parents[1]
TEMPLATES = _PROGRAM / "templates"
_APART = (
    "cli/",
    "synth/",
    "starter/",
    "project/",
    "workers/",
    "messages/cli.",
    "messages/problems.",
    "templates/",
)
"""Parts of the program on which no byte of a site depends, and templates, which pages note one by one."""
_ASSETS = "assets/"
_METADATA = (".dist-info", ".egg-info")


def of_program() -> str:
    """Return the digest of this program, of its Python and of all libraries that are installed.

    Which of these it requires is not asked: to find out takes as long as all else in a build that finds
    nothing changed.
    """
    return _digest((sys.version, *_installed()), _PROGRAM, _matters)


def of_templates() -> dict[str, str]:
    """Return the digest of every template by its name."""
    return of_data(TEMPLATES)


def changed_templates(results: ResultFile, now: Mapping[str, str]) -> set[str]:
    """Return the keys of the templates that have another digest than at the last build, or none any more."""
    before: Mapping[str, str] = results.get("templates") or {}
    return {f"template/{name}" for name, _ in before.items() ^ now.items()}


def of_data(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder, the links and hidden files too."""
    found = {}
    for path in write.walk(folder):
        content = (folder / path).read_bytes() if (folder / path).is_file() else b""
        found[path] = blake2b(content, digest_size=16).hexdigest()
    return found


def of_frame(settings: Settings, record: RecordFile) -> str:
    """Return the digest of what stands around every page: theme, settings, what the data says of itself.

    Of the theme's assets a page has only the addresses.
    """
    said = record.get("said") or ()
    config = settings.mkdocs_yml.read_bytes().decode("utf-8", "replace")
    around = (settings.site_url, settings.contact, *said, config, *read_by(settings.mkdocs_yml).items())
    return _digest(map(str, around), settings.theme, lambda path: not path.startswith(_ASSETS))


def of_hand_written(settings: Settings) -> str:
    """Return the digest of the hand-written pages, of the files beside them and of the theme's assets."""
    pages = _digest((), settings.source, lambda path: not write.is_generated(path), write.is_generated)
    return _digest((pages,), settings.theme, lambda path: path.startswith(_ASSETS))


def _installed() -> list[str]:
    """Return `name-version` of every distribution that Python finds, as the folders of their metadata say."""
    names = (one.name for folder in map(Path, sys.path) if folder.is_dir() for one in folder.iterdir())
    return sorted(name for name in names if name.endswith(_METADATA))


def _matters(path: str) -> bool:
    return "__pycache__" not in path and not path.startswith(_APART)


def _digest(
    words: Iterable[str],
    folder: Path,
    wanted: Callable[[str], bool] = lambda path: True,
    skip: Callable[[str], bool] = lambda path: False,
) -> str:
    digest = blake2b(digest_size=16)
    for word in words:
        digest.update(word.encode() + b"\0")
    for name in filter(wanted, write.walk(folder, skip)):
        file = folder / name
        content = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
        digest.update(name.encode() + b"\0" + len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
