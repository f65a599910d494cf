"""The last look before a site is published: every link, anchor and figure of every page.

A page is read once, where it was made, into small frozen facts: its figures are compared with the
record at once (`inspect`), and the names that it uses (addresses and anchors, 8 bytes each) are looked
for among those that all pages provide before the switch (`missing_names`).  Nothing is repaired here.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from generator import text
from generator.errors import RenderError
from generator.model import Observation, Register

SHOWN = 20
NAME_BYTES = 8
_NAME: Final = "Q"
"""A name as a number of as many bytes."""
LINKS_KEPT = 4096
_BATCH_BYTES = 4_000_000
_NOT_FETCHED = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
_FETCHED_BY = frozenset({"image", "use"})
_REFERRING = "[href], [src], [srcset], [action], meta[http-equiv=refresh], style, [style]"
_STEP = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_PLAIN = re.compile(rf"((?:\.\./)*(?:\.\.(?=#|\Z))?)((?:{_STEP}/)*(?:{_STEP})?)(?:#([A-Za-z0-9_.-]*))?")
"""A link as nearly all are: up some folders, down some others, perhaps to an anchor; no sign means more."""
_CSS_REFERENCE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
_REFRESH = re.compile(r"""url\s*=\s*["']?([^"'\s]+)""", re.IGNORECASE)
_READER_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_NOT_FOUND_PAGE = "404.html"  # served for every unknown address, so its links start at the root


class Fault(Struct, frozen=True):
    """One fault of the built site: a code of the catalogue, the file, and what exactly."""

    code: str
    page: str
    what: str


class PageFacts(Struct, frozen=True):
    """What one page, or one stylesheet, says about itself."""

    path: str
    ids: frozenset[str]
    targets: frozenset[tuple[str, str]]
    """Files of the site it refers to, each with an anchor or an empty text."""
    figures: tuple[tuple[str, str], ...]
    """Figure id and value of every `<data data-figure>`, in order."""
    faults: tuple[Fault, ...]

    @property
    def provided(self) -> bytes:
        """The names of the page and of its anchors."""
        return provided_by([self])

    @property
    def used(self) -> bytes:
        """The names of the files and anchors that it refers to; of files other than pages no anchors."""
        return used_by([self])


def page_facts(path: str, content: str, site_url: str | None) -> PageFacts:
    """Read one page or stylesheet of the site."""
    if path.endswith(".css"):
        return _facts(path, (), (), ((link, True) for link in _CSS_REFERENCE.findall(content)), site_url)
    tree = LexborHTMLParser(content)
    ids = [node.id or "" for node in tree.css("[id]")]
    return _facts(path, ids, tuple(_figures(tree)), _references(tree), site_url)


def inspect(
    facts: PageFacts, register: Register, at_home: Iterable[str] = (), due: Iterable[str] = ()
) -> tuple[Fault, ...]:
    """Return the faults of a page: of its links, and of its figures against the record.

    Figures `at_home` here must have their address on this page, and those `due` must stand on it.
    """
    shown = {figure_id for figure_id, _ in facts.figures}
    found = [*facts.faults]
    for figure_id, value in facts.figures:
        found += _value_faults(register.observations.get(figure_id), facts.path, figure_id, value)
    found += (Fault("figure-without-address", facts.path, name) for name in at_home if name not in facts.ids)
    for figure_id in due:
        if figure_id not in shown and register.observations[figure_id].value is not None:
            found.append(Fault("figure-absent", facts.path, figure_id))
    return tuple(found)


def told_faults(path: str, content: str, register: Register) -> Iterator[Fault]:
    """Yield the figures of a JSON, of one figure or of a unit, that differ from the record."""
    told = json.loads(content, parse_int=str, parse_float=str)
    figures = told["figures"] if "figures" in told else {told["figure_id"]: told}
    for figure_id, facts in figures.items():
        observation, value = register.observations.get(figure_id), facts.get("value")
        if observation is None or value is not None:
            yield from _value_faults(observation, path, figure_id, value or "")
        elif observation.value is not None:
            yield Fault("figure-absent", path, figure_id)


def refuse(faults: Sequence[Fault]) -> None:
    """Raise RenderError with the first faults in plain words; without faults do nothing."""
    if faults:
        raise RenderError("site-faulty", {"count": len(faults), "faults": tuple(faults[:SHOWN])})


# All pages ---------------------------------------------------------------------------------------


def packed(names: Iterable[str]) -> bytes:
    """Return names as 8 bytes each."""
    return b"".join(sorted(blake2b(name.encode(), digest_size=NAME_BYTES).digest() for name in set(names)))


def provided_by(pages: Iterable[PageFacts]) -> bytes:
    """Return the names of pages and of their anchors, each once."""
    return packed(name for page in pages for name in (page.path, *(f"{page.path}#{one}" for one in page.ids)))


def used_by(pages: Iterable[PageFacts]) -> bytes:
    """Return the names of the files and anchors that pages refer to, each once; see `PageFacts.used`."""
    targets = {target for page in pages for target in page.targets}
    return packed(f"{path}#{anchor}" if anchor and _is_page(path) else path for path, anchor in targets)


def missing_names(used: Iterable[bytes], provided: bytes) -> set[bytes]:
    """Return the names in use, of many pages one after the other, that nobody provides."""
    known = memoryview(provided).cast(_NAME)
    missing: set[int] = set()
    for some in _batches(used):
        missing.update(set(memoryview(some).cast(_NAME)).difference(known))
    return _as_bytes(missing)


def names_used(names: Iterable[bytes], used: Iterable[bytes]) -> set[bytes]:
    """Return those of a few names that are in use by many pages."""
    wanted = {int.from_bytes(name, sys.byteorder) for name in names}
    found: set[int] = set()
    for some in _batches(used):
        found |= wanted.intersection(memoryview(some).cast(_NAME))
    return _as_bytes(found)


def _as_bytes(names: Iterable[int]) -> set[bytes]:
    return {number.to_bytes(NAME_BYTES, sys.byteorder) for number in names}


def _batches(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Join many small parts to fewer large ones."""
    batch, size = [], 0
    for part in parts:
        batch.append(part)
        size += len(part)
        if size >= _BATCH_BYTES:
            yield b"".join(batch)
            batch, size = [], 0
    yield b"".join(batch)


def link_faults(facts: Iterable[PageFacts], missing: set[bytes]) -> Iterator[Fault]:
    """Yield the links of pages whose names are missing, in plain words."""
    for page in facts:
        for path, anchor in sorted(page.targets):
            if packed([path]) in missing:
                yield Fault("link-broken", page.path, path)
            elif anchor and packed([f"{path}#{anchor}"]) in missing:
                yield Fault("anchor-missing", page.path, f"{path}#{anchor}")


def path_faults(paths: Iterable[str]) -> Iterator[Fault]:
    """Yield files that are one file on another system."""
    taken: dict[str, str] = {}
    for path in paths:
        folded = unicodedata.normalize("NFC", path).casefold()
        other = taken.setdefault(path if folded == path else folded, path)  # of a million paths, no copies
        if other != path:
            yield Fault("path-collision", path, other)


def _is_page(path: str) -> bool:
    return path.endswith((".html", ".css"))


def _value_faults(observation: Observation | None, path: str, figure_id: str, value: str) -> Iterator[Fault]:
    if observation is None:
        yield Fault("figure-unknown", path, figure_id or "—")
    elif observation.value is None or value != text.plain(observation.value):
        yield Fault("figure-altered", path, f"{figure_id} = {value}")


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
    above = _folders_above(path)
    for link, fetched in dict.fromkeys(references):
        found = _plain_target(path, above, link) or _target(path, link, fetched, site_url)
        if isinstance(found, Fault):
            faults.append(found)
        elif found is not None:
            targets.add(found)
    return PageFacts(path, frozenset(ids), frozenset(targets), figures, tuple(faults))


def _references(tree: LexborHTMLParser) -> Iterator[tuple[str, bool]]:
    """Yield every reference of a page, and whether the browser fetches it without being asked."""
    for node in tree.css(_REFERRING):
        tag, told = node.tag, node.attributes
        if "href" in told:
            yield told["href"] or "", tag in _FETCHED_BY or (tag == "link" and _is_fetched(told.get("rel")))
        if tag != "a":
            yield from ((link, True) for link in _fetched_by(tag, told))
        if "style" in told:
            yield from ((link, True) for link in _CSS_REFERENCE.findall(told["style"] or ""))
        if tag == "style":
            yield from ((link, True) for link in _CSS_REFERENCE.findall(node.text()))


def _is_fetched(relations: str | None) -> bool:
    """Whether a browser fetches what a `<link>` of these relations leads to."""
    told = set((relations or "").split())
    return not told or not told <= _NOT_FETCHED


def _fetched_by(tag: str | None, told: Mapping[str, str | None]) -> Iterator[str]:
    """Yield what an element lets the browser fetch, or send a form to."""
    yield from (told[name] or "" for name in ("src", "action") if name in told)
    if "srcset" in told:
        yield from (candidate.strip().split(" ")[0] for candidate in (told["srcset"] or "").split(","))
    if tag == "meta":
        yield from _REFRESH.findall(told.get("content") or "")


def _figures(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("data[data-figure]"):
        told = node.attributes
        yield told["data-figure"] or "", told.get("value") or ""


def _folders_above(page: str) -> tuple[str, ...]:
    """Return what the paths below each folder above a page begin with, from that of the page to the root."""
    names = page.split("/")
    return tuple("".join(f"{name}/" for name in names[:depth]) for depth in range(len(names) - 1, -1, -1))


def _plain_target(page: str, above: tuple[str, ...], link: str) -> tuple[str, str] | None:
    """Return what `_target` does, for a link of plain signs that stays in the site; None for any other."""
    found = _way(link)
    if found is None:
        return None
    steps, down, anchor = found
    if not down:
        return page, anchor
    return (above[steps] + down, anchor) if steps < len(above) else None


@lru_cache(maxsize=LINKS_KEPT)
def _way(link: str) -> tuple[int, str, str] | None:
    """Return how many folders up and which way down a plain link leads, and its anchor.

    It is the same for many pages: they have their frame in common, and neighbours their links.
    """
    found = _PLAIN.fullmatch(link)
    if found is None:
        return None
    up, down, anchor = found.groups(default="")
    is_folder = down.endswith("/") or (up and not down)
    return up.count(".."), f"{down}index.html" if is_folder else down, anchor


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
