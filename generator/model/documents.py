"""Documents: what they are, what they have to do with each other, what they say and ask."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.model.codes import Asked, BodyStatus, DocumentStatus, Level, Reference, Scope, SetAsideReason
from generator.model.periods import Period
from generator.model.subjects import Breakdown


class Document(Struct, frozen=True):
    """A source of figures or a legal document; `issued_text` is the date as the document has it."""

    document_id: str
    kind: str
    number: str | None
    issued_on: date | None
    issued_text: str | None
    issuer: str
    unit_id: str | None
    title: str
    short_title: str
    period_start: date | None
    period_end: date | None
    status: DocumentStatus
    status_checked_on: date | None  # the day on which somebody looked; None where nobody did
    url: str | None
    note: str | None

    @property
    def period(self) -> Period | None:
        """The period that a report covers or a form asks about."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(self.period_start, self.period_end)


class DocumentRelation(Struct, frozen=True):
    """What one document has to do with another: `from` cites, implements, amends, replaces `to`."""

    from_document_id: str
    relation: Reference
    to_document_id: str
    locator: str | None
    note: str | None


class OrganisationStatus(Struct, frozen=True):
    """What a document says of an association in a unit and a period: given tasks, or named."""

    unit_id: str
    organisation_id: str
    scope: Scope
    status: BodyStatus
    period_start: date
    period_end: date
    document_id: str
    locator: str
    note: str | None

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)


class SetAside(Struct, frozen=True):
    """Numbers in a document that are no figures: at one place, of one printed form."""

    document_id: str
    locator: str
    printed: str
    reason: SetAsideReason
    times: int


class Account(Struct, frozen=True):
    """A document whose every number was looked at: how many it has, and what the record had then."""

    document_id: str
    number_count: int
    sha256: str  # of its figures and of its numbers that are no figures, as they were then


class Question(Struct, frozen=True):
    """One question of a reporting form; without `indicator_id` it asks for words, not a figure.

    `asked_in` is the unit that the form asks in, where that is not the indicator's: `triệu đồng`.
    """

    form_id: str
    question_id: str
    question: str
    indicator_id: str | None
    breakdown: Breakdown
    organisation_scope: Asked
    required: bool
    document_id: str
    level: Level
    sort_order: int
    asked_in: str | None = None
