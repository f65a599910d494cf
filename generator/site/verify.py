"""The last look before a site is published: every link, anchor and figure of the finished tree.

Pages are read one by one, in any process, into small frozen facts; the facts are then compared with
each other (links, anchors, paths) and with the register (figures).  Nothing is repaired here.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import text, urls, write
from generator.errors import RenderError
from generator.model import Observation, Register

_SHOWN = 20
_NOT_FETCHED = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
_FETCHING = "script[src], img[src], source[src], iframe[src], embed[src], video[src], audio[src], track[src]"
_LINKS = "a[href], area[href], use[href], image[href]"
_CSS_REFERENCE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
_REFRESH = re.compile(r"""url\s*=\s*["']?([^"'\s]+)""", re.IGNORECASE)
_READER_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_NOT_FOUND_PAGE = "404.html"  # served for every unknown address, so its links start at the root


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the built site: a code of the catalogue, the file, and what exactly."""

    code: str
    page: str
    what: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page, or one stylesheet, says about itself."""

    path: str
    ids: frozenset[str]
    targets: frozenset[tuple[str, str]]
    """Files of the site it refers to, each with an anchor or an empty text."""
    figures: tuple[tuple[str, str], ...]
    """Figure id and value of every `<data data-figure>`, in order."""
    faults: tuple[Fault, ...]


def verify(site: Path, register: Register, executor: Executor, site_url: str | None = None) -> None:
    """Check the whole tree; raise RenderError with the first faults in plain words."""
    paths = list(write.walk(site))
    facts = _read_all(site, paths, executor, site_url)
    faults = [*_path_faults(paths), *_page_faults(facts, frozenset(paths)), *_figure_faults(facts, register)]
    if faults:
        raise RenderError("site-faulty", {"count": len(faults), "faults": tuple(faults[:_SHOWN])})


def compare_figures(site: Path, register: Register) -> tuple[Fault, ...]:
    """Return every difference between the figures on the pages and those of the register."""
    pages = [path for path in write.walk(site) if path.endswith(".html")]
    return tuple(_figure_faults([page_facts(site, None, path) for path in pages], register))


def page_facts(site: Path, site_url: str | None, path: str) -> PageFacts:
    """Read one page or stylesheet of the site."""
    content = (site / path).read_text("utf-8")
    if path.endswith(".css"):
        return _facts(path, (), (), [(link, True) for link in _CSS_REFERENCE.findall(content)], site_url)
    tree = LexborHTMLParser(content)
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    return _facts(path, ids, tuple(_figures(tree)), list(_references(tree)), site_url)


def _read_all(site: Path, paths: Sequence[str], executor: Executor, site_url: str | None) -> list[PageFacts]:
    readable = [path for path in paths if path.endswith((".html", ".css"))]
    return list(executor.map(partial(page_facts, site, site_url), readable, chunksize=32))


# One page -------------------------------------------------------------------------------------


def _facts(
    path: str,
    ids: Sequence[str],
    figures: tuple[tuple[str, str], ...],
    references: Iterable[tuple[str, bool]],
    site_url: str | None,
) -> PageFacts:
    targets: set[tuple[str, str]] = set()
    faults = [Fault("id-repeated", path, name) for name, count in Counter(ids).items() if count > 1]
    for link, fetched in dict.fromkeys(references):
        found = _target(path, link, fetched, site_url)
        if isinstance(found, Fault):
            faults.append(found)
        elif found is not None:
            targets.add(found)
    return PageFacts(path, frozenset(ids), frozenset(targets), figures, tuple(faults))


def _references(tree: LexborHTMLParser) -> Iterator[tuple[str, bool]]:
    """Yield every reference of a page, and whether the browser fetches it without being asked."""
    for node in tree.css(_LINKS):
        yield node.attributes["href"] or "", node.tag in ("use", "image")
    for node in tree.css(_FETCHING):
        yield node.attributes["src"] or "", True
    for node in tree.css("link[href]"):
        relations = set((node.attributes.get("rel") or "").split())
        yield node.attributes["href"] or "", not relations or not relations <= _NOT_FETCHED
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes["srcset"] or "").split(","):
            yield candidate.strip().split(" ")[0], True
    for node in tree.css("form[action]"):
        yield node.attributes["action"] or "", True
    for node in tree.css("meta[http-equiv=refresh]"):
        yield from ((link, True) for link in _REFRESH.findall(node.attributes.get("content") or ""))
    yield from ((link, True) for css in _styles(tree) for link in _CSS_REFERENCE.findall(css))


