"""Which pages are searched together: a share-out that depends on the addresses of the site alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

MAIN = ""
SMALL_SITE = 800
"""Up to so many documents the main bundle has them all."""

_UNIT = re.compile(r"(?:^|[/-])(?:(xa)[/-](\d\d)\d{3}|(huyen)[/-](\d)\d\d|(tinh)[/-](\d)\d)(?!\d)")
_DIRECTORY = re.compile(r"dia-phuong/(\d)\d-")
_SOURCES = "nguon/"
_FEW_SOURCES = 400


def bundle_of(path: str) -> str:
    """Return `xa-05` for the communes 05000 to 05999, `huyen-1` for districts 100 to 199, `tinh-9`.

    The same for a source whose address names the unit, and for the directory of a province.  Codes
    are given province by province, so neighbours are together.  All else is in the main bundle.
    """
    directory = _DIRECTORY.match(path)
    if directory:
        return f"tinh-{directory[1]}"
    unit = _UNIT.search(path)
    return "-".join(filter(None, unit.groups())) if unit else MAIN


def bundles(paths: Iterable[str], small_site: int = SMALL_SITE) -> Mapping[str, tuple[str, ...]]:
    """Share out the pages of a site: each bundle with its paths, in order; a small site has one."""
    ordered = sorted(paths)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for path in ordered:
        shared[MAIN if len(ordered) <= small_site else bundle_of(path)].append(path)
    sources = [path for path in shared[MAIN] if path.startswith(_SOURCES)]
    if len(sources) > _FEW_SOURCES and len(ordered) > small_site:
        shared[MAIN] = [path for path in shared[MAIN] if not path.startswith(_SOURCES)]
        for path in sources:
            shared[_bundle_of_source(path)].append(path)
    return {bundle: tuple(found) for bundle, found in sorted(shared.items()) if found}


def _bundle_of_source(path: str) -> str:
    """Return one of sixteen bundles; the address alone decides, so no other source moves with it."""
    return f"nguon-{blake2b(path.encode(), digest_size=1).hexdigest()[0]}"
