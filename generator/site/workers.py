"""One way to run many small jobs: an `Executor`, of processes or of this process alone.

Results never depend on how many workers there are, nor on how the processes are started.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from generator.errors import MachineError

P = ParamSpec("P")
T = TypeVar("T")


class SameProcessExecutor(Executor):
    """An executor without processes: a job is done when it is handed in."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # as in a pool: whoever asks for the result gets the error
            future.set_exception(error)
        return future


@contextmanager
def workers(
    count: int, prepare: Callable[..., None], *held: object, start_method: str | None = None
) -> Iterator[Executor]:
    """Give an executor whose every process has called `prepare(*held)` once, before any job."""
    if count == 1:
        prepare(*held)
        with SameProcessExecutor() as executor:
            yield executor
        return
    context = multiprocessing.get_context(start_method)
    pool = ProcessPoolExecutor(count, context, initializer=partial(_begin, prepare, *held))
    try:
        yield pool
    except BrokenProcessPool as error:
        raise MachineError("worker-died", {}) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(prepare: Callable[..., None], *held: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered once, by the build itself
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(*held)


def _end_with_parent() -> None:
    """Leave when the build is killed: an orphan would hold its lock and its files for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
