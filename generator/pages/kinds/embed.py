"""What other people's pages embed, in an `iframe`: the key figures of a unit, or the figures of an indicator.

One address shows them as they are, another as a release had them; that one never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.language import VIETNAMESE
from generator.measures import Measured
from generator.measures.headlines import headlines_among, is_zero_in_words
from generator.model import Indicator, Observation, Register, Release
from generator.model.codes import LEVELS
from generator.page_tasks import is_indicator_parted
from generator.pages.blocks.chart_slots import ChartSlot, slots_of
from generator.pages.blocks.figures_at_release import as_published
from generator.pages.blocks.headlines import headlines
from generator.pages.blocks.print_qr import is_embedded
from generator.pages.blocks.stories import story_of_indicator
from generator.pages.view import words
from generator.pages.view.amounts import figure_in_words, noun, source_noun, telling_noun
from generator.pages.view.context import Context, Link, unit_title
from generator.pages.view.figure import Flag, flags_of
from generator.pages.view.periods import period_as_released, period_of
from generator.pages.view.rendering import environment, fields_of, newest_release
from generator.pages.view.subjects import detail
from generator.products import Chart, Page

MOST_ROWS = 12
MOST_KEYS = 3
UNIT, INDICATOR = "unit", "indicator"
_HEIGHTS = {UNIT: 420, INDICATOR: 640}


class EmbedTask(Struct, frozen=True):
    """One embed: what it is about, the release that it shows, where it is."""

    about: str
    name: str
    release_id: str | None
    address: str


class Row(Struct, frozen=True):
    """One figure: whose it is or what it counts, when, how much or why it is missing."""

    label: Link
    detail: str
    period: str
    figure_id: str | None  # of one that is as it is now, and compared with the record
    value: str
    amount: str
    noun: str
    is_missing: bool
    flags: tuple[Flag, ...]


class Code(Struct, frozen=True):
    """Code for other people's pages: where the embed is, its title and its height."""

    address: str
    title: str
    height: int


class EmbedPage(Struct, frozen=True):
    """What `embed.html.j2` receives."""

    language: str
    title: str
    about: str
    site: str
    is_synthetic: bool
    page: str
    canonical: str
    style: str
    script: str
    root: str
    frozen: str | None  # the day of the release that it shows
    slot: ChartSlot | None
    place: Link | None  # of all rows, which then do not name it
    rows: tuple[Row, ...]
    more: int
    documents: tuple[Link, ...]
    live_code: Code
    frozen_code: Code | None
    frozen_day: str


def plan_embeds(
    register: Register, measured: Measured, languages: Sequence[str] = (VIETNAMESE,)
) -> Iterator[EmbedTask]:
    """Yield the embeds, those of one thing together; in a large record of provinces alone."""
    releases = [None, *(one.release_id for one in register.releases)]
    units = dict.fromkeys([*register.observations_of, *(unit_id for _, unit_id in register.frozen)])
    for unit_id in units:
        unit = register.units[unit_id]
        if is_embedded(measured, unit):
            yield from _tasks(UNIT, unit_id, urls.unit(unit), releases, languages)
    for indicator_id, indicator in register.indicators.items():
        if not is_indicator_parted(measured, indicator_id):
            yield from _tasks(INDICATOR, indicator_id, urls.indicator(indicator), releases, languages)


def _tasks(
    about: str, name: str, page: str, releases: Iterable[str | None], languages: Sequence[str]
) -> Iterator[EmbedTask]:
    for release_id in releases:
        for language in languages:
            address = urls.in_language(urls.embed(page, release_id), language)
            yield EmbedTask(about, name, release_id, address)


def embed_page(context: Context, task: EmbedTask) -> Page:
    """Return one embed."""
    subject, place, rows, figures, chart = (_of_unit if task.about == UNIT else _of_indicator)(context, task)
    drawn, (slot,) = slots_of(chart)
    title, about, address = subject
    release = newest_release(context.register)
    shown = next((one for one in context.register.releases if one.release_id == task.release_id), None)
    content = EmbedPage(
        language=context.language,
        title=title,
        about=about,
        site=context.site.name,
        is_synthetic=context.site.is_synthetic,
        page=context.to(address),
        canonical=context.lasting(urls.in_language(address, context.language)),
        style=context.to(f"{urls.ASSETS}embed.css"),
        script=context.to(f"{urls.ASSETS}embed.js"),
        root=context.to(urls.HOME),
        frozen=None if shown is None else text.day(shown.released_on),
        slot=slot,
        place=place,
        rows=rows,
        more=len(figures) - len(rows),
        documents=_documents(context, figures[: len(rows)]),
        live_code=_code(context, task, title, urls.embed(address)),
        frozen_code=_frozen_code(context, task, title, address, release),
        frozen_day="" if release is None else text.day(release.released_on),
    )
    html = environment(context.language).get_template("embed.html.j2").render(fields_of(content))
    return Page(urls.markdown_path(context.address), {}, html, drawn)


