"""Feeds of releases and of changes, as Atom and as JSON: of the whole record, or of one province."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import urls
from generator.model import Release, Revision
from generator.pages import words
from generator.pages.corrections import ATOM, JSON
from generator.pages.parted import MOST_CHANGES
from generator.pages.rendering import environment, fields_of
from generator.pages.revised import Change, changes, newest_first
from generator.pages.scene import Scene

_TAG = "tag:solieuhoi.invalid,2026:"
"""Before ids where the site's address is not known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news."""

    id: str
    title: str
    content: str
    href: str
    updated: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What `feed.xml.j2` receives; the JSON says the same."""

    id: str
    title: str
    updated: str
    own: str
    page: str
    entries: tuple[Entry, ...]


def feeds(scene: Scene, province_id: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield both files by their path below the site."""
    made = _feed(scene, province_id)
    place = urls.feed(None if province_id is None else scene.unit(province_id), "")
    xml = environment().get_template("feed.xml.j2").render(fields_of(made))
    yield f"{place}{ATOM}".lstrip("/"), xml.encode()
    yield f"{place}{JSON}".lstrip("/"), _as_json(made).encode()


def _feed(scene: Scene, province_id: str | None) -> Feed:
    province = None if province_id is None else scene.unit(province_id)
    inside = None if province_id is None else {province_id, *scene.measured.inside[province_id]}
    rows = newest_first(one for one in scene.register.revisions if inside is None or one.unit_id in inside)[
        :MOST_CHANGES
    ]
    told = zip(rows, changes(scene, rows), strict=True)
    entries = [_of_change(scene, revision, change) for revision, change in told]
    entries += [_of_release(scene, one) for one in scene.register.releases]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    place = urls.feed(province, "")
    title = (
        words.sentence("feed_title")
        if province is None
        else words.sentence("feed_title_of", place=province.full_name)
    )
    return Feed(
        id=_id(scene, place),
        title=title,
        updated=entries[0].updated,
        own=scene.lasting(f"{place}{ATOM}"),
        page=scene.lasting(urls.CORRECTIONS),
        entries=tuple(entries),
    )


def _of_change(scene: Scene, revision: Revision, change: Change) -> Entry:
    address = urls.changes_of(scene.unit(revision.unit_id))
    name = f"{revision.figure_id}-{revision.revised_on.isoformat()}-{revision.field}"
    new = change.new_value if change.target is None else change.target.text
    unit = change.unit.text
    return Entry(
        id=_id(scene, f"{urls.CORRECTIONS}#{name}"),
        title=words.capitalised(
            words.sentence("feed_change", kind=change.kind, figure=change.figure.text, unit=unit)
        ),
        content=words.capitalised(
            words.sentence(
                "feed_changed", what=change.what, old=change.old_value, new=new, reason=change.reason
            )
        ),
        href=scene.lasting(address),
        updated=_moment(revision.revised_on),
    )


def _of_release(scene: Scene, release: Release) -> Entry:
    address = urls.release(release.release_id)
    return Entry(
        id=_id(scene, address),
        title=words.sentence("feed_release", release=release.release_id, title=release.title),
        content=release.note or release.title,
        href=scene.lasting(address),
        updated=_moment(release.released_on),
    )


def _id(scene: Scene, address: str) -> str:
    return scene.full(address) if scene.site.url else f"{_TAG}{address}"


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
