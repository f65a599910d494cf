"""Pages, styles and scripts without what browsers do not need; guides without what no validator accepts."""

from __future__ import annotations

import re

_INDENTATION = re.compile(r"\n\s+")
_BLOCKS = (
    "t[dhr]|table|thead|tbody|caption|section|div|p|h[1-6]|ul|ol|li|d[ltd]"
    "|details|summary|figure|figcaption|aside"
)
_LINES_OF_BLOCKS = re.compile(rf"\n(?=</?(?:{_BLOCKS})\b)")
_ENDS_OF_CELLS = re.compile(r"</(?:t[dhr]|thead|tbody)>\s*")
_CLASSES = "n|fig|src|detail|unit|missing|note|full|flag|verdict|tools|fold|lede|warn|tot|whole|key|badge"
_QUOTED = re.compile(
    rf'="(?:(?<= class=")(?:{_CLASSES})|(?<= scope=")(?:row|col)|(?<=<span lang=")vi|(?<= value=")[\d.]+)"'
)
_ENDS_OF_ITEMS = re.compile(r"</(?:li|dt|dd)>")
_ENDS_OF_PARAGRAPHS = re.compile(
    r"</p>(?=\s*(?:<(?:p|div|h[1-6]|ul|ol|dl|table|section|figure|details)\b|</(?:div|section|article|aside|details)>))"
)
_NOTHING = r"(?:\s|/\*.*?\*/)*"
_SPACE_OF_SHEET = re.compile(
    rf"""("[^"]*"|'[^']*')|\A{_NOTHING}|{_NOTHING}([{{}};,]){_NOTHING}|(?<=:)\s+""", re.DOTALL
)
_SPACE_OF_SCRIPT = re.compile(r"^\s*(?://.*\n)?", re.MULTILINE)
_SWITCH = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"')
_ASSETS = "assets/"


def lean_page(html: str) -> str:
    """Return a page without what HTML does not need, of what stands in it hundreds of times.

    That is the indentation of lines, the ends of cells and items and of lines before a block, quotes around
    plain words.  A browser makes the same page of it, but for spaces at the end of a line or of a cell.
    """
    if "<pre" in html or "<textarea" in html:
        return html
    html = _LINES_OF_BLOCKS.sub("", _INDENTATION.sub("\n", html).strip()) + "\n"
    for ends in (_ENDS_OF_CELLS, _ENDS_OF_ITEMS, _ENDS_OF_PARAGRAPHS):
        html = ends.sub("", html)
    return _QUOTED.sub(lambda quoted: f"={quoted[0][2:-1]}", html)


def valid_guide(html: str) -> str:
    """Return a guide without two faults of its frame: a switch that completes words, a label of no field."""
    html = _SWITCH.sub(r"\1", html)
    return html if 'id="__toc"' in html else html.replace(' for="__toc"', "")


def lean_asset(path: str, content: bytes) -> bytes:
    """Return a style sheet or script of the theme without comments and indentation; any other file as it is.

    A script in which text in backticks goes over several lines is left alone.
    """
    if path.startswith(_ASSETS) and path.endswith(".css"):
        return _SPACE_OF_SHEET.sub(lambda found: found[1] or found[2] or "", content.decode()).encode()
    if path.startswith(_ASSETS) and path.endswith(".js"):
        script = content.decode()
        if not any(line.count("`") % 2 for line in script.splitlines()):
            return _SPACE_OF_SCRIPT.sub("", script).encode()
    return content
