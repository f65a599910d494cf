"""What the full-text search knows of a page: one small HTML document in place of the page.

A page of figures is mostly tables, and a table has the words of a thousand other pages.  Its document
keeps what tells it from the others: titles, names and filters as the theme printed them, the lede,
the key figures, the names of its indicators and associations; no headings, which would stand in
excerpts like sentences.  A page of text keeps all its text.  An association in a unit has no document
of its own: its name and its unit's find it in the index of names, and the unit's document has its words;
nor has what is one province's share of a list.  Nine of ten pages of a nation are such pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.text import to_html

_ARTICLE = re.compile(r"<article\b[^>]*>")
_ARTICLE_END = "</article>"
_BEFORE, _AFTER = '<!doctype html><html lang="vi"><body>', "</article></body></html>"
_SEARCHED = "data-pagefind-body"
_WITHOUT = re.compile(r"kind-[a-z-]+-in-(?:unit|province)\b")
_FOR_SEARCH = re.compile(
    r' data-(?:pagefind-(?:weight|meta|filter)|title|khong-dau|ten-khac|mo-ta|cap|tinh|hoi)="[^"]*"'
)
_MARKS = (" data-pagefind-body", ' data-pagefind-ignore=""', " data-pagefind-ignore")
_ALL_TEXT = "kind-text"
_DESCRIPTION = re.compile(r' data-mo-ta="([^"]*)"')
_DESCRIBED = re.compile(r",\s*mo_ta\[data-mo-ta\]")
_BULK = re.compile(r"<(table|svg|script|style)\b.*?</\1>", re.DOTALL)  # none of them holds another
_NAMED = re.compile(r'<a href="(?:[^"]*/chi-tieu/)?[a-z0-9-]+/">([^<]+)</a>')  # indicators, own associations
_SELECTED = (".lede", ".key b, .key span, dl.card dd")
_MOST_LINKS = 3  # a longer list is about other pages, and grows with them
_EVERY_TEXT = "h2, h3, p, li, dt, dd"
_HEADINGS = frozenset({"h2", "h3"})


def search_document(page: str) -> str | None:
    """Return the document of a page's HTML; None for a page without one (home, search, parts of lists).

    The title is in the attributes; the text begins with the lede, or else with the description.
    """
    opening = _ARTICLE.search(page)
    if opening is None or _SEARCHED not in opening[0] or _WITHOUT.search(opening[0]):
        return None
    article = page[opening.start() : page.rindex(_ARTICLE_END)]
    lines = list(_whole(article) if _ALL_TEXT in opening[0] else _selected(article))
    description = _DESCRIPTION.search(opening[0])
    if description and not (lines and lines[0]):
        lines.insert(0, f"<p>{description[1]}</p>")
    return "".join((_BEFORE, _without_description(opening[0]), *lines, _AFTER))


def published(page: str) -> str:
    """Return a page as readers get it: without what only its search document needs."""
    opening = _ARTICLE.search(page)
    if opening is not None:
        page = page.replace(opening[0], _FOR_SEARCH.sub("", opening[0]), 1)
    for mark in _MARKS:
        page = page.replace(mark, "")
    return page


def _without_description(opening: str) -> str:
    return _DESCRIPTION.sub("", _DESCRIBED.sub("", opening))


def _selected(article: str) -> Iterator[str]:
    """Yield the lede, the key figures with what is said of the page, the names."""
    tree = _tree(article)
    for selector in _SELECTED:
        words = [_words(node) for node in tree.css(selector) if len(node.css("a")) <= _MOST_LINKS]
        yield _line("p", "; ".join(filter(None, words)))
    yield _line("p", "; ".join(dict.fromkeys(html.unescape(name) for name in _NAMED.findall(article))))


def _whole(article: str) -> Iterator[str]:
    """Yield every heading and paragraph of a page of text."""
    for node in _tree(article).css(_EVERY_TEXT):
        yield _line(node.tag if node.tag in _HEADINGS else "p", _words(node))


def _tree(article: str) -> LexborHTMLParser:
    tree = LexborHTMLParser(_BULK.sub(" ", article))
    for ignored in tree.css("[data-pagefind-ignore], .badge"):
        ignored.decompose()
    return tree


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _line(tag: str, words: str) -> str:
    return f"<{tag}>{to_html(words)}</{tag}>\n" if words else ""
