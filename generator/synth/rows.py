"""What a made-up report comes to: rows of figures and relations, cells as text."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field


class Row(NamedTuple):
    """One row of observations/<unit_id>.csv, cells as text."""

    organisation_id: str
    indicator_id: str
    breakdown: str
    period_start: str
    period_end: str
    period_basis: str
    value: str
    numerator: str
    denominator: str
    qualifier: str
    missing: str
    value_text: str
    document_id: str
    locator: str
    note: str = ""


class RelationRow(NamedTuple):
    """One row of relations.csv, cells as text."""

    relation_id: str
    kind: str
    unit_id: str
    period_start: str
    period_end: str
    document_id: str
    locator: str
    stated: str
    terms: str
    tolerance: str = "0"
    basis: str = "complete"
    follows_from: str = ""
    note: str = ""


class Report(Struct):
    """What one unit reports; `claims` counts everything arithmetic that the site will evaluate."""

    figures: list[Row] = field(default_factory=list)
    relations: list[RelationRow] = field(default_factory=list)
    claims: int = 0
    wrong: int = 0


def document_id(unit_id: str) -> str:
    return f"gia-lap-{unit_id}"
