"""What a chart is called: what it shows, how that is divided, where and when.

Only the parts of one whole, an organisation's in one place, are ranked in a title: organisations and
places differ in size and in task, and which has the most of something tells nothing about either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.bounds import interval_of
from generator.language import is_english
from generator.model import Member, Observation
from generator.pages.view import words
from generator.pages.view.amounts import MONEY, PERCENT, figure_in_words, with_noun
from generator.pages.view.context import Context
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import Counted, body_name, dimension_name

_JOINING = re.compile(r"[,;/+&]|\b(và|and)\b", re.IGNORECASE)
"""What joins two things in a label."""


def are_comparable(context: Context, figures: Sequence[Observation]) -> bool:
    """Whether figures are kinds of one whole, not doers or places: the largest may then be named."""
    members = (context.register.members[pair] for figure in figures for pair in figure.breakdown)
    is_one = len({(figure.unit_id, figure.organisation_id) for figure in figures}) == 1
    return is_one and not any(member.level for member in members)


def names_largest(context: Context, figures: Sequence[Observation], largest: Sequence[str]) -> bool:
    """Whether a title may name the largest bars, which are those that come first.

    They are kinds of one whole, each bar is one kind, none has a note (it may say that a value is of two
    kinds, or leaves something out), and whatever a bound means, the others are less.
    """
    is_plain = not any(one.note for one in figures) and not any(map(_JOINING.search, largest))
    return is_plain and are_comparable(context, figures) and _are_surely_largest(figures, len(largest))


def _are_surely_largest(figures: Sequence[Observation], count: int) -> bool:
    intervals = [interval for one in figures if (interval := interval_of(one)) is not None]
    first = intervals[0]
    is_shared = all(one.low == one.high for one in intervals[:count])
    return (count == 1 or is_shared) and all(one.high < first.low for one in intervals[count:])


def title_of_bars(context: Context, figures: Sequence[Observation], largest: Sequence[str]) -> str:
    """Return the title of bars; it names the largest ones where `names_largest` allows it."""
    shown = words.sentence(
        "chart_bars",
        subject=subject_of(context, figures),
        by=divided_by(context, figures),
        when=where_and_when(context, figures),
    )
    if not names_largest(context, figures, largest):
        return shown
    indicator = context.register.indicators[figures[0].indicator_id]
    return words.sentence(
        f"chart_{'highest' if indicator.unit_of_measure in (MONEY, PERCENT) else 'most'}",
        title=shown,
        label=words.word("heading", "list_separator").join(map(mid_title, largest)),
        figure=with_noun(figures[0], indicator, beside_name=True),
    )


def mid_title(label: str) -> str:
    """Return a label as it stands in mid-sentence; one with a capital further on is or has a proper name."""
    return words.lowered(label) if label[1:].islower() else label


def title_of_shares(
    context: Context,
    across: str,
    whole: Observation | None,
    stated: Sequence[tuple[Observation, str]],
    shown: Sequence[Observation],
) -> str:
    """Return the larger part of the whole, both as the source states them, or what the chart shows.

    `stated` has the sums of the members of `across` with their names.
    """
    indicator = context.register.indicators[shown[0].indicator_id]
    when = where_and_when(context, shown)
    if whole is None or not stated:
        by = words.lowered(dimension_name(context, across))
        return words.sentence("chart_bars", subject=subject_of(context, shown), by=by, when=when)
    part, member = max(stated, key=lambda pair: pair[0].value or 0)
    return words.sentence(
        "chart_share",
        member=member,
        part=figure_in_words(part, indicator),
        whole=with_noun(whole, indicator),
        when=when,
    )


def divided_by(context: Context, figures: Sequence[Observation]) -> str:
    """Return what tells the bars apart: place, organisation, kinds of breakdown (`tổ chức và ngân hàng`)."""
    named = [
        words.word("divided_by", what)
        for what, several in (
            ("unit", {figure.unit_id for figure in figures}),
            ("organisation", {figure.organisation_id for figure in figures}),
        )
        if len(several) > 1
    ]
    dimensions = dict.fromkeys(dimension for figure in figures for dimension, _ in figure.breakdown)
    varied = [name for name in dimensions if len({dict(one.breakdown).get(name) for one in figures}) > 1]
    named.extend(words.lowered(dimension_name(context, name)) for name in varied)
    return words.listed(named)


def where_and_when(context: Context, figures: Sequence[Observation]) -> str:
    """Return place and period as a title ends with them: the unit of all figures, or the one above it."""
    parts = [*where(context, figures), period_of(context, figures[0])]
    return words.word("heading", "list_separator").join(parts)


def where(context: Context, figures: Sequence[Observation]) -> list[str]:
    """Return the name of the unit of all figures, or of the one above it; nothing where they share none."""
    units = {figure.unit_id for figure in figures}
    shared = units if len(units) == 1 else {context.unit(unit_id).parent_id for unit_id in units}
    above = shared.pop() if len(shared) == 1 else None
    return [] if above is None else [words.lowered(context.unit(above).full_name)]


def subject_of(context: Context, figures: Sequence[Counted]) -> str:
    """Return the indicator, with the organisation and the members that all figures share."""
    first = figures[0]
    name = context.register.indicators[first.indicator_id].name
    if first.organisation_id and len({figure.organisation_id for figure in figures}) == 1:
        name = words.sentence("of_body", name=name, body=body_name(context, first))
    shared = [pair for pair in first.breakdown if all(pair in figure.breakdown for figure in figures)]
    members = words.word("heading", "list_separator").join(
        _in_brackets(context.register.members[pair]) for pair in shared
    )
    return f"{name} ({members})" if members else name


def _in_brackets(member: Member) -> str:
    """Return a member in mid-sentence; an office keeps its capital in Vietnamese: `Chủ tịch UBND xã`."""
    is_office = member.dimension_id == "host" and not is_english()
    return member.name if is_office else words.lowered(member.name)
