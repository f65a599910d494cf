"""Figures on two maps: that of the day they were reported for, and today's.

A unit of today shows what its predecessors reported and, where the rule of `measures.boundary_changes`
allows it, their sum; an ended unit shows what today's units make of it.  What the site adds up
itself is never marked as a figure of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator import text
from generator.bounds import is_open
from generator.measures import Bridged, Part, Successor
from generator.model import Period, Unit
from generator.pages.blocks.unit_lineage import parts_of
from generator.pages.view import words
from generator.pages.view.amounts import in_words, limit_of_sum, noun_of_sum
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.figure import Figure, figure
from generator.pages.view.periods import period_of
from generator.pages.view.subjects import subject

MOST_COLUMNS = 3
MOST_CARRIED = 12
"""Sums of one unit that are listed, those of the newest periods first."""
MOST_NAMED = 20
"""Subjects of one fate that are named one by one."""


class Outcome(Struct, frozen=True):
    """What becomes of one subject, or of several with the same fate, on today's map."""

    subjects: tuple[str, ...]  # as many as are named
    unnamed: int  # how many more there are
    count: int  # of figures: one subject may have been reported for several periods
    period: str
    value: str  # plain; empty where nothing is carried
    words: str
    noun: str
    reported: int
    parts: int
    missing: tuple[Link, ...]  # parts without a value
    divided: tuple[Link, ...]  # parts that went elsewhere too
    adds_up: bool


class ThenColumn(Struct, frozen=True):
    """One subject in the table of predecessors."""

    name: str
    period: str


class ThenRow(Struct, frozen=True):
    """One predecessor with its figures; None where it reported none."""

    unit: Link
    relation: str
    disputed: str | None
    regrouped: int  # of how many units of today it can be read again exactly; 0: not known
    cells: tuple[Figure | None, ...]


class PredecessorFigures(Struct, frozen=True):
    """A unit of today as it was reported: its predecessors, and what may be carried from them."""

    columns: tuple[ThenColumn, ...]
    rows: tuple[ThenRow, ...]
    others: int  # subjects that are not in the table
    carried: tuple[Outcome, ...]
    left: int  # sums that are not listed
    not_carried: tuple[Outcome, ...]


class Today(Struct, frozen=True):
    """One unit of today that holds an ended one, and what is carried of the ended one's figures."""

    unit: Link
    whole: bool
    fellows: tuple[Link, ...]  # the other units, and parts of units, it was made from
    carried: tuple[Outcome, ...]
    left: int  # sums that are not listed
    not_carried: tuple[Outcome, ...]


# A unit of today ------------------------------------------------------------------------------


def then(context: Context, unit: Unit) -> PredecessorFigures | None:
    """Return what the predecessors of a unit reported; None where none did."""
    bridged = context.measured.bridged.get(unit.unit_id, ())
    if not bridged:
        return None
    shown = _most_telling(context, bridged)
    carried, left, not_carried = _outcomes(context, unit, bridged)
    return PredecessorFigures(
        columns=tuple(_column(context, one) for one in shown),
        rows=_rows(context, unit, shown),
        others=len(bridged) - len(shown),
        carried=carried,
        left=left,
        not_carried=not_carried,
    )


def _most_telling(context: Context, bridged: Sequence[Bridged]) -> tuple[Bridged, ...]:
    """Return up to three subjects: those that most predecessors reported, headlines first."""
    return tuple(sorted(bridged, key=lambda one: _rank(context, one))[:MOST_COLUMNS])


def _rank(context: Context, one: Bridged) -> tuple[bool, int, bool, int]:
    """Rank a subject: a headline of a predecessor, reported by many, whole before part."""
    headlines = {name for part in one.parts for name in context.measured.headlines.get(part.unit_id, ())}
    leading = any(part.figure_id in headlines for part in one.reported)
    order = context.register.indicators[one.indicator_id].headline or 0
    return not leading, -len(one.reported), bool(one.breakdown), order


def _column(context: Context, one: Bridged) -> ThenColumn:
    return ThenColumn(
        name=subject(context, one),
        period=_periods(context, [one]),
    )


def _rows(context: Context, unit: Unit, shown: Sequence[Bridged]) -> tuple[ThenRow, ...]:
    units = dict.fromkeys(part.unit_id for one in shown for part in one.parts)
    return tuple(_row(context, unit, former_id, shown) for former_id in units)


def _row(context: Context, unit: Unit, former_id: str, shown: Sequence[Bridged]) -> ThenRow:
    changes = context.register.predecessors.get(unit.unit_id, ())
    direct = next((change for change in changes if change.from_unit_id == former_id), None)
    regrouped = context.measured.regrouped.get(former_id)
    return ThenRow(
        unit=context.dated_unit_link(former_id),
        relation=words.word("came", "earlier" if direct is None else direct.relation),
        disputed=None if direct is None else words.maybe_as_written(direct.disputed),
        regrouped=len(regrouped.units) if regrouped is not None and regrouped.exact else 0,
        cells=tuple(_cell(context, one, former_id) for one in shown),
    )


