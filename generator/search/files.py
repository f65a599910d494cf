"""Where the files of the full-text search lie below the site."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.search.parts import MAIN

BUNDLE = "pagefind"
CATALOGUE = f"{BUNDLE}/bundles.json"


def bundle_folder(bundle: str) -> str:
    """Return the folder of a bundle below the site: `pagefind` or `pagefind/xa-05`."""
    return f"{BUNDLE}/{bundle}".rstrip("/")


def catalogue(names: Iterable[str]) -> bytes:
    """Return the file that tells the search page which bundles there are beside the main one."""
    return json.dumps(sorted(set(names) - {MAIN}), separators=(",", ":")).encode()