def _styles(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("style"):
        yield node.text()
    for node in tree.css("[style]"):
        yield node.attributes["style"] or ""


def _figures(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("data[data-figure]"):
        yield _attribute(node, "data-figure"), _attribute(node, "value")


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _target(page: str, link: str, fetched: bool, site_url: str | None) -> tuple[str, str] | Fault | None:
    """Return the file of the site that a link leads to; None where it leads out, as it may."""
    if site_url and link.startswith(site_url):
        return _file("", link.removeprefix(site_url))
    parts = urlsplit(link)
    if parts.scheme == "data":
        return None
    if parts.scheme or parts.netloc:
        allowed = not fetched and parts.scheme in _READER_SCHEMES
        return None if allowed else Fault("foreign-origin", page, link)
    if link.startswith("/"):
        if page != _NOT_FOUND_PAGE:
            return Fault("link-absolute", page, link)
        base = urlsplit(site_url or "/").path
        return _file("", link.removeprefix(base))
    found = _file(page, link)
    return Fault("link-outside", page, link) if found[0].startswith("../") else found


def _file(page: str, link: str) -> tuple[str, str]:
    """Return file and anchor of a relative link; a folder stands for its index page."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        return page or "index.html", unquote(parts.fragment)
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if path.endswith(("/", "/.", "/..")) or path in (".", ".."):
        resolved = posixpath.normpath(posixpath.join(resolved, "index.html"))
    return resolved, unquote(parts.fragment)


# All pages ------------------------------------------------------------------------------------


def _path_faults(paths: Iterable[str]) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for path in paths:
        other = taken.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            yield Fault("path-collision", path, other)


def _page_faults(facts: Iterable[PageFacts], files: frozenset[str]) -> Iterator[Fault]:
    facts = list(facts)
    ids = {page.path: page.ids for page in facts}
    for page in facts:
        yield from page.faults
        for path, anchor in sorted(page.targets):
            if path not in files:
                yield Fault("link-broken", page.path, path)
            elif anchor and path in ids and anchor not in ids[path]:
                yield Fault("anchor-missing", page.path, f"{path}#{anchor}")


def _figure_faults(facts: Iterable[PageFacts], register: Register) -> Iterator[Fault]:
    """Compare figures: nothing unknown, nothing altered, nothing left out where it belongs."""
    shown: defaultdict[str, set[str]] = defaultdict(set)
    ids: dict[str, frozenset[str]] = {}
    for page in facts:
        ids[page.path] = page.ids
        for figure_id, value in page.figures:
            yield from _value_faults(register.observations, page.path, figure_id, value)
            shown[page.path].add(figure_id)
    for observation in register.observations.values():
        yield from _absences(register, observation, shown, ids)


def _value_faults(
    observations: Mapping[str, Observation], path: str, figure_id: str, value: str
) -> Iterator[Fault]:
    observation = observations.get(figure_id)
    if observation is None:
        yield Fault("figure-unknown", path, figure_id or "—")
    elif observation.value is None or value != text.plain(observation.value):
        yield Fault("figure-altered", path, f"{figure_id} = {value}")


def _absences(
    register: Register,
    observation: Observation,
    shown: Mapping[str, set[str]],
    ids: Mapping[str, frozenset[str]],
) -> Iterator[Fault]:
    home = _page(urls.unit(register.units[observation.unit_id]))
    document = _page(urls.document(register.documents[observation.document_id]))
    if observation.figure_id not in ids.get(home, ()):
        yield Fault("figure-without-address", home, observation.figure_id)
    if observation.value is None:
        return
    for page in (home, document):
        if observation.figure_id not in shown.get(page, ()):
            yield Fault("figure-absent", page, observation.figure_id)


def _page(address: str) -> str:
    return f"{address.lstrip('/')}index.html"
