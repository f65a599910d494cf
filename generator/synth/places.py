"""Which units of the real list get made-up figures, in which order, and for which periods.

The order of a scale depends on the seed only, so that a smaller number of units is the beginning
of a larger one: the provinces first, then one unit of each province in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from msgspec import Struct

from generator.model import Period
from generator.register_links import grouped, members_by_key
from generator.synth.chance import chance

SCALES = ("commune", "province", "national", "ten-nations")
FORMER_COMMUNES_SHARE = 10
"""Of the former communes of a province, one in so many has figures."""

FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2026, 12, 31)
"""No made-up figure is of a time before or after."""
_YEARS = tuple(Period(date(year, 1, 1), date(year, 12, 31)) for year in range(2021, 2026))
_HALVES = (
    Period(date(2025, 1, 1), date(2025, 6, 30)),
    Period(date(2025, 7, 1), date(2025, 12, 31)),
)
_YOUNG = tuple(Period(date(2026, 1, 1), end) for end in (date(2026, 3, 31), date(2026, 6, 30)))
_YOUNGEST = (Period(date(2026, 5, 1), date(2026, 6, 30)), Period(date(2026, 10, 1), date(2026, 10, 31)))


class Reporter(Struct, frozen=True):
    """A unit of units.csv as far as its figures depend on it."""

    unit_id: str
    level: str
    name: str  # with the type: "Xã Bình Yên"
    parent_id: str
    first_day: date
    last_day: date

    @property
    def is_former(self) -> bool:
        return self.last_day < date.max


def place(row: Mapping[str, str]) -> Reporter:
    """Return the place of a row of units.csv."""
    kind = "thành phố" if row["type"].startswith("thành phố") else row["type"]
    return Reporter(
        row["unit_id"],
        row["level"],
        f"{kind} {row['name']}",
        row["parent_id"],
        date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
    )


def periods(place: Reporter) -> tuple[Period, ...]:
    """Return the periods that the reports of a unit cover, all within its span.

    Years from 2021 on; a unit that began or ended with the reform of 2025 has half of that year.
    Units that began then go on into 2026, as they would have too little to show.
    """
    wanted = _YEARS[:-1] if place.level == "huyen" else (*_YEARS, *_halves(place))
    found = tuple(period for period in wanted if _covers(place, period))
    if place.first_day < _HALVES[1].start:
        return found
    young = tuple(period for period in _YOUNG if _covers(place, period))
    return (*found, *young) or tuple(period for period in _YOUNGEST if _covers(place, period))


def _halves(place: Reporter) -> tuple[Period, ...]:
    return () if _covers(place, _YEARS[-1]) else _HALVES


def _covers(place: Reporter, period: Period) -> bool:
    return place.first_day <= period.start and period.end <= place.last_day


# Scales --------------------------------------------------------------------------------------


def in_order(
    places: Mapping[str, Reporter], merged: Iterable[tuple[str, str]], scale: str, seed: int
) -> list[Reporter]:
    """Return the units of a scale in the order in which they get figures.

    `merged` are the changes, as pairs of the former and the later unit's id.
    """
    of_today = [one for one in places.values() if one.level == "tinh" and not one.is_former]
    if scale in ("commune", "province"):
        of_today = [chance(seed, "which province").choice([one for one in of_today if len(periods(one)) > 1])]
    before = _former_provinces(places, merged, of_today)
    inside = grouped(places.values(), lambda one: one.parent_id)
    queues = [_queue(province, before[province.unit_id], inside, scale, seed) for province in of_today]
    former = [] if scale == "commune" else [one for province in of_today for one in before[province.unit_id]]
    found = [*of_today, *former, *_in_turn(queues)]
    return [one for one in found if periods(one)][: 2 if scale == "commune" else None]


def _former_provinces(
    places: Mapping[str, Reporter], merged: Iterable[tuple[str, str]], of_today: Sequence[Reporter]
) -> Mapping[str, Sequence[Reporter]]:
    """Return the provinces of which today's were made; of one that changed twice, the first too."""
    earlier = members_by_key((new, old) for old, new in merged)

    def before(unit_id: str) -> Iterator[str]:
        for old in earlier.get(unit_id, ()):
            yield from before(old)
            yield old

    return {one.unit_id: [places[old] for old in before(one.unit_id)] for one in of_today}


def _queue(
    province: Reporter,
    former: Sequence[Reporter],
    inside: Mapping[str, Sequence[Reporter]],
    scale: str,
    seed: int,
) -> list[Reporter]:
    """Return the units of a province but itself, mixed as the seed says."""
    communes = [one for one in inside[province.unit_id] if one.level == "xa" and not one.is_former]
    districts = [
        one for whole in (province, *former) for one in inside.get(whole.unit_id, ()) if one.level == "huyen"
    ]
    dice = chance(seed, f"order in {province.unit_id}")
    if scale == "commune":
        dice.shuffle(communes)
        return sorted(communes, key=lambda one: -len(periods(one)))
    found = [*communes, *districts]
    if scale == "province":
        old = [one for district in districts for one in inside.get(district.unit_id, ())]
        found += dice.sample(old, len(old) // FORMER_COMMUNES_SHARE)
    dice.shuffle(found)
    return found


def _in_turn(queues: Sequence[Sequence[Reporter]]) -> Iterator[Reporter]:
    """Yield the first of every queue, then the second of every queue, and so on."""
    for row in zip_longest(*queues):
        yield from (one for one in row if one is not None)
