"""The directories of places: the list of all provinces, and for each one the list of its units.

Every unit of the record has one row in one directory, with its id as the anchor: provinces on
`/dia-phuong/`, all others on a page of their province.  A province that outlived its districts has
two pages, one of today and one of the districts' time.  No row shows a figure; it leads to the page
of its unit, where there is one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from generator import text, urls
from generator.model import Page, Register, Unit, UnitChange
from generator.pages import words
from generator.pages.directories import directory_front
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, dated, in_sentence, span_of
from generator.pages.tables import ChartSlot
from generator.pages.tiles import Standing, by_name, standings, tile_map
from generator.pages.trail import breadcrumb_list, trail

_KIN: Mapping[str, Callable[[Register], Mapping[str, tuple[UnitChange, ...]]]] = {
    "came_from": lambda register: register.predecessors,
    "became": lambda register: register.successors,
}
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class Kin:
    """A predecessor or a successor of a row, and how it is related where that is not plain."""

    name: str
    href: str
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its name and code, what it came from or what became of it."""

    unit_id: str
    name: str
    href: str | None  # its page
    code: str
    figures: int
    span: str | None  # where it differs from that of the others
    kin: tuple[tuple[Kin, ...], ...]  # a cell each: what it came from, what became of it


@dataclass(frozen=True, slots=True)
class Block:
    """The communes of one district, or of the province itself."""

    district: Row | None
    kind: str  # of the district
    counts: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The units whose names begin with one letter, in alphabetical order."""

    letter: str
    units: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlacesInPage:
    """What `places_in.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    province: Link | None  # its page
    counts: str
    total: int
    span: str | None
    beside: tuple[Link, ...]  # other directories of the same place, before or after
    columns: tuple[str, ...]  # the headings of the cells of kin
    blocks: tuple[Block, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One province: its pages, how many units it had, what it came from or what became of it."""

    unit_id: str
    link: Link
    code: str
    counts: str
    directories: tuple[Link, ...]
    after: tuple[Kin, ...]


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """What `places.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    units: int
    counts_today: str
    with_figures: tuple[Link, ...]
    slot: ChartSlot | None
    standings: tuple[Standing, ...]
    today: tuple[ProvinceRow, ...]
    former: tuple[ProvinceRow, ...]
    former_by_name: tuple[Link, ...]


# All provinces --------------------------------------------------------------------------------


def places_page(scene: Scene) -> Page:
    """Return the list of provinces, those of today and the former ones, by code and by name."""
    units = scene.register.units.values()
    provinces = [unit for unit in units if unit.parent_id is None]
    former = [unit for unit in provinces if unit.ended]
    known = standings(scene)
    chart = tile_map(scene, known)
    context = PlacesPage(
        trail=trail(scene),
        here=words.word("title", "places"),
        units=len(units),
        counts_today=counted(unit for unit in units if not unit.ended),
        with_figures=tuple(scene.dated_unit_link(name) for name in scene.register.observations_of),
        slot=None if chart is None else ChartSlot(0, chart.title, chart.source),
        standings=by_name(known),
        today=tuple(_province(scene, unit) for unit in provinces if not unit.ended),
        former=tuple(_province(scene, unit) for unit in former),
        former_by_name=_by_name(scene, former),
    )
    charts = () if chart is None else (chart,)
    return page(scene.address, "places.md.j2", context, directory_front(scene, "places"), charts)


def _by_name(scene: Scene, units: Iterable[Unit]) -> tuple[Link, ...]:
    ranked = sorted(units, key=lambda unit: (text.collation_key(unit.name), unit.unit_id))
    return tuple(Link(dated(unit.name, unit), f"#{unit.unit_id}") for unit in ranked)


def _province(scene: Scene, unit: Unit) -> ProvinceRow:
    below = tuple(_below(scene.register, unit.unit_id))
    newest = [one for one in below if one.ended == unit.ended and one.valid_to == unit.valid_to]
    successors = scene.register.successors.get(unit.unit_id, ())
    return ProvinceRow(
        unit_id=unit.unit_id,
        link=scene.dated_unit_link(unit.unit_id),
        code=unit.code,
        counts=counted(newest),
        directories=tuple(_directory_link(scene, unit, address) for address in directories_of(unit, below)),
        after=tuple(_kin(scene, change, change.to_unit_id) for change in successors),
    )


