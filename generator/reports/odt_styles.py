"""What LibreOffice's styles say of text: whether it is raised above its line, or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.reports.odt_numbers import TEXT

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_RAISED = re.compile(r"super|[1-9][0-9]*%")


class OdtStyles:
    """The styles of text and paragraphs; each goes on from another, and the nearest word counts."""

    def __init__(self, *parts: Element | None) -> None:
        self._styles = {
            (one.get(f"{STYLE}family", ""), one.get(f"{STYLE}name", "")): one
            for part in parts
            if part is not None
            for one in part.iter(f"{STYLE}style")
        }

    def is_raised(self, span: Element) -> bool:
        """Whether a piece of text is raised: `super 58%`, or by a share of its height, `33% 58%`."""
        return _RAISED.match(self._said(span, f"{STYLE}text-position")) is not None

    def is_hidden(self, text: Element, in_hidden: bool) -> bool:
        """Whether a paragraph or a piece of text is hidden, by itself or with what it is in."""
        said = self._said(text, f"{TEXT}display")
        return said == "none" if said else in_hidden

    def _said(self, text: Element, name: str) -> str:
        """Return what the nearest of its styles says; empty where none does."""
        family = "text" if text.tag == f"{TEXT}span" else "paragraph"
        styles = self._chain(family, text.get(f"{TEXT}style-name", ""))
        said = (it.get(name, "") for style in styles for it in style.iter(f"{STYLE}text-properties"))
        return next(filter(None, said), "")

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        """Yield a style and those that it goes on from; a circle is gone round once."""
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = style.get(f"{STYLE}parent-style-name", "")
