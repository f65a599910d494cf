"""Lists: one row a figure (or one a figure stated several times), told apart by its label and detail."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator import urls
from generator.model import Observation
from generator.pages.blocks.chart import row_key
from generator.pages.blocks.tables import Column, Table, caption_of, common_of, id_of, row_of, table_of
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.subjects import detail
from generator.register_links import grouped


def list_table(context: Context, figures: Sequence[Observation], names_bodies: bool) -> Table:
    """Return the figures of one topic, each under its indicator's name."""
    groups = grouped(figures, lambda one: (one.indicator_id, one.period, row_key(one)))
    topic = context.register.topics[context.register.indicators[figures[0].indicator_id].topic]
    common = common_of(context, figures)
    rows = tuple(
        replace(
            row_of(context, common, label_of(context, group[0]), False, [group], beside_name=True),
            detail=detail(context, group[0], names_bodies),
        )
        for group in groups.values()
    )
    return table_of(
        context,
        common,
        table_id=id_of(urls.topic_anchor(topic.topic_id), max(figure.period for figure in figures)),
        caption=caption_of(context, topic.name, figures),
        corner=words.word("heading", "indicator"),
        columns=(Column(Link(words.word("heading", "figure")), ""),),
        rows=rows,
        chart=None,
        shows_units=True,
    )


def flat_table(
    context: Context,
    labelled: Sequence[tuple[Link, str, Observation]],
    *,
    table_id: str,
    caption: Link,
    corner: str,
) -> Table:
    """Return figures in the order given, each with its own label and detail.

    Those of one indicator stand below its name, those of several under theirs: either says what is counted.
    The caption says what all of them share, and the period where they share it.
    """
    figures = [observation for _, _, observation in labelled]
    common = common_of(context, figures)
    rows = tuple(
        replace(row_of(context, common, label, False, [[observation]], beside_name=True), detail=detail)
        for label, detail, observation in labelled
    )
    return table_of(
        context,
        common,
        table_id=table_id,
        caption=Link(caption_of(context, caption.text, figures).text, caption.href),
        corner=corner,
        columns=(Column(Link(words.word("heading", "figure")), ""),),
        rows=rows,
        chart=None,
        shows_units=True,
    )


def label_of(context: Context, observation: Observation) -> Link:
    return context.indicator_link(context.register.indicators[observation.indicator_id])
