"""Same data, same bytes."""

import csv
import filecmp
import random
import shutil
from pathlib import Path

import pytest

from tests.site.conftest import ROOT, build

pytestmark = pytest.mark.slow

MAY_DIFFER = ("build.json",)  # timings


def published(site: Path) -> set[str]:
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name for name in files if not name.startswith(MAY_DIFFER)}


def shuffle_rows(data: Path) -> None:
    """Shuffle all rows but those of releases: each is dated after the one above, its files are frozen."""
    chance = random.Random(7)
    frozen = (data / "releases.csv", *(data / "releases").rglob("*.csv"))
    for path in sorted(set(data.rglob("*.csv")).difference(frozen)):
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        chance.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows([header, *rows])


def test_any_row_order_time_zone_locale_hash_seed_and_number_of_workers_gives_the_same_pages(
    site: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shuffle_rows(tmp_path / "data")
    done = build(
        tmp_path / "data",
        tmp_path / "elsewhere",
        "--workers=1",
        TZ="Asia/Ho_Chi_Minh",
        LC_ALL="C",
        PYTHONHASHSEED="4711",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # The rows of the source CSVs are published as they were given; all that is made from them is equal.
    one, other = published(site), published(tmp_path / "elsewhere")
    assert one == other
    pages = sorted(name for name in one if not name.startswith("data/"))
    _, different, faulty = filecmp.cmpfiles(site, tmp_path / "elsewhere", pages, shallow=False)
    assert different + faulty == []
