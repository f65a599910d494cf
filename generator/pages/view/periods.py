"""Periods of figures in words, marked where the source does not state them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from generator import text
from generator.language import spoken
from generator.model import Observation, Period
from generator.pages.view import words
from generator.pages.view.context import Context


class Dated(Protocol):
    """Anything of a period: a figure, several of one period."""

    @property
    def indicator_id(self) -> str: ...

    @property
    def period(self) -> Period: ...

    @property
    def period_basis(self) -> str: ...


def period_of(context: Context, observation: Dated) -> str:
    """Return the period of a figure in words, marked where the source does not state it.

    What there is at a time is told as of the last day: `đến 30/9/2023`.
    """
    return _said(observation.period, is_until(context, observation), observation.period_basis, spoken())


def is_until(context: Context, observation: Dated) -> bool:
    """Whether a figure is of the last day of its period, not of all of it; a year is named as it is."""
    is_told = observation.period_basis != "inferred" and not observation.period.is_year
    return is_told and _is_at_a_time(context, observation)


def _is_at_a_time(context: Context, observation: Dated) -> bool:
    """Whether a figure tells what there was at a time, as a rate does whose numerator tells it."""
    indicators = context.register.indicators
    indicator = indicators[observation.indicator_id]
    if indicator.kind == "ratio" and indicator.numerator_id is not None:
        indicator = indicators[indicator.numerator_id]
    return indicator.kind in ("stock", "completeness")


@lru_cache(maxsize=4096)
def _said(period: Period, is_until: bool, basis: str, _language: str) -> str:
    said = words.sentence("until", day=text.day(period.end)) if is_until else text.period(period)
    return said if basis == "stated" else words.sentence(f"period_{basis}", period=said)


def period_as_released(observation: Observation) -> str:
    """Return the period of a figure of a release with both its days, as the release has them.

    That it is of the last day is what today's page says; what was corrected may be just that.
    """
    return marked_period(text.period(observation.period), [observation])


def marked_period(period: str, observations: Iterable[Observation]) -> str:
    """Return a period in words with a mark where the source of a figure does not state it."""
    bases = bases_of(observations)
    return words.sentence(f"period_{bases[0]}", period=period) if bases else period


def bases_of(observations: Iterable[Observation]) -> tuple[str, ...]:
    """Return on what the periods of figures rest that their sources do not state."""
    found = {one.period_basis for one in observations}
    return tuple(basis for basis in ("inferred", "open") if basis in found)
