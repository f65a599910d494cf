"""The workers of a dask scheduler, on any number of machines that share the project's folders.

A job that is lost with its worker is done again by another one.  What jobs rely on goes to each
worker with its first job, and goes again to a worker that comes later.
"""

from __future__ import annotations

import logging
import pickle
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from types import TracebackType
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from msgspec import Struct

from generator.errors import GeneratorError, MachineError, SettingError
from generator.workers.executor import Executor
from generator.workers.program_hash import fingerprint

P = ParamSpec("P")
Result = TypeVar("Result")

CONNECT_S = 10
"""How long the scheduler may take to answer."""

WORKER_S = 10
"""How long its first worker may then take to appear."""

ALONE_S = 30
"""How long a cluster may be without any worker before the build gives up."""

RETRIES = 2
"""How often a job is tried again whose machine had a passing fault."""


class Cluster(Executor):
    """The workers of one scheduler, each doing one of our jobs at a time."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = _connected(address)
        self._executor = self._client.get_executor(pure=False, retries=RETRIES)
        self._held: Any = None
        self._warming: list[Any] = []  # a future that nobody keeps is called off
        self._alone_since: float | None = None

    @property
    def size(self) -> int:
        """As many at a time as there are workers just now."""
        return max(1, len(self._client.nthreads()))

    def hold(self, prepare: Callable[..., object], /, *held: object) -> None:
        """Call `prepare(*held)` in each worker before its first job from now on."""
        parcel = pickle.dumps((prepare, held), pickle.HIGHEST_PROTOCOL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that the parcel is large: it goes out once
            self._held = self._client.submit(Held, uuid4().hex, parcel, pure=False)

    def warm(self, function: Callable[[], object], /) -> None:
        """Ask each worker of this moment for it once; should one be gone, nothing is lost."""
        call = pickle.dumps((function, (), {}), pickle.HIGHEST_PROTOCOL)
        for worker in self._client.nthreads():
            future = self._client.submit(
                _do, _program, None, call, workers=[worker], allow_other_workers=True, pure=False
            )
            self._warming.append(future)

    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        """Hand one job in."""
        call = pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        future: Future[Result] = self._executor.submit(_do, _program, self._held, call)
        return future

    def look(self) -> None:
        """Raise MachineError when the scheduler has been without a worker for too long."""
        if self._client.nthreads():
            self._alone_since = None
            return
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since > ALONE_S:
            raise MachineError("cluster-empty", {"address": self._address})

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Call off what is left and leave the cluster to others."""
        if self._client.status == "running":  # else the connection went first: nothing is left to call off
            self._executor.shutdown(wait=False)
        self._held = None
        self._warming.clear()
        self._client.close(timeout=CONNECT_S)

    def fault(self, error: Exception) -> GeneratorError | None:
        """Say how the cluster let the build down."""
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        if isinstance(error, KilledWorker):
            return MachineError("cluster-worker-died", {"address": self._address})
        if isinstance(error, (CancelledError, CommClosedError)):
            return MachineError("cluster-lost", {"address": self._address})
        if isinstance(error, ModuleNotFoundError) and str(error.name).partition(".")[0] == "generator":
            return SettingError("cluster-other-program", {"address": self._address})
        return None


def _connected(address: str) -> Any:
    """Return a client of the scheduler; its own log stays silent, faults are told in words."""
    try:
        import distributed
        from distributed.versions import VersionMismatchWarning
    except ModuleNotFoundError as error:
        raise SettingError("cluster-not-installed", {"command": 'pip install -e ".[cluster]"'}) from error
    _silence()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is in `fingerprint`
            client: Any = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise MachineError("cluster-unreachable", {"address": address}) from error
    try:
        client.wait_for_workers(1, timeout=WORKER_S)
    except TimeoutError as error:
        client.close()
        raise MachineError("cluster-empty", {"address": address}) from error
    return client


def _silence() -> None:
    """Keep what the library says of a lost connection to itself, in any of its many loggers."""
    for name in ("distributed", "tornado", "asyncio", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


# In each worker ---------------------------------------------------------------------------------


class Held(Struct, frozen=True):
    """What the jobs of one build rely on; the key tells it from that of any other build."""

    key: str
    parcel: bytes


_program = fingerprint()  # of the modules as they are loaded, whatever is installed over them later
_one_job = threading.Lock()  # a worker may have several threads, our jobs are made for one
_prepared_for: str | None = None


def _do(program: str, held: Held | None, call: bytes) -> Any:
    """Do one job in a worker that is prepared for it, and that runs the same program."""
    if program != _program:
        raise SettingError("cluster-other-program", {"address": _own_address()})
    function, args, kwargs = pickle.loads(call)  # noqa: S301 - the cluster is the operator's own
    with _one_job:
        if held is not None:
            _prepare(held)
        return function(*args, **kwargs)


def _prepare(held: Held) -> None:
    global _prepared_for
    if _prepared_for != held.key:
        _prepared_for = None
        prepare, facts = pickle.loads(held.parcel)  # noqa: S301 - as above
        prepare(*facts)
        _prepared_for = held.key


def _own_address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
