"""A value in words: with its bound, its noun and its unit of measure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from generator import text
from generator.bounds import is_open
from generator.model import Indicator, Observation
from generator.nouns import is_of_one_kind, noun_in
from generator.pages.view import words

MONEY = "đồng"
PERCENT = "%"


def amount(value: Decimal, indicator: Indicator) -> str:
    """Return a value in words without its bound: `1.875`, `74,87%`, `140,5 tỷ đồng`."""
    if indicator.unit_of_measure == MONEY:
        return text.money(value)
    if indicator.unit_of_measure == PERCENT:
        return f"{text.number(value)}%"
    return text.number(value)


def figure_in_words(observation: Observation, indicator: Indicator) -> str:
    """Return a figure in words with its bound: `trên 394`, `gần 200`, `không quá 20`, `khoảng 3,5 triệu`."""
    assert observation.value is not None
    return in_words(observation.value, limit(observation), indicator)


def limit(observation: Observation) -> str | None:
    """Return the key of the word for the bound of a figure; None where it is exact."""
    return limit_of_sum(observation.qualifier, is_open(observation))


def limit_of_sum(bound: str | None, is_open: bool) -> str | None:
    """Return the key of the word for the bound of a sum; with a part that is a limit only it is one, too."""
    return {">=": "at_least", "<=": "at_most"}.get(bound or "", bound) if is_open else bound


def in_words(value: Decimal, bound: str | None, indicator: Indicator) -> str:
    """Return a value in words with a bound that it may have, as for a sum of bounded figures."""
    shown = amount(value, indicator)
    return shown if bound is None else f"{words.word('bound', bound)} {shown}"


def noun(indicator: Indicator, value: Decimal | None = None) -> str:
    """Return the noun that follows a figure (`hội viên`); money and percent carry theirs.

    It is empty where the indicator counts one thing or another, and only a source can say which.
    """
    measured_in = indicator.unit_of_measure
    is_said = measured_in not in (MONEY, PERCENT) and is_of_one_kind(measured_in)
    return words.noun(measured_in, value, indicator.indicator_id) if is_said else ""


def unit_of_measure(indicator: Indicator) -> str:
    """Return what an indicator is measured in, money and percent too."""
    measured_in = indicator.unit_of_measure
    if measured_in == PERCENT:
        return measured_in
    return words.noun(measured_in, indicator_id=indicator.indicator_id) or words.word("type", "number")


def measured_in(observation: Observation, indicator: Indicator) -> str:
    """Return what a figure is measured in: its source's word, else that of its indicator if it has one."""
    said = source_noun(observation, indicator)
    if said is None and not is_of_one_kind(indicator.unit_of_measure):
        return words.word("type", "number")
    return said or unit_of_measure(indicator)


def source_noun(observation: Observation, indicator: Indicator) -> str | None:
    """Return the noun that the source prints, where the indicator's unit of measure is another word."""
    printed = noun_in(observation.value_text or "")
    if printed is None or printed == indicator.unit_of_measure:
        return None
    return words.noun(printed, observation.value) or None


def noun_of_sum(parts: Iterable[Observation], indicator: Indicator) -> str:
    """Return the noun of a sum: that of its parts where they all have the same."""
    said = {source_noun(part, indicator) or noun(indicator) for part in parts}
    return said.pop() if len(said) == 1 else noun(indicator)


def telling_noun(indicator: Indicator, value: Decimal | None = None) -> str:
    """Return the same noun, empty where the indicator's name already has it: `Số hội viên`."""
    return "" if _names(indicator.name, noun(indicator)) else noun(indicator, value)


@lru_cache(maxsize=1024)
def _names(name: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", name.lower()) is not None


def with_noun(observation: Observation, indicator: Indicator, beside_name: bool = False) -> str:
    """Return a figure with bound and noun, for charts and sentences: `trên 394 hội viên`.

    Beside the indicator's name it leaves out a noun that the name already has.
    """
    value = observation.value
    said = telling_noun(indicator, value) if beside_name else noun(indicator, value)
    return f"{figure_in_words(observation, indicator)} {source_noun(observation, indicator) or said}".strip()
