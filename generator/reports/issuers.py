"""Who issued a report, by the capitals of its letterhead: an office or organisation, and its unit.

"ỦY BAN NHÂN DÂN XÃ BÌNH YÊN" is "Ủy ban nhân dân xã Bình Yên", in a short title "UBND xã Bình Yên".
An office within another ("PHÒNG NỘI VỤ") is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.model import Organisation, Unit

_MOTTO = re.compile(
    r"CỘNG (?:HÒA|HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|"
    r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc"
)
_PARTS = {one.upper(): f"{one} " for one in ("Ban Thường trực", "Ban Thường vụ", "Ban Chấp hành")}
_PART = "|".join(_PARTS)
_WITHIN = re.compile(r"\s*(?:VĂN PHÒNG|PHÒNG|BAN|TRUNG TÂM|TỔ)\b")
_COUNTRY = " Việt Nam"


class Issuer(NamedTuple):
    """A name as the table of documents writes it, and one for short titles."""

    name: str
    short: str


class _Office(NamedTuple):
    pattern: str
    name: str
    short: str


_OFFICES = (
    _Office(r"(?:ỦY|UỶ) BAN NHÂN DÂN|UBND", "Ủy ban nhân dân", "UBND"),
    _Office(r"HỘI ĐỒNG NHÂN DÂN|HĐND", "Hội đồng nhân dân", "HĐND"),
    _Office(
        r"(?:(?:ỦY|UỶ) BAN )?(?:MẶT TRẬN TỔ QUỐC|MTTQ)(?: VIỆT NAM)?",
        "Ủy ban Mặt trận Tổ quốc Việt Nam",
        "MTTQ",
    ),
    _Office("ĐẢNG (?:ỦY|UỶ)", "Đảng ủy", "Đảng ủy"),
)
_PARTY_LEVELS = {"tinh": ("Tỉnh", "Thành"), "huyen": ("Huyện", "Thành", "Thị")}


def issuer_in(text: str, unit: Unit, organisations: Iterable[Organisation]) -> Issuer | None:
    """Return who issued a report about a unit, where its letterhead names an office of that unit."""
    head = " ".join(_MOTTO.sub(" ", text).split())
    for office, place, named in _named(unit, organisations):
        found = re.search(
            rf"(?<!\w)(?:{office.pattern}) {re.escape(named.upper())}(?: ({_PART}))?(?!\w)", head
        )
        if found and not _WITHIN.match(head, found.end()):
            part = _PARTS.get(found[1], "")
            return Issuer(f"{part}{office.name} {place}", f"{office.short} {place}")
    return None


def _named(unit: Unit, organisations: Iterable[Organisation]) -> Iterator[tuple[_Office, str, str]]:
    """Yield each office with its place as it stands in a sentence and in the letterhead."""
    within = unit.full_name[0].lower() + unit.full_name[1:]
    for level in _PARTY_LEVELS.get(unit.level, ()):
        party = _Office(f"{level.upper()} (?:ỦY|UỶ)", f"{level} ủy", f"{level} ủy")
        yield party, unit.name, unit.name
    for office in (*_OFFICES, *map(_office_of, organisations)):
        yield office, within, unit.full_name


def _office_of(body: Organisation) -> _Office:
    name = body.name.removesuffix(_COUNTRY)
    also = (one for one in body.aliases if one.startswith(f"{name.split()[0]} "))
    names = sorted({name, body.short_name, *also}, key=len, reverse=True)
    pattern = "|".join(re.escape(one.upper()) for one in names)
    return _Office(f"(?:{pattern})(?:{_COUNTRY.upper()})?", name, body.short_name)
