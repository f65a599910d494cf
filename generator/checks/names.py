"""One spelling for one thing: no name stands twice that a reader would take for the same, and the
names of places are in Vietnamese letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.tables import Place, Tables
from generator.problems import Problem
from generator.read.characters import VIETNAMESE_LETTERS, are_everyday

_NAMED = {"organisations": "organisation_id", "topics": "topic_id", "indicators": "indicator_id"}
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WITHOUT_TONES = str.maketrans(
    {
        letter: unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", letter.lower())))
        for letter in VIETNAMESE_LETTERS
    }
)


def check_names(tables: Tables) -> Iterator[Problem]:
    """Yield names that repeat another row's name, or that spell one thing in two ways."""
    for table, key in _NAMED.items():
        yield from _repeated(tables, table, key)
    yield from _respelt_units(tables)
    yield from _foreign_letters(tables)


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
    names = tables.raw("units", "name")
    for rows in tables.sharing("units", ("level", "code")):
        found = {names[row] for row in rows}
        if len(found) > 1 and len({name.translate(_WITHOUT_TONES) for name in found}) < len(found):
            yield from _respelt(tables, {row: names[row] for row in rows})


def _respelt(tables: Tables, names: dict[int, str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, name in names.items():
        earlier = first.setdefault(spelling(name), row)
        if names[earlier] != name:
            line = str(tables.place("units", earlier).line)
            facts = {"found": name, "suggestion": names[earlier], "first": line}
            yield tables.place("units", row).problem("name", "name-differs", **facts)


def _foreign_letters(tables: Tables) -> Iterator[Problem]:
    """Yield units whose name has a letter that no Vietnamese name has."""
    names = tables.raw("units", "name")
    if are_everyday("\n".join(names)):
        return
    foreign = {sign for sign in set("".join(names)) - VIETNAMESE_LETTERS if sign.isalpha()}
    for row, name in enumerate(names):
        letter = next((sign for sign in name if sign in foreign), None)
        if letter is not None:
            facts = {"found": name, "letter": letter, "sign": f"U+{ord(letter):04X}"}
            yield tables.place("units", row).problem("name", "letter-not-vietnamese", **facts)
