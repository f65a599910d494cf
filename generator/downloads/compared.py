"""The figures of one indicator that may be compared, one row a unit, and how that file is described."""

from __future__ import annotations

from collections.abc import Iterator

from generator import text, urls
from generator.analysis import Comparison, Spread
from generator.downloads import sheet
from generator.downloads.catalogue import Descriptor, published
from generator.measures import Measured
from generator.model import Register

_UNIT_COLUMNS = ("unit_id", "unit_name")


def compared_csv(register: Register, comparison: Comparison) -> bytes:
    """Return a column for each period, organisation and breakdown; an empty cell is not compared."""
    rows = ((unit_id, register.units[unit_id].full_name, *cells) for unit_id, cells in comparison.rows)
    return sheet.for_machines((*_UNIT_COLUMNS, *comparison.columns), rows)


def compared_files(register: Register, measured: Measured) -> dict[str, bytes]:
    """Return the files of all indicators by their paths."""
    found = measured.comparisons.items()
    return {urls.compared_path(register.indicators[name]): compared_csv(register, one) for name, one in found}


def described(register: Register, measured: Measured) -> Iterator[Descriptor]:
    """Yield the descriptor of each file with all its columns, those of the unit as the contract has them."""
    for resource, name in zip(resources(register, measured), measured.comparisons, strict=True):
        spreads = {spread.column: spread for spread in measured.comparisons[name].spreads}
        fields = [*published()["compared_unit"], *(_column(register, one) for one in spreads.values())]
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


def _column(register: Register, spread: Spread) -> Descriptor:
    bodies = [register.organisations[spread.organisation_id]] if spread.organisation_id else []
    nouns = [spread.noun] if spread.noun else []
    members = [register.members[pair] for pair in spread.breakdown]
    groups = [f"{member.dimension_name}: {member.name}" for member in members]
    groups_en = [f"{member.dimension_name_en}: {member.name_en}" for member in members]
    return {
        "name": spread.column,
        "type": "number",
        "title": "; ".join((text.period(spread.period), *(body.name for body in bodies), *groups, *nouns)),
        "title_en": "; ".join((spread.period.code, *(body.name_en for body in bodies), *groups_en, *nouns)),
        **published()["compared_column"],
    }
