"""The figures of one indicator that may be compared, one row a unit, and how that file is described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import text, urls
from generator.analysis import Comparison
from generator.downloads import csv_text
from generator.downloads.catalogue import Descriptor, published
from generator.measures import Measured, Territory
from generator.model import Register

_UNIT_COLUMNS = ("unit_id", "unit_name", "unit_place", "level", "state")


def compared_csv(register: Register, comparisons: Sequence[Comparison]) -> bytes:
    """Return a column for each period, organisation and breakdown; an empty cell is not compared.

    Only rows of one level and state are alike.
    """
    columns = tuple(dict.fromkeys(one.column for one in comparisons))
    cells: dict[str, dict[str, str]] = {}
    for one in comparisons:
        for unit_id, value in one.values:
            cells.setdefault(unit_id, {})[one.column] = value
    rows = (
        (*_unit(register, unit_id), *(cells[unit_id].get(column) for column in columns))
        for unit_id in register.units
        if unit_id in cells
    )
    return csv_text.for_machines((*_UNIT_COLUMNS, *columns), rows)


def _unit(register: Register, unit_id: str) -> tuple[str, ...]:
    unit = register.units[unit_id]
    above = (register.units[name].full_name for name in Territory(register).above(unit_id))
    return unit_id, unit.full_name, ", ".join(above), unit.level, "former" if unit.ended else "in_force"


def described(register: Register, measured: Measured) -> Iterator[Descriptor]:
    """Yield the descriptor of each file with all its columns, those of the unit as the contract has them."""
    for resource, name in zip(resources(register, measured), measured.comparisons, strict=True):
        by_column = {one.column: one for one in measured.comparisons[name]}
        fields = [*published()["compared_unit"], *(_column(register, one) for one in by_column.values())]
        schema = {"fields": fields, **published()["compared_keys"]}
        yield {**resource, "type": "table", "encoding": "utf-8", "schema": schema}


def resources(register: Register, measured: Measured) -> Iterator[Descriptor]:
    """Yield the name, path and meaning of each file, whatever its columns are."""
    for name in measured.comparisons:
        indicator, path = register.indicators[name], urls.compared_path(register.indicators[name])
        words = {
            key: wording.format(name=indicator.name, name_en=indicator.name_en)
            for key, wording in published()["compared"].items()
        }
        file = {"name": f"so-sanh-{indicator.slug}", "path": path, "format": "csv", "mediatype": "text/csv"}
        yield {**file, **words}


def _column(register: Register, one: Comparison) -> Descriptor:
    bodies = [register.organisations[one.organisation_id]] if one.organisation_id else []
    nouns = [one.noun] if one.noun else []
    members = [register.members[pair] for pair in one.breakdown]
    groups_en = [f"{member.dimension_name_en}: {member.name_en}" for member in members]
    return {
        "name": one.column,
        "type": "number",
        "title": "; ".join(
            (text.period(one.period), *(body.name for body in bodies), *group_names(register, one))
        ),
        "title_en": "; ".join((one.period.code, *(body.name_en for body in bodies), *groups_en, *nouns)),
        **published()["compared_column"],
    }


def group_names(register: Register, one: Comparison) -> list[str]:
    """Return the breakdowns of a comparison in words, and the noun where documents count by another one."""
    members = (register.members[pair] for pair in one.breakdown)
    groups = [f"{member.dimension_name}: {member.name}" for member in members]
    return [*groups, *([one.noun] if one.noun else ())]