def _cell(context: Context, one: Bridged, former_id: str) -> Figure | None:
    names = [part.figure_id for part in one.parts if part.unit_id == former_id]
    named = next((name for name in names if name is not None), None)
    return None if named is None else figure(context, context.register.observations[named], beside_name=True)


# What is carried, and what not ----------------------------------------------------------------


def _outcomes(
    context: Context, successor: Unit, bridged: Sequence[Bridged]
) -> tuple[tuple[Outcome, ...], int, tuple[Outcome, ...]]:
    """Return the carried sums, how many more there are, and what is not carried, by reason."""
    sums = [one for one in bridged if one.value is not None]
    shown = sums if len(sums) <= MOST_CARRIED else _newest(sums)[:MOST_CARRIED]
    alike: dict[tuple[tuple[str, ...], tuple[Part, ...]], list[Bridged]] = {}
    for one in bridged:
        if one.value is None:
            key = one.obstacles, tuple(_fate(part) for part in one.parts)
            alike.setdefault(key, []).append(one)
    carried = tuple(_outcome(context, successor, [one]) for one in shown)
    not_carried = tuple(_outcome(context, successor, several) for several in alike.values())
    return carried, len(sums) - len(shown), not_carried


def _newest(bridged: Sequence[Bridged]) -> list[Bridged]:
    """Return the newest periods first, and of one period the whole before its parts."""
    return sorted(bridged, key=lambda one: (one.period.latest_first, len(one.breakdown)))


def _fate(part: Part) -> Part:
    """Return a part without its figure: what decides whether it can be carried."""
    return Part(part.unit_id, None, part.reported, part.whole)


def _outcome(context: Context, successor: Unit, several: Sequence[Bridged]) -> Outcome:
    first = several[0]
    subjects = tuple(dict.fromkeys(subject(context, one) for one in several))
    indicator = context.register.indicators[first.indicator_id]
    figures = [context.register.observations[part.figure_id] for part in first.parts if part.figure_id]
    return Outcome(
        subjects=subjects[:MOST_NAMED],
        unnamed=max(0, len(subjects) - MOST_NAMED),
        count=len(several),
        period=_periods(context, several),
        value="" if first.value is None else text.plain(first.value),
        words=""
        if first.value is None
        else in_words(first.value, limit_of_sum(first.qualifier, any(map(is_open, figures))), indicator),
        noun=noun_of_sum(figures, indicator),
        reported=len(first.reported),
        parts=len(first.parts),
        missing=_former(context, successor, [part.unit_id for part in first.parts if not part.reported]),
        divided=_former(context, successor, [part.unit_id for part in first.parts if not part.whole]),
        adds_up="not_additive" not in first.obstacles,
    )


def _periods(context: Context, several: Sequence[Bridged]) -> str:
    """Return the periods as their figures tell them, those marked that no source states."""
    names = [
        part.figure_id for one in sorted(several, key=_by_period) for part in one.parts if part.figure_id
    ]
    found = dict.fromkeys(period_of(context, context.register.observations[name]) for name in names)
    return words.word("heading", "list_separator").join(found)


def _by_period(one: Bridged) -> Period:
    return one.period


def _former(context: Context, successor: Unit, unit_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return former units in mid-sentence, dated where one bears the name of its successor."""
    return tuple(
        in_sentence(
            context.dated_unit_link(unit_id)
            if context.unit(unit_id).name == successor.name
            else context.unit_link(unit_id)
        )
        for unit_id in unit_ids
    )


def unit_links(context: Context, unit_ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(in_sentence(context.unit_link(unit_id)) for unit_id in unit_ids)


# An ended unit --------------------------------------------------------------------------------


def today(context: Context, unit: Unit) -> tuple[Today, ...]:
    """Return what holds an ended unit today; empty for a unit in force, and for one that left none."""
    successors = context.measured.territory.today(unit.unit_id) if unit.ended else ()
    return tuple(_today(context, unit, successor) for successor in successors)


def _today(context: Context, unit: Unit, successor: Successor) -> Today:
    bridged = context.measured.bridged.get(successor.unit_id, ())
    of_the_unit = [one for one in bridged if _reports(one, unit.unit_id)]
    carried, left, not_carried = _outcomes(context, context.unit(successor.unit_id), of_the_unit)
    return Today(
        unit=in_sentence(context.dated_unit_link(successor.unit_id)),
        whole=successor.whole,
        fellows=tuple(_fellows(context, unit.unit_id, successor.unit_id)),
        carried=carried,
        left=left,
        not_carried=not_carried,
    )


def _fellows(context: Context, unit_id: str, successor_id: str) -> Iterator[Link]:
    """Yield the units, and parts of units, that made a successor beside one, at the change it ended with."""
    on_the_way = set(context.measured.territory.later(unit_id))
    for change in context.register.predecessors.get(successor_id, ()):
        if change.from_unit_id in on_the_way:
            yield from _fellows(context, unit_id, change.from_unit_id)
        elif change.from_unit_id != unit_id:
            yield from parts_of(context, [change], context.unit(successor_id))


def _reports(one: Bridged, unit_id: str) -> bool:
    return any(part.unit_id == unit_id for part in one.reported)
