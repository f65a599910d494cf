"""General rules: contradictions that no row of relations.csv declares, each with what it is not."""

from datetime import date
from decimal import Decimal

import pytest

from generator.measures import measure
from generator.measures.invariants import implied_relations
from generator.model import Period
from tests.registers import (
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
)

NINE_MONTHS = Period(date(2023, 1, 1), date(2023, 9, 30))
BEFORE = Period(date(2022, 1, 1), date(2022, 12, 31))
DECADE = Period(date(2013, 1, 1), date(2022, 12, 31))


def told(*figures, relations=(), **of_indicator):
    """Return kind, verdict and the two sides of everything that is found."""
    bodies = {one.organisation_id for one in figures} - {None}
    register = make_register(
        *figures,
        indicators=(make_indicator(**of_indicator),),
        organisations=tuple(make_organisation(name) for name in sorted(bodies)),
        relations=relations,
    )
    findings = measure(register).findings
    return [(one.kind, one.verdict, int(one.stated), int(one.computed)) for one in findings]


def whole(value="100", **changes):
    return make_observation("whole", value, **changes)


def part(value="1030", **changes):
    return make_observation("part", value, **({"organisation_id": "elderly"} | changes))


def scope(name, value, **changes):
    return make_observation(name, value, breakdown=(("scope", name),), **changes)


def test_an_association_with_more_members_than_all_together_is_a_contradiction():
    assert told(whole(), part()) == [("part", "mismatch", 100, 1030)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (whole(), part("100")),
        (whole(qualifier=">="), part("101")),  # "trên 100" may be 200
        (whole(), part("101", qualifier="<=")),  # "gần 101" may be 100
        (whole(None, missing="not_reported"), part()),
        (whole(), part(None, missing="withheld")),
        (whole(), part(period=NINE_MONTHS)),
        (whole(), part(indicator_id="other")),
        (whole("-5"), part("3")),
    ],
)
def test_a_part_that_may_lie_within_its_whole_is_none(one, other):
    assert told(one, other) == []


def test_a_part_and_a_whole_of_two_documents_need_not_agree():
    assert told(whole(), part(document_id="other")) == [("part", "undecided", 100, 1030)]


@pytest.mark.parametrize(
    "of_indicator",
    [
        {"kind": "ratio"},
        {"kind": "flow", "adds_over_time": False},
        {"kind": "stock", "name": "Mức tăng hội viên so với năm trước"},
    ],
)
def test_ratios_and_differences_have_no_parts(of_indicator):
    assert told(whole(), part(), **of_indicator) == []


def test_a_part_larger_than_a_larger_part_is_told_of_once():
    inner = part("2000", breakdown=(("scope", "commune"),))
    between = make_observation("between", "1030", organisation_id="elderly")
    assert sorted(told(whole(), between, inner)) == [
        ("part", "mismatch", 100, 1030),
        ("part", "mismatch", 1030, 2000),
    ]


def test_members_of_a_breakdown_that_make_more_than_the_total_are_a_contradiction():
    parts = scope("province", "60"), scope("commune", "50")
    assert told(whole(), *parts) == [("parts", "mismatch", 100, 110)]


@pytest.mark.parametrize(
    "parts",
    [
        (scope("province", "60"), scope("commune", "40")),
        (scope("province", "60"), scope("commune", "41", qualifier="<=")),
        (scope("province", "60"), scope("commune", None, missing="not_reported")),
        (scope("district", "60"), scope("commune", "40"), scope("district_commune", "100")),
        (scope("province", "60"), make_observation("k", "50", breakdown=(("kind", "k"),))),
    ],
)
def test_members_that_may_make_the_total_are_none(parts):
    assert told(whole(), *parts) == []


def test_organisations_that_make_more_than_the_total_contradict_it_only_where_they_add_up():
    bodies = part("60"), make_observation("other", "50", organisation_id="red_cross")
    assert told(whole(), *bodies) == [("parts", "mismatch", 100, 110)]
    assert told(whole(), *bodies, adds_over_organisations=False) == []


def test_what_a_declared_relation_says_is_not_said_again():
    parts = scope("province", "60"), scope("commune", "50")
    relation = make_relation("sum", "whole", "province", "commune")
    assert told(whole(), *parts, relations=(relation,)) == [("sum", "mismatch", 100, 110)]


def counted(value, denominator, **changes):
    numbers = {"numerator": Decimal(value), "denominator": Decimal(denominator)}
    return make_observation("f", value, **(numbers | changes))


def test_a_number_of_more_than_there_are_is_a_contradiction():
    assert told(counted("15", "13")) == [("share", "mismatch", 15, 13)]
    assert told(counted("13", "13")) == []


