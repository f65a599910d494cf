"""Search for a site that another renderer made of the same project: MkDocs, ProperDocs or Zensical."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from generator import urls, write
from generator.errors import SettingError
from generator.search.bundle import build_bundle
from generator.search.documents import printed, search_document
from generator.search.files import BUNDLE, CATALOGUE, bundle_folder, catalogue
from generator.search.parts import bundles


def index_site(site: Path) -> int:
    """Add the full-text search to a rendered site; return how many pages it knows.

    Pages are read as they are and stay as they are.  Raises SettingError for a folder that has no search
    page, or none of whose pages is one of ours.
    """
    if not (site / urls.SEARCH.strip("/") / "index.html").is_file():
        raise SettingError("index-no-site", {"folder": site})
    documents = dict(_documents(site))
    if not documents:
        raise SettingError("index-no-pages", {"folder": site})
    shutil.rmtree(site / BUNDLE, ignore_errors=True)
    shared = bundles(documents)
    for bundle, paths in shared.items():
        build_bundle(bundle, [(path, documents[path]) for path in paths], site, bundle_folder(bundle))
    write.write_file(site, CATALOGUE, catalogue(shared))
    return len(documents)


def _documents(site: Path) -> Iterator[tuple[str, str]]:
    """Yield path and document of each page that has one."""
    for path in write.walk(site):
        page = printed((site / path).read_text("utf-8")) if path.endswith(".html") else None
        document = page and search_document(*page)
        if document:
            yield path, document
