"""Which program this is: what another program, another Python or other libraries would make differently.

A cache of another program is of no use, and machines that work together must run the same one.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator import package_data
from generator.errors import MachineError

_OURSELVES = "solieuhoi"
_REQUIRES, _VERSION = "Requires-Dist: ", "Version: "


@lru_cache
def fingerprint() -> str:
    """Return a digest of the program, of Python and of the libraries: another one means another result."""
    package = Path(__file__).parents[1]
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    for fact in (platform.python_version(), *libraries()):
        digest.update(f"{fact}\0".encode())
    return digest.hexdigest()


@lru_cache
def libraries() -> tuple[str, ...]:
    """Return `name version` of every installed distribution that this program requires, directly or not.

    No list by hand says which of them shape a byte: any may.  Of what only an extra requires,
    Parquet alone makes files of a site.
    Raises MachineError where one is missing, or where one that we name ourselves has another version.
    """
    found: dict[str, str] = {}
    pending = [(_OURSELVES, ""), *([(_OURSELVES, "parquet")] if package_data.has_parquet() else [])]
    while pending:
        name, extra = pending.pop()
        if extra or name not in found:
            head = _head(name)
            found[name] = next(line for line in head if line.startswith(_VERSION)).removeprefix(_VERSION)
            pending += _required(head, extra)
    _refuse_others(found)
    del found[_OURSELVES]  # of this one every byte counts, not the number
    return tuple(f"{name} {version}" for name, version in sorted(found.items()))


def _head(name: str) -> list[str]:
    """Return the lines of what a distribution says of itself."""
    try:
        return (distribution(name).read_text("METADATA") or "").partition("\n\n")[0].splitlines()
    except PackageNotFoundError as error:
        raise MachineError("library-missing", {"name": name}) from error


def _refuse_others(found: dict[str, str]) -> None:
    """Raise MachineError where a library that this program names has a version that it does not name."""
    for line in _head(_OURSELVES):
        if line.startswith(_REQUIRES) and "extra ==" not in line:
            required = Requirement(line.removeprefix(_REQUIRES))
            name = canonicalize_name(required.name)
            if name in found and not required.specifier.contains(found[name], prereleases=True):
                wanted = str(required.specifier)
                raise MachineError(
                    "library-other-version", {"name": name, "found": found[name], "wanted": wanted}
                )


def _required(head: list[str], extra: str) -> Iterator[tuple[str, str]]:
    """Yield what a distribution requires here: each alone, and with the extras that are asked of it.

    The head of the metadata is read as lines: its parser takes eight times as long.
    """
    for line in head:
        if line.startswith(_REQUIRES) and (extra or "extra ==" not in line):
            required = Requirement(line.removeprefix(_REQUIRES))
            if required.marker is None or required.marker.evaluate({"extra": extra}):
                for its_extra in ("", *required.extras):
                    yield canonicalize_name(required.name), its_extra
