"""python tools/mutants/run.py --mutants 400 --seed 13: how many small faults of the program its tests catch.

mutmut makes the mutants, in a copy of what is committed, and notes which test runs what; a sample of them
is then tried, each in a process of its own (tries.py).  What no test catches is printed, to be read by hand.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from configparser import ConfigParser
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    wish = argparse.ArgumentParser()
    wish.add_argument("--mutants", type=int, default=400)
    wish.add_argument("--seed", type=int, default=13)
    asked = wish.parse_args()
    with tempfile.TemporaryDirectory() as place:
        names = make_mutants(Path(place))
        sample = random.Random(asked.seed).sample(names, min(asked.mutants, len(names)))
        tried = try_them(Path(place) / "mutants", sample)
    print(f"{len(names)} mutants, tried {len(tried)}:", dict(Counter(tried.values())))
    print(*(name for name, fate in tried.items() if fate == "survived"), sep="\n")


def make_mutants(place: Path) -> list[str]:
    """Return the names of all mutants of what is committed; a name that none has makes mutmut try none."""
    content = subprocess.run(["git", "archive", "HEAD"], stdout=subprocess.PIPE, check=True).stdout
    subprocess.run(["tar", "x", "-C", place], input=content, check=True)
    (place / "setup.cfg").write_bytes((HERE / "setup.cfg").read_bytes())
    subprocess.run([sys.executable, "-m", "mutmut", "run", "none"], cwd=place, check=False)
    if not (place / "mutants/mutmut-stats.json").exists():
        sys.exit("the tests fail before anything is mutated")
    notes = (json.loads(note.read_text("utf-8")) for note in place.glob("mutants/generator/**/*.meta"))
    return sorted(name.replace("__init__.", "") for note in notes for name in note["exit_code_by_key"])


def try_them(mutants: Path, sample: list[str]) -> dict[str, str]:
    """Return what became of each."""
    (mutants / "sample.txt").write_text("\n".join(sample), "utf-8")
    config = ConfigParser()
    config.read(HERE / "setup.cfg")
    options = [*config["mutmut"]["pytest_add_cli_args"].split(), "-p", "tries"]
    tests = config["mutmut"]["pytest_add_cli_args_test_selection"].split()
    environment = {"MUTANTS": "sample.txt", "MUTANT_UNDER_TEST": "", "PYTHONPATH": f"{HERE}:{mutants}"}
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, *tests],
        cwd=mutants,
        env=os.environ | environment,
        check=False,
    )
    lines = (mutants / "sample.tried").read_text("utf-8").splitlines()
    return {name: fate for name, fate, *_ in map(str.split, lines)}


if __name__ == "__main__":
    main()
