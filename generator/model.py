"""What the record is about, as frozen values.  No behaviour beyond what a value knows of itself.

Fields bear the names of the CSV columns (the public data dictionary describes each of them);
`None` is an empty cell, an empty tuple an empty list.  Dates are plain dates, values are
`Decimal` so that what is published equals what was written, to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

EACH, UNIT = "each", "unit"
"""How figures are addressed: each by a page of its own, or by its row on the page of its unit."""

Breakdown = tuple[tuple[str, str], ...]
"""Pairs of dimension and member, sorted by dimension; empty for the total."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first to the last day of what a figure covers, both included."""

    start: date
    end: date

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return (self.start, self.end) == (date(self.start.year, 1, 1), date(self.start.year, 12, 31))

    @property
    def code(self) -> str:
        """A short ASCII name, for ids: `2023`, or `20230101-20230930`."""
        return f"{self.start:%Y}" if self.is_year else f"{self.start:%Y%m%d}-{self.end:%Y%m%d}"


class _Packed:
    """A value that is packed as a call with its fields: thousands of them are unpacked at once."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Unit(_Packed):
    """One administrative unit during one span of validity; `valid_to` is its last day."""

    unit_id: str
    level: str  # tinh, huyen, xa
    code: str
    type: str  # tỉnh, huyện, xã, phường …
    name: str  # without its type
    parent_id: str | None
    valid_from: date | None
    valid_to: date | None
    slug: str
    basis: str | None

    @property
    def full_name(self) -> str:
        """Type and name as the lists print them: `Xã Bình Yên`, `Thành phố Cần Thơ`."""
        word = "Thành phố" if self.type.startswith("thành phố") else self.type.capitalize()
        return f"{word} {self.name}"

    @property
    def ended(self) -> bool:
        return self.valid_to is not None

    def existed_in(self, period: Period) -> bool:
        """Whether it was in force on at least one day of the period."""
        begins = self.valid_from is None or self.valid_from <= period.end
        return begins and (self.valid_to is None or period.start <= self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitChange(_Packed):
    """One predecessor and one successor; relation is whole, part, unchanged, renamed, type_changed."""

    from_unit_id: str
    to_unit_id: str
    relation: str
    effective_on: date
    basis: str | None
    disputed: str | None = None  # what another source says, in words


@dataclass(frozen=True, slots=True)
class Organisation:
    """One kind of association or body, wherever it exists."""

    organisation_id: str
    name: str
    name_en: str
    short_name: str
    family: str  # front, sociopolitical, association, fund, group
    member_noun: str  # hội viên, đoàn viên, thành viên
    aliases: tuple[str, ...]
    definition: str
    definition_en: str
    sort_order: int
    slug: str


@dataclass(frozen=True, slots=True)
class Topic:
    topic_id: str
    name: str
    name_en: str
    description: str
    sort_order: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted or measured; the three switches say over what it may be added up."""

    indicator_id: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    topic: str
    unit_of_measure: str
    kind: str  # stock, flow, ratio, completeness
    adds_over_units: bool
    adds_over_organisations: bool
    adds_over_time: bool
    numerator_id: str | None
    denominator_id: str | None
    decimals: int
    official_code: str | None
    sort_order: int
    headline: int | None  # 1 is the most telling; None is never shown large
    slug: str


@dataclass(frozen=True, slots=True)
class SmallNumberRule:
    """Which numbers of an indicator are so small that they point at persons, and are withheld."""

    indicator_id: str
    threshold: int  # above 0 and below this is small; of a ratio the numerator counts
    public_in: tuple[str, ...]  # public documents that print such numbers: the rule is not for them
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member of one breakdown: dimension `scope`, member `province`."""

    dimension_id: str
    dimension_name: str
    dimension_name_en: str
    member_id: str
    name: str
    name_en: str
    sort_order: int
    level: str | None = None  # of the units that did it; None where the member does not say who did


@dataclass(frozen=True, slots=True)
class Document(_Packed):
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
    status: str  # draft, template, issued, in_force, amended, replaced, unknown
    status_checked_on: date | None  # the day on which somebody looked; None where nobody did
    url: str | None
    note: str | None

    @property
    def period(self) -> Period | None:
        """The period that a report covers or a form asks about."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(self.period_start, self.period_end)


