"""The figures of units that may be compared as dots along one scale: no unit by name but the page's own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.analysis import Comparison
from generator.pages.blocks.chart_titles import subject_of
from generator.pages.blocks.regrouping import kinds_of
from generator.pages.view import words
from generator.pages.view.amounts import amount, telling_noun
from generator.pages.view.context import Context
from generator.pages.view.periods import period_of
from generator.products import Bar, DotChart

ENOUGH = 3
"""Different values among the units: of fewer, as with yes and no, another picture tells more."""
MOST_DOTS = 150
"""Units that a small picture can show one by one."""


def widest(comparisons: Iterable[Comparison]) -> Comparison | None:
    """Return the comparison of most units that a picture can show, the first of several."""
    shown = [one for one in comparisons if are_dots_telling(one)]
    return max(shown, key=lambda one: len(one.values), default=None)


def are_dots_telling(found: Comparison) -> bool:
    """Whether the units are not too many, and their values enough to lie along a scale."""
    return len(found.values) <= MOST_DOTS and len({value for _, value in found.values}) >= ENOUGH


def dots_of_all(context: Context, found: Comparison) -> DotChart:
    """Return the dots of all units of a comparison, with their number and the median in the title."""
    compared = words.lowered(words.word("compared", f"{found.level}_{found.state}"))
    return _dots(
        context,
        found,
        own=None,
        title=words.sentence(
            "dots_title",
            subject=subject_of(context, [found]),
            units=len(found.values),
            compared=compared,
            middle=said(context, found, found.median),
            when=period_of(context, found),
        ),
    )


def dots_about(context: Context, found: Comparison, own: str) -> DotChart:
    """Return the same with the dot of one unit named, its value and the median in the title."""
    value = next(Decimal(value) for unit_id, value in found.values if unit_id == own)
    return _dots(
        context,
        found,
        own,
        title=words.sentence(
            "dots_own",
            subject=subject_of(context, [found]),
            unit=words.lowered(context.unit(own).full_name),
            own=said(context, found, value),
            middle=said(context, found, found.median),
            units=len(found.values),
            kinds=kinds_of(context.unit(unit_id) for unit_id, _ in found.values),
            when=period_of(context, found),
        ),
    )


def _dots(context: Context, found: Comparison, own: str | None, title: str) -> DotChart:
    return DotChart(
        title=title,
        description=words.sentence(
            "dots_description",
            units=len(found.values),
            lowest=said(context, found, found.lowest),
            middle=said(context, found, found.median),
            highest=said(context, found, found.highest),
        ),
        source=words.sentence("dots_source"),
        dots=tuple(
            Bar(
                context.unit(unit_id).full_name if unit_id == own else "",
                Decimal(value),
                said(context, found, Decimal(value)),
                emphasis=unit_id == own,
            )
            for unit_id, value in found.values
        ),
        middle=words.sentence("dots_middle", middle=said(context, found, found.median)),
        middle_value=found.median,
    )


def said(context: Context, found: Comparison, value: Decimal) -> str:
    """Return a value of a comparison in words, with what is counted where the indicator's name has it not."""
    indicator = context.register.indicators[found.indicator_id]
    said = words.noun(found.noun, value) if found.noun else telling_noun(indicator, value)
    return f"{amount(value, indicator)} {said}".strip()
