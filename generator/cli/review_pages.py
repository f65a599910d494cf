"""The pages that change, told by their kinds where they are too many for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import urls
from generator.cli.words import Words
from generator.register_links import grouped
from generator.review.changes import ADDED, GONE

FEW, _NAMED = 12, 3
_PLACES = {
    urls.ORGANISATIONS: "organisation",
    urls.INDICATORS: "indicator",
    urls.DOCUMENTS: "document",
    urls.FIGURES: "figure",
}
_KINDS = ("unit", "document", "organisation", "indicator", "figure")
"""What pages are of, those first that a person opens first; the address of a figure tells nobody anything."""


def told_by_kind(pages: Mapping[str, str], words: Words) -> Iterator[str]:
    """Yield a line a kind of page: how many, how many of them new or gone, those nearest the top."""
    by_kind = grouped(pages, _kind)
    for kind in (kind for kind in _KINDS if kind in by_kind):
        found = sorted(by_kind[kind], key=lambda address: (address.count("/"), address))
        ways = {"new": ADDED, "gone": GONE}
        counts = {name: sum(pages[one] == way for one in found) for name, way in ways.items()}
        told = [
            words(f"diff.pages-{name}", count=words.number(count)) for name, count in counts.items() if count
        ]
        named = [] if kind == "figure" else found[:_NAMED]
        more = ["…"] if named and len(found) > _NAMED else []
        count = "; ".join((words.number(len(found)), *told))
        beside = f" ({', '.join((*named, *more))})" if named else ""
        yield f"{words(f'diff.pages-{kind}', count=count)}{beside}"


def _kind(address: str) -> str:
    own = urls.in_vietnamese(address)
    return next((kind for place, kind in _PLACES.items() if own.startswith(place)), "unit")
