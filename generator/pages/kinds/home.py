"""The home page: the question, the search, the record in four figures, what is new, the provinces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from generator import text, urls
from generator.measures import Score
from generator.model import Document, Observation
from generator.model.codes import LEVELS
from generator.pages.blocks.chart_slots import ChartSlot
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.headlines import headlines
from generator.pages.blocks.social_card import card_of_place
from generator.pages.blocks.tile_map import Standing, by_name, standings, tile_map
from generator.pages.kinds.releases import Issue, issues
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.dates import is_draft
from generator.pages.view.figure import Figure, figure
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.pages.view.subjects import detail
from generator.products import Page

NEWEST = 6


class Latest(Struct, frozen=True):
    """One telling figure of one unit."""

    indicator: Link
    detail: str
    figure: Figure
    is_draft: bool  # whether its document is one


class Place(Struct, frozen=True):
    """One unit and its telling figures."""

    unit: Link
    figures: tuple[Latest, ...]


class HomePage(Struct, frozen=True):
    """What `home.md.j2` receives."""

    search: str
    units: int
    figures: int  # each counted once
    repeats: int
    denominators: int
    documents: int
    score: Score
    places: str
    organisations: str
    indicators: str
    sources: str
    quality: str
    data: str
    about: str
    latest: tuple[Place, ...]
    slot: ChartSlot | None
    provinces: tuple[Standing, ...]  # by name
    all_units: int
    releases: tuple[Issue, ...]
    corrections: str
    compare: str
    citation: Citation


def home_page(context: Context) -> Page:
    """Return the home page."""
    register, measured = context.register, context.measured
    provinces, telling = standings(context), _latest(context)
    chart = tile_map(context, provinces)
    content = HomePage(
        search=context.to(urls.SEARCH),
        units=len(measured.reporting),
        figures=measured.numbers - measured.denominators,
        repeats=measured.repeats,
        denominators=measured.denominators,
        documents=len(measured.counts_of_document),
        score=measured.score,
        places=context.to(urls.PLACES),
        organisations=context.to(urls.ORGANISATIONS),
        indicators=context.to(urls.INDICATORS),
        sources=context.to(urls.DOCUMENTS),
        quality=context.to(urls.QUALITY),
        data=context.to(urls.DATA),
        about=context.to(urls.ABOUT),
        latest=tuple(_places(context, telling)),
        slot=None if chart is None else ChartSlot(0, chart.title, chart.source),
        provinces=by_name(provinces),
        all_units=len(register.units),
        releases=issues(context)[:3],
        corrections=context.to(urls.CORRECTIONS),
        compare=context.to(urls.COMPARE),
        citation=citation(context, words.word("crumb", "home"), is_living=True),
    )
    title = context.site.name
    front = FrontMatter(
        title=title,
        description=words.sentence("data_description"),
        kind="home",
        search_alias=text.fold(title),
        search_weight="2",
        published=release_of(register),
    )
    card = card_of_place(context, telling)
    return page(context.address, content, front, () if chart is None else (chart,), card=card)


def _latest(context: Context) -> list[Observation]:
    """Return the first headlines of the units with the newest figures, two a unit, unit by unit.

    Units with the most telling figures go first, then those with the newest.
    """
    telling = [headlines(context, unit_id)[:2] for unit_id in _units_with_news(context)]
    ranked = sorted(filter(None, telling), key=lambda own: _rank(context, own[0]))
    return [one for own in ranked for one in own][:NEWEST]


def _rank(context: Context, first: Observation) -> tuple[int, int]:
    return context.register.indicators[first.indicator_id].headline or 0, first.period.latest_first


def _units_with_news(context: Context) -> tuple[str, ...]:
    """Return the units in the documents about the newest periods, a few units a document, provinces first."""
    counts, documents = context.measured.counts_of_document, context.register.documents
    sources = (documents[name] for name in counts)
    by_name = sorted(sources, key=lambda one: (_level(context, one), one.document_id))
    newest = sorted(by_name, key=lambda one: one.period_end or date.min, reverse=True)
    named = (context.measured.units_of_document[one.document_id][:NEWEST] for one in newest[:NEWEST])
    units = {unit_id for several in named for unit_id in several}
    return tuple(sorted(units, key=lambda name: (LEVELS.index(context.unit(name).level), name)))


def _level(context: Context, document: Document) -> int:
    return 0 if document.unit_id is None else LEVELS.index(context.unit(document.unit_id).level)


def _places(context: Context, telling: list[Observation]) -> Iterator[Place]:
    for unit_id, own in groupby(telling, key=lambda one: one.unit_id):
        yield Place(context.dated_unit_link(unit_id), tuple(_shown(context, one) for one in own))


def _shown(context: Context, observation: Observation) -> Latest:
    return Latest(
        indicator=context.indicator_link(context.register.indicators[observation.indicator_id]),
        detail=detail(context, observation),
        figure=figure(context, observation, beside_name=True),
        is_draft=is_draft(context.register.documents[observation.document_id]),
    )
