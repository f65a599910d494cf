"""What Word's styles say of paragraphs: each style goes on from another, and the nearest word counts.

Asked are three things only: which list a paragraph belongs to, whether text is hidden, or raised.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


class WordStyles:
    """The styles of a file by their ids."""

    def __init__(self, styles: Element | None) -> None:
        there = () if styles is None else tuple(styles.iter(f"{WORD}style"))
        self._by_id = {one.get(f"{WORD}styleId", ""): one for one in there}
        self._default = next(
            (
                one.get(f"{WORD}styleId", "")
                for one in there
                if one.get(f"{WORD}type") == "paragraph" and one.get(f"{WORD}default", "0") not in _OFF
            ),
            "",
        )

    def of_paragraph(self, paragraph: Element) -> tuple[str, ...]:
        """Return the styles of a paragraph: its own or the usual one, then those that it goes on from."""
        return tuple(self._chain(value(paragraph.find(f"{WORD}pPr"), "pStyle") or self._default))

    def list_of(self, paragraph: Element, names: tuple[str, ...]) -> tuple[str, int | None]:
        """Return the id of the list of a paragraph and the level, which its list may know by its style."""
        level: int | None = None
        for place in (paragraph, *(self._by_id[name] for name in names)):
            properties = place.find(f"{WORD}pPr")
            number = None if properties is None else properties.find(f"{WORD}numPr")
            said = value(number, "ilvl")
            level = int(said) if level is None and said.isdecimal() else level
            if name := value(number, "numId"):
                return name, 0 if level is None and place is paragraph else level
        return "", None

    def list_of_style(self, name: str) -> str:
        """Return the id of the list that a style of lists stands for."""
        style = self._by_id.get(name)
        properties = None if style is None else style.find(f"{WORD}pPr")
        return value(None if properties is None else properties.find(f"{WORD}numPr"), "numId")

    def is_hidden(self, run: Element, names: tuple[str, ...]) -> bool:
        """Whether a piece of text is hidden: by itself, or by one of its own style and its paragraph's."""
        properties = run.find(f"{WORD}rPr")
        own = _is_on(properties, "vanish")
        if own is not None:
            return own
        return self._hides(names) != self._hides(tuple(self._chain(value(properties, "rStyle"))))

    def is_raised(self, run: Element, names: tuple[str, ...]) -> bool:
        """Whether a piece of text is raised: by itself, by its own style, or by its paragraph's."""
        own = run.find(f"{WORD}rPr")
        styles = (*self._chain(value(own, "rStyle")), *names)
        places = (own, *(self._by_id[name].find(f"{WORD}rPr") for name in styles))
        return next(filter(None, (value(one, "vertAlign") for one in places)), "") == "superscript"

    def _chain(self, name: str) -> Iterator[str]:
        """Yield a style and those that it goes on from; a circle is gone round once."""
        seen: set[str] = set()
        while name in self._by_id and name not in seen:
            seen.add(name)
            yield name
            name = value(self._by_id[name], "basedOn")

    def _hides(self, names: tuple[str, ...]) -> bool:
        said = (_is_on(self._by_id[name].find(f"{WORD}rPr"), "vanish") for name in names)
        return next((one for one in said if one is not None), False)


def has_no_end(paragraph: Element) -> bool:
    """Whether the mark at the end of a paragraph is deleted, moved or hidden: it goes on in the next."""
    properties = paragraph.find(f"{WORD}pPr")
    mark = None if properties is None else properties.find(f"{WORD}rPr")
    if mark is None:
        return False
    is_gone = any(mark.find(f"{WORD}{gone}") is not None for gone in ("del", "moveFrom"))
    return is_gone or _is_on(mark, "vanish") is True


def value(node: Element | None, name: str) -> str:
    """Return what a part of a node says; empty where there is none."""
    found = None if node is None else node.find(f"{WORD}{name}")
    return "" if found is None else found.get(f"{WORD}val", "")


def _is_on(node: Element | None, name: str) -> bool | None:
    found = None if node is None else node.find(f"{WORD}{name}")
    return None if found is None else found.get(f"{WORD}val", "1") not in _OFF
