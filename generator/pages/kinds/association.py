"""One page for each kind of association across all units; a large one has one for each province too.

Figures of different units, levels and periods stand side by side and are never added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import islice
from operator import attrgetter

from msgspec import Struct

from generator import text, urls
from generator.model import Observation, Organisation, Topic, Unit
from generator.page_tasks import is_association_parted
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.chart_slots import ChartSlot, slots_of
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.comparison import compared_table
from generator.pages.blocks.figure_history import any_later
from generator.pages.blocks.list_tables import flat_table
from generator.pages.blocks.organisation_status import Standings, badges, standings
from generator.pages.blocks.print_qr import Sheet, sheet_of_page
from generator.pages.blocks.province_parts import MOST_IN_PART, Part, in_province, parts_of
from generator.pages.blocks.reach import reach_of
from generator.pages.blocks.social_card import card_of_body
from generator.pages.blocks.stories import story_of_body, why_none
from generator.pages.blocks.tables import Table
from generator.pages.kinds.in_province import Whole, in_province_page
from generator.pages.view import words
from generator.pages.view.context import Context, Link, in_sentence
from generator.pages.view.figure import Unnumbered, count_of, unnumbered, with_number
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.pages.view.subjects import breakdown_name, joined
from generator.products import Page
from generator.register_links import grouped

MOST_SILENT = 60
"""Units named one by one as having no figure."""


class Reporter(Struct, frozen=True):
    """One unit where the association has figures of its own."""

    unit: Link
    href: str  # the association in this unit
    figures: int
    unnumbered: Unnumbered
    periods: str


class TopicTables(Struct, frozen=True):
    """One topic: a table an indicator."""

    anchor: str
    name: str
    figures: int
    tables: tuple[Table, ...]


class AssociationPage(Struct, frozen=True):
    """What `association.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    definition: str
    aliases: tuple[str, ...]
    family: str
    badges: tuple[str, ...]  # where and when it had tasks assigned
    standings: tuple[Standings, ...]
    story: ChartSlot | None
    story_table: Link | None  # the page that has the figures of the chart, where that is another one
    no_story: str  # why its figures make no chart; empty where they do, or there are none
    figures: int
    units: int
    reach: ChartSlot | None
    ages: tuple[tuple[str, int], ...]  # in which year the newest figures end, and of how many units
    reporters: tuple[Reporter, ...]  # empty where there are too many for one page
    shared_periods: str  # of all these; empty where they differ, and each says its own
    provinces: tuple[Part, ...]  # then those that have some of them
    silent: tuple[Link, ...]  # units with figures, but none of this association, where they are not many
    silent_units: int
    reporting: int  # units with figures, of this association or not
    topics: tuple[TopicTables, ...]
    sheet: Sheet | None
    citation: Citation


def association_page(context: Context, organisation_id: str) -> Page:
    """Return the page of one kind of association; a large one has a page for each province beside it."""
    body = context.register.organisations[organisation_id]
    units = context.measured.units_of_organisation.get(organisation_id, ())
    parted = is_association_parted(context.measured, organisation_id)
    observations = () if parted else _figures(context, organisation_id, units)
    topics = _topics(context, observations)
    own = units if parted else with_number(observations)
    told_of = {*own, *(one.unit_id for one in observations if one.missing == "withheld")}
    silent, reporting = _silent(context, told_of), set(context.measured.reporting)
    steps = _steps(context)
    told = observations or _figures(context, organisation_id, _highest(context, units))
    story = story_of_body(context, organisation_id, told, parted)
    reach = reach_of(context, body.short_name, own)
    reporters = () if parted else _reporters(context, body, observations)
    periods = {reporter.periods for reporter in reporters}
    charts, (story_slot, reach_slot) = slots_of(None if story is None else story.chart, reach)
    content = AssociationPage(
        trail=steps,
        here=body.name,
        definition=body.definition,
        aliases=tuple(map(words.as_written, body.aliases)),
        family=words.unless_named(words.word("family", body.family), body.name),
        badges=badges(context, organisation_id),
        standings=standings(context, organisation_id),
        story=story_slot,
        story_table=None if story is None else story.table,
        no_story="" if story is not None or not units else why_none(observations),
        figures=context.measured.counts_of_organisation.get(organisation_id, 0),
        units=context.measured.numbered_of_organisation.get(organisation_id, 0),
        reach=reach_slot,
        ages=_ages(observations),
        reporters=reporters,
        shared_periods=min(periods) if len(periods) == 1 else "",
        provinces=_provinces(context, body, units) if parted else (),
        silent=silent if len(silent) <= MOST_SILENT else (),
        silent_units=len(reporting - told_of),
        reporting=len(reporting),
        topics=topics,
        sheet=sheet_of_page(context) if units else None,
        citation=citation(context, body.name, any_later(context, observations)),
    )
    files = tuple(table.file for topic in topics for table in topic.tables if table.file)
    card = card_of_body(context, body.name, told)
    return page(context.address, content, _front(context, body, steps), charts, files, card, content.sheet)


def association_in_province_page(context: Context, organisation_id: str, province_id: str) -> Page:
    """Return one kind of association in the units of one province."""
    register = context.register
    body = register.organisations[organisation_id]
    units = in_province(
        context.measured, province_id, context.measured.units_of_organisation[organisation_id]
    )
    observations = _figures(context, organisation_id, units)
    if len(observations) <= MOST_IN_PART:
        topics = _topics(context, observations, names_topic=True)
        tables = tuple(table for topic in topics for table in topic.tables)
    else:
        tables = (_compared(context, body, observations),)
    link, alias = context.organisation_link(body), _alias(body)
    whole = Whole("association", link, body.definition, _steps(context), alias)
    return in_province_page(context, province_id, whole, observations, tables)


def _steps(context: Context) -> tuple[Link, ...]:
    return trail(context, Link(words.word("crumb", "organisations"), context.to(urls.ORGANISATIONS)))


def _figures(context: Context, organisation_id: str, units: Iterable[str]) -> tuple[Observation, ...]:
    return context.figures_in(units, "organisation_id", organisation_id)


def _highest(context: Context, units: Iterable[str]) -> list[str]:
    """Return those of the units that have none above them: few, however many there are."""
    return [unit_id for unit_id in units if context.unit(unit_id).parent_id is None]


def _provinces(context: Context, body: Organisation, units: Iterable[str]) -> tuple[Part, ...]:
    def alone(unit: Unit) -> str:
        return urls.organisation_in_unit(unit, body)

    return parts_of(context, urls.organisation(body), units, alone=alone)


def _silent(context: Context, told_of: Set[str]) -> tuple[Link, ...]:
    """Return the units with figures, but none of this association; of many, only that they are many."""
    silent = (unit_id for unit_id in context.measured.reporting if unit_id not in told_of)
    return tuple(in_sentence(context.dated_unit_link(name)) for name in islice(silent, MOST_SILENT + 1))


def _compared(context: Context, body: Organisation, observations: Sequence[Observation]) -> Table:
    return compared_table(
        context,
        observations,
        table_id="bang-so-sanh",
        caption=body.name,
        heading=lambda one: _subject(context, one),
        page=lambda unit_id: Link(
            context.dated_unit_link(unit_id).text,
            context.to(urls.organisation_in_unit(context.unit(unit_id), body)),
        ),
    )


def _subject(context: Context, observation: Observation) -> Link:
    indicator = context.indicator_link(context.register.indicators[observation.indicator_id])
    members = breakdown_name(context, observation)
    return Link(f"{indicator.text} · {members}", indicator.href) if members else indicator


def _topics(
    context: Context, observations: Sequence[Observation], names_topic: bool = False
) -> tuple[TopicTables, ...]:
    """Return the figures by topic; a list of one unit names its topic where no heading does."""
    indicators = context.register.indicators
    by_topic = grouped(observations, lambda one: indicators[one.indicator_id].topic)
    return tuple(
        TopicTables(
            urls.topic_anchor(name),
            topic.name,
            count_of(by_topic[name]),
            _topic_tables(context, topic, by_topic[name], names_topic),
        )
        for name, topic in context.register.topics.items()
        if name in by_topic
    )


def _topic_tables(
    context: Context, topic: Topic, figures: Sequence[Observation], names_topic: bool
) -> tuple[Table, ...]:
    """Return a table for each indicator that several units have, and one list of all others."""
    by_indicator = grouped(figures, attrgetter("indicator_id"))
    ranked = [by_indicator[name] for name in context.register.indicators if name in by_indicator]
    compared = [group for group in ranked if len({one.unit_id for one in group}) > 1]
    listed = [one for group in ranked if len({one.unit_id for one in group}) == 1 for one in group]
    tables = [_across_units(context, group) for group in compared]
    return (*tables, *([_listed(context, topic, listed, names_topic)] if listed else []))


def _across_units(context: Context, figures: Sequence[Observation]) -> Table:
    indicator = context.register.indicators[figures[0].indicator_id]
    return flat_table(
        context,
        [(context.dated_unit_link(one.unit_id), breakdown_name(context, one), one) for one in figures],
        table_id=f"bang-{indicator.slug}",
        caption=Link(indicator.name),
        corner=words.word("heading", "unit"),
    )


def _listed(context: Context, topic: Topic, figures: Sequence[Observation], names_topic: bool) -> Table:
    """Return a row an indicator; a unit that all of them are of is named once, above them."""
    several_units = len({one.unit_id for one in figures}) > 1
    told = _where if several_units else breakdown_name
    indicators = context.register.indicators
    caption = Link(topic.name) if several_units else _caption_of_one(context, topic, figures[0], names_topic)
    return flat_table(
        context,
        [(context.indicator_link(indicators[one.indicator_id]), told(context, one), one) for one in figures],
        table_id=f"bang-{urls.topic_anchor(topic.topic_id)}",
        caption=caption,
        corner=words.word("heading", "indicator"),
    )


def _caption_of_one(context: Context, topic: Topic, figure: Observation, names_topic: bool) -> Link:
    """Return the unit that a whole list is of."""
    unit = context.dated_unit_link(figure.unit_id)
    return Link(joined(topic.name, unit.text), unit.href) if names_topic else unit


def _where(context: Context, observation: Observation) -> str:
    return joined(context.dated_unit_link(observation.unit_id).text, breakdown_name(context, observation))


def _ages(observations: Iterable[Observation]) -> tuple[tuple[str, int], ...]:
    newest: dict[str, int] = {}
    for one in (figure for figure in observations if figure.value is not None):
        newest[one.unit_id] = max(one.period.end.year, newest.get(one.unit_id, 0))
    return tuple((str(year), count) for year, count in sorted(Counter(newest.values()).items(), reverse=True))


def _reporters(
    context: Context, body: Organisation, observations: Sequence[Observation]
) -> tuple[Reporter, ...]:
    by_unit = grouped(observations, attrgetter("unit_id"))
    return tuple(_reporter(context, body, own) for own in by_unit.values())


def _reporter(context: Context, body: Organisation, own: Sequence[Observation]) -> Reporter:
    unit_id = own[0].unit_id
    return Reporter(
        unit=context.dated_unit_link(unit_id),
        href=context.to(urls.organisation_in_unit(context.unit(unit_id), body)),
        figures=count_of(own),
        unnumbered=unnumbered(own),
        periods=", ".join(text.period(period) for period in sorted({one.period for one in own})),
    )


def _alias(body: Organisation) -> str:
    return " ".join(dict.fromkeys(map(text.fold, [body.name, body.short_name, *body.aliases])))


def _front(context: Context, body: Organisation, steps: tuple[Link, ...]) -> FrontMatter:
    return FrontMatter(
        title=body.name,
        description=body.definition,
        kind="association",
        search_alias=_alias(body),
        search_names=", ".join(dict.fromkeys([body.short_name, *body.aliases])),
        search_weight="9",
        search_organisation=body.short_name,
        jsonld=breadcrumb_list(context, steps, body.name),
        published=release_of(context.register),
    )
