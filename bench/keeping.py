"""Taking filled forms in, and reviewing a change: against the same work done by hand, without its checks."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.processes import Run, run
from bench.ratios import Ratio, Target, in_turns, limit, ratio
from bench.workbench import PROGRAM, ROOT, Workbench

FORMS_AT_MOST, MERGE_AT_MOST, REVIEW_AT_MOST_MB = Target(2), Target(3), 500.0
EDITS = 20
"""So many figures differ between the records that are reviewed."""


def imported(workbench: Workbench, province: Sequence[str], forms: int, repeats: int) -> tuple[Ratio, ...]:
    """Import one form of each commune into a province, against openpyxl and csv."""
    data, folder = workbench.synthetic(*province), workbench.folder("forms")
    run([sys.executable, "-m", "bench.filled_forms", data, folder, str(forms)], cwd=ROOT)
    files = sorted(folder.glob("*.xlsx"))

    def ours() -> Run:
        copy = _copied(workbench, data)
        return run([*PROGRAM, "import", *files, "--data", copy], cwd=ROOT)

    def theirs() -> Run:
        copy = _copied(workbench, data)
        return run([sys.executable, "-m", "bench.by_hand", "import", copy, folder], cwd=ROOT)

    sides = in_turns(ours, theirs, repeats)
    note = f"{len(files)} forms"
    return (
        ratio("import", *_seconds(sides), target=FORMS_AT_MOST, note=note),
        ratio("import/processor", *_processor_seconds(sides), target=FORMS_AT_MOST, note=note),
    )


def reviewed(
    workbench: Workbench, base: Path, edit: Callable[[Path, int], object], repeats: int
) -> tuple[Ratio, ...]:
    """Review a few edits of a data set, against one merge with pandas; and the memory that it takes."""
    head = _copied(workbench, base)
    for number in range(EDITS):
        edit(head, number)

    def ours() -> Run:
        return run([*PROGRAM, "diff", base, head, "--data", head], cwd=ROOT)

    def theirs() -> Run:
        return run([sys.executable, "-m", "bench.by_hand", "merge", base, head], cwd=ROOT)

    sides = in_turns(ours, theirs, repeats)
    files = len(list((head / "observations").iterdir()))
    note = f"{files} files of figures, {EDITS} edits"
    largest = max(one.largest_mb for one in sides[0])
    return (
        ratio("review", *_seconds(sides), target=MERGE_AT_MOST, note=note),
        ratio("review/processor", *_processor_seconds(sides), target=MERGE_AT_MOST, note=note),
        limit("review/memory", largest, REVIEW_AT_MOST_MB, unit="MB"),
    )


Sides = tuple[list[Run], list[Run]]


def _seconds(sides: Sides) -> list[list[float]]:
    return [[one.seconds for one in side] for side in sides]


def _processor_seconds(sides: Sides) -> list[list[float]]:
    """Return what depends less on how busy the machine is."""
    return [[one.processor_seconds for one in side] for side in sides]


def _copied(workbench: Workbench, data: Path) -> Path:
    return Path(shutil.copytree(data, workbench.folder("copy")))
