"""What runs in each process: its worker, opened once, and the jobs that come to it."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field

from generator import charts, search, write
from generator.cache.register_file import RecordFile
from generator.pipeline import unit_figures
from generator.pipeline.tasks import Task, name_of
from generator.pipeline.worker import Made, Worker, WorkerSetup
from generator.products import Bar, BarChart
from generator.site import tree, verify

TASKS_PER_JOB = 16
COLLECT_AFTER = 20_000
"""So many new objects: a page makes more than the usual 700, and hardly any that only it can clear."""
_OF_BUNDLE = ("index/", "filter/", "fragment/")  # below the main bundle lie the others


class Job(Struct, frozen=True):
    """Tasks that are done together, and the drawings of their charts that exist already."""

    tasks: tuple[Task, ...]
    drawings: Mapping[str, str] = field(default_factory=dict)


def shared_out(wanted: Sequence[Task], drawings: Mapping[str, Mapping[str, str]], size: int) -> Iterator[Job]:
    """Share tasks out: neighbours together, as they look at the same units, but a few tasks one by one."""
    each = max(1, min(TASKS_PER_JOB, len(wanted) // (TASKS_PER_JOB * size)))
    for at in range(0, len(wanted), each):
        tasks = tuple(wanted[at : at + each])
        known = {key: svg for task in tasks for key, svg in drawings.get(name_of(task), {}).items()}
        yield Job(tasks, known)


class BundleJob(Struct, frozen=True):
    """One bundle of the search index, to be built of these documents."""

    name: str
    bundle: str
    documents: Sequence[tuple[str, str]]
    site: Path


_here: Worker | None = None


def prepare(setup: WorkerSetup, record: RecordFile | None = None) -> None:
    """Open the worker of this process, which reads the record itself unless it has it already.

    What it holds stays to the end, so the collector need not look through it again and again.  What was
    read before goes, and what an earlier build held in a worker of a cluster.
    """
    global _here
    if unit_figures.forget() or _here is not None:
        _here = None
        gc.unfreeze()
        give_back()
    gc.disable()
    _here = Worker(setup, record)
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    gc.enable()


def give_back() -> None:
    """Give the system back the room of what was let go, which else stays taken to the end.

    Of ten nations a worker reads tables of 360 MB; let go, they still take 320 of it, and 140 after this.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)


def warm() -> None:
    """Load what the first page and its charts will need, while the data is still being read."""
    import mkdocs.commands.build  # noqa: F401

    charts.draw(BarChart("a", "a", "a", (Bar("a", Decimal(1), "1"),)))


def do(job: Job) -> list[Made]:
    """Do the tasks of a job."""
    assert _here is not None
    return [_here.do(task, job.drawings) for task in job.tasks]


def do_alone(setup: WorkerSetup, job: Job) -> list[Made]:
    """Do the tasks of a job in a process that was not prepared."""
    prepare(setup)
    return do(job)


def bundle(job: BundleJob) -> Made:
    """Build one bundle of the search index in the place of the one that is there."""
    folder = search.bundle_folder(job.bundle)
    search.build_bundle(job.bundle, job.documents, job.site, folder)
    below = write.walk(job.site / folder)
    ours = (f"{folder}/{path}" for path in below if path.count("/") == 0 or path.startswith(_OF_BUNDLE))
    marks = {path: tree.mark(job.site, path) for path in ours if path != search.CATALOGUE}
    return Made(job.name, None, frozenset(), marks, verify.packed(marks), b"")
