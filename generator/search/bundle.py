"""One bundle of the full-text search, made by Pagefind's command from staged documents.

Pagefind keeps everything it indexes in memory and starts afresh every time, so what changes together
is a bundle of its own.  All bundles share the script and the WebAssembly of the main one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from pagefind_bin import get_executable

from generator import write
from generator.errors import RenderError
from generator.search.parts import MAIN
from generator.search.stable import settle

_ENTRY = "pagefind-entry.json"
_DATA = (_ENTRY, "*.pf_meta", "index", "filter", "fragment")
_PROGRAM = ("pagefind.js", "wasm.*.pagefind")  # no worker: a bundle is small

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only folders of a name of their own are made there
_ROOM = 16
"""So many times the size of its documents a bundle may take while it is made, with room for another's."""


def build_bundle(bundle: str, documents: Sequence[tuple[str, str]], site: Path, folder: str = "") -> None:
    """Index documents (path of the page below the site, document) into a folder of the site.

    What an earlier run left there goes; folders of other bundles stay.  Raises RenderError with
    Pagefind's own last line.
    """
    out = site / folder
    with tempfile.TemporaryDirectory(prefix=_prefix(site), dir=_scratch(documents)) as name:
        staged, made = Path(name, "documents"), Path(name, "bundle")
        _stage(documents, staged)
        _run([str(get_executable()), "--silent", "--site", str(staged), "--output-path", str(made)])
        if not (made / _ENTRY).is_file():
            raise RenderError("index-missing", {"folder": out})
        settle(made, made / _ENTRY)
        _take(made, out, (*_DATA, *_PROGRAM) if bundle == MAIN else _DATA)


def clear_up(site: Path) -> None:
    """Remove the work of builds of this site that were killed; nobody may be building it."""
    for place in {_IN_MEMORY, Path(tempfile.gettempdir())}:
        for left in place.glob(f"{_prefix(site)}*"):
            shutil.rmtree(left)


def _prefix(site: Path) -> str:
    return f"pagefind-{blake2b(os.fsencode(site.resolve()), digest_size=6).hexdigest()}-"


def _scratch(documents: Iterable[tuple[str, str]]) -> Path | None:
    """Return a folder in memory that has room for them many times over; None for the usual place.

    Pagefind makes a file of each document, which takes a disk longer than Pagefind.
    """
    size = sum(len(document) for _, document in documents)
    there = not os.environ.get("TMPDIR") and os.access(_IN_MEMORY, os.W_OK | os.X_OK)
    return _IN_MEMORY if there and shutil.disk_usage(_IN_MEMORY).free > size * _ROOM else None


def _stage(documents: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write `xa/a/index.html` as `xa/a.html`: a folder for each takes longer than to index them all.

    The search page makes the address of it again.
    """
    for path, document in documents:
        file = folder / f"{path.removesuffix('/index.html')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document, "utf-8")


def _take(made: Path, out: Path, patterns: Iterable[str]) -> None:
    """Bring in what the search page loads and is not there yet; remove what an earlier run left."""
    wanted = _files(made, patterns)
    for path in _files(out, (*_DATA, *_PROGRAM)) - wanted:
        (out / path).unlink()
    for path in wanted:
        write.write_file(out, path, (made / path).read_bytes())


def _files(folder: Path, patterns: Iterable[str]) -> set[str]:
    """Return the paths below a folder of the files that match, and of all in folders that do."""
    found = (file for pattern in patterns for file in folder.glob(pattern))
    each = (below for file in found for below in (file.rglob("*") if file.is_dir() else (file,)))
    return {below.relative_to(folder).as_posix() for below in each if below.is_file()}


def _run(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if result.returncode != 0:
        lines = (result.stdout + result.stderr).strip().splitlines() or [f"exit {result.returncode}"]
        raise RenderError("index-refused", {"line": lines[-1].strip()})
