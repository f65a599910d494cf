"""Make data/units.csv and data/unit_changes.csv from their sources, and report where these disagree.

    python tools/units/make_units.py --wheel vietnamadminunits-1.0.4-py3-none-any.whl

Twice the same sources give twice the same bytes.  Slugs are read back from data/units.csv and kept,
and a unit that is there must come out again: addresses are for good.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the script also runs where the package is not installed

import lists  # noqa: E402
import report  # noqa: E402
import spans  # noqa: E402
import successors  # noqa: E402

DATA = ROOT / "data"


def main() -> None:
    """Read the sources, make both files and the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--wheel", type=Path, required=True, help="the pinned wheel, not installed")
    try:
        make(parser.parse_args().wheel)
    except lists.SourceError as error:
        raise SystemExit(str(error)) from error


def make(wheel_path: Path) -> None:
    """Write the two tables and REPORT.md; nothing is written unless everything was made."""
    wheel = lists.read_wheel(wheel_path)
    reading = lists.snapshot("successors_2025")
    settled = lists.snapshot("settled_2025")
    settlement = successors.settle(wheel, reading, lists.snapshot("crosswalk_2025"), settled)
    timeline = spans.timeline(
        wheel,
        [row for row in reading if row["level"] == "province"],
        settlement,
        {row["province_code"]: row["resolution"] for row in lists.snapshot("resolutions_2025")},
        frozenset(row["code"] for row in lists.snapshot("spellings_2025")),
    )
    municipalities = lists.acts("municipalities_2026", lists.MUNICIPALITY)
    spans.apply_2026(timeline, municipalities, lists.acts("wards_2026"))
    units = list(spans.unit_rows(timeline, _published_slugs(DATA / "units.csv")))
    _refuse_losses({row[0] for row in units})
    changes = list(spans.change_rows(timeline))
    text = report.text(wheel, reading, settlement, settled, timeline)
    _write(DATA / "units.csv", _csv(spans.UNIT_COLUMNS, units))
    _write(DATA / "unit_changes.csv", _csv(spans.CHANGE_COLUMNS, changes))
    _write(Path(__file__).with_name("REPORT.md"), text)


def _published_slugs(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["unit_id"]: row["slug"] for row in csv.DictReader(file)}


def _refuse_losses(made: set[str]) -> None:
    lost = sorted(set(_published_slugs(DATA / "units.csv")) - made)
    if lost:
        raise lists.SourceError(f"These units are in data/units.csv and would be lost: {', '.join(lost)}")


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def _write(path: Path, text: str) -> None:
    """Replace a file in one step."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


if __name__ == "__main__":
    main()