def _below(register: Register, unit_id: str) -> Iterator[Unit]:
    """Yield every unit that ever lay below one, districts before their communes."""
    for child_id in register.children.get(unit_id, ()):
        yield register.units[child_id]
        yield from _below(register, child_id)


def directories_of(province: Unit, below: Iterable[Unit]) -> tuple[str, ...]:
    """Return the directories that a province has, the one of its own time first."""
    return tuple(sorted({urls.directory(unit, province) for unit in below}))


def _directory_link(scene: Scene, province: Unit, address: str) -> Link:
    before = address != urls.places_in(province)
    return Link(words.word("directory", "before" if before else "own"), scene.to(address))


def directories(register: Register) -> Iterator[tuple[str, str]]:
    """Yield every directory of a province: the province's id, and the address."""
    for unit_id, unit in register.units.items():
        if unit.parent_id is None:
            for address in directories_of(unit, _below(register, unit_id)):
                yield unit_id, address


# One province ---------------------------------------------------------------------------------


def places_in_page(scene: Scene, province_id: str) -> Page:
    """Return one directory of a province: the scene's address says which."""
    province = scene.unit(province_id)
    listed = [
        unit
        for unit in _below(scene.register, province_id)
        if urls.directory(unit, province) == scene.address
    ]
    span = _span(listed, province)
    shown = [
        name for name, kin in _KIN.items() if any(kin(scene.register).get(one.unit_id) for one in listed)
    ]
    title = _title(scene, province, listed)
    to_places = Link(words.word("crumb", "places"), scene.to(urls.PLACES))
    has_page = province_id in scene.measured.has_page
    steps = trail(scene, to_places, *([scene.unit_link(province_id)] if has_page else []))
    context = PlacesInPage(
        trail=steps,
        here=title,
        province=in_sentence(scene.dated_unit_link(province_id)) if has_page else None,
        counts=counted(listed),
        total=len(listed),
        span=span,
        beside=_beside(scene, province),
        columns=tuple(words.word("directory", name) for name in shown),
        blocks=tuple(_blocks(scene, province, listed, span, shown)),
        letters=_letters(scene, listed),
    )
    return page(
        scene.address, "places_in.md.j2", context, _front(scene, province, title, steps, context.counts)
    )


def _title(scene: Scene, province: Unit, listed: Sequence[Unit]) -> str:
    """Return `Xã, phường của tỉnh Thái Nguyên (từ 01/7/2025)`, or what it was before."""
    name = words.lowered(province.full_name)
    levels = "with_districts" if any(unit.level == "huyen" for unit in listed) else "communes"
    if scene.address != urls.places_in(province):
        day = text.day(urls.LAST_DAY_OF_DISTRICTS)
        return words.sentence(
            "directory_before", units=words.word("directory", levels), province=name, day=day
        )
    of_province = dated(name, province)
    return words.sentence("directory_of", units=words.word("directory", levels), province=of_province)


def _span(listed: Sequence[Unit], province: Unit) -> str | None:
    """Return the span of validity that the units share; None where they do not."""
    spans = {span_of(unit) for unit in listed}
    return spans.pop() if len(spans) == 1 else span_of(province)


def _beside(scene: Scene, province: Unit) -> tuple[Link, ...]:
    """Return the other directory of the province, and those of its predecessors and successors."""
    register = scene.register
    kin = [change.from_unit_id for change in register.predecessors.get(province.unit_id, ())]
    kin += [change.to_unit_id for change in register.successors.get(province.unit_id, ())]
    return tuple(
        Link(_directory_name(other, address), scene.to(address))
        for other in (province, *(scene.unit(name) for name in dict.fromkeys(kin)))
        for address in directories_of(other, _below(register, other.unit_id))
        if address != scene.address
    )


def _directory_name(province: Unit, address: str) -> str:
    if address == urls.places_in(province):
        return dated(province.full_name, province)
    day = text.day(urls.LAST_DAY_OF_DISTRICTS)
    return words.sentence("name_until", name=province.full_name, day=day)


