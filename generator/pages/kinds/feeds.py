"""Feeds of releases and of changes, as Atom and as JSON: of the whole record, or of one province."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from generator import urls
from generator.language import VIETNAMESE
from generator.model import Release, Revision
from generator.pages.blocks.province_parts import MOST_CHANGES
from generator.pages.blocks.revisions import Change, changes, newest_first
from generator.pages.kinds.corrections import ATOM, JSON
from generator.pages.view import words
from generator.pages.view.context import Context
from generator.pages.view.rendering import environment, fields_of

_TAG = "tag:solieuhoi.invalid,2026:"
"""Before ids where the site's address is not known."""


class Entry(Struct, frozen=True):
    """One piece of news."""

    id: str
    title: str
    content: str
    href: str
    updated: str


class Feed(Struct, frozen=True):
    """What `feed.xml.j2` receives; the JSON says the same."""

    id: str
    title: str
    author: str
    updated: str
    own: str
    page: str
    entries: tuple[Entry, ...]


def feeds(context: Context, province_id: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield both files by their path below the site."""
    made = _feed(context, province_id)
    place = urls.feed(None if province_id is None else context.unit(province_id), "")
    xml = environment(VIETNAMESE).get_template("feed.xml.j2").render(fields_of(made))
    yield f"{place}{ATOM}".lstrip("/"), xml.encode()
    yield f"{place}{JSON}".lstrip("/"), _as_json(made).encode()


def _feed(context: Context, province_id: str | None) -> Feed:
    province = None if province_id is None else context.unit(province_id)
    inside = None if province_id is None else {province_id, *context.measured.inside[province_id]}
    rows = newest_first(one for one in context.register.revisions if inside is None or one.unit_id in inside)[
        :MOST_CHANGES
    ]
    told = zip(rows, changes(context, rows), strict=True)
    entries = [_of_change(context, revision, change) for revision, change in told]
    entries += [_of_release(context, one) for one in context.register.releases]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    place, site = urls.feed(province, ""), context.site.name
    title = (
        words.sentence("feed_title", site=site)
        if province is None
        else words.sentence("feed_title_of", site=site, place=words.lowered(province.full_name))
    )
    return Feed(
        id=_id(context, place),
        title=title,
        author=site,
        updated=entries[0].updated,
        own=context.lasting(f"{place}{ATOM}"),
        page=context.lasting(urls.CORRECTIONS),
        entries=tuple(entries),
    )


def _of_change(context: Context, revision: Revision, change: Change) -> Entry:
    address = urls.changes_of(context.unit(revision.unit_id))
    name = f"{revision.figure_id}-{revision.revised_on.isoformat()}-{revision.field}"
    new = change.new_value if change.target is None else change.target.text
    unit = words.lowered(change.unit.text)
    return Entry(
        id=_id(context, f"{urls.CORRECTIONS}#{name}"),
        title=words.capitalised(
            words.sentence("feed_change", kind=change.kind, figure=change.figure.text, unit=unit)
        ),
        content=words.capitalised(
            words.sentence(
                "feed_changed", what=change.what, old=change.old_value, new=new, reason=change.reason
            )
        ),
        href=context.lasting(address),
        updated=_moment(revision.revised_on),
    )


def _of_release(context: Context, release: Release) -> Entry:
    address = urls.release(release.release_id)
    return Entry(
        id=_id(context, address),
        title=words.sentence("feed_release", release=release.release_id, title=release.title),
        content=release.note or release.title,
        href=context.lasting(address),
        updated=_moment(release.released_on),
    )


def _id(context: Context, address: str) -> str:
    return context.full(address) if context.site.url else f"{_TAG}{address}"


def _moment(day: date) -> str:
    """Return the first moment of a day in Vietnam."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _as_json(feed: Feed) -> str:
    items = [
        {
            "id": entry.id,
            "url": entry.href,
            "title": entry.title,
            "content_text": entry.content,
            "date_published": entry.updated,
        }
        for entry in feed.entries
    ]
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.own.removesuffix(ATOM) + JSON,
        "language": "vi",
        "items": items,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
