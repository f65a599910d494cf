"""The language that a page is made in: Vietnamese, unless the page is made while another is spoken.

Words, numbers and dates look here (`text`, the vocabulary and the templates of pages), so that what
makes a page is written once.  Results that hold words are never kept beyond the page, or are kept by
language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

VIETNAMESE, ENGLISH = "vi", "en"

_spoken = [VIETNAMESE]


def spoken() -> str:
    """Return the language of the page that is being made."""
    return _spoken[-1]


def is_english() -> bool:
    return _spoken[-1] == ENGLISH


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Make pages in a language."""
    _spoken.append(language)
    try:
        yield
    finally:
        _spoken.pop()
