"""Figures: a value or a reason, periods, units in force, decimals, and the parts of ratios."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from generator.checks.sources import is_ahead, sources_of_figures
from generator.checks.tables import Tables, UnitRow
from generator.problems import Fault, Problem
from generator.read import values
from generator.read.amounts import amount_of, with_printed_amount

_SPANS = {"observations", "documents", "relations", "organisation_status"}


def check_observations(tables: Tables) -> Iterator[Problem]:
    """Yield faults within single rows of figures; missing units and ids are a matter of references."""
    for table in sorted(_SPANS):
        yield from _reversed_periods(tables, table)
    yield from _values(tables)
    yield from _parts(tables)
    yield from _decimals(tables)
    yield from _units_in_force(tables)


def _reversed_periods(tables: Tables, table: str) -> Iterator[Problem]:
    starts, ends = tables.parsed(table, "period_start"), tables.parsed(table, "period_end")
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is not None and end is not None and start > end:
            facts = {"start": str(start), "end": str(end)}
            yield tables.place(table, row).problem("period_end", "dates-reversed", **facts)


def _values(tables: Tables) -> Iterator[Problem]:
    """Yield rows with a value and a reason for its absence, or neither, or a bound or no words for it."""
    units = dict(tables.pairs("indicators", "indicator_id", "unit_of_measure"))
    columns = ("value", "missing", "qualifier", "value_text", "indicator_id")
    for place, (value, missing, qualifier, text, indicator_id) in tables.rows("observations", columns):
        if value and missing:
            yield place.problem("missing", "value-and-missing", value=value, missing=missing)
        elif not value and not missing:
            meant = amount_of(text, units.get(indicator_id, ""))
            facts = {"printed": text, "suggestion": meant} if meant else {}
            yield place.problem("value", "value-missing-unexplained", **facts)
        elif value and not text:
            yield place.problem("value_text", "printed-missing", found=value)
        if qualifier and not value:
            yield place.problem("qualifier", "qualifier-without-value", found=qualifier)


# Parts of ratios and decimals ----------------------------------------------------------------


def _parts(tables: Tables) -> Iterator[Problem]:
    """Yield rows with one part of a ratio, or with more done than there was to do."""
    kinds = dict(tables.pairs("indicators", "indicator_id", "kind"))
    columns = zip(
        tables.rows("observations", ("indicator_id", "numerator", "denominator")),
        tables.parsed("observations", "numerator"),
        tables.parsed("observations", "denominator"),
        strict=True,
    )
    for (place, (indicator_id, over, under)), numerator, denominator in columns:
        if bool(over) != bool(under):
            given, absent = ("numerator", "denominator") if over else ("denominator", "numerator")
            yield place.problem(absent, "ratio-part-missing", given=given)
        elif kinds.get(indicator_id) == "completeness" and _exceeds(numerator, denominator):
            facts = {"numerator": over, "denominator": under}
            yield place.problem("numerator", "numerator-exceeds-denominator", **facts)


def _exceeds(numerator: Decimal | None, denominator: Decimal | None) -> bool:
    return numerator is not None and denominator is not None and numerator > denominator


def _decimals(tables: Tables) -> Iterator[Problem]:
    """Yield numbers with more decimals than their indicator has: `1.875` members is a question."""
    allowed = _decimals_by_indicator(tables)
    units = dict(tables.pairs("indicators", "indicator_id", "unit_of_measure"))
    columns = ("indicator_id", "value_text", "value", "numerator", "denominator")
    for place, (indicator_id, text, *cells) in tables.rows("observations", columns):
        for column, cell in zip(columns[2:], cells, strict=True):
            if "." in cell and (indicator_id, column) in allowed:
                fault = _precision_fault(cell, allowed[indicator_id, column])
                if fault is not None:
                    beside = text if column == "value" else ""
                    fault = with_printed_amount(fault, beside, units[indicator_id])
                    yield Problem(place.file, place.line, column, *fault)


def _decimals_by_indicator(tables: Tables) -> Mapping[tuple[str, str], int]:
    """Return the decimals of each indicator and of its parts; parts without an indicator are whole."""
    columns = ("indicator_id", "numerator_id", "denominator_id")
    decimals = dict(
        zip(tables.raw("indicators", "indicator_id"), tables.parsed("indicators", "decimals"), strict=True)
    )
    found: dict[tuple[str, str], int | None] = {}
    for _, (indicator_id, over, under) in tables.rows("indicators", columns):
        found[indicator_id, "value"] = decimals[indicator_id]
        found[indicator_id, "numerator"] = decimals.get(over, 0)
        found[indicator_id, "denominator"] = decimals.get(under, 0)
    return {key: int(digits) for key, digits in found.items() if digits is not None}


def _precision_fault(cell: str, digits: int) -> Fault | None:
    whole, _, fraction = cell.partition(".")
    if not cell.isascii() or not f"{whole}{fraction}".isdigit() or len(fraction) <= digits:
        return None
    question = values.two_readings(cell)
    if question is not None:
        return question
    if not fraction.strip("0"):
        return Fault("number-trailing-zeros", {"found": cell, "suggestion": whole})
    return Fault("number-too-precise", {"found": cell, "decimals": str(digits)})


# Units in force ------------------------------------------------------------------------------


def _units_in_force(tables: Tables) -> Iterator[Problem]:
    """Yield figures of a time at which their unit did not exist, with the unit that was meant."""
    relatives, known = cache(lambda: _relatives(tables)), sources_of_figures(tables)
    columns = zip(
        tables.rows("observations", ("unit_id", "missing", "document_id")),
        tables.parsed("observations", "period_start"),
        tables.parsed("observations", "period_end"),
        strict=True,
    )
    for (place, (unit_id, missing, document_id)), start, end in columns:
        unit = tables.unit(unit_id)
        if unit is None or start is None or end is None or start > end or missing == "unit_did_not_exist":
            continue
        if is_ahead(known.get(document_id), end):
            continue  # the period is wrong, not the unit
        if not unit.existed_in(start, end):
            facts = {"unit": unit_id, "span": unit.span, "period": f"{start}–{end}"}
            meant = next((row.unit_id for row in relatives()[unit_id] if row.existed_in(start, end)), None)
            yield place.problem("period_start", "unit-not-in-force", **facts, **_suggested(meant))


def _suggested(meant: str | None) -> dict[str, str]:
    return {"suggestion": meant} if meant else {}


def _relatives(tables: Tables) -> Mapping[str, list[UnitRow]]:
    """Return for each unit those it may be confused with: of the same code, then by a change."""
    units = {row.unit_id: row for row in reversed(list(map(UnitRow, *tables.units)))}
    by_code: defaultdict[tuple[str, str], list[UnitRow]] = defaultdict(list)
    for row in sorted(units.values(), key=lambda row: row.unit_id):
        by_code[row.level, row.code].append(row)
    related: defaultdict[str, list[UnitRow]] = defaultdict(list)
    for row in units.values():
        related[row.unit_id] += [other for other in by_code[row.level, row.code] if other is not row]
    for _, (before, after) in sorted(
        tables.rows("unit_changes", ("from_unit_id", "to_unit_id")), key=lambda r: r[1]
    ):
        if before in units and after in units:
            related[before].append(units[after])
            related[after].append(units[before])
    return related
