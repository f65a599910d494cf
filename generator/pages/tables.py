"""Figures in tables: which figures stand together, in which rows and columns.

`topic_tables` divides the figures of one topic so that each stands in exactly one cell.  Figures
of one period whose rows are the same organisations or breakdown members stand side by side; one
indicator broken down in two ways becomes a cross table; the rest is a list.  What all rows share
(period, document, place) is said once below the table instead of in every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator import text
from generator.model import Chart, Observation, Period, TableFile
from generator.pages import words
from generator.pages.charted import RowKey, chart_of_cross, chart_of_rows, key_name, row_key
from generator.pages.figures import Figure, body_name, breakdown_name, figure
from generator.pages.ledger import LedgerRow, ledger_row
from generator.pages.scene import Link, Scene

WIDEST = 3
"""Columns of figures that a phone can show."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures: its heading, linked to the indicator, and the unit of measure."""

    heading: Link
    unit_of_measure: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, what its figures do not share with the other rows, and the figures.

    A cell without figures means that the source does not state one.
    """

    label: Link
    detail: str  # organisation and breakdown, in a list; empty elsewhere
    period: str  # empty where all rows share it
    places: tuple[Link, ...]  # empty where all rows share them
    notes: tuple[str, ...]
    cells: tuple[tuple[Figure, ...], ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class ChartSlot:
    """Where the chart of this number goes; its title is the message, said above it."""

    number: int
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table with everything that stands around it."""

    table_id: str
    caption: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shows_units: bool  # units of measure stand in the cells, as the columns do not share one
    documents: tuple[Link, ...]
    place: Link | None  # where all figures share it
    csv: str | None
    file: TableFile | None
    chart: Chart | None
    slot: ChartSlot | None
    doubts: tuple[LedgerRow, ...]  # relations that fail and whose stated figure stands here


@dataclass(frozen=True, slots=True)
class Series:
    """All figures of one indicator and one period within a topic."""

    indicator_id: str
    period: Period
    figures: tuple[Observation, ...]

    @property
    def keys(self) -> tuple[RowKey, ...]:
        return tuple(dict.fromkeys(row_key(figure) for figure in self.figures))

    @property
    def dimensions(self) -> frozenset[str]:
        return frozenset(dimension for figure in self.figures for dimension, _ in figure.breakdown)

    @property
    def is_cross(self) -> bool:
        """Whether it is one organisation's indicator in two breakdowns that mostly meet."""
        bodies = {figure.organisation_id for figure in self.figures}
        if len(bodies) != 1 or len(self.dimensions) != 2:
            return False
        sides = sorted(len({_member_of(figure, name) for figure in self.figures}) for name in self.dimensions)
        return sides[0] <= WIDEST and 5 * len(self.keys) >= 3 * sides[0] * sides[1]


def topic_tables(
    scene: Scene, figures: Sequence[Observation], names_bodies: bool = True
) -> tuple[Table, ...]:
    """Divide the figures of one topic of one unit into tables, in the order of the indicators.

    Lists leave out the organisation where the whole page is about it.
    """
    all_series = _series(scene, figures)
    tables: list[Table] = []
    singles: dict[Period, list[Observation]] = {}
    for series in all_series:
        if len(series.keys) == 1:
            singles.setdefault(series.period, []).extend(series.figures)
    tables.extend(list_table(scene, singles[period], names_bodies) for period in sorted(singles))
    tables.extend(cross_table(scene, series) for series in all_series if series.is_cross)
    rest = [series for series in all_series if len(series.keys) > 1 and not series.is_cross]
    tables.extend(rows_table(scene, group) for group in _side_by_side(rest))
    return tuple(tables)


def _series(scene: Scene, figures: Iterable[Observation]) -> list[Series]:
    groups: dict[tuple[str, Period], list[Observation]] = {}
    for observation in figures:
        groups.setdefault((observation.indicator_id, observation.period), []).append(observation)
    order = {indicator_id: rank for rank, indicator_id in enumerate(scene.register.indicators)}
    ranked = sorted(groups, key=lambda key: (order[key[0]], key[1]))
    return [Series(*key, figures=tuple(groups[key])) for key in ranked]


