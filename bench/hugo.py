"""The same pages in the same frame, made by Hugo.

Each page is one HTML block, which Hugo passes through as it is told to (`unsafe`).  Front matter goes as
JSON, the form that Hugo reads fastest, all of it below `params`, where no name has a meaning of its own.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.layouts import Layouts
from bench.processes import Command, Run, run
from bench.workbench import ROOT, Text

SETTINGS = ROOT / "bench" / "hugo.toml"


def make_project(texts: Iterable[Text], project: Path) -> int:
    """Write a Hugo project of the pages; return how many."""
    project.mkdir(parents=True)
    shutil.copy(SETTINGS, project)
    layouts = Layouts(project / "layouts")
    count = 0
    for text in texts:
        count += 1
        file = project / "content" / content_path(text.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        front = {"title": text.meta["title"], "layout": layouts.name_of(text), "params": dict(text.meta)}
        file.write_text(f"{json.dumps(front, ensure_ascii=False)}\n\n{text.block}\n", "utf-8")
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
