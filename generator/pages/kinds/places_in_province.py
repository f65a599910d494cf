"""The directory of one province: every unit in it, with what came before and what after.

A province that outlived its districts has two, one of today and one of the districts' time.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator import text, urls
from generator.model import Register, Unit, UnitChange
from generator.page_tasks import directories_of
from generator.pages.blocks.breadcrumbs import breadcrumb_list, trail
from generator.pages.blocks.citation import Citation, citation
from generator.pages.blocks.province_parts import below
from generator.pages.kinds.places import Related, counted, related_unit
from generator.pages.view import words
from generator.pages.view.context import Context, Link, dated, in_sentence, span_of
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.products import Page

_RELATED: Mapping[str, Callable[[Register], Mapping[str, tuple[UnitChange, ...]]]] = {
    "came_from": lambda register: register.predecessors,
    "became": lambda register: register.successors,
}


_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


class Row(Struct, frozen=True):
    """One unit: its name and code, what it came from or what became of it."""

    unit_id: str
    name: str
    href: str  # where it is told of
    code: str
    figures: int
    span: str | None  # where it differs from that of the others
    related: tuple[tuple[Related, ...], ...]  # a cell each: what it came from, what became of it


class Block(Struct, frozen=True):
    """The communes of one district, or of the province itself."""

    district: Row | None
    kind: str  # of the district
    counts: str
    rows: tuple[Row, ...]


class Letter(Struct, frozen=True):
    """The units whose names begin with one letter, in alphabetical order."""

    letter: str
    units: tuple[Link, ...]


class PlacesInPage(Struct, frozen=True):
    """What `places_in.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    province: Link | None  # its page
    counts: str
    total: int
    span: str | None
    beside: tuple[Link, ...]  # other directories of the same place, before or after
    columns: tuple[str, ...]  # the headings of these cells
    reported: tuple[Row, ...]  # those with figures of their own
    related: tuple[Link, ...]  # those with a page, though without figures of their own
    blocks: tuple[Block, ...]
    letters: tuple[Letter, ...]
    citation: Citation


def places_in_page(context: Context, province_id: str) -> Page:
    """Return one directory of a province: the context's address says which."""
    province = context.unit(province_id)
    listed = [unit for unit in below(context, province_id) if urls.directory(unit, province) == context.place]
    span = _span(listed, province)
    shown = [
        name for name, by in _RELATED.items() if any(by(context.register).get(one.unit_id) for one in listed)
    ]
    title = _title(context, province, listed)
    to_places = Link(words.word("crumb", "places"), context.to(urls.PLACES))
    has_page = province_id in context.measured.has_page
    steps = trail(context, to_places, *([context.unit_link(province_id)] if has_page else []))
    blocks = tuple(_blocks(context, province, listed, span, shown))
    content = PlacesInPage(
        trail=steps,
        here=title,
        province=in_sentence(context.dated_unit_link(province_id)) if has_page else None,
        counts=counted(listed),
        total=len(listed),
        span=span,
        beside=_beside(context, province),
        columns=tuple(words.word("directory", name) for name in shown),
        reported=tuple(row for row in _rows(blocks) if row.figures),
        related=tuple(
            Link(words.lowered(row.name), row.href)
            for row in _rows(blocks)
            if not row.figures and row.unit_id in context.measured.has_page
        ),
        blocks=blocks,
        letters=_letters(context, listed),
        citation=citation(context, title, is_living=True),
    )
    return page(context.address, content, _front(context, province, title, steps, content.counts))


def _title(context: Context, province: Unit, listed: Sequence[Unit]) -> str:
    """Return `Xã, phường của tỉnh Thái Nguyên (từ 01/7/2025)`, or what it was before."""
    name = words.lowered(province.full_name)
    levels = "with_districts" if any(unit.level == "huyen" for unit in listed) else "communes"
    if context.place != urls.places_in(province):
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


def _beside(context: Context, province: Unit) -> tuple[Link, ...]:
    """Return the other directory of the province, and those of its predecessors and successors."""
    register = context.register
    others = [change.from_unit_id for change in register.predecessors.get(province.unit_id, ())]
    others += [change.to_unit_id for change in register.successors.get(province.unit_id, ())]
    return tuple(
        Link(_directory_name(other, address), context.to(address))
        for other in (province, *(context.unit(name) for name in dict.fromkeys(others)))
        for address in directories_of(other, below(context, other.unit_id))
        if address != context.place
    )


def _directory_name(province: Unit, address: str) -> str:
    if address == urls.places_in(province):
        return dated(province.full_name, province)
    day = text.day(urls.LAST_DAY_OF_DISTRICTS)
    return words.sentence("name_until", name=province.full_name, day=day)


def _blocks(
    context: Context, province: Unit, listed: Sequence[Unit], span: str | None, shown: Sequence[str]
) -> Iterator[Block]:
    """Yield the communes directly below the province, then each district with its own."""
    inside: defaultdict[str | None, list[Unit]] = defaultdict(list)
    for unit in listed:
        inside[None if unit.level == "huyen" else unit.parent_id].append(unit)
    for head in (province, *inside[None]):
        rows = tuple(_row(context, unit, span, shown) for unit in inside[head.unit_id])
        if head is not province:
            counts = counted(inside[head.unit_id])
            yield Block(_row(context, head, span, shown), words.noun(head.type, 1), counts, rows)
        elif rows:
            yield Block(None, "", counted(inside[head.unit_id]), rows)


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    for block in blocks:
        yield from block.rows if block.district is None else (block.district, *block.rows)


def _row(context: Context, unit: Unit, shared: str | None, shown: Sequence[str]) -> Row:
    span, measured = span_of(unit), context.measured
    return Row(
        unit_id=unit.unit_id,
        name=unit.full_name,
        href=context.to(context.unit_address(unit.unit_id)),
        code=unit.code,
        figures=measured.counts_of_unit.get(unit.unit_id, 0) if unit.unit_id in measured.has_page else 0,
        span=None if span == shared else span or words.word("directory", "always"),
        related=tuple(
            tuple(related_unit(context, change, _other(change, unit)) for change in changes)
            for changes in (_RELATED[name](context.register).get(unit.unit_id, ()) for name in shown)
        ),
    )


def _other(change: UnitChange, unit: Unit) -> str:
    return change.to_unit_id if change.from_unit_id == unit.unit_id else change.from_unit_id


def _letters(context: Context, listed: Sequence[Unit]) -> tuple[Letter, ...]:
    """Return all units by first letter; what sounds alike says which one it is."""
    alike = Counter(text.fold(unit.name) for unit in listed)
    ranked = sorted(listed, key=lambda unit: (text.collation_key(unit.name), unit.level, unit.code))
    letters: dict[str, list[Link]] = {}
    for unit in ranked:
        name = unit.name if alike[text.fold(unit.name)] == 1 else _told_apart(context, unit)
        href = context.to(context.unit_address(unit.unit_id))
        letters.setdefault(_initial(unit.name), []).append(Link(name, href))
    return tuple(Letter(letter, tuple(links)) for letter, links in letters.items())


def _told_apart(context: Context, unit: Unit) -> str:
    """Return `Bình Yên (xã, huyện Định Hóa)`; without a district the code: `Văn Lang (xã 02143)`."""
    kind = words.noun(unit.type, 1)
    parent = None if unit.parent_id is None else context.unit(unit.parent_id)
    if parent is not None and parent.level == "huyen":
        return words.sentence("alike_in", name=unit.name, type=kind, parent=words.lowered(parent.full_name))
    return words.sentence("alike", name=unit.name, type=kind, code=unit.code)


def _initial(name: str) -> str:
    """Return the letter of the Vietnamese alphabet that a name begins with; `0–9` for a digit."""
    if name[:1].isdecimal():
        return words.word("directory", "digits")
    bare = unicodedata.normalize("NFD", name[:1]).translate(_TONES)
    return unicodedata.normalize("NFC", bare).upper()


def _front(context: Context, province: Unit, title: str, steps: tuple[Link, ...], counts: str) -> FrontMatter:
    return FrontMatter(
        title=title,
        description=words.sentence("directory_description", title=title, counts=counts),
        kind="places-in",
        search_alias=text.fold(title),
        search_weight="1",
        search_place=province.full_name,
        jsonld=breadcrumb_list(context, steps, title),
        published=release_of(context.register),
    )