def _side_by_side(all_series: Iterable[Series]) -> list[list[Series]]:
    """Group series of one period that have most of their rows in common."""
    groups: list[list[Series]] = []
    for series in all_series:
        fitting = (group for group in groups if len(group) < WIDEST and _share_rows(group[0], series))
        group = next(fitting, None)
        if group is None:
            groups.append([series])
        else:
            group.append(series)
    return groups


def _share_rows(one: Series, other: Series) -> bool:
    """Whether three in four of the rows that are no totals have a figure in both."""
    first, second = ({key for key in series.keys if key[1] or key[0]} for series in (one, other))
    shared = first & second
    return one.period == other.period and 4 * len(shared) >= 3 * max(len(first), len(second)) > 0


# The three shapes -----------------------------------------------------------------------------


def rows_table(scene: Scene, group: Sequence[Series]) -> Table:
    """Return rows of organisations or breakdown members, one column an indicator."""
    figures = [figure for series in group for figure in series.figures]
    keys = sorted(dict.fromkeys(map(row_key, figures)), key=lambda key: _row_order(scene, key))
    indicators = [scene.register.indicators[series.indicator_id] for series in group]
    rows = tuple(
        _row(
            scene,
            figures,
            _row_label(scene, key, keys),
            _is_total(scene, key),
            [[figure for figure in series.figures if row_key(figure) == key] for series in group],
        )
        for key in keys
    )
    columns = tuple(
        Column(scene.indicator_link(indicator), indicator.unit_of_measure) for indicator in indicators
    )
    return _table(
        scene,
        figures,
        table_id=_table_id(indicators[0].slug, figures[0].period),
        caption=_caption(_and([indicator.name for indicator in indicators]), figures),
        corner=_corner(scene, keys),
        columns=columns,
        rows=rows,
        chart=next(filter(None, (chart_of_rows(scene, series.figures) for series in group)), None),
    )


def cross_table(scene: Scene, series: Series) -> Table:
    """Return one indicator broken down in two ways: members of one in rows, of the other in columns."""
    down, across = sorted(series.dimensions, key=lambda name: (-_members(series, name), name))
    indicator = scene.register.indicators[series.indicator_id]
    heads = _members_in_order(scene, series, across)
    rows = tuple(
        _row(
            scene,
            series.figures,
            Link(_member_name(scene, down, member)),
            member is None,
            [_at(series, down, member, across, head) for head in heads],
        )
        for member in _members_in_order(scene, series, down)
    )
    columns = tuple(
        Column(Link(_member_name(scene, across, head)), indicator.unit_of_measure) for head in heads
    )
    return _table(
        scene,
        series.figures,
        table_id=_table_id(indicator.slug, series.period),
        caption=_caption(indicator.name, series.figures),
        corner=_dimension_name(scene, down),
        columns=columns,
        rows=rows,
        chart=chart_of_cross(scene, series.figures, down, across),
    )


def list_table(scene: Scene, figures: Sequence[Observation], names_bodies: bool) -> Table:
    """Return one row a figure (or one a figure stated several times), under its indicator's name."""
    groups: dict[tuple[str, Period, RowKey], list[Observation]] = {}
    for observation in figures:
        key = (observation.indicator_id, observation.period, row_key(observation))
        groups.setdefault(key, []).append(observation)
    topic = scene.register.topics[scene.register.indicators[figures[0].indicator_id].topic]
    rows = tuple(
        replace(
            _row(scene, figures, _list_label(scene, group[0]), False, [group]),
            detail=_detail(scene, group[0], names_bodies),
        )
        for group in groups.values()
    )
    return _table(
        scene,
        figures,
        table_id=_table_id(topic.topic_id.replace("_", "-"), figures[0].period),
        caption=_caption(topic.name, figures),
        corner=words.word("heading", "indicator"),
        columns=(Column(Link(words.word("heading", "figure")), ""),),
        rows=rows,
        chart=None,
    )


