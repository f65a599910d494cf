"""The command: measure, write the page, or look where the time goes."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from bench import report
from bench.benchmarks import BENCHMARKS, FULL, SMALL, USUAL, Scale
from bench.profiling import profile
from bench.ratios import Ratio, UnmeasuredError
from bench.report import Failure, Results
from bench.workbench import ROOT, Workbench

PROFILED_PAGES = 5000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 where a target is missed or something could not be measured."""
    chosen = _arguments().parse_args(arguments)
    if chosen.what == "table":
        return write_page(chosen.file)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        workbench, scale = Workbench(Path(place)), SMALL if chosen.small else FULL
        if chosen.what == "profile":
            sys.stdout.write(profile(workbench, scale.stock if chosen.small else PROFILED_PAGES) + "\n")
            return 0
        return tell(measure(workbench, scale, chosen.only or USUAL), chosen)


def measure(workbench: Workbench, scale: Scale, names: Iterable[str]) -> Results:
    """Run the named benchmarks one after another; what fails is told and does not stop the others."""
    start = time.perf_counter()
    ratios: list[Ratio] = []
    failures: list[Failure] = []
    for name in names:
        sys.stderr.write(f"{time.perf_counter() - start:7.0f} s  {name}\n")
        try:
            ratios += BENCHMARKS[name](workbench, scale)
        except UnmeasuredError as error:
            failures.append(Failure(name, _anywhere(str(error), workbench)))
        except Exception as error:  # an hour of measuring is not lost to one fault
            traceback.print_exc()
            failures.append(Failure(name, _anywhere(f"{type(error).__name__}: {error}", workbench)))
    seconds = time.perf_counter() - start
    return report.results(ratios, failures, scale.name, seconds, date.today(), workbench.records)


def _anywhere(reason: str, workbench: Workbench) -> str:
    """Return a reason without this machine's folders: results are published."""
    return reason.replace(f"{ROOT}/", "").replace(f"{workbench.place}/", "")


def tell(found: Results, chosen: argparse.Namespace) -> int:
    """Print the table and keep the results: a whole run at full size where the page takes them from."""
    sys.stdout.write(report.table(found) + "\n")
    whole = found.scale == FULL.name and not chosen.only
    if chosen.json is not None:
        chosen.json.write_text(report.as_json(found), "utf-8")
    elif whole:
        report.keep(found)
    return 0 if found.meets else 1


def write_page(file: Path) -> int:
    """Write the method page from a file of results."""
    found = report.from_json(file.read_text("utf-8"))
    content = report.page(found, report.kept(report.AGAINST), report.kept(report.TEN_NATIONS))
    report.PAGE.parent.mkdir(parents=True, exist_ok=True)
    report.PAGE.write_text(content, "utf-8")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["measure", "table", "profile"], default="measure")
    parser.add_argument("file", nargs="?", type=Path, default=report.RESULTS, help="results for `table`")
    parser.add_argument("--small", action="store_true", help="some hundred pages: minutes, not an hour")
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), help="one of them; repeatable")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
