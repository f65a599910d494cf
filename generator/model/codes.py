"""The closed vocabularies of the record: what may stand in a column of codes, as the contract has it."""

from __future__ import annotations

from typing import Literal, get_args

Level = Literal["tinh", "huyen", "xa"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the highest to the lowest."""
Scope = Literal["province", "district", "commune"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""The levels that an association works at, as LEVELS."""
ChangeKind = Literal["whole", "part", "unchanged", "renamed", "type_changed"]
"""What became of a predecessor."""
Family = Literal["front", "sociopolitical", "association", "fund", "group"]
IndicatorKind = Literal["stock", "flow", "ratio", "completeness"]
Qualifier = Literal[">=", "<=", "~"]
Missing = Literal["not_reported", "not_applicable", "not_collected", "withheld", "unit_did_not_exist"]
PeriodBasis = Literal["stated", "inferred", "open"]
"""Whether the source states a period, the makers of the record infer it, or it is stated vaguely."""
DocumentStatus = Literal["draft", "template", "issued", "in_force", "amended", "replaced", "unknown"]
Reference = Literal["cites", "implements", "amends", "replaces", "issued_after"]
BodyStatus = Literal["assigned", "named"]
SetAsideReason = Literal[
    "date", "duration", "document_number", "numbering", "name", "out_of_scope", "no_indicator"
]
"""Why a number in a document is not among the figures."""
NO_INDICATOR: SetAsideReason = "no_indicator"
"""It is a figure, which the record cannot hold yet; all other reasons say why a number is none."""
Asked = Literal["all", "each", "none"]
RelationKind = Literal["sum", "ratio", "repetition", "count", "units", "names"]
AnyRelationKind = RelationKind | Literal["part", "parts", "share", "jump"]
"""Also those that no row declares: they follow from general rules."""
PartsBasis = Literal["complete", "illustrative", "unvalued", "different_quantities"]
"""How complete the parts of a relation are."""
AnyBasis = PartsBasis | Literal["different_documents", "other_period"]
RevisionKind = Literal["revision", "correction"]
RevisedField = Literal[
    "value",
    "numerator",
    "denominator",
    "qualifier",
    "missing",
    "value_text",
    "period_basis",
    "unit_of_measure",
    "kind",
    "moved",
    "withdrawn",
]
RedirectKind = Literal["redirect", "slug", "tombstone"]
