"""The data page: everything to take away, and where the tables are explained."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator import package_data, urls
from generator.language import ENGLISH
from generator.model import EACH
from generator.page_tasks import are_units_parted
from generator.pages.blocks.breadcrumbs import trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.fronts import front_of
from generator.pages.blocks.json_ld import whole_record
from generator.pages.blocks.province_parts import Part, named_parts, with_figures
from generator.pages.kinds.dictionary import anchor_of
from generator.pages.view import words
from generator.pages.view.context import Context, Link
from generator.pages.view.rendering import page
from generator.products import Page
from generator.schema import Contract, Resource

FILES = (
    urls.WORKBOOK,
    "figures.csv",
    "figures.json",
    "observations.csv",
    "findings.csv",
    urls.DATABASE,
    "datapackage.json",
    urls.CSVW,
    urls.DCAT,
)
_OF_PARTS = (urls.CORE_DATABASE, "datapackage.json", urls.CSVW, urls.DCAT)
_PARQUET = tuple(f"{urls.PARQUET}{name}.parquet" for name in ("figures", "findings"))
_KINDS = ("zip", "xlsx", "sqlite")
_ELSEWHERE = "https://…"


class Explained(Struct, frozen=True):
    """One table: where the dictionary explains it, and its file."""

    anchor: str
    title: Link
    file: Link


class Download(Struct, frozen=True):
    """One file: its link and what is in it."""

    link: Link
    what: str


class DataPage(Struct, frozen=True):
    """What `data.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    figures: int
    besides: str  # what else rows are, apart from a figure each; empty where there is nothing
    units: int
    package: Link  # of a large record the tables that all provinces share
    packages: tuple[tuple[Part, tuple[Link, ...]], ...]  # then ZIP, workbook and database of each province
    workbooks: tuple[tuple[Link, Link], ...]  # of a small record: each province and its workbook
    files: tuple[Download, ...]
    has_parquet: bool
    sample: str  # a file of figures as programs name it
    database: str
    unit_files: tuple[tuple[Link, Link], ...]  # the CSV of each unit, and its workbook
    compared: tuple[tuple[Link, Link], ...]  # indicators with figures of several units: CSV and JSON-stat
    provinces: tuple[Part, ...]  # where there are too many units for one list: their directories
    each: bool  # whether each figure has a page and a JSON of its own
    dictionary: Link
    tables: tuple[Explained, ...]
    method: str
    citation: Citation


def data_page(context: Context, contract: Contract) -> Page:
    """Return the downloads and the tables that the data dictionary explains."""
    register = context.register
    title = words.word("title", "data")
    divided, parted = context.measured.is_large, are_units_parted(register)
    content = DataPage(
        trail=trail(context),
        here=title,
        figures=context.measured.figures,
        besides=_besides(context),
        units=len(register.observations_of),
        package=_file(context, urls.CORE if divided else urls.ARCHIVE),
        packages=_packages(context) if divided else (),
        workbooks=() if divided else tuple((part.link, of_it[1]) for part, of_it in _packages(context)),
        files=_files(context),
        has_parquet=package_data.has_parquet(),
        sample=_named(context, _sample(context)),
        database=urls.CORE_DATABASE if divided else urls.DATABASE,
        unit_files=() if parted else tuple(_unit_files(context, name) for name in register.observations_of),
        compared=tuple(_compared_files(context, name) for name in context.measured.comparisons),
        provinces=with_figures(context) if parted and not divided else (),
        each=contract.figure_pages == EACH,
        dictionary=Link(words.word("title", "dictionary"), context.to(urls.DICTIONARY)),
        tables=tuple(_explained(context, table) for table in contract.resources.values()),
        method=context.to(urls.METHOD),
        citation=citation(context, title, is_living=True),
    )
    front = replace(front_of(context, "data"), search_weight="4", jsonld=_dataset(context))
    return page(context.address, content, front)


def _besides(context: Context) -> str:
    """Return which rows are no further figures, and how many: repetitions, denominators, reasons."""
    measured = context.measured
    counts = {
        "repeats": measured.repeats,
        "denominators": measured.denominators,
        "missing": measured.figures - measured.numbers - measured.repeats,
    }
    told = (words.sentence(f"rows_{name}", count=count) for name, count in counts.items() if count)
    return words.listed(tuple(told))


def _unit_files(context: Context, unit_id: str) -> tuple[Link, Link]:
    unit, name = context.unit(unit_id), context.dated_unit_link(unit_id).text
    return Link(name, context.to(urls.unit_rows(unit))), Link(name, context.to(urls.unit_workbook(unit)))


def _compared_files(context: Context, indicator_id: str) -> tuple[Link, Link]:
    indicator = context.register.indicators[indicator_id]
    cube = f"{urls.DOWNLOADS}{urls.compared_cube(indicator)}"
    return Link(indicator.name, context.to(urls.compared_rows(indicator))), Link(
        "JSON-stat", context.to(cube)
    )


def _packages(context: Context) -> tuple[tuple[Part, tuple[Link, ...]], ...]:
    """Return each province with its files, of which a small record has the workbook only."""
    found = context.measured.territory.by_province(context.register.observations_of)
    return tuple(
        (part, tuple(_file(context, urls.province_archive(context.unit(name), kind)) for kind in _KINDS))
        for name, part in named_parts(context, found)
    )


def _files(context: Context) -> tuple[Download, ...]:
    names = _OF_PARTS if context.measured.is_large else FILES
    if package_data.has_parquet() and not context.measured.is_large:
        names = (*names, *_PARQUET)
    return tuple(Download(_file(context, name), words.word("download", name)) for name in names)


def _named(context: Context, name: str) -> str:
    """Return a download as programs name it; without a known site its beginning is left open."""
    return f"{context.site.url or f'{_ELSEWHERE}/'}{urls.DOWNLOADS.lstrip('/')}{name}"


def _sample(context: Context) -> str:
    """Return the name of a CSV of figures: of all, or of the first unit."""
    if not context.measured.is_large:
        return "figures.csv"
    first = next(iter(context.register.observations_of))
    return urls.unit_rows(context.unit(first)).removeprefix(urls.DOWNLOADS)


def _file(context: Context, name: str) -> Link:
    return Link(name, context.to(f"{urls.DOWNLOADS}{name}"))


def _explained(context: Context, table: Resource) -> Explained:
    anchor = anchor_of(table.name)
    title = Link(
        (table.title_en if context.language == ENGLISH else table.title) or table.name,
        context.to(f"{urls.DICTIONARY}#{anchor}"),
    )
    file = Link(table.path) if table.is_folder else _file(context, table.path)
    return Explained(anchor, title, file)


def _dataset(context: Context) -> str:
    """Return the whole record as a schema.org Dataset."""
    whole = (urls.ARCHIVE, "figures.csv", "figures.json", urls.WORKBOOK, urls.DATABASE)
    files = (urls.CORE, urls.CORE_DATABASE) if context.measured.is_large else whole
    return whole_record(context, (f"{urls.DOWNLOADS}{name}" for name in files))
