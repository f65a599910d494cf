"""Changes of published figures in words: what it was, what it is, when and why; the newest first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from generator import text, urls
from generator.model import Observation, Revision
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.figure import said, value_or_reason
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import subject
from generator.register_links import grouped
from generator.releases.comparison import MOVED, OF_IDENTITY

_LEADING_ZEROS = re.compile("^0+(?=[0-9])")
_CORRECTION = attrgetter("reason", "revised_on", "kind", "release_id")
_CAUSE = ("figure_id", "unit_id", "kind", "revised_on", "reason", "release_id")


class Change(Struct, frozen=True):
    """One change; `target` is the figure that a moved one has become."""

    figure_id: str
    figure: Link
    period: str
    unit: Link
    came_from: Link | None  # the same in mid-sentence, where the figure stands in another one today
    kind: str
    day: str
    field: str
    what: str
    old_value: str
    new_value: str
    target: Link | None
    reason: str
    release: Link
    is_gone: bool  # whether this row is where the figure's own anchor is kept


class Correction(Struct, frozen=True):
    """What was changed on one day for one reason."""

    reason: str
    kind: str
    day: str
    release: Link
    count: int  # of its changes, shown or not
    units: int
    changes: tuple[Change, ...]  # that are shown


class Notice(Struct, frozen=True):
    """That a page was corrected lately: how many figures of it, since which release."""

    figures: int
    release: str
    day: str
    is_called_by_day: bool


def changes(
    context: Context, revisions: Iterable[Revision], arrived: Collection[Revision] = ()
) -> tuple[Change, ...]:
    """Return changes in words, the newest first; of a figure that is gone, one row keeps its anchor.

    Those among them by which figures arrived from other units say where they stood; the anchors are kept
    there.
    """
    kept = {one.figure_id for one in arrived}
    return tuple(_change(context, one, kept, one in arrived) for one in newest_first(revisions))


def corrections(
    context: Context,
    revisions: Iterable[Revision],
    most: int | None = None,
    arrived: Collection[Revision] = (),
) -> tuple[Correction, ...]:
    """Return the corrections that the `most` newest changes belong to, each counted with all its changes."""
    ordered = newest_first(revisions)
    whole, newest = grouped(ordered, _CORRECTION), ordered[:most]
    told = zip(newest, changes(context, newest, arrived), strict=True)
    shown = grouped(told, lambda pair: _CORRECTION(pair[0]))
    return tuple(_correction(whole[key], [change for _, change in own]) for key, own in shown.items())


def _correction(revisions: Sequence[Revision], told: Sequence[Change]) -> Correction:
    return Correction(
        reason=told[0].reason,
        kind=told[0].kind,
        day=told[0].day,
        release=told[0].release,
        count=len(revisions),
        units=len({one.unit_id for one in revisions}),
        changes=tuple(told),
    )


def newest_first(revisions: Iterable[Revision]) -> list[Revision]:
    """Return revisions, the newest first, told once; those of one figure on one day stand together."""
    ordered = sorted(told_once(revisions), key=lambda one: (one.unit_id, one.figure_id, _rank(one.field)))
    return sorted(ordered, key=lambda one: one.revised_on, reverse=True)


def told_once(revisions: Iterable[Revision]) -> Iterator[Revision]:
    """Yield all but those of printed words that say what the row of their value says: `1.875`, 1875."""
    rows = list(revisions)
    values = {_cause(one): (one.old_value, one.new_value) for one in rows if one.field == "value"}
    for one in rows:
        printed = (_as_number(one.old_value), _as_number(one.new_value))
        if one.field != "value_text" or values.get(_cause(one)) != printed:
            yield one


def _cause(revision: Revision) -> tuple[object, ...]:
    return (*(getattr(revision, name) for name in _CAUSE),)


def _as_number(printed: str | None) -> str | None:
    return printed and _LEADING_ZEROS.sub("", printed.replace(".", "").replace(",", "."))


def _rank(field: str) -> tuple[bool, str]:
    return field not in OF_IDENTITY, field


def notice(context: Context, unit_id: str, arrived: Collection[Revision] = ()) -> Notice | None:
    """Return what the banner of a unit's page says; it stands until a release that brings no change to it.

    The changes of the newest release, and those made since, are still news.  A figure that moved and was
    changed counts once.
    """
    releases = context.register.releases[-2:]
    recent = {one.release_id for one in releases}
    every = (*context.register.revisions_of.get(unit_id, ()), *arrived)
    own = [one for one in every if one.release_id in recent]
    if not own:
        return None
    since = next(one for one in releases if one.release_id in {row.release_id for row in own})
    heirs = {one.figure_id: one.new_value for one in own if one.field == MOVED}
    figures = {heirs.get(one.figure_id, one.figure_id) for one in own}
    return Notice(len(figures), since.release_id, text.day(since.released_on), since.is_called_by_day)


def former(context: Context, revision: Revision) -> Observation | None:
    """Return a figure as it was in the release that a revision corrects."""
    figures = context.register.frozen.get((revision.release_id, revision.unit_id), ())
    return next((one for one in figures if one.figure_id == revision.figure_id), None)


def release_link(context: Context, release_id: str) -> Link:
    """Return a release by its id, linked to its page."""
    return Link(release_id, context.to(urls.release(release_id)))


def _change(context: Context, revision: Revision, kept: set[str], is_arrival: bool) -> Change:
    was = former(context, revision)
    now = context.register.observations.get(revision.figure_id)
    gone = now is None and revision.figure_id not in kept and revision.field in OF_IDENTITY
    kept.update({revision.figure_id} if gone else ())
    target, unit = _target(context, revision, was), context.dated_unit_link(revision.unit_id)
    shown = now or was
    return Change(
        figure_id=revision.figure_id,
        figure=Link(
            revision.figure_id if shown is None else subject(context, shown),
            None if now is None else context.to(urls.figure_row(context.unit(now.unit_id), now)),
        ),
        period="" if shown is None else period_of(context, shown),
        unit=unit,
        came_from=in_sentence(unit) if is_arrival else None,
        kind=words.word("revision", revision.kind),
        day=text.day(revision.revised_on),
        field=revision.field,
        what=words.word("revised", revision.field),
        old_value=_old(context, revision, was),
        new_value="" if target else said(context, revision.field, revision.new_value, shown),
        target=target,
        reason=words.as_written(revision.reason),
        release=release_link(context, revision.release_id),
        is_gone=gone,
    )


def _old(context: Context, revision: Revision, was: Observation | None) -> str:
    """Return what stood there; of a figure that moved, where it stood, and of a withdrawn one, its value."""
    if was is None or revision.field not in OF_IDENTITY:
        return said(context, revision.field, revision.old_value, was)
    if revision.field != MOVED:
        return value_or_reason(context, was)
    return _apart(context, was, context.register.observations.get(revision.new_value or ""))


def _apart(context: Context, figure: Observation, other: Observation | None) -> str:
    """Return what a figure is and where it stands: of subject, period, unit those that another has not."""
    told, others = _where(context, figure), () if other is None else _where(context, other)
    own = [part for part in told if part not in others]
    return words.capitalised(", ".join(own or told))


def _where(context: Context, figure: Observation) -> tuple[str, str, str]:
    unit = words.lowered(context.unit(figure.unit_id).full_name)
    return subject(context, figure), period_of(context, figure), unit


def _target(context: Context, revision: Revision, was: Observation | None) -> Link | None:
    """Return the figure that a moved one has become: what of it is another, and where."""
    heir = context.register.observations.get(revision.new_value or "") if revision.field == MOVED else None
    if heir is None:
        return None
    address = context.to(urls.figure_row(context.unit(heir.unit_id), heir))
    return Link(_apart(context, heir, was), address)
