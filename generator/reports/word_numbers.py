"""The numbers that Word puts before paragraphs: each names its list and level, or its style does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from generator.reports.list_numbers import Level, Levels, next_number

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class WordNumbers:
    """Counts the paragraphs of each list as Word does, from the first to the last."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, Levels] = {}
        self._styles = _styles(styles)
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts = defaultdict[str, dict[int, int]](dict)
        for one in () if numbering is None else numbering.iter(f"{WORD}abstractNum"):
            self._levels[one.get(f"{WORD}abstractNumId", "")] = _levels(one)
        for one in () if numbering is None else numbering.iter(f"{WORD}num"):
            name = one.get(f"{WORD}numId", "")
            self._lists[name], self._restarts[name] = _value(one, "abstractNumId"), _restarts(one)

    def before(self, paragraph: Element) -> str:
        """Return the number that Word shows before a paragraph, counting it; empty for none."""
        properties = paragraph.find(f"{WORD}pPr")
        name, level = _list_of(properties) if properties is not None else ("", 0)
        if not name and properties is not None:
            name, level = self._styles.get(_value(properties, "pStyle"), ("", 0))
        own = self._lists.get(name, "")
        self._counts[own] |= self._restarts.pop(name, {})
        return next_number(self._levels.get(own, {}), self._counts[own], level)


def _levels(one: Element) -> Levels:
    found = {}
    for level in one.iter(f"{WORD}lvl"):
        form, start = _value(level, "numFmt"), _value(level, "start")
        if form in ("decimal", "upperRoman"):
            shown, first = _value(level, "lvlText"), int(start) if start.isdigit() else 1
            found[int(level.get(f"{WORD}ilvl", "0"))] = Level(form == "upperRoman", shown, first)
    return found


def _restarts(one: Element) -> dict[int, int]:
    """Return what is counted at each level before a list that begins anew, though it is made as another."""
    starts = {it.get(f"{WORD}ilvl", ""): _value(it, "startOverride") for it in one.iter(f"{WORD}lvlOverride")}
    return {int(at): int(it) - 1 for at, it in starts.items() if at.isdecimal() and it.isdecimal()}


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
