"""Measure what reading, checking and assembling the lists of units takes, in units of pandas.

    python bench/reading.py

The measure is a ratio, so that it means the same on every machine: each of five pairs reads the same
files once with `pandas.read_csv` alone, as text, and once with the program; the median of the five
ratios counts.  The garbage collector rests while a step is timed, as in `timeit`: when it comes depends
on what else the process holds.

    lists   a folder with all units and changes and the smallest valid other tables
    data    the project's data folder
    alone   as `lists`, but against pandas on the two lists only; told, with no target of its own

The memory is the most that the process ever held.  Prints a table and, as its last line, the same as
JSON; exits with 1 where a target is missed.
"""

from __future__ import annotations

import gc
import json
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

import pandas as pd

from generator import checks, read
from generator.assemble import assemble

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
SMALLEST = ROOT / "tests" / "faulty" / "_base"
LISTS = ("units.csv", "unit_changes.csv")
PAIRS = 5
RATIO_AT_MOST = 10.0
MEMORY_AT_MOST_MB = 400.0
Result = TypeVar("Result")


@dataclass(frozen=True)
class Pair:
    """Seconds of one pair of runs."""

    pandas: float
    read: float
    check: float
    assemble: float

    @property
    def ratio(self) -> float:
        return (self.read + self.check + self.assemble) / self.pandas


def seconds(step: Callable[[], Result]) -> tuple[float, Result]:
    """Return how long a step takes, begun with nothing left to clear up, and what it returns."""
    gc.collect()
    gc.disable()
    start = perf_counter()
    result = step()
    took = perf_counter() - start
    gc.enable()
    return took, result


def pair(data: Path, files: Iterable[Path]) -> Pair:
    """Read the same files with pandas alone and with the program."""
    alone, _ = seconds(lambda: [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files])
    reading_took, reading = seconds(lambda: read.read(data))
    checking_took, problems = seconds(lambda: checks.check(reading))
    if reading.problems or problems:
        sys.exit(f"The data has problems; nothing can be measured: {(*reading.problems, *problems)[0]}")
    assembling_took, _ = seconds(lambda: assemble(reading))
    return Pair(alone, reading_took, checking_took, assembling_took)


def measured(data: Path, files: Iterable[Path]) -> dict[str, float]:
    """Return medians in milliseconds and the median ratio; a first pair that warms up is left out."""
    ordered = sorted(files)
    pairs = [pair(data, ordered) for _ in range(PAIRS + 1)][1:]
    steps = ("pandas", "read", "check", "assemble")
    times = {f"{step}_ms": round(median(getattr(one, step) for one in pairs) * 1000, 1) for step in steps}
    return {**times, "ratio": round(median(one.ratio for one in pairs), 2)}


def folder_of_lists(place: Path) -> Path:
    """Make a data folder of all units and changes, with as little else as the checks allow."""
    folder = place / "data"
    shutil.copytree(SMALLEST, folder)
    for name in LISTS:
        shutil.copy(DATA / name, folder / name)
    return folder


def results() -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as place:
        folder = folder_of_lists(Path(place))
        lists = measured(folder, folder.rglob("*.csv"))
        alone = measured(folder, [folder / name for name in LISTS])
    whole = measured(DATA, DATA.rglob("*.csv"))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KB
    return {
        "lists": {**lists, "at_most": RATIO_AT_MOST},
        "data": {**whole, "at_most": RATIO_AT_MOST},
        "alone": alone,
        "memory": {"mb": round(peak_mb), "at_most": MEMORY_AT_MOST_MB},
    }


def table(found: dict[str, dict[str, float]]) -> str:
    """Return the results as a table to read."""
    lines = [f"{'':8}{'pandas':>9}{'read':>9}{'check':>9}{'assemble':>10}{'ratio':>8}   at most"]
    for name in ("lists", "data", "alone"):
        row = found[name]
        times = "".join(f"{row[f'{step}_ms']:>6.1f} ms" for step in ("pandas", "read", "check"))
        target = f"{row['at_most']:g}" if "at_most" in row else ""
        lines.append(f"{name:8}{times}{row['assemble_ms']:>7.1f} ms{row['ratio']:>8.2f}   {target}".rstrip())
    memory = found["memory"]
    return "\n".join([*lines, f"{'memory':8}{memory['mb']:>6.0f} MB{'':36}   {memory['at_most']:g} MB"])


def is_kept(row: dict[str, float]) -> bool:
    """Say whether a target is met; a row without a target always is."""
    value = row["mb"] if "mb" in row else row["ratio"]
    return value <= row.get("at_most", value)


def main() -> int:
    found = results()
    sys.stdout.write(f"{table(found)}\n{json.dumps(found)}\n")
    return 0 if all(map(is_kept, found.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
