"""The full-text search: what it knows of a page, how pages are shared out, Pagefind's command.

    documents   a rendered page becomes a small document
    bundles     which documents are searched together
    bundle      Pagefind's command over the documents of one bundle; files  where they lie
    of_site     all of it for a site that another renderer made
    settled     the same documents, the same bytes; words in small files
    coded       the form of Pagefind's files

The names of units, associations and indicators have an index of their own, in `generator.pages.kinds.search_names`.
"""

from __future__ import annotations

from generator.site.index.bundle import build_bundle
from generator.site.index.bundles import MAIN, bundle_of, bundles
from generator.site.index.documents import published, search_document
from generator.site.index.files import BUNDLE, CATALOGUE, bundle_folder, catalogue
from generator.site.index.of_site import index_site

__all__ = [
    "BUNDLE",
    "CATALOGUE",
    "MAIN",
    "build_bundle",
    "bundle_folder",
    "bundle_of",
    "bundles",
    "catalogue",
    "index_site",
    "published",
    "search_document",
]
