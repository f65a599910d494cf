"""Rules about figures side by side: each is told where it is broken, and not where it nearly is."""

import pandas as pd
import pytest
from msgspec.structs import replace

from generator.review import exchanges, rules
from generator.review.changes import Change
from generator.review.doubts import Doubt, suspects
from tests.registers import make_indicator

UNITS = [f"xa-0000{number}" for number in range(8)]


def figure(unit_id="xa-00001", value=100.0, year=2023, **changes):
    """Return one figure as the rules see it, untouched unless it was something before or is new."""
    row = {
        "unit_id": unit_id,
        "organisation_id": "",
        "indicator_id": "member_count",
        "breakdown": "",
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "end": year * 365,
        "months": 0,
        "document_id": "report",
        "occurrence": 1,
        "value": value,
        "missing": "",
        "kind": "stock",
        "measure": "hội viên",
        "adds": True,
        "are_people": True,
        "parent_id": "huyen-001",
        "level": "xa",
        "figure_id": None,
        "before": float("nan"),
        "was_missing": "",
        "is_new": None,
    }
    return row | changes


def touched(name, **changes):
    return figure(
        figure_id=name, is_new="before" not in changes and not changes.get("was_missing"), **changes
    )


def columns(*rows):
    frame = pd.DataFrame(rows)
    frame["touched"] = frame["figure_id"].notna()
    frame["before"] = frame["before"].astype(float)
    frame["value"] = frame["value"].astype(float)
    return frame


def told(doubts):
    return {(doubt.code, doubt.figure_id) for doubt in doubts}


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        ({"value": 96}, True),
        ({"value": 96, "before": 1}, True),
        ({"value": 96, "before": 95}, False),
        ({"value": 1}, False),
        ({"value": 96, "level": "huyen"}, False),
        ({"value": 96, "measure": "thôn"}, False),
    ],
)
def test_a_commune_that_counts_more_communes_than_itself_is_told(changes, is_told):
    frame = columns(touched("f", **({"measure": "xã, thị trấn"} | changes)))
    assert told(rules.of_communes(frame)) == ({("several-communes", "f")} if is_told else set())


def beside_siblings(value):
    near = [figure(unit, 100 + 7 * at) for at, unit in enumerate(UNITS[:7])]
    return told(rules.beside_siblings(columns(*near, touched("f", unit_id=UNITS[7], value=value))))


@pytest.mark.parametrize(
    ("value", "codes"),
    [(150_000, {("factor-siblings", "f")}), (2_500, {("jump-siblings", "f")}), (300, set()), (40, set())],
)
def test_a_figure_far_from_its_siblings_is_told(value, codes):
    assert beside_siblings(value) == codes


def test_with_few_siblings_nothing_is_usual():
    frame = columns(figure(UNITS[0]), figure(UNITS[1]), touched("f", unit_id=UNITS[2], value=150_000))
    assert told(rules.beside_siblings(frame)) == set()


@pytest.mark.parametrize(
    ("part", "whole", "codes"),
    [
        (touched("f", value=900, before=90), figure("huyen-001", 500), {("above-parent", "f")}),
        (figure(value=900), touched("g", unit_id="huyen-001", value=500, before=1500), {("below-part", "g")}),
        (touched("f", value=400, before=390), figure("huyen-001", 500), set()),
        (touched("f", value=900, before=890), figure("huyen-001", 500), set()),
        (touched("f", value=900, before=90, adds=False), figure("huyen-001", 500, adds=False), set()),
    ],
)
def test_a_part_above_its_whole_is_told_where_it_was_not(part, whole, codes):
    whole = whole | {"parent_id": "tinh-01", "level": "huyen"}
    assert told(rules.beside_parent(columns(part, whole))) == codes


def population(value=2025.0, **changes):
    return figure(value=value, are_people=False, **{"indicator_id": "population"} | changes)


@pytest.mark.parametrize(
    ("members", "people", "codes"),
    [
        (touched("f", value=2345), population(), {("above-population", "f")}),
        (touched("f", value=2345, before=234), population(), {("above-population", "f")}),
        (touched("f", value=2345, before=2340), population(), set()),  # it was so before
        (touched("f", value=2025), population(), set()),
        (touched("f", value=2345, are_people=False), population(), set()),
        (touched("f", value=2345), population(year=2022), set()),
        (touched("f", value=2345), population(unit_id="xa-00002"), set()),
        (figure(value=2345), population(figure_id="p", is_new=True), {("below-people", "p")}),
        (figure(value=2345), population(figure_id="p", is_new=False, before=20250), {("below-people", "p")}),
        (figure(value=2345), population(), set()),  # nothing of it is of the change
    ],
)
def test_more_people_than_live_there_are_told(members, people, codes):
    assert told(rules.beside_population(columns(members, people))) == codes


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (touched("f", value=7, was_missing="withheld"), "withheld-shown"),
        (touched("f", value=0, was_missing="not_reported"), "missing-to-zero"),
        (touched("f", value=float("nan"), missing="not_reported", before=12), "lost"),
        (touched("f", value=12, was_missing="not_reported"), None),
        (touched("f", value=0, before=3), None),
    ],
)
def test_what_became_of_a_reason_is_told(row, code):
    assert {doubt.code for doubt in rules.beside_before(columns(row))} == ({code} if code else set())


