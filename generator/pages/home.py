"""The home page: the question, the search, the record in four figures, what is new, the provinces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator import text, urls
from generator.measures import Score
from generator.model import Observation
from generator.model.codes import LEVELS
from generator.pages import words
from generator.pages.figures import Figure, detail, figure
from generator.pages.released import Issue, issues
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene
from generator.pages.tables import ChartSlot
from generator.pages.telling import headlines
from generator.pages.tiles import Standing, by_name, standings, tile_map
from generator.products import Page

NEWEST = 6


@dataclass(frozen=True, slots=True)
class Latest:
    """One telling figure of one unit."""

    unit: Link
    indicator: Link
    detail: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class HomePage:
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
    latest: tuple[Latest, ...]
    slot: ChartSlot | None
    provinces: tuple[Standing, ...]  # by name
    all_units: int
    releases: tuple[Issue, ...]
    corrections: str


def home_page(scene: Scene) -> Page:
    """Return the home page."""
    register, measured = scene.register, scene.measured
    provinces = standings(scene)
    chart = tile_map(scene, provinces)
    context = HomePage(
        search=scene.to(urls.SEARCH),
        units=len(register.observations_of),
        figures=measured.figures - measured.repeats - measured.denominators,
        repeats=measured.repeats,
        denominators=measured.denominators,
        documents=len(measured.counts_of_document),
        score=measured.score,
        places=scene.to(urls.PLACES),
        organisations=scene.to(urls.ORGANISATIONS),
        indicators=scene.to(urls.INDICATORS),
        sources=scene.to(urls.DOCUMENTS),
        quality=scene.to(urls.QUALITY),
        data=scene.to(urls.DATA),
        about=scene.to(urls.ABOUT),
        latest=_latest(scene),
        slot=None if chart is None else ChartSlot(0, chart.title, chart.source),
        provinces=by_name(provinces),
        all_units=len(register.units),
        releases=issues(scene)[:3],
        corrections=scene.to(urls.CORRECTIONS),
    )
    title = words.word("title", "home")
    front = FrontMatter(
        title=title,
        description=words.sentence("data_description"),
        kind="home",
        search_alias=text.fold(title),
        search_weight="2",
        published=release_of(register),
    )
    return page(scene.address, "home.md.j2", context, front, () if chart is None else (chart,))


def _latest(scene: Scene) -> tuple[Latest, ...]:
    """Return the first headlines of the units with the newest figures, two a unit."""
    telling = [one for unit_id in _units_with_news(scene) for one in headlines(scene, unit_id)[:2]]
    newest = sorted(telling, key=lambda one: one.period.latest_first)
    return tuple(_shown(scene, one) for one in newest[:NEWEST])


def _units_with_news(scene: Scene) -> tuple[str, ...]:
    """Return the units in the documents about the newest periods, a few units a document."""
    counts, documents = scene.measured.counts_of_document, scene.register.documents
    sources = (documents[name] for name in counts)
    newest = sorted(sources, key=lambda one: (one.period_end or date.min, one.document_id), reverse=True)
    named = (scene.measured.units_of_document[one.document_id][:NEWEST] for one in newest[:NEWEST])
    units = {unit_id for several in named for unit_id in several}
    return tuple(sorted(units, key=lambda name: (LEVELS.index(scene.unit(name).level), name)))


def _shown(scene: Scene, observation: Observation) -> Latest:
    return Latest(
        unit=scene.dated_unit_link(observation.unit_id),
        indicator=scene.indicator_link(scene.register.indicators[observation.indicator_id]),
        detail=detail(scene, observation),
        figure=figure(scene, observation, beside_name=True),
    )
