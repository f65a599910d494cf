"""The page of a province, a district or a commune: history, headline figures, topics, checks.

Every observation of the unit stands in exactly one cell of a topic table and has its anchor there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.model import EACH, Observation, Revision, Unit
from generator.pages.blocks.arithmetic import ledger_file
from generator.pages.blocks.boundary_comparison import PredecessorFigures, Today, then, today
from generator.pages.blocks.breadcrumbs import trail, unit_steps
from generator.pages.blocks.chart_slots import ChartSlot, slots_of
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.doubtful import Doubtful, doubtful
from generator.pages.blocks.figure_history import arrivals, has_later, has_new
from generator.pages.blocks.headlines import Key, Lede, headlines, keys, lede
from generator.pages.blocks.json_ld import of_unit
from generator.pages.blocks.organisation_status import Named, named_in_unit
from generator.pages.blocks.peers import Peers, dots_of_unit, peers_of
from generator.pages.blocks.per_head import PerHead, per_head
from generator.pages.blocks.print_qr import Sheet, is_embedded, sheet_of_unit
from generator.pages.blocks.regrouping import Regrouping, regrouping_of
from generator.pages.blocks.reporting import (
    Body,
    Checks,
    FormAnswers,
    SourceLine,
    bodies,
    checks,
    forms,
    sources,
)
from generator.pages.blocks.revisions import Correction, Notice, corrections, notice
from generator.pages.blocks.siblings import Siblings, siblings
from generator.pages.blocks.social_card import card_of_place
from generator.pages.blocks.stories import no_chart
from generator.pages.blocks.sub_units import SubUnits, commune_strip, sub_units
from generator.pages.blocks.telling import Topic, topics
from generator.pages.blocks.unit_lineage import Beginning, Ending, beginning_of, end_of
from generator.pages.kinds.figure_json import unit_json
from generator.pages.kinds.releases import earlier_versions
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated, span_of, unit_title
from generator.pages.view.figure import count_of, figure
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.products import Page, TableFile


class UnitPage(Struct, frozen=True):
    """What `unit.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    type_name: str  # in mid-sentence: `tỉnh`, `xã`
    badge: str
    lede: Lede | None
    ending: Ending | None
    beginning: Beginning | None
    then: PredecessorFigures | None
    today: tuple[Today, ...]
    regathered: Regrouping | None
    doubtful: Doubtful | None
    keys: tuple[Key, ...]
    per_head: PerHead | None
    topics: tuple[Topic, ...]
    peers: Peers | None
    peers_slot: ChartSlot | None
    no_chart: str  # why its figures make no chart; empty where they do, or are too few for anyone to ask
    bodies: tuple[Body, ...]
    named: tuple[Named, ...]
    sub_units: SubUnits | None
    strip: ChartSlot | None
    forms: tuple[FormAnswers, ...]
    sources: tuple[SourceLine, ...]
    checks: Checks | None
    rows_csv: str | None
    rows_xlsx: str | None  # of a small record
    sheet: Sheet | None
    embed: str | None  # its figures for other people's pages
    facts: str | None  # the JSON of all figures, where they have no pages of their own
    quality: str
    notice: Notice | None
    changes: int
    corrections: tuple[Correction, ...]
    versions: tuple[Link, ...]
    siblings: Siblings | None
    citation: Citation


def unit_page(context: Context, unit_id: str) -> Page:
    """Return the page of one unit."""
    unit = context.unit(unit_id)
    observations = context.figures(context.register.observations_of.get(unit_id, ()))
    told_topics, charts = topics(context, observations)
    beside = peers_of(context, unit_id, observations)
    dots = None if beside is None or charts else dots_of_unit(context, unit_id, beside[1])
    drawn, (dots_slot, strip_slot) = slots_of(dots, commune_strip(context, unit_id), first=len(charts))
    arrived = arrivals(context, observations)
    told = _corrections(context, unit_id, arrived)
    steps = trail(context, *unit_steps(context, unit_id))
    content = UnitPage(
        trail=steps,
        here=dated(unit.full_name, unit),
        name=unit.full_name,
        type_name=_kind_of_place(unit),
        badge=_badge(unit),
        lede=lede(context, unit_id),
        ending=end_of(context, unit),
        beginning=beginning_of(context, unit),
        then=then(context, unit),
        today=today(context, unit),
        regathered=regrouping_of(context, unit),
        doubtful=doubtful(context, unit_id, observations),
        keys=keys(context, unit_id),
        per_head=per_head(context, headlines(context, unit_id), observations),
        topics=told_topics,
        peers=None if beside is None else beside[0],
        peers_slot=dots_slot,
        no_chart="" if charts or dots else no_chart(observations),
        bodies=bodies(context, unit, observations),
        named=named_in_unit(context, unit_id),
        sub_units=sub_units(context, unit_id),
        strip=strip_slot,
        forms=forms(context, unit_id),
        sources=sources(context, unit_id, observations),
        checks=checks(context, unit_id),
        rows_csv=context.to(urls.unit_rows(unit)) if observations else None,
        rows_xlsx=_workbook(context, unit) if observations else None,
        sheet=sheet_of_unit(context, unit, observations),
        embed=_embed(context, unit) if observations else None,
        facts=_facts(context, unit) if observations else None,
        quality=context.to(urls.QUALITY),
        notice=notice(context, unit_id, arrived),
        changes=sum(one.count for one in told),
        corrections=told,
        versions=earlier_versions(context, unit_id),
        siblings=siblings(context, unit),
        citation=_citation(context, unit, observations),
    )
    files = _files(context, unit_id, told_topics)
    front = _front(context, unit, steps, observations, of_former=content.then is not None)
    card = card_of_place(context, (*headlines(context, unit_id), *observations))
    made = page(context.address, content, front, (*charts, *drawn), files, card, content.sheet)
    return made if content.facts is None else _with_facts(made, context, unit, observations)


def _corrections(context: Context, unit_id: str, arrived: Collection[Revision]) -> tuple[Correction, ...]:
    own = context.register.revisions_of.get(unit_id, ())
    return corrections(context, (*own, *arrived), arrived=arrived)


def _with_facts(made: Page, context: Context, unit: Unit, observations: Sequence[Observation]) -> Page:
    """Return the page with the JSON of its figures beside it."""
    path = urls.figures_data(unit).lstrip("/")
    return replace(made, facts=((path, unit_json(context, unit, observations)),))


def _citation(context: Context, unit: Unit, observations: Sequence[Observation]) -> Citation:
    """Return how to cite the page; one that shows what others report, and nothing of its own, is living."""
    title, coverage = unit_title(context, unit), context.measured.coverage.get(unit.unit_id)
    if not observations:
        return citation(context, title, is_living=True)
    adds_new = coverage is not None and has_new(context, coverage.reported)
    return citation(context, title, adds_new or has_later(context, unit.unit_id, observations))


def _workbook(context: Context, unit: Unit) -> str | None:
    return None if context.measured.is_large else context.to(urls.unit_workbook(unit))


def _embed(context: Context, unit: Unit) -> str | None:
    return context.to(urls.embed(urls.unit(unit))) if is_embedded(context.measured, unit) else None


def _facts(context: Context, unit: Unit) -> str | None:
    return None if context.site.figure_pages == EACH else context.to(urls.figures_data(unit))


def _kind_of_place(unit: Unit) -> str:
    """Return the short word beside the name: `tỉnh`, `thành phố`, `xã`."""
    return unit.full_name.replace(unit.name, "", 1).strip().lower()


def _badge(unit: Unit) -> str:
    kind = words.unless_named(words.noun(unit.type, 1), unit.full_name)
    return " · ".join(filter(None, (kind, span_of(unit))))


def _files(context: Context, unit_id: str, told: Sequence[Topic]) -> tuple[TableFile, ...]:
    tables = [table.file for topic in told for table in topic.tables if table.file is not None]
    findings = context.measured.findings_of_unit.get(unit_id, ())
    return (*tables, *([ledger_file(context, findings)] if findings else []))


# Front matter ---------------------------------------------------------------------------------


def _front(
    context: Context,
    unit: Unit,
    steps: tuple[Link, ...],
    observations: Sequence[Observation],
    *,
    of_former: bool,
) -> FrontMatter:
    title = unit_title(context, unit)
    above = context.ancestors(unit.unit_id)
    return FrontMatter(
        title=title,
        description=_description(context, unit, title, count_of(observations), of_former=of_former),
        kind="unit",
        search_alias=_alias(context, unit),
        search_names=", ".join(_other_names(context, unit)),
        search_weight="10" if observations else "6",
        search_level=words.word("level", unit.level),
        search_place=(above[0] if above else unit).full_name,
        jsonld=of_unit(context, unit, title, steps, urls.unit_rows(unit) if observations else None),
        published=release_of(context.register),
    )


def _description(context: Context, unit: Unit, title: str, count: int, *, of_former: bool) -> str:
    if not count:
        others = words.listed(list(_others_with_figures(context, unit.unit_id, of_former)))
        key = "unit_with_figures_of_others" if others else "unit_without_figures"
        return words.sentence(key, title=title, others=others)
    shown = "; ".join(
        f"{context.register.indicators[one.indicator_id].name}: {figure(context, one).words}"
        for one in headlines(context, unit.unit_id)
    )
    described = words.sentence("unit_description", title=title, count=count)
    return words.sentence("unit_headlines", description=described, figures=shown) if shown else described


def _others_with_figures(context: Context, unit_id: str, of_former: bool) -> Iterator[str]:
    """Yield of which other units there are figures on or below the page of a unit without."""
    if of_former:
        yield words.word("heading", "former_units")
    communes = context.measured.communes.get(unit_id)
    children = context.register.children.get(unit_id, ())
    if any(one in context.measured.reporting for one in children) or (communes and communes.reported):
        yield words.word("heading", "units_within")


def _other_names(context: Context, unit: Unit) -> list[str]:
    """Return names a reader may type instead: those of the units that this one came from."""
    changes = context.register.predecessors.get(unit.unit_id, ())
    former = [context.unit(change.from_unit_id).full_name for change in changes]
    return [name for name in dict.fromkeys([unit.name, *former]) if name != unit.full_name]


def _alias(context: Context, unit: Unit) -> str:
    names = [unit.full_name, *_other_names(context, unit)]
    return " ".join(dict.fromkeys([*map(text.fold, names), unit.code]))
