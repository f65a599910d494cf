"""The most telling figures of a unit: what a reader sees first, large."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.model import Observation, Register

AT_MOST = 3


def headlines_of(register: Register, unit_id: str) -> tuple[str, ...]:
    """Return up to three figure ids: one an indicator, latest period, whole before part.

    Indicators rank by their `headline`; those without one are never shown large, nor is a 0 that stands
    for words of the source (`chưa tổ chức`): nobody wrote that 0.
    """
    figures = (register.observations[name] for name in register.observations_of.get(unit_id, ()))
    return tuple(figure.figure_id for figure in headlines_among(register, figures))


def headlines_among(register: Register, figures: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return the headlines among the figures of a unit."""
    best: dict[str, Observation] = {}
    for figure in figures:
        if figure.value is None or is_zero_in_words(figure):
            continue
        if register.indicators[figure.indicator_id].headline is None:
            continue
        rival = best.get(figure.indicator_id)
        if rival is None or telling_first(register, figure) < telling_first(register, rival):
            best[figure.indicator_id] = figure
    ranked = sorted(best.values(), key=lambda figure: _rank(register, figure))
    return tuple(ranked[:AT_MOST])


def is_zero_in_words(figure: Observation) -> bool:
    """Whether a 0 stands for words of the source (`chưa tổ chức`)."""
    return figure.value == 0 and (figure.value_text or "")[:1].isalpha()


def _rank(register: Register, figure: Observation) -> tuple[bool, int]:
    """Order indicators: figures of the whole unit before those of one organisation in it."""
    headline = register.indicators[figure.indicator_id].headline
    assert headline is not None
    return not _of_all(register, figure), headline


def telling_first(register: Register, figure: Observation) -> tuple[tuple[bool, int, int, int], Decimal]:
    """Order figures of one indicator: by their rank, and of associations of one rank the largest first.

    Parts of a breakdown keep their order, which is that of levels, kinds, hosts.
    """
    size = figure.value or Decimal(0)
    return rank_of_whole(register, figure), Decimal(0) if figure.breakdown else -size


def rank_of_whole(register: Register, figure: Observation) -> tuple[bool, int, int, int]:
    """Rank figures of one indicator: all organisations, no breakdown, latest, first statement.

    Of one rank are the parts of one whole, such as the members of each association.
    """
    place = figure.period.latest_first, figure.occurrence
    return not _of_all(register, figure), len(figure.breakdown), *place


def _of_all(register: Register, figure: Observation) -> bool:
    body = figure.organisation_id
    return body is None or register.organisations[body].is_group
