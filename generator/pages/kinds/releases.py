"""The pages of releases: all of them, each with its files, and the units that have changed since."""

from __future__ import annotations

from msgspec import Struct

from generator import text, urls
from generator.model import Observation, Release
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.meaning_changes import as_counted_in
from generator.pages.blocks.revisions import Correction, corrections, release_link
from generator.pages.view import words
from generator.pages.view.amounts import with_noun
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.figure import value_or_reason
from generator.pages.view.periods import period_as_released
from generator.pages.view.rendering import FrontMatter, page
from generator.pages.view.subjects import subject
from generator.products import Page
from generator.read.release_snapshots import ADDRESSES, FIGURES, MEANINGS, RULES, SUMS


class Issue(Struct, frozen=True):
    """One release of the whole record."""

    release: Link
    day: str
    is_called_by_day: bool
    title: str
    note: str | None


class ReleasesPage(Struct, frozen=True):
    """What `releases.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    releases: tuple[Issue, ...]
    corrections: str
    citation: Citation


class ReleasePage(Struct, frozen=True):
    """What `release.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    issue: Issue
    is_newest: bool
    figures: str
    addresses: str
    meanings: str | None
    rules: str | None
    sums: str
    changed: tuple[Link, ...]
    citation: Citation


class FigureThen(Struct, frozen=True):
    """One figure as a release had it."""

    subject: str
    period: str  # as the release has it, and not as today's page words it
    words: str  # with the unit of measure
    printed: str | None  # where it says more than the words
    document: Link
    place: str


class UnitThenPage(Struct, frozen=True):
    """What `unit_then.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    release: Link
    day: str
    today: Link
    corrections: tuple[Correction, ...]
    names: str  # of when the names and the units of measure are
    figures: tuple[FigureThen, ...]


def issues(context: Context) -> tuple[Issue, ...]:
    """Return the releases, the newest first."""
    return tuple(_issue(context, one) for one in reversed(context.register.releases))


def releases_page(context: Context) -> Page:
    """Return the list of all releases."""
    title = words.word("title", "releases")
    steps = trail(context, Link(words.word("crumb", "data"), context.to(urls.DATA)))
    content = ReleasesPage(
        trail=steps,
        here=title,
        releases=issues(context),
        corrections=context.to(urls.CORRECTIONS),
        citation=citation(context, title, is_living=True),
    )
    front = _front(context, title, words.sentence("releases_description", site=context.site.name), steps)
    return page(context.address, content, front)


def release_page(context: Context, release_id: str) -> Page:
    """Return the page of one release: its files, and whose figures have changed since."""
    release = _release(context, release_id)
    title = words.sentence("release_title", release=release_id)
    steps = _steps(context)
    units = (unit_id for frozen_in, unit_id in context.register.frozen if frozen_in == release_id)
    content = ReleasePage(
        trail=steps,
        here=title,
        issue=_issue(context, release),
        is_newest=release == context.register.releases[-1],
        figures=context.to(f"{urls.release(release_id)}{FIGURES}"),
        addresses=context.to(f"{urls.release(release_id)}{ADDRESSES}"),
        meanings=_file(context, release_id, MEANINGS),
        rules=_file(context, release_id, RULES),
        sums=context.to(f"{urls.release(release_id)}{SUMS}"),
        changed=tuple(
            Link(
                context.dated_unit_link(name).text, context.to(urls.unit_then(release_id, context.unit(name)))
            )
            for name in units
        ),
        citation=citation(context, title),
    )
    said_of_it = words.sentence("release_description", release=release_id, day=text.day(release.released_on))
    return page(context.address, content, _front(context, title, said_of_it, steps))


