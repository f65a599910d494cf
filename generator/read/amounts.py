"""Numbers as the words beside them say: "45,5" beside "trên 45,5 triệu đồng" is 45500000.

A cell that is no plain number, or has more decimals than it may have, is often the number of the
source in the source's own unit or with its separators.  Where the text of the row plainly holds one
number with the same digits, that number is what to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.problems import Fault, Problem
from generator.read.printed import numbers_in, printed, scale_of
from generator.read.table import Table
from generator.schema import Resource
from generator.text import plain

_UNREAD = frozenset({"number-ambiguous", "number-decimal-comma", "number-grouped", "number-with-words"})
_QUESTIONS = frozenset({"number-ambiguous", "number-too-precise"})


def with_amounts(
    problems: Iterable[Problem], resource: Resource, tables: Mapping[str, Table]
) -> Iterator[Problem]:
    """Return the problems of one table; a value that its text explains is told with what to write."""
    if not resource.is_folder or "indicators" not in tables:
        yield from problems
        return
    listed, table = list(problems), tables[resource.name]
    units = dict(
        zip(tables["indicators"]["indicator_id"], tables["indicators"]["unit_of_measure"], strict=True)
    )
    asked = {(one.file, one.line): one for one in listed if one.code in _UNREAD and one.column == "value"}
    rows = zip(table["file"], table.lines, table["indicator_id"], table["value_text"], strict=True)
    for file, line, indicator_id, text in rows if asked else ():
        one = asked.get((file, line))
        if one is not None:
            fault = with_printed_amount(Fault(one.code, one.facts), text, units.get(indicator_id, ""))
            asked[file, line] = Problem(file, line, one.column, *fault)
    yield from (asked.get((one.file, one.line), one) if one.column == "value" else one for one in listed)


def with_printed_amount(fault: Fault, text: str, unit: str) -> Fault:
    """Return the fault of a value with the number that its text has in the same digits, where it has one."""
    cell, amount = fault.facts["found"], amount_of(text, unit)
    if amount in (None, cell) or _digits(amount) != _digits(cell):
        return fault
    facts = {"found": cell, "printed": text, "suggestion": amount}
    is_scaled = len(amount) > len("".join(filter(str.isdigit, text)))
    if is_scaled and len(amount) > len(cell):
        return Fault("number-in-other-unit", {**facts, "unit": unit})
    return Fault(fault.code, {**fault.facts, **facts}) if fault.code in _QUESTIONS else fault


def amount_of(text: str, unit: str) -> str | None:
    """Return the one number that a text means, where unit and text leave one meaning."""
    stated = printed(text)
    if stated is None or stated.under or len(stated.numbers) != 1:
        return None
    measured = numbers_in(stated, unit)
    if measured is None and (scale_of(unit) > 1 or stated.is_percent):
        return None
    return plain((measured or stated.numbers)[0].normalize())


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number)).strip("0")
