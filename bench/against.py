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
CLEAN = "clean"
"""The name of the site of synthetic data."""
Edit = Callable[[Path, int], object]
"""Changes a figure of a data set, each number another one."""
TARGETS = {
    "clean": Target(0.6),
    "one-cell-synthetic": Target(1.1),
    "nothing": Target(0.4),
    "one-cell": Target(0.5),
    "one-form": Target(0.33),
}


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


def compared(workbench: Workbench, options: Sequence[str], repeats: int, edit: Edit) -> tuple[Ratio, ...]:
    """Compare a clean build of synthetic data and one cell of it; of the real record nothing and one cell."""
    now, then = Program(ROOT, workbench.project()), earlier(workbench, EARLIER)
    synthetic = now.synthetic(options), then.synthetic(options)
    ours, theirs = in_turns(
        lambda: now.build(synthetic[0], CLEAN), lambda: then.build(synthetic[1], CLEAN), 1
    )
    pages = f"{now.pages(CLEAN)} pages, earlier {then.pages(CLEAN)}"
    return (
        *_both("clean", ours, theirs, pages),
        *_again("one-cell-synthetic", (now, then), synthetic, CLEAN, repeats, edit, pages),
        *_again("nothing", (now, then), _real(now, then, "nothing"), "nothing", repeats, None),
        *_again("one-cell", (now, then), _real(now, then, "one-cell"), "one-cell", repeats, edit),
        *_one_form(now, then, repeats),
    )


def _one_form(now: Program, then: Program, repeats: int) -> tuple[Ratio, ...]:
    """Take in the first form of a commune, check and build again; against the earlier clean build."""
    name, data, filled = "one-form", now.project / "data-one-form", now.project / "one-form.forms"
    run([sys.executable, "-m", "bench.filled_forms", now.tree / "data", filled, "1"], cwd=ROOT)
    (form,) = filled.iterdir()

    def taken_in() -> Run:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(now.tree / "data", data)
        for _ in range(2):  # the first build again still finds something to put in order
            now.build(data, name)
        entered = now.run("import", form, "--data", data), now.run("check", "--data", data)
        return _together(*entered, now.build(data, name))

    def from_nothing() -> Run:
        for left in (then.project / name, then.project / f"{name}-cache"):
            shutil.rmtree(left, ignore_errors=True)
        return then.build(then.tree / "data", name)

    return _both(name, *in_turns(taken_in, from_nothing, repeats), "the real record")


def _together(*runs: Run) -> Run:
    """Return what commands took one after the other."""
    return Run(
        sum(one.seconds for one in runs),
        sum(one.processor_seconds for one in runs),
        max(one.largest_mb for one in runs),
        max(one.worker_mb for one in runs),
        "".join(one.output for one in runs),
    )


def _real(now: Program, then: Program, name: str) -> tuple[Path, Path]:
    """Copy the real record of each, and build it."""
    datas = now.project / f"data-{name}", then.project / f"data-{name}"
    for program, data in zip((now, then), datas, strict=True):
        shutil.copytree(program.tree / "data", data)
        program.build(data, name)
    return datas


def _again(
    name: str,
    programs: tuple[Program, Program],
    datas: tuple[Path, Path],
    site: str,
    repeats: int,
    edit: Edit | None,
    note: str = "the real record",
) -> tuple[Ratio, ...]:
    """Build each again, with nothing or with one figure changed, and told where a release asks for that."""
    for program, data in zip(programs, datas, strict=True):
        program.build(data, site)  # the first build again still finds something to put in order

    def again(program: Program, data: Path, edits: list[int]) -> Run:
        if edit is not None:
            edits.append(len(edits))
            edit(data, len(edits))
            if program is programs[0]:
                program.run("revise", "--data", data, "--reason", REASON)
        return program.build(data, site)

    counted: tuple[list[int], list[int]] = [], []
    ours, theirs = in_turns(
        lambda: again(programs[0], datas[0], counted[0]),
        lambda: again(programs[1], datas[1], counted[1]),
        repeats,
    )
    return _both(name, ours, theirs, note)


def _both(name: str, ours: Sequence[Run], theirs: Sequence[Run], note: str) -> tuple[Ratio, ...]:
    """Return the ratios of wall and of processor time."""
    note = f"{note}; against {EARLIER}"
    target = TARGETS[name]
    walls = [[one.seconds for one in side] for side in (ours, theirs)]
    processors = [[one.processor_seconds for one in side] for side in (ours, theirs)]
    return (
        ratio(f"against/{name}", *walls, target=target, note=note),
        ratio(f"against/{name}/processor", *processors, target=target, note=note),
    )
