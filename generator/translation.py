"""Templates in English: the Vietnamese ones with every piece of text replaced.

A piece is what a reader sees as one: the words between two tags or statements of a template, with the
values that stand among them, or a text in a statement, with its quotes.  `messages/templates.en.po` has
each piece with its translation, in which the values may stand in another order; `{{ n | forms('place',
'places') }}` is the form of a noun after a number.  As Genshi and Chameleon do, nothing is marked in the
template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from jinja2.ext import Extension

from generator.errors import GeneratorError

Translate = Callable[[str], str]

IN_VIETNAMESE = frozenset({"dictionary.md.j2"})
"""Templates of pages that are there in Vietnamese alone."""
TEMPLATES = Path(__file__).with_name("templates")
CATALOGUE = Path(__file__).with_name("messages") / "templates.en.po"
_BREAK = re.compile(
    r"(\{%.*?%\}|\{#.*?#\}|<code\b.*?</code>|<pre\b.*?</pre>|"
    r"<[^<>{]*(?:\{(?:[{%].*?[%}]\}|chart:\{\{.*?\}\}:svg\})[^<>{]*)*>|\n)",
    re.DOTALL,
)
_CONTEXT = "\x04"  # as gettext joins context and message
_VALUE = re.compile(r"\{\{.*?\}\}")
_CHART = re.compile(r"\{chart:.*?\}")
_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&[a-z]+;")
_LITERAL = re.compile(r"'([^'\n]*)'")
_TOLD_ATTRIBUTE = re.compile(r'((?:aria-label|placeholder|title|data-label)=")([^"]*)')
_WORDS = re.compile(r"[^\x00-\x7f]|^[A-Z][a-z]|[a-z] [a-z]")
"""What a text in a statement has that is for readers: a letter with a mark, a capital, two words."""


class Translated(Extension):
    """Templates that are translated when they are compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template in English; raise GeneratorError for a piece without a translation."""
        known = catalogue()

        def translated(piece: str) -> str:
            own = known.get(f"{name}{_CONTEXT}{piece}", known.get(piece))
            if own is None:
                raise GeneratorError("template-untranslated", {"template": name, "piece": piece})
            return own

        return "".join(_replaced(source, translated))


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, str]:
    """Return the translation of every piece that has one, or of a piece in one template."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        found = [one for one in read_po(file) if one.id and one.string]
    return {
        f"{one.context}{_CONTEXT}{one.id}" if one.context else str(one.id): str(one.string) for one in found
    }


def of_both_languages() -> list[Path]:
    """Return the templates of pages that are there in English as well."""
    pages = (file for file in TEMPLATES.glob("*.md.j2") if file.name not in IN_VIETNAMESE)
    return sorted((*pages, TEMPLATES / "embed.html.j2"))


def pieces(source: str) -> Iterator[tuple[int, str]]:
    """Yield every piece of text of a template with its line."""
    found: list[str] = []
    line = 1

    def noted(piece: str) -> str:
        found.append(piece)
        return piece

    for part in _replaced(source, noted):
        yield from ((line, piece) for piece in found)
        found.clear()
        line += part.count("\n")


def _replaced(source: str, translated: Translate) -> Iterator[str]:
    """Yield the parts of a template with their pieces replaced."""
    for part in _BREAK.split(source):
        if part.startswith("{#") or part == "\n":
            yield part
        elif part.startswith(("{%", "<")):
            yield _in_markup(part, translated)
        else:
            yield _in_text(part, translated)


def _in_text(part: str, translated: Translate) -> str:
    bare = _ENTITY.sub("", _CHART.sub("", _VALUE.sub("", part)))
    piece = part.strip()
    if not _LETTER.search(bare):
        return _literals(part, translated)
    return part.replace(piece, translated(piece))


def _in_markup(part: str, translated: Translate) -> str:
    made, at = [], 0
    for found in _TOLD_ATTRIBUTE.finditer(part) if part.startswith("<") else ():
        made += [_literals(part[at : found.start()], translated), found[1], _in_text(found[2], translated)]
        at = found.end(2)
    return "".join((*made, _literals(part[at:], translated)))


def _literals(part: str, translated: Translate) -> str:
    """Return a statement, or values, with the texts in them replaced."""

    def replaced(statement: re.Match[str]) -> str:
        return _LITERAL.sub(
            lambda text: translated(text[0]) if _WORDS.search(text[1]) else text[0], statement[0]
        )

    return re.sub(r"\{[{%].*?[%}]\}", replaced, part)
