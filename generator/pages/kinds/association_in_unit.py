"""The page of one association in one unit: its figures there, by topic."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.model import Period
from generator.pages.blocks.breadcrumbs import trail, unit_steps
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.figure_history import any_later
from generator.pages.blocks.social_card import card_of_place
from generator.pages.blocks.telling import Topic, topics
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence, unit_title
from generator.pages.view.figure import count_of
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.products import Page

FOLDED_ABOVE = 12
"""Of more figures than these each topic opens with the most telling ones, and unfolds."""
FEW = 2
"""Periods named one by one in a sentence."""


class AssociationInUnitPage(Struct, frozen=True):
    """What `association_in_unit.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    unit: Link
    association: Link
    definition: str
    figures: int
    periods: str
    topics: tuple[Topic, ...]
    documents: tuple[Link, ...]
    csv: str
    citation: Citation


def association_in_unit_page(context: Context, unit_id: str, organisation_id: str) -> Page:
    """Return the page of one association in one unit."""
    unit, body = context.unit(unit_id), context.register.organisations[organisation_id]
    observations = context.figures_in([unit_id], "organisation_id", organisation_id)
    count = count_of(observations)
    told, charts = topics(context, observations, names_bodies=False, folds=count > FOLDED_ABOVE)
    steps = trail(context, *unit_steps(context, unit_id), context.unit_link(unit_id))
    title = words.sentence("body_in_unit", body=body.name, unit=words.lowered(unit_title(context, unit)))
    documents = dict.fromkeys(one.document_id for one in observations)
    content = AssociationInUnitPage(
        trail=steps,
        here=body.name,
        name=body.name,
        unit=in_sentence(context.dated_unit_link(unit_id)),
        association=context.organisation_link(body),
        definition=body.definition,
        figures=count,
        periods=_told_of({one.period for one in observations}),
        topics=tuple(_leaner(one) for one in told),
        documents=tuple(context.document_link(context.register.documents[name]) for name in documents),
        csv=context.to(urls.unit_rows(unit)),
        citation=citation(context, title, any_later(context, observations)),
    )
    above = context.ancestors(unit_id)
    front = FrontMatter(
        title=title,
        description=_description(title, count),
        kind="association-in-unit",
        search_alias=" ".join(dict.fromkeys(map(text.fold, [title, body.short_name, *body.aliases]))),
        search_names=", ".join(dict.fromkeys([body.short_name, *body.aliases])),
        search_weight="7",
        search_level=words.word("level", unit.level),
        search_place=(above[0] if above else unit).full_name,
        search_organisation=body.short_name,
        published=release_of(context.register),
    )
    return page(context.address, content, front, charts, card=card_of_place(context, observations))


def _description(title: str, count: int) -> str:
    if not count:
        return words.sentence("body_in_unit_without_figures", title=title)
    return words.sentence("body_in_unit_description", title=title, count=count)


def _told_of(periods: Collection[Period]) -> str:
    """Return one or two periods in words; of more, which head the tables, the span that they lie in."""
    if len(periods) > FEW:
        return text.period(Period.around(periods))
    return words.listed([text.period(period) for period in sorted(periods)])


def _leaner(topic: Topic) -> Topic:
    """Return a topic without the files that the page offers once: those of the unit."""
    return replace(topic, tables=tuple(replace(table, csv=None, file=None) for table in topic.tables))
