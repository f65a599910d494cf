"""The workers of a dask scheduler, as processes of their own on this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load

from generator import cli, pipeline, settings
from generator.errors import MachineError, SettingError
from generator.progress import Progress, Silent
from generator.settings import Settings
from generator.site import env_variables
from generator.workers import cluster, run, workers
from generator.workers import executor as executor_of_any_kind
from tests.cluster_jobs import (
    die,
    fail,
    leave_pid,
    pid_of,
    recall,
    remember,
    square,
    square_on_a_mortal_worker,
)
from tests.servers import free_port
from tests.test_pipeline import bytes_of, make_project

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
PATIENCE_S = 120
CONNECT_S = cluster.CONNECT_S
"""As the command has it."""


# A cluster --------------------------------------------------------------------------------------


@contextmanager
def dask(*command: str) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def scheduler() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = free_port()
    with dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard") as process:
        wait_until(lambda: is_listening(port))
        yield f"tcp://127.0.0.1:{port}", process


@contextmanager
def worker(address: str, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
    with dask("worker", address, "--host", "127.0.0.1", *options) as process:
        yield process


@contextmanager
def machines(count: int, folder: Path) -> Iterator[tuple[str, dict[int, "subprocess.Popen[bytes]"]]]:
    """Give a scheduler's address and its workers by process id, as soon as all are there."""
    with ExitStack() as stack:
        address, _ = stack.enter_context(scheduler())
        started = [stack.enter_context(worker(address, folder)) for _ in range(count)]
        wait_for_workers(address, count)
        yield address, {process.pid: process for process in started}


def wait_for_workers(address: str, count: int) -> None:
    with workers(1, scheduler=address) as executor:
        wait_until(lambda: executor.size == count)


def is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module", autouse=True)
def patient() -> Iterator[None]:
    """However busy the machine is, what is there is reached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "CONNECT_S", PATIENCE_S)
        patch.setattr(cluster, "WORKER_S", PATIENCE_S)
        yield


@pytest.fixture(scope="module")
def two_machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, set[int]]]:
    """Two workers for tests that leave them as they were: the scheduler's address and their process ids."""
    with machines(2, tmp_path_factory.mktemp("dask")) as (address, started):
        yield address, set(started)


@pytest.fixture
def two(two_machines: tuple[str, set[int]]) -> str:
    return two_machines[0]


# Work -------------------------------------------------------------------------------------------


def test_every_worker_is_warmed_before_the_first_job(
    two_machines: tuple[str, set[int]], tmp_path: Path
) -> None:
    address, started = two_machines
    with workers(1, scheduler=address) as executor:
        executor.warm(partial(leave_pid, tmp_path))
        wait_until(lambda: len(list(tmp_path.iterdir())) == len(started))
        assert {path.name for path in tmp_path.iterdir()} == set(map(str, started))


def test_jobs_run_on_all_workers_and_results_keep_their_order(two: str) -> None:
    with workers(1, scheduler=two) as executor:
        assert executor.size == 2
        assert list(run(executor, square, range(40))) == [number * number for number in range(40)]
        pids = set(run(executor, pid_of, range(40)))
        assert len(pids) == 2
        assert os.getpid() not in pids


def test_each_worker_is_prepared_once_for_each_build(two: str) -> None:
    with workers(1, remember, "first", scheduler=two) as executor:
        seen = [held for _, held in run(executor, recall, range(10))]
    assert all(held == [("first",)] for held in seen)
    with workers(1, remember, "second", "build", scheduler=two) as executor:
        seen = [held for _, held in run(executor, recall, range(10))]
    assert all(held[-1] == ("second", "build") for held in seen)
    assert all(len(held) <= 2 for held in seen)


def test_what_all_jobs_rely_on_may_be_large(two: str) -> None:
    with workers(1, remember, b"x" * 30_000_000, scheduler=two) as executor:
        assert list(run(executor, square, range(4))) == [0, 1, 4, 9]


def test_a_fault_of_a_job_comes_back_as_itself(two: str) -> None:
    with pytest.raises(MachineError, match="disk-full"), workers(1, scheduler=two) as executor:
        list(run(executor, fail, range(4)))


