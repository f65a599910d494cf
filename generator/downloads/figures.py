"""Figures in one table: spelt out for people, and in the contract's columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator import text, urls
from generator.downloads import csv_text
from generator.downloads.csv_text import Cell
from generator.measures import Measured
from generator.model import Breakdown, Observation, Register
from generator.schema import Contract

FIGURE_COLUMNS = (
    "figure_id",
    "unit_id",
    "unit_name",
    "organisation_id",
    "organisation_name",
    "indicator_id",
    "indicator_name",
    "breakdown",
    "breakdown_name",
    "period_start",
    "period_end",
    "period_basis",
    "value",
    "unit_of_measure",
    "qualifier",
    "missing",
    "value_text",
    "document_id",
    "document_title",
    "locator",
    "address",
    "numerator",
    "denominator",
    "note",
    "document_status",
    "contradictions",
)


Row = Mapping[str, Cell]
"""One figure by the names of `FIGURE_COLUMNS`, in their order."""


def figure_rows(
    register: Register, measured: Measured, figures: Iterable[Observation], contract: Contract
) -> Iterator[Row]:
    """Yield one row per figure, ids beside names, with the permanent address of each."""
    return (_figure(register, measured, figure, contract) for figure in figures)


def figures_csv(rows: Iterable[Row]) -> bytes:
    """Return the rows of figures as CSV."""
    return csv_text.for_machines(FIGURE_COLUMNS, (tuple(row.values()) for row in rows))


def figures_json(rows: Iterable[Row]) -> bytes:
    """Return the same rows as a JSON array, one figure a line; a missing value is null."""
    lines = map(_json_object, rows)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def observations_csv(figures: Iterable[Observation], contract: Contract) -> bytes:
    """Return observations in the contract's columns, behind unit and figure id."""
    columns = ("unit_id", "figure_id", *contract.resources["observations"].columns)
    rows = ([_cell(figure, column) for column in columns] for figure in figures)
    return csv_text.for_machines(columns, rows)


def _figure(
    register: Register, measured: Measured, observation: Observation, contract: Contract
) -> dict[str, Cell]:
    unit = register.units[observation.unit_id]
    document = register.documents[observation.document_id]
    indicator = register.indicators[observation.indicator_id]
    body = observation.organisation_id
    return {
        "figure_id": observation.figure_id,
        "unit_id": observation.unit_id,
        "unit_name": unit.full_name,
        "organisation_id": body,
        "organisation_name": register.organisations[body].name if body else None,
        "indicator_id": observation.indicator_id,
        "indicator_name": indicator.name,
        "breakdown": _breakdown(observation.breakdown),
        "breakdown_name": breakdown_name(register, observation.breakdown),
        "period_start": observation.period.start,
        "period_end": observation.period.end,
        "period_basis": observation.period_basis,
        "value": observation.value,
        "unit_of_measure": indicator.unit_of_measure,
        "qualifier": observation.qualifier,
        "missing": observation.missing,
        "value_text": observation.value_text,
        "document_id": observation.document_id,
        "document_title": document.title,
        "locator": observation.locator,
        "address": urls.figure(unit, observation, contract.figure_pages),
        "numerator": observation.numerator,
        "denominator": observation.denominator,
        "note": observation.note,
        "document_status": document.status,
        "contradictions": _contradictions(measured, observation),
    }


_JSON_TEXT = json.JSONEncoder(ensure_ascii=False)


def _contradictions(measured: Measured, observation: Observation) -> str | None:
    """Return the relations with the figure that do not hold."""
    found = measured.findings_of_figure.get(observation.figure_id, ())
    return " | ".join(one.relation_id for one in found if one.fails) or None


def _json_object(row: Mapping[str, Cell]) -> str:
    """Return one row as JSON whose numbers keep every digit (a float would not)."""
    pairs = (f"{json.dumps(name)}: {_json_value(cell)}" for name, cell in row.items())
    return "{" + ", ".join(pairs) + "}"


def _json_value(cell: Cell) -> str:
    if cell is None:
        return "null"
    if isinstance(cell, Decimal):
        return text.plain(cell)
    return _JSON_TEXT.encode(csv_text.written(cell))


def _cell(observation: Observation, column: str) -> Cell:
    if column == "breakdown":
        return _breakdown(observation.breakdown)
    if column in ("period_start", "period_end"):
        return observation.period.start if column == "period_start" else observation.period.end
    cell: Cell = getattr(observation, column)
    return cell


def _breakdown(breakdown: Breakdown) -> str | None:
    return ";".join(f"{dimension}={member}" for dimension, member in breakdown) or None


def breakdown_name(register: Register, breakdown: Breakdown) -> str | None:
    """Return the names of dimensions and members; None for the total."""
    members = (register.members[pair] for pair in breakdown)
    return "; ".join(f"{member.dimension_name}: {member.name}" for member in members) or None
