"""The number that a source prints, read the Vietnamese way: `1.875`, `trên 394`, `12,7 tỷ đồng`,
`97/98 (98,97%)`.

Only a text that plainly holds one number, in figures or in words, is read (or one part of another, as
in `97/98`).  Sums, two numbers side by side, a number for each of several: all that gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from math import prod
from typing import NamedTuple

from generator.number_words import in_figures
from generator.units_of_measure import SHARE, measure_at

_SCALES: Mapping[str, int] = {
    "chục": 10, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tr": 10**6,
    "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_BOUNDS: Mapping[str, str] = {
    **dict.fromkeys(("trên", "hơn", "quá", "ít nhất", "tối thiểu", "không dưới", ">", "≥", ">="), ">="),
    **dict.fromkeys(("gần", "dưới", "chưa đến", "chưa tới", "không quá", "tối đa", "<", "≤", "<="), "<="),
    **dict.fromkeys(("khoảng", "xấp xỉ", "chừng", "trên dưới", "~", "≈"), "~"),
}
_MISTYPED_SIGNS: Mapping[str, str] = {"=>": ">=", "> =": ">=", "=<": "<=", "< =": "<="}
_BOUNDS_AFTER: Mapping[str, str] = {"trở lên": ">=", "trở xuống": "<="}
_LEADS = (
    "có được là đã với đạt chiếm cả tổng số|tổng cộng|tổng|tất cả|tỷ lệ|tỉ lệ|tăng thêm|tăng|giảm|thêm|"
    "bình quân|trung bình"
).replace(" ", "|", 6)
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_SCALE = r"(?: ?(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ(?! lệ)|tỉ(?! lệ)|tr)(?![^\W_đ]))"


def _any(words: Mapping[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_PRINTED = re.compile(
    rf"(?P<leads>(?:(?:{_LEADS}) )*)(?:(?P<bound>{_any(_BOUNDS)}) ?)?"
    rf"(?P<number>{_NUMBER})(?P<scale>{_SCALE}*)(?P<more>(?: {_NUMBER}{_SCALE}+)*)(?:/(?P<under>{_NUMBER}))?"
    rf"(?P<unit>(?:[^0-9(/+-]|(?<=m)[23]\b|(?<=[^\W\d_])-(?=[^\W\d_]))*?)(?:\((?P<share>{_NUMBER}) ?%\))?"
    rf"(?P<after>{_any(_BOUNDS_AFTER)})?",
    re.IGNORECASE,
)
BOUND = _any(_BOUNDS)
AMOUNT = (
    rf"(?:(?:{BOUND}) ?)?{_NUMBER}{_SCALE}*(?: {_NUMBER}{_SCALE}+)*(?:/{_NUMBER})?(?: ?%)?"
    rf"(?: (?:{_any(_BOUNDS_AFTER)}))?"
)
"""Patterns for a bound and for a number among other words, with its bound; `printed` reads what they find."""

_SCALE_WORDS = re.compile(rf"^(?:{_SCALE} ?)+(?=\S)", re.IGNORECASE)
_PART = re.compile(rf"({_NUMBER})({_SCALE}+)", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:mỗi|một|hai|ba|rưỡi|lẻ|hơn|và|hoặc|hay|đến|từ|trừ|lần|ước|nửa|tuổi)\b|[;:–—]|.[%‰]", re.IGNORECASE
)
"""Words after a number with which it is not, or not all of, what is counted."""

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_GROUPED_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")


_RANGE = re.compile(
    rf"(?:(?:{_LEADS}|từ) )*{_NUMBER}{_SCALE}* ?(?:-|–|—|đến) ?{_NUMBER}(?:[^0-9/+]|(?<=m)[23]\b)*",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """What a text says: each number as everything it may be read as; empty where it has none."""

    bound: str  # as in the column qualifier
    numbers: tuple[Decimal, ...]
    under: tuple[Decimal, ...]  # what the number is a part of
    share: tuple[Decimal, ...]  # the percentage in brackets
    is_percent: bool  # or so many of a thousand
    words: str = ""  # after the number, in small letters
    leads: frozenset[str] = frozenset()  # before it: "tăng", "bình quân"


@lru_cache(maxsize=65536)
def printed(text: str) -> Printed | None:
    """Return what a text plainly says; None where it does not hold exactly one number."""
    found = _PRINTED.fullmatch(text) or _PRINTED.fullmatch(in_figures(text))
    if found is None:
        return None
    unit = found["unit"].strip().lower()
    numbers = _amounts(found["number"], found["scale"], found["more"])
    under, share = (_readings(found[name]) if found[name] else () for name in ("under", "share"))
    if not numbers or _UNSURE.search(unit) or (found["under"] and not under):
        return None
    bound = _BOUNDS.get((found["bound"] or "").lower()) or _BOUNDS_AFTER.get(
        (found["after"] or "").lower(), ""
    )
    measure = measure_at(unit)
    leads = frozenset(re.findall(_LEADS, found["leads"].lower())) if found["leads"] else frozenset[str]()
    is_share = measure is not None and measure.kind == SHARE
    return Printed(bound, numbers, under, share, is_share, unit, leads)


def bound_of(word: str) -> str | None:
    """Return the sign of the column qualifier for a word or a sign: `trên`, `≥`, `=>`; None for others."""
    return ({**_BOUNDS, **_BOUNDS_AFTER, **_MISTYPED_SIGNS}).get(word.strip().lower())


def is_range(text: str) -> bool:
    """Say whether a text plainly is two numbers and what lies between: `1.800 - 1.900`, `từ 5 đến 7`."""
    return _RANGE.fullmatch(text) is not None


def scale_of(words: str) -> int:
    """Return what the words for thousands and millions in a unit of measure stand for: `triệu đồng`."""
    return prod(_SCALES.get(word, 1) for word in words.lower().split())


def numbers_in(stated: Printed, unit_of_measure: str) -> tuple[Decimal, ...] | None:
    """Return the number in a unit of measure: 5 tấn are 5000 kg; None where the text names no such unit."""
    times = _factor(stated.words, unit_of_measure)
    return None if times is None else tuple(number * times for number in stated.numbers)


@lru_cache(maxsize=4096)
def _factor(words: str, unit_of_measure: str) -> Decimal | None:
    """Return how many of a unit of measure one of the unit is that words begin with."""
    own = measure_at(words)
    asked = measure_at(_SCALE_WORDS.sub("", unit_of_measure.lower()))
    if own is None or asked is None or own.kind != asked.kind:
        return None
    return own.size / (asked.size * scale_of(unit_of_measure))


def _amounts(number: str, scale: str, more: str) -> tuple[Decimal, ...]:
    """Return the number times its scale, and what follows added: `1 tỷ 201 triệu`."""
    amounts = tuple(reading * _times(scale) for reading in _readings(number))
    if not more:
        return amounts
    parts = [(_readings(part), _times(words)) for part, words in _PART.findall(more)]
    falling = [_times(scale), *(times for _, times in parts)]
    if falling != sorted(set(falling), reverse=True) or not all(readings for readings, _ in parts):
        return ()
    added = sum(readings[0] * times for readings, times in parts)
    return tuple(amount + added for amount in amounts)


def _times(scale: str) -> int:
    return prod(map(_SCALES.__getitem__, re.findall("|".join(_SCALES), scale.lower())))


def _readings(number: str) -> tuple[Decimal, ...]:
    """Return what a number may mean: dots between thousands, a comma before decimals.

    A comma before three digits may stand between thousands too, and a dot before any other number of
    digits is a decimal point: both happen in print.
    """
    if number.isdigit():
        return (Decimal(number),)
    if _GROUPED.fullmatch(number):
        return (Decimal(number.replace(".", "").replace(",", ".")),)
    readings = []
    if re.fullmatch("[0-9]+[.,][0-9]+", number):
        readings.append(Decimal(number.replace(",", ".")))
    if _GROUPED_BY_COMMAS.fullmatch(number):
        readings.append(Decimal(number.replace(",", "")))
    return tuple(readings)
