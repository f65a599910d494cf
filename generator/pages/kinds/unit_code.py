"""What stands at a code, `/xa/05587/`: which unit it is, what that was made of or what became of it.

Every unit without a page of its own is told of here, on one screen: the newest unit of the code first,
then those that had the code before.  Where the newest has a page, the code leads on to it.  No figure
stands here: such a page changes with the list of units, and when a unit around gets its first figure.
There are too many of them to print the frame of the site for each: see `site/shell.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import TypeVar

from msgspec import Struct, field

from generator import urls
from generator.language import spoken
from generator.measures import Measured
from generator.model import Register, Unit
from generator.pages.blocks.breadcrumbs import trail, unit_steps
from generator.pages.blocks.unit_lineage import Beginning, Ending, beginning_of, end_of, parts_of
from generator.pages.kinds.places import counted
from generator.pages.view import words
from generator.pages.view.context import Context, Link, Site, dated, in_sentence, span_of, unit_title
from generator.pages.view.rendering import body
from generator.products import LightPage

Value = TypeVar("Value")
MOST_NAMED = 5


class Origin(Struct, frozen=True):
    """How a unit began, and what it was made of: of some units only a part."""

    beginning: Beginning
    parts: tuple[Link, ...]


class Reported(Struct, frozen=True):
    """Who has figures around a unit that has none."""

    place: Link  # the unit above, in mid-sentence
    units: tuple[Link, ...]  # of those directly below it, as many as are named
    count: int
    above: tuple[Link, ...]  # with figures of their own: units above, and above what it was made of


class Answer(Struct, frozen=True):
    """What is told of one unit without a page."""

    unit_id: str
    name: str
    badge: str
    above: tuple[Link, ...]  # the nearest first, in mid-sentence
    ending: Ending | None
    below: str  # how many units a district had
    today: tuple[Link, ...]  # what holds it, or what was below it, in our day
    province_of_all: str  # the one that several of these lie in; else each is named with its own
    is_whole: bool  # whether one unit holds all of it
    origins: tuple[Origin, ...]  # its own, then that of the one unit that it was before
    reported: Reported | None
    beside: tuple[Link, ...]  # the unit before and the one after, by code
    directory: Link


class CodePage(Struct, frozen=True):
    """What `code.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    code: str
    target: Link | None  # the page of the newest unit of the code, in mid-sentence
    answers: tuple[Answer, ...]
    pages: tuple[Link, ...]  # older units of the code that have pages, in mid-sentence
    form: str | None
    mail: str | None


def code_pages(register: Register, measured: Measured, site: Site, province_id: str) -> Iterator[LightPage]:
    """Yield the pages of the codes whose newest unit is this province, or lies in it."""
    around, links = _Around(register, measured.reporting), defaultdict[str, _Links](_Links)
    for unit_id in (province_id, *measured.inside[province_id]):
        unit = register.units[unit_id]
        of_code = measured.units_of_code[unit.level][unit.code]
        if of_code[0] == unit_id:
            address = urls.in_language(urls.code(unit), spoken())
            context = _AtCode(register, measured, address, site, of_code=of_code, links=links[unit.level])
            yield _code_page(context, around, of_code)


class _Links(Struct, frozen=True):
    """Links as all pages in a folder have them, but those that lead to themselves."""

    units: dict[str, Link] = field(default_factory=dict)
    dated: dict[str, Link] = field(default_factory=dict)
    hrefs: dict[str, str] = field(default_factory=dict)


class _AtCode(Context, frozen=True, kw_only=True):
    """The record as the page of a code sees it: what its neighbours link to as well is worked out once."""

    of_code: tuple[str, ...]
    links: _Links

    def to(self, target: str) -> str:
        if target.startswith(self.place):
            return Context.to(self, target)
        return _kept(self.links.hrefs, target, partial(Context.to, self))

    def unit_link(self, unit_id: str) -> Link:
        if unit_id in self.of_code:
            return Context.unit_link(self, unit_id)
        return _kept(self.links.units, unit_id, partial(Context.unit_link, self))

    def dated_unit_link(self, unit_id: str) -> Link:
        if unit_id in self.of_code:
            return Context.dated_unit_link(self, unit_id)
        return _kept(self.links.dated, unit_id, partial(Context.dated_unit_link, self))


def _kept(known: dict[str, Value], name: str, work_out: Callable[[str], Value]) -> Value:
    """Return what is known under a name, worked out the first time that it is asked for."""
    found = known.get(name)
    if found is None:
        found = known[name] = work_out(name)
    return found


class _Around:
    """What the units of a place have in common, looked up once a place."""

    def __init__(self, register: Register, reporting: Container[str]) -> None:
        self._register, self._all_reporting = register, reporting
        self.siblings = cache(self._siblings)
        self.reporting = cache(self._reporting)

    def _siblings(self, parent_id: str, level: str, last_day: date) -> tuple[str, ...]:
        children, units = self._register.children.get(parent_id, ()), self._register.units
        return tuple(one for one in children if (units[one].level, units[one].last_day) == (level, last_day))

    def _reporting(self, parent_id: str) -> tuple[str, ...]:
        children = self._register.children.get(parent_id, ())
        return tuple(one for one in children if one in self._all_reporting)


def _code_page(context: Context, around: _Around, of_code: tuple[str, ...]) -> LightPage:
    newest, has_page = context.unit(of_code[0]), context.measured.has_page
    title = unit_title(context, newest)
    target = in_sentence(context.dated_unit_link(newest.unit_id)) if newest.unit_id in has_page else None
    content = CodePage(
        trail=trail(context, *unit_steps(context, newest.unit_id)),
        here=dated(newest.full_name, newest),
        code=newest.code,
        target=target,
        answers=tuple(_answer(context, around, context.unit(one)) for one in of_code if one not in has_page),
        pages=tuple(in_sentence(context.dated_unit_link(one)) for one in of_code[1:] if one in has_page),
        form=context.site.form,
        mail=context.site.mail,
    )
    told = words.sentence("code_description", title=title)
    return LightPage(context.address, title, told, body(content), None if target is None else target.href)


def _answer(context: Context, around: _Around, unit: Unit) -> Answer:
    territory, parents = context.measured.territory, context.ancestors(unit.unit_id)[::-1]
    below = tuple(territory.children(unit.unit_id, on=unit.last_day))
    own = territory.today(unit.unit_id) if unit.ended else ()
    held = own or tuple(one for member in below for one in territory.today(member))
    today = tuple(dict.fromkeys(one.unit_id for one in held))
    province = _province_of_all(context, today)
    named = context.unit_link if province else partial(_in_full, context)
    span = span_of(unit)
    return Answer(
        unit_id=unit.unit_id,
        name=unit.full_name,
        badge=" · ".join(filter(None, (words.unless_named(words.noun(unit.type, 1), unit.full_name), span))),
        above=tuple(in_sentence(context.unit_link(one.unit_id)) for one in parents),
        ending=end_of(context, unit),
        below=counted(map(context.unit, below)),
        today=tuple(in_sentence(named(one)) for one in today),
        province_of_all=province,
        is_whole=len(own) == 1 and own[0].whole,
        origins=tuple(_origins(context, unit)),
        reported=_reported(context, around, unit),
        beside=tuple(_beside(context, around, unit)),
        directory=_directory(context, unit),
    )


def _province_of_all(context: Context, unit_ids: Sequence[str]) -> str:
    """Return the province, in mid-sentence, that several units lie in and none of them is; else nothing."""
    provinces = {context.measured.territory.province(one) for one in unit_ids}
    if len(unit_ids) < 2 or len(provinces) > 1:
        return ""
    return words.lowered(context.unit(provinces.pop()).full_name)


def _in_full(context: Context, unit_id: str) -> Link:
    """Return a unit with the units above it, in mid-sentence: `xã Bình Yên, tỉnh Thái Nguyên`."""
    names = (context.unit(unit_id), *context.ancestors(unit_id)[::-1])
    full = words.word("heading", "list_separator").join(words.lowered(one.full_name) for one in names)
    return Link(full, context.to(context.unit_address(unit_id)))


def _origins(context: Context, unit: Unit) -> Iterator[Origin]:
    """Yield how a unit began; where it was one unit before, and nothing else, how that one did."""
    begun = beginning_of(context, unit)
    if begun is not None:
        changes = context.register.predecessors[unit.unit_id]
        yield Origin(begun, parts_of(context, changes, unit))
        if len(changes) == 1 and changes[0].relation != "part":
            yield from _origins(context, context.unit(changes[0].from_unit_id))


def _reported(context: Context, around: _Around, unit: Unit) -> Reported | None:
    if unit.parent_id is None:
        return None
    found = around.reporting(unit.parent_id)
    made_of = [change.from_unit_id for change in context.register.predecessors.get(unit.unit_id, ())]
    above = (one for name in (unit.unit_id, *made_of) for one in context.measured.territory.above(name))
    with_figures = (one for one in dict.fromkeys(above) if one in context.measured.reporting)
    return Reported(
        place=in_sentence(context.unit_link(unit.parent_id)),
        units=tuple(in_sentence(context.dated_unit_link(one)) for one in found[:MOST_NAMED]),
        count=len(found),
        above=tuple(in_sentence(context.dated_unit_link(one)) for one in with_figures),
    )


def _beside(context: Context, around: _Around, unit: Unit) -> Iterator[Link]:
    if unit.parent_id is not None:
        siblings = around.siblings(unit.parent_id, unit.level, unit.last_day)
        at = siblings.index(unit.unit_id)
        yield from map(context.unit_link, (*siblings[max(0, at - 1) : at], *siblings[at + 1 : at + 2]))


def _directory(context: Context, unit: Unit) -> Link:
    """Return the directory that has the unit in it; of a province with units, its own."""
    province = context.province(unit.unit_id)
    has_own = unit is province and bool(context.register.children.get(unit.unit_id))
    address = urls.places_in(unit) if has_own else urls.directory(unit, province)
    name = words.lowered(dated(province.full_name, province)) if address != urls.PLACES else ""
    return Link(name, context.to(address))
