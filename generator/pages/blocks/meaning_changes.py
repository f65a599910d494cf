"""What names, definitions and ways of counting were in earlier releases: told, though no figure changed."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator import text
from generator.model import Indicator, Renaming
from generator.pages.blocks.revisions import release_link
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.subjects import dimension_name
from generator.releases.frozen import OF_INDICATOR

_IDS = ("numerator_id", "denominator_id")


class Renamed(Struct, frozen=True):
    """One text that says something else than it said in a release."""

    kind: str
    name: str
    column: str
    old_value: str
    new_value: str
    release: Link
    next: Link | None  # the release that has the new one; None where it came after all


def renamings(context: Context, most: int) -> tuple[Renamed, ...]:
    """Return the newest, without those that rows of revisions.csv tell of each figure."""
    told = [one for one in context.register.renamed if not _is_of_figures(one)]
    return tuple(_renamed(context, one) for one in reversed(told[-most:]))


def as_counted_in(context: Context, release_id: str) -> Context:
    """Return the context with indicators that count as they did in a release."""
    names = [one.release_id for one in context.register.releases]
    since = set(names[names.index(release_id) :])
    then: dict[str, Indicator] = {}
    for one in reversed(context.register.renamed):  # the first change since the release tells what it had
        if _is_of_figures(one) and one.release_id in since:
            indicator = then.get(one.name) or context.register.indicators[one.name]
            then[one.name] = replace(indicator, **{one.column: one.old_value})
    if not then:
        return context
    indicators = {**context.register.indicators, **then}
    return replace(context, register=replace(context.register, indicators=indicators))


def _is_of_figures(one: Renaming) -> bool:
    return one.table == "indicators" and one.column in OF_INDICATOR


def _renamed(context: Context, one: Renaming) -> Renamed:
    return Renamed(
        kind=words.word("renamed", one.table),
        name=_name(context, one),
        column=words.word("renamed_column", one.column),
        old_value=_said(context, one, one.old_value),
        new_value=_said(context, one, one.new_value),
        release=release_link(context, one.release_id),
        next=None if one.next_id is None else release_link(context, one.next_id),
    )


def _name(context: Context, one: Renaming) -> str:
    """Return how the record calls it now."""
    register = context.register
    if one.table == "units":
        return context.unit(one.name).full_name
    if one.table == "documents":
        return words.as_written(register.documents[one.name].short_title)
    if one.table == "breakdowns":
        return dimension_name(context, one.name)
    if one.table == "dimensions":
        dimension, _, member = one.name.partition("=")
        return register.members[dimension, member].name
    own = register.indicators if one.table == "indicators" else register.organisations
    return own[one.name].name


def _said(context: Context, one: Renaming, cell: str | None) -> str:
    if cell is None:
        return words.word("renamed_column", "nothing")
    if one.column == "issued_on":
        return text.day(date.fromisoformat(cell))
    if one.column in _IDS and cell in context.register.indicators:
        return context.register.indicators[cell].name
    if one.column == "parent_id":
        return context.unit(cell).full_name if cell in context.register.units else cell
    if one.column.startswith("adds_over"):
        return words.word("adds", cell)
    return words.word("status", cell) if one.column == "status" else words.as_written(cell)
