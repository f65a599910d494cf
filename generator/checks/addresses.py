"""Every page once: no two rows of the data may claim the same address on the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator import urls
from generator.checks.tables import Place, Tables
from generator.model import Unit
from generator.problems import Problem

_SECTIONS = {"organisations": urls.ORGANISATIONS, "indicators": urls.INDICATORS}
_UNIT_COLUMNS = ("unit_id", "level", "code", "type", "name", "slug")


def check_addresses(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose page would overwrite the page of an earlier row."""
    for table, section in _SECTIONS.items():
        addresses = ((place, f"{section}{slug}/") for place, (slug,) in tables.rows(table, ("slug",)) if slug)
        yield from _repeated(addresses)
    yield from _repeated(_unit_addresses(tables))


def _unit_addresses(tables: Tables) -> Iterator[tuple[Place, str]]:
    """Yield the address of every unit once; a repeated id is a matter of keys."""
    seen: set[str] = set()
    for place, cells in tables.rows("units", _UNIT_COLUMNS):
        unit_id, level, code, kind, name, slug = cells
        if all(cells) and unit_id not in seen:
            seen.add(unit_id)
            yield place, urls.unit(Unit(unit_id, level, code, kind, name, None, None, None, slug, None))


def _repeated(addresses: Iterator[tuple[Place, str]]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for place, address in addresses:
        earlier = first.setdefault(address, place)
        if earlier is not place:
            yield place.problem("slug", "address-repeated", address=address, first=str(earlier.line))
