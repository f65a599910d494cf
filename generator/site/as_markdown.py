"""A page as Markdown, for programs that read: its words, tables and links, in the order of the page.

Charts are left out, for their tables stand beside them, and so are the way to the page and what is pressed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.text import to_readable_markdown

_DRAWING = re.compile(r"<svg\b.*?</svg>|\{chart:\d+\}", re.DOTALL)
_LEFT_OUT = "nav.crumbs, form, button, script, style, [hidden]"
_INLINE = frozenset(
    {
        "-text",
        "a",
        "abbr",
        "b",
        "br",
        "code",
        "data",
        "em",
        "i",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
    }
)
_LINE_START = re.compile(r"(\d+(?=[.)] )|(?=[-+#>]))")


def as_markdown(body: str) -> str:
    """Return the Markdown of a page from its HTML."""
    root = LexborHTMLParser(_DRAWING.sub("", body)).body
    if root is None:
        return ""
    for node in root.css(_LEFT_OUT):
        node.decompose()
    return "\n\n".join(_blocks(root)) + "\n"


def _blocks(node: LexborNode) -> Iterator[str]:
    """Yield what stands in a node, block by block; words between blocks are a paragraph."""
    run: list[LexborNode] = []
    for child in node.iter(include_text=True):
        if child.tag in _INLINE:
            run.append(child)
            continue
        yield from _paragraph(run)
        run = []
        yield from _BLOCKS.get(child.tag or "", _blocks)(child)
    yield from _paragraph(run)


def _paragraph(nodes: Iterable[LexborNode]) -> Iterator[str]:
    if words := _words(nodes):
        start = _LINE_START.match(words)
        yield f"{start[0]}\\{words[start.end() :]}" if start else words


def _heading(node: LexborNode) -> Iterator[str]:
    if words := _words_in(node):
        yield f"{'#' * int((node.tag or 'h1')[1])} {words}"


def _bold(node: LexborNode) -> Iterator[str]:
    if words := _words_in(node):
        yield f"**{words}**"


def _preformatted(node: LexborNode) -> Iterator[str]:
    fence = _fence(node.text(), "```")
    yield f"{fence}\n{node.text().strip()}\n{fence}"


def _fence(code: str, shortest: str) -> str:
    """Return what no run of its own signs in the code can end."""
    return max([shortest, *(f"{run}`" for run in re.findall("`+", code))], key=len)


def _list(node: LexborNode) -> Iterator[str]:
    yield "\n".join(_item(_blocks(child)) for child in node.iter() if child.tag == "li")


def _terms(node: LexborNode) -> Iterator[str]:
    """Yield a list of terms, each with what is said of it."""
    lines: list[str] = []
    for child in node.css("dt, dd"):
        if child.tag == "dt" or not lines:
            lines.append(_item(_bold(child)))
        else:
            lines.append(_item(_blocks(child), "  "))
    yield "\n".join(lines)


def _item(blocks: Iterable[str], mark: str = "- ") -> str:
    return mark + "\n".join(blocks).replace("\n", "\n  ")


def _table(node: LexborNode) -> Iterator[str]:
    """Yield a table; cells over several columns stand in the first of them."""
    for caption in node.css("caption"):
        yield from _bold(caption)
    rows = [list(_cells(row)) for row in node.css("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return
    first, *others = rows if node.css("thead tr") else [[], *rows]
    lines = [_row(first, width), f"|{' --- |' * width}", *(_row(row, width) for row in others)]
    yield "\n".join(lines)


def _cells(row: LexborNode) -> Iterator[str]:
    for cell in row.iter():
        yield " ".join(_blocks(cell)).replace("\n", " ")
        span = cell.attributes.get("colspan") or "1"
        yield from [""] * (int(span) - 1)


def _row(cells: list[str], width: int) -> str:
    return f"| {' | '.join(cells + [''] * (width - len(cells)))} |"


def _key(node: LexborNode) -> Iterator[str]:
    """Yield a key figure, whose parts stand below one another on the page."""
    yield "; ".join(filter(None, (_words_in(child) for child in node.iter())))


def _division(node: LexborNode) -> Iterator[str]:
    is_key = "key" in (node.attributes.get("class") or "").split()
    return _key(node) if is_key else _blocks(node)


_BLOCKS: Mapping[str, Callable[[LexborNode], Iterator[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "dl": _terms,
    "table": _table,
    "pre": _preformatted,
    "summary": _bold,
    "caption": _bold,
    "figcaption": _bold,
    "div": _division,
}


def _words_in(node: LexborNode) -> str:
    return _words(node.iter(include_text=True))


def _words(nodes: Iterable[LexborNode]) -> str:
    """Return inline nodes as one line; between two elements there is a space."""
    parts: list[str] = []
    is_after_element = False
    for node in nodes:
        is_element = node.tag != "-text"
        parts += [" "] * (is_element and is_after_element) + [_inline(node)]
        is_after_element = is_element
    return " ".join("".join(parts).split())


def _inline(node: LexborNode) -> str:
    if node.tag == "-text":
        return to_readable_markdown(node.text(deep=False))
    if node.tag == "br":
        return " "
    if node.tag == "code":
        fence = _fence(node.text(), "`")
        room = " " if len(fence) > 1 else ""
        return f"{fence}{room}{node.text()}{room}{fence}"
    words = _words_in(node)
    link = node.attributes.get("href")
    return f"[{words}]({link})" if node.tag == "a" and link and words else words
