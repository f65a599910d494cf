"""Arithmetic relations as rows: what the source states, what its parts give, the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import urls
from generator.downloads import csv_text
from generator.downloads.csv_text import Cell
from generator.measures import Finding, Measured
from generator.measures.arithmetic import failing_first
from generator.model import Register, Term

FINDING_COLUMNS = (
    "relation_id",
    "kind",
    "status",
    "unit_id",
    "unit_name",
    "document_id",
    "document_title",
    "locator",
    "stated_figure",
    "terms",
    "stated",
    "computed",
    "difference",
    "bounded",
    "basis",
    "explained_by",
    "note",
    "address",
)


def findings_csv(register: Register, measured: Measured, findings: Iterable[Finding]) -> bytes:
    """Return one row per relation, those that fail first, as on the quality page."""
    return csv_text.for_machines(FINDING_COLUMNS, finding_rows(register, measured, findings))


def finding_rows(
    register: Register, measured: Measured, findings: Iterable[Finding]
) -> Iterator[tuple[Cell, ...]]:
    """Yield these rows, in the order of `FINDING_COLUMNS`."""
    for one in failing_first(findings):
        yield (*_row(register, one), _address(register, measured, one))


def _row(register: Register, finding: Finding) -> tuple[Cell, ...]:
    return (
        finding.relation_id,
        finding.kind,
        finding.verdict,
        finding.unit_id,
        register.units[finding.unit_id].full_name,
        finding.document_id,
        register.documents[finding.document_id].title,
        finding.locator,
        " + ".join(_term(term) for term in finding.stated_terms),
        " | ".join(_term(term) for term in finding.terms),
        finding.stated,
        finding.computed,
        finding.difference,
        "yes" if finding.bounded else "no",
        finding.basis,
        finding.explained_by,
        finding.note,
    )


def _address(register: Register, measured: Measured, finding: Finding) -> str:
    """Return the row of a relation: on the page of its unit, where it stands however many there are."""
    if finding.unit_id in measured.has_page:
        return urls.relation_in_unit(register.units[finding.unit_id], finding.relation_id)
    return urls.relation(finding.relation_id)


def _term(term: Term) -> str:
    """Return the figure's id, with the part of it that counts, and for how many of a list it stands."""
    named = term.figure_id if term.part == "value" else f"{term.figure_id}@{term.part}"
    return named if term.times == 1 else f"{named}*{term.times}"
