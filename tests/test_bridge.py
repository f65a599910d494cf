"""Old figures on today's map: what is carried, what is not, and which groups can be read again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.measures import measure
from generator.measures.boundary_changes import bridged_of, regrouped_of
from generator.measures.territory import WHOLE, Territory
from generator.model import Period, UnitChange
from tests.registers import (
    DISTRICT_END,
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_unit,
)

MERGED_ON = date(2025, 7, 1)
NEW = "xa-00009-20250701"


def make_change(former, later=NEW, relation="whole", on=MERGED_ON):
    return UnitChange(former, later, relation, on, None)


def make_former(number, parent_id=None):
    return make_unit(f"xa-0000{number}", parent_id, valid_to=DISTRICT_END)


def make_merger(*observations, changes=None, **parts):
    """Two communes become one, which is in force still; changes may be told anew."""
    units = (make_former(1), make_former(2), make_unit(NEW, valid_from=MERGED_ON))
    changes = changes or (make_change("xa-00001"), make_change("xa-00002"))
    return make_register(*observations, units=(*units, *parts.pop("units", ())), changes=changes, **parts)


def only_bridged(register, unit_id=NEW):
    (bridged,) = bridged_of(register, unit_id)
    return bridged


# Figures --------------------------------------------------------------------------------------


def test_a_sum_is_carried_where_all_went_over_whole_and_all_reported():
    register = make_merger(make_observation("a", "3"), make_observation("b", "4", unit_id="xa-00002"))
    bridged = only_bridged(register)
    assert (bridged.value, bridged.qualifier, bridged.obstacles) == (7, None, ())
    assert [part.figure_id for part in bridged.parts] == ["a", "b"]


def test_nothing_is_carried_where_one_did_not_report():
    bridged = only_bridged(make_merger(make_observation("a", "1875")))
    assert (bridged.value, bridged.obstacles) == (None, ("not_reported",))
    assert (len(bridged.reported), len(bridged.parts)) == (1, 2)


def test_a_reason_why_there_is_no_figure_is_not_a_report():
    register = make_merger(
        make_observation("a", "3"), make_observation("b", None, unit_id="xa-00002", missing="withheld")
    )
    bridged = only_bridged(register)
    assert (bridged.value, bridged.obstacles, bridged.parts[1].figure_id) == (None, ("not_reported",), "b")


@pytest.mark.parametrize(
    "difference",
    [
        {"period": Period(date(2023, 1, 1), date(2023, 9, 30))},
        {"breakdown": (("scope", "commune"),)},
        {"organisation_id": "elderly"},
        {"indicator_id": "other"},
    ],
)
def test_nothing_is_carried_across_periods_breakdowns_organisations_or_indicators(difference):
    register = make_merger(
        make_observation("a"),
        make_observation("b", unit_id="xa-00002", **difference),
        organisations=(make_organisation("elderly"),),
    )
    assert [bridged.value for bridged in bridged_of(register, NEW)] == [None, None]


def test_zero_is_a_report_like_any_other():
    register = make_merger(make_observation("a", "0"), make_observation("b", "0", unit_id="xa-00002"))
    assert only_bridged(register).value == 0


def test_nothing_is_carried_where_a_part_went_elsewhere():
    changes = (make_change("xa-00001"), make_change("xa-00002"), make_change("xa-00002", "xa-00008-20250701"))
    register = make_merger(
        make_observation("a", "3"),
        make_observation("b", "4", unit_id="xa-00002"),
        changes=changes,
        units=(make_unit("xa-00008-20250701", valid_from=MERGED_ON),),
    )
    bridged = only_bridged(register)
    assert (bridged.value, bridged.obstacles) == (None, ("not_whole",))
    assert [part.whole for part in bridged.parts] == [True, False]


def test_nothing_is_carried_from_a_part_even_where_it_is_the_only_one():
    register = make_merger(make_observation("a", "3"), changes=(make_change("xa-00001", relation="part"),))
    assert only_bridged(register).obstacles == ("not_whole",)


def test_what_does_not_add_up_is_not_added_but_a_unit_that_only_changed_its_name_keeps_it():
    rate = make_indicator("rate", adds_over_units=False)
    figures = [
        make_observation("a", "50", indicator_id="rate"),
        make_observation("b", "60", indicator_id="rate", unit_id="xa-00002"),
    ]
    assert only_bridged(make_merger(*figures, indicators=(rate,))).obstacles == ("not_additive",)
    renamed = make_merger(
        figures[0], indicators=(rate,), changes=(make_change("xa-00001", relation="renamed"),)
    )
    assert only_bridged(renamed).value == 50


@pytest.mark.parametrize(
    ("bounds", "qualifier"),
    [((">=", None), ">="), (("<=", "<="), "<="), ((">=", "<="), "~"), ((None, "~"), "~")],
)
def test_a_carried_sum_is_bounded_where_one_of_its_parts_is(bounds, qualifier):
    figures = [
        make_observation(f"f{n}", "394", unit_id=f"xa-0000{n}", qualifier=bound)
        for n, bound in enumerate(bounds, start=1)
    ]
    bridged = only_bridged(make_merger(*figures))
    assert (bridged.value, bridged.qualifier) == (788, qualifier)


def test_a_value_is_carried_through_a_chain_of_changes():
    later = "xa-00009-20260920"
    changes = (
        make_change("xa-00001"),
        make_change("xa-00002"),
        make_change(NEW, later, "type_changed", date(2026, 9, 20)),
    )
    register = make_merger(
        make_observation("a", "3"),
        make_observation("b", "4", unit_id="xa-00002"),
        changes=changes,
        units=(make_unit(later, valid_from=date(2026, 9, 20)),),
    )
    bridged = only_bridged(register, later)
    assert (bridged.value, [part.unit_id for part in bridged.parts]) == (7, ["xa-00001", "xa-00002"])
    assert [(one.unit_id, one.whole) for one in Territory(register).today("xa-00001")] == [(later, True)]
    assert later in measure(register).has_page


def test_what_a_unit_reported_itself_is_not_carried_to_it():
    register = make_merger(make_observation("a"), make_observation("new", unit_id=NEW))
    assert bridged_of(register, NEW) == ()


@st.composite
def registers(draw):
    """Three generations of units with any changes between them, and figures for any of the units."""
    days = [date(2025, 7, 1), date(2026, 7, 1)]
    generations = [
        [f"xa-{generation}{number:04}" for number in range(draw(st.integers(1, 4)))]
        for generation in range(3)
    ]
    changes = []
    for day, formers, laters in zip(days, generations, generations[1:], strict=False):
        pairs = draw(
            st.sets(st.tuples(st.sampled_from(formers), st.sampled_from(laters)), min_size=1, max_size=6)
        )
        relations = st.sampled_from(["whole", "whole", "unchanged", "renamed", "type_changed", "part"])
        changes += [make_change(*pair, draw(relations), day) for pair in sorted(pairs)]
    reporting = draw(st.sets(st.sampled_from([one for units in generations for one in units])))
    figures = [
        make_observation(f"f-{unit_id}", str(draw(st.integers(0, 9))), unit_id=unit_id)
        for unit_id in sorted(reporting)
    ]
    units = tuple(make_unit(unit_id) for units in generations for unit_id in units)
    adds = draw(st.booleans())
    return make_register(
        *figures, units=units, changes=tuple(changes), indicators=(make_indicator(adds_over_units=adds),)
    )


def value_by_the_rule(register, unit_id):
    """Return the value of a unit and of how many figures it is made; the rule, read aloud."""
    own = register.observations.get(f"f-{unit_id}")
    if own is not None:
        return own.value, 1
    changes = register.predecessors.get(unit_id, ())
    whole = all(
        change.relation in WHOLE and len(register.successors[change.from_unit_id]) == 1 for change in changes
    )
    values = [value_by_the_rule(register, change.from_unit_id) for change in changes]
    if not changes or not whole or any(value is None for value, _ in values):
        return None, 0
    return sum(value for value, _ in values), sum(count for _, count in values)


@given(registers())
def test_a_carried_sum_is_the_sum_of_whole_predecessors_that_all_reported(register):
    for unit_id in register.units:
        for bridged in bridged_of(register, unit_id):
            value, count = value_by_the_rule(register, unit_id)
            adds_up = count == 1 or register.indicators["member_count"].adds_over_units
            assert bridged.value == (value if adds_up else None)
            assert (bridged.value is None) == bool(bridged.obstacles)


@given(registers())
def test_nothing_is_ever_carried_from_a_part(register):
    for unit_id in register.units:
        for bridged in bridged_of(register, unit_id):
            if bridged.value is not None:
                assert all(part.whole and part.reported for part in bridged.parts)
            for part in bridged.parts:
                changes = register.successors[part.unit_id]
                assert not part.whole or (len(changes) == 1 and changes[0].relation in WHOLE)


@given(registers())
def test_a_subject_that_a_predecessor_reported_is_never_lost(register):
    for change in register.changes:
        if {f"f-{change.from_unit_id}"} & set(register.observations):
            own = f"f-{change.to_unit_id}" in register.observations
            assert own or bridged_of(register, change.to_unit_id)


# Groups ---------------------------------------------------------------------------------------


def make_district(changes, units=()):
    """A district of two communes, and a neighbour outside it, became something else."""
    district = make_unit("huyen-001", valid_to=DISTRICT_END)
    communes = (make_former(1, "huyen-001"), make_former(2, "huyen-001"), make_former(3))
    laters = (make_unit(NEW, valid_from=MERGED_ON), make_unit("xa-00008-20250701", valid_from=MERGED_ON))
    return make_register(units=(district, *communes, *laters, *units), changes=changes)


def test_a_district_is_read_again_where_its_communes_went_whole_into_units_of_their_own():
    group = regrouped_of(make_district((make_change("xa-00001"), make_change("xa-00002"))), "huyen-001")
    assert (group.exact, group.members, group.units) == (True, ("xa-00001", "xa-00002"), (NEW,))


def test_a_district_is_not_read_again_where_a_unit_of_today_also_holds_others():
    changes = tuple(make_change(f"xa-0000{number}") for number in (1, 2, 3))
    group = regrouped_of(make_district(changes), "huyen-001")
    assert (group.exact, group.same_area, group.mixed) == (False, False, {NEW: ("xa-00003",)})


def test_a_commune_split_within_the_district_leaves_its_area_but_not_its_parts():
    changes = (
        make_change("xa-00001", relation="part"),
        make_change("xa-00001", "xa-00008-20250701", "part"),
        make_change("xa-00002"),
    )
    group = regrouped_of(make_district(changes), "huyen-001")
    assert (group.exact, group.same_area) == (False, True)
    assert group.divided == {"xa-00001": (NEW, "xa-00008-20250701")}


def test_a_commune_whose_fate_is_unknown_is_named():
    group = regrouped_of(make_district((make_change("xa-00001"),)), "huyen-001")
    assert (group.exact, group.lost) == (False, ("xa-00002",))


def test_a_group_is_of_the_units_of_its_last_day_only():
    changes = (make_change("xa-00001"), make_change("xa-00002"))
    earlier = make_unit("xa-00007", "huyen-001", valid_to=date(2019, 12, 31))
    renamed_on = date(2020, 1, 1)
    later = make_unit("xa-00001", "huyen-001", valid_from=renamed_on, valid_to=DISTRICT_END)
    renamed = make_change("xa-00007", "xa-00001", "renamed", renamed_on)
    group = regrouped_of(make_district((renamed, *changes), units=(earlier, later)), "huyen-001")
    assert (group.members, group.exact) == (("xa-00001", "xa-00002"), True)


def test_a_unit_in_force_and_a_commune_are_no_groups():
    register = make_merger()
    assert regrouped_of(register, NEW) is None
    assert regrouped_of(register, "xa-00001") is None


# The record -----------------------------------------------------------------------------------


def test_the_new_binh_yen_never_has_the_members_of_the_old_one(measured):
    bridged = measured.bridged["xa-05587-20250701"]
    assert [one.value for one in bridged if one.value is not None] == []
    members = next(one for one in bridged if one.indicator_id == "member_count" and not one.breakdown)
    assert [(part.unit_id, part.reported) for part in members.parts] == [
        ("xa-05575", False),
        ("xa-05578", False),
        ("xa-05584", False),
        ("xa-05587", True),
    ]


def test_hau_giang_is_exactly_28_units_of_can_tho(register, measured):
    group = measured.regrouped["tinh-93"]
    assert (group.exact, len(group.members), len(group.units)) == (True, 75, 28)
    assert {register.units[unit_id].parent_id for unit_id in group.units} == {"tinh-92-20250701"}


def test_tam_duong_cannot_be_read_again_because_two_units_hold_others(register, measured):
    group = measured.regrouped["huyen-106"]
    assert (group.exact, group.same_area, len(group.members), len(group.units)) == (False, False, 13, 6)
    assert [register.units[unit_id].name for unit_id in group.mixed] == ["Sin Suối Hồ", "Tân Phong"]
    assert (group.divided, group.lost) == ({}, ())


def test_dinh_hoa_went_whole_into_units_of_its_own(measured):
    group = measured.regrouped["huyen-167"]
    assert (group.exact, len(group.members)) == (True, 22)


def test_ban_bo_is_the_sum_of_two_communes_that_both_reported(measured):
    """Bản Bo and Nà Tăm held one dialogue each in the nine months of 2023, with 75 and 72 people."""
    carried = {
        one.indicator_id: one.value for one in measured.bridged["xa-03424-20250701"] if one.value is not None
    }
    assert carried["dialogue_count"] == 2
    assert carried["dialogue_attendance"] == Decimal(75 + 72)


def test_only_units_with_a_page_are_measured(measured):
    for results in (measured.bridged, measured.regrouped, measured.surveys):
        assert set(results) <= set(measured.has_page)
