"""A scheduler and workers of dask.distributed on this machine, each a process, as on a real cluster."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.ratios import UnmeasuredError
from bench.workbench import ROOT

PATIENCE_S = 30.0
_LISTEN = ("--host", "tcp://127.0.0.1", "--no-dashboard")


@contextmanager
def cluster(place: Path, workers: int) -> Iterator[str]:
    """Give the address of a scheduler with so many workers of one thread; all end afterwards."""
    place.mkdir(parents=True)
    file = place / "scheduler.json"
    started = [_start(place, "dask_scheduler", "--port", "0", "--scheduler-file", str(file))]
    try:
        address = _address(file, started[0])
        for _ in range(workers):
            started.append(_start(place, "dask_worker", address, "--nthreads", "1", "--no-nanny"))
        _wait_for(address, workers)
        yield address
    finally:
        for process in reversed(started):  # not terminated: that can take a worker half a minute
            process.kill()
            process.wait()


def _start(place: Path, name: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{name}", *options, *_LISTEN]
    if name == "dask_worker":
        command += ["--local-directory", str(place)]
    with (place / "log.txt").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL)


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and scheduler.poll() is None:
        if file.is_file() and file.stat().st_size:
            return str(json.loads(file.read_text("utf-8"))["address"])
        time.sleep(0.05)
    raise UnmeasuredError("The scheduler of dask.distributed did not start; is it installed?")


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=PATIENCE_S, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=PATIENCE_S)
