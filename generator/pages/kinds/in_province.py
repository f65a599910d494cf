"""The part of one province in what is too much for one page: of an association, of an indicator."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator import urls
from generator.model import Observation
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.figure_history import any_later
from generator.pages.blocks.tables import Table
from generator.pages.blocks.value_maps import ValueMaps
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated, in_sentence
from generator.pages.view.figure import Unnumbered, count_of, unnumbered, with_number
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.products import Chart, Page


class Whole(Struct, frozen=True):
    """What the page of a province is a part of."""

    kind: str  # association, indicator
    link: Link  # the page of all provinces
    definition: str
    trail: tuple[Link, ...]
    alias: str


class InProvincePage(Struct, frozen=True):
    """What `in_province.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    kind: str  # association, indicator
    province: Link
    whole: Link  # the page of all provinces
    definition: str
    figures: int
    units: int  # with a figure
    unnumbered: Unnumbered
    is_complete: bool  # whether the tables have every figure, or of each unit the latest
    tables: tuple[Table, ...]
    maps: ValueMaps | None  # of the communes
    package: str | None  # the file of all figures of the province, where the record is divided
    citation: Citation


def in_province_page(
    context: Context,
    province_id: str,
    whole: Whole,
    observations: Sequence[Observation],
    tables: tuple[Table, ...],
    charts: tuple[Chart, ...] = (),
    maps: ValueMaps | None = None,
) -> Page:
    """Return the part of a province as a page."""
    shown = sum(len(cell) for table in tables for row in table.rows for cell in row.cells)
    province, front = context.unit(province_id), _front(context, province_id, whole)
    content = InProvincePage(
        trail=(*whole.trail, whole.link),
        here=dated(province.full_name, province),
        name=whole.link.text,
        kind=whole.kind,
        province=in_sentence(context.dated_unit_link(province_id)),
        whole=whole.link,
        definition=whole.definition,
        figures=count_of(observations),
        units=len(with_number(observations)),
        unnumbered=unnumbered(observations),
        is_complete=shown == len(observations),
        tables=tables,
        maps=maps,
        package=context.to(urls.province_package(province)) if context.measured.is_large else None,
        citation=citation(context, front.title, any_later(context, observations)),
    )
    files = tuple(table.file for table in tables if table.file)
    return page(context.address, content, front, charts, files)


def _front(context: Context, province_id: str, whole: Whole) -> FrontMatter:
    """Return the front matter: it is found by name and province, after the page of the whole."""
    province = context.unit(province_id)
    name_of_province = words.lowered(dated(province.full_name, province))
    title = words.sentence("in_province_title", name=whole.link.text, province=name_of_province)
    return FrontMatter(
        title=title,
        description=words.sentence("in_province_description", title=title),
        kind=f"{whole.kind}-in-province",
        search_alias=whole.alias,
        search_weight="3",
        search_place=province.full_name,
        published=release_of(context.register),
    )