@dataclass(frozen=True, slots=True)
class DocumentRelation(_Packed):
    """What one document has to do with another: `from` cites, implements, amends, replaces `to`."""

    from_document_id: str
    relation: str  # cites, implements, amends, replaces, issued_after
    to_document_id: str
    locator: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class OrganisationStatus(_Packed):
    """What a document says of an association in a unit and a period: given tasks, or named."""

    unit_id: str
    organisation_id: str
    scope: str  # province, district, commune: the level that the association works at
    status: str  # assigned, named
    period_start: date
    period_end: date
    document_id: str
    locator: str
    note: str | None

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a reporting form; without `indicator_id` it asks for words, not a figure."""

    form_id: str
    question_id: str
    question: str
    indicator_id: str | None
    breakdown: Breakdown
    organisation_scope: str  # all, each, none
    required: bool
    document_id: str
    level: str
    sort_order: int


@dataclass(frozen=True, slots=True)
class Observation:
    """One published figure.  `value` is None only where `missing` says why."""

    figure_id: str
    unit_id: str
    organisation_id: str | None
    indicator_id: str
    breakdown: Breakdown
    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    qualifier: str | None  # >=, <=, ~ ; None is exact
    missing: str | None
    value_text: str | None
    document_id: str
    locator: str
    note: str | None
    occurrence: int = 1  # 2 where the same document states the same thing a second time
    period_basis: str = "stated"  # stated, inferred (by the makers of the record), open (stated vaguely)


@dataclass(frozen=True, slots=True)
class Term(_Packed):
    """What a relation points at: one observation, or its numerator or denominator.

    Where it counts what other tables have, `figure_id` is what is counted: a type of units, or the
    names of a scope and a status (`province/assigned`).
    """

    figure_id: str
    part: str = "value"  # value, numerator, denominator; units, names
    unit_id: str = ""  # the unit it is about

    @property
    def is_figure(self) -> bool:
        return self.part not in ("units", "names")


@dataclass(frozen=True, slots=True)
class Relation(_Packed):
    """An arithmetic relation that must hold between a stated figure and others."""

    relation_id: str
    kind: str  # sum, ratio, repetition, count, units, names
    unit_id: str
    document_id: str
    locator: str
    stated: Term
    terms: tuple[Term, ...]
    tolerance: Decimal
    basis: str  # complete, illustrative, unvalued, different_quantities
    follows_from: str | None  # the relation whose failure would explain that this one fails
    note: str | None


@dataclass(frozen=True, slots=True)
class Release:
    release_id: str
    released_on: date
    title: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a figure that had been published."""

    figure_id: str
    unit_id: str
    kind: str  # revision, correction
    revised_on: date
    field: str  # value, numerator, denominator, qualifier, missing, value_text, moved, withdrawn
    old_value: str | None
    new_value: str | None
    reason: str
    release_id: str  # the release that had published the old value


@dataclass(frozen=True, slots=True)
class Redirect:
    """One address that the site had and has no more: where it leads, or why it leads nowhere."""

    address: str
    target: str | None
    kind: str  # redirect, slug, tombstone
    since: date
    reason: str


Part = tuple[str, str, str | None]
"""Some of a unit's figures: the unit, a column of theirs (organisation_id …) and what stands there."""


@dataclass(frozen=True, slots=True)
class Register:
    """The whole record, every reference resolved.  Mappings keep the official order.

    `units` to `published` are as tables and snapshots have them; all below follows from them.
    """

    units: Mapping[str, Unit]
    changes: Sequence[UnitChange]
    organisations: Mapping[str, Organisation]
    topics: Mapping[str, Topic]
    indicators: Mapping[str, Indicator]
    members: Mapping[tuple[str, str], Member]
    documents: Mapping[str, Document]
    document_relations: Sequence[DocumentRelation]
    organisation_status: Sequence[OrganisationStatus]
    questions: Sequence[Question]
    observations: Mapping[str, Observation]
    relations: Sequence[Relation]
    releases: Sequence[Release]
    revisions: Sequence[Revision]
    redirects: Sequence[Redirect]
    data_digest: str
    small_numbers: Mapping[str, SmallNumberRule] = field(default_factory=dict)  # indicator_id
    frozen: Mapping[tuple[str, str], tuple[Observation, ...]] = field(default_factory=dict)
    """Release and unit: its figures as they were, of units with a later revision."""
    published: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Unit and figure, of all that was ever published: the first release that has it."""
    unit_of: Mapping[str, str] = field(default_factory=dict)  # figure_id
    parts: Mapping[Part, tuple[Observation, ...]] = field(default_factory=dict)
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successors: Mapping[str, tuple[UnitChange, ...]] = field(default_factory=dict)
    predecessors: Mapping[str, tuple[UnitChange, ...]] = field(default_factory=dict)
    observations_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit_id
    relations_of: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)  # unit_id
    relations_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit_id: by other units
    relations_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # document_id: unit ids
    revisions_of: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)  # unit_id
    documents_about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit_id
    refers_to: Mapping[str, tuple[DocumentRelation, ...]] = field(default_factory=dict)  # from
    referred_by: Mapping[str, tuple[DocumentRelation, ...]] = field(default_factory=dict)  # to
    status_in_unit: Mapping[str, tuple[OrganisationStatus, ...]] = field(default_factory=dict)
    status_of_body: Mapping[str, tuple[OrganisationStatus, ...]] = field(default_factory=dict)
    status_in_document: Mapping[str, tuple[OrganisationStatus, ...]] = field(default_factory=dict)
