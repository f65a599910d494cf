"""The words in files to take away, from `generator/messages/takeaway.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "messages" / "takeaway.toml"


def words(key: str, **facts: object) -> str:
    """Return the words of `section.name`, filled in."""
    section, name = key.split(".", 1)
    return section_of(section)[name].format(**facts)


@lru_cache(maxsize=1)
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def section_of(name: str) -> Mapping[str, str]:
    """Return the words of one section by name, in their order."""
    return _catalogue()[name]
