"""The figures of a unit as a release had them, which no later change touches."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Observation
from generator.pages.view.context import Context


def as_published(
    context: Context, release_id: str, unit_id: str, indicator_id: str | None = None
) -> tuple[Observation, ...]:
    """Return them in the order of their ids, of one indicator where one is named.

    What a document states again is left out: a frozen row does not say that it does.
    """
    frozen = context.register.frozen.get((release_id, unit_id))
    own = _unchanged(context, release_id, unit_id, indicator_id) if frozen is None else frozen
    found: dict[tuple[object, ...], Observation] = {}
    for one in sorted(own, key=lambda one: one.figure_id):
        if indicator_id in (None, one.indicator_id):
            what = (one.organisation_id, one.indicator_id, one.breakdown, one.period, one.document_id)
            found.setdefault(what, one)
    return tuple(found.values())


def _unchanged(
    context: Context, release_id: str, unit_id: str, indicator_id: str | None
) -> Iterable[Observation]:
    """Return those figures of a unit, of which none has changed since, that the release had."""
    releases = [one.release_id for one in context.register.releases]
    until = set(releases[: releases.index(release_id) + 1])
    first = context.register.published.get(unit_id, {})
    if indicator_id is not None:
        now = context.figures_in([unit_id], "indicator_id", indicator_id)
    else:
        now = context.figures(context.register.observations_of.get(unit_id, ()))
    return (one for one in now if first.get(one.figure_id) in until)
