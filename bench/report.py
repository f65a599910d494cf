"""Results as JSON, as a table to read on a terminal, and as the page for readers of the site."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.ratios import Ratio
from bench.workbench import ROOT
from generator.site.build_record import commit_of, generator_version
from generator.text import day

RESULTS = ROOT / "bench" / "results.json"
AGAINST = ROOT / "bench" / "against.json"
"""What only the comparison with an earlier commit came to, which is made more often than all of it."""
TEN_NATIONS = ROOT / "bench" / "ten-nations.json"
"""What ten nations came to, which are measured only when they are named."""
PAGE = ROOT / "site_src" / "phuong-phap" / "toc-do" / "index.md"
PACKAGES = ("mkdocs", "mkdocs-material", "matplotlib", "pandas", "pagefind", "hugo", "distributed")
_TEMPLATE = "speed.md.j2"


@dataclass(frozen=True, slots=True)
class Failure:
    """A benchmark that gave nothing, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Results:
    """One run of the benchmarks: what came out, on which machine, with which programs."""

    measured_on: str
    scale: str
    seconds: float
    machine: Mapping[str, str | int]
    versions: Mapping[str, str]
    commit: str | None
    ratios: tuple[Ratio, ...]
    failures: tuple[Failure, ...]
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What build.json says of single builds, by the name of the benchmark."""

    @property
    def meets(self) -> bool:
        """Whether everything was measured and every target is met."""
        return not self.failures and all(ratio.meets for ratio in self.ratios)


def results(
    ratios: Iterable[Ratio],
    failures: Iterable[Failure],
    scale: str,
    seconds: float,
    today: date,
    records: Mapping[str, Mapping[str, Any]],
) -> Results:
    """Put a run's results together with what they were measured on."""
    return Results(
        measured_on=today.isoformat(),
        scale=scale,
        seconds=round(seconds),
        machine=machine(),
        versions=versions(),
        commit=commit_of(ROOT),
        ratios=tuple(ratios),
        failures=tuple(failures),
        records=records,
    )


def machine() -> dict[str, str | int]:
    """Return what matters of this machine; it has no name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory / 1024**3),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def versions() -> dict[str, str]:
    """Return the versions of all programs that took part."""
    found = {"Python": platform.python_version(), "solieuhoi": generator_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # its benchmark says so itself
            continue
    return found


# JSON -------------------------------------------------------------------------------------------


def as_json(found: Results) -> str:
    """Return the results as JSON."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"


def from_json(content: str) -> Results:
    """Return the results that a JSON file holds."""
    fields = json.loads(content)
    ratios = tuple(Ratio(**ratio) for ratio in fields.pop("ratios"))
    failures = tuple(Failure(**failure) for failure in fields.pop("failures"))
    return Results(**fields, ratios=ratios, failures=failures)


def keep(found: Results) -> None:
    """Keep a whole run: what is compared with an earlier commit as when that alone is measured."""
    earlier = tuple(one for one in found.ratios if one.name.startswith("against/"))
    others = tuple(one for one in found.ratios if one not in earlier)
    RESULTS.write_text(as_json(replace(found, ratios=others)), "utf-8")
    AGAINST.write_text(as_json(replace(found, ratios=earlier, failures=())), "utf-8")


def kept(file: Path) -> Results | None:
    """Return the results that a file holds; None where that was never measured."""
    return from_json(file.read_text("utf-8")) if file.is_file() else None


# A table on the terminal ------------------------------------------------------------------------


def table(found: Results) -> str:
    """Return the results as a table to read."""
    head = f"{'':24}{'ours':>12}{'theirs':>12}{'ratio':>9}  target"
    lines = [head, *map(_line, found.ratios)]
    lines += [f"{failure.name:24}not measured: {failure.reason}" for failure in found.failures]
    where = found.machine
    lines.append(
        f"\n{found.scale} scale, {found.measured_on}, {found.seconds:g} s in all; "
        f"{where['cores']} cores of {where['processor']}, {where['memory_gb']} GB, {where['system']}"
    )
    lines.append(", ".join(f"{name} {number}" for name, number in found.versions.items()))
    return "\n".join(lines)


def _line(ratio: Ratio) -> str:
    bound = "" if ratio.target is None else f"{'≥' if ratio.faster else '≤'} {ratio.target:g}"
    verdict = "" if ratio.target is None else "met" if ratio.meets else "MISSED"
    numbers = f"{_amount(ratio.ours, ratio.unit):>12}{_amount(ratio.theirs, ratio.unit):>12}"
    return f"{ratio.name:24}{numbers}{ratio.ratio:>9.2f}  {bound:8} {verdict:7} {ratio.note}".rstrip()


def _amount(value: float, unit: str) -> str:
    if unit == "s" and value < 1:
        return f"{value * 1000:.1f} ms"
    return f"{value:.1f} {unit}"


# The page for readers ---------------------------------------------------------------------------


def page(found: Results, earlier: Results | None = None, largest: Results | None = None) -> str:
    """Return the Markdown of the method page about speed.

    `earlier` is compared with an earlier commit; `largest` is ten nations.
    """
    environment = Environment(  # noqa: S701 - Markdown; every value goes through a filter
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        comment_start_string="{##",  # {#…} is the id of a heading
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        json=_json, amount=_vietnamese_amount, decimal=_vietnamese, number=_whole, day=_day
    )
    return environment.get_template(_TEMPLATE).render(found=found, earlier=earlier, largest=largest)


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False)


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


def _vietnamese_amount(value: float, unit: str) -> str:
    if unit == "s":
        return f"{_vietnamese(value * 1000)} ms" if value < 1 else f"{_vietnamese(value)} giây"
    return f"{_vietnamese(value)} {unit}"


def _vietnamese(value: float) -> str:
    """Return a measured number with as many digits as mean something."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    shown = f"{value:,.{digits}f}"
    return shown.replace(",", " ").replace(".", ",").replace(" ", ".")


def _whole(value: float) -> str:
    return f"{value:g}".replace(".", ",")