def copies(new, source):
    """Return what is told of five new figures of a unit beside others."""
    bodies = ["elderly", "women", "farmers", "youth_union", "veterans"]
    rows = [touched(body, organisation_id=body, **new, value=100 + at) for at, body in enumerate(bodies)]
    others = [figure(organisation_id=body, **source, value=100 + at) for at, body in enumerate(bodies)]
    return [(doubt.code, doubt.facts["source"]) for doubt in exchanges.copied(columns(*rows, *others))]


def test_figures_of_another_unit_or_another_period_are_recognised():
    assert copies({"unit_id": UNITS[1]}, {"unit_id": UNITS[2]}) == [("copied-unit", UNITS[2])]
    assert copies({"unit_id": UNITS[1]}, {"unit_id": UNITS[1], "year": 2022}) == [
        ("copied-period", "2022-12-31")
    ]
    assert copies({"unit_id": UNITS[1]}, {"unit_id": UNITS[2], "year": 2022}) == []


def test_a_few_equal_figures_are_chance():
    frame = columns(touched("f", unit_id=UNITS[1], value=100), figure(UNITS[2], 100))
    assert list(exchanges.copied(frame)) == []


@pytest.mark.parametrize(("value", "is_told"), [(300, True), (310, False)])
def test_a_flow_that_holds_the_period_before_is_told(value, is_told):
    flow = {"kind": "flow", "months": 12}
    frame = columns(touched("f", value=value, before=180, **flow), figure(value=120, year=2022, **flow))
    found = told(exchanges.doubtful_flows(frame, rules.with_history(frame)))
    assert found == ({("flow-added-up", "f")} if is_told else set())


@pytest.mark.parametrize(("measure", "is_told"), [("đoàn viên, hội viên", True), ("buổi", False)])
def test_a_flow_that_equals_a_stock_of_the_same_measure_is_told(measure, is_told):
    flow = touched("f", value=180, kind="flow", months=12, indicator_id="member_new_count", measure=measure)
    frame = columns(flow, figure(value=180))
    found = told(exchanges.doubtful_flows(frame, rules.with_history(frame)))
    assert found == ({("flow-as-stock", "f")} if is_told else set())


def test_new_figures_that_fit_each_others_history_are_swapped():
    def pair(first, second):
        frame = columns(
            figure(organisation_id="women", value=1000, year=2022),
            figure(organisation_id="blind", value=100, year=2022),
            touched("w", organisation_id="women", value=first),
            touched("b", organisation_id="blind", value=second),
        )
        return told(exchanges.swapped(frame, rules.with_history(frame)))

    assert pair(104, 1020) == {("swapped", "w"), ("swapped", "b")}
    assert pair(1020, 104) == set()


def test_a_value_under_another_indicator_is_told_unless_a_row_says_so():
    key = {"indicator_id": "member_count", "period_start": "2023-01-01", "period_end": "2023-12-31"}
    was = Change("gone", "a", {**key, "indicator_id": "club_member_count"}, {}, None)
    now = Change("moved", "b", key, {}, {}, was=was)
    assert told(exchanges.lost([now], set())) == {("moved-indicator", "b")}
    assert told(exchanges.lost([now], {"a"})) == set()


def test_another_unit_of_measure_changes_what_all_figures_say():
    one = make_indicator()
    before, after = {"member_count": one}, {"member_count": replace(one, unit_of_measure="nghìn hội viên")}
    assert [doubt.code for doubt in exchanges.redefined(before, after)] == ["measure-changed"]
    assert list(exchanges.redefined(before, before)) == []


def test_the_likeliest_slip_comes_first_and_each_figure_once():
    doubts = [
        Doubt("digits", "a"),
        Doubt("jump-before", "b", size=2.0),
        Doubt("jump-before", "c", size=3.0),
        Doubt("factor-before", "a", size=7.0),
        Doubt("copied-unit", "", {"unit": "xa-00001"}),
    ]
    assert [one.figure_id for one in suspects(doubts)] == ["", "a", "c", "b"]
    assert [doubt.code for doubt in suspects(doubts)[1].doubts] == ["factor-before", "digits"]
