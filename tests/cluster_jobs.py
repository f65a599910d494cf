"""What the workers of a cluster do in tests; apart, for each of them loads the module of its jobs."""

import os
import time
from pathlib import Path

from generator.errors import MachineError

_prepared: list[object] = []


def remember(*held: object) -> None:
    _prepared.append(held)


def recall(number: int) -> tuple[int, list[object]]:
    return number, list(_prepared)


def pid_of(number: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def square(number: int) -> int:
    time.sleep(0.02)
    return number * number


def square_on_a_mortal_worker(folder: str, number: int) -> int:
    """Leave one's process id; the first of all jobs never ends by itself."""
    mark = Path(folder, f"{number}-{os.getpid()}")
    mark.touch()
    if number == 0 and len(list(Path(folder).glob("0-*"))) == 1:
        time.sleep(600)
    return number * number


def leave_pid(folder: Path) -> None:
    (folder / str(os.getpid())).touch()


def die(number: int) -> int:
    os._exit(number)


def fail(number: int) -> int:
    raise MachineError("disk-full", {"path": str(number)})