Found = tuple[tuple[str, str, str], Link | None, tuple[Row, ...], Sequence[Observation], Chart | None]
"""Title, what it is about in a line, and the address of its page; the place of all rows; its rows, all its
figures, its chart."""


def _of_unit(context: Context, task: EmbedTask) -> Found:
    unit = context.unit(task.name)
    if task.release_id is None:
        own = headlines(context, task.name) or _telling(
            context.figures(context.register.observations_of.get(task.name, ()))
        )
    else:
        then = as_published(context, task.release_id, task.name)
        own = headlines_among(context.register, then) or _telling(then)
    rows = tuple(
        _row(context, one, context.indicator_link(context.register.indicators[one.indicator_id]), task)
        for one in own
    )
    return (unit_title(context, unit), "", urls.unit(unit)), None, rows, own, None


def _telling(figures: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return the first figures that say an amount."""
    told = [one for one in figures if one.value is not None and not is_zero_in_words(one)]
    return tuple(told[:MOST_KEYS])


def _of_indicator(context: Context, task: EmbedTask) -> Found:
    indicator = context.register.indicators[task.name]
    own = sorted(_figures(context, task), key=lambda one: _order(context, one))
    rows = tuple(_row(context, one, context.dated_unit_link(one.unit_id), task) for one in own[:MOST_ROWS])
    place = _shared_place(rows)
    about = (indicator.name, indicator.definition, urls.indicator(indicator))
    shown = rows if place is None else tuple(replace(one, label=Link(one.detail), detail="") for one in rows)
    return about, place, shown, own, _chart(context, own) if task.release_id is None else None


def _shared_place(rows: Sequence[Row]) -> Link | None:
    """Return the place of all rows, where each has something else to be called by."""
    places = {one.label for one in rows}
    return places.pop() if len(places) == 1 and all(one.detail for one in rows) else None


def _figures(context: Context, task: EmbedTask) -> Iterator[Observation]:
    """Yield the figures of an indicator, of now or of a release, each said once."""
    units = context.measured.units_of_indicator.get(task.name, ())
    if task.release_id is None:
        found = context.figures_in(units, "indicator_id", task.name)
        yield from (one for one in found if one.occurrence == 1)
        return
    for unit_id in (*units, *context.measured.units_once_of_indicator.get(task.name, ())):
        yield from as_published(context, task.release_id, unit_id, task.name)


def _order(context: Context, one: Observation) -> tuple[int, int, int, int, str]:
    """Order figures of an indicator: the highest level, the latest, the whole before its parts."""
    level, body = LEVELS.index(context.unit(one.unit_id).level), one.organisation_id
    place = -1 if body is None else context.register.organisations[body].sort_order
    return level, one.period.latest_first, len(one.breakdown), place, one.figure_id


def _chart(context: Context, figures: Sequence[Observation]) -> Chart | None:
    """Return the chart of the highest level that has one."""
    for level in LEVELS:
        own = [one for one in figures if context.unit(one.unit_id).level == level]
        chart = story_of_indicator(context, own) if own else None
        if chart is not None:
            return chart
    return None


def _row(context: Context, one: Observation, label: Link, task: EmbedTask) -> Row:
    indicator = context.register.indicators[one.indicator_id]
    is_live, counted = task.release_id is None, telling_noun if task.about == UNIT else noun
    return Row(
        label=label,
        detail=detail(context, one),
        period=period_of(context, one) if is_live else period_as_released(one),
        figure_id=one.figure_id if is_live else None,
        value="" if one.value is None else text.plain(one.value),
        amount=_amount(one, indicator),
        noun="" if one.value is None else source_noun(one, indicator) or counted(indicator),
        is_missing=one.value is None,
        flags=flags_of(context, one) if is_live else (),
    )


def _amount(one: Observation, indicator: Indicator) -> str:
    if one.missing is not None:
        return words.word("missing", one.missing)
    return figure_in_words(one, indicator)


def _documents(context: Context, figures: Iterable[Observation]) -> tuple[Link, ...]:
    names = dict.fromkeys(one.document_id for one in figures)
    return tuple(context.document_link(context.register.documents[name]) for name in names)


def _code(context: Context, task: EmbedTask, title: str, address: str) -> Code:
    there = urls.in_language(address, context.language)
    return Code(context.full(there), words.sentence("embed_title", title=title), _HEIGHTS[task.about])


def _frozen_code(
    context: Context, task: EmbedTask, title: str, address: str, release: Release | None
) -> Code | None:
    """Return the code of the page that shows the newest release; on a page of a release its own."""
    name = task.release_id or (None if release is None else release.release_id)
    return None if name is None else _code(context, task, title, urls.embed(address, name))
