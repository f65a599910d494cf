"""What the time of a clean build is spent on: by stage, by package, by function.

The stages come from an ordinary build; functions from one with a single worker under Python's profiler,
which makes small functions look dearer than they are.
"""

from __future__ import annotations

import pstats
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Command, run
from bench.workbench import ROOT, Workbench

FUNCTIONS = 30
PACKAGES = 15


@dataclass(frozen=True, slots=True)
class Spent:
    """Time spent in one function: in itself, and with all that it calls."""

    where: str
    name: str
    calls: int
    own_s: float
    whole_s: float


def profile(workbench: Workbench, pages: int) -> str:
    """Build a site of about so many pages from nothing; return where the time goes, as text."""
    built = workbench.clean(workbench.data(pages))
    spent = _profiled(workbench, pages)
    return "\n\n".join(
        (
            f"Clean build, {built.told}, {built.run.seconds:.1f} s",
            _stages(built.record["seconds"], built.run.seconds),
            _packages(spent),
            _functions(spent),
        )
    )


def _profiled(workbench: Workbench, pages: int) -> list[Spent]:
    project, file = workbench.project(), workbench.folder("profile")
    profiler: Command = [
        sys.executable,
        "-m",
        "cProfile",
        "-o",
        file,
        "-m",
        "generator",
        "build",
        "--workers",
        "1",
    ]
    folders: Command = [
        "--data",
        workbench.data(pages),
        "--out",
        project / "site",
        "--cache",
        project / "cache",
    ]
    run([*profiler, *folders], cwd=project, env={"PYTHONPATH": str(ROOT)})
    return sorted(_spent(file), key=lambda spent: -spent.own_s)


def _spent(file: Path) -> Iterator[Spent]:
    stats = pstats.Stats(str(file)).stats  # type: ignore[attr-defined]
    for (path, line, name), (_, calls, own_s, whole_s, _) in stats.items():
        yield Spent(_where(path, line), name, calls, own_s, whole_s)


def _where(path: str, line: int) -> str:
    """Return the file below its package, without this machine's folders."""
    for root in ("site-packages/", "lib/python3.", f"{ROOT}/"):
        _, found, after = path.rpartition(root)
        if found:
            shown = after.partition("/")[2] if root.startswith("lib/") else after
            return f"{shown}:{line}"
    return "built in" if path == "~" else path


def _stages(seconds: dict[str, float], whole: float) -> str:
    """Return the stages, dearest first; what no stage holds is starting up and ending."""
    told = {**seconds, "outside of stages": whole - sum(seconds.values())}
    lines = [f"{taken:9.2f} s {taken / whole:6.1%}  {name}" for name, taken in _dearest(told)]
    return "\n".join(["By stage, all workers", *lines])


def _packages(spent: list[Spent]) -> str:
    totals: defaultdict[str, float] = defaultdict(float)
    for one in spent:
        totals[_package(one.where)] += one.own_s
    whole = sum(totals.values())
    lines = [f"{taken:9.2f} s {taken / whole:6.1%}  {name}" for name, taken in _dearest(totals)[:PACKAGES]]
    return "\n".join(["By package, one worker, in its own functions", *lines])


def _package(where: str) -> str:
    parts = where.split(":")[0].split("/")
    return "/".join(parts[:2]).removesuffix(".py") if parts[0] == "generator" else parts[0]


def _dearest(seconds: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda item: -item[1])


def _functions(spent: list[Spent]) -> str:
    lines = ["By function, one worker", f"{'own':>11}{'whole':>11}{'calls':>11}"]
    for one in spent[:FUNCTIONS]:
        lines.append(f"{one.own_s:9.2f} s{one.whole_s:9.2f} s{one.calls:>11}  {one.where} {one.name}")
    return "\n".join(lines)
