"""python -m tests.soak --commits 500 --seed 1: many edits and mishaps on one record, one after the other.

After each the record must build; after every few the site must be that of a clean build, byte for byte,
with every address that it ever had.  What is kept from build to build must not grow.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site.switch import staging_of
from tests.test_incremental import EDITS, MISHAPS, build, first, release, tell
from tests.test_pipeline import bytes_of

CLEAN_AFTER = 10
GROWTH_AT_MOST = 1.2


def main() -> None:
    on_a_record("commits", soak)


def on_a_record(events: str, run: Callable[[Path, int, int], None]) -> None:
    """Give `run` a record of its own, with the seed and the number of events that the command asks for."""
    wish = argparse.ArgumentParser()
    wish.add_argument(f"--{events}", type=int, default=500)
    wish.add_argument("--seed", type=int, default=1)
    asked = wish.parse_args()
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        root = first.__wrapped__(Place(Path(place)))
        patch.chdir(root)
        run(root, asked.seed, getattr(asked, events))


class Place:
    """What a fixture asks of pytest: a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def mktemp(self, name: str) -> Path:
        (self.root / name).mkdir()
        return self.root / name


def soak(root: Path, seed: int, commits: int) -> None:
    """Change the record so many times; an AssertionError names the commit after which a law was broken."""
    rng, started = random.Random(seed), time.monotonic()
    answered: set[str] = set()
    for number in range(1, commits + 1):
        changes = [rng.choice((*EDITS, *MISHAPS)) for _ in range(rng.choice((1, 1, 2, 3)))]
        for change in changes:
            change(root, rng.randrange(200))
        if rng.random() < 0.1:
            release(root, number)
        tell(root)
        assert build(root).record is not None, f"commit {number}: refused"
        if number % CLEAN_AFTER == 0 or number == commits:
            _compare(root, number, answered)
            print(number, f"{time.monotonic() - started:.0f} s", sizes(root), flush=True)


def _compare(root: Path, number: int, answered: set[str]) -> None:
    """Build from nothing beside: the same site, and what is kept is no larger than after a fresh build."""
    clean = root / "clean/site"
    assert build(root, "clean/site", no_cache=True).record is not None
    assert bytes_of(root / "site") == bytes_of(clean), f"commit {number}: not the site of a clean build"
    lost = sorted(address for address in answered if not answers(clean, address))
    assert not lost, f"commit {number}: {lost[:3]} do not answer any more"
    answered |= {address for address in published(root) if answers(clean, address)}
    kept, fresh = size_of(staging_of(root / "site")), size_of(clean)
    assert kept <= GROWTH_AT_MOST * fresh, f"commit {number}: the spare tree grew to {kept} of {fresh} bytes"


def published(root: Path) -> set[str]:
    """Return every address that any release had."""
    files = root.glob("data/releases/*/addresses.csv")
    return {address for file in files for address in file.read_text("utf-8").splitlines()[1:]}


def answers(site: Path, address: str) -> bool:
    place = site / address.strip("/")
    return place.is_file() or (place / "index.html").is_file()


def sizes(root: Path) -> dict[str, int]:
    """Return the bytes of what is kept, and the files that this process holds open."""
    kept = {name: size_of(root / name) for name in ("site", ".site-cache", ".site-staging")}
    return {**kept, "open files": sum(1 for _ in Path("/proc/self/fd").iterdir())}


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
