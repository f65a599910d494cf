"""What LibreOffice's styles say of pieces of text: whether they are raised above their line."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_RAISED = re.compile(r"super|[1-9][0-9]*%")


class OdtStyles:
    """The styles of text by their names; each goes on from another, and the nearest word counts."""

    def __init__(self, *parts: Element | None) -> None:
        self._styles = {
            one.get(f"{STYLE}name", ""): one
            for part in parts
            if part is not None
            for one in part.iter(f"{STYLE}style")
            if one.get(f"{STYLE}family") == "text"
        }

    def is_raised(self, name: str) -> bool:
        """Whether text of a style is raised: `super 58%`, or by a share of its height, `33% 58%`."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            for properties in style.iter(f"{STYLE}text-properties"):
                position = properties.get(f"{STYLE}text-position", "").split()
                if position:
                    return position[0] == "super" or (
                        position[0].rstrip("%").isdecimal() and position[0] != "0%"
                    )
            name = style.get(f"{STYLE}parent-style-name", "")
        return False
