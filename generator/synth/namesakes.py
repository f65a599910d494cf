"""Communes that do not exist, so that one nation has the units of several.

Every unit below the provinces that gets figures lends its name to further communes of the province that
it lies in today.  Their names say that they are made up, and their codes are those that no commune ever had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from generator import text
from generator.checks.units import REFORM
from generator.synth.places import Reporter, in_order

_DIGITS = 5
_TYPE = "xã"
_MADE_UP = "giả lập"
BASIS = "Do máy sinh ra để thử nghiệm; không có đơn vị nào như vậy."


def namesakes(
    names: Mapping[str, str], places: Mapping[str, Reporter], merged: Sequence[tuple[str, str]], times: int
) -> Iterator[dict[str, str]]:
    """Yield rows of units.csv: for each unit below the provinces so many that there are `times` of it.

    `names` are those of all units without their type, `merged` the changes as in `in_order`.
    """
    codes = _free_codes(places.values())
    for province_id, units in sorted(_by_province(places, merged).items()):
        numbers = count(1)
        for unit in units:
            for _ in range(times - 1):
                name = f"{names[unit.unit_id]} {_MADE_UP} {next(numbers)}"
                yield _row(next(codes), name, places[province_id])


def _by_province(
    places: Mapping[str, Reporter], merged: Sequence[tuple[str, str]]
) -> Mapping[str, Sequence[Reporter]]:
    """Return the units below the provinces that get figures, by the province of today."""
    later, found = dict(merged), defaultdict[str, list[Reporter]](list)
    for unit in in_order(places, merged, "national", 0):
        if unit.level != "tinh":
            province = places[unit.parent_id]
            while province.is_former:
                province = places[later[province.unit_id]]
            found[province.unit_id].append(unit)
    return found


def _free_codes(places: Iterable[Reporter]) -> Iterator[str]:
    used = {place.unit_id.split("-")[1] for place in places if place.level == "xa"}
    every = (f"{number:0{_DIGITS}}" for number in range(1, 10**_DIGITS))
    return (code for code in every if code not in used)


def _row(code: str, name: str, province: Reporter) -> dict[str, str]:
    since = max(REFORM, province.first_day)
    return {
        "unit_id": f"xa-{code}-{since:%Y%m%d}",
        "level": "xa",
        "code": code,
        "type": _TYPE,
        "name": name,
        "parent_id": province.unit_id,
        "valid_from": since.isoformat(),
        "valid_to": "",
        "slug": text.slugify(name),
        "basis": BASIS,
    }
