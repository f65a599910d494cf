"""What `!ENV` in mkdocs.yml reads: the environment of the command, also in workers elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_VARIABLES = re.compile(r"!ENV\s+(\[[^]]*|(?:-.*\s*)+|\S+)")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def read_by(mkdocs_yml: Path) -> dict[str, str | None]:
    """Return by its name each variable that `!ENV` may read, None for one that is not set.

    Words of a default are among the names, and do no harm there.
    """
    content = mkdocs_yml.read_bytes().decode("utf-8", "replace")
    names = (name for said in _VARIABLES.findall(content) for name in _NAME.findall(said))
    return {name: os.environ.get(name) for name in names}


@contextmanager
def as_told(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Let these variables be as they were where the command was given."""
    own = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(own)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
