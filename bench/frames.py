"""The program's rendering and nothing else: a folder of Markdown in, a folder of HTML out.

    python -m bench.frames SOURCE PAGES OUT WORKERS

Started as a command of its own, so that its time holds what Hugo's holds: starting up, reading the
settings and the theme, reading every page, writing every page.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.processes import Command, Run
from bench.processes import run as run_command
from bench.workbench import CORES, ROOT, parted
from generator import urls, write
from generator.site.render import Frame, Project
from generator.workers import run, workers

AT_ONCE = 50
_frame: Frame | None = None


def render(source: Path, paths: list[str], out: Path) -> Run:
    """Render pages of a folder in a process of its own."""
    names = out.with_suffix(".txt")
    names.write_text("\n".join(paths), "utf-8")
    command: Command = [sys.executable, "-m", "bench.frames", source, names, out, str(CORES)]
    return run_command(command, cwd=ROOT)


def set_up() -> None:
    """Make the frame ready in this process."""
    global _frame
    if _frame is None:
        _frame = Frame(Project(ROOT / "mkdocs.yml", ROOT / "theme", None))


def render_some(job: tuple[Path, Path, list[str]]) -> int:
    """Render some pages; return how many."""
    source, out, paths = job
    set_up()
    assert _frame is not None
    for path in paths:
        html = _frame.html(path, *parted(source / path))
        write.write_file(out, f"{urls.address_of(path)}index.html", html.encode())
    return len(paths)


def main(source: Path, names: Path, out: Path, count: int) -> None:
    """Render the named pages with so many workers."""
    paths = names.read_text("utf-8").splitlines()
    jobs = [(source, out, paths[at : at + AT_ONCE]) for at in range(0, len(paths), AT_ONCE)]
    with workers(count, set_up) as executor:
        sum(run(executor, render_some, jobs))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
