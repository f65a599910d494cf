"""Which figures make a chart, and the one message that it has.

Bars stand side by side only where indicator, period, unit of measure and kind of breakdown are the
same, and totals never stand beside their parts.  A bound stays in the words of its bar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from generator import text
from generator.model import Breakdown, Observation
from generator.pages.blocks.chart_titles import names_largest, title_of_bars, title_of_shares
from generator.pages.blocks.totals import gap, is_whole, summed
from generator.pages.view import words
from generator.pages.view.amounts import figure_in_words, with_noun
from generator.pages.view.context import Context
from generator.pages.view.subjects import breakdown_name
from generator.products import Bar, BarChart, ShareChart
from generator.register_links import grouped

RowKey = tuple[str | None, Breakdown]
FEWEST = 3
MOST = 40
PLACE = "place"
"""The topic of figures about the place itself."""


def row_key(observation: Observation) -> RowKey:
    return observation.organisation_id, observation.breakdown


def key_name(context: Context, key: RowKey, several_bodies: bool) -> str:
    """Return what tells a row from the others: the organisation, the members, or both."""
    body, breakdown = key
    members = ", ".join(context.register.members[pair].name for pair in breakdown)
    if not several_bodies:
        return members or words.word("heading", "total")
    if body is None:
        return members or words.word("heading", "all_bodies")
    name = context.register.organisations[body].short_name
    return f"{name} · {members}" if members else name


def chart_of_rows(context: Context, figures: Sequence[Observation]) -> BarChart | None:
    """Return bars over all rows that are no totals, largest first.

    None where the figures describe what a place consists of: its parts are not to be ranked.  None
    where several associations have a chart of such parts on pages of their own: bars that differ in
    two ways at once, association and part, compare neither.  Where an association states parts and
    another does not, a bar is all that the first one states.
    """
    if context.register.indicators[figures[0].indicator_id].topic == PLACE:
        return None
    parts = [
        figure for figure in figures if figure.occurrence == 1 and not is_whole(context, figure, figures)
    ]
    if len({dimension for figure in parts for dimension, _ in figure.breakdown}) > 1:
        return _chart_of_shared(context, figures, parts)
    of_bodies = Counter(figure.organisation_id for figure in parts if figure.breakdown)
    if sum(number >= FEWEST for number in of_bodies.values()) > 1:
        return None
    several_bodies = len({figure.organisation_id for figure in parts}) > 1
    bars = {key_name(context, row_key(figure), several_bodies): figure for figure in parts}
    if several_bodies and len({figure.breakdown for figure in parts}) > 1:
        bars = _by_body(context, parts)
    chart = bar_chart(context, bars)
    return chart and replace(chart, source=chart.source + gap(context, figures, parts))


def _chart_of_shared(
    context: Context, figures: Sequence[Observation], parts: Sequence[Observation]
) -> BarChart | None:
    """Return bars over the one breakdown that all parts have, where some are divided further."""
    shared = set.intersection(*({dimension for dimension, _ in figure.breakdown} for figure in parts))
    if len(shared) != 1 or len({figure.organisation_id for figure in parts}) > 1:
        return None
    (dimension,) = shared
    own = grouped(parts, lambda part: tuple(pair for pair in part.breakdown if pair[0] == dimension))
    if _cannot_be_added(context, parts):
        return None
    bars = {
        _summed_name(context.register.members[pair].name, several): _as_one(pair, several)
        for (pair,), several in own.items()
    }
    chart = bar_chart(context, bars)
    return chart and replace(chart, source=chart.source + gap(context, figures, parts))


def _as_one(pair: tuple[str, str], parts: Sequence[Observation]) -> Observation:
    return replace(parts[0] if len(parts) == 1 else summed(parts), breakdown=(pair,))


def _cannot_be_added(context: Context, parts: Sequence[Observation]) -> bool:
    is_ratio = context.register.indicators[parts[0].indicator_id].kind == "ratio"
    return is_ratio or any(part.value is None for part in parts)


def _summed_name(name: str, parts: Sequence[Observation]) -> str:
    return name if len(parts) == 1 else words.sentence("bar_summed", body=name, parts=len(parts))


def _by_body(context: Context, parts: Sequence[Observation]) -> dict[str, Observation]:
    """Return one figure an organisation; empty where those of one cannot be added up."""
    own = grouped(parts, lambda part: part.organisation_id)
    if _cannot_be_added(context, parts):
        return {}
    return {
        _bar_name(context, body, several): several[0] if len(several) == 1 else summed(several)
        for body, several in own.items()
    }


def _bar_name(context: Context, body: str | None, parts: Sequence[Observation]) -> str:
    """Return the organisation; of one part the part too, of several how many are added up."""
    if len(parts) == 1:
        return key_name(context, row_key(parts[0]), several_bodies=True)
    return _summed_name(key_name(context, (body, ()), several_bodies=True), parts)


def bar_chart(context: Context, figures: Mapping[str, Observation]) -> BarChart | None:
    """Return one bar a labelled figure; None where there are too few or too many to compare."""
    known = {label: figure for label, figure in figures.items() if figure.value is not None}
    if not FEWEST <= len(known) <= MOST or not any(figure.value for figure in known.values()):
        return None
    ranked = sorted(known.items(), key=lambda pair: (-_value(pair[1]), text.collation_key(pair[0])))
    values = {_value(figure) for _, figure in ranked}
    if len(values) == 1 or values == {0, 1}:
        return None  # nothing to see where all are the same, nothing to rank where one is or is not
    largest = [label for label, figure in ranked if _value(figure) == _value(ranked[0][1])]
    shown = [figure for _, figure in ranked]
    indicator = context.register.indicators[shown[0].indicator_id]
    named = largest if names_largest(context, shown, largest) else ()
    return BarChart(
        title=title_of_bars(context, shown, largest),
        description=_described(context, ranked),
        source=source_line(context, shown),
        bars=tuple(
            Bar(
                label,
                _value(figure),
                with_noun(figure, indicator, beside_name=True),
                emphasis=label in named,
                bound=figure.qualifier or "",
            )
            for label, figure in ranked
        ),
    )


def chart_of_cross(
    context: Context, figures: Sequence[Observation], down: str, across: str
) -> ShareChart | None:
    """Return one stacked bar a row; None unless every row states every part, exactly."""
    cells = {
        (dict(figure.breakdown).get(down), dict(figure.breakdown).get(across)): figure for figure in figures
    }
    members = context.register.members
    stated = [
        (figure, members[across, part].name) for (row, part), figure in cells.items() if part and not row
    ]
    rows = sorted(
        dict.fromkeys(row for row, _ in cells if row), key=lambda name: members[(down, name)].sort_order
    )
    parts = sorted(
        dict.fromkeys(part for _, part in cells if part), key=lambda name: members[(across, name)].sort_order
    )
    complete = [row for row in rows if all((row, part) in cells for part in parts)]
    shown = [cells[(row, part)] for row in complete for part in parts]
    if min(len(complete), len(parts)) < 2 or any(
        figure.value is None or figure.qualifier for figure in shown
    ):
        return None
    return ShareChart(
        title=title_of_shares(context, across, cells.get((None, None)), stated, shown),
        description=_described(context, [(breakdown_name(context, figure), figure) for figure in shown]),
        source=source_line(context, shown) + gap(context, figures, shown),
        rows=tuple(
            (
                members[(down, row)].name,
                tuple(
                    _part(context, cells[(row, part)], across, part, rank) for rank, part in enumerate(parts)
                ),
            )
            for row in complete
        ),
    )


def _part(context: Context, figure: Observation, across: str, part: str, rank: int) -> Bar:
    indicator = context.register.indicators[figure.indicator_id]
    return Bar(
        context.register.members[(across, part)].name,
        _value(figure),
        figure_in_words(figure, indicator),
        emphasis=rank == 0,
    )


def _described(context: Context, labelled: Sequence[tuple[str, Observation]]) -> str:
    """Return the whole chart in words, for those who cannot see it."""
    return "; ".join(
        f"{label}: {with_noun(figure, context.register.indicators[figure.indicator_id])}"
        for label, figure in labelled
    )


def source_line(context: Context, figures: Sequence[Observation]) -> str:
    """Return documents and places below a chart, whose title says the period."""
    documents = dict.fromkeys(
        context.register.documents[figure.document_id].short_title for figure in figures
    )
    places = dict.fromkeys(figure.locator for figure in figures)
    pattern = "chart_source" if len(places) == 1 else "chart_source_places"
    return words.sentence(
        pattern,
        documents=words.as_written("; ".join(documents)),
        place=words.as_written(next(iter(places))),
    )


def _value(figure: Observation) -> Decimal:
    assert figure.value is not None
    return figure.value
