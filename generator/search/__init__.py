"""The search: an index of names, and the full text of the pages.

    names            the index of names: every unit, association and indicator
    documents        what the full text knows of a page: a small document
    parts            which units are searched together, in one bundle
    bundle           Pagefind's command over the documents of one bundle; files  where bundles lie
    stable           the same documents, the same bytes; words in small files
    pagefind_format  the form of Pagefind's files
    of_site          the full text of a site that another renderer made

What comes before what is decided in the browser, in theme/assets/search-rank.js.
"""

from __future__ import annotations

from generator.search.bundle import build_bundle, clear_up
from generator.search.documents import article_of, search_document
from generator.search.files import BUNDLE, CATALOGUE, bundle_folder, catalogue
from generator.search.names import name_files
from generator.search.of_site import index_site
from generator.search.parts import MAIN, bundle_of, bundles, part_of

__all__ = [
    "BUNDLE",
    "CATALOGUE",
    "MAIN",
    "article_of",
    "build_bundle",
    "bundle_folder",
    "bundle_of",
    "bundles",
    "catalogue",
    "clear_up",
    "index_site",
    "name_files",
    "part_of",
    "search_document",
]
