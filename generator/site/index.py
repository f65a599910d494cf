"""The search index: Pagefind's command over the rendered articles, into `pagefind/`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from generator.errors import RenderError

BUNDLE = "pagefind"

_UNUSED = (  # the search page has a small script of its own
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
)


def index(site: Path) -> None:
    """Index every article of a built site; raise RenderError with Pagefind's own last line."""
    bundle = site / BUNDLE
    if bundle.exists():
        shutil.rmtree(bundle)  # Pagefind never removes an old file
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", BUNDLE]
    _run([*command, "--root-selector", "article", "--silent"])
    if not (bundle / "pagefind-entry.json").is_file():
        raise RenderError("index-missing", {"folder": bundle})
    for pattern in _UNUSED:
        for file in bundle.glob(pattern):
            file.unlink()


def _run(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if result.returncode != 0:
        lines = (result.stdout + result.stderr).strip().splitlines() or [f"exit {result.returncode}"]
        raise RenderError("index-refused", {"line": lines[-1].strip()})
