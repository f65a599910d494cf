"""Figures, the arithmetic that ties them together, and what was published of them when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from generator.model.codes import (
    AnyBasis,
    AnyRelationKind,
    Missing,
    PeriodBasis,
    Qualifier,
    RedirectKind,
    RevisedField,
    RevisionKind,
)
from generator.model.periods import Period
from generator.model.subjects import Breakdown

EACH, UNIT = "each", "unit"
"""How figures are addressed: each by a page of its own, or by its row on the page of its unit."""


class Observation(Struct, frozen=True):
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
    qualifier: Qualifier | None  # None is exact
    missing: Missing | None
    value_text: str | None
    document_id: str
    locator: str
    note: str | None
    occurrence: int = 1  # 2 where the same document states the same thing a second time
    period_basis: PeriodBasis = "stated"


class Term(Struct, frozen=True):
    """What a relation points at: one observation, or its numerator or denominator.

    Where it counts what other tables have, `figure_id` is what is counted: a type of units, or the
    names of a scope and a status (`province/assigned`).
    """

    figure_id: str
    part: str = "value"  # value, numerator, denominator; units, names
    unit_id: str = ""  # the unit it is about
    times: int = 1  # for how many of what is listed it stands: one value may be of two works

    @property
    def is_figure(self) -> bool:
        return self.part not in ("units", "names")


class Relation(Struct, frozen=True):
    """An arithmetic relation that must hold between a stated figure and others.

    Where a document states no total, a list is counted against several figures together.
    """

    relation_id: str
    kind: AnyRelationKind
    unit_id: str
    document_id: str
    locator: str
    stated: Term
    terms: tuple[Term, ...]
    tolerance: Decimal
    basis: AnyBasis
    follows_from: str | None  # the relation whose failure would explain that this one fails
    note: str | None
    also_stated: tuple[Term, ...] = ()  # what is added to the stated figure

    @property
    def all_terms(self) -> tuple[Term, ...]:
        """All that it points at, what is stated first."""
        return (self.stated, *self.also_stated, *self.terms)


class Release(Struct, frozen=True):
    release_id: str
    released_on: date
    title: str
    note: str | None

    @property
    def is_called_by_day(self) -> bool:
        """Whether its id says no more than its day."""
        return self.release_id == self.released_on.isoformat()


class Revision(Struct, frozen=True):
    """One change of a figure that had been published."""

    figure_id: str
    unit_id: str
    kind: RevisionKind
    revised_on: date
    field: RevisedField
    old_value: str | None
    new_value: str | None
    reason: str
    release_id: str  # the release that had published the old value


class Renaming(Struct, frozen=True):
    """What an id of a release stood for, and what it stood for in the next one."""

    release_id: str
    next_id: str | None  # None where that is the record as it is
    table: str
    name: str  # the id; of a member of a breakdown `scope=commune`
    column: str
    old_value: str | None
    new_value: str | None


class Redirect(Struct, frozen=True):
    """One former address of the site: where it leads now, or why it leads nowhere."""

    address: str
    target: str | None
    kind: RedirectKind
    since: date
    reason: str
