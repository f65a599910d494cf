"""What all executors have in common, and the one way to hand them many jobs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import Future, wait
from itertools import islice
from typing import ParamSpec, TypeVar

from generator.errors import GeneratorError

P = ParamSpec("P")
Job = TypeVar("Job")
Result = TypeVar("Result")

AHEAD = 3
"""How many jobs a worker has before it: one under way, one waiting, one done and not yet fetched."""

PATIENCE_S = 2.0
"""How long a result is waited for before somebody looks whether anyone is still at work."""


class Executor(futures.Executor, ABC):
    """An executor whose workers can be told something that all later jobs rely on."""

    @property
    @abstractmethod
    def size(self) -> int:
        """How many jobs are done side by side."""

    @abstractmethod
    def hold(self, prepare: Callable[..., object], /, *held: object) -> None:
        """Call `prepare(*held)` in every worker before its next job."""

    @abstractmethod
    def warm(self, function: Callable[[], object], /) -> None:
        """Let every worker call the function while it has nothing else to do."""

    @abstractmethod
    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        """Hand one job in."""

    def look(self) -> None:
        """Raise MachineError when nobody is left who could do a job."""

    def fault(self, error: Exception) -> GeneratorError | None:
        """Return in words what became of the workers; None when the error is that of a job."""
        return None


def run(
    executor: Executor,
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    on_done: Callable[[Job], object] = lambda job: None,
) -> Iterator[Result]:
    """Begin the first jobs, and return an iterator of `function(job)` for every job, in their order.

    Only a few jobs and results exist at a time, however many there are in all.  `on_done` is
    called with each job whose result is fetched.  Whoever stops fetching leaves a few jobs that are
    done for nothing; they are not called off, because a pool that is ended trips over such jobs.
    """
    pending = ((job, executor.submit(function, job)) for job in jobs)
    under_way = deque(islice(pending, AHEAD * executor.size))
    return _results(executor, pending, under_way, on_done)


def _results(
    executor: Executor,
    pending: Iterator[tuple[Job, Future[Result]]],
    under_way: deque[tuple[Job, Future[Result]]],
    on_done: Callable[[Job], object],
) -> Iterator[Result]:
    while under_way:
        yield _fetch(executor, under_way, on_done)
        under_way.extend(islice(pending, 1))


def fetch(executor: Executor, future: Future[Result]) -> Result:
    """Wait for a job that was handed in, as long as there is anybody who could do it."""
    while not wait([future], timeout=PATIENCE_S).done:
        executor.look()
    return future.result()


def _fetch(
    executor: Executor, under_way: deque[tuple[Job, Future[Result]]], on_done: Callable[[Job], object]
) -> Result:
    job, future = under_way[0]
    result = fetch(executor, future)
    under_way.popleft()
    on_done(job)
    return result
