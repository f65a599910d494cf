"""The executor without workers: this process does the jobs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from generator.workers.executor import Executor

P = ParamSpec("P")
Result = TypeVar("Result")


class InProcess(Executor):
    """Does a job when it is handed in."""

    @property
    def size(self) -> int:
        """One at a time."""
        return 1

    def hold(self, prepare: Callable[..., object], /, *held: object) -> None:
        """Call `prepare(*held)` now."""
        prepare(*held)

    def warm(self, function: Callable[[], object], /) -> None:
        """Do nothing: this process would only lose time."""

    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        """Do the job; whoever asks for the result gets its error too, as from any executor."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
