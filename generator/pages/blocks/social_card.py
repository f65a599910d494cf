"""The card of a page, which is seen where its address is shared: its most telling figure, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measures.headlines import is_zero_in_words, telling_first
from generator.model import Observation
from generator.model.codes import LEVELS
from generator.pages.view import words
from generator.pages.view.amounts import source_noun, telling_noun
from generator.pages.view.context import Context, dated, unit_title
from generator.pages.view.figure import figure
from generator.pages.view.subjects import detail, joined
from generator.products import Card

_NO_HEADLINE = 1000


def card_of_place(context: Context, observations: Iterable[Observation]) -> Card | None:
    """Return the card about the place of the first of these figures that says an amount.

    In a large record only provinces have one: a file a unit would be too many for a host.
    """
    told = next((one for one in observations if _tells(one)), None)
    if told is None or (context.measured.is_large and context.unit(told.unit_id).parent_id is not None):
        return None
    return _card(context, told, unit_title(context, context.unit(told.unit_id)), detail(context, told))


def card_of_body(context: Context, name: str, observations: Iterable[Observation]) -> Card | None:
    """Return the card about one kind of association: its most telling figure, and of which place that is."""
    telling = (one for one in observations if _tells(one))
    told = min(telling, key=lambda one: _rank(context, one), default=None)
    if told is None:
        return None
    unit = context.unit(told.unit_id)
    place = words.lowered(dated(unit.full_name, unit))
    return _card(context, told, name, joined(detail(context, told, names_body=False), place))


def _tells(observation: Observation) -> bool:
    return observation.value is not None and not is_zero_in_words(observation)


def _rank(context: Context, observation: Observation) -> tuple[object, ...]:
    """Order figures of an association: headlines, the highest level, the whole, the latest."""
    indicator = context.register.indicators[observation.indicator_id]
    level = LEVELS.index(context.unit(observation.unit_id).level)
    order = _NO_HEADLINE if indicator.headline is None else indicator.headline
    return order, level, indicator.sort_order, telling_first(context.register, observation)


def _card(context: Context, observation: Observation, title: str, beside: str) -> Card | None:
    """Return the card; None for a site without an address, which nobody could follow, or of made-up data."""
    if context.site.url is None or context.site.is_synthetic:
        return None
    shown, indicator = figure(context, observation), context.register.indicators[observation.indicator_id]
    noun = source_noun(observation, indicator) or telling_noun(indicator, observation.value)
    label, doubt = joined(indicator.name, beside), "; ".join(flag.text for flag in shown.flags)
    source = words.sentence("chart_source", documents=shown.document.text, place=shown.place.text)
    amount = f"{shown.words} {noun}".strip()
    told = words.sentence("card", title=title, label=label, amount=amount, period=shown.period)
    return Card(
        site=context.site.name,
        title=title,
        amount=shown.words,
        noun=noun,
        label=label,
        period=shown.period,
        doubt=doubt,
        source=source,
        address=context.full(context.address),
        description=" ".join([told, *([words.sentence("card_doubt", doubt=doubt)] if doubt else []), source]),
    )