def flat_table(
    scene: Scene,
    labelled: Sequence[tuple[Link, str, Observation]],
    *,
    table_id: str,
    caption: str,
    corner: str,
) -> Table:
    """Return one row a figure, in the order given, each with its own label and detail."""
    figures = [observation for _, _, observation in labelled]
    rows = tuple(
        replace(_row(scene, figures, label, False, [[observation]]), detail=detail)
        for label, detail, observation in labelled
    )
    nouns = {scene.register.indicators[figure.indicator_id].unit_of_measure for figure in figures}
    return _table(
        scene,
        figures,
        table_id=table_id,
        caption=_caption(caption, figures),
        corner=corner,
        columns=(Column(Link(words.word("heading", "figure")), nouns.pop() if len(nouns) == 1 else ""),),
        rows=rows,
        chart=None,
    )


# What all shapes share ------------------------------------------------------------------------


def _table(
    scene: Scene,
    figures: Sequence[Observation],
    *,
    table_id: str,
    caption: str,
    corner: str,
    columns: tuple[Column, ...],
    rows: tuple[Row, ...],
    chart: Chart | None,
) -> Table:
    documents = tuple(dict.fromkeys(figure.document_id for figure in figures))
    shared = _shared_place(figures)
    file = figures_file(scene, table_id, figures)
    return Table(
        table_id=table_id,
        caption=caption,
        corner=corner,
        columns=columns,
        rows=rows,
        shows_units=not columns[0].unit_of_measure,
        documents=tuple(scene.document_link(scene.register.documents[name]) for name in documents),
        place=scene.place_link(figures[0]) if shared else None,
        csv=scene.to(f"/data/{file.path}"),
        file=file,
        chart=chart,
        slot=None,
        doubts=_doubts(scene, figures),
    )


def _row(
    scene: Scene,
    shown_with: Sequence[Observation],
    label: Link,
    is_total: bool,
    cells: Sequence[Sequence[Observation]],
) -> Row:
    own = [observation for cell in cells for observation in cell]
    shares_period = len({observation.period for observation in shown_with}) == 1
    several_documents = len({observation.document_id for observation in shown_with}) > 1
    places = [] if _shared_place(shown_with) else [_place(scene, figure, several_documents) for figure in own]
    return Row(
        label=label,
        detail="",
        period="" if shares_period or not own else text.period(own[0].period),
        places=tuple(dict.fromkeys(places)),
        notes=tuple(dict.fromkeys(figure.note for figure in own if figure.note)),
        cells=tuple(tuple(figure(scene, observation) for observation in cell) for cell in cells),
        is_total=is_total,
    )


def _place(scene: Scene, observation: Observation, several_documents: bool) -> Link:
    place = scene.place_link(observation)
    if not several_documents:
        return place
    title = scene.register.documents[observation.document_id].short_title
    return Link(words.sentence("place_in", document=title, place=place.text), place.href)


def _shared_place(figures: Sequence[Observation]) -> bool:
    return len({(figure.document_id, figure.locator) for figure in figures}) == 1


def _caption(name: str, figures: Sequence[Observation]) -> str:
    periods = {figure.period for figure in figures}
    return f"{name}, {text.period(figures[0].period)}" if len(periods) == 1 else name


def _and(names: Sequence[str]) -> str:
    """Return names as one: `Số buổi và lượt người`."""
    first, *others = names
    if not others:
        return first
    *middle, last = [words.lowered(name) for name in others]
    listed = words.word("heading", "list_separator").join([first, *middle])
    return words.sentence("and", first=listed, last=last)


def _table_id(slug: str, period: Period) -> str:
    return f"bang-{slug}-{period.code}"


def _row_order(scene: Scene, key: RowKey) -> tuple[object, ...]:
    """Order rows: organisations officially, members as their dimension has them, totals last."""
    body, breakdown = key
    place = 0 if body is None else scene.register.organisations[body].sort_order
    members = tuple(scene.register.members[pair].sort_order for pair in breakdown)
    return _is_total(scene, key), place, not members, members


def _is_total(scene: Scene, key: RowKey) -> bool:
    body, breakdown = key
    return not breakdown and (body is None or scene.register.organisations[body].family == "group")


def _row_label(scene: Scene, key: RowKey, keys: Sequence[RowKey]) -> Link:
    """Return what tells this row from the others, linked where it is an organisation."""
    name = key_name(scene, key, several_bodies=len({body for body, _ in keys}) > 1)
    body, _ = key
    if body is None or len({other for other, _ in keys}) == 1:
        return Link(name)
    return Link(name, scene.organisation_link(scene.register.organisations[body]).href)


