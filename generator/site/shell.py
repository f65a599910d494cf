"""The frame of the site, printed once and filled for each of thousands of pages alike.

MkDocs and the theme take a millisecond for a page; to put title, description, address and body into a
frame that is there already takes a hundredth of that.  What stands for them in the frame are words that
no escaping changes.
"""

from __future__ import annotations

from functools import cache

from markupsafe import escape

from generator.language import ENGLISH
from generator.products import LightPage
from generator.site.lean import lean_page
from generator.site.render import Frame

_TITLE, _DESCRIPTION, _CODE, _TARGET, _BODY = (
    "SHELLTITLE",
    "SHELLDESCRIPTION",
    "SHELLCODE",
    "SHELLTARGET",
    "SHELLBODY",
)
_BLOCK = f'<div class="record">{_BODY}</div>'


class Shell:
    """The frame around the pages of one kind, printed once for each folder that they are in."""

    def __init__(self, frame: Frame, kind: str, published: str | None) -> None:
        self._front = {"title": _TITLE, "description": _DESCRIPTION, "kind": kind, "published": published}
        self._frame, self._printed = frame, cache(self._print)

    def _print(self, folder: str, leads_on: bool) -> str:
        front = self._front | ({"target": _TARGET} if leads_on else {})
        if folder.startswith(f"{ENGLISH}/"):
            front |= {"lang": ENGLISH}
        return self._frame.html(f"{folder}/{_CODE}/index.md", front, _BLOCK)

    def html(self, page: LightPage) -> str:
        """Return the HTML of a page."""
        folder, _, code = page.address.strip("/").rpartition("/")
        values = {
            _TITLE: escape(page.title),
            _DESCRIPTION: escape(page.description),
            _CODE: code,
            _TARGET: escape(page.target or ""),
            _BLOCK: lean_page(page.body).rstrip(),
        }
        html = self._printed(folder, page.target is not None)
        for word, value in values.items():
            html = html.replace(word, str(value))
        return html
