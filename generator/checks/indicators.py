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
    """Yield rows that stand where an earlier one of their list does, with the first place after all."""
    refused = tables.refused_rows(table, ("sort_order", *parts))
    cells = [cell for _, cell in tables.rows(table, ("sort_order", *parts))]
    for rows in tables.sharing(table, (*parts, "sort_order")):
        first, *others = [row for row in rows if row not in refused] or [0]
        for row in others:
            taken = [int(order) for order, *own in cells if own == list(cells[row][1:]) and order.isdecimal()]
            facts = {"found": cells[row][0], "first": str(tables.place(table, first).line)}
            facts["suggestion"] = str(max(taken) + 1)
            yield tables.place(table, row).problem("sort_order", "sort-order-repeated", **facts)
