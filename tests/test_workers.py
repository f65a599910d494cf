"""Executors on one machine: order, memory, faults, deaths, Ctrl-C, with real processes."""

import functools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from generator.errors import MachineError
from generator.workers import InProcess, fetch, run, workers
from generator.workers import executor as executor_of_any_kind

ROOT = Path(__file__).parents[1]
METHODS = [(1, None), (2, "fork"), (2, "forkserver"), (2, "spawn")]
_prepared: list[object] = []


def remember(*held: object) -> None:
    _prepared[:] = held


def recall(number: int) -> tuple[int, list[object]]:
    return number, list(_prepared)


def give_up(number: int) -> int:
    os._exit(number)


def double(number: int) -> int:
    return 2 * number


def pid_of(number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


@pytest.mark.parametrize(("count", "method"), METHODS)
def test_every_worker_is_prepared_and_results_keep_their_order(count: int, method: str | None) -> None:
    with workers(count, remember, "a", 1, start_method=method) as executor:
        assert list(run(executor, recall, range(20))) == [(number, ["a", 1]) for number in range(20)]
        executor.hold(remember, "b")
        assert list(run(executor, recall, range(3))) == [(number, ["b"]) for number in range(3)]
        assert list(executor.map(double, range(5))) == [0, 2, 4, 6, 8]


def test_without_a_start_method_the_quickest_safe_one_is_chosen() -> None:
    with workers(2, warm=os.getpid) as executor:
        assert executor.size == 2
        assert len(set(run(executor, pid_of, range(8)))) == 2


def test_nobody_waits_for_a_job_that_nobody_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deserted(InProcess):
        def look(self) -> None:
            raise MachineError("cluster-empty", {"address": "tcp://nowhere"})

    monkeypatch.setattr(executor_of_any_kind, "PATIENCE_S", 0.01)
    with pytest.raises(MachineError, match="cluster-empty"):
        fetch(Deserted(), Future[int]())


def test_one_worker_is_this_process() -> None:
    with workers(1, remember) as executor:
        assert isinstance(executor, InProcess)
        assert executor.submit(os.getpid).result() == os.getpid()


@pytest.mark.parametrize("count", [1, 2])
def test_only_a_few_jobs_exist_at_a_time_however_many_there_are(count: int) -> None:
    handed: list[int] = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            handed.append(number)
            yield number
            number += 1

    fetched: list[int] = []
    with workers(count) as executor:
        results = run(executor, double, endless(), fetched.append)
        assert [next(results) for _ in range(10)] == list(range(0, 20, 2))
        assert fetched == list(range(10))
        assert len(handed) <= 10 + 3 * count
        results.close()


@pytest.mark.parametrize("count", [1, 2])
def test_a_fault_in_a_worker_comes_back_as_itself(count: int) -> None:
    with pytest.raises(FileNotFoundError), workers(count) as executor:
        list(run(executor, Path.read_bytes, [Path("/nowhere")]))
    with pytest.raises(FileNotFoundError), workers(count, Path.read_bytes, Path("/nowhere")):
        pass


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_worker_that_dies_is_one_sentence(method: str) -> None:
    with pytest.raises(MachineError, match="worker-died"), workers(2, start_method=method) as executor:
        list(run(executor, give_up, range(100)))
    with pytest.raises(MachineError, match="worker-died"), workers(2, os._exit, 1, start_method=method):
        pass


# A result half told -------------------------------------------------------------------------------

LARGE = 200_000  # more than a pipe takes at a time


def tell_half(folder: Path, then: Callable[[], object]) -> bytes:
    """Return a result of which this process tells the first half, says so in the folder, and then …"""

    def half(sender: Connection, told: bytes | memoryview) -> None:
        os.write(sender.fileno(), memoryview(told)[: memoryview(told).nbytes // 2])
        (folder / "half-told").touch()
        then()

    Connection._send = half  # type: ignore[attr-defined]
    return bytes(LARGE)


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_worker_that_dies_while_it_tells_a_result_is_the_same_sentence(method: str, tmp_path: Path) -> None:
    """The other worker waits for the lock of the dead one, and the pool for the rest of the result."""
    with pytest.raises(MachineError, match="worker-died"), workers(2, start_method=method) as executor:
        there = executor.submit(tell_half, tmp_path, functools.partial(os._exit, 1))
        list(run(executor, double, range(100)))
        fetch(executor, there)


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_build_that_ends_early_does_not_wait_for_a_result_half_told(method: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="data"), workers(2, start_method=method) as executor:
        executor.submit(tell_half, tmp_path, signal.pause)
        while not (tmp_path / "half-told").exists():
            time.sleep(0.01)
        raise FileNotFoundError("data")


# Ends -------------------------------------------------------------------------------------------

BUILD = """
import sys
from generator import cli, pipeline
from generator.workers import run, workers
from tests.test_workers import pid_of

def build(settings, progress):
    with workers(2, print, "ready", start_method={method!r}) as executor:
        print("pids", *sorted(set(run(executor, pid_of, range(20)))), flush=True)
        for pid in run(executor, pid_of, range(100000)):
            pass

pipeline.build = build
cli.main(["build"])
"""


@contextmanager
def started(folder: Path, method: str | None) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """Start a build that never ends, in a process group of its own as from a terminal."""
    (folder / "mkdocs.yml").write_text("site_name: x\n")
    (folder / "data").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", BUILD.format(method=method)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as build:
        assert build.stdout is not None and build.stderr is not None
        try:
            line = next((line for line in build.stdout if line.startswith("pids")), None)
            assert line is not None, build.stderr.read()
            yield build, [int(pid) for pid in re.findall(r"\d+", line)]
        finally:
            build.kill()


@pytest.mark.parametrize("method", [None, "fork", "forkserver", "spawn"])
def test_ctrl_c_ends_the_build_and_all_its_processes_with_one_sentence(
    tmp_path: Path, method: str | None
) -> None:
    with started(tmp_path, method) as (build, pids):
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=120)
        assert build.returncode == 130
        assert said == "Đã dừng theo yêu cầu; trang cũ giữ nguyên.\n"
        assert_all_end(pids)


def test_a_build_told_to_end_ends_as_by_ctrl_c(tmp_path: Path) -> None:
    with started(tmp_path, None) as (build, pids):
        build.terminate()
        _, said = build.communicate(timeout=120)
        assert build.returncode == 130
        assert said == "Đã dừng theo yêu cầu; trang cũ giữ nguyên.\n"
        assert_all_end(pids)


@pytest.mark.parametrize("method", [None, "forkserver"])
def test_a_process_that_is_killed_ends_the_build_with_one_sentence(
    tmp_path: Path, method: str | None
) -> None:
    with started(tmp_path, method) as (build, pids):
        os.kill(pids[0], signal.SIGKILL)
        _, said = build.communicate(timeout=120)
        assert build.returncode == 2
        assert said.startswith("Một tiến trình con bị dừng giữa chừng")
        assert len(said.splitlines()) == 1
        assert_all_end(pids)


@pytest.mark.parametrize("method", [None, "forkserver"])
def test_workers_end_with_a_build_that_is_killed(tmp_path: Path, method: str | None) -> None:
    with started(tmp_path, method) as (build, pids):
        build.kill()
        build.communicate(timeout=120)
        assert_all_end(pids)


def assert_all_end(pids: list[int]) -> None:
    assert len(pids) == 2
    deadline = time.monotonic() + 60
    while any(is_running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in pids if is_running(pid)]


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
