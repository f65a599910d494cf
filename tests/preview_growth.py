"""python -m tests.preview_growth --edits 1000: memory, files and threads of a preview that serves many edits.

Each edit is waited for in the served page; the processes that build come and go, the one that serves stays.
"""

import argparse
import re
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

from tests.site.test_live_preview import previewed
from tests.test_incremental import write_rows
from tests.test_pipeline import OBSERVATIONS, ROOT, make_project, rows_of

PAGE = "xa/05587-binh-yen/"
PATIENCE_SECONDS = 120


class Held(NamedTuple):
    """What a process holds."""

    megabytes: float
    files: int
    threads: int


def main() -> None:
    wish = argparse.ArgumentParser()
    wish.add_argument("--edits", type=int, default=1000)
    asked = wish.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "project")
        root.mkdir()
        make_project(root)
        with previewed(root, ROOT) as (process, address):
            for number in range(1, asked.edits + 1):
                edit(root / OBSERVATIONS, f"Lần sửa thứ {number}.")
                wait_for(f"{address}{PAGE}", f"Lần sửa thứ {number}.")
                if number in (1, 10) or number % 100 == 0:
                    print(number, held(process), flush=True)


def edit(file: Path, note: str) -> None:
    first, *others = rows_of(file)
    write_rows(file, [{**first, "note": note}, *others])


def wait_for(address: str, words: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while words not in page_at(address):
        assert time.monotonic() < deadline, words
        time.sleep(0.05)


def page_at(address: str) -> str:
    try:
        with urllib.request.urlopen(address) as answer:
            content: str = answer.read().decode()
    except urllib.error.HTTPError:  # before there is a site
        return ""
    return content


def held(process: int) -> Held:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    resident, threads = (int(re.findall(rf"{name}:\s+(\d+)", status)[0]) for name in ("VmRSS", "Threads"))
    return Held(round(resident / 1024, 1), len(list(Path(f"/proc/{process}/fd").iterdir())), threads)


if __name__ == "__main__":
    main()
