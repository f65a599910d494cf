"""The number of a row against the one that `value_text` prints: the same number in the same unit, the same
bound, a noun that counts what the indicator counts, and no word that makes a change or a mean of it.

What a source says is entered twice, as a number and in its own words, and so a slip of the finger is
found.  A text that does not plainly hold one number is not compared (see `read.printed`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.checks import spelled
from generator.checks.tables import Tables
from generator.nouns import ATTENDANCE, kinds, measure_against, noun_against
from generator.problems import Fault, Problem
from generator.read import values
from generator.read.printed import Printed, is_range, numbers_in, scale_of
from generator.read.values import DIGITS_AT_MOST
from generator.text import plain
from generator.units_of_measure import measure_at

_BELOW_ZERO = re.compile(r"(?:[-–—\u2212] ?|âm )([0-9].*)", re.IGNORECASE)
_OTHER_DIGIT = re.compile(
    r"(?![0-9])\d|(?<!m)[²³]|[¹¼-¾\u2070\u2074-\u2079\u2080-\u2089\u2150-\u218b\u2460-\u249b\u24ea-\u24ff]"
)
_AMOUNTS = frozenset(("stock", "ratio", "completeness"))
"""Kinds of indicators that tell how many there are: an increase or a decrease is none of them."""
_EVENTS = frozenset(("meeting", "thing", "word", ATTENDANCE))
"""What is done, not had: of these a period has no increase but against another period."""
_OTHERS_OF: Mapping[str, tuple[str, ...]] = {
    "tăng": ("tăng", "thêm", "mới", "phát triển", "thay đổi", "biến động", "chênh"),
    "giảm": ("giảm", "thôi", "ra khỏi", "bỏ", "thay đổi", "biến động", "chênh"),
    "bình quân": ("bình quân", "trung bình", "mỗi", "mức", "/"),
}
"""Words before a number, and those in the name of an indicator that may count what they say."""
_SAME_WORD: Mapping[str, str] = {"tăng thêm": "tăng", "trung bình": "bình quân"}


class _Row(NamedTuple):
    indicator_id: str
    value: str
    numerator: str
    denominator: str
    qualifier: str
    value_text: str


class _Indicator(NamedTuple):
    unit: str
    kind: str
    name: str


def check_printed(tables: Tables) -> Iterator[Problem]:
    """Yield numbers and bounds that are not what their text prints; each different row is judged once."""
    columns = (tables.raw("indicators", name) for name in ("unit_of_measure", "kind", "name"))
    indicators = dict(zip(tables.raw("indicators", "indicator_id"), map(_Indicator, *columns), strict=True))
    rows = list(zip(*(tables.raw("observations", name) for name in _Row._fields), strict=True))
    others = {cells for cells in rows if not _is_the_number_itself(*cells)}
    faulty = {cells: faults for cells in others if (faults := _faults(_Row(*cells), indicators))}
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


def _faults(row: _Row, indicators: Mapping[str, _Indicator]) -> list[tuple[str, Fault]]:
    """Return what is wrong, by column; a row without a number or of an unknown indicator is not judged."""
    if not (row.value and row.value_text) or row.indicator_id not in indicators:
        return []
    unlike = _digits_of_another_script(row.value_text) or _below_zero(row.value_text)
    if unlike is not None:
        return [("value_text", unlike)]
    indicator, stated = indicators[row.indicator_id], spelled.stated(row.value_text)
    unit = indicator.unit
    if stated is None and is_range(row.value_text):
        return [("value", Fault("printed-range", {"found": row.value, "printed": row.value_text}))]
    if stated is None:
        return [*_noun_contradicting(row, unit), *_otherwise_spelled(row, indicator)]
    return [
        *_numbers_differing(row, stated, unit),
        *_parts_missing(row, stated, unit),
        *_bound_differing(row, stated),
        *(list(_noun_contradicting(row, unit, stated)) or _word_contradicting(row, indicator, stated)),
    ]


def _digits_of_another_script(text: str) -> Fault | None:
    """Return that a number has digits which are none of 0 to 9: of another script, raised, or a fraction."""
    others = _OTHER_DIGIT.findall(text)
    if not others:
        return None
    plainly = "".join(f"{int(one)}" if one.isdecimal() else one for one in text)
    meant = {"suggestion": plainly} if all(map(str.isdecimal, others)) else {}
    return Fault("number-wide-digits", {"found": text, **meant})


def _below_zero(text: str) -> Fault | None:
    found = None if text[0].isdigit() else _BELOW_ZERO.fullmatch(unicodedata.normalize("NFKC", text))
    return found and Fault("number-negative", {"found": text, "suggestion": found[1]})


def _numbers_differing(row: _Row, stated: Printed, unit: str) -> Iterator[tuple[str, Fault]]:
    expected = [("value", row.value, _values(row, stated, unit))]
    if stated.under and row.numerator and row.denominator:
        expected.append(("numerator", row.numerator, stated.numbers))
        expected.append(("denominator", row.denominator, stated.under))
    for column, cell, numbers in expected:
        if numbers and _number(cell) not in (None, *numbers):
            facts = {"found": cell, "printed": row.value_text, "suggestion": plain(numbers[0].normalize())}
            yield column, Fault("printed-differs", facts)


def _otherwise_spelled(row: _Row, indicator: _Indicator) -> Iterator[tuple[str, Fault]]:
    """Yield a number that is not the sum that is printed, or one where the text says that there is none."""
    is_none = spelled.says_none(row.value_text, indicator.name)
    number = Decimal(0) if is_none else spelled.sum_of(row.value_text, indicator.unit)
    if number is not None and _number(row.value) not in (None, number):
        facts = {"found": row.value, "printed": row.value_text, "suggestion": plain(number.normalize())}
        yield "value", Fault("printed-differs", facts)


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
    is_turned = bool(stated.under) and stated.under[0] < stated.numbers[0]
    if stated.is_percent or is_turned or measure_against(stated.words, unit):
        return ()
    measured = numbers_in(stated, unit)
    if measured is not None:
        return measured
    if row.numerator and stated.under:
        return stated.numbers
    scale = scale_of(unit)  # 495,4 triệu đồng is 495.4 where the unit of measure is a million
    scaled = tuple(number / scale for number in stated.numbers) if scale > 1 else ()
    return (*scaled, *stated.numbers, *stated.under)


def _shares(row: _Row, stated: Printed) -> tuple[Decimal, ...]:
    """Return the percentage; a text without its sign may print one part of the ratio instead."""
    if stated.under:
        return stated.share
    is_part = {_number(row.numerator), _number(row.denominator)} & set(stated.numbers)
    return () if is_part and not stated.is_percent else (numbers_in(stated, "%") or stated.numbers)


def _bound_differing(row: _Row, stated: Printed) -> Iterator[tuple[str, Fault]]:
    if stated.bound != row.qualifier:
        meant = {"suggestion": stated.bound} if stated.bound else {}
        yield "qualifier", Fault("printed-bound-differs", {"printed": row.value_text, **meant})


def _noun_contradicting(row: _Row, unit: str, stated: Printed | None = None) -> Iterator[tuple[str, Fault]]:
    noun = noun_against(row.value_text, unit)
    if noun is None and stated is not None:
        noun = measure_against(stated.words, unit) or _share_against(row, unit, stated)
    if noun is not None:
        facts = {"noun": noun, "unit": unit, "indicator": row.indicator_id}
        yield "value_text", Fault("noun-contradicts-unit", facts)


def _share_against(row: _Row, unit: str, stated: Printed) -> str | None:
    """Return the sign of a share that is the number of something else; "100%" beside 13 of 13 is no fault."""
    measure = measure_at(stated.words) if stated.is_percent and unit != "%" else None
    is_the_number = _number(row.value) in stated.numbers and not (row.numerator or row.denominator)
    return measure.name if measure and is_the_number else None


def _word_contradicting(row: _Row, indicator: _Indicator, stated: Printed) -> Iterator[tuple[str, Fault]]:
    """Yield a change or a mean beside the same number of an indicator that counts neither."""
    if not stated.leads or _number(row.value) not in (numbers_in(stated, indicator.unit) or stated.numbers):
        return
    for lead in sorted(stated.leads):
        word = _SAME_WORD.get(lead, lead)
        if word in _OTHERS_OF and _is_other(word, indicator):
            facts = {"printed": row.value_text, "word": lead, "indicator": row.indicator_id}
            yield "value_text", Fault("word-contradicts-indicator", facts)


def _is_other(word: str, indicator: _Indicator) -> bool:
    """Say whether the number after a word is certainly not what the indicator counts."""
    name, kind = indicator.name.lower(), indicator.kind
    if any(other in name for other in _OTHERS_OF[word]):
        return False
    if word == "bình quân":
        return kind != "ratio"
    counted = frozenset().union(*map(kinds, indicator.unit.lower().split(", ")))
    is_event = kind == "flow" and bool(counted) and counted <= _EVENTS
    return kind in _AMOUNTS or is_event or (word == "giảm" and name.startswith("mức tăng"))


@lru_cache(maxsize=65536)
def _number(cell: str) -> Decimal | None:
    """Return a number; None for an empty cell and for one that reading refused."""
    value = values.number(cell) if cell else None
    return value if isinstance(value, Decimal) else None
