"""Processes of this machine, started early and ended with the build, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar

from generator.errors import MachineError
from generator.workers.executor import Executor

P = ParamSpec("P")
Result = TypeVar("Result")


class Processes(Executor):
    """A pool of processes that all exist from the beginning.

    They start while the program is small, so that each one's memory is its own work and not a
    copy of what the build has read by then.
    """

    def __init__(self, count: int, start_method: str | None = None) -> None:
        context = _context(start_method or _start_method())
        others = set(multiprocessing.active_children())
        self._count = count
        self._pool = ProcessPoolExecutor(count, context, _begin, (context.Barrier(count),))
        with _ctrl_c_held_back():
            self._everyone(_nothing)
        self._processes = set(multiprocessing.active_children()) - others
        # The pool itself keeps an end of this pipe that it never uses: the pipe would stay open, and the
        # pool wait for ever for the rest of a result whose process has ended while it told it.
        self._pool._result_queue._writer.close()  # type: ignore[attr-defined]
        self._is_ending = threading.Event()
        watched = self._processes, self._is_ending
        self._watch = threading.Thread(target=_end_together, args=watched, daemon=True)
        self._watch.start()

    @property
    def size(self) -> int:
        """As many at a time as there are processes."""
        return self._count

    def hold(self, prepare: Callable[..., object], /, *held: object) -> None:
        """Call `prepare(*held)` in every process, and wait for it."""
        _results(self._everyone(_prepare, pickle.dumps((prepare, held), pickle.HIGHEST_PROTOCOL)))

    def warm(self, function: Callable[[], object], /) -> None:
        """Let every process call the function, and do not wait for it."""
        self._everyone(function)

    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        """Hand one job in."""
        return self._pool.submit(fn, *args, **kwargs)

    def _everyone(self, function: Callable[..., object], *args: object) -> list[Future[object]]:
        """Let every process call the function once; each waits until all have taken theirs."""
        return [self._pool.submit(_together, function, args) for _ in range(self._count)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes; at once when the build ends early: nobody wants their work any more."""
        self._is_ending.set()
        if kind is not None:
            for process in self._processes:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._watch.join()

    def fault(self, error: Exception) -> MachineError | None:
        """Say that a process died."""
        return MachineError("worker-died", {}) if isinstance(error, BrokenProcessPool) else None


def _end_together(processes: Collection[BaseProcess], is_ending: threading.Event) -> None:
    """Wait until one process is gone; when the build goes on, end the others: they may wait for its lock."""
    connection.wait([process.sentinel for process in processes])
    if not is_ending.is_set():
        for process in processes:
            process.terminate()


def _results(futures: Iterable[Future[object]]) -> None:
    for future in futures:
        future.result()


# How processes begin ----------------------------------------------------------------------------


def _start_method() -> str:
    """Return the quickest way to start that is safe here.

    A copy of this process (fork) is there in 30 ms, with everything imported; but copying a process
    with threads can lock up the copy.  Otherwise the copies are made of a server without threads,
    which first imports the program: two seconds.
    """
    if sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _context(start_method: str) -> BaseContext:
    context = multiprocessing.get_context(start_method)
    if start_method == "forkserver":
        context.set_forkserver_preload([name for name in sys.modules if name.startswith("generator.")])
    return context


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Start processes that cannot be interrupted before they have said what Ctrl-C means to them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In each process --------------------------------------------------------------------------------

_all_here: Barrier | None = None


def _begin(all_here: Barrier) -> None:
    global _all_here
    _all_here = all_here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered once, by the build itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the build is killed: an orphan would hold its lock and its files for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _together(function: Callable[..., object], args: tuple[object, ...]) -> None:
    assert _all_here is not None
    _all_here.wait()
    function(*args)


def _prepare(parcel: bytes) -> None:
    prepare, held = pickle.loads(parcel)  # noqa: S301 - packed by this very build
    prepare(*held)


def _nothing() -> None:
    """Be there."""
