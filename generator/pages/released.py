"""The pages of releases: all of them, each with its files, and the units that have changed since."""

from __future__ import annotations

from dataclasses import dataclass

from generator import text, urls
from generator.model import Observation, Release
from generator.pages import words
from generator.pages.cited import Citation, citation
from generator.pages.figures import period_of, stated, subject
from generator.pages.rendering import FrontMatter, page
from generator.pages.revised import Change, changes, release_link
from generator.pages.scene import Link, Scene
from generator.pages.trail import breadcrumb_list, trail
from generator.products import Page
from generator.read.snapshots import ADDRESSES, FIGURES, SUMS


@dataclass(frozen=True, slots=True)
class Issue:
    """One release of the whole record."""

    release: Link
    day: str
    title: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What `releases.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    releases: tuple[Issue, ...]
    corrections: str


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What `release.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    issue: Issue
    is_newest: bool
    figures: str
    addresses: str
    sums: str
    changed: tuple[Link, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Then:
    """One figure as a release had it."""

    subject: str
    period: str
    words: str
    printed: str | None
    document: Link
    place: str


@dataclass(frozen=True, slots=True)
class UnitThenPage:
    """What `unit_then.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    release: Link
    day: str
    today: Link
    changes: tuple[Change, ...]
    figures: tuple[Then, ...]


def issues(scene: Scene) -> tuple[Issue, ...]:
    """Return the releases, the newest first."""
    return tuple(_issue(scene, one) for one in reversed(scene.register.releases))


def releases_page(scene: Scene) -> Page:
    """Return the list of all releases."""
    title = words.word("title", "releases")
    steps = trail(scene, Link(words.word("crumb", "data"), scene.to(urls.DATA)))
    context = ReleasesPage(steps, title, issues(scene), scene.to(urls.CORRECTIONS))
    front = _front(scene, title, words.sentence("releases_description"), steps)
    return page(scene.address, "releases.md.j2", context, front)


def release_page(scene: Scene, release_id: str) -> Page:
    """Return the page of one release: its files, and whose figures have changed since."""
    release = _release(scene, release_id)
    title = words.sentence("release_title", release=release_id)
    steps = _steps(scene)
    units = (unit_id for frozen_in, unit_id in scene.register.frozen if frozen_in == release_id)
    context = ReleasePage(
        trail=steps,
        here=title,
        issue=_issue(scene, release),
        is_newest=release == scene.register.releases[-1],
        figures=FIGURES,
        addresses=ADDRESSES,
        sums=SUMS,
        changed=tuple(
            Link(scene.dated_unit_link(name).text, scene.to(urls.unit_then(release_id, scene.unit(name))))
            for name in units
        ),
        citation=citation(scene, title),
    )
    said_of_it = words.sentence("release_description", release=release_id, day=text.day(release.released_on))
    return page(scene.address, "release.md.j2", context, _front(scene, title, said_of_it, steps))


def unit_then_page(scene: Scene, release_id: str, unit_id: str) -> Page:
    """Return the figures of a unit as a release had them, and what has changed since."""
    release, unit = _release(scene, release_id), scene.unit(unit_id)
    day, link = text.day(release.released_on), scene.dated_unit_link(unit_id)
    title = words.sentence("then_title", unit=link.text, release=release_id)
    steps = (*_steps(scene), release_link(scene, release_id))
    own = scene.register.frozen[release_id, unit_id]
    since = _from(scene, release_id)
    revisions = scene.register.revisions_of.get(unit_id, ())
    context = UnitThenPage(
        trail=steps,
        here=link.text,
        name=unit.full_name,
        release=release_link(scene, release_id),
        day=day,
        today=link,
        changes=changes(scene, (one for one in revisions if one.release_id in since)),
        figures=tuple(_then(scene, one) for one in own),
    )
    front = FrontMatter(
        title=title,
        description=words.sentence("then_description", unit=link.text, release=release_id, day=day),
        kind="unit-then",
        canonical=scene.lasting(urls.unit(unit)),
    )
    return page(scene.address, "unit_then.md.j2", context, front)


def versions(scene: Scene, unit_id: str) -> tuple[Link, ...]:
    """Return the pages of a unit as earlier releases had it, the newest first."""
    unit, frozen = scene.unit(unit_id), scene.register.frozen
    return tuple(
        Link(
            words.sentence("version", release=one.release_id, day=text.day(one.released_on)),
            scene.to(urls.unit_then(one.release_id, unit)),
        )
        for one in reversed(scene.register.releases)
        if (one.release_id, unit_id) in frozen
    )


def _issue(scene: Scene, release: Release) -> Issue:
    return Issue(
        release_link(scene, release.release_id), text.day(release.released_on), release.title, release.note
    )


def _release(scene: Scene, release_id: str) -> Release:
    return next(one for one in scene.register.releases if one.release_id == release_id)


def _from(scene: Scene, release_id: str) -> set[str]:
    """Return the ids of a release and of all later ones."""
    names = [one.release_id for one in scene.register.releases]
    return set(names[names.index(release_id) :])


def _steps(scene: Scene) -> tuple[Link, ...]:
    above = Link(words.word("crumb", "releases"), scene.to(urls.RELEASES))
    return trail(scene, Link(words.word("crumb", "data"), scene.to(urls.DATA)), above)


def _front(scene: Scene, title: str, description: str, steps: tuple[Link, ...]) -> FrontMatter:
    return FrontMatter(
        title=title,
        description=description,
        kind="release",
        search_alias=text.fold(title),
        jsonld=breadcrumb_list(scene, steps, title),
    )


def _then(scene: Scene, figure: Observation) -> Then:
    return Then(
        subject=subject(scene, figure),
        period=period_of(scene, figure),
        words=stated(scene, figure),
        printed=figure.value_text,
        document=scene.document_link(scene.register.documents[figure.document_id]),
        place=figure.locator,
    )
