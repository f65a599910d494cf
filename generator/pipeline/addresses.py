"""Every address that was ever published answers: as a page, as a redirect, or as a tombstone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator import assemble, urls, write
from generator.measures import Measured, measure
from generator.model import EACH, Redirect, Register
from generator.model.codes import RedirectKind
from generator.page_tasks import plan
from generator.problems import Problem
from generator.read import Reading
from generator.releases.comparison import OF_IDENTITY

FILE = "redirects.csv"


class Ways(Struct, frozen=True):
    """Where the addresses without a page lead, and what is wrong with the inventory."""

    moved: Mapping[str, Redirect]
    """By address; of a renamed part, every address that it made."""
    lost: tuple[str, ...] = ()
    nowhere: tuple[Redirect, ...] = ()
    needless: tuple[Redirect, ...] = ()
    unpublished: tuple[Redirect, ...] = ()

    @property
    def are_whole(self) -> bool:
        return not (self.lost or self.nowhere or self.needless or self.unpublished)


def ways(redirects: Iterable[Redirect], inventory: Collection[str], live: Collection[str]) -> Ways:
    """Return where each address leads that was published (`inventory`) and is no page (`live`) any more."""
    rows = tuple(redirects)
    slugs = [row for row in rows if row.kind == "slug"]
    places = {row.address: place for place, row in reversed([*enumerate(slugs)])}
    gone = sorted(set(inventory).difference(live))
    moved = {one.address: one for one in rows if one.kind != "slug" and one.address not in live}
    for address in gone:
        found = [places[part] for part in address.split("/") if part in places]
        if found and address not in moved:
            moved[address] = _renamed(address, slugs[min(found)])
    parts = _parts(moved if slugs else ())
    return Ways(
        moved,
        tuple(address for address in gone if address not in moved),
        tuple(one for one in moved.values() if one.target and not _leads(one, moved, live)),
        tuple(one for one in rows if one.address not in (parts if one.kind == "slug" else moved)),
    )


def _renamed(address: str, row: Redirect) -> Redirect:
    parts = ((row.target or "") if part == row.address else part for part in address.split("/"))
    return Redirect(address, "/".join(parts), "redirect", row.since, row.reason)


def _leads(one: Redirect, moved: Mapping[str, Redirect], live: Collection[str]) -> bool:
    """Whether a redirect comes to a page or to a tombstone in the end."""
    seen: set[str] = set()
    target = one.target or ""
    while target in moved and target not in seen and moved[target].target:
        seen.add(target)
        target = moved[target].target or ""
    return target in live or (target in moved and target not in seen)


class Rename(NamedTuple):
    """A part that stood in published addresses, and the only one that stands in its place in all of them."""

    old: str
    new: str
    addresses: tuple[str, ...]
    """Those that were lost."""


def renames(lost: Iterable[str], inventory: Iterable[str], live: Iterable[str]) -> Iterator[Rename]:
    """Yield what was renamed: a part that no page has any more, and a part that no address had before."""
    before, now = _parts(inventory), _parts(live)
    new: dict[str, set[str]] = {}
    for frame, part, _ in _framed(live, now - before):
        new.setdefault(frame, set()).add(part)
    gone: dict[str, dict[str, set[str]]] = {}
    for frame, part, address in _framed(lost, before - now):
        gone.setdefault(part, {})[address] = new.get(frame, set())
    for old, found in gone.items():
        heirs = set.intersection(*found.values())
        if len(heirs) == 1:
            yield Rename(old, heirs.pop(), tuple(sorted(found)))


def _parts(addresses: Iterable[str]) -> set[str]:
    return {part for address in addresses for part in address.split("/")}


def _framed(addresses: Iterable[str], wanted: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the wanted parts of addresses: what stands around each, the part, and the address."""
    for address in addresses:
        parts = address.split("/")
        for number, part in enumerate(parts):
            if part in wanted:
                yield "/".join((*parts[:number], "*", *parts[number + 1 :])), part, address


# Which pages there are ---------------------------------------------------------------------------


def planned(register: Register, measured: Measured, figure_pages: str) -> set[str]:
    """Return the addresses of all generated pages."""
    return {task.address for task in plan(register, measured, figure_pages)}


def by_people(source: Path) -> set[str]:
    """Return the addresses of the hand-written pages, and of those that stand among them."""
    found = write.walk(source, write.is_generated)
    pages = (path for path in found if path.endswith(".md") and not write.is_generated(path))
    return {urls.DICTIONARY, *(f"/{urls.address_of(path)}" for path in pages)}


