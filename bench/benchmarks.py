"""What is measured, against what, and how good it has to be.

Each benchmark takes a workbench and a scale and returns its ratios; UnmeasuredError says in words what
was missing.  Where another program is compared with, it gets the same pages.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter

from bench import against, frames, hugo, keeping, stock, ten_nations, transfer
from bench.cluster import cluster
from bench.plain_chart import draw_plain
from bench.processes import Run, run
from bench.ratios import Ratio, Target, UnmeasuredError, in_turns, limit, ratio
from bench.workbench import CORES, ROOT, Built, Workbench, build, texts
from generator import charts, text
from generator.products import Bar, BarChart

PROCESS_AT_MOST_MB = 1500.0
SITE_AT_MOST_MB = 700.0
PAGE_AT_MOST_KB = 60.0
SEARCH_AT_MOST_KB = 300.0
ENOUGH = 1.05
"""A data set of about so many times the pages that are wanted has that many."""
QUERIES = ("binh yen", "hội chữ thập đỏ", "người cao tuổi", "hau giang")
ASSOCIATIONS = ("Chữ thập đỏ", "Người cao tuổi", "Khuyến học", "Nạn nhân da cam", "Cựu giáo chức", "Người mù")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: numbers of pages, of charts, and of repetitions."""

    name: str
    stock: int
    hugo: int
    charts: int
    growth: tuple[int, int]
    team: int
    national: tuple[str, ...]
    forms: int
    against: tuple[str, ...]
    """Synthetic data on which an earlier commit is compared with."""
    ten_nations: int | None
    """So many units of ten nations; None for all of them."""
    repeats: int
    long_repeats: int
    """Repetitions of what takes minutes."""

    @property
    def large(self) -> int:
        """Pages of the site on which a cell changes and a reader searches."""
        return self.growth[1]


_UNITS_OF_BOTH = ("--scale", "national", "--units", "800")
_UNITS_200 = ("--scale", "national", "--units", "200")
_NATION = ("--scale", "national")
FULL = Scale("full", 1000, 5000, 40, (5000, 20_000), 5000, _NATION, 150, _UNITS_OF_BOTH, None, 3, 1)
SMALL = Scale("small", 600, 600, 15, (600, 2400), 600, _UNITS_200, 30, _UNITS_200, 600, 3, 1)

Benchmark = Callable[[Workbench, Scale], tuple[Ratio, ...]]


# Against other programs -------------------------------------------------------------------------


