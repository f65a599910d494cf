"""The corrections page: every change of a figure that had been published, the newest first; and feeds."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text, urls
from generator.measures import Territory
from generator.model import Register
from generator.pages import words
from generator.pages.parted import MOST_CHANGES
from generator.pages.released import Issue, issues
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.revised import Change, changes, newest_first
from generator.pages.scene import Link, Scene, dated
from generator.pages.trail import breadcrumb_list, trail
from generator.products import Page

ATOM, JSON = "feed.xml", "feed.json"


@dataclass(frozen=True, slots=True)
class Feeds:
    """What can be followed: all of it, or one province."""

    name: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """What `corrections.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    changes: tuple[Change, ...]
    earlier: int  # changes that are not shown; the file has all
    csv: str
    releases: tuple[Issue, ...]
    feeds: tuple[Feeds, ...]
    method: str


def corrections_page(scene: Scene) -> Page:
    """Return all revisions and corrections, and all releases."""
    steps = trail(scene)
    title = words.word("title", "corrections")
    revisions = newest_first(scene.register.revisions)
    context = CorrectionsPage(
        trail=steps,
        here=title,
        changes=changes(scene, revisions[:MOST_CHANGES]),
        earlier=max(0, len(revisions) - MOST_CHANGES),
        csv=scene.to(f"{urls.DOWNLOADS}revisions.csv"),
        releases=issues(scene),
        feeds=_feeds(scene),
        method=scene.to(urls.METHOD),
    )
    front = FrontMatter(
        title=title,
        description=words.sentence("corrections_description"),
        kind="corrections",
        search_alias=text.fold(title),
        search_weight="3",
        jsonld=breadcrumb_list(scene, steps, title),
        published=release_of(scene.register),
    )
    return page(scene.address, "corrections.md.j2", context, front)


def followed(register: Register) -> tuple[str | None, ...]:
    """Return what has a feed: the whole record (None), and the provinces in which something changed."""
    if not register.releases:
        return ()
    return (None, *Territory(register).by_province(register.revisions_of))


def _feeds(scene: Scene) -> tuple[Feeds, ...]:
    return tuple(_feed(scene, name) for name in followed(scene.register))


def _feed(scene: Scene, province_id: str | None) -> Feeds:
    unit = None if province_id is None else scene.unit(province_id)
    name = words.word("heading", "all_provinces") if unit is None else dated(unit.full_name, unit)
    return Feeds(name, scene.to(urls.feed(unit, ATOM)), scene.to(urls.feed(unit, JSON)))
