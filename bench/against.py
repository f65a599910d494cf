"""The program beside an earlier commit of itself, which is unpacked into a folder of its own.

Both run on data of their own making or of their own record, since the form of the data changed between
them; they take turns, and each is told in wall and in processor time.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Run, run
from bench.ratios import Ratio, Target, UnmeasuredError, in_turns, ratio
from bench.workbench import ROOT, SEED, Workbench

EARLIER = os.environ.get("BENCH_AGAINST", "d0bd48b")
"""The commit."""
REASON = "Đo tốc độ"
MAX_CLEAN, MAX_CELL = Target(1.15), Target(1.1)


@dataclass(frozen=True, slots=True)
class Program:
    """A tree of sources and the project in which it builds."""

    tree: Path
    project: Path

    def run(self, *words: str | Path, cwd: Path | None = None) -> Run:
        """Run a command of the program, in its tree where no project is said."""
        env = {"PYTHONPATH": str(self.tree), "PYTHONDONTWRITEBYTECODE": ""}
        return run([sys.executable, "-m", "generator", *words], cwd=cwd or self.tree, env=env)

    def build(self, data: Path, name: str) -> Run:
        """Build a site; from nothing where the name is new."""
        site, cache = self.project / name, self.project / f"{name}-cache"
        places = ("--data", data, "--out", site, "--cache", cache)
        return self.run("build", *places, "--no-markdown", cwd=self.project)

    def synthetic(self, options: Sequence[str]) -> Path:
        """Make a synthetic data set."""
        data = self.project / "synthetic"
        self.run("synth", data, *options, "--seed", str(SEED))
        return data

    def pages(self, name: str) -> int:
        """How many files with pages a site has."""
        return sum(1 for _ in (self.project / name).rglob("index.html"))


def earlier(workbench: Workbench, commit: str) -> Program:
    """Unpack an earlier commit; UnmeasuredError where git does not have it."""
    tree = workbench.folder("earlier")
    packed = subprocess.run(["git", "-C", ROOT, "archive", commit], capture_output=True, check=False)
    if packed.returncode:
        raise UnmeasuredError(f"The commit {commit} is not here: {packed.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(tree, filter="data")
    return Program(tree, tree)


def compared(
    workbench: Workbench, options: Sequence[str], repeats: int, edit: Callable[[Path, int], object]
) -> tuple[Ratio, ...]:
    """Compare clean builds of synthetic data; on the real record, nothing changed and one cell."""
    now, then = Program(ROOT, workbench.project()), earlier(workbench, EARLIER)
    return (
        *_clean(now, then, options),
        *_again("nothing", now, then, repeats, None),
        *_again("one-cell", now, then, repeats, edit),
    )


def _clean(now: Program, then: Program, options: Sequence[str]) -> tuple[Ratio, ...]:
    datas = now.synthetic(options), then.synthetic(options)
    ours, theirs = in_turns(lambda: now.build(datas[0], "clean"), lambda: then.build(datas[1], "clean"), 1)
    note = f"{now.pages('clean')} pages, earlier {then.pages('clean')}"
    return _both("clean", ours, theirs, MAX_CLEAN, note)


def _again(
    name: str, now: Program, then: Program, repeats: int, edit: Callable[[Path, int], object] | None
) -> tuple[Ratio, ...]:
    """Build the real record of each again, with nothing or with one figure changed, and told where asked."""
    datas = now.project / f"data-{name}", then.project / f"data-{name}"
    for program, data in zip((now, then), datas, strict=True):
        shutil.copytree(program.tree / "data", data)
        program.build(data, name)
        program.build(data, name)  # the first build again still finds something to put in order

    def again(program: Program, data: Path, edits: list[int]) -> Run:
        if edit is not None:
            edits.append(len(edits))
            edit(data, len(edits))
            if program is now:
                program.run("revise", "--data", data, "--reason", REASON)
        return program.build(data, name)

    counted: tuple[list[int], list[int]] = [], []
    ours, theirs = in_turns(
        lambda: again(now, datas[0], counted[0]), lambda: again(then, datas[1], counted[1]), repeats
    )
    return _both(name, ours, theirs, None if edit is None else MAX_CELL, "the real record")


def _both(
    name: str, ours: Sequence[Run], theirs: Sequence[Run], target: Target | None, note: str
) -> tuple[Ratio, ...]:
    """Return the ratios of wall and of processor time."""
    note = f"{note}; against {EARLIER}"
    walls = [[one.seconds for one in side] for side in (ours, theirs)]
    processors = [[one.processor_seconds for one in side] for side in (ours, theirs)]
    return (
        ratio(f"against/{name}", *walls, target=target, note=note),
        ratio(f"against/{name}/processor", *processors, target=target, note=note),
    )