def clean_build(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build a site with charts and search from nothing, against stock MkDocs with pyplot."""
    data, project = workbench.data(scale.stock), workbench.folder("stock")
    pages, drawn = stock.make_project(texts(workbench.source(scale.stock)), project)
    ours, theirs = in_turns(
        lambda: _clean_seconds(workbench, data), lambda: stock.build(project).seconds, scale.long_repeats
    )
    note = f"{pages} pages, {drawn} charts"
    return (ratio("clean-build", ours, theirs, target=Target(25, faster=True), note=note),)


def rendering(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Put the same Markdown pages into the same frame, against Hugo."""
    source = workbench.source(round(scale.hugo * ENOUGH))
    pages = list(texts(source, scale.hugo))
    project = workbench.folder("hugo")
    hugo.make_project(pages, project)
    paths = [page.path for page in pages]
    ours, theirs = in_turns(
        lambda: frames.render(source, paths, workbench.folder("frames")).seconds,
        lambda: hugo.render(project, project / "public").seconds,
        scale.repeats,
    )
    return (ratio("rendering", ours, theirs, target=Target(0.8), note=f"{len(pages)} pages"),)


def chart(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Draw one chart, against pyplot with a tight layout."""
    ours, theirs = [], []
    for number in range(scale.charts + 1):
        shown = sample_chart(number)
        ours.append(_seconds(partial(charts.draw, shown)))
        theirs.append(_seconds(partial(draw_plain, shown)))
    note = f"{scale.charts} charts of {len(ASSOCIATIONS)} bars"
    target = Target(10, faster=True)  # the first of each warms up and does not count
    return (ratio("chart", ours[1:], theirs[1:], target=target, note=note),)


def sample_chart(number: int) -> BarChart:
    """Return a chart like those of the pages, each number another one."""
    values = [Decimal(120 + 37 * number + 411 * place) for place, _ in enumerate(ASSOCIATIONS)]
    bars = tuple(
        Bar(name, value, f"{text.number(value)} hội viên")
        for name, value in zip(ASSOCIATIONS, values, strict=True)
    )
    return BarChart(f"Số hội viên, biểu đồ {number}", "Số hội viên của từng hội", "Nguồn", bars)


# Against ourselves ------------------------------------------------------------------------------


def one_cell(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Change one cell and build again, against the clean build and against Hugo's of all pages."""
    built = workbench.built(scale.large)
    project = workbench.folder("hugo")
    pages = hugo.make_project(texts(workbench.source(scale.large)), project)
    edits = count(1)
    ours, theirs = in_turns(
        lambda: _rebuild_seconds(built, next(edits)),
        lambda: hugo.render(project, project / "public").seconds,
        scale.repeats,
    )
    against_clean = ratio(
        "one-cell/clean", ours, [built.run.seconds], target=Target(100, faster=True), note=built.told
    )
    last = built.record
    note = f"{last['pages_rendered']} of {last['counts']['pages']} pages rendered, Hugo renders {pages}"
    against_hugo = ratio("one-cell/hugo", ours, theirs, target=Target(1), note=note)
    return against_clean, against_hugo


def _rebuild_seconds(built: Built, edit: int) -> float:
    unit_id, value = edit_cell(built.data, edit)
    again = build(built.site.parent, built.data, built.cache)
    if not _shows(built.site, unit_id, value):
        raise UnmeasuredError(f"The rebuilt site does not show the changed value {value} of {unit_id}.")
    return again.seconds


def edit_cell(data: Path, edit: int) -> tuple[str, str]:
    """Change the value of one exact whole figure; return its unit and the new value."""
    for file in sorted((data / "observations").glob("*.csv"), reverse=True)[edit:]:  # communes first
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            if row["value"].isdigit() and not row["numerator"] and not row["qualifier"]:
                value = Decimal(int(row["value"]) + 100_000 + edit)
                row.update(value=text.plain(value), value_text=text.number(value))
                _write_rows(file, rows)
                return file.stem, row["value"]
    raise UnmeasuredError(f"{data / 'observations'} has no whole figure to change.")


def _write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _shows(site: Path, unit_id: str, value: str) -> bool:
    """Whether the unit's own page has the value."""
    level, code = unit_id.split("-")[:2]
    pages = site.glob(f"{level}/{code}-*/index.html")
    return any(f" value={value}" in page.read_text("utf-8") for page in pages)


def earlier(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build clean, again with nothing changed and with one cell changed, against an earlier commit."""
    return against.compared(workbench, scale.against, scale.repeats, edit_cell)


def growth(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build four times as many pages: time, and memory of the largest process and of a worker."""
    small, large = scale.growth
    datas = workbench.data(large), workbench.data(small)
    ours, theirs = in_turns(
        lambda: workbench.clean(datas[0]),
        lambda: workbench.clean(datas[1]),
        scale.long_repeats,
    )
    note = f"{ours[0].told}; {theirs[0].told}"
    seconds = [[built.run.seconds for built in side] for side in (ours, theirs)]
    largest = [[built.run.largest_mb for built in side] for side in (ours, theirs)]
    worker = [[built.run.worker_mb for built in side] for side in (ours, theirs)]
    return (
        ratio("growth/time", *seconds, target=Target(4), note=note),
        ratio("growth/largest-process", *largest, unit="MB", target=Target(2.5), note=note),
        ratio("growth/worker", *worker, unit="MB", target=Target(1.1), note=note),
    )


def workers(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build with two workers, against one."""
    data = workbench.data(scale.team)
    ours, theirs = in_turns(
        lambda: _clean_seconds(workbench, data, workers=2),
        lambda: _clean_seconds(workbench, data, workers=1),
        scale.repeats,
    )
    target = Target(1.85, faster=True)
    return (ratio("workers", ours, theirs, target=target, note=f"about {scale.team} pages"),)


def dask(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build on a cluster of two workers, against one; the clusters stand ready before."""
    data = workbench.data(scale.team)

    def on_cluster(size: int) -> float:
        with cluster(workbench.folder("cluster"), size) as address:
            return _clean_seconds(workbench, data, "--scheduler", address)

    ours, theirs = in_turns(lambda: on_cluster(2), lambda: on_cluster(1), scale.repeats)
    target = Target(1.8, faster=True)
    return (ratio("dask", ours, theirs, target=target, note=f"about {scale.team} pages"),)


# Against a limit --------------------------------------------------------------------------------


def national(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build the whole nation in one go: memory of every process, size of the site."""
    built = workbench.clean(workbench.synthetic(*scale.national))
    note = f"{built.told}, {built.run.seconds:.0f} s"
    size_mb = built.record["bytes"] / 1_000_000
    return (
        limit("national/process", built.run.largest_mb, PROCESS_AT_MOST_MB, unit="MB", note=note),
        limit("national/site", size_mb, SITE_AT_MOST_MB, unit="MB", note=note),
    )


def ten(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build ten nations in one go: time of a page, memory of every process, one cell again."""
    return ten_nations.measured(workbench, scale.national, scale.ten_nations, edit_cell)


def imported(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Take in a form of each commune of a province, against the same by hand."""
    return keeping.imported(workbench, ("--scale", "province"), scale.forms, scale.repeats)


def review(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Review a change of a large record, at full scale of 85,000 figures, against one merge with pandas."""
    return keeping.reviewed(workbench, workbench.data(scale.large), edit_cell, scale.repeats)


def page_bytes(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Open a unit's page with its chart as a new reader: everything that comes over the wire."""
    site = workbench.built(scale.large).site
    visit = transfer.first_visit(site, _page_with_chart(site))
    return (limit("page-bytes", visit.kb, PAGE_AT_MOST_KB, unit="KB", note=visit.told),)


def search_bytes(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Search as a new reader, page and fonts included: the dearest of some queries."""
    visits = transfer.first_searches(workbench.built(scale.large).site, QUERIES)
    dearest = max(visits, key=lambda visit: visit.kb)
    return (limit("search-bytes", dearest.kb, SEARCH_AT_MOST_KB, unit="KB", note=dearest.told),)


def _page_with_chart(site: Path) -> str:
    """Return the largest page of a commune that has a chart: the dearest first visit."""
    units = (site.glob(f"{level}/*-*/index.html") for level in ("xa", "tinh"))
    with_chart = ([page for page in some if "<svg" in page.read_text("utf-8")] for some in units)
    pages = next(filter(None, with_chart), [])
    if not pages:
        raise UnmeasuredError("No unit of the site has a page with a chart.")
    largest = max(pages, key=lambda page: (page.stat().st_size, page))
    return f"/{largest.parent.relative_to(site).as_posix()}/"


def reading(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Read, check and assemble the lists of units, against pandas alone reading the same files."""
    told = run([sys.executable, "-m", "bench.reading"], cwd=ROOT, fine=(0, 1)).output
    found = json.loads(told.splitlines()[-1])
    memory = limit("reading/memory", found["memory"]["mb"], found["memory"]["at_most"], unit="MB")
    return _reading_ratio("lists", found), _reading_ratio("data", found), memory


def _reading_ratio(name: str, found: Mapping[str, Mapping[str, float]]) -> Ratio:
    """Return the result with the median of the ratios, which is steadier than the ratio of medians."""
    row = found[name]
    ours = sum(row[f"{step}_ms"] for step in ("read", "check", "assemble")) / 1000
    target = Target(row["at_most"])
    made = ratio(f"reading/{name}", [ours], [row["pandas_ms"] / 1000], target=target)
    return replace(made, ratio=row["ratio"], meets=row["ratio"] <= target.bound)


# Builds -----------------------------------------------------------------------------------------


def english(workbench: Workbench, scale: Scale) -> tuple[Ratio, ...]:
    """Build a site with English pages beside the Vietnamese ones, against the latter alone."""
    data, counts = workbench.data(scale.growth[0]), []

    def in_both() -> Run:
        built = workbench.clean(data, languages="vi, en")
        counts.append(built.told)
        return built.run

    ours, theirs = in_turns(in_both, lambda: workbench.clean(data).run, scale.long_repeats)
    walls = [[one.seconds for one in side] for side in (ours, theirs)]
    processors = [[one.processor_seconds for one in side] for side in (ours, theirs)]
    return (
        ratio("english", *walls, target=Target(1.6), note=counts[-1]),
        ratio("english/processor", *processors, target=Target(1.6), note=counts[-1]),
    )


def _clean_seconds(workbench: Workbench, data: Path, *options: str, workers: int = CORES) -> float:
    return workbench.clean(data, *options, workers=workers).run.seconds


def _seconds(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


BENCHMARKS: Mapping[str, Benchmark] = {
    "clean-build": clean_build,
    "rendering": rendering,
    "chart": chart,
    "one-cell": one_cell,
    "against": earlier,
    "english": english,
    "growth": growth,
    "national": national,
    "workers": workers,
    "dask": dask,
    "page-bytes": page_bytes,
    "search-bytes": search_bytes,
    "reading": reading,
    "import": imported,
    "review": review,
    ten_nations.NAME: ten,
}
USUAL = tuple(name for name in BENCHMARKS if name != ten_nations.NAME)
"""Those that are measured where none is named; ten nations take too long."""
