"""The catalogue of data faults: a fault is a value, its sentences live in the message files.

A `Problem` says where (file, line as a spreadsheet counts it, column), what kind (a code that never
changes) and the facts of this very case.  `describe` makes the sentence for a person; `as_json` and
`as_markdown` make the lists for machines and for a comment on a pull request.  Whatever is quoted
from the data is hostile text: it is shortened, made visible, and escaped for where it goes.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from generator.text import to_markdown

LANGUAGES = ("vi", "en")
QUOTED_AT_MOST = 60
OF_THE_CONTRACT = frozenset({"allowed", "expected", "header", "pattern"})
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

PERSONAL: Mapping[str, re.Pattern[str]] = {
    "privacy-phone": re.compile(r"(?<![\d.,])(?:\+84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?!\d)"),
    "privacy-id-number": re.compile(r"(?<![\d.,])0(?:0[1-9]|[1-8]\d|9[0-6])[0-9]\d{8}(?!\d)"),
    "privacy-email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
}
"""Personal data by the code of its problem.  An identity number begins with a province's code
(circular 59/2021/TT-BCA) and has twelve digits."""


class Fault(NamedTuple):
    """A fault that does not know its place yet: what a parser says about one cell."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the data at its place; no line is the whole file, no column the whole row."""

    file: str
    line: int | None
    column: str | None
    code: str
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


class Message(NamedTuple):
    """What the catalogue says of one code; `near` is the remedy where a suggestion is at hand."""

    rule: str
    what: str
    remedy: str
    near: str | None = None

    def remedy_for(self, facts: Mapping[str, str]) -> str:
        return self.near if self.near is not None and "suggestion" in facts else self.remedy


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, by file, line and column."""
    unique = {(p.file, p.line or 0, p.column or "", p.code, *sorted(p.facts.items())): p for p in problems}
    return tuple(unique[key] for key in sorted(unique, key=lambda key: tuple(map(_comparable, key))))


def _comparable(part: object) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, str(part))


def describe(problem: Problem, lang: str = "vi") -> str:
    """Return one sentence or two: where, what is wrong, what to do."""
    return f"{_place(problem, lang)}: {_sentence(problem, lang, str)}"


def codes() -> tuple[str, ...]:
    """Return every code of the catalogue, in its order."""
    return tuple(catalogue("vi"))


@lru_cache
def catalogue(lang: str) -> Mapping[str, Message]:
    """Return the messages of one language by code."""
    return {code: Message(**entry) for code, entry in _file(lang).items() if code != "words"}


@lru_cache
def _file(lang: str) -> Mapping[str, dict[str, str]]:
    path = Path(__file__).parent / "messages" / f"problems.{lang}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def visible(value: str) -> str:
    """Return a quoted value short, on one line, invisible signs as code points, persons concealed."""
    value = value[: 4 * QUOTED_AT_MOST]
    for pattern in PERSONAL.values():
        value = pattern.sub("•••", value)
    signs = list(map(_visible_sign, value[: QUOTED_AT_MOST + 1]))
    if len("".join(signs)) <= QUOTED_AT_MOST:
        return "".join(signs)
    while len("".join(signs)) >= QUOTED_AT_MOST:
        signs.pop()
    return f"{''.join(signs)}…"


def whole(value: str) -> str:
    """Return a file name or a word of the contract whole, with invisible signs shown."""
    return "".join(map(_visible_sign, value))


def _shown(problem: Problem) -> dict[str, str]:
    """Return the facts as a reader sees them: what the contract says is never cut."""
    return {
        name: whole(value) if name in OF_THE_CONTRACT else visible(value)
        for name, value in sorted(problem.facts.items())
    }


def _visible_sign(sign: str) -> str:
    plain = sign == " " or unicodedata.category(sign)[0] in "LNPSM"
    return sign if plain else f"⟨U+{ord(sign):04X}⟩"


def _place(problem: Problem, lang: str) -> str:
    return ", ".join((whole(problem.file), *_spot(problem, lang)))


def _spot(problem: Problem, lang: str) -> tuple[str, ...]:
    words = _file(lang)["words"]
    parts = []
    if problem.line is not None:
        parts.append(words["line"].format(line=problem.line))
    if problem.column is not None:
        parts.append(words["column"].format(column=visible(problem.column)))
    return tuple(parts)


def _sentence(problem: Problem, lang: str, dress: Callable[[str], str], raw: bool = True) -> str:
    """Fill what and remedy; `raw` False escapes the catalogue's own words for Markdown as well."""
    message, facts = catalogue(lang)[problem.code], _shown(problem)
    pattern = _file(lang)["words"]["sentence"]
    parts = {
        "what": _fill(message.what, facts, dress, raw),
        "remedy": _fill(message.remedy_for(facts), facts, dress, raw),
    }
    return _fill(pattern, parts, str, raw)


def _fill(template: str, facts: Mapping[str, str], dress: Callable[[str], str], raw: bool) -> str:
    """Put dressed facts into a template; the template's own text is escaped unless `raw`."""
    pieces = []
    position = 0
    for hole in _PLACEHOLDER.finditer(template):
        pieces += [_own_words(template[position : hole.start()], raw), dress(facts[hole[1]])]
        position = hole.end()
    return "".join((*pieces, _own_words(template[position:], raw)))


def _own_words(words: str, raw: bool) -> str:
    if raw:
        return words
    inner = to_markdown(words)
    left = " " if words[:1] == " " else ""
    right = " " if words[-1:] == " " and inner else ""
    return f"{left}{inner}{right}"


def as_json(problems: Iterable[Problem], lang: str = "vi") -> str:
    """Return the list as JSON, each entry with its sentence; quoted values as `describe` shows them."""
    entries = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "facts": _shown(problem),
            "message": describe(problem, lang),
        }
        for problem in in_order(problems)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def as_markdown(problems: Iterable[Problem], lang: str = "vi") -> str:
    """Return the list for a comment: a heading a file, an item a problem, nothing in it active."""
    listed = in_order(problems)
    words = _file(lang)["words"]
    files = len({problem.file for problem in listed})
    lines = [to_markdown(words["summary"].format(problems=len(listed), files=files)), ""]
    for name, group in groupby(listed, key=lambda problem: problem.file):
        lines += [f"#### {_code(whole(name))}", "", *(_item(problem, lang) for problem in group), ""]
    return "\n".join(lines)


def _item(problem: Problem, lang: str) -> str:
    spot = to_markdown(", ".join(_spot(problem, lang)))
    sentence = _sentence(problem, lang, _code, raw=False)
    return f"- **{spot}**: {sentence}" if spot else f"- {sentence}"


def _code(value: str) -> str:
    """Return quoted data as inert code: no link, no mention and no reference grows inside it."""
    return f"<code>{to_markdown(value)}</code>"