def unit_then_page(context: Context, release_id: str, unit_id: str) -> Page:
    """Return the figures of a unit as a release had them, and what has changed since."""
    release, unit = _release(context, release_id), context.unit(unit_id)
    day, link = text.day(release.released_on), context.dated_unit_link(unit_id)
    title = words.sentence("then_title", unit=link.text, release=release_id)
    steps = (*_steps(context), release_link(context, release_id))
    own = context.register.frozen[release_id, unit_id]
    since = _from(context, release_id)
    revisions = context.register.revisions_of.get(unit_id, ())
    then = as_counted_in(context, release_id)
    content = UnitThenPage(
        trail=steps,
        here=link.text,
        name=unit.full_name,
        release=release_link(context, release_id),
        day=day,
        today=link,
        corrections=corrections(context, (one for one in revisions if one.release_id in since)),
        names=_names(context, then, release_id),
        figures=tuple(_then(then, one) for one in own),
    )
    front = FrontMatter(
        title=title,
        description=words.sentence(
            "then_description", unit=in_sentence(link).text, release=release_id, day=day
        ),
        kind="unit-then",
        canonical=context.lasting(urls.unit(unit)),
    )
    return page(context.address, content, front)


def earlier_versions(context: Context, unit_id: str) -> tuple[Link, ...]:
    """Return the pages of a unit as earlier releases had it, the newest first."""
    unit, frozen = context.unit(unit_id), context.register.frozen
    return tuple(
        Link(
            words.sentence("version", release=one.release_id, day=text.day(one.released_on)),
            context.to(urls.unit_then(one.release_id, unit)),
        )
        for one in reversed(context.register.releases)
        if (one.release_id, unit_id) in frozen
    )


def _issue(context: Context, release: Release) -> Issue:
    return Issue(
        release=release_link(context, release.release_id),
        day=text.day(release.released_on),
        is_called_by_day=release.is_called_by_day,
        title=words.as_written(release.title),
        note=words.maybe_as_written(release.note),
    )


def _release(context: Context, release_id: str) -> Release:
    return next(one for one in context.register.releases if one.release_id == release_id)


def _from(context: Context, release_id: str) -> set[str]:
    """Return the ids of a release and of all later ones."""
    names = [one.release_id for one in context.register.releases]
    return set(names[names.index(release_id) :])


def _file(context: Context, release_id: str, name: str) -> str | None:
    """Return the way to a file that not every release has."""
    is_there = name in context.register.release_files.get(release_id, ())
    return context.to(f"{urls.release(release_id)}{name}") if is_there else None


def _steps(context: Context) -> tuple[Link, ...]:
    above = Link(words.word("crumb", "releases"), context.to(urls.RELEASES))
    return trail(context, Link(words.word("crumb", "data"), context.to(urls.DATA)), above)


def _front(context: Context, title: str, description: str, steps: tuple[Link, ...]) -> FrontMatter:
    return FrontMatter(
        title=title,
        description=description,
        kind="release",
        search_alias=text.fold(title),
        jsonld=breadcrumb_list(context, steps, title),
    )


def _names(context: Context, then: Context, release_id: str) -> str:
    """Return of when the names and the units of measure are that stand beside the figures of a release."""
    if MEANINGS in context.register.release_files.get(release_id, ()):
        return words.sentence("then_names_kept")
    return words.sentence("then_names_of_today" if then is context else "then_names_of_later_release")


def _then(context: Context, figure: Observation) -> FigureThen:
    indicator, printed = context.register.indicators[figure.indicator_id], figure.value_text
    plain = shown = value_or_reason(context, figure)
    if figure.value is not None:
        shown = with_noun(figure, indicator, beside_name=True)
    says_more = printed is not None and _told(printed) not in (_told(plain), _told(shown))
    return FigureThen(
        subject=subject(context, figure),
        period=period_as_released(figure),
        words=shown,
        printed=words.maybe_as_written(printed) if says_more else None,
        document=context.document_link(context.register.documents[figure.document_id]),
        place=words.as_written(figure.locator),
    )


def _told(printed: str) -> str:
    """Return what words tell, whatever their spaces, and without a zero in front."""
    return text.fold(printed).lstrip("0")
