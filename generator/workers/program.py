"""Which program this is: machines that work together must run the same one."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("Babel", "Jinja2", "matplotlib", "mkdocs", "mkdocs-material", "pandas")
"""Whatever of these differs may give other bytes."""


@lru_cache
def fingerprint() -> str:
    """Return what differs wherever another program, another Python or other libraries would run."""
    package = Path(__file__).parents[1]
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    for fact in (platform.python_version(), *(f"{name} {version(name)}" for name in _LIBRARIES)):
        digest.update(f"{fact}\0".encode())
    return digest.hexdigest()
