"""Units that measure instead of count: what each of them measures, and its size.

"5 tấn" is 5000 of an indicator in kilograms, "50‰" is 5 of one in per cent, and neither is ever a
number of đồng.  What has no size that is the same everywhere (sào, mẫu) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class Measure(NamedTuple):
    """What is measured, how large the unit is, and its name as it was written."""

    kind: str
    size: Decimal
    name: str


SHARE = "share"
_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "length": {
        "0.01": ("cm", "xăng-ti-mét"),
        "1": ("m", "mét"),
        "1000": ("km", "ki-lô-mét", "ki lô mét", "kilômét"),
    },
    "area": {
        "1": ("m2", "mét vuông"),
        "10000": ("ha", "héc-ta", "héc ta", "hécta", "hecta"),
        "1000000": ("km2", "ki-lô-mét vuông", "ki lô mét vuông", "kilômét vuông"),
    },
    "weight": {
        "0.001": ("g", "gam", "gram"),
        "1": ("kg", "ki-lô-gam", "ki lô gam", "kilôgam"),
        "100": ("tạ",),
        "1000": ("tấn",),
    },
    "volume": {"0.001": ("ml",), "1": ("lít",), "1000": ("m3", "mét khối")},
    "money": {"1": ("đồng", "đồng việt nam", "việt nam đồng", "đ", "vnđ", "vnd")},
    "dollar": {"1": ("usd", "đô la", "đô-la", "đôla", "$", "us$")},
    "euro": {"1": ("euro", "eur", "€")},
    SHARE: {"1": ("%", "phần trăm"), "0.1": ("‰", "phần nghìn", "phần ngàn")},
}
_SIZES: Mapping[str, tuple[str, Decimal]] = {
    name: (kind, Decimal(size))
    for kind, sizes in _NAMES.items()
    for size, names in sizes.items()
    for name in names
}
_LONGEST_FIRST = "|".join(map(re.escape, sorted(_SIZES, key=len, reverse=True)))
_AT = re.compile(
    rf"[ .]*(?P<name>{_LONGEST_FIRST})(?!(?<=[^\W\d_])\w|\.\w)(?!(?<=đồng)(?! (?:tiền|vốn)\b)[^,.)]*\w)"
)
"""A name that ends with its word; "đồng" begins other words, too: 3 đồng chí (3 đ.c), 2 đồng hồ."""


@lru_cache(maxsize=4096)
def measure_at(words: str) -> Measure | None:
    """Return the unit that the words after a number begin with: "tấn gạo", "km²", "trđ"."""
    found = _AT.match(unicodedata.normalize("NFKC", words).lower())
    return found and Measure(*_SIZES[found["name"]], found["name"])


@lru_cache(maxsize=4096)
def kind_of(noun: str) -> str | None:
    """Return what a noun measures, where it is a unit of measure and nothing else."""
    kind, _ = _SIZES.get(unicodedata.normalize("NFKC", noun).lower(), (None, None))
    return kind
