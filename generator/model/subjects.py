"""What the record is about: places, associations, and what is counted of them."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from generator.model.codes import ChangeKind, Family, IndicatorKind, Level
from generator.model.periods import Period

Breakdown = tuple[tuple[str, str], ...]
"""Pairs of dimension and member, sorted by dimension; empty for the total."""


class Unit(Struct, frozen=True):
    """One administrative unit during one span of validity; `valid_to` is its last day."""

    unit_id: str
    level: Level
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

    @property
    def last_day(self) -> date:
        """Its last day; of a unit that is in force, the end of time."""
        return self.valid_to or date.max

    @property
    def span(self) -> Period:
        """The days on which it was in force, from the beginning to the end of time."""
        return Period(self.valid_from or date.min, self.last_day)

    def in_force_on(self, day: date) -> bool:
        return day in self.span

    def existed_in(self, period: Period) -> bool:
        """Whether it was in force on at least one day of the period."""
        return self.span.overlaps(period)


class UnitChange(Struct, frozen=True):
    """One predecessor and one successor, and what became of the one in the other."""

    from_unit_id: str
    to_unit_id: str
    relation: ChangeKind
    effective_on: date
    basis: str | None
    disputed: str | None = None  # what another source says, in words


class Organisation(Struct, frozen=True):
    """One kind of association or body, wherever it exists."""

    organisation_id: str
    name: str
    name_en: str
    short_name: str
    family: Family
    member_noun: str  # hội viên, đoàn viên, thành viên
    aliases: tuple[str, ...]
    definition: str
    definition_en: str
    sort_order: int
    slug: str

    @property
    def is_group(self) -> bool:
        """Whether it stands for several organisations."""
        return self.family == "group"


class Topic(Struct, frozen=True):
    topic_id: str
    name: str
    name_en: str
    description: str
    sort_order: int


POPULATION = "population"
"""The indicator of how many people live in a place, in a record that has it."""
_OF_CHANGES = re.compile(r"\bmức (?:tăng|giảm)\b", re.IGNORECASE)


class Indicator(Struct, frozen=True):
    """What is counted or measured; the three switches say over what it may be added up."""

    indicator_id: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    topic: str
    unit_of_measure: str
    kind: IndicatorKind
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

    @property
    def by_headline(self) -> tuple[bool, int, int]:
        """A key that sorts headlines first, the most telling before the others."""
        return self.headline is None, self.headline or 0, self.sort_order

    @property
    def counts_changes(self) -> bool:
        """Whether it tells how much more or less there is than at another time: its name says so."""
        return bool(_OF_CHANGES.search(self.name))


class SmallNumberRule(Struct, frozen=True):
    """Which numbers of an indicator are so small that they point at persons, and are withheld."""

    indicator_id: str
    threshold: int  # above 0 and below this is small; of a ratio the numerator counts
    public_in: tuple[str, ...]  # public documents that print such numbers: the rule is not for them
    reason: str


class GlossaryEntry(Struct, frozen=True):
    """One term that pages explain where it stands; the definition is a document's, or this record's own."""

    entry_id: str
    term: str
    term_en: str
    forms: tuple[str, ...]  # what a page has to say for the term to be explained there
    definition: str
    definition_en: str
    document_id: str | None
    locator: str | None  # in the document
    address: str | None  # on this site, where there is no document


class Member(Struct, frozen=True):
    """One member of one breakdown: dimension `scope`, member `province`."""

    dimension_id: str
    dimension_name: str
    dimension_name_en: str
    member_id: str
    name: str
    name_en: str
    sort_order: int
    level: Level | None = None  # of the units that did it; None where the member does not say who did