def of_record(
    register: Register, inventory: Collection[str], live: Collection[str], figure_pages: str
) -> Ways:
    """Return the ways that the rows of redirects.csv and the revisions of figures make together.

    Codes answer as well: the list of units has them, and no inventory needs to.
    """
    live = {*live, *(urls.code(unit) for unit in register.units.values())}
    figures = tuple(_of_figures(register)) if figure_pages == EACH else ()
    known = _known(register.redirects, {*live, *inventory})
    found = ways((*known, *figures), inventory, live)
    of_figures = set(figures)
    return replace(
        found,
        needless=tuple(one for one in found.needless if one not in of_figures),
        unpublished=tuple(row for row in register.redirects if row not in known),
    )


def _known(rows: Collection[Redirect], addresses: Collection[str]) -> dict[Redirect, bool]:
    """Return the rows about one of these addresses, or about a part of one, in their order."""
    parts = _parts(addresses if any(row.kind == "slug" for row in rows) else ())
    return {
        row: True for row in rows if row.address in addresses or (row.kind == "slug" and row.address in parts)
    }


def _of_figures(register: Register) -> Iterator[Redirect]:
    """Yield where the page of a figure leads that moved, or why it was withdrawn."""
    for one in register.revisions:
        if one.field in OF_IDENTITY:
            target = urls.figure_page(one.new_value) if one.new_value else None
            kind: RedirectKind = "redirect" if target else "tombstone"
            address = urls.figure_page(one.figure_id)
            yield Redirect(address, target, kind, one.revised_on, one.reason)


def problems_of(source: Path, reading: Reading, known: Register | None = None) -> tuple[Problem, ...]:
    """Return the addresses that the data, which is right otherwise, would lose; and useless redirects.

    The units are those of a register that is known, where one is given.
    """
    if not len(reading.tables["releases"]) and not len(reading.tables["redirects"]):
        return ()
    live, found = _of_reading(source, reading, known)
    return tuple(_told(found, live, reading))


def inventory(source: Path, reading: Reading) -> set[str]:
    """Return every address that answers: pages, and what leads to them or says why they ended."""
    live, found = _of_reading(source, reading)
    return live.union(found.moved)


def _of_reading(source: Path, reading: Reading, known: Register | None = None) -> tuple[set[str], Ways]:
    """Return the pages that there are, and the ways to and from them."""
    register, figure_pages = assemble.assemble(reading, known), reading.contract.figure_pages
    live = planned(register, measure(register), figure_pages) | by_people(source)
    return live, of_record(register, _published(reading), live, figure_pages)


def _published(reading: Reading) -> tuple[str, ...]:
    """Return the addresses of the newest release, which has those of all releases before it."""
    return next((reading.snapshots[name].addresses() for name in _released(reading)[-1:]), ())


def _released(reading: Reading) -> list[str]:
    return reading.tables["releases"]["release_id"]


def _told(found: Ways, live: Collection[str], reading: Reading) -> Iterator[Problem]:
    table, file = reading.tables["redirects"], f"{reading.root}/{FILE}"
    lines = dict(zip(table["address"], table.lines, strict=True))
    renamed = tuple(renames(found.lost, _published(reading), live)) if found.lost else ()
    by_rename = {address for one in renamed for address in one.addresses}
    of_release = {"release": _released(reading)[-1]} if found.lost else {}
    for one in renamed:
        line = f"{one.old},{one.new},slug,YYYY-MM-DD,…"
        facts = {"found": one.old, "suggestion": one.new, "address": one.addresses[0], "line": line}
        yield Problem(file, None, None, "slug-renamed", facts | of_release)
    for address in found.lost:
        if address not in by_rename:
            facts = {"address": address, "line": f"{address},TARGET,redirect,YYYY-MM-DD,…"}
            yield Problem(file, None, None, "address-lost", facts | of_release)
    for row in found.nowhere:
        if row.target not in by_rename:
            facts = {"address": row.address, "found": row.target or ""}
            yield Problem(file, lines.get(row.address), "target", "redirect-nowhere", facts)
    for code, rows in (("redirect-needless", found.needless), ("redirect-unpublished", found.unpublished)):
        for row in rows:
            yield Problem(file, lines[row.address], "address", code, {"address": row.address})
