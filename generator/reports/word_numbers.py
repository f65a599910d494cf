"""The numbers that Word puts before paragraphs: each names its list and level, or its style does."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element

from generator.reports.list_numbers import Level, Levels, next_number
from generator.reports.word_styles import WORD, WordStyles, value


class WordNumbers:
    """Counts the paragraphs of each list as Word does, from the first to the last."""

    def __init__(self, numbering: Element | None, styles: WordStyles) -> None:
        made = () if numbering is None else tuple(numbering.iter(f"{WORD}abstractNum"))
        lists = () if numbering is None else tuple(numbering.iter(f"{WORD}num"))
        self._styles = styles
        self._made = {one.get(f"{WORD}abstractNumId", ""): one for one in made}
        self._lists = {one.get(f"{WORD}numId", ""): one for one in lists}
        self._restarts = {name: _restarts(one) for name, one in self._lists.items()}
        self._levels: dict[str, Levels] = {}
        self._counts = defaultdict[str, dict[int, int]](dict)

    def before(self, paragraph: Element) -> str:
        """Return the number that Word shows before a paragraph, counting it; empty for none."""
        names = self._styles.of_paragraph(paragraph)
        name, level = self._styles.list_of(paragraph, names)
        if name not in self._lists:
            return ""
        made = self._made_as(name)
        if level is None:
            known = (self._level_of(made, style) for style in names)
            level = next((one for one in known if one is not None), 0)
        self._counts[made] |= self._restarts.pop(name, {})
        if name not in self._levels:
            self._levels[name] = _levels(self._made.get(made), self._lists[name])
        return next_number(self._levels[name], self._counts[made], level)

    def _made_as(self, name: str) -> str:
        """Return how a list is made, which it may say by naming a style of lists."""
        made = value(self._lists.get(name), "abstractNumId")
        style = value(self._made.get(made), "numStyleLink")
        of_style = self._styles.list_of_style(style) if style else ""
        return value(self._lists.get(of_style), "abstractNumId") or made

    def _level_of(self, made: str, style: str) -> int | None:
        """Return the level of a list that paragraphs of a style are on."""
        node = self._made.get(made)
        levels = () if node is None else node.iter(f"{WORD}lvl")
        return next((_at(level) for level in levels if value(level, "pStyle") == style), None)


def _levels(*places: Element | None) -> Levels:
    """Return the levels of a list; where two places say how one is made, the second."""
    found: dict[int, Level] = {}
    for level in (it for one in places if one is not None for it in one.iter(f"{WORD}lvl")):
        form, start = value(level, "numFmt"), value(level, "start")
        found.pop(_at(level), None)
        if form in ("decimal", "upperRoman"):
            shown, first = value(level, "lvlText"), int(start) if start.isdigit() else 0
            found[_at(level)] = Level(form == "upperRoman", shown, first)
    return found


def _at(level: Element) -> int:
    return int(level.get(f"{WORD}ilvl", "0"))


def _restarts(one: Element) -> dict[int, int]:
    """Return what is counted at each level before a list that begins anew, though it is made as another."""
    starts = {it.get(f"{WORD}ilvl", ""): value(it, "startOverride") for it in one.iter(f"{WORD}lvlOverride")}
    return {int(at): int(it) - 1 for at, it in starts.items() if at.isdecimal() and it.isdecimal()}
