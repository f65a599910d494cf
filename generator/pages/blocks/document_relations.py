"""What a document has to do with other documents of the record, told from its own side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.model import DocumentRelation
from generator.pages.view import words
from generator.pages.view.context import Context, Link

MOST_LINKS = 40
"""Other documents in one relation to this one: a law may be cited by every report of the nation."""

_ORDER = ("replaces", "amends", "implements", "cites", "issued_after")
_NAMED = ("cites", "implements")
_CHANGES = ("amends", "replaces")


class Related(Struct, frozen=True):
    """The documents in one relation to this one, each with place and note where they are known."""

    relation: str  # in words
    documents: tuple[tuple[Link, str], ...]
    others: int  # beyond those that are named


def related(context: Context, document_id: str) -> tuple[Related, ...]:
    """Return what the document says of others, then what others say of it."""
    register = context.register
    own = register.refers_to.get(document_id, ())
    of_others = register.referred_by.get(document_id, ())
    return (
        *_grouped(context, "document_relation", [(one, one.to_document_id) for one in own]),
        *_grouped(context, "document_relation_back", [(one, one.from_document_id) for one in of_others]),
    )


def reason(context: Context, document_id: str) -> str | None:
    """Return why a document without figures is in the record; None where no relation says so."""
    own = {one.relation for one in context.register.refers_to.get(document_id, ())}
    of_others = {one.relation for one in context.register.referred_by.get(document_id, ())}
    if "issued_after" in own:
        return words.word("document_reason", "later")
    if own.intersection(_CHANGES):
        return words.word("document_reason", "changes")
    if of_others.intersection(_NAMED):
        return words.word("document_reason", "named")
    return words.word("document_reason", "other") if own or of_others else None


def _grouped(
    context: Context, direction: str, found: Sequence[tuple[DocumentRelation, str]]
) -> Iterator[Related]:
    for relation in _ORDER:
        several = [pair for pair in found if pair[0].relation == relation]
        if several:
            yield Related(
                relation=words.word(direction, relation),
                documents=tuple(_linked(context, several[:MOST_LINKS])),
                others=max(0, len(several) - MOST_LINKS),
            )


def _linked(context: Context, several: Iterable[tuple[DocumentRelation, str]]) -> Iterator[tuple[Link, str]]:
    for one, document_id in several:
        parts = (words.lowered(part.rstrip(".")) for part in (one.locator, one.note) if part)
        yield (
            context.document_link(context.register.documents[document_id]),
            words.as_written("; ".join(parts)),
        )
