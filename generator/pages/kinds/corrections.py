"""The corrections page: every change of a figure that had been published, the newest first; and feeds."""

from __future__ import annotations

from msgspec import Struct

from generator import urls
from generator.measures import Territory
from generator.model import Register
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.meaning_changes import Renamed, renamings
from generator.pages.blocks.province_parts import MOST_CHANGES
from generator.pages.blocks.revisions import Correction, corrections, newest_first
from generator.pages.kinds.releases import Issue, issues
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated
from generator.pages.view.rendering import page
from generator.products import Page

ATOM, JSON = "feed.xml", "feed.json"


class Feeds(Struct, frozen=True):
    """What can be followed: all of it, or one province."""

    name: str
    atom: str
    json: str


class CorrectionsPage(Struct, frozen=True):
    """What `corrections.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    corrections: tuple[Correction, ...]
    earlier: int  # changes that are not shown; the file has all
    csv: str
    renamed: tuple[Renamed, ...]
    releases: tuple[Issue, ...]
    feeds: tuple[Feeds, ...]
    method: str
    citation: Citation


def corrections_page(context: Context) -> Page:
    """Return all revisions and corrections, and all releases."""
    title = words.word("title", "corrections")
    revisions = newest_first(context.register.revisions)
    content = CorrectionsPage(
        trail=trail(context),
        here=title,
        corrections=corrections(context, revisions, MOST_CHANGES),
        earlier=max(0, len(revisions) - MOST_CHANGES),
        csv=context.to(f"{urls.DOWNLOADS}revisions.csv"),
        renamed=renamings(context, MOST_CHANGES),
        releases=issues(context),
        feeds=_feeds(context),
        method=context.to(urls.METHOD),
        citation=citation(context, title, is_living=True),
    )
    return page(context.address, content, front_of(context, "corrections"))


def with_feed(register: Register) -> tuple[str | None, ...]:
    """Return what has a feed: the whole record (None), and the provinces in which something changed."""
    if not register.releases:
        return ()
    return (None, *Territory(register).by_province(register.revisions_of))


def _feeds(context: Context) -> tuple[Feeds, ...]:
    return tuple(_feed(context, name) for name in with_feed(context.register))


def _feed(context: Context, province_id: str | None) -> Feeds:
    unit = None if province_id is None else context.unit(province_id)
    name = words.word("heading", "all_provinces") if unit is None else dated(unit.full_name, unit)
    return Feeds(name, context.to(urls.feed(unit, ATOM)), context.to(urls.feed(unit, JSON)))
