"""The vocabulary of the pages: every word and pattern that is not in a template.

`messages/words.vi.toml` holds groups of words (reasons, kinds, levels …) and, in the group
`sentence`, patterns with named gaps.  A word that is not there is a fault of the program.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from generator.errors import GeneratorError

_FILE = Path(__file__).parents[2] / "messages" / "words.vi.toml"


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    """Return the groups of words, read once."""
    groups: Mapping[str, Mapping[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return groups


def word(group: str, key: str) -> str:
    """Return the word for a code of the data, such as `missing`, `not_reported`."""
    try:
        return vocabulary()[group][key]
    except KeyError as fault:
        raise GeneratorError(f"words.vi.toml has no word for {group}.{key}") from fault


def word_or_itself(group: str, key: str) -> str:
    """Return the word for a code, or what stands there where it is none."""
    return vocabulary().get(group, {}).get(key, key)


def sentence(key: str, **parts: object) -> str:
    """Fill the gaps of a pattern; the parts are text and are never read as a pattern."""
    return word("sentence", key).format(**parts)


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `một, hai và ba`; empty for none."""
    *first, last = names or ("",)
    return sentence("and", first=word("heading", "list_separator").join(first), last=last) if first else last


def capitalised(text: str) -> str:
    """Return text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def within_quotes(text: str) -> str:
    """Return text as it stands between quotation marks: its own ones become single ones."""
    return text.replace("“", "‘").replace("”", "’")


def lowered(text: str) -> str:
    """Return text as it stands in mid-sentence; a leading abbreviation (`CLB`) is left alone."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
