"""The numbers that Word puts before paragraphs by itself: they are in no text, only in how lists are made.

A list has levels; each says in which form its number is shown and between which signs ("%1.%2.").
A paragraph names its list and level, or its style does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str  # decimal, upperRoman …
    shown: str  # %1.%2.
    start: int


class WordNumbers:
    """Counts the paragraphs of each list as Word does, from the first to the last."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._styles = _styles(styles)
        self._counts = defaultdict[str, dict[int, int]](dict)
        for one in () if numbering is None else numbering.iter(f"{WORD}abstractNum"):
            self._levels[one.get(f"{WORD}abstractNumId", "")] = _levels(one)
        for one in () if numbering is None else numbering.iter(f"{WORD}num"):
            self._lists[one.get(f"{WORD}numId", "")] = _value(one, "abstractNumId")

    def before(self, paragraph: Element) -> str:
        """Return the number that Word shows before a paragraph, counting it; empty for none."""
        properties = paragraph.find(f"{WORD}pPr")
        name, level = _list_of(properties) if properties is not None else ("", 0)
        if not name and properties is not None:
            name, level = self._styles.get(_value(properties, "pStyle"), ("", 0))
        levels = self._levels.get(self._lists.get(name, ""), {})
        if level not in levels:
            return ""
        counts = self._counts[self._lists[name]]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return _PLACE.sub(lambda found: _shown(levels, counts, int(found[1]) - 1), levels[level].shown)


def _levels(one: Element) -> dict[int, _Level]:
    found = {}
    for level in one.iter(f"{WORD}lvl"):
        start = _value(level, "start")
        found[int(level.get(f"{WORD}ilvl", "0"))] = _Level(
            _value(level, "numFmt"), _value(level, "lvlText"), int(start) if start.isdigit() else 1
        )
    return {at: it for at, it in found.items() if it.form in ("decimal", "upperRoman")}


def _styles(styles: Element | None) -> Mapping[str, tuple[str, int]]:
    """Return the list and level of each style that has one."""
    found = {}
    for style in () if styles is None else styles.iter(f"{WORD}style"):
        properties = style.find(f"{WORD}pPr")
        if properties is not None and _list_of(properties)[0]:
            found[style.get(f"{WORD}styleId", "")] = _list_of(properties)
    return found


def _list_of(properties: Element) -> tuple[str, int]:
    number = properties.find(f"{WORD}numPr")
    if number is None:
        return "", 0
    level = _value(number, "ilvl")
    return _value(number, "numId"), int(level) if level.isdigit() else 0


def _value(node: Element, name: str) -> str:
    found = node.find(f"{WORD}{name}")
    return "" if found is None else found.get(f"{WORD}val", "")


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    if level not in levels:
        return ""
    number = counts.get(level, levels[level].start)
    return _roman(number) if levels[level].form == "upperRoman" else str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        shown, number = shown + letters * (number // value), number % value
    return shown
