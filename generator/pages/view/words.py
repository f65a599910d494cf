"""The vocabulary of the pages: every word and pattern that is not in a template.

`messages/words.vi.toml` and `words.en.toml` hold groups of words (reasons, kinds, levels …) and, in the
group `sentence`, patterns with named gaps.  A word that is not there is a fault of the program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.catalogues import catalogue
from generator.errors import GeneratorError
from generator.language import is_english, spoken
from generator.nouns import english_noun


@cache
def vocabulary(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the groups of words of a language, read once."""
    return catalogue(f"words.{language}")


_PLACE = re.compile(
    r"(?!.*\b(of|the|each)\b)[^,(]* (commune|ward|township|zone|district|town|city|province)(?=$|,| \()"
)


class Counted(str):
    """A part of a sentence that chooses a form by its number: `{count:place|places}`."""

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        one, bar, many = forms.partition("|")
        if not bar:
            return str(self)
        return one if self == "1" else many


def word(group: str, key: str) -> str:
    """Return the word for a code of the data, such as `missing`, `not_reported`."""
    return spoken_word(spoken(), group, key)


def spoken_word(language: str, group: str, key: str) -> str:
    """Return the same in a language, whichever is spoken."""
    try:
        return vocabulary(language)[group][key]
    except KeyError as fault:
        raise GeneratorError(f"words.{language}.toml has no word for {group}.{key}") from fault


class InVietnamese(str):
    """Text that an English page prints as the source or the record has it, and marks as Vietnamese."""

    __slots__ = ()


class Quoting(str):
    """A sentence of an English page that quotes Vietnamese; what it quotes stands between two marks.

    As text it is without them; `marked` is what a page is printed from.
    """

    BEGIN, END = "\ue000", "\ue001"
    marked: str

    def __new__(cls, marked: str) -> Quoting:
        made = super().__new__(cls, marked.replace(cls.BEGIN, "").replace(cls.END, ""))
        made.marked = marked
        return made

    def __getnewargs__(self) -> tuple[str]:
        return (self.marked,)

    def __add__(self, other: str) -> Quoting:
        return Quoting(self.marked + (other.marked if isinstance(other, Quoting) else other))


def _quoted(part: object) -> object:
    if isinstance(part, Quoting):
        return part.marked
    return f"{Quoting.BEGIN}{part}{Quoting.END}" if part and isinstance(part, InVietnamese) else part


def as_written(text: str) -> str:
    """Return text of the record that is not translated, so that a page marks what language it is in."""
    return InVietnamese(text) if is_english() else text


def maybe_as_written(text: str | None) -> str | None:
    return None if text is None else as_written(text)


def after(forms: str, count: int) -> str:
    """Return the form of a noun after a number, where its forms are given: `check|checks`."""
    one, _, many = forms.partition("|")
    return one if count == 1 else many or one


def group(name: str) -> Mapping[str, str]:
    """Return a group of words."""
    return vocabulary(spoken())[name]


def word_or_itself(group: str, key: str) -> str:
    """Return the word for a code, or what stands there where it is none."""
    return vocabulary(spoken()).get(group, {}).get(key, key)


def sentence(key: str, **parts: object) -> str:
    """Fill the gaps of a pattern; the parts are text and are never read as a pattern."""
    pattern = word("sentence", key)
    if not is_english():
        return pattern.format(**parts)
    said = pattern.format(**{name: Counted(_quoted(part)) for name, part in parts.items()})
    return Quoting(said) if Quoting.BEGIN in said else said


def noun(vietnamese: str, count: object = None, indicator_id: str = "") -> str:
    """Return a noun of the data as it follows a number, in English `member` or `members`.

    A source may count what no list foresees: then an English page has the word of the source.  What a
    noun is in English may depend on what an indicator counts: “suất” of gifts, of scholarships.
    """
    forms = (group("noun_of").get(indicator_id) or english_noun(vietnamese)) if is_english() else None
    return as_written(vietnamese) if forms is None else f"{Counted(count):{forms}}"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: `một, hai và ba`; empty for none."""
    *first, last = names or ("",)
    return sentence("and", first=word("heading", "list_separator").join(first), last=last) if first else last


def kinds(nouns: Sequence[str]) -> str:
    """Return kinds of things after their number: `xã, thị trấn`; in English `communes and townships`."""
    return listed(nouns) if is_english() else word("heading", "list_separator").join(nouns)


def capitalised(text: str) -> str:
    """Return text with a capital first letter, the rest untouched."""
    made = text[:1].upper() + text[1:]
    return InVietnamese(made) if isinstance(text, InVietnamese) else made


def unless_named(kind: str, name: str) -> str:
    """Return the kind of something as it stands beside its name; empty where the name says it already."""
    said, lower = name.lower(), kind.lower()
    last = lower.rpartition(" ")[2]
    return "" if said.startswith(f"{lower} ") or said.endswith(f" {last}") else kind


def within_quotes(text: str) -> str:
    """Return text as it stands between quotation marks: its own ones become single ones."""
    return text.replace("“", "‘").replace("”", "’")


def _is_name(text: str) -> bool:
    """Whether English text begins with a name, which keeps its capital: `Hậu Giang province`, `Huế city`."""
    _, _, rest = text.partition(" ")
    return bool((rest and not rest[0].islower()) or _PLACE.match(text))


def lowered(text: str) -> str:
    """Return text as it stands in mid-sentence; a leading abbreviation (`CLB`) is left alone."""
    if text[1:2].isupper() or isinstance(text, InVietnamese) or (is_english() and _is_name(text)):
        return text
    return text[:1].lower() + text[1:]
