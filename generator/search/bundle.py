"""One bundle of the full-text search, made by Pagefind's command from staged documents.

Pagefind keeps everything it indexes in memory and starts afresh every time, so what changes together
is a bundle of its own.  All bundles share the script and the WebAssembly of the main one.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pagefind_bin import get_executable

from generator.errors import RenderError
from generator.search.parts import MAIN
from generator.search.stable import settle

_ENTRY = "pagefind-entry.json"
_DATA = (_ENTRY, "*.pf_meta", "index", "filter", "fragment")
_PROGRAM = ("pagefind.js", "wasm.unknown.pagefind")  # no worker: a bundle is small; Vietnamese has no stemmer


def build_bundle(bundle: str, documents: Iterable[tuple[str, str]], out: Path) -> None:
    """Index documents (path of the page below the site, document) into the folder `out`.

    What an earlier run left there goes; folders of other bundles stay.  Raises RenderError with
    Pagefind's own last line.
    """
    with tempfile.TemporaryDirectory(prefix="pagefind-") as name:
        staged, made = Path(name, "documents"), Path(name, "bundle")
        _stage(documents, staged)
        _run([str(get_executable()), "--silent", "--site", str(staged), "--output-path", str(made)])
        if not (made / _ENTRY).is_file():
            raise RenderError("index-missing", {"folder": out})
        settle(made, made / _ENTRY)
        _take(made, out, (*_DATA, *_PROGRAM) if bundle == MAIN else _DATA)


def _stage(documents: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write `xa/a/index.html` as `xa/a.html`: a folder for each takes longer than to index them all.

    The search page makes the address of it again.
    """
    for path, document in documents:
        file = folder / f"{path.removesuffix('/index.html')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document, "utf-8")


def _take(made: Path, out: Path, patterns: Iterable[str]) -> None:
    """Move what the search page loads; remove what is there from an earlier run."""
    out.mkdir(parents=True, exist_ok=True)
    for pattern in (*_DATA, *_PROGRAM):
        for old in out.glob(pattern):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for pattern in patterns:
        for file in made.glob(pattern):
            shutil.move(file, out / file.name)


def _run(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if result.returncode != 0:
        lines = (result.stdout + result.stderr).strip().splitlines() or [f"exit {result.returncode}"]
        raise RenderError("index-refused", {"line": lines[-1].strip()})
