"""Tables of figures, with everything that stands around them: source, doubts, file, chart.

What all rows share (period, document, place) is said once below the table instead of in every row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import text
from generator.model import Observation, Period
from generator.pages.blocks.arithmetic import LedgerRow, ledger_row
from generator.pages.blocks.chart_slots import ChartSlot, slots_of
from generator.pages.blocks.table_files import FEWEST_IN_FILE, figures_file
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import Figure, figure
from generator.pages.view.periods import bases_of, period_of
from generator.pages.view.subjects import body_name, joined
from generator.products import Chart, TableFile
from generator.register_links import grouped

FEWEST_THAT_SHARE = 3
"""A note that so many rows share stands once below the table."""

LONGEST = 10
"""Characters of a figure, three of which stand side by side on a phone."""


class Column(Struct, frozen=True):
    """One column of figures: its heading, linked to the indicator, and the unit of measure."""

    heading: Link
    unit_of_measure: str


class Note(Struct, frozen=True):
    """What is to be known of a row, or of its one column where the others do not share it."""

    text: str
    column: int | None


class Row(Struct, frozen=True):
    """One row: its label, what its figures do not share with the other rows, and the figures.

    A cell without figures means that the source does not state one.
    """

    label: Link
    detail: str  # organisation and breakdown, in a list; empty elsewhere
    period: str  # empty where all rows share it
    places: tuple[Link, ...]  # empty where all rows share them
    notes: tuple[Note, ...]
    marks: tuple[int, ...]  # of the table's footnotes, those that it shares
    cells: tuple[tuple[Figure, ...], ...]
    is_total: bool


class Place(Struct, frozen=True):
    """A place that most figures have, of one period where there are several."""

    link: Link
    period: str


class Table(Struct, frozen=True):
    """One table with everything that stands around it."""

    table_id: str
    caption: Link
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shows_units: bool  # units of measure stand in the cells, as the columns do not share one
    bases: tuple[str, ...]  # what the periods rest on that the sources do not state
    labels_cells: bool  # on a phone each cell says its period, as its figures do not fit beside others
    documents: tuple[Link, ...]  # none where each row names its own
    unit_of_measure: str  # of all figures, where no column names it; said with the caption
    places: tuple[Place, ...]  # of those figures whose rows name none
    has_exceptions: bool  # whether some rows name their own
    footnotes: tuple[str, ...]  # counted from 1
    csv: str | None
    file: TableFile | None
    chart: Chart | None
    slot: ChartSlot | None
    doubts: tuple[LedgerRow, ...]  # relations with a difference and whose stated figure stands here


class Common(Struct, frozen=True):
    """The figures of a table and what they have in common."""

    figures: tuple[Observation, ...]
    by_period: bool  # whether the columns are periods
    tells_period: bool  # whether each row says its own
    documents: tuple[str, ...]
    places: Mapping[Period | None, Observation | None]  # an example of those whose place is said below


def common_of(context: Context, figures: Sequence[Observation], by_period: bool = False) -> Common:
    """Return what figures have in common that stand in one table."""
    ranked = sorted(figures, key=lambda one: one.period) if by_period else figures
    groups = grouped(ranked, lambda one: one.period if by_period else None)
    places = {period: _usual(group) for period, group in groups.items()}
    return Common(
        figures=tuple(figures),
        by_period=by_period,
        tells_period=not by_period and len({period_of(context, figure) for figure in figures}) > 1,
        documents=tuple(dict.fromkeys(figure.document_id for figure in figures)),
        places={} if None in places.values() else places,
    )


def _usual(figures: Sequence[Observation]) -> Observation | None:
    """Return one of the figures at the place where half of them stand; None where no half does."""
    where, count = Counter(map(_where, figures)).most_common(1)[0]
    if 2 * count < len(figures):
        return None
    return next(figure for figure in figures if _where(figure) == where)


def _where(figure: Observation) -> tuple[str, str]:
    return figure.document_id, figure.locator


def table_of(
    context: Context,
    common: Common,
    *,
    table_id: str,
    caption: Link,
    corner: str,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    chart: Chart | None,
    unit_of_measure: str = "",
    shows_units: bool = False,
) -> Table:
    """Return rows and columns as a table, with what its figures have in common."""
    figures = common.figures
    has_file = len(figures) >= FEWEST_IN_FILE and not context.measured.is_large
    file = figures_file(context, table_id, figures) if has_file else None
    documents = common.documents if len(common.documents) == 1 else ()
    footnotes = _shared_notes(rows)
    return Table(
        table_id=table_id,
        caption=caption,
        unit_of_measure=unit_of_measure,
        corner=corner,
        columns=columns,
        rows=tuple(_marked(row, footnotes) for row in rows),
        bases=bases_of(figures),
        labels_cells=common.by_period and _is_wide(rows),
        shows_units=shows_units,
        documents=tuple(context.document_link(context.register.documents[name]) for name in documents),
        places=_places(context, common),
        has_exceptions=any(row.places for row in rows),
        footnotes=footnotes,
        csv=None if file is None else context.to(f"/data/{file.path}"),
        file=file,
        chart=chart,
        slot=None,
        doubts=_doubts(context, figures),
    )


def row_of(
    context: Context,
    common: Common,
    label: Link,
    is_total: bool,
    cells: Sequence[Sequence[Observation]],
    beside_name: bool = False,
) -> Row:
    """Return one row; it says what its figures do not share with those they are shown with."""
    own = [observation for cell in cells for observation in cell]
    return Row(
        label=label,
        detail="",
        period=_said(context, own) if common.tells_period else "",
        places=_own_places(context, common, own),
        notes=_notes(cells),
        marks=(),
        cells=tuple(tuple(figure(context, one, beside_name) for one in cell) for cell in cells),
        is_total=is_total,
    )


def _notes(cells: Sequence[Sequence[Observation]]) -> tuple[Note, ...]:
    """Return the notes of a row's figures, each once; a figure's note is not said of its neighbours."""
    filled = [(column, {one.note for one in cell}) for column, cell in enumerate(cells) if cell]
    found = []
    for note in dict.fromkeys(one.note for cell in cells for one in cell if one.note):
        having = [column for column, notes in filled if note in notes]
        said = words.as_written(note)
        found += [Note(said, None)] if len(having) == len(filled) else [Note(said, one) for one in having]
    return tuple(found)


def _shared_notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the notes that several rows share, in the order in which they come first."""
    told = Counter(note.text for row in rows for note in row.notes if note.column is None)
    return tuple(note for note, count in told.items() if count >= FEWEST_THAT_SHARE)