def test_a_worker_with_another_program_is_refused(two: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_program", "another")
    with pytest.raises(SettingError, match="cluster-other-program"), workers(1, scheduler=two) as executor:
        list(run(executor, square, range(4)))


def test_jobs_of_a_worker_that_is_killed_are_done_by_another(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    seen.mkdir()
    with machines(2, tmp_path) as (address, processes), workers(1, remember, scheduler=address) as executor:
        futures = [executor.submit(square_on_a_mortal_worker, str(seen), number) for number in range(30)]
        processes[process_with_the_first_job(seen)].kill()
        assert [future.result(timeout=120) for future in futures] == [number**2 for number in range(30)]
        assert executor.size == 1
        assert list(run(executor, square, range(3))) == [0, 1, 4]
    assert len(list(seen.glob("0-*"))) == 2


def process_with_the_first_job(seen: Path) -> int:
    deadline = time.monotonic() + PATIENCE_S
    while not (marks := list(seen.glob("0-*"))):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return int(marks[0].name.partition("-")[2])


def test_a_worker_that_comes_later_takes_part(tmp_path: Path) -> None:
    with machines(1, tmp_path) as (address, _), workers(1, remember, "told", scheduler=address) as executor:
        assert list(run(executor, square, range(3))) == [0, 1, 4]
        with worker(address, tmp_path):
            wait_until(lambda: executor.size == 2)
            seen = list(run(executor, recall, range(40)))
            pids = set(run(executor, pid_of, range(40)))
    assert len(pids) == 2
    assert all(held == [("told",)] for _, held in seen)


# A whole build ----------------------------------------------------------------------------------


class Killer(Silent):
    """Kills a worker as soon as the first pages are done."""

    def __init__(self, victim: "subprocess.Popen[bytes]") -> None:
        self.victim = victim

    def advance(self, pieces: int = 1) -> None:
        self.victim.kill()


def test_a_site_made_on_a_cluster_that_loses_a_worker_is_the_same_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(make_project(tmp_path / "project"))
    assert pipeline.build(settings.make(workers=1, out=Path("alone"))).record is not None
    with machines(2, tmp_path) as (address, processes):
        killer = Killer(next(iter(processes.values())))
        made = settings.make(scheduler=address, out=Path("shared"), data=Path("data"))
        record = pipeline.build(made, killer).record
    assert record is not None and record.workers == 1
    assert killer.victim.poll() is not None
    assert bytes_of(Path("shared")) == bytes_of(Path("alone"))


def test_workers_with_another_environment_make_the_site_that_the_command_was_given_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(make_project(tmp_path / "project"))
    settings_file = Path("mkdocs.yml")
    named = settings_file.read_text("utf-8").replace("Số liệu hội", "!ENV [NAME_FIRST, NAME_NEXT, ba]", 1)
    settings_file.write_text(named, "utf-8")
    monkeypatch.setenv("SITE_LANGUAGES", "vi, en")
    monkeypatch.setenv("SITE_URL", "https://worker.example/")
    monkeypatch.setenv("NAME_FIRST", "Máy phụ")
    with machines(1, tmp_path) as (address, _):
        monkeypatch.setenv("SITE_LANGUAGES", "vi")
        monkeypatch.setenv("SITE_URL", "https://lenh.example/")
        monkeypatch.setenv("SITE_CONTACT", "so@lenh.example")
        monkeypatch.delenv("NAME_FIRST")
        monkeypatch.setenv("NAME_NEXT", "Máy ra lệnh")
        assert pipeline.build(settings.make(workers=2, out=Path("alone"))).record is not None
        assert pipeline.build(settings.make(scheduler=address, out=Path("shared"))).record is not None
    assert bytes_of(Path("shared")) == bytes_of(Path("alone"))


@pytest.mark.parametrize(
    "said",
    ["HERE", "'HERE'", "[HERE]", "[HERE, x]", "[NOT, HERE, 'x, y']", "[NOT,\n  HERE, x]", "\n- HERE\n- x"],
)
def test_workers_are_told_what_mkdocs_reads_however_it_is_spelled(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HERE", "ở đây")
    monkeypatch.delenv("NOT", raising=False)
    (tmp_path / "mkdocs.yml").write_text(f"site_name: !ENV {said}\n", "utf-8")
    with (tmp_path / "mkdocs.yml").open("rb") as file:
        assert yaml_load(file) == {"site_name": "ở đây"}
    told = env_variables.read_by(tmp_path / "mkdocs.yml")
    assert told["HERE"] == "ở đây"
    assert told.get("NOT") is None


# How a cluster can let a build down -------------------------------------------------------------


def test_a_job_that_kills_every_worker_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(MachineError, match="cluster-worker-died"),
        machines(2, tmp_path) as (address, _),
        workers(1, scheduler=address) as executor,
    ):
        list(run(executor, die, [1]))


def test_a_cluster_without_workers_is_left_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ALONE_S", 0.5)
    monkeypatch.setattr(executor_of_any_kind, "PATIENCE_S", 0.2)
    with (
        machines(1, tmp_path) as (address, processes),
        pytest.raises(MachineError, match="cluster-empty"),
        workers(1, scheduler=address) as executor,
    ):
        results = run(executor, square, range(1000))
        assert next(results) == 0
        for process in processes.values():
            process.kill()
        list(results)


def test_a_scheduler_that_dies_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        address, process = stack.enter_context(scheduler())
        stack.enter_context(worker(address, tmp_path))
        wait_for_workers(address, 1)
        monkeypatch.setattr(cluster, "CONNECT_S", 3 * CONNECT_S)  # so long it is looked for when it is gone
        with (
            pytest.raises(MachineError, match="cluster-lost"),
            workers(1, scheduler=address) as executor,
        ):
            results = run(executor, square, range(100_000))
            assert next(results) == 0
            process.kill()
            list(results)


def test_a_client_that_closed_before_is_left_without_another_word(two: str) -> None:
    with pytest.raises(MachineError, match="cluster-lost"), workers(1, scheduler=two) as executor:
        executor.submit(square, 1)
        executor._client.close()  # type: ignore[attr-defined]  # as it does by itself when the scheduler is gone
        raise MachineError("cluster-lost", {"address": two})


def test_a_scheduler_that_has_no_workers_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WORKER_S", 2)
    with (
        scheduler() as (address, _),
        pytest.raises(MachineError, match="cluster-empty"),
        workers(1, scheduler=address),
    ):
        pass


def test_a_scheduler_that_is_not_there_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "build", open_workers)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    assert CONNECT_S <= 10
    monkeypatch.setattr(cluster, "CONNECT_S", 1)
    assert cli.run(["build", "--scheduler", f"tcp://127.0.0.1:{free_port()}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Không kết nối được với bộ điều phối tcp://127.0.0.1:")
    assert len(said.splitlines()) == 1


def open_workers(made: Settings, progress: Progress) -> None:
    with workers(made.workers, scheduler=made.scheduler):
        pass


def test_without_the_extra_the_command_to_install_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "build", open_workers)
    monkeypatch.setitem(sys.modules, "distributed", None)
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    assert cli.run(["build", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    said = capsys.readouterr().err
    assert 'pip install -e ".[cluster]"' in said
    assert len(said.splitlines()) == 1
