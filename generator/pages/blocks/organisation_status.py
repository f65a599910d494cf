"""What documents say of associations: which had tasks assigned, which were named, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct

from generator import text, urls
from generator.model import OrganisationStatus
from generator.model.codes import LEVELS, SCOPES
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence
from generator.register_links import grouped

MOST_BADGES = 3
"""Places named beside the heading of an association; all stand in its card."""
MOST_PLACES = 40
"""Places named in the card of an association."""
SECTION = "hoi-duoc-neu"


class Named(Struct, frozen=True):
    """The associations of which one document says the same of one unit, period and level."""

    status: str
    scope: str
    of_unit: bool  # whether they work at the unit's own level; else each name stands for several
    period: str
    unit: Link
    bodies: tuple[tuple[Link, str], ...]  # each with a note where there is one
    document: Link
    places: str


class Standing(Struct, frozen=True):
    """One place and period in which an association had tasks assigned, or was named."""

    unit: Link
    period: str
    scopes: str
    document: Link


class Standings(Struct, frozen=True):
    """All places of one status, as many as are listed."""

    status: str
    places: tuple[Standing, ...]
    others: int


def named_in_unit(context: Context, unit_id: str) -> tuple[Named, ...]:
    """Return what documents say of the associations of a unit."""
    return _named(context, context.register.status_in_unit.get(unit_id, ()))


def named_in_document(context: Context, document_id: str) -> tuple[Named, ...]:
    """Return what one document says of associations, unit by unit."""
    return _named(context, context.register.status_in_document.get(document_id, ()))


def _named(context: Context, found: Iterable[OrganisationStatus]) -> tuple[Named, ...]:
    groups = grouped(found, attrgetter("unit_id", "status", "scope", "period", "document_id"))
    return tuple(_group(context, several) for several in groups.values())


def _group(context: Context, several: Sequence[OrganisationStatus]) -> Named:
    first, bodies = several[0], context.register.organisations
    return Named(
        status=words.word("organisation_status", first.status),
        scope=words.word("organisation_scope", first.scope),
        of_unit=LEVELS[SCOPES.index(first.scope)] == context.unit(first.unit_id).level,
        period=text.period(first.period),
        unit=context.dated_unit_link(first.unit_id),
        bodies=tuple(
            (
                context.organisation_link(bodies[one.organisation_id]),
                words.as_written((one.note or "").rstrip(".")),
            )
            for one in several
        ),
        document=_document(context, first.document_id),
        places=words.as_written("; ".join(sorted({one.locator for one in several}, key=text.natural_key))),
    )


def standings(context: Context, organisation_id: str) -> tuple[Standings, ...]:
    """Return where and when an association had tasks assigned, then where it was named."""
    groups = grouped(context.register.status_of_body.get(organisation_id, ()), attrgetter("status"))
    return tuple(_standings(context, status, stated) for status, stated in sorted(groups.items()))


def _standings(context: Context, status: str, stated: Iterable[OrganisationStatus]) -> Standings:
    places = list(grouped(stated, attrgetter("unit_id", "period", "document_id")).values())
    return Standings(
        status=words.word("organisation_status", status),
        places=tuple(_standing(context, several) for several in places[:MOST_PLACES]),
        others=max(0, len(places) - MOST_PLACES),
    )


def _standing(context: Context, several: Sequence[OrganisationStatus]) -> Standing:
    first = several[0]
    return Standing(
        unit=in_sentence(context.dated_unit_link(first.unit_id)),
        period=text.period(first.period),
        scopes=", ".join(dict.fromkeys(words.word("organisation_scope", one.scope) for one in several)),
        document=_document(context, first.document_id),
    )


def badges(context: Context, organisation_id: str) -> tuple[str, ...]:
    """Return where and when tasks were assigned, for the heading; none where the places are many."""
    stated = context.register.status_of_body.get(organisation_id, ())
    shown = dict.fromkeys(_badge(context, one) for one in stated if one.status == "assigned")
    return tuple(shown) if len(shown) <= MOST_BADGES else ()


def _badge(context: Context, one: OrganisationStatus) -> str:
    unit = context.unit(one.unit_id).full_name
    return words.sentence("assigned_badge", unit=unit, period=text.period(one.period))


def _document(context: Context, document_id: str) -> Link:
    """Return a document, linked to what it says of associations."""
    document = context.register.documents[document_id]
    return Link(words.as_written(document.short_title), context.to(f"{urls.document(document)}#{SECTION}"))