def _marked(row: Row, footnotes: Sequence[str]) -> Row:
    """Return a row with the numbers of the notes that stand below the table."""
    marks = {
        note: footnotes.index(note.text) + 1
        for note in row.notes
        if note.column is None and note.text in footnotes
    }
    own = tuple(note for note in row.notes if note not in marks)
    return replace(row, notes=own, marks=tuple(marks.values())) if marks else row


def _said(context: Context, figures: Sequence[Observation]) -> str:
    return words.word("heading", "list_separator").join(
        dict.fromkeys(period_of(context, one) for one in figures)
    )


def _is_wide(rows: Sequence[Row]) -> bool:
    """Whether the figures of a row are too long to stand side by side on a phone."""
    return len(rows[0].cells) > 2 and any(
        len(one.words) > LONGEST or one.parts for row in rows for cell in row.cells for one in cell
    )


# Places: below the table where most figures share them, else in the row ------------------------


def _places(context: Context, common: Common) -> tuple[Place, ...]:
    """Return the shared places, each with its period where they differ."""
    shared = [(period, figure) for period, figure in common.places.items() if figure is not None]
    everywhere = len(shared) == len(common.places) and len({_where(figure) for _, figure in shared}) == 1
    return tuple(
        Place(_place(context, common, figure), "" if everywhere or period is None else text.period(period))
        for period, figure in (shared[:1] if everywhere else shared)
    )


def _own_places(context: Context, common: Common, own: Sequence[Observation]) -> tuple[Link, ...]:
    """Return the places of a row; none where all of them are said below the table."""
    if all(_is_shared(common, figure) for figure in own):
        return ()
    return tuple(dict.fromkeys(_place(context, common, figure) for figure in own))


def _is_shared(common: Common, figure: Observation) -> bool:
    shared = common.places.get(figure.period if common.by_period else None)
    return shared is not None and _where(shared) == _where(figure)


def _place(context: Context, common: Common, observation: Observation) -> Link:
    place = context.place_link(observation)
    if len(common.documents) == 1:
        return place
    title = context.register.documents[observation.document_id].short_title
    return Link(words.as_written(words.sentence("place_in", document=title, place=place.text)), place.href)


def caption_of(context: Context, name: str, figures: Sequence[Observation], names_body: bool = False) -> Link:
    """Return the heading of a table: what it shows, of whom, and the period that its figures share.

    Lists name the organisation in their rows; other tables that are of one have it nowhere else.
    """
    bodies = {figure.organisation_id for figure in figures}
    name = joined(name, body_name(context, figures[0])) if names_body and len(bodies) == 1 else name
    periods = {period_of(context, figure) for figure in figures}
    return Link(f"{name}, {periods.pop()}" if len(periods) == 1 else name)


def id_of(slug: str, period: Period) -> str:
    """Return the anchor of a table that shows one period."""
    return f"bang-{slug}-{period.code}"


# Doubts and charts of tables ------------------------------------------------------------------


def _doubts(context: Context, figures: Sequence[Observation]) -> tuple[LedgerRow, ...]:
    """Return the differences that are none by a bound and whose stated figure stands in the table."""
    found = {
        finding.relation_id: finding
        for observation in figures
        for finding in context.measured.findings_of_figure.get(observation.figure_id, ())
        if not finding.holds and finding.difference and finding.stated_term.figure_id == observation.figure_id
    }
    return tuple(ledger_row(context, finding) for finding in found.values())


def numbered(tables: Sequence[Table], first: int = 0) -> tuple[tuple[Table, ...], tuple[Chart, ...]]:
    """Give the charts of a page their numbers; return the tables with their slots, and the charts."""
    charts, slots = slots_of(*(table.chart for table in tables), first=first)
    return tuple(replace(table, slot=slot) for table, slot in zip(tables, slots, strict=True)), charts
