"""Indicators: what is counted one by one has no decimals, and each row of a list has its own place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.tables import Tables
from generator.nouns import is_counted
from generator.problems import Problem

_LISTS = {
    "organisations": (),
    "topics": (),
    "indicators": ("topic",),
    "dimensions": ("dimension_id",),
    "forms": ("form_id",),
}
"""The tables whose rows stand in an order of their own, each with what parts it into lists."""


def check_indicators(tables: Tables) -> Iterator[Problem]:
    """Yield indicators that count in fractions, and rows of any list that want the same place."""
    units = tables.raw("indicators", "unit_of_measure")
    for row, decimals in enumerate(tables.parsed("indicators", "decimals")):
        if decimals and is_counted(units[row]):
            facts = {"found": str(decimals), "unit": units[row]}
            yield tables.place("indicators", row).problem("decimals", "decimals-of-a-count", **facts)
    for table, parts in _LISTS.items():
        yield from _same_place(tables, table, parts)


def _same_place(tables: Tables, table: str, parts: tuple[str, ...]) -> Iterator[Problem]:
    refused = tables.refused_rows(table, ("sort_order", *parts))
    orders = tables.raw(table, "sort_order")
    for rows in tables.sharing(table, (*parts, "sort_order")):
        first, *others = [row for row in rows if row not in refused] or [0]
        for row in others:
            facts = {"found": orders[row], "first": str(tables.place(table, first).line)}
            facts["suggestion"] = str(max(map(int, filter(str.isdecimal, orders))) + 1)
            yield tables.place(table, row).problem("sort_order", "sort-order-repeated", **facts)
