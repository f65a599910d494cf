"""Time and memory of a command, with all the processes that it starts.

The memory of a process is the most that it held at any moment, as the Linux kernel counts it
(`VmHWM`); its processes are looked at many times a second, so that even the last one is seen.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bench.ratios import UnmeasuredError

Command = Sequence[str | Path]

LOOK_EVERY_S = 0.03
LINES_OF_FAULT = 6
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds, and the most that its largest process and worker held."""

    seconds: float
    processor_seconds: float
    """Of all its processes, in the program and for it."""
    largest_mb: float
    worker_mb: float
    """The largest process beside the first that runs the same program; 0 without any."""
    output: str


ONE_LANGUAGE = {"SITE_LANGUAGES": "vi"}
"""What is measured is a site in Vietnamese alone, where nothing else is said."""


def run(
    command: Command,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    fine: Sequence[int] = (0,),
) -> Run:
    """Run a command to its end; UnmeasuredError with its last words when its exit code is not a fine one."""
    words = [str(word) for word in command]
    os.sync()  # what another command left to be written is not this one's to wait for
    start, spent_before = perf_counter(), _spent()
    process = _started(words, cwd, {**os.environ, **ONE_LANGUAGE, **(env or {})})
    watch = Watch(process.pid)
    watcher = threading.Thread(target=watch.keep, daemon=True)
    watcher.start()
    output, _ = process.communicate()
    seconds = perf_counter() - start
    watch.over.set()
    watcher.join()
    if process.returncode not in fine:
        raise UnmeasuredError(_fault(words, process.returncode, output))
    return Run(seconds, _spent() - spent_before, watch.largest_mb, watch.worker_mb, output)


def _spent() -> float:
    """Return the processor seconds of all commands that ended, with those that these waited for."""
    times = os.times()
    return times.children_user + times.children_system


def _started(words: Sequence[str], cwd: Path | None, env: Mapping[str, str]) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            words,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    except FileNotFoundError as error:
        raise UnmeasuredError(f"“{words[0]}” is not installed.") from error


def _fault(words: Sequence[str], code: int, output: str) -> str:
    last = " / ".join([line.strip() for line in output.splitlines() if line.strip()][-LINES_OF_FAULT:])
    return f"“{' '.join(words)}” ended with code {code}: {last or 'no word said'}"


# Looking at processes ---------------------------------------------------------------------------


@dataclass(slots=True)
class Watch:
    """Looks at a process and its offspring until told to stop."""

    first: int
    over: threading.Event = field(default_factory=threading.Event)
    _peaks_kb: dict[int, int] = field(default_factory=dict)
    _programs: dict[int, str] = field(default_factory=dict)
    _strangers: set[int] = field(default_factory=set)

    def keep(self) -> None:
        """Look again and again."""
        while not self.over.wait(LOOK_EVERY_S):
            self.look()

    def look(self) -> None:
        """Note how much memory each process has held up to now."""
        for pid in self._family():
            self._peaks_kb[pid] = max(_peak_kb(pid), self._peaks_kb.get(pid, 0))
            self._programs[pid] = _program(pid) or self._programs.get(pid, "")

    @property
    def largest_mb(self) -> float:
        """The most that any one process held."""
        return max(self._peaks_kb.values(), default=0) / 1024

    @property
    def worker_mb(self) -> float:
        """The most that a process held that runs the same program as the first."""
        program = self._programs.get(self.first)
        workers = [pid for pid, its in self._programs.items() if its == program and pid != self.first]
        return max((self._peaks_kb[pid] for pid in workers), default=0) / 1024

    def _family(self) -> Iterator[int]:
        """Yield the first process and its offspring; a parent is always seen before its children."""
        known = set(self._peaks_kb) | {self.first}
        for pid in sorted(_living() - self._strangers):
            if pid in known or _parent(pid) in known:
                known.add(pid)
                yield pid
            else:
                self._strangers.add(pid)


def _living() -> set[int]:
    return {int(name) for name in os.listdir(_PROC) if name.isdigit()}  # noqa: PTH208 - much quicker


def _parent(pid: int) -> int:
    _, _, after_name = _text(pid, "stat").rpartition(")")
    return int(after_name.split()[1]) if after_name else 0


def _peak_kb(pid: int) -> int:
    for line in _text(pid, "status").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0  # it has ended meanwhile, or is ending


def _program(pid: int) -> str:
    try:
        return str((_PROC / str(pid) / "exe").readlink())
    except OSError:  # it has ended meanwhile
        return ""


def _text(pid: int, name: str) -> str:
    try:
        return (_PROC / str(pid) / name).read_text("utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
