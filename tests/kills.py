"""python -m tests.kills --kills 500 --seed 1: builds that are killed, each at another moment.

A third of them die by the clock, a third as a stage begins or ends, a third as they touch a file.  What is
published must then be the whole site before or the whole site after, and the next build, which goes on from
what the killed one left, must give the site of a clean build.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from generator import pipeline
from generator import settings as build_settings
from generator.progress import Silent
from generator.site import switch
from tests.soak import on_a_record
from tests.test_incremental import build, change_a_value
from tests.test_pipeline import bytes_of

TOUCHES = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.truncate"}


def main() -> None:
    on_a_record("kills", kill_often)


def kill_often(root: Path, seed: int, times: int) -> None:
    """Kill so many builds; an AssertionError names the kill that broke a site."""
    rng, left = random.Random(seed), Counter[str]()
    sites = (_state(root, "0", 1), _state(root, "1", 2))
    lengths = {anew: _length(root, no_cache=anew) for anew in (False, True)}
    for number in range(times):
        _put(root, number % 2)
        before, after = sites[1 - number % 2], sites[number % 2]
        anew = rng.random() < 0.5
        fatal = Fatal(*rng.choice([(kind, rng.uniform(0, end)) for kind, end in lengths[anew].items()]))
        left[f"{fatal.kind}: {_outcome(root, fatal, before, after, no_cache=anew)}"] += 1
        _build(root)
        assert bytes_of(root / "site") == after, f"kill {number + 1}: the next build is not a clean one"
        if (number + 1) % 10 == 0 or number + 1 == times:
            print(number + 1, dict(sorted(left.items())), flush=True)


@dataclass
class Fatal(Silent):
    """Ends its process at a moment: so many seconds, stages or touched files after the beginning."""

    kind: str
    at: float
    seen: int = 0

    def count(self) -> None:
        self.seen += 1
        if self.seen > self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def begin(self, stage: str, total: int | None) -> None:
        if self.kind == "stage":
            self.count()

    def end(self, stage: str, seconds: float) -> None:
        self.begin(stage, None)

    def hear(self, event: str, _: object) -> None:
        if self.kind == "file" and event in TOUCHES:
            self.count()


def _state(root: Path, name: str, value: int) -> dict[str, bytes]:
    """Keep a copy of the data with one value of its own, and return its site, which is published."""
    change_a_value(root, value)
    assert build(root, no_cache=True).record is not None
    shutil.copytree(root / "data", root / f"data-{name}")
    return bytes_of(root / "site")


def _put(root: Path, state: int) -> None:
    shutil.rmtree(root / "data")
    shutil.copytree(root / f"data-{state}", root / "data")


def _build(root: Path, progress: Silent | None = None, *, no_cache: bool = False) -> None:
    made = build_settings.make(out=root / "site", workers=1, no_cache=no_cache)
    assert pipeline.build(made, progress or Silent()).problems == ()


def _length(root: Path, *, no_cache: bool) -> dict[str, float]:
    """Return how long such a build is: in seconds, in stages that begin or end, in files that it touches."""
    listeners = [Fatal(kind, float("inf")) for kind in ("stage", "file")]
    length = {}
    for number, listener in enumerate(listeners):
        _put(root, number)
        sys.addaudithook(listener.hear)
        start = time.monotonic()
        _build(root, listener, no_cache=no_cache)
        length |= {"clock": time.monotonic() - start, listener.kind: listener.seen}
        listener.kind = "over"
    return length


def _outcome(
    root: Path, fatal: Fatal, before: dict[str, bytes], after: dict[str, bytes], *, no_cache: bool
) -> str:
    """Let a build run until it is killed; return which of the two sites is published."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(fatal.hear)
        _build(root, fatal, no_cache=no_cache)
        os._exit(0)
    if fatal.kind == "clock":
        time.sleep(fatal.at)
        os.kill(child, signal.SIGKILL)
    was_killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert json.loads((root / "site" / switch.RECORD).read_text("utf-8"))
    published = bytes_of(root / "site")
    assert published in (before, after), f"{fatal}: neither the site before nor the site after"
    return ("before" if published == before else "after") if was_killed else "too late"


if __name__ == "__main__":
    main()
