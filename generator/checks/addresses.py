"""Every page once: no two rows of the data may claim the same address on the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from generator import urls
from generator.checks.tables import Tables
from generator.model import Unit
from generator.model.codes import Level
from generator.problems import Problem

_SECTIONS = {"organisations": urls.ORGANISATIONS, "indicators": urls.INDICATORS}
_OF_ADDRESS = ("unit_id", "level", "code", "type", "name", "slug")
_LIKE_A_DAY = re.compile("-[0-9]{8}$", re.MULTILINE)


def check_addresses(tables: Tables) -> Iterator[Problem]:
    """Yield rows whose page would overwrite the page of an earlier row."""
    for table, section in _SECTIONS.items():
        slugs = tables.raw(table, "slug")
        for rows in tables.sharing(table, ("slug",)):
            yield from _repeated(
                tables, table, ((row, f"{section}{slugs[row]}/") for row in rows if slugs[row])
            )
    yield from _units(tables)


def _units(tables: Tables) -> Iterator[Problem]:
    """Compare units of one code, where a slug ends like the day that tells later units apart.

    A repeated id is a matter of keys.
    """
    slugs, ids = tables.raw("units", "slug"), tables.raw("units", "unit_id")
    if _LIKE_A_DAY.search("\n".join(slugs)):
        for rows in tables.sharing("units", ("level", "code")):
            once = {ids[row]: row for row in reversed(rows)}
            yield from _repeated(tables, "units", _addresses(tables, sorted(once.values())))


def _addresses(tables: Tables, rows: Iterable[int]) -> Iterator[tuple[int, str]]:
    columns = [tables.raw("units", name) for name in _OF_ADDRESS]
    for row in rows:
        cells = [column[row] for column in columns]
        unit_id, level, code, kind, name, slug = cells
        if all(cells):
            known = cast("Level", level)
            yield row, urls.unit(Unit(unit_id, known, code, kind, name, None, None, None, slug, None))


def _repeated(tables: Tables, table: str, addresses: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, address in addresses:
        earlier = first.setdefault(address, row)
        if earlier != row:
            facts = {"address": address, "first": str(tables.place(table, earlier).line)}
            yield tables.place(table, row).problem("slug", "address-repeated", **facts)
