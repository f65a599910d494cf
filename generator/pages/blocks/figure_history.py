"""What became of a figure since it was published: its first release, and every change in words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator import text
from generator.model import Observation, Release, Revision
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.figure import said
from generator.pages.view.rendering import release_of
from generator.releases.comparison import MOVED


class FirstPublished(Struct, frozen=True):
    """The first release that has a figure, and whether it has it under the id that was its own then."""

    release: Release
    is_of_former_id: bool


class ChangeInWords(Struct, frozen=True):
    """One change in words."""

    day: str
    kind: str
    what: str
    came_from: Link | None  # the unit in which it stood before, where that is another
    reason: str


def first_published(context: Context, observation: Observation) -> FirstPublished | None:
    """Return the release in which a figure was published first, under whatever id; None before that."""
    published = context.register.published
    ids = _ids(context, observation)
    first = {name: published.get(unit_id, {}).get(name) for name, unit_id in ids.items()}
    for release in context.register.releases:
        if release.release_id in first.values():
            return FirstPublished(release, first[observation.figure_id] != release.release_id)
    return None


def _ids(context: Context, observation: Observation) -> dict[str, str]:
    """Return the units of a figure by its ids: its own, and each that it had before it moved."""
    ids = {observation.figure_id: observation.unit_id}
    to_trace = [observation.figure_id]
    while to_trace:
        name = to_trace.pop()
        for one in context.register.revisions_of_figure.get(name, ()):
            if one.field == MOVED and one.new_value == name and one.figure_id not in ids:
                ids[one.figure_id] = one.unit_id
                to_trace.append(one.figure_id)
    return ids


def _is_in_release(context: Context, observation: Observation) -> bool:
    return observation.figure_id in context.register.published.get(observation.unit_id, {})


def is_later(context: Context, observation: Observation) -> bool:
    """Say whether the newest release has not what the figure says: it came later, or was changed since."""
    is_new = not _is_in_release(context, observation)
    return is_new or _since_newest(context, changes_of(context, observation))


def any_later(context: Context, observations: Iterable[Observation]) -> bool:
    """Say whether the newest release has not what some of the figures say."""
    return any(is_later(context, one) for one in observations)


def has_later(context: Context, unit_id: str, observations: Iterable[Observation]) -> bool:
    """Say whether the page of a unit is not as in the newest release; a figure that went counts as well."""
    changed = _since_newest(context, context.register.revisions_of.get(unit_id, ()))
    return changed or not all(_is_in_release(context, one) for one in observations)


def has_new(context: Context, unit_ids: Iterable[str]) -> bool:
    """Say whether units have figures that no release has."""
    register = context.register
    return any(
        name not in register.published.get(unit_id, {})
        for unit_id in unit_ids
        for name in register.observations_of.get(unit_id, ())
    )


def _since_newest(context: Context, revisions: Iterable[Revision]) -> bool:
    return release_of(context.register) in {one.release_id for one in revisions}


def first_in_words(context: Context, observation: Observation) -> str | None:
    """Return the first release of a figure with its day; that it had another id then is said."""
    first = first_published(context, observation)
    if first is None:
        return None
    said = words.lowered(dated_release(first.release))
    return words.sentence("release_of_former_id", release=said) if first.is_of_former_id else said


def dated_release(release: Release) -> str:
    return words.sentence("release_dated", release=release.release_id, day=text.day(release.released_on))


def changes_of(context: Context, observation: Observation) -> tuple[Revision, ...]:
    """Return the changes of a figure, those by which it got its id among them."""
    return context.register.revisions_of_figure.get(observation.figure_id, ())


def arrivals(context: Context, observations: Iterable[Observation]) -> tuple[Revision, ...]:
    """Return the changes by which figures came here from other units."""
    found = ((one, change) for one in observations for change in changes_of(context, one))
    return tuple(change for one, change in found if change.unit_id != one.unit_id)


def told_change(context: Context, revision: Revision, observation: Observation) -> ChangeInWords:
    """Return a change of a figure in words: what it was and what it is, of the value or of another field."""
    cells = (revision.old_value, revision.new_value)
    before, after = (said(context, revision.field, cell, observation) for cell in cells)
    form = f"changed_{revision.field}" if revision.field in ("value", "moved") else "changed_field"
    if revision.field == "value_text" and None not in cells:
        form, before, after = "changed_text", *map(_within_quotes, (before, after))
    field = words.word("revised", revision.field)
    is_arrival = revision.unit_id != observation.unit_id
    return ChangeInWords(
        day=text.day(revision.revised_on),
        kind=words.word("revision", revision.kind),
        what=words.sentence(form, field=field, before=before, after=after),
        came_from=in_sentence(context.dated_unit_link(revision.unit_id)) if is_arrival else None,
        reason=words.as_written(revision.reason),
    )


def _within_quotes(printed: str) -> str:
    """Return words of a source as they stand between quotation marks."""
    return words.as_written(words.within_quotes(printed))
