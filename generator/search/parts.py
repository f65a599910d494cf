"""Which pages are searched together: the one rule of it, by code and address alone.

A unit belongs to the part of its level whose code its own begins with: `xa-05` has the communes 05000
to 05999, `huyen-1` the districts 100 to 199, `tinh-9` the provinces 90 to 99.  Codes are given province
by province, so neighbours are together.  The pages of a part are one bundle of the full text; what
belongs to no part is in the main one.  The search page knows no rule: `bundles.json` names the parts,
and the id of a unit begins with the name of its part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from generator import urls
from generator.model import Unit

MAIN = ""
_ENGLISH = urls.IN_ENGLISH.lstrip("/")
SMALL_SITE = 800
"""Up to so many documents in Vietnamese the main bundle has them all, and those in English, too."""

_IN_COMMON = {"xa": 2, "huyen": 1, "tinh": 1}
"""So many first digits of the code have all units of a part."""
_DIGITS = {"xa": 5, "huyen": 3, "tinh": 2}
_CODES = "|".join(rf"{level}[/-]\d{{{digits}}}" for level, digits in _DIGITS.items())
_UNIT = re.compile(rf"(?:^|[/-])({_CODES})(?!\d)")
_DIRECTORY = re.compile(r"(?:en/)?dia-phuong/(\d\d)-")
_SOURCES = ("nguon/", "en/nguon/")
_FEW_SOURCES = 400


def part_of(unit: Unit) -> str:
    """Return the part of a unit."""
    return _part(unit.level, unit.code)


def bundle_of(path: str) -> str:
    """Return the bundle of a page on a large site.

    That is the part of the unit whose page it is, or whose code stands in the address of a source; for
    the directory of a province, the part of the province.
    """
    directory = _DIRECTORY.match(path)
    if directory:
        return _part("tinh", directory[1])
    unit = _UNIT.search(path)
    return _part(*re.split("[/-]", unit[1])) if unit else MAIN


def _part(level: str, code: str) -> str:
    return f"{level}-{code[: _IN_COMMON[level]]}"


def bundles(paths: Iterable[str], small_site: int = SMALL_SITE) -> Mapping[str, tuple[str, ...]]:
    """Share out the pages of a site: each bundle with its paths, in order; a small site has one."""
    ordered = sorted(paths)
    is_small = sum(not path.startswith(_ENGLISH) for path in ordered) <= small_site
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for path in ordered:
        shared[MAIN if is_small else bundle_of(path)].append(path)
    sources = [path for path in shared[MAIN] if path.startswith(_SOURCES)]
    if len(sources) > _FEW_SOURCES and not is_small:
        shared[MAIN] = [path for path in shared[MAIN] if not path.startswith(_SOURCES)]
        for path in sources:
            shared[_bundle_of_source(path)].append(path)
    return {bundle: tuple(found) for bundle, found in sorted(shared.items()) if found}


def _bundle_of_source(path: str) -> str:
    """Return one of sixteen bundles; the address alone decides, so no other source moves with it."""
    return f"nguon-{blake2b(path.encode(), digest_size=1).hexdigest()[0]}"
