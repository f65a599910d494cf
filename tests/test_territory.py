"""Units in space and time: above, below, before and after."""

from datetime import date

import pytest
from msgspec.structs import replace

from generator.measures.territory import Successor, Territory
from generator.model import UnitChange
from tests.registers import DISTRICT_END, make_register, make_unit

MERGED_ON = date(2025, 7, 1)
UNITS = (
    make_unit("tinh-01"),
    make_unit("huyen-001", "tinh-01", valid_to=DISTRICT_END),
    make_unit("xa-00001", "huyen-001", valid_to=DISTRICT_END),
    make_unit("xa-00002", "huyen-001", valid_to=DISTRICT_END),
    make_unit("xa-00003-20250701", "tinh-01", valid_from=MERGED_ON),
    make_unit("xa-00004-20250701", "tinh-01", valid_from=MERGED_ON),
    make_unit("tinh-02"),
    make_unit("xa-00009", "tinh-02"),
)


def make_territory(*changes, units=UNITS):
    told = tuple(UnitChange(old, new, relation, MERGED_ON, None) for old, new, relation in changes)
    return Territory(make_register(units=units, changes=told))


def today(territory, unit_id):
    return [(one.unit_id, one.whole) for one in territory.today(unit_id)]


def test_units_above_are_told_from_the_nearest_on():
    assert list(make_territory().above("xa-00001")) == ["huyen-001", "tinh-01"]
    assert list(make_territory().above("tinh-01")) == []


def test_the_province_of_a_unit_is_the_one_above_all_and_of_a_province_itself():
    territory = make_territory()
    assert [territory.province(name) for name in ("xa-00001", "tinh-02")] == ["tinh-01", "tinh-02"]


def test_units_stand_by_province_in_their_order():
    found = make_territory().by_province(["xa-00009", "xa-00002", "tinh-01", "xa-00001"])
    assert list(found.items()) == [
        ("tinh-01", ("xa-00002", "tinh-01", "xa-00001")),
        ("tinh-02", ("xa-00009",)),
    ]


@pytest.mark.parametrize(
    ("day", "numbers"),
    [(DISTRICT_END, ["001", "00001", "00002"]), (MERGED_ON, ["00003", "00004"])],
)
def test_what_lay_below_a_unit_depends_on_the_day(day, numbers):
    assert [name.split("-")[1] for name in make_territory().below("tinh-01", on=day)] == numbers


def test_without_a_day_all_that_ever_lay_below_a_unit_is_there_each_district_before_its_communes():
    below = list(make_territory().below("tinh-01"))
    assert below == ["huyen-001", "xa-00001", "xa-00002", "xa-00003-20250701", "xa-00004-20250701"]
    assert make_territory().communes("tinh-01") == tuple(below[1:])


def test_the_smallest_units_of_a_day_leave_out_those_that_had_some_below_them():
    assert make_territory().smallest("tinh-01", on=DISTRICT_END) == ("xa-00001", "xa-00002")
    alone = tuple(unit for unit in UNITS if unit.level != "xa")
    assert make_territory(units=alone).smallest("tinh-01", on=DISTRICT_END) == ("huyen-001",)


def test_a_unit_that_went_whole_into_one_is_held_by_it_whole():
    territory = make_territory(("xa-00001", "xa-00003-20250701", "whole"))
    assert territory.today("xa-00001") == (Successor("xa-00003-20250701", True),)


def test_a_unit_that_went_into_two_is_held_by_neither_whole():
    parts = [("xa-00001", f"xa-0000{number}-20250701", "whole") for number in (3, 4)]
    assert today(make_territory(*parts), "xa-00001") == [
        ("xa-00003-20250701", False),
        ("xa-00004-20250701", False),
    ]


def test_a_unit_in_force_is_its_own_successor_and_one_that_left_nothing_has_none():
    territory = make_territory()
    assert today(territory, "xa-00009") == [("xa-00009", True)]
    assert today(territory, "xa-00001") == []


def test_what_was_reached_by_two_ways_was_reached_by_neither_whole():
    between = (make_unit("xa-00005", "tinh-01"), make_unit("xa-00006", "tinh-01"))
    ways = [("xa-00001", middle.unit_id, "whole") for middle in between]
    ways += [(middle.unit_id, "xa-00003-20250701", "whole") for middle in between]
    territory = make_territory(*ways, units=(*UNITS, *between))
    assert today(territory, "xa-00001") == [("xa-00003-20250701", False)]
    assert list(territory.later("xa-00001")).count("xa-00003-20250701") == 2


def test_what_a_unit_was_made_from_is_followed_to_the_first_or_to_a_day():
    first = replace(UNITS[2], unit_id="xa-00000", code="00000", valid_to=date(2019, 12, 31))
    middle = replace(UNITS[2], valid_from=date(2020, 1, 1))
    changes = [("xa-00000", "xa-00001", "renamed"), ("xa-00001", "xa-00003-20250701", "whole")]
    territory = make_territory(*changes, units=(first, middle, *UNITS[4:]))
    assert list(territory.origins("xa-00003-20250701")) == ["xa-00000"]
    assert list(territory.origins("xa-00003-20250701", on=DISTRICT_END)) == ["xa-00001"]
    assert list(territory.origins("xa-00000")) == []
