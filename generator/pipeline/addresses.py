"""Every address that was ever published answers: as a page, as a redirect, or as a tombstone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import assemble, urls, write
from generator.measures import Measured, measure
from generator.model import EACH, Redirect, Register
from generator.model.codes import RedirectKind
from generator.pages import plan
from generator.problems import Problem
from generator.read import Reading
from generator.releases.comparison import OF_IDENTITY
from generator.site import render

FILE = "redirects.csv"


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the addresses without a page lead, and what is wrong with the inventory."""

    moved: Mapping[str, Redirect]
    """By address; of a renamed part, every address that it made."""
    lost: tuple[str, ...] = ()
    nowhere: tuple[Redirect, ...] = ()
    needless: tuple[Redirect, ...] = ()

    @property
    def are_whole(self) -> bool:
        return not (self.lost or self.nowhere or self.needless)


def ways(redirects: Iterable[Redirect], inventory: Collection[str], live: Collection[str]) -> Ways:
    """Return where each address leads that was published (`inventory`) and is no page (`live`) any more."""
    rows = tuple(redirects)
    slugs = [row for row in rows if row.kind == "slug"]
    gone = sorted(set(inventory).difference(live))
    moved = {one.address: one for one in rows if one.kind != "slug" and one.address not in live}
    for address in gone:
        for row in slugs if address not in moved else ():
            if row.address in address.split("/"):
                moved[address] = _renamed(address, row)
                break
    return Ways(
        moved,
        tuple(address for address in gone if address not in moved),
        tuple(one for one in moved.values() if one.target and not _leads(one, moved, live)),
        tuple(one for one in rows if not _is_needed(one, moved)),
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


def _is_needed(row: Redirect, moved: Mapping[str, Redirect]) -> bool:
    if row.kind != "slug":
        return row.address in moved
    return any(row.address in address.split("/") for address in moved)


# Which pages there are ---------------------------------------------------------------------------


def planned(register: Register, measured: Measured, figure_pages: str) -> set[str]:
    """Return the addresses of all generated pages."""
    return {task.address for task in plan(register, measured, figure_pages)}


def by_people(source: Path) -> set[str]:
    """Return the addresses of the hand-written pages."""
    found = write.walk(source)
    pages = (path for path in found if path.endswith(".md") and not write.is_generated(path))
    return {f"/{render.address_of(path)}" for path in pages}


def of_record(
    register: Register, inventory: Collection[str], live: Collection[str], figure_pages: str
) -> Ways:
    """Return the ways that the rows of redirects.csv and the revisions of figures make together."""
    figures = tuple(_of_figures(register)) if figure_pages == EACH else ()
    found = ways((*register.redirects, *figures), inventory, live)
    return replace(found, needless=tuple(one for one in found.needless if one not in figures))


def _of_figures(register: Register) -> Iterator[Redirect]:
    """Yield where the page of a figure leads that moved, or why it was withdrawn."""
    for one in register.revisions:
        if one.field in OF_IDENTITY:
            target = urls.figure_page(one.new_value) if one.new_value else None
            kind: RedirectKind = "redirect" if target else "tombstone"
            address = urls.figure_page(one.figure_id)
            yield Redirect(address, target, kind, one.revised_on, one.reason)


def problems_of(source: Path, reading: Reading) -> tuple[Problem, ...]:
    """Return the addresses that the data, which is right otherwise, would lose; and useless redirects."""
    if not len(reading.tables["releases"]) and not len(reading.tables["redirects"]):
        return ()
    _, found = _of_reading(source, reading)
    return tuple(_told(found, reading))


def inventory(source: Path, reading: Reading) -> set[str]:
    """Return every address that answers: pages, and what leads to them or says why they ended."""
    live, found = _of_reading(source, reading)
    return live.union(found.moved)


def _of_reading(source: Path, reading: Reading) -> tuple[set[str], Ways]:
    """Return the pages that there are, and the ways to and from them."""
    register, figure_pages = assemble.assemble(reading), reading.contract.figure_pages
    live = planned(register, measure(register), figure_pages) | by_people(source)
    newest = register.releases[-1:]
    before = reading.snapshots[newest[0].release_id].addresses() if newest else ()
    return live, of_record(register, before, live, figure_pages)


def _told(found: Ways, reading: Reading) -> Iterable[Problem]:
    release_id = (reading.tables["releases"]["release_id"] or [""])[-1]
    table = reading.tables["redirects"]
    lines = dict(zip(table["address"], table.lines, strict=True))
    file = f"{reading.root}/{FILE}"
    for address in found.lost:
        facts = {"address": address, "release": release_id, "line": f"{address},TARGET,redirect,YYYY-MM-DD,…"}
        yield Problem(file, None, None, "address-lost", facts)
    for one in found.nowhere:
        facts = {"address": one.address, "found": one.target or ""}
        yield Problem(file, lines.get(one.address), "target", "redirect-nowhere", facts)
    for one in found.needless:
        yield Problem(file, lines[one.address], "address", "redirect-needless", {"address": one.address})
