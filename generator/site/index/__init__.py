"""The full-text search: what it knows of a page, how pages are shared out, Pagefind's command.

    documents   a rendered page becomes a small document
    bundles     which documents are searched together
    bundle      Pagefind's command over the documents of one bundle
    settled     the same documents, the same bytes; words in small files
    coded       the form of Pagefind's files

The names of units, associations and indicators have an index of their own, in `generator.pages.kinds.search_names`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.site.index.bundle import build_bundle
from generator.site.index.bundles import MAIN, bundle_of, bundles
from generator.site.index.documents import published, search_document

__all__ = [
    "BUNDLE",
    "CATALOGUE",
    "MAIN",
    "build_bundle",
    "bundle_folder",
    "bundle_of",
    "bundles",
    "catalogue",
    "published",
    "search_document",
]

BUNDLE = "pagefind"
CATALOGUE = f"{BUNDLE}/bundles.json"


def bundle_folder(bundle: str) -> str:
    """Return the folder of a bundle below the site: `pagefind` or `pagefind/xa-05`."""
    return f"{BUNDLE}/{bundle}".rstrip("/")


def catalogue(names: Iterable[str]) -> bytes:
    """Return the file that tells the search page which bundles there are beside the main one."""
    return json.dumps(sorted(set(names) - {MAIN}), separators=(",", ":")).encode()
