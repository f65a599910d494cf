"""The number of a row against the one that `value_text` prints: the same number, the same bound, and
a noun that counts what the indicator counts.

What a source says is entered twice, as a number and in its own words, and so a slip of the finger is
found.  A text that does not plainly hold one number is not compared (see `read.printed`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.checks.tables import Tables
from generator.nouns import noun_against
from generator.problems import Fault, Problem
from generator.read import values
from generator.read.printed import Printed, is_range, printed, scale_of
from generator.read.values import DIGITS_AT_MOST
from generator.text import plain


class _Row(NamedTuple):
    indicator_id: str
    value: str
    numerator: str
    denominator: str
    qualifier: str
    value_text: str


def check_printed(tables: Tables) -> Iterator[Problem]:
    """Yield numbers and bounds that are not what their text prints; each different row is judged once."""
    units = dict(tables.pairs("indicators", "indicator_id", "unit_of_measure"))
    rows = list(zip(*(tables.raw("observations", name) for name in _Row._fields), strict=True))
    others = {cells for cells in rows if not _is_the_number_itself(*cells)}
    faulty = {cells: faults for cells in others if (faults := _faults(_Row(*cells), units))}
    for row, cells in enumerate(rows) if faulty else ():
        place = tables.place("observations", row)
        for column, fault in faulty.get(cells, ()):
            yield Problem(place.file, place.line, column, *fault)


def _is_the_number_itself(
    _indicator_id: str, value: str, numerator: str, _denominator: str, qualifier: str, value_text: str
) -> bool:
    """Say of a row, at one glance, that its text is the whole number and nothing else: most are such."""
    return (
        value.isascii()
        and value.isdigit()
        and not qualifier
        and not numerator
        and (value_text == value or value_text == f"{int(value[:DIGITS_AT_MOST]):,}".replace(",", "."))
    )


def _faults(row: _Row, units: Mapping[str, str]) -> list[tuple[str, Fault]]:
    """Return what is wrong, by column; a row without a number or of an unknown indicator is not judged."""
    if not (row.value and row.value_text) or row.indicator_id not in units:
        return []
    unit, stated = units[row.indicator_id], printed(row.value_text)
    if stated is None and is_range(row.value_text):
        return [("value", Fault("printed-range", {"found": row.value, "printed": row.value_text}))]
    if stated is None:
        return [*_noun_contradicting(row, unit)]
    return [
        *_numbers_differing(row, stated, unit),
        *_parts_missing(row, stated, unit),
        *_bound_differing(row, stated),
        *_noun_contradicting(row, unit),
    ]


def _numbers_differing(row: _Row, stated: Printed, unit: str) -> Iterator[tuple[str, Fault]]:
    expected = [("value", row.value, _values(row, stated, unit))]
    if stated.under and row.numerator and row.denominator:
        expected.append(("numerator", row.numerator, stated.numbers))
        expected.append(("denominator", row.denominator, stated.under))
    for column, cell, numbers in expected:
        if numbers and _number(cell) not in (None, *numbers):
            facts = {"found": cell, "printed": row.value_text, "suggestion": plain(numbers[0].normalize())}
            yield column, Fault("printed-differs", facts)


def _parts_missing(row: _Row, stated: Printed, unit: str) -> Iterator[tuple[str, Fault]]:
    """Yield a percentage whose text has the parts that it is made of, and whose cells have not."""
    if unit == "%" and stated.under and not (row.numerator or row.denominator):
        parts = {"numerator": stated.numbers[0], "denominator": stated.under[0]}
        facts = {name: plain(part.normalize()) for name, part in parts.items()}
        yield "numerator", Fault("printed-parts-missing", {"printed": row.value_text, **facts})


def _values(row: _Row, stated: Printed, unit: str) -> tuple[Decimal, ...]:
    """Return what the value may be by its text; nothing where the text is about something else."""
    if unit == "%":
        return _shares(row, stated)
    if stated.is_percent or (stated.under and stated.under[0] < stated.numbers[0]):
        return ()
    scale = scale_of(unit)  # 495,4 triệu đồng is 495.4 where the unit of measure is a million
    scaled = tuple(number / scale for number in stated.numbers) if scale > 1 else ()
    return (*scaled, *stated.numbers, *stated.under)


def _shares(row: _Row, stated: Printed) -> tuple[Decimal, ...]:
    """Return the percentage; a text without its sign may print one part of the ratio instead."""
    if stated.under:
        return stated.share
    is_part = {_number(row.numerator), _number(row.denominator)} & set(stated.numbers)
    return () if is_part and not stated.is_percent else stated.numbers


def _bound_differing(row: _Row, stated: Printed) -> Iterator[tuple[str, Fault]]:
    if stated.bound != row.qualifier:
        meant = {"suggestion": stated.bound} if stated.bound else {}
        yield "qualifier", Fault("printed-bound-differs", {"printed": row.value_text, **meant})


def _noun_contradicting(row: _Row, unit: str) -> Iterator[tuple[str, Fault]]:
    noun = noun_against(row.value_text, unit)
    if noun is not None:
        facts = {"noun": noun, "unit": unit, "indicator": row.indicator_id}
        yield "value_text", Fault("noun-contradicts-unit", facts)


@lru_cache(maxsize=65536)
def _number(cell: str) -> Decimal | None:
    """Return a number; None for an empty cell and for one that reading refused."""
    value = values.number(cell) if cell else None
    return value if isinstance(value, Decimal) else None
