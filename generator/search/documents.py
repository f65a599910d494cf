"""What the full-text search knows of a page: one small HTML document in place of the page.

A page of figures is mostly tables, and a table has the words of a thousand other pages.  Its document
keeps what tells it from the others: titles, names and filters of its front matter, the lede, the key
figures, the names of its indicators and associations; no headings, which would stand in excerpts like
sentences.  A page of text keeps all its text.  An association in a unit has no document of its own: its
name and its unit's find it in the index of names, and the unit's document has its words; nor has what is
one province's share of a list.  Nine of ten pages of a nation are such pages.  What a release said of a
unit has none either: who looks for the unit is led to what is published now.  Nor has an article in another
language than its page's, as decision records are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.language import VIETNAMESE
from generator.text import to_html

_HEADINGS = "headings"  # no front matter: found like a name, and shown in no excerpt
_META = {
    "title": "title",
    "khong_dau": "search_alias",
    "ten_khac": "search_names",
    "trong_so": "search_weight",
    "muc": _HEADINGS,
}
_FILTERS = {"cap": "search_level", "tinh": "search_place", "hoi": "search_organisation"}
"""What the search page reads of a result, or filters by; and where it stands in the front matter."""
_WITHOUT = ("home", "search", "figure", "-in-unit", "-in-province", "-then")
"""Kinds of pages that have no document end so."""
_ALL_TEXT = "text"

_BEFORE, _AFTER = '<!doctype html><html lang="{}"><body>', "</article></body></html>"
_OPENING = re.compile(r"<article\b[^>]*>")
_PRINTED = re.compile(r' data-(title|description|kind|search_[a-z]+)="([^"]*)"')
_TONGUE = re.compile(r'<html\b[^>]* lang="([a-z]+)"')
_ARTICLE_TONGUE = re.compile(r' lang="([a-z]+)"')
_BULK = re.compile(r"<(table|svg|script|style)\b.*?</\1>", re.DOTALL)  # none of them holds another
_NAMED = re.compile(r'<a href="(?:[^"]*/chi-tieu/)?[a-z0-9-]+/">([^<]+)</a>')  # indicators, own associations
_MOST_LINKS = 3  # a longer list is about other pages, and grows with them
_EVERY_TEXT = "p, li, dt, dd"
_EVERY_HEADING = "h2, h3"
_FURNITURE = "nav, .crumbs, .badge"


def search_document(front: Mapping[str, str], article: str) -> str | None:
    """Return the document of a page with this front matter and article; None for a page without one.

    It is found from the search page of its language alone.  The title is in the attributes; the text
    begins with the lede, or else with the description.
    """
    kind, tongue = front.get("kind", ""), front.get("lang", VIETNAMESE)
    if not kind or kind.endswith(_WITHOUT) or _is_in_another(tongue, article):
        return None
    lines = list(_whole(article) if kind == _ALL_TEXT else _selected(article))
    if not (lines and lines[0]) and front.get("description"):
        lines.insert(0, _line("p", front["description"]))
    headings = _headings(article) if kind == _ALL_TEXT else ""
    before = _BEFORE.format(tongue)
    return "".join((before, _opening({**front, _HEADINGS: headings}), *lines, _AFTER))


def _is_in_another(tongue: str, article: str) -> bool:
    """Whether an article says to be in another language than its page: nobody looks for it there."""
    opening = _OPENING.match(article)
    said = opening and _ARTICLE_TONGUE.search(opening[0])
    return bool(said and said[1] != tongue)


def printed(page: str) -> tuple[Mapping[str, str], str] | None:
    """Return front matter and article of another engine's page, in which the theme printed both."""
    opening = _OPENING.search(page)
    if opening is None:
        return None
    front = {name: html.unescape(value) for name, value in _PRINTED.findall(opening[0])}
    tongue = _TONGUE.search(page)
    return front if tongue is None else {**front, "lang": tongue[1]}, article_of(page)


def article_of(page: str) -> str:
    """Return what stands in the article of a page, which has one."""
    return page[page.index("<article") : page.rindex("</article>")]


def _opening(front: Mapping[str, str]) -> str:
    """Return the tag that tells Pagefind of a page: its weight, metadata and filters."""
    values = {name: front[key] for name, key in (_META | _FILTERS).items() if front.get(key)}
    attributes = {
        "pagefind-weight": front.get("search_weight"),
        "pagefind-meta": ", ".join(f"{name}[data-{name}]" for name in values if name in _META),
        "pagefind-filter": ", ".join(f"{name}[data-{name}]" for name in values if name in _FILTERS),
        **values,
    }
    written = (f' data-{name}="{to_html(value)}"' for name, value in attributes.items() if value)
    return f"<article data-pagefind-body{''.join(written)}>"


def _selected(article: str) -> Iterator[str]:
    """Yield the lede, the key figures, what is said of the page, the names."""
    tree = _tree(article)
    yield _line("p", _words_of(tree.css(".lede")))
    for key in tree.css(".key"):
        yield _line("p", _key_figure(key))
    yield _line("p", _words_of(tree.css("dl.card dd")))
    yield _line("p", "; ".join(dict.fromkeys(html.unescape(name) for name in _NAMED.findall(article))))


def _whole(article: str) -> Iterator[str]:
    """Yield every paragraph of a page of text."""
    for node in _tree(article).css(_EVERY_TEXT):
        yield _line("p", _words(node))


def _headings(article: str) -> str:
    return "; ".join(map(_words, _tree(article).css(_EVERY_HEADING)))


def _tree(article: str) -> LexborHTMLParser:
    tree = LexborHTMLParser(_BULK.sub(" ", article))
    for ignored in tree.css(_FURNITURE):
        ignored.decompose()
    return tree


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _key_figure(key: LexborNode) -> str:
    """Return `Số hội: 99; các phần cộng lại được 98`: name, figure, and what is doubtful of it."""
    flags = [_words(flag) for flag in key.css(".flag")]
    for flag in key.css(".flag"):
        flag.decompose()
    named = ": ".join(filter(None, (_words_of(key.css("span")), _words_of(key.css("b")))))
    return "; ".join((named, *flags))


def _words_of(nodes: Iterable[LexborNode]) -> str:
    return "; ".join(filter(None, (_words(node) for node in nodes if len(node.css("a")) <= _MOST_LINKS)))


def _line(tag: str, words: str) -> str:
    return f"<{tag}>{to_html(words)}</{tag}>\n" if words else ""
