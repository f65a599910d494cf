"""The catalogues of words, `generator/messages/*.toml`: sections of words by name, each file read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

_MESSAGES = Path(__file__).with_name("messages")


@cache
def catalogue(name: str) -> Mapping[str, dict[str, Any]]:
    """Return the sections of a catalogue, such as `words.vi`; FileNotFoundError where there is none."""
    return tomllib.loads((_MESSAGES / f"{name}.toml").read_text("utf-8"))


def set_aside_marks() -> Mapping[str, str]:
    """Return what a person marks a number with, in a workbook to confirm, for each reason to set it aside."""
    return catalogue("words.vi")["set_aside_reason"] | catalogue("extract.vi")["mark"]


class Wording(Struct, frozen=True):
    """What is written in files of one kind, from the catalogue of this name."""

    name: str

    def words(self, key: str, **facts: object) -> str:
        """Return the words of `section.name`, filled in."""
        section, name = key.split(".", 1)
        return self.section(section)[name].format(**facts)

    def section(self, name: str) -> Mapping[str, str]:
        """Return the words of one section by name, in their order."""
        return catalogue(self.name)[name]
