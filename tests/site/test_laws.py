"""Same data, same bytes."""

import csv
import filecmp
import random
import shutil
from pathlib import Path

import pytest

from tests.site.conftest import build_in_full

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
    few_places: Path, in_full: Path, tmp_path: Path
) -> None:
    shutil.copytree(few_places, tmp_path / "data")
    shuffle_rows(tmp_path / "data")
    elsewhere = tmp_path / "elsewhere"
    done = build_in_full(
        tmp_path / "data",
        elsewhere,
        "--workers=1",
        TZ="Asia/Ho_Chi_Minh",
        LC_ALL="C",
        PYTHONHASHSEED="4711",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # The rows of the source CSVs are published as they were given; all that is made from them is equal.
    one, other = published(in_full), published(elsewhere)
    assert one == other
    pages = sorted(name for name in one if not name.startswith("data/"))
    _, different, faulty = filecmp.cmpfiles(in_full, elsewhere, pages, shallow=False)
    assert different + faulty == []
