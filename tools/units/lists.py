"""Read the lists that the units are made from: the wheel of codes, and the snapshots in `sources/`.

In: the wheel of vietnamadminunits (read as an archive, never installed) and this folder's CSV files.
Out: frozen values, keyed by level and code.  Nothing is decided here.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
WHEEL_SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
TYPES = ("thành phố", "thị xã", "thị trấn", "đặc khu", "phường", "quận", "huyện", "tỉnh", "xã")
MUNICIPALITY = "thành phố trực thuộc trung ương"

Key = tuple[str, str]
"""Level and code: `("xa", "05587")`; a key names one unit on one day only."""
Pairs = dict[tuple[str, str], str]
"""Old code and new code to `full` or `partial`, as one source has it."""


class SourceError(Exception):
    """A source is not the one this script was written for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One unit as a list has it on one day."""

    level: str
    code: str
    type: str
    name: str
    parent: Key | None

    @property
    def full_name(self) -> str:
        word = "Thành phố" if self.type.startswith("thành phố") else self.type.capitalize()
        return f"{word} {self.name}"


@dataclass(frozen=True, slots=True)
class Wheel:
    """The units of 2025-06-30 and of 2025-07-01, and what the package says became of the old ones."""

    old: dict[Key, Listed]
    new: dict[Key, Listed]
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Reclassified:
    """One act of 2026: the unit of that code has that type from that day on."""

    code: str
    name: str
    type: str
    effective_on: date
    basis: str


def read_wheel(path: Path) -> Wheel:
    """Read the pinned wheel; another one is refused."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != WHEEL_SHA256:
        raise SourceError(f"{path} is not vietnamadminunits 1.0.4 (its SHA-256 differs from the pinned one).")
    with zipfile.ZipFile(path) as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("vietnamadminunits/data/dataset.db"))
        converter = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
    old_rows = _rows(database, "admin_units_legacy", *_OLD_COLUMNS)
    new_rows = _rows(database, "admin_units", *_NEW_COLUMNS)
    new = dict(_distinct(_new_units(new_rows)))
    return Wheel(
        old={key: _spelled_as(unit, new.get(key)) for key, unit in _distinct(_old_units(old_rows))},
        new=new,
        pairs=_converter_pairs(converter, old_rows, new_rows),
    )


_OLD_COLUMNS = (
    "provinceCode", "province", "districtCode", "district", "wardCode", "ward",
    "provinceKey", "districtKey", "wardKey",
)  # fmt: skip
_NEW_COLUMNS = ("provinceCode", "province", "wardCode", "ward", "provinceKey", "wardKey")
Row = dict[str, str]


def _rows(database: sqlite3.Connection, table: str, *columns: str) -> list[Row]:
    found = database.execute(f"select {', '.join(columns)} from {table}")  # noqa: S608 - constant names
    return [dict(zip(columns, (cell or "" for cell in row), strict=True)) for row in found]


def _old_units(rows: Iterable[Row]) -> Iterator[Listed]:
    """Yield every old province, district and commune; an island district has no commune."""
    for row in rows:
        province = _province(row)
        yield province
        yield _district(row, province)
        if row["wardCode"]:
            yield Listed("xa", row["wardCode"], *split(row["ward"]), ("huyen", row["districtCode"]))


def _new_units(rows: Iterable[Row]) -> Iterator[Listed]:
    for row in rows:
        yield _province(row)
        yield Listed("xa", row["wardCode"], *split(row["ward"]), ("tinh", row["provinceCode"]))


def _province(row: Row) -> Listed:
    word, name = split(row["province"])
    return Listed("tinh", row["provinceCode"], MUNICIPALITY if word == "thành phố" else word, name, None)


def _district(row: Row, province: Listed) -> Listed:
    """Return the district; a city among them is of a province or, as Thủ Đức was, of a municipality."""
    word, name = split(row["district"])
    if word == "thành phố":
        word += f" thuộc {province.type}"
    return Listed("huyen", row["districtCode"], word, name, ("tinh", province.code))


def split(full_name: str) -> tuple[str, str]:
    """Return type and name; the package's own type column is wrong in five places, the name never."""
    text = " ".join(unicodedata.normalize("NFC", full_name).split())
    for word in TYPES:
        if text.lower().startswith(f"{word} "):
            return word, _capitalised(text[len(word) + 1 :])
    raise SourceError(f"{full_name!r} does not begin with a type of unit.")


def _capitalised(name: str) -> str:
    """Return a name with the capitals that the old list lacks on letters with marks: `Đại áng`."""
    if name.startswith("Nông trường "):
        return name
    return " ".join(word[0].upper() + word[1:] for word in name.split())


def _spelled_as(old: Listed, new: Listed | None) -> Listed:
    """Return the old unit with the newer capitals, where its name lives on under its code."""
    if new is None or new.name.lower() != old.name.lower():
        return old
    return replace(old, name=new.name)


def _distinct(units: Iterable[Listed]) -> Iterator[tuple[Key, Listed]]:
    seen: dict[Key, Listed] = {}
    for unit in units:
        key = (unit.level, unit.code)
        if seen.setdefault(key, unit) != unit:
            raise SourceError(f"Two units have the code {unit.code}: {seen[key].name} and {unit.name}.")
    yield from seen.items()


def _converter_pairs(converter: dict[str, dict[str, dict[str, list[object]]]], *rows: list[Row]) -> Pairs:
    """Return the package's table of successors, its folded names turned back into codes."""
    old_rows, new_rows = rows
    old = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}": row["wardCode"] or row["districtCode"]
        for row in old_rows
    }
    new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new_rows}
    if len(old) != len(old_rows) or len(new) != len(new_rows):
        raise SourceError("Two units of the wheel have the same key.")
    pairs: Pairs = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            pairs |= {(old[str(key)], new[province, ward]): "full" for key in keys}
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            wards_of = [str(part["newWardKey"]) for part in parts if isinstance(part, dict)]
            pairs |= {(old[key], new[province, ward]): "partial" for ward in wards_of}
    return pairs


# The snapshots in sources/ --------------------------------------------------------------------


def snapshot(name: str) -> list[Row]:
    """Return the rows of one CSV file of `sources/`."""
    with (SOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def acts(name: str, kind: str | None = None) -> list[Reclassified]:
    """Return the acts of 2026 of one snapshot, in the order of their days."""
    found = [
        Reclassified(
            row.get("province_code") or row["code"],
            row.get("province") or row["name"],
            kind or row["type"],
            date.fromisoformat(row["effective_on"]),
            row["basis"],
        )
        for row in snapshot(name)
    ]
    return sorted(found, key=lambda act: (act.effective_on, act.code))
