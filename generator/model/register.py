"""The whole record, every reference resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from generator.model.documents import (
    Account,
    Document,
    DocumentRelation,
    OrganisationStatus,
    Question,
    SetAside,
)
from generator.model.figures import Observation, Redirect, Relation, Release, Renaming, Revision
from generator.model.subjects import (
    GlossaryEntry,
    Indicator,
    Member,
    Organisation,
    SmallNumberRule,
    Topic,
    Unit,
    UnitChange,
)

Part = tuple[str, str, str | None]
"""Some of a unit's figures: the unit, a column of theirs (organisation_id …) and what stands there."""


class Land(Struct, frozen=True, kw_only=True):
    """The units and what became of them: the largest tables, and those that seldom change."""

    units: Mapping[str, Unit]
    changes: Sequence[UnitChange]
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successors: Mapping[str, tuple[UnitChange, ...]] = field(default_factory=dict)
    predecessors: Mapping[str, tuple[UnitChange, ...]] = field(default_factory=dict)


class Register(Land, frozen=True, kw_only=True):
    """The whole record, every reference resolved.  Mappings keep the official order.

    `organisations` to `published` are as tables and snapshots have them; all below follows from them.
    """

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
    glossary: Mapping[str, GlossaryEntry] = field(default_factory=dict)  # entry_id
    set_aside: Mapping[str, tuple[SetAside, ...]] = field(default_factory=dict)  # document_id
    accounts: Mapping[str, Account] = field(default_factory=dict)  # document_id
    frozen: Mapping[tuple[str, str], tuple[Observation, ...]] = field(default_factory=dict)
    """Release and unit: its figures as they were, of units with a later revision."""
    published: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Unit and figure, of all that was ever published: the first release that has it."""
    renamed: Sequence[Renaming] = ()
    """What names, definitions and units of measure were in earlier releases, from the oldest on."""
    release_files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The names of the files of every release: the first ones kept fewer."""
    unit_of: Mapping[str, str] = field(default_factory=dict)  # figure_id
    parts: Mapping[Part, tuple[Observation, ...]] = field(default_factory=dict)
    observations_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit_id
    relations_of: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)  # unit_id
    relations_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit_id: by other units
    relations_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # document_id: unit ids
    revisions_of: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)  # unit_id
    revisions_of_figure: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)  # figure_id
    documents_about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit_id
    refers_to: Mapping[str, tuple[DocumentRelation, ...]] = field(default_factory=dict)  # from
    referred_by: Mapping[str, tuple[DocumentRelation, ...]] = field(default_factory=dict)  # to
    status_in_unit: Mapping[str, tuple[OrganisationStatus, ...]] = field(default_factory=dict)
    status_of_body: Mapping[str, tuple[OrganisationStatus, ...]] = field(default_factory=dict)
    status_in_document: Mapping[str, tuple[OrganisationStatus, ...]] = field(default_factory=dict)
