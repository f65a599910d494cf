"""The units of one province side by side: of each its latest figures of what most of them report.

One row a unit and one period a row; all other figures stand on the pages of the units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from generator.model import Breakdown, Observation
from generator.pages.blocks.figure_groups import WIDEST
from generator.pages.blocks.table_files import figures_file
from generator.pages.blocks.tables import Column, Row, Table
from generator.pages.view import words
from generator.pages.view.amounts import telling_noun
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import figure
from generator.pages.view.periods import bases_of, period_of
from generator.pages.view.subjects import detail
from generator.register_links import grouped

Subject = tuple[str, str | None, Breakdown]


def compared_table(
    context: Context,
    figures: Sequence[Observation],
    *,
    table_id: str,
    caption: str,
    heading: Callable[[Observation], Link],
    page: Callable[[str], Link],
) -> Table:
    """Return one row a unit under up to three subjects; `heading` names a subject, `page` a unit."""
    examples = {_subject(one): one for one in figures}
    subjects = _most_reported(context, figures)
    rows = [_newest(own, subjects) for own in grouped(figures, attrgetter("unit_id")).values()]
    shown = [row for row in rows if row]
    periods = {_period(context, row) for row in shown}
    of_all = [one for row in shown for cell in row.values() for one in cell]
    file = None if context.measured.is_large else figures_file(context, table_id, of_all)
    return Table(
        table_id=table_id,
        caption=Link(f"{caption}, {min(periods)}" if len(periods) == 1 else caption),
        unit_of_measure="",
        corner=words.word("heading", "unit"),
        columns=tuple(
            _column(context, heading(examples[subject]), examples[subject]) for subject in subjects
        ),
        rows=tuple(_row(context, row, subjects, page, len(periods) > 1) for row in shown),
        shows_units=False,
        bases=bases_of(of_all),
        labels_cells=False,
        documents=(),
        places=(),
        has_exceptions=False,
        footnotes=(),
        csv=None if file is None else context.to(f"/data/{file.path}"),
        file=file,
        chart=None,
        slot=None,
        doubts=(),
    )


def heading_of(context: Context, observation: Observation) -> str:
    """Return organisation and breakdown of a figure; for the figure of all together, that it is."""
    return detail(context, observation) or words.word("heading", "all_bodies")


def _subject(figure: Observation) -> Subject:
    return figure.indicator_id, figure.organisation_id, figure.breakdown


def _most_reported(context: Context, figures: Sequence[Observation]) -> list[Subject]:
    """Return up to three subjects: those of most units, the most telling indicators first."""
    reports = {(one.unit_id, _subject(one)) for one in figures if one.value is not None}
    units = Counter(subject for _, subject in reports)
    in_order = dict.fromkeys(map(_subject, figures))
    return sorted(in_order, key=lambda one: (-units[one], *_rank(context, one)))[:WIDEST]


def _rank(context: Context, subject: Subject) -> tuple[bool, int, int]:
    """Rank subjects that as many units report: headlines first, whole before part."""
    indicator_id, _, breakdown = subject
    headline = context.register.indicators[indicator_id].headline
    return headline is None, len(breakdown), headline or 0


def _newest(
    own: Sequence[Observation], subjects: Sequence[Subject]
) -> dict[Subject, tuple[Observation, ...]]:
    """Return the figures of one unit for the latest period in which it reported one of the subjects."""
    told = [one for one in own if _subject(one) in subjects and one.occurrence == 1]
    latest = max((one.period for one in told), key=lambda period: period.by_end, default=None)
    return grouped((one for one in told if one.period == latest), _subject)


def _period(context: Context, cells: Mapping[Subject, Sequence[Observation]]) -> str:
    return period_of(context, next(iter(cells.values()))[0])


def _column(context: Context, heading: Link, example: Observation) -> Column:
    return Column(heading, telling_noun(context.register.indicators[example.indicator_id]))


def _row(
    context: Context,
    cells: Mapping[Subject, Sequence[Observation]],
    subjects: Sequence[Subject],
    page: Callable[[str], Link],
    tells_period: bool,
) -> Row:
    own = [one for cell in cells.values() for one in cell]
    documents = dict.fromkeys(one.document_id for one in own)
    return Row(
        label=page(own[0].unit_id),
        detail="",
        period=_period(context, cells) if tells_period else "",
        places=tuple(context.document_link(context.register.documents[name]) for name in documents),
        notes=(),
        marks=(),
        cells=tuple(tuple(figure(context, one) for one in cells.get(subject, ())) for subject in subjects),
        is_total=False,
    )
