"""Feeds as readers of feeds take them: the rules of Atom (RFC 4287) and JSON Feed 1.1; where they lead."""

import json
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
HOST = "http://so-lieu.vn/"


@pytest.fixture(scope="module")
def feeds(site: Path) -> dict[str, ElementTree.Element]:
    """The root of every Atom feed of the site, by its path."""
    found = sorted(site.glob("dinh-chinh/**/feed.xml"))
    return {path.relative_to(site).as_posix(): ElementTree.parse(path).getroot() for path in found}


def texts(node: ElementTree.Element, name: str) -> list[str]:
    return [(child.text or "").strip() for child in node.findall(ATOM + name)]


def links(node: ElementTree.Element, rel: str) -> list[str]:
    return [link.attrib["href"] for link in node.findall(f"{ATOM}link") if link.attrib["rel"] == rel]


def test_a_feed_and_each_entry_have_one_id_one_title_one_moment_and_one_page(
    feeds: dict[str, ElementTree.Element],
) -> None:
    assert len(feeds) > 1
    for path, feed in feeds.items():
        assert feed.tag == f"{ATOM}feed"
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        entries = feed.findall(f"{ATOM}entry")
        for node in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert [bool(said) for said in texts(node, name)] == [True], (path, name)
            assert len(links(node, "alternate")) == 1
            assert urlsplit(texts(node, "id")[0]).scheme
            assert datetime.fromisoformat(texts(node, "updated")[0]).tzinfo is not None
        ids = [texts(entry, "id")[0] for entry in entries]
        assert len(set(ids)) == len(ids) > 0
        moments = [texts(entry, "updated")[0] for entry in entries]
        assert moments == sorted(moments, reverse=True)
        assert texts(feed, "updated") == moments[:1]


def test_a_feed_says_its_own_address_and_its_entries_lead_to_what_they_tell_of(
    site: Path, feeds: dict[str, ElementTree.Element]
) -> None:
    for path, feed in feeds.items():
        own = urljoin(HOST, path)
        assert [urljoin(own, href) for href in links(feed, "self")] == [own]
        for entry in feed.findall(f"{ATOM}entry"):
            address, anchor = urldefrag(urljoin(own, links(entry, "alternate")[0]))
            page = LexborHTMLParser((site / address.removeprefix(HOST) / "index.html").read_text("utf-8"))
            assert not anchor or page.css_first(f"[id='{anchor}']") is not None, (address, anchor)


def test_the_json_feed_says_what_the_atom_feed_says(
    site: Path, feeds: dict[str, ElementTree.Element]
) -> None:
    for path, feed in feeds.items():
        told = json.loads((site / path).with_suffix(".json").read_text("utf-8"))
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert [told["title"]] == texts(feed, "title")
        items = [(item["id"], item["title"], item["content_text"], item["url"]) for item in told["items"]]
        assert items == [
            (*(texts(entry, name)[0] for name in ("id", "title", "content")), links(entry, "alternate")[0])
            for entry in feed.findall(f"{ATOM}entry")
        ]
