"""The corrections page: every change of a figure that had been published, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text, urls
from generator.model import Revision
from generator.pages import words
from generator.pages.figures import subject
from generator.pages.parted import MOST_CHANGES
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene
from generator.pages.trail import breadcrumb_list, trail
from generator.products import Page


@dataclass(frozen=True, slots=True)
class Change:
    """One change: which figure, from what to what, when, why and in which release."""

    figure: Link
    unit: Link
    kind: str
    day: str
    old_value: str
    new_value: str
    reason: str
    release: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One release of the whole record."""

    release: str
    day: str
    title: str
    note: str | None


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """What `corrections.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    changes: tuple[Change, ...]
    earlier: int  # changes that are not shown; the file has all
    csv: str
    releases: tuple[Issue, ...]
    method: str


def corrections_page(scene: Scene) -> Page:
    """Return all revisions and corrections, and all releases."""
    steps = trail(scene)
    title = words.word("title", "corrections")
    revisions = sorted(
        scene.register.revisions, key=lambda one: (one.revised_on, one.figure_id), reverse=True
    )
    context = CorrectionsPage(
        trail=steps,
        here=title,
        changes=tuple(_change(scene, revision) for revision in revisions[:MOST_CHANGES]),
        earlier=max(0, len(revisions) - MOST_CHANGES),
        csv=scene.to(f"{urls.DOWNLOADS}revisions.csv"),
        releases=issues(scene),
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


def issues(scene: Scene) -> tuple[Issue, ...]:
    """Return the releases, the newest first."""
    releases = sorted(
        scene.register.releases, key=lambda one: (one.released_on, one.release_id), reverse=True
    )
    return tuple(Issue(one.release_id, text.day(one.released_on), one.title, one.note) for one in releases)


def _change(scene: Scene, revision: Revision) -> Change:
    """Return a change in words; a figure that was withdrawn has no address any more."""
    observation = scene.register.observations.get(revision.figure_id)
    link = Link(revision.figure_id)
    if observation is not None:
        link = Link(subject(scene, observation), scene.to(scene.figure_address(observation)))
    return Change(
        figure=link,
        unit=scene.dated_unit_link(revision.unit_id),
        kind=words.word("revision", revision.kind),
        day=text.day(revision.revised_on),
        old_value=revision.old_value or "",
        new_value=revision.new_value or "",
        reason=revision.reason,
        release=revision.release_id,
    )
