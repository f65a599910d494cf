"""The directories of organisations, indicators and documents; that of places is in `places`."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text
from generator.model import Document, Page
from generator.pages import words
from generator.pages.dates import document_date, document_status
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene
from generator.pages.trail import breadcrumb_list, trail


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One kind of association: its name, in how many units it has figures, and how many."""

    link: Link
    definition: str
    units: int
    figures: int


@dataclass(frozen=True, slots=True)
class Family:
    """Associations of one family, in the official order."""

    anchor: str
    name: str
    bodies: tuple[BodyLine, ...]


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    """What `organisations.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: its name, unit of measure, and how many figures it has."""

    link: Link
    unit_of_measure: str
    definition: str
    figures: int


@dataclass(frozen=True, slots=True)
class TopicLines:
    """The indicators of one topic."""

    anchor: str
    name: str
    description: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    """What `indicators.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    total: int
    topics: tuple[TopicLines, ...]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document: who issued it, when, its status, and how many figures come from it."""

    link: Link
    title: str
    issuer: str
    date: str
    status: str
    figures: int


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """What `documents.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    sources: tuple[DocumentLine, ...]
    others: tuple[DocumentLine, ...]


def organisations_page(scene: Scene) -> Page:
    """Return all kinds of associations by family, in the official order."""
    families: dict[str, list[BodyLine]] = {}
    for body in scene.register.organisations.values():
        figures = scene.figures(scene.measured.figures_of_organisation.get(body.organisation_id, ()))
        units = {one.unit_id for one in figures}
        line = BodyLine(scene.organisation_link(body), body.definition, len(units), len(figures))
        families.setdefault(body.family, []).append(line)
    context = OrganisationsPage(
        trail=trail(scene),
        here=words.word("title", "organisations"),
        families=tuple(
            Family(name.replace("_", "-"), words.word("families", name), tuple(lines))
            for name, lines in sorted(families.items(), key=lambda pair: pair[0] == "group")
        ),
    )
    return page(scene.address, "organisations.md.j2", context, directory_front(scene, "organisations"))


def indicators_page(scene: Scene) -> Page:
    """Return all indicators by topic."""
    by_topic: dict[str, list[IndicatorLine]] = {}
    for indicator in scene.register.indicators.values():
        count = len(scene.measured.figures_of_indicator.get(indicator.indicator_id, ()))
        line = IndicatorLine(
            scene.indicator_link(indicator), indicator.unit_of_measure, indicator.definition, count
        )
        by_topic.setdefault(indicator.topic, []).append(line)
    context = IndicatorsPage(
        trail=trail(scene),
        here=words.word("title", "indicators"),
        total=len(scene.register.indicators),
        topics=tuple(
            TopicLines(topic_id.replace("_", "-"), topic.name, topic.description, tuple(by_topic[topic_id]))
            for topic_id, topic in scene.register.topics.items()
            if topic_id in by_topic
        ),
    )
    return page(scene.address, "indicators.md.j2", context, directory_front(scene, "indicators"))


def documents_page(scene: Scene) -> Page:
    """Return the documents that figures come from, then those that they rest on."""
    lines = [_document_line(scene, document) for document in scene.register.documents.values()]
    context = DocumentsPage(
        trail=trail(scene),
        here=words.word("title", "documents"),
        sources=tuple(line for line in lines if line.figures),
        others=tuple(line for line in lines if not line.figures),
    )
    return page(scene.address, "documents.md.j2", context, directory_front(scene, "documents"))


def _document_line(scene: Scene, document: Document) -> DocumentLine:
    return DocumentLine(
        link=scene.document_link(document),
        title=document.title,
        issuer=document.issuer,
        date=document_date(document),
        status=document_status(document),
        figures=len(scene.measured.figures_of_document.get(document.document_id, ())),
    )


def directory_front(scene: Scene, name: str) -> FrontMatter:
    """Return the front matter of a directory with a name of its own."""
    title = words.word("title", name)
    return FrontMatter(
        title=title,
        description=words.sentence(f"{name}_description"),
        kind=name,
        search_alias=text.fold(title),
        search_weight="3",
        jsonld=breadcrumb_list(trail(scene), title),
        published=release_of(scene.register),
    )
