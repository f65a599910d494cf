"""The pages that show a change: those of the figures, and of all that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import urls
from generator.model import EACH, Register
from generator.review.changes import ADDED, CHANGED, GONE, Cells, Change, Statement


def affected(
    changes: Iterable[Change], register: Register, figure_pages: str, reread: Iterable[Statement] = ()
) -> dict[str, str]:
    """Return the addresses that change, each with what becomes of it: added, gone, or changed.

    `reread` are the figures of indicators that count otherwise now; their own cells may be as they were.
    """
    found: dict[str, str] = {}
    for other in reread:
        found |= {urls.figure_page(other.figure_id): CHANGED} if figure_pages == EACH else {}
        found |= dict.fromkeys(_pages(other.key, register), CHANGED)
    for one in changes:
        if figure_pages == EACH:
            found[urls.figure_page(one.figure_id)] = one.kind if one.kind in (GONE, CHANGED) else ADDED
            found |= {urls.figure_page(one.was.figure_id): GONE} if one.was else {}
        for key in (one.key, *([one.was.key] if one.was else [])):
            found |= dict.fromkeys(_pages(key, register), CHANGED)
    return dict(sorted(found.items()))


def _pages(key: Cells, register: Register) -> Iterator[str]:
    """Yield the pages of all that a figure belongs to; its units above show sums of it."""
    place = register.units.get(key["unit_id"])
    body = register.organisations.get(key["organisation_id"])
    indicator = register.indicators.get(key["indicator_id"])
    document = register.documents.get(key["document_id"])
    if place is not None and body is not None:
        yield urls.organisation_in_unit(place, body)
        yield urls.organisation(body)
    yield from (urls.indicator(indicator),) if indicator is not None else ()
    yield from (urls.document(document),) if document is not None else ()
    while place is not None:
        yield urls.unit(place)
        place = register.units.get(place.parent_id or "")
