"""The same pages in the same frame, made by Hugo.

Each page is one HTML block, which Hugo passes through as it is told to (`unsafe`); the frame is that of
theme/, written in Hugo's template language, in bench/hugo_site/.  Front matter goes as JSON, the form
that Hugo reads fastest, all of it below `params`, where no name has a meaning of its own.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.processes import Command, Run, run
from bench.workshop import ROOT, Text

SITE = ROOT / "bench" / "hugo_site"


def make_project(texts: Iterable[Text], project: Path) -> int:
    """Write a Hugo project of the pages; return how many."""
    shutil.copytree(SITE, project)
    count = 0
    for text in texts:
        count += 1
        file = project / "content" / content_path(text.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        front = json.dumps({"title": text.meta["title"], "params": dict(text.meta)}, ensure_ascii=False)
        file.write_text(f"{front}\n\n{text.block}\n", "utf-8")
    return count


def content_path(path: str) -> str:
    """Return where Hugo wants a page: a folder with an index would hide the pages below it."""
    folder = path.removesuffix("index.md").strip("/")
    return f"{folder}.md" if folder else "_index.md"


def render(project: Path, out: Path) -> Run:
    """Run Hugo from nothing."""
    shutil.rmtree(out, ignore_errors=True)
    options: Command = ["--source", project, "--destination", out, "--noBuildLock", "--quiet"]
    return run([program(), *options], env={"HUGO_CACHEDIR": str(project / "cache")})


def program() -> str:
    """Return the program that came with the package, or the one on the path."""
    beside = Path(sys.executable).with_name("hugo")
    return str(beside) if beside.is_file() else shutil.which("hugo") or "hugo"
