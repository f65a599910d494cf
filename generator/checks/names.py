"""One spelling for one thing: names that a reader would take for the same do not stand twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.tables import Place, Tables
from generator.problems import Problem

_NAMED = {"organisations": "organisation_id", "topics": "topic_id", "indicators": "indicator_id"}
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def check_names(tables: Tables) -> Iterator[Problem]:
    """Yield names that repeat another row's name, or that spell one thing in two ways."""
    for table, key in _NAMED.items():
        yield from _repeated(tables, table, key)
    yield from _respelt_units(tables)
    for column in ("dimension_name", "dimension_name_en"):
        yield from _renamed_dimensions(tables, column)


def spelling(name: str) -> str:
    """Return a name in lower case with each word's tone at its end: `Hoà` and `Hóa` differ by tone
    only, `Hoà` and `Hòa` not at all.
    """
    return " ".join(_tone_last(word) for word in name.lower().split())


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", _TONES.sub("", letters)) + "".join(_TONES.findall(letters))


def _repeated(tables: Tables, table: str, key: str) -> Iterator[Problem]:
    first: dict[str, tuple[Place, str, str]] = {}
    for place, (name_id, name) in tables.rows(table, (key, "name")):
        earlier, other_id, other = first.setdefault(spelling(name), (place, name_id, name))
        if name and other_id != name_id:
            yield place.problem("name", "name-repeated", found=name, other=other, first=str(earlier.line))


def _respelt_units(tables: Tables) -> Iterator[Problem]:
    """Yield units whose name is spelt unlike that of another unit with the same code."""
    first: dict[tuple[str, str, str], tuple[Place, str]] = {}
    for place, (level, code, name) in tables.rows("units", ("level", "code", "name")):
        earlier, other = first.setdefault((level, code, spelling(name)), (place, name))
        if other != name:
            yield place.problem("name", "name-differs", found=name, suggestion=other, first=str(earlier.line))


def _renamed_dimensions(tables: Tables, column: str) -> Iterator[Problem]:
    first: dict[str, tuple[Place, str]] = {}
    for place, (dimension_id, name) in tables.rows("dimensions", ("dimension_id", column)):
        earlier, other = first.setdefault(dimension_id, (place, name))
        if name and other and other != name:
            yield place.problem(column, "name-differs", found=name, suggestion=other, first=str(earlier.line))
