"""Ten nations in one go: some 400,000 pages with their charts, the index of them, and one cell again.

It takes an hour or more and some 20 GB of disk, so that it is run by hand; its build.json is kept with
the results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bench.ratios import Ratio, Target, limit, ratio
from bench.workbench import Workbench, build

NAME = "ten-nations"
SLOWER_AT_MOST = Target(1.1)
PROCESS_AT_MOST_MB = 1000.0
CELL_AT_MOST_S = 15.0


def measured(
    workbench: Workbench, nation: Sequence[str], units: int | None, edit: Callable[[Path, int], object]
) -> tuple[Ratio, ...]:
    """Build `nation` and then ten of it, or their first units: seconds a page, memory, one cell again."""
    one = workbench.clean(workbench.synthetic(*nation))
    some = () if units is None else ("--units", str(units))
    ten = workbench.clean(workbench.synthetic("--scale", NAME, *some))
    workbench.records[NAME] = ten.record
    pages = one.pages, ten.pages
    note = f"{ten.told}, {ten.run.seconds:.0f} s; {one.told}, {one.run.seconds:.0f} s"
    edit(ten.data, 1)
    again = build(ten.site.parent, ten.data, ten.cache)
    rendered = f"{ten.record['pages_rendered']} pages rendered"
    processor = [[build.run.processor_seconds / build.pages] for build in (ten, one)]
    return (
        ratio(
            f"{NAME}/page",
            [ten.run.seconds / pages[1]],
            [one.run.seconds / pages[0]],
            target=SLOWER_AT_MOST,
            note=note,
        ),
        ratio(f"{NAME}/page/processor", *processor, target=SLOWER_AT_MOST, note="processor time of a page"),
        limit(f"{NAME}/process", max(ten.run.largest_mb, again.largest_mb), PROCESS_AT_MOST_MB, unit="MB"),
        limit(f"{NAME}/one-cell", again.seconds, CELL_AT_MOST_S, unit="s", note=rendered),
    )
