"""Many jobs side by side: in this process, in processes of this machine, or on a cluster.

    executor      what they have in common; `run` hands jobs in, a few at a time
    in_process    this process alone
    processes     processes of this machine
    cluster       the workers of a dask scheduler, on any number of machines
    program_hash  which program runs, so that no machine of a cluster works with another

Results never depend on where jobs run, how many workers there are, or how they are started.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.workers.executor import Executor, fetch, run
from generator.workers.in_process import InProcess

__all__ = ["Executor", "InProcess", "fetch", "run", "workers"]


@contextmanager
def workers(
    count: int,
    prepare: Callable[..., object] | None = None,
    *held: object,
    scheduler: str | None = None,
    warm: Callable[[], object] | None = None,
    start_method: str | None = None,
) -> Iterator[Executor]:
    """Give an executor whose workers have each called `prepare(*held)`.

    Processes begin at once: opened before the data is read they are small, and stay so.  What they
    need to know can also be told later, with `Executor.hold`.  `warm` is what they do meanwhile.  With
    a scheduler the count is that of its workers.
    """
    with _executor(count, scheduler, start_method) as executor:
        try:
            if warm is not None:
                executor.warm(warm)
            if prepare is not None:
                executor.hold(prepare, *held)
            yield executor
        except Exception as error:
            fault = executor.fault(error)
            if fault is None:
                raise
            raise fault from error


def _executor(count: int, scheduler: str | None, start_method: str | None) -> Executor:
    """Return the executor asked for; what only some kinds need is imported for these alone."""
    if scheduler is not None:
        from generator.workers.cluster import Cluster

        return Cluster(scheduler)
    if count == 1:
        return InProcess()
    from generator.workers.processes import Processes

    return Processes(count, start_method)
