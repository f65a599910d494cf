"""A figure as it is frozen: the cells of its row as text, under the names of the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.errors import GeneratorError
from generator.model import Indicator, Observation, Period
from generator.read import figure_ids, numbering
from generator.read.figure_ids import Identity
from generator.read.release_snapshots import (
    ADDRESSES,
    FIGURES,
    MEANINGS,
    RULES,
    SUMS,
    Meant,
    Row,
    Snapshot,
    sums_of,
)
from generator.read.table import Table

COLUMNS = (
    "figure_id",
    "unit_id",
    "organisation_id",
    "indicator_id",
    "breakdown",
    "period_start",
    "period_end",
    "period_basis",
    "value",
    "numerator",
    "denominator",
    "qualifier",
    "missing",
    "value_text",
    "document_id",
    "locator",
    "note",
)
OF_RULES = ("indicator_id", "threshold", "public_in", "reason")
FIELDS = ("value", "numerator", "denominator", "qualifier", "missing", "value_text", "period_basis")
"""The cells of a figure that do not change without a row in revisions.csv.

What else identifies a figure is in its id, which changes with it; locator and note explain a figure
and may be bettered.
"""
OF_INDICATOR = ("unit_of_measure", "kind")
"""What a figure takes from its indicator, and what does not change without a row either."""
_SINCE = frozenset({"period_basis", *OF_INDICATOR})
"""What the first releases said nothing of."""
_NUMBERS = frozenset({"value", "numerator", "denominator"})

Cells = tuple[str, ...]
"""What stands in `FIELDS` and `OF_INDICATOR`."""
Counted = Mapping[str, tuple[str, ...]]
"""Indicator: what stands in `OF_INDICATOR`."""


def rows_of(table: Table, newest: Snapshot | None) -> Iterator[Row]:
    """Yield the rows of the observations as they are frozen, in the order of the table."""
    identities = figure_ids.identities_of([table[name] for name in Identity._fields])
    _, ids = numbering.named(identities, table["locator"], newest)
    names = [name for name in COLUMNS if name in table.columns]
    cells = zip(*(table[name] for name in names), strict=True)
    for figure_id, own in zip(ids, cells, strict=True):
        yield {**dict.fromkeys(COLUMNS, ""), **dict(zip(names, own, strict=True)), "figure_id": figure_id}


def cells_of(row: Row, counted: Counted) -> Cells:
    """Return the cells of a frozen row that may not change without a revision."""
    own = (row[name] for name in FIELDS)
    return (*own, *counted.get(row["indicator_id"], ("",) * len(OF_INDICATOR)))


def is_change(field: str, old: str, new: str) -> bool:
    """Whether a cell says something else than it said, where the release said anything of it."""
    return old != new and (bool(old) or field not in _SINCE)


def cells_of_figure(figure: Observation, indicators: Mapping[str, Indicator]) -> Cells:
    """Return the same of a figure of the record."""
    own = (_text(getattr(figure, name)) for name in FIELDS)
    return (*own, *(getattr(indicators[figure.indicator_id], name) for name in OF_INDICATOR))


def _text(value: Any) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def observation_of(row: Row) -> Observation:
    """Return the figure that a frozen row tells of."""
    try:
        named: dict[str, Any] = {
            name: _value(row, name) for name in Observation.__struct_fields__ if name in row
        }
        period = Period(date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
    except (ValueError, InvalidOperation) as error:
        raise GeneratorError("snapshot-unreadable", {"path": FIGURES}) from error
    return Observation(**{**named, "period": period})


def _value(row: Row, name: str) -> object:
    cell = row[name]
    if name == "breakdown":
        pairs = (part.partition("=") for part in cell.split(";")) if cell else ()
        return tuple(sorted((dimension, member) for dimension, _, member in pairs))
    if name in _NUMBERS:
        return Decimal(cell) if cell else None
    if name == "period_basis":
        return cell or "stated"  # a release that says nothing of it showed every period unmarked
    return cell or None


# The files of a snapshot -------------------------------------------------------------------------


def files_of(
    rows: Iterable[Row],
    addresses: Iterable[str],
    meanings: Mapping[Meant, str],
    rules: Iterable[tuple[str, ...]] = (),
) -> dict[str, bytes]:
    """Return the files of a snapshot by name; the same record gives the same bytes."""
    ordered = sorted(rows, key=lambda row: (row["unit_id"], row["figure_id"]))
    kept = sorted(rules)
    files = {
        FIGURES: _csv(COLUMNS, ([row[name] for name in COLUMNS] for row in ordered)),
        ADDRESSES: _csv(("address",), ([address] for address in sorted(set(addresses)))),
        MEANINGS: _csv(("table", "id", "column", "text"), ((*at, meanings[at]) for at in sorted(meanings))),
    }
    if kept:
        files[RULES] = _csv(OF_RULES, kept)
    return {**files, SUMS: sums_of(files)}


def line_of(cells: Sequence[str]) -> str:
    """Return one line of a CSV file without its end."""
    return _csv(cells, ()).decode().removesuffix("\n")


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((header, *rows))
    return text.getvalue().encode()


def by_unit(rows: Iterable[Row]) -> Mapping[str, dict[str, Row]]:
    """Return frozen rows by unit and id."""
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["unit_id"], {})[row["figure_id"]] = row
    return found