def _blocks(
    scene: Scene, province: Unit, listed: Sequence[Unit], span: str | None, shown: Sequence[str]
) -> Iterator[Block]:
    """Yield the communes directly below the province, then each district with its own."""
    inside: defaultdict[str | None, list[Unit]] = defaultdict(list)
    for unit in listed:
        inside[None if unit.level == "huyen" else unit.parent_id].append(unit)
    for head in (province, *inside[None]):
        rows = tuple(_row(scene, unit, span, shown) for unit in inside[head.unit_id])
        if head is not province:
            counts = counted(inside[head.unit_id])
            yield Block(_row(scene, head, span, shown), head.type, counts, rows)
        elif rows:
            yield Block(None, "", counted(inside[head.unit_id]), rows)


def _row(scene: Scene, unit: Unit, shared: str | None, shown: Sequence[str]) -> Row:
    span = span_of(unit)
    has_page = unit.unit_id in scene.measured.has_page
    return Row(
        unit_id=unit.unit_id,
        name=unit.full_name,
        href=scene.to(urls.unit(unit)) if has_page else None,
        code=unit.code,
        figures=len(scene.register.observations_of.get(unit.unit_id, ())),
        span=None if span == shared else span or words.word("directory", "always"),
        kin=tuple(
            tuple(_kin(scene, change, _other(change, unit)) for change in changes)
            for changes in (_KIN[name](scene.register).get(unit.unit_id, ()) for name in shown)
        ),
    )


def _other(change: UnitChange, unit: Unit) -> str:
    return change.to_unit_id if change.from_unit_id == unit.unit_id else change.from_unit_id


def _kin(scene: Scene, change: UnitChange, unit_id: str) -> Kin:
    detail = "" if change.relation == "whole" else words.word("origin", change.relation)
    path, _, anchor = scene.unit_address(unit_id).partition("#")
    href = f"{_relative(path, scene.address)}#{anchor}" if anchor else _relative(path, scene.address)
    return Kin(words.lowered(scene.unit(unit_id).full_name), href, detail)


@cache
def _relative(target: str, source: str) -> str:
    """Return a link between two pages; many rows of one page lead to few others."""
    return urls.relative(target, source)


def counted(units: Iterable[Unit]) -> str:
    """Return how many units there are of each type, districts first: `77 xã, 15 phường`."""
    counts = Counter((unit.level, unit.type) for unit in units if unit.parent_id is not None)
    ranked = sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], text.collation_key(pair[0][1])))
    return ", ".join(
        words.sentence("counted_units", count=text.number(Decimal(count)), type=kind)
        for (_, kind), count in ranked
    )


# By the alphabet ------------------------------------------------------------------------------


def _letters(scene: Scene, listed: Sequence[Unit]) -> tuple[Letter, ...]:
    """Return links to all rows by first letter; what sounds alike says which one it is."""
    alike = Counter(text.fold(unit.name) for unit in listed)
    ranked = sorted(listed, key=lambda unit: (text.collation_key(unit.name), unit.level, unit.code))
    letters: dict[str, list[Link]] = {}
    for unit in ranked:
        name = unit.name if alike[text.fold(unit.name)] == 1 else _told_apart(scene, unit)
        letters.setdefault(_initial(unit.name), []).append(Link(name, f"#{unit.unit_id}"))
    return tuple(Letter(letter, tuple(links)) for letter, links in letters.items())


def _told_apart(scene: Scene, unit: Unit) -> str:
    """Return `Bình Yên (xã, huyện Định Hóa)`; without a district the code: `Văn Lang (xã 02143)`."""
    parent = None if unit.parent_id is None else scene.unit(unit.parent_id)
    if parent is not None and parent.level == "huyen":
        return words.sentence(
            "alike_in", name=unit.name, type=unit.type, parent=words.lowered(parent.full_name)
        )
    return words.sentence("alike", name=unit.name, type=unit.type, code=unit.code)


def _initial(name: str) -> str:
    """Return the letter of the Vietnamese alphabet that a name begins with; `0–9` for a digit."""
    if name[:1].isdecimal():
        return words.word("directory", "digits")
    bare = unicodedata.normalize("NFD", name[:1]).translate(_TONES)
    return unicodedata.normalize("NFC", bare).upper()


def _front(scene: Scene, province: Unit, title: str, steps: tuple[Link, ...], counts: str) -> FrontMatter:
    return FrontMatter(
        title=title,
        description=words.sentence("directory_description", title=title, counts=counts),
        kind="places-in",
        search_alias=text.fold(title),
        search_weight="1",
        search_place=province.full_name,
        jsonld=breadcrumb_list(steps, title),
        published=release_of(scene.register),
    )
