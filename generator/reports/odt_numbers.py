"""The numbers that LibreOffice puts before paragraphs: lists within lists, and the levels of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.reports.list_numbers import Level, Levels, next_number

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_OUTLINE = f"{TEXT}outline-style"
DELETED = f"{TEXT}tracked-changes"
"""What was deleted while changes were tracked; paragraphs in it are counted in no list."""
_FORMS = ("1", "I")


class OdtNumbers:
    """Counts the paragraphs of a file as LibreOffice does, from the first to the last."""

    def __init__(self, content: Element, styles: Element | None) -> None:
        self._levels: dict[str, Levels] = {}
        self._outline = ""
        for one in (it for part in (styles, content) if part is not None for it in part.iter()):
            if one.tag in (f"{TEXT}list-style", _OUTLINE):
                name = one.get(f"{_STYLE}name", "Outline")
                self._levels[name] = dict(_levels(one))
                self._outline = name if one.tag == _OUTLINE else self._outline
        self._counts: dict[str, dict[int, int]] = {}  # of lists, by their ids and by their styles
        self._found: dict[int, str] = {}
        self._walk(content)

    def before(self, paragraph: Element) -> str:
        """Return the number that is shown before a paragraph; empty for none."""
        return self._found.get(id(paragraph), "")

    def _walk(self, node: Element) -> None:
        for one in node:
            if one.tag == f"{TEXT}list":
                style = one.get(f"{TEXT}style-name", "")
                counts = self._continued(one, style)
                self._counts[style] = self._counts[one.get(_ID, style)] = counts
                self._list(one, style, 0, counts)
            elif one.tag == f"{TEXT}h":
                counts = self._counts.setdefault(self._outline, {})
                levels, level = self._levels.get(self._outline, {}), _number(one, "outline-level") - 1
                self._found[id(one)] = next_number(levels, counts, level)
            elif one.tag != DELETED:
                self._walk(one)

    def _continued(self, node: Element, style: str) -> dict[int, int]:
        """Return how far the list is that this one goes on; nothing where it begins."""
        if node.get(f"{TEXT}continue-numbering") == "true" or style == self._outline:
            return self._counts.get(style, {})
        return self._counts.get(node.get(f"{TEXT}continue-list", ""), {})

    def _list(self, node: Element, style: str, level: int, counts: dict[int, int]) -> None:
        """Count the first paragraph of each member; one that holds only a deeper list has none."""
        for item in node:
            start = _number(item, "start-value", 0) or None
            is_counted = item.tag != f"{TEXT}list-item"  # the head of a list has no number
            for one in item:
                if one.tag == f"{TEXT}list":
                    self._list(one, one.get(f"{TEXT}style-name", style), level + 1, counts)
                elif one.tag in (f"{TEXT}p", f"{TEXT}h") and not is_counted:
                    levels = self._levels.get(style, {})
                    self._found[id(one)] = next_number(levels, counts, level, start)
                    is_counted = True


def _levels(style: Element) -> Iterator[tuple[int, Level]]:
    for one in style:
        form = one.get(f"{_STYLE}num-format", "")
        if form in _FORMS:
            level = _number(one, "level")
            yield level - 1, Level(form == "I", _pattern(one, level), _number(one, "start-value"))


def _pattern(one: Element, level: int) -> str:
    """Return how a number is shown, as Word writes it; LibreOffice's own notation says it best."""
    own = one.get(f"{_LOEXT}num-list-format")
    if own is not None:
        return re.sub(r"%([0-9]+)%", r"%\1", own)
    first = level - _number(one, "display-levels") + 1
    places = ".".join(f"%{at}" for at in range(first, level + 1))
    return f"{one.get(f'{_STYLE}num-prefix', '')}{places}{one.get(f'{_STYLE}num-suffix', '')}"


def _number(node: Element, name: str, otherwise: int = 1) -> int:
    said = node.get(f"{TEXT}{name}", "")
    return int(said) if said.isdecimal() else otherwise
