"""Which files of a site lie in a package, as the site's own index of names tells what lies in what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator import write
from generator.errors import SettingError

NAMES = "tim-kiem/ten/"
_ENGLISH = "en/"
_LEFT_OUT = re.compile(
    r"pagefind/.*|_headers|robots\.txt|llms\.txt|.*/index\.md|sitemap.*\.xml|404\.html"
    r"|data/.*\.(?:zip|sqlite|parquet)|saved-pages\.js|assets/(?:search.*|offline|keep-pages)\.js"
)
"""What is of use on the web only, what says all again for other programs, what the first script holds."""
_UNIT = re.compile(r"(?:en/)?((tinh|huyen|xa)/(\d+)[^/]*)/")
_OF_UNIT = re.compile(r"data/(?:observations/|bang/)(tinh|huyen|xa)[-_](\d+)")
_FIGURE = re.compile(r"(?:en/)?so/([^/]+)/")
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')

_PAGE = 6
Row = list[Any]
"""An entry of the index of names: title, unit_id, place, span, weight, what it belongs to today, page …"""


class Selection(Struct, frozen=True):
    """The paths of a package, the place it is about, and the index of names for it."""

    paths: frozenset[str]
    site_url: str | None
    place: str | None = None
    codes: frozenset[tuple[str, str]] | None = None
    """Level and code of each unit in it; None for all."""
    start: str | None = None
    """The page to begin with; None for the home page."""

    def names(self, path: str, content: bytes) -> bytes:
        """Return a file of the index of names with the units of the package only."""
        if self.codes is None or path.removeprefix(_ENGLISH).removeprefix(NAMES) in (
            "tu.json",
            "moi-ten.json",
        ):
            return content
        rows = [row for row in json.loads(content) if not row[1] or _code(row[1]) in self.codes]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def is_of_names(path: str) -> bool:
    """Whether a file is of the index of names, in either language."""
    return path.removeprefix(_ENGLISH).startswith(NAMES)


def of_site(site: Path) -> Selection:
    """Return all that a site holds for people."""
    return Selection(frozenset(_for_people(site)), _site_url(site))


def of_province(site: Path, code: str) -> Selection:
    """Return what concerns all places, and of places those of one province of today and of what it was."""
    index = _Index(site)
    place = index.province(code)
    codes = frozenset(_code(row[1]) for row in index.units if index.today(row) == place)
    others = {folder for folder, today in index.folders.items() if today != place}
    figures = _figures(site, codes)
    paths = (path for path in _for_people(site) if _is_within(path, codes, others, figures))
    start = f"{index.page(place)}index.html"
    return Selection(frozenset(paths), _site_url(site), place, codes, start)


def _for_people(site: Path) -> Iterator[str]:
    return (path for path in write.walk(site) if not _LEFT_OUT.fullmatch(path))


def _site_url(site: Path) -> str | None:
    found = _CANONICAL.search((site / "index.html").read_text("utf-8"))
    return found[1] if found else None


def _code(unit_id: str) -> tuple[str, str]:
    level, code = unit_id.split("-")[:2]
    return level, code


def _is_within(path: str, codes: frozenset[tuple[str, str]], others: set[str], figures: set[str]) -> bool:
    if unit := _UNIT.match(path):
        return (unit[2], unit[3]) in codes
    if table := _OF_UNIT.match(path):
        return (table[1], table[2]) in codes
    if figure := _FIGURE.match(path):
        return figure[1] in figures
    return others.isdisjoint(path.split("/"))


def _figures(site: Path, codes: frozenset[tuple[str, str]]) -> set[str]:
    """Return the figures of units, as the files beside their pages tell."""
    found: set[str] = set()
    for file in site.glob("[thx]*/*/index.json"):
        unit = _UNIT.match(file.relative_to(site).as_posix())
        if unit and (unit[2], unit[3]) in codes:
            found.update(json.loads(file.read_bytes())["figures"])
    return found


class _Index:
    """The units of a site by the province of today that they belong to."""

    def __init__(self, site: Path) -> None:
        folder = site / NAMES
        if not (folder / "tu.json").is_file():
            raise SettingError("offline-no-names", {"folder": site})
        self._places = json.loads((folder / "tu.json").read_bytes())["places"]
        shards = (json.loads(file.read_bytes()) for file in sorted(folder.glob("tu-*.json")))
        self.units: list[Row] = [row for rows in shards for row in rows if row[1]]

    def province(self, code: str) -> str:
        """Return the name of the province of today that a code is, or was, part of."""
        found = sorted({self.today(row) for row in self.units if _code(row[1]) == ("tinh", code)})
        if len(found) != 1:
            raise SettingError("offline-no-province", {"code": code})
        return found[0]

    def page(self, place: str) -> str:
        """Return the address of a province of today, below the site: a page of its own, or its code's."""
        row = next(
            it for it in self.units if it[1].startswith("tinh-") and self.today(it) == place and not it[5]
        )
        return str(row[6]) if len(row) > _PAGE else "/".join(_code(row[1])) + "/"

    def today(self, row: Row) -> str:
        """Return the province of today that a unit lies in, in the middle of a sentence."""
        at = row[2]
        while self._places[at][1] is not None:
            at = self._places[at][1]
        return self._today_of.get(self._places[at][0] or row[0], "")

    @cached_property
    def _today_of(self) -> dict[str, str]:
        """The province of today by the name of each that there was."""
        provinces = [row for row in self.units if row[1].startswith("tinh-")]
        return {
            row[0]: row[5] or row[0][:1].lower() + row[0][1:] for row in sorted(provinces, key=_ended_last)
        }

    @cached_property
    def folders(self) -> dict[str, str]:
        """The province of today by the name that folders of its parts have."""
        directories = ((name, folder) for name, _, folder in self._places if name and folder)
        return {folder.split("/")[1]: self._today_of.get(name, "") for name, folder in directories}


def _ended_last(row: Row) -> bool:
    return not row[5]
