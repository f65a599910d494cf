"""What is too much for one page is parted by province: what lies where.

Above a limit (`page_tasks`) the page says how much there is in each province, and a page for each
province has the rows.  What one unit alone tells in its province, of
an association or an indicator, is read on the pages of that unit.  A province is the unit above all
others over a unit; those of today and the former ones are apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from generator import text, urls
from generator.measures import Measured
from generator.model import Unit
from generator.pages.view.context import Context, Link, dated

MOST_IN_PART = 60
"""Figures shown one by one for a province; of more, units stand side by side with their latest."""
MOST_FAILING = 200
"""Of these, where all but the failing ones are left to the pages of units."""
MOST_CHANGES = 500

_NONE_FAILING: Mapping[str, int] = MappingProxyType({})


class Part(Struct, frozen=True):
    """One province: its page of the parted whole, and how many of its units are in it."""

    link: Link
    units: int
    failing: int = 0  # relations that do not hold, where the page is about those


# What lies in which province -------------------------------------------------------------------


def in_province(measured: Measured, province_id: str, unit_ids: Iterable[str]) -> tuple[str, ...]:
    """Return those of some units that lie in a province, itself first, then its units from above."""
    wanted = set(unit_ids)
    return tuple(one for one in (province_id, *measured.inside[province_id]) if one in wanted)


def below(context: Context, unit_id: str) -> Iterator[Unit]:
    """Yield every unit that ever lay below one, districts before their communes."""
    return map(context.unit, context.measured.inside[unit_id])


def with_figures(context: Context) -> tuple[Part, ...]:
    """Return the provinces whose units have figures, each linked to the directory of its units."""
    found = context.measured.territory.by_province(context.measured.reporting)
    return tuple(part for _, part in named_parts(context, found))


def named_parts(context: Context, found: Mapping[str, Sequence[str]]) -> list[tuple[str, Part]]:
    """Return provinces by name, each with its id and its directory as a part."""
    ranked = sorted(found, key=lambda name: _named(context.unit(name)))
    return [(name, _directory(context, name, found[name])) for name in ranked]


def _directory(context: Context, province_id: str, inside: Sequence[str]) -> Part:
    """Return the directory that has the most of some units of a province: it may have two."""
    province = context.unit(province_id)
    rows = Counter(urls.directory(context.unit(unit_id), province) for unit_id in inside)
    address = max(rows, key=lambda one: (rows[one], one))
    return Part(Link(dated(province.full_name, province), context.to(address)), len(inside))


def parts_of(
    context: Context,
    whole: str,
    unit_ids: Iterable[str],
    failing: Mapping[str, int] = _NONE_FAILING,
    alone: Callable[[Unit], str] | None = None,
) -> tuple[Part, ...]:
    """Return the provinces of some units by name, each with its part of the page that is at `whole`.

    A province where one unit alone tells of it may have no part: then `alone` is where the unit does.
    """
    found = context.measured.territory.by_province(unit_ids)
    ranked = sorted(found, key=lambda name: _named(context.unit(name)))
    return tuple(
        Part(
            _of_one(context, name, found[name][0], alone)
            if alone is not None and len(found[name]) == 1
            else context.part_link(name, whole),
            len(found[name]),
            sum(failing.get(one, 0) for one in found[name]),
        )
        for name in ranked
    )


def _of_one(context: Context, province_id: str, unit_id: str, address: Callable[[Unit], str]) -> Link:
    """Return the link to one unit, named after its province where it is another."""
    unit = context.unit(unit_id)
    names = [dated(context.unit(name).full_name, context.unit(name)) for name in (province_id, unit_id)]
    return Link(" · ".join(dict.fromkeys(names)), context.to(address(unit)))


def _named(province: Unit) -> tuple[object, ...]:
    return text.collation_key(province.name), province.ended, province.unit_id
