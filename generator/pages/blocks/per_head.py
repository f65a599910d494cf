"""How many a unit has to a thousand people, where the same document states how many live there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from generator import text
from generator.model import POPULATION, Observation
from generator.nouns import is_of_people, noun_in
from generator.pages.view.amounts import noun, source_noun
from generator.pages.view.context import Context
from generator.pages.view.figure import Figure, figure
from generator.pages.view.subjects import body_name

_WHOLE_FROM = 10
"""From here on a rate is told without decimals."""


class PerHead(Struct, frozen=True):
    """What the members of one association are of a thousand of the population."""

    population: Figure
    noun: str
    rate: str
    body: str


def per_head(
    context: Context, counts: Iterable[Observation], observations: Iterable[Observation]
) -> PerHead | None:
    """Return the first count of members with a population among the unit's figures; None where none has.

    Memberships of several associations are no people: whoever is in two is counted twice.  Nothing is told
    of so few that they would be about none of a thousand.
    """
    populations = {
        (one.document_id, one.period): one
        for one in observations
        if one.indicator_id == POPULATION and _is_whole(one)
    }
    for one in counts:
        population = populations.get((one.document_id, one.period))
        if population is not None and _is_of_members(context, one) and (rate := _rate(one, population)):
            return _of(context, one, population, rate)
    return None


def _is_whole(one: Observation) -> bool:
    return bool(one.value) and one.qualifier is None and one.breakdown == () and one.occurrence == 1


def _is_of_members(context: Context, one: Observation) -> bool:
    indicator = context.register.indicators[one.indicator_id]
    body = None if one.organisation_id is None else context.register.organisations[one.organisation_id]
    is_membership = indicator.kind == "stock" and not indicator.adds_over_organisations
    counted = noun_in(one.value_text or "") or indicator.unit_of_measure
    is_of_one = body is not None and not body.is_group
    return _is_whole(one) and is_of_one and is_membership and is_of_people(counted)


def _rate(one: Observation, population: Observation) -> Decimal:
    assert one.value is not None and population.value is not None
    rate = 1000 * one.value / population.value
    return rate.quantize(Decimal(1 if rate >= _WHOLE_FROM else "0.1"), ROUND_HALF_UP)


def _of(context: Context, one: Observation, population: Observation, rate: Decimal) -> PerHead:
    indicator = context.register.indicators[one.indicator_id]
    return PerHead(
        population=figure(context, population),
        noun=source_noun(one, indicator) or noun(indicator, rate),
        rate=text.number(rate),
        body=body_name(context, one),
    )
