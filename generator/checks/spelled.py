"""Printed forms that hold one number in more than its digits: `07 (bảy)`, `04 + 03`, `chưa tổ chức`.

Each is read only where one meaning is left; every other text says nothing here.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator import number_words
from generator.nouns import is_counted
from generator.number_words import in_figures
from generator.read.printed import Printed, numbers_in, printed, scale_of
from generator.units_of_measure import measure_at

_TWO_NOUNS = re.compile(r"(.*?) và ([^0-9]+)")
_BRACKET = re.compile(r"([^()]*[^() ]) ?\(([^()]+)\)([^()]*)")
_NONE = re.compile(
    r"(?:chưa|không) (?:có|tổ chức|thực hiện|triển khai|thành lập|phát sinh|tiến hành)\b.*", re.IGNORECASE
)
_IS_ABOUT_NONE = re.compile(r"\b(?:chưa|không)\b", re.IGNORECASE)


def stated(text: str) -> Printed | None:
    """Return what a text plainly says, also with two nouns, or with the number or its unit in brackets."""
    return printed(text) or _of_two_nouns(text) or _with_bracket(text)


def sum_of(text: str, unit_of_measure: str) -> Decimal | None:
    """Return what `04 + 03` comes to; None where it is no sum, or not plainly one."""
    parts = [printed(part) for part in text.split(" + ")]
    known = [one for one in parts if one is not None and not (one.bound or one.under or one.leads)]
    numbers = [numbers_in(one, unit_of_measure) or one.numbers for one in known]
    if len(parts) < 2 or len(known) < len(parts) or any(len(one) > 1 for one in numbers):
        return None
    return sum((one[0] for one in numbers), Decimal(0))


def says_none(text: str, indicator_name: str) -> bool:
    """Say whether a text says that there is none, of an indicator that does not count just those."""
    is_none = _NONE.fullmatch(text) is not None and not re.search("[0-9]", in_figures(text))
    return is_none and not _IS_ABOUT_NONE.search(indicator_name)


def _of_two_nouns(text: str) -> Printed | None:
    """Return the one number of two nouns: "9 tổ trưởng và hội viên"."""
    found = _TWO_NOUNS.fullmatch(text)
    is_one = found is not None and is_counted(found[2]) and in_figures(found[2]) == found[2]
    return printed(found[1]) if found is not None and is_one else None


def _with_bracket(text: str) -> Printed | None:
    """Return the number before brackets that say it again in words, or its unit: "12 (triệu đồng)"."""
    found = _BRACKET.fullmatch(text)
    if found is None:
        return None
    before, inner, after = found.groups()
    again, said = number_words.parse(inner), printed(f"{before}{after}")
    if again is not None:
        return said if said is not None and again.value in said.numbers else None
    is_unit = scale_of(inner) > 1 or measure_at(inner) is not None
    return printed(f"{before} {inner}{after}") if is_unit and not re.search("[0-9]", inner) else None