def test_a_share_of_more_than_all_is_a_contradiction_and_a_rate_of_a_plan_is_none():
    share = {"kind": "ratio", "numerator_id": "a", "denominator_id": "b"}
    printed = counted("152", "180", numerator=Decimal(274))
    assert ("share", "mismatch", 274, 180) in told(printed, **share)
    assert told(make_observation("f", "152"), **share) == [("share", "mismatch", 152, 100)]
    assert told(make_observation("f", "100"), **share) == []
    assert told(make_observation("f", "152"), kind="ratio") == []


def of_two_periods(before, after, period=BEFORE, **changes):
    return make_observation("before", before, period=period), make_observation("after", after, **changes)


@pytest.mark.parametrize(("before", "after"), [("7", "70"), ("70", "7"), ("187", "1875")])
def test_a_tenfold_difference_between_periods_is_to_be_looked_at(before, after):
    assert told(*of_two_periods(before, after)) == [("jump", "undecided", int(after), int(before))]


@pytest.mark.parametrize(
    "figures",
    [
        of_two_periods("7", "69"),
        of_two_periods("0", "70"),
        of_two_periods("7", None, missing="not_reported"),
        of_two_periods("7", "70", organisation_id="elderly"),
        (make_observation("before", "7", period=BEFORE, qualifier=">="), make_observation("after", "70")),
    ],
)
def test_less_than_tenfold_or_of_other_things_is_nothing_to_look_at(figures):
    assert told(*figures) == []


def test_flows_are_compared_over_periods_of_one_length_and_stocks_over_all():
    flow = {"kind": "flow", "adds_over_time": True}
    assert told(*of_two_periods("700", "70", period=DECADE), **flow) == []
    assert told(*of_two_periods("700", "70"), **flow) == [("jump", "undecided", 70, 700)]
    assert told(*of_two_periods("700", "70", period=DECADE), kind="stock") == [("jump", "undecided", 70, 700)]


def test_two_documents_that_state_another_number_are_not_one_that_contradicts_itself():
    first, again = make_observation("first", "107"), make_observation("again", "97", document_id="other")
    assert told(first, again) == [("repetition", "undecided", 97, 107)]
    same = make_observation("again", "107", document_id="other")
    assert told(first, same) == [("repetition", "ok", 107, 107)]


@pytest.mark.parametrize("sides", [("first", "again"), ("again", "first")])
def test_a_repetition_that_a_relation_tells_of_is_told_once_with_what_makes_it_doubtful(sides):
    first, again = make_observation("first", "7"), make_observation("again", "7", occurrence=2)
    doubt = make_relation("repetition", *sides, basis="different_quantities", note="Hội hay người?")
    assert told(first, again, relations=(doubt,)) == [("repetition", "undecided", 7, 7)]
    assert told(first, again) == [("repetition", "ok", 7, 7)]
    third = make_observation("third", "7", occurrence=3)
    of_another = ("repetition", "ok", 7, 7)
    assert told(first, again, third, relations=(doubt,)) == [("repetition", "undecided", 7, 7), of_another]


def test_everything_is_asked_of_one_unit_only():
    assert told(whole(), part(unit_id="xa-00002")) == []


def test_what_needs_no_row_is_named_after_what_it_is_and_after_its_figure():
    later = {"period": Period(date(2024, 1, 1), date(2024, 12, 31))}
    several = (
        whole(),
        make_observation("again", "100", occurrence=2),
        part(),
        scope("city", "60"),
        scope("village", "70"),
        make_observation("tenfold", "1000", **later),
        make_observation("share", "9", denominator=Decimal(5), organisation_id="women"),
        make_observation("rate", "9", numerator=Decimal(9), denominator=Decimal(100), indicator_id="rate"),
    )
    several += tuple(
        make_observation(name, "60", breakdown=(("age_group", name),)) for name in ("young", "old")
    )
    bodies = tuple(make_organisation(name) for name in ("elderly", "women"))
    indicators = (make_indicator(), make_indicator("rate", kind="ratio"))
    register = make_register(*several, indicators=indicators, organisations=bodies)
    implied = {one.relation_id: one for one in implied_relations(register, "xa-00001")}
    assert {one.basis for name, one in implied.items() if name != "chenh-10-lan-tenfold"} == {"complete"}
    assert set(implied) == {
        "ty-le-rate",
        "nhac-lai-again",
        "phan-cua-part-whole",
        "cong-theo-scope-whole",
        "cong-theo-age-group-whole",
        "chenh-10-lan-tenfold",
        "qua-mau-so-share",
    }
    assert list(implied_relations(register, "xa-00002")) == []
