"""python -m tests.ingest --files 50000 --seed 1: many spoiled files, and what became of them.

With --begin the files from a number on, so that many may be tried in portions; with --bytes so many
minutes of any bytes at all.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.ingest import any_bytes
from tests.ingest.trial import Found, trials


def main() -> None:
    wish = argparse.ArgumentParser()
    wish.add_argument("--files", type=int, default=50_000)
    wish.add_argument("--begin", type=int, default=0)
    wish.add_argument("--seed", type=int, default=1)
    wish.add_argument("--bytes", type=float, metavar="MINUTES")
    asked = wish.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if asked.bytes is not None:
            any_bytes.run(Path(place), asked.seed, 60 * asked.bytes)
        else:
            _spoil(Path(place), asked.seed, asked.files, asked.begin)


def _spoil(place: Path, seed: int, files: int, begin: int) -> None:
    started, found, told = time.monotonic(), Found(), 0
    for number, (_, found) in enumerate(trials(place / "data", seed, files, begin), 1):
        for lie in found.lies[told:]:
            print(lie, flush=True)
        told = len(found.lies)
        if number % 1000 == 0:
            print(number, f"{time.monotonic() - started:.0f} s", dict(found.verdicts), flush=True)
    print(dict(found.verdicts), dict(found.unseen), found.longest.most_common(8), sep="\n")


if __name__ == "__main__":
    main()
