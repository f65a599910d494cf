"""The sentences of every code, in both languages, from `generator/messages/problems.*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from generator import catalogues

LANGUAGES = ("vi", "en")
_NO_CODES = frozenset({"words", "meanings"})


class Message(NamedTuple):
    """What the catalogue says of one code; `near` is the remedy where a suggestion is at hand."""

    rule: str
    what: str
    remedy: str
    near: str | None = None

    def remedy_for(self, facts: Mapping[str, str]) -> str:
        return self.near if self.near is not None and "suggestion" in facts else self.remedy


def codes() -> tuple[str, ...]:
    """Return every code of the catalogue, in its order."""
    return tuple(catalogue("vi"))


@lru_cache
def catalogue(lang: str) -> Mapping[str, Message]:
    """Return the messages of one language by code."""
    return {code: Message(**entry) for code, entry in _file(lang).items() if code not in _NO_CODES}


def words_of(lang: str) -> Mapping[str, str]:
    """Return the words around the sentences: places, counts, examples."""
    return _file(lang)["words"]


def meanings_of(lang: str) -> Mapping[str, str]:
    """Return what the values mean that a column allows and that are no words of the language."""
    return _file(lang)["meanings"]


def form_of(words: str, number: int) -> str:
    """Return the form for that many things: `{count} line more | {count} lines more`."""
    forms = words.split(" | ")
    return forms[0] if number == 1 else forms[-1]


def counted(number: int, lang: str) -> str:
    """Return a number of things with the separators of the language."""
    return f"{number:,}".replace(",", ".") if lang == "vi" else f"{number:,}"


def _file(lang: str) -> Mapping[str, dict[str, Any]]:
    return catalogues.catalogue(f"problems.{lang}")
