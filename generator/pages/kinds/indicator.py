"""The page of one indicator: what it means, how it may be added up, and every unit's figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.analysis import FEWEST
from generator.model import Indicator, Observation, Unit
from generator.model.codes import LEVELS
from generator.page_tasks import is_indicator_parted
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.chart import row_key
from generator.pages.blocks.chart_slots import ChartSlot, slots_of
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.comparison import compared_table, heading_of
from generator.pages.blocks.distributions import dots_of_all, widest
from generator.pages.blocks.figure_history import any_later
from generator.pages.blocks.indicator_columns import corner_of, label_of_key
from generator.pages.blocks.list_tables import flat_table
from generator.pages.blocks.province_parts import MOST_IN_PART, Part, in_province, parts_of
from generator.pages.blocks.spreads import Spreads, spreads_of
from generator.pages.blocks.stories import no_chart, story_of_indicator
from generator.pages.blocks.tables import Table, numbered
from generator.pages.blocks.trends import trend_chart
from generator.pages.blocks.value_maps import ValueMaps, maps_of_communes, value_maps
from generator.pages.kinds.in_province import Whole, in_province_page
from generator.pages.view import words
from generator.pages.view.amounts import unit_of_measure
from generator.pages.view.context import Context, Link
from generator.pages.view.figure import Unnumbered, unnumbered
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.pages.view.subjects import body_name, detail, joined
from generator.products import Chart, Page


class SmallNumbers(Struct, frozen=True):
    """Which numbers of the indicator are withheld, why, and where that does not apply."""

    threshold: int
    of_numerator: bool
    reason: str
    public_in: tuple[Link, ...]
    method: str


class IndicatorPage(Struct, frozen=True):
    """What `indicator.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    definition: str
    topic: str
    unit_of_measure: str
    kind: str
    sums: tuple[str, ...]  # one sentence each for units, organisations, time
    numerator: Link | None
    denominator: Link | None
    part_of: tuple[Link, ...]  # ratios that are made of it
    official_code: str | None
    small_numbers: SmallNumbers | None
    figures: int
    units: int  # with a figure
    unnumbered: Unnumbered  # beside them; where provinces have pages of their own, those tell
    has_bounds: bool
    provinces: tuple[Part, ...]  # where there are too many figures for one page
    tables: tuple[Table, ...]
    no_chart: str  # why the tables have no chart; empty where one has, or where the figures are too few
    spreads: Spreads | None
    story: ChartSlot | None  # where no table has a chart: provinces over the years, or units as dots
    embed: str | None  # its figures for other people's pages
    maps: tuple[ValueMaps, ...]  # of the provinces, then of the communes of some units
    no_map: str  # why there is no map; empty where there is one, or no figure
    citation: Citation


def indicator_page(context: Context, indicator_id: str) -> Page:
    """Return the page of one indicator; a large one has a page for each province beside it."""
    indicator = context.register.indicators[indicator_id]
    units = context.measured.units_of_indicator.get(indicator_id, ())
    parted = is_indicator_parted(context.measured, indicator_id)
    observations = () if parted else _figures(context, indicator_id, units)
    tables, charts = numbered(_level_tables(context, observations))
    highest = _figures(context, indicator_id, [one for one in units if context.unit(one).parent_id is None])
    story = None if charts else _story(context, indicator_id, highest if parted else ())
    drawn, (slot,) = slots_of(story)
    drawn = charts or drawn
    on_map, maps = value_maps(context, highest, "tinh", first=len(drawn))
    of_communes, squares = maps_of_communes(context, observations, first=len(drawn) + len(maps))
    steps = _steps(context)
    content = IndicatorPage(
        trail=steps,
        here=indicator.name,
        definition=indicator.definition,
        topic=context.register.topics[indicator.topic].name,
        unit_of_measure=unit_of_measure(indicator),
        kind=kind_of(indicator),
        sums=sums_of(indicator),
        numerator=_linked(context, indicator.numerator_id),
        denominator=_linked(context, indicator.denominator_id),
        part_of=_part_of(context, indicator_id),
        official_code=indicator.official_code,
        small_numbers=_small_numbers(context, indicator),
        figures=context.measured.counts_of_indicator.get(indicator_id, 0),
        units=context.measured.numbered_of_indicator.get(indicator_id, 0),
        unnumbered=unnumbered(observations),
        has_bounds=any(one.qualifier for one in observations),
        provinces=_provinces(context, indicator, units) if parted else (),
        tables=tables,
        no_chart=no_chart(observations) if not (charts or story or squares) else "",
        spreads=spreads_of(context, indicator),
        story=slot,
        embed=context.to(urls.embed(urls.indicator(indicator))) if observations else None,
        maps=(*([on_map] if on_map else []), *of_communes),
        no_map=_no_map() if units and on_map is None else "",
        citation=citation(context, indicator.name, any_later(context, observations)),
    )
    files = tuple(table.file for table in tables if table.file)
    return page(context.address, content, _front(context, indicator, steps), (*drawn, *maps, *squares), files)


def _no_map() -> str:
    return words.sentence("values_no_map", fewest=FEWEST)


def _story(context: Context, indicator_id: str, highest: Iterable[Observation]) -> Chart | None:
    """Return a parted indicator over the years in the units that have none above them, else all as dots."""
    trend = trend_chart(context, highest, by_unit=True)
    compared = context.measured.comparisons
    found = widest(compared[indicator_id]) if trend is None and indicator_id in compared else None
    return trend if found is None else dots_of_all(context, found)


def indicator_in_province_page(context: Context, indicator_id: str, province_id: str) -> Page:
    """Return one indicator in the units of one province."""
    indicator = context.register.indicators[indicator_id]
    units = in_province(context.measured, province_id, context.measured.units_of_indicator[indicator_id])
    observations = _figures(context, indicator_id, units)
    if len(observations) <= MOST_IN_PART:
        tables, charts = numbered(_level_tables(context, observations))
    else:
        tables, charts = _compared_tables(context, observations), ()
    maps, on_maps = value_maps(context, observations, "xa", inside=province_id, first=len(charts))
    link, alias = context.indicator_link(indicator), text.fold(indicator.name)
    whole = Whole("indicator", link, indicator.definition, _steps(context), alias)
    return in_province_page(context, province_id, whole, observations, tables, (*charts, *on_maps), maps)


def _steps(context: Context) -> tuple[Link, ...]:
    return trail(context, Link(words.word("crumb", "indicators"), context.to(urls.INDICATORS)))


def _figures(context: Context, indicator_id: str, units: Iterable[str]) -> tuple[Observation, ...]:
    return context.figures_in(units, "indicator_id", indicator_id)


def _provinces(context: Context, indicator: Indicator, units: Iterable[str]) -> tuple[Part, ...]:
    def alone(unit: Unit) -> str:
        return urls.topic_in_unit(unit, indicator.topic)

    return parts_of(context, urls.indicator(indicator), units, alone=alone)


def _level_tables(context: Context, observations: Sequence[Observation]) -> tuple[Table, ...]:
    return tuple(
        _level_table(context, level, figures) for level, figures in _by_level(context, observations).items()
    )


def _by_level(context: Context, observations: Sequence[Observation]) -> Mapping[str, list[Observation]]:
    groups: dict[str, list[Observation]] = {level: [] for level in LEVELS}
    for one in observations:
        groups[context.unit(one.unit_id).level].append(one)
    return {level: figures for level, figures in groups.items() if figures}


def _compared_tables(context: Context, observations: Sequence[Observation]) -> tuple[Table, ...]:
    return tuple(
        compared_table(
            context,
            figures,
            table_id=f"bang-{level}",
            caption=words.word("level_title", level),
            heading=lambda one: Link(heading_of(context, one)),
            page=context.dated_unit_link,
        )
        for level, figures in _by_level(context, observations).items()
    )


def _level_table(context: Context, level: str, figures: Sequence[Observation]) -> Table:
    """Return the figures of one level; levels never stand in one table."""
    is_of_one = len({one.unit_id for one in figures}) == 1 and len(set(map(row_key, figures))) > 1
    table = (_table_of_one if is_of_one else _table_of_units)(context, level, figures)
    return replace(table, chart=story_of_indicator(context, figures))


def _table_of_units(context: Context, level: str, figures: Sequence[Observation]) -> Table:
    return flat_table(
        context,
        [(context.dated_unit_link(one.unit_id), detail(context, one), one) for one in figures],
        table_id=f"bang-{level}",
        caption=Link(words.word("level_title", level)),
        corner=words.word("heading", "unit"),
    )


def _table_of_one(context: Context, level: str, figures: Sequence[Observation]) -> Table:
    """Return the organisations and members of one unit, which is named once, above them."""
    keys = list(dict.fromkeys(map(row_key, figures)))
    unit = context.dated_unit_link(figures[0].unit_id)
    body = body_name(context, figures[0]) if len({body for body, _ in keys}) == 1 else ""
    return flat_table(
        context,
        [(label_of_key(context, row_key(one), keys), "", one) for one in figures],
        table_id=f"bang-{level}",
        caption=Link(joined(body, unit.text), unit.href),
        corner=corner_of(context, keys),
    )


def kind_of(indicator: Indicator) -> str:
    """Return what kind of number it is, in words; a difference is no stock, although it is told like one."""
    return words.word("kind", "difference" if indicator.counts_changes else indicator.kind)


def sums_of(indicator: Indicator) -> tuple[str, ...]:
    """Return over what an indicator may be added up, a sentence for each of the three axes."""
    switches = {
        "units": indicator.adds_over_units,
        "organisations": indicator.adds_over_organisations,
        "time": indicator.adds_over_time,
    }
    return tuple(words.sentence(f"adds_{axis}_{'yes' if adds else 'no'}") for axis, adds in switches.items())


def _linked(context: Context, indicator_id: str | None) -> Link | None:
    return None if indicator_id is None else context.indicator_link(context.register.indicators[indicator_id])


def _part_of(context: Context, indicator_id: str) -> tuple[Link, ...]:
    return tuple(
        context.indicator_link(other)
        for other in context.register.indicators.values()
        if indicator_id in (other.numerator_id, other.denominator_id)
    )


def _small_numbers(context: Context, indicator: Indicator) -> SmallNumbers | None:
    rule = context.register.small_numbers.get(indicator.indicator_id)
    if rule is None:
        return None
    return SmallNumbers(
        threshold=rule.threshold,
        of_numerator=indicator.kind == "ratio",
        reason=words.as_written(rule.reason),
        public_in=tuple(context.document_link(context.register.documents[name]) for name in rule.public_in),
        method=context.to(urls.SMALL_NUMBERS),
    )


def _front(context: Context, indicator: Indicator, steps: tuple[Link, ...]) -> FrontMatter:
    return FrontMatter(
        title=words.sentence("indicator_title", name=indicator.name),
        description=indicator.definition,
        kind="indicator",
        search_alias=text.fold(indicator.name),
        search_weight="5",
        jsonld=breadcrumb_list(context, steps, indicator.name),
        published=release_of(context.register),
    )