def _corner(scene: Scene, keys: Sequence[RowKey]) -> str:
    if len({body for body, _ in keys}) > 1:
        return words.word("heading", "organisation")
    dimensions = {dimension for _, breakdown in keys for dimension, _ in breakdown}
    return " · ".join(_dimension_name(scene, name) for name in sorted(dimensions))


def _dimension_name(scene: Scene, dimension: str) -> str:
    members = scene.register.members.values()
    return next(member.dimension_name for member in members if member.dimension_id == dimension)


def _member_of(observation: Observation, dimension: str) -> str | None:
    return dict(observation.breakdown).get(dimension)


def _members(series: Series, dimension: str) -> int:
    return len({_member_of(figure, dimension) for figure in series.figures})


def _members_in_order(scene: Scene, series: Series, dimension: str) -> list[str | None]:
    found = dict.fromkeys(_member_of(figure, dimension) for figure in series.figures)
    named = [member for member in found if member is not None]
    named.sort(key=lambda member: scene.register.members[(dimension, member)].sort_order)
    return [*named, None] if None in found else [*named]


def _member_name(scene: Scene, dimension: str, member: str | None) -> str:
    if member is None:
        return words.word("heading", "total")
    return scene.register.members[(dimension, member)].name


def _at(series: Series, down: str, row: str | None, across: str, head: str | None) -> list[Observation]:
    return [
        figure
        for figure in series.figures
        if _member_of(figure, down) == row and _member_of(figure, across) == head
    ]


def _list_label(scene: Scene, observation: Observation) -> Link:
    return scene.indicator_link(scene.register.indicators[observation.indicator_id])


def _detail(scene: Scene, observation: Observation, names_body: bool) -> str:
    parts = (body_name(scene, observation) if names_body else "", breakdown_name(scene, observation))
    return " · ".join(part for part in parts if part)


# Doubts, files and charts of tables -----------------------------------------------------------


def _doubts(scene: Scene, figures: Sequence[Observation]) -> tuple[LedgerRow, ...]:
    """Return the contradictions whose stated figure stands in the table."""
    found = {
        finding.relation_id: finding
        for observation in figures
        for finding in scene.measured.findings_of_figure.get(observation.figure_id, ())
        if not finding.holds and finding.stated_term.figure_id == observation.figure_id
    }
    return tuple(ledger_row(scene, finding) for finding in found.values())


def figures_file(scene: Scene, table_id: str, figures: Sequence[Observation]) -> TableFile:
    """Return the figures of a table as rows of plain text, one a figure."""
    columns = words.vocabulary()["csv"]
    page = scene.address.strip("/").replace("/", "_") or words.word("file", "home")
    return TableFile(
        path=f"bang/{page}/{table_id}.csv",
        header=tuple(columns.values()),
        rows=tuple(_file_row(scene, observation) for observation in figures),
    )


def _file_row(scene: Scene, observation: Observation) -> tuple[str, ...]:
    indicator = scene.register.indicators[observation.indicator_id]
    document = scene.register.documents[observation.document_id]
    body = observation.organisation_id
    return (
        scene.unit(observation.unit_id).full_name,
        indicator.name,
        "" if body is None else scene.register.organisations[body].name,
        breakdown_name(scene, observation),
        text.period(observation.period),
        "" if observation.qualifier is None else words.word("bound", observation.qualifier),
        "" if observation.value is None else text.plain(observation.value),
        indicator.unit_of_measure,
        "" if observation.missing is None else words.word("missing", observation.missing),
        document.short_title,
        observation.locator,
        observation.figure_id,
    )


def numbered(tables: Sequence[Table], first: int = 0) -> tuple[tuple[Table, ...], tuple[Chart, ...]]:
    """Give the charts of a page their numbers; return the tables with their slots, and the charts."""
    charts: list[Chart] = []
    placed: list[Table] = []
    for table in tables:
        if table.chart is None:
            placed.append(table)
            continue
        slot = ChartSlot(first + len(charts), table.chart.title, table.chart.source)
        placed.append(replace(table, slot=slot))
        charts.append(table.chart)
    return tuple(placed), tuple(charts)
