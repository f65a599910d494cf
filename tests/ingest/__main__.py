"""python -m tests.ingest --files 50000 --seed 1: many spoiled files, and what became of them."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.ingest.trial import Found, trials


def main() -> None:
    wish = argparse.ArgumentParser()
    wish.add_argument("--files", type=int, default=50_000)
    wish.add_argument("--seed", type=int, default=1)
    asked = wish.parse_args()
    begun, found = time.monotonic(), Found()
    with tempfile.TemporaryDirectory() as root:
        for number, (_, found) in enumerate(trials(Path(root) / "data", asked.seed, asked.files), 1):
            if number % 1000 == 0:
                print(number, f"{time.monotonic() - begun:.0f} s", dict(found.verdicts), flush=True)
    print(*found.lies, sep="\n")
    print(dict(found.verdicts), dict(found.unseen), found.longest.most_common(8), sep="\n")


if __name__ == "__main__":
    main()
