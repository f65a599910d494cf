"""Who does the tasks of a build: all workers many, this process a few, a worker meanwhile what takes long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from generator import downloads
from generator.cache.register_file import RecordFile
from generator.pipeline import worker_process
from generator.pipeline.tasks import Task
from generator.pipeline.worker import Made, WorkerSetup
from generator.pipeline.worker_process import Job
from generator.progress import Progress
from generator.workers import Executor, InProcess, run

FEW_TASKS = 64
"""So few are done in the process that builds: to open others would take longer than they do."""


class Jobs:
    """Begins what takes long when it is made; `done` does the others, in any number of parts."""

    def __init__(
        self,
        wanted: Sequence[Task],
        executor: Executor,
        setup: WorkerSetup,
        record: RecordFile | None,
        progress: Progress,
    ) -> None:
        """Prepare for these tasks; a record is given where this process may do them."""
        self._executor, self._progress = executor, progress
        is_few = record is not None and len(wanted) <= FEW_TASKS
        self._long = [task for task in wanted if is_few and executor.size > 1 and downloads.takes_long(task)]
        jobs = [Job(tuple(self._long))] if self._long else []
        self._meanwhile = run(executor, partial(worker_process.do_alone, setup), jobs, self._tell)
        if is_few:
            self._executor = InProcess()
        if len(wanted) > len(self._long):
            self._executor.hold(worker_process.prepare, setup, record if is_few else None)

    def done(
        self, tasks: Sequence[Task], drawings: Mapping[str, Mapping[str, str]], *, last: bool = False
    ) -> Iterator[Made]:
        """Yield what tasks come to; the last part also what took long."""
        others = [task for task in tasks if task not in self._long]
        shares = worker_process.shared_out(others, drawings, self._executor.size)
        made = run(self._executor, worker_process.do, shares, self._tell)
        yield from chain.from_iterable(chain(made, self._meanwhile if last else ()))

    def _tell(self, job: Job) -> None:
        self._progress.advance(len(job.tasks))
