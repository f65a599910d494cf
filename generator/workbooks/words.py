"""What stands in a workbook, in Vietnamese: from `generator/messages/form.vi.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "messages" / "form.vi.toml"


def words(key: str, **facts: object) -> str:
    """Return the words of `section.name`, filled in."""
    section, name = key.split(".", 1)
    return section_of(section)[name].format(**facts)


def section_of(name: str) -> Mapping[str, str]:
    """Return the words of one section by name, in their order."""
    return _catalogue()[name]


@lru_cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
