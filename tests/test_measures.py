"""Totals, ratios, relations, completeness and headlines: expected values are counted by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.measures import WHOLE_UP_TO, index_of, measure, share, summarise
from generator.measures.completeness import units_with_page
from generator.model import OrganisationStatus, Period, Term, UnitChange
from tests.registers import (
    DISTRICT_END,
    YEAR,
    make_document,
    make_indicator,
    make_member,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
    make_unit,
)

YEAR_DAYS = YEAR.start, YEAR.end


def only_finding(register):
    (finding,) = measure(register).findings
    return finding


def test_a_total_holds_when_its_parts_add_up():
    figures = [make_observation(name, value) for name, value in (("all", "7"), ("a", "3"), ("b", "4"))]
    register = make_register(*_apart(figures), relations=(make_relation("sum", "all", "a", "b"),))
    finding = only_finding(register)
    assert (finding.holds, finding.bounded, finding.stated, finding.computed) == (True, False, 7, 7)


def test_a_total_is_flagged_when_its_parts_do_not_add_up():
    figures = [make_observation(name, value) for name, value in (("all", "40"), ("a", "13"), ("b", "26"))]
    register = make_register(*_apart(figures), relations=(make_relation("sum", "all", "a", "b"),))
    finding = only_finding(register)
    assert (finding.holds, finding.stated, finding.computed, finding.difference) == (False, 40, 39, 1)


@pytest.mark.parametrize(
    ("stated", "part", "holds"),
    [("2639", "394", True), ("2640", "394", False), ("2638", "394", True), ("2637", "394", False)],
)
def test_a_bound_allows_one_step_in_its_last_digit_and_no_more(stated, part, holds):
    figures = _apart(
        [
            make_observation("all", stated),
            make_observation("a", "2244"),
            make_observation("b", part, qualifier=">="),
        ]
    )
    finding = only_finding(make_register(*figures, relations=(make_relation("sum", "all", "a", "b"),)))
    assert finding.holds is holds
    assert finding.bounded is (holds and stated != "2638")
    assert finding.computed == 2638


@pytest.mark.parametrize(
    ("printed", "qualifier", "stated", "holds"),
    [
        ("gần 200", "<=", "250", True),
        ("gần 200", "<=", "103", False),
        ("dưới 200", "<=", "103", True),
        ("dưới 200", "<=", "301", False),
        ("ít nhất 200", ">=", "900", True),
        ("ít nhất 200", ">=", "299", False),
    ],
)
def test_a_limit_allows_all_that_lies_behind_it(printed, qualifier, stated, holds):
    figures = _apart(
        [
            make_observation("all", stated),
            make_observation("a", "100"),
            make_observation("b", "200", qualifier=qualifier, value_text=printed),
        ]
    )
    finding = only_finding(make_register(*figures, relations=(make_relation("sum", "all", "a", "b"),)))
    assert finding.holds is holds


@pytest.mark.parametrize(
    ("stated", "printed", "holds"), [("5.5", "dưới 5,5%", True), ("5.4", "dưới 5,4%", False)]
)
def test_a_ratio_under_a_limit_is_rounded_as_the_limit_is_printed(stated, printed, holds):
    figures = _apart(
        [
            make_observation("rate", stated, qualifier="<=", value_text=printed),
            make_observation("a", "55"),
            make_observation("b", "1000"),
        ]
    )
    finding = only_finding(make_register(*figures, relations=(make_relation("ratio", "rate", "a", "b"),)))
    assert finding.holds is holds


def test_the_step_of_a_bound_is_the_place_of_its_last_digit_that_is_not_zero():
    figures = _apart(
        [make_observation("all", "496000000"), make_observation("a", "495400000", qualifier=">=")]
    )
    finding = only_finding(make_register(*figures, relations=(make_relation("repetition", "all", "a"),)))
    assert not finding.holds  # "hơn 495,4 triệu" reaches 495,5 triệu, not 496


def test_a_printed_percentage_is_recomputed_and_rounded_as_it_is_printed():
    percent = make_indicator("rate", kind="ratio", decimals=2)
    right = make_observation(
        "right", "74.87", indicator_id="rate", numerator=Decimal(113453), denominator=Decimal(151530)
    )
    wrong = make_observation(
        "wrong",
        "91.53",
        indicator_id="rate",
        unit_id="xa-00002",
        numerator=Decimal(515),
        denominator=Decimal(565),
    )
    findings = {
        finding.figure_ids[0]: finding
        for finding in measure(make_register(right, wrong, indicators=(percent,))).findings
    }
    assert findings["right"].holds
    assert (findings["wrong"].holds, findings["wrong"].computed) == (False, Decimal("91.15"))


def test_a_figure_stated_again_is_compared_with_its_first_statement():
    first = make_observation("first", "107")
    again = make_observation("again", "97", occurrence=2)
    finding = only_finding(make_register(first, again))
    assert (finding.kind, finding.holds, finding.stated, finding.computed) == ("repetition", False, 97, 107)


def test_a_count_is_the_number_of_things_named():
    figures = _apart([make_observation("all", "3")] + [make_observation(name, "0") for name in "abc"])
    finding = only_finding(make_register(*figures, relations=(make_relation("count", "all", "a", "b", "c"),)))
    assert (finding.holds, finding.computed) == (True, 3)


@pytest.mark.parametrize(("times", "verdict", "difference"), [(2, "ok", 0), (1, "mismatch", 1)])
def test_a_list_is_counted_against_figures_that_are_stated_apart(times, verdict, difference):
    figures = _apart(
        [make_observation("district", "9"), make_observation("commune", "2"), *_listed("abcdefghij")]
    )
    listed = [Term(name, times=times if name == "c" else 1) for name in "abcdefghij"]
    relation = make_relation("count", "district", *listed, also_stated=(Term("commune"),))
    finding = only_finding(make_register(*figures, relations=(relation,)))
    assert (finding.stated, finding.verdict, finding.difference) == (11, verdict, difference)
    assert finding.figure_ids[:3] == ("district", "commune", "a")


def test_a_list_says_nothing_where_one_of_the_figures_stated_apart_is_missing():
    missing = make_observation("commune", None, missing="not_reported")
    figures = _apart([make_observation("district", "1"), missing, *_listed("a")])
    relation = make_relation("count", "district", "a", also_stated=(Term("commune"),))
    assert measure(make_register(*figures, relations=(relation,))).findings == ()


def _listed(names):
    return [make_observation(name, "5") for name in names]


def test_a_relation_may_point_at_a_denominator():
    whole = make_observation("whole", "5", numerator=Decimal(5), denominator=Decimal(13))
    figures = _apart([whole, make_observation("done", "8")])
    relation = make_relation("sum", Term("whole", "denominator"), "whole", "done")
    assert only_finding(make_register(*figures, relations=(relation,))).holds


def test_a_relation_with_a_missing_figure_says_nothing():
    figures = _apart([make_observation("all", "3"), make_observation("a", None, missing="withheld")])
    assert measure(make_register(*figures, relations=(make_relation("sum", "all", "a"),))).findings == ()


def test_what_fails_comes_first():
    figures = _apart([make_observation("a", "1"), make_observation("b", "1"), make_observation("c", "2")])
    relations = (
        make_relation("repetition", "a", "b", relation_id="holds"),
        make_relation("repetition", "a", "b", relation_id="unsure", basis="different_quantities"),
        make_relation("repetition", "a", "c", relation_id="fails"),
    )
    findings = measure(make_register(*figures, relations=relations)).findings
    assert [finding.relation_id for finding in findings] == ["fails", "unsure", "holds"]


def verdict(parts, basis, stated="86"):
    figures = [make_observation(f"p{number}", part) for number, part in enumerate(parts)]
    relation = make_relation("sum", "all", *(figure.figure_id for figure in figures), basis=basis)
    register = make_register(*_apart([make_observation("all", stated), *figures]), relations=(relation,))
    return only_finding(register).verdict


@pytest.mark.parametrize("basis", ["illustrative", "unvalued"])
@pytest.mark.parametrize(
    ("parts", "expected"), [(["65", "15"], "undecided"), (["65", "21"], "ok"), (["65", "22"], "mismatch")]
)
def test_what_a_source_lists_in_part_may_be_less_than_the_whole_but_not_more(basis, parts, expected):
    assert verdict(parts, basis) == expected
    assert verdict(parts, "complete") == ("ok" if expected == "ok" else "mismatch")


@pytest.mark.parametrize("parts", [["65", "21"], ["65", "15"], ["65", "22"]])
def test_two_quantities_that_are_not_the_same_neither_agree_nor_contradict(parts):
    assert verdict(parts, "different_quantities") == "undecided"


def seen_twice(at_the_cause):
    figures = _apart([make_observation(n, v) for n, v in (("all", "99"), ("p", at_the_cause), ("s", "98"))])
    relations = (
        make_relation("sum", "p", "s", relation_id="cause"),
        make_relation("sum", "all", "s", relation_id="other", follows_from="cause"),
    )
    return measure(make_register(*figures, relations=relations))


def test_a_contradiction_that_follows_from_another_counts_once():
    measured = seen_twice("99")
    assert [(one.relation_id, one.explained_by) for one in measured.findings] == [
        ("cause", None),
        ("other", "cause"),
    ]
    assert (measured.score.failed, measured.score.total) == (1, 1)


def test_a_contradiction_counts_where_the_one_it_would_follow_from_holds():
    measured = seen_twice("98")
    assert [one.explained_by for one in measured.findings] == [None, None]
    assert (measured.score.held, measured.score.failed, measured.score.total) == (1, 1, 2)


def counting(kind, term, stated="2", **tables):
    figure = make_observation("f", stated, unit_id="huyen-001")
    relation = make_relation(kind, "f", Term(term, kind, "huyen-001"), unit_id="huyen-001")
    finding = only_finding(make_register(figure, relations=(relation,), **tables))
    return finding.verdict, finding.computed, finding.figure_ids


@pytest.mark.parametrize(("stated", "verdict"), [("2", "ok"), ("3", "mismatch")])
def test_the_units_of_a_type_are_counted_on_the_last_day_of_the_figure(stated, verdict):
    units = (
        make_unit("huyen-001"),
        make_unit("xa-00001", "huyen-001"),
        make_unit("xa-00002", "huyen-001", valid_to=YEAR.end),
        make_unit("xa-00003", "huyen-001", valid_to=date(2023, 12, 30)),
        make_unit("xa-00004-20240101", "huyen-001", valid_from=date(2024, 1, 1)),
        make_unit("xa-00005", "huyen-001", type="thị trấn"),
        make_unit("xa-00006"),
    )
    assert counting("units", "xã", stated, units=units) == (verdict, 2, ("f",))


def test_the_associations_are_counted_that_the_document_itself_names():
    row = OrganisationStatus(
        "huyen-001", "red_cross", "district", "assigned", *YEAR_DAYS, "report", "I", None
    )
    rows = (
        row,
        replace(row, organisation_id="elderly"),
        replace(row, organisation_id="blind", status="named"),
        replace(row, organisation_id="blind", scope="commune"),
        replace(row, organisation_id="blind", document_id="other"),
        replace(row, organisation_id="blind", unit_id="huyen-002"),
    )
    bodies = tuple(make_organisation(name) for name in ("red_cross", "elderly", "blind"))
    tables = {"organisation_status": rows, "organisations": bodies}
    assert counting("names", "district/assigned", **tables) == ("ok", 2, ("f",))
    assert counting("names", "district/named", **tables) == ("mismatch", 1, ("f",))


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), st.integers(-3, 3))
def test_a_sum_of_exact_figures_holds_exactly_when_it_is_equal(parts, error):
    figures = [make_observation(f"p{number}", str(part)) for number, part in enumerate(parts)]
    stated = make_observation("all", str(sum(parts) + error))
    relation = make_relation("sum", "all", *(figure.figure_id for figure in figures))
    finding = only_finding(make_register(*_apart([stated, *figures]), relations=(relation,)))
    assert finding.holds is (error == 0)
    assert finding.difference == error


def test_a_share_needs_a_denominator():
    assert share(make_observation("f", "5", numerator=Decimal(5), denominator=Decimal(8))) == Decimal("62.5")
    assert share(make_observation("f", "5")) is None
    assert share(make_observation("f", "5", numerator=Decimal(5), denominator=Decimal(0))) is None


def test_sub_units_are_counted_with_those_of_their_own_time():
    old_end = {"valid_to": DISTRICT_END}
    district = make_unit("huyen-001", **old_end)
    units = (
        district,
        make_unit("xa-00001", "huyen-001", **old_end),
        make_unit("xa-00002", "huyen-001", **old_end),
    )
    register = make_register(make_observation("f", unit_id="xa-00002"), units=units)
    coverage = measure(register).coverage["huyen-001"]
    assert (coverage.reported, coverage.due) == (("xa-00002",), ("xa-00001", "xa-00002"))


def test_a_unit_with_reasons_for_no_number_alone_has_a_page_but_no_figures():
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)))
    silent = make_observation("g", None, missing="not_reported", unit_id="xa-00002")
    found = measure(make_register(make_observation("f"), silent, units=units))
    assert (found.coverage["huyen-001"].reported, found.communes["huyen-001"].reported) == (
        ("xa-00001",),
    ) * 2
    assert list(found.reporting) == ["xa-00001"]
    assert "xa-00002" in found.has_page
    told = measure(
        make_register(make_observation("f"), replace(silent, value=Decimal(0), missing=None), units=units)
    )
    assert found.has_page.keys() == told.has_page.keys()
    assert told.coverage["huyen-001"].reported == ("xa-00001", "xa-00002")


def test_sub_units_of_an_ended_unit_are_those_of_its_last_day():
    """Quảng Ninh ended in 2026, with the communes of 2025; those of before are not its sub-units."""
    units = (
        make_unit("tinh-22", valid_to=date(2026, 8, 31)),
        make_unit("huyen-193", "tinh-22", valid_to=DISTRICT_END),
        make_unit("xa-00002-20250701", "tinh-22", valid_from=date(2025, 7, 1), valid_to=date(2026, 8, 31)),
        make_unit("xa-00001", "huyen-193", valid_to=DISTRICT_END),
    )
    register = make_register(make_observation("f"), units=units)
    assert measure(register).coverage["tinh-22"].due == ("xa-00002-20250701",)


def test_a_sum_over_sub_units_says_of_how_many_it_is():
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2, 3)))
    figures = [make_observation(f"f{n}", str(10 * n), unit_id=f"xa-0000{n}") for n in (1, 2)]
    (total,) = measure(make_register(*figures, units=units)).totals["huyen-001"]
    assert (total.value, len(total.reported), len(total.due)) == (30, 2, 3)


@pytest.mark.parametrize(
    ("bounds", "bound"),
    [((None, None), None), ((None, ">="), ">="), (("<=", "<="), "<="), ((">=", "<="), "~")],
)
def test_a_sum_is_bounded_where_one_of_its_parts_is(bounds, bound):
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)))
    figures = [
        make_observation(f"f{n}", unit_id=f"xa-0000{n}", qualifier=qualifier)
        for n, qualifier in enumerate(bounds, start=1)
    ]
    (total,) = measure(make_register(*figures, units=units)).totals["huyen-001"]
    assert total.qualifier == bound


@pytest.mark.parametrize(
    "difference",
    [
        {"period": Period(date(2014, 1, 1), date(2023, 12, 31))},
        {"breakdown": (("scope", "commune"),)},
        {"organisation_id": "elderly"},
    ],
)
def test_nothing_is_summed_across_periods_breakdowns_or_organisations(difference):
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)))
    figures = [
        make_observation("f1", unit_id="xa-00001"),
        make_observation("f2", unit_id="xa-00002", **difference),
    ]
    bodies = (make_organisation("elderly"),)
    assert measure(make_register(*figures, units=units, organisations=bodies)).totals["huyen-001"] == ()


def counted(*figures, **parts):
    found = measure(make_register(*figures, **parts))
    return found.figures, found.repeats, found.denominators


def test_what_a_document_states_again_is_counted_as_a_repeat():
    assert counted(make_observation("f"), make_observation("again", occurrence=2)) == (2, 1, 0)
    assert counted(make_observation("f"), make_observation("g", organisation_id="g")) == (2, 0, 0)


def test_a_figure_below_the_line_of_another_is_counted_as_its_denominator():
    done = make_indicator("done", denominator_id="all")
    part = make_observation("f", "90", indicator_id="done", numerator=Decimal(90), denominator=Decimal(127))
    assert counted(part, make_observation("g", "127", indicator_id="all"), indicators=(done,)) == (2, 0, 1)
    assert counted(part, make_observation("g", "128", indicator_id="all"), indicators=(done,)) == (2, 0, 0)
    assert counted(part, make_observation("g", "127", indicator_id="other"), indicators=(done,)) == (2, 0, 0)


def totals_beside(stated, values, communes=2, **of_stated):
    """Return the sums of a district that states a figure itself, over its first communes."""
    units = (
        make_unit("huyen-001"),
        *(make_unit(f"xa-0000{n}", "huyen-001") for n in range(1, communes + 1)),
    )
    figures = [
        make_observation(f"f{n}", value, unit_id=f"xa-0000{n}", organisation_id="front")
        for n, value in enumerate(values, start=1)
    ]
    if stated is not None:
        of_stated = {"organisation_id": "front", **of_stated}
        figures.append(make_observation("whole", stated, unit_id="huyen-001", **of_stated))
    bodies = (*map(make_organisation, ("front", "women")), make_organisation("all", family="group"))
    levels = (make_member("level", "commune", level="xa"), make_member("level", "district", level="huyen"))
    register = make_register(*figures, units=units, organisations=bodies, members=levels)
    return [total.value for total in measure(register).totals["huyen-001"]]


OF_COMMUNES = {"breakdown": (("level", "commune"),)}


def test_a_sum_over_some_units_is_not_made_where_they_are_named_only_for_having_none():
    assert totals_beside(None, ["0", "0"], communes=3) == []
    assert totals_beside(None, ["0", "0"], communes=2) == [0]
    assert totals_beside(None, ["0", "1"], communes=3) == [1]


def test_a_sum_is_not_made_beside_another_total_that_the_unit_itself_states():
    assert totals_beside("8", ["1", "0"], **OF_COMMUNES) == []
    assert totals_beside("1", ["1", "0"], **OF_COMMUNES) == [1]
    assert totals_beside("8", ["1", "0"]) == []
    assert totals_beside("8", ["1", "0"], breakdown=(("level", "district"),)) == [1]


def test_a_sum_is_not_made_where_the_unit_states_it_of_a_wider_organisation():
    assert totals_beside("1", ["1", "0"], organisation_id="all", **OF_COMMUNES) == []
    assert totals_beside("1", ["1", "0"], organisation_id=None, **OF_COMMUNES) == []
    assert totals_beside("1", ["1", "0"], organisation_id="women", **OF_COMMUNES) == [1]
    assert totals_beside("1", ["1", "0"], organisation_id="all") == [1]


def test_what_does_not_add_up_over_units_is_never_summed():
    rate = make_indicator("rate", kind="ratio", adds_over_units=False)
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)))
    figures = [make_observation(f"f{n}", indicator_id="rate", unit_id=f"xa-0000{n}") for n in (1, 2)]
    assert measure(make_register(*figures, units=units, indicators=(rate,))).totals["huyen-001"] == ()


def test_a_page_is_kept_for_what_has_figures_and_for_what_became_of_it():
    units = (
        make_unit("tinh-01", type="tỉnh"),
        make_unit("tinh-02", type="tỉnh", valid_to=DISTRICT_END),
        make_unit("huyen-001", "tinh-02", valid_to=DISTRICT_END),
        make_unit("xa-00001", "huyen-001", valid_to=DISTRICT_END),
        make_unit("xa-00002", "huyen-001", valid_to=DISTRICT_END),
        make_unit("xa-00001-20250701", "tinh-01"),
        make_unit("xa-00003-20250701", "tinh-01"),
    )
    changes = (UnitChange("xa-00001", "xa-00001-20250701", "whole", date(2025, 7, 1), None),)
    register = make_register(make_observation("f"), units=units, changes=changes)
    assert units_with_page(register, register.observations_of) == {
        "tinh-01", "tinh-02", "huyen-001", "xa-00001", "xa-00001-20250701",
    }  # fmt: skip


def test_headlines_are_one_an_indicator_the_whole_before_the_part_and_the_latest():
    telling = make_indicator(headline=1)
    other = make_indicator("other", headline=2)
    figures = [
        make_observation("part", breakdown=(("scope", "commune"),)),
        make_observation("old", period=Period(date(2020, 1, 1), date(2020, 12, 31))),
        make_observation("new"),
        make_observation("of_one", organisation_id="elderly"),
        make_observation("second", indicator_id="other", organisation_id="elderly"),
        make_observation("never", indicator_id="quiet"),
    ]
    tables = {"indicators": (telling, other), "organisations": (make_organisation("elderly"),)}
    for order in (figures, figures[::-1]):
        assert measure(make_register(*order, **tables)).headlines["xa-00001"] == ("new", "second")


def _apart(figures):
    """Give each figure an indicator of its own, so that only the declared relation links them."""
    return [replace(figure, indicator_id=f"indicator_{figure.figure_id}") for figure in figures]


def test_the_communes_of_a_place_are_those_of_the_time_when_some_reported():
    units = (
        make_unit("tinh-01", type="tỉnh"),
        make_unit("huyen-001", "tinh-01", valid_to=DISTRICT_END),
        make_unit("xa-00001", "huyen-001", valid_to=DISTRICT_END),
        make_unit("xa-00002", "huyen-001", valid_to=DISTRICT_END),
        make_unit("xa-00001-20250701", "tinh-01"),
    )
    coverage = measure(make_register(make_observation("f"), units=units)).communes
    assert set(coverage) == {"tinh-01", "huyen-001"}
    assert (coverage["tinh-01"].reported, coverage["tinh-01"].due) == (
        ("xa-00001",),
        ("xa-00001", "xa-00002"),
    )


# What is known of all units -------------------------------------------------------------------


def test_what_is_known_already_is_taken_as_it_is():
    findings, comparisons, of_figure, siblings = ({name: ()} for name in "abcd")
    measured = measure(make_register(make_observation("a")), None, findings, comparisons, of_figure, siblings)
    assert measured.findings_of_unit is findings
    assert measured.comparisons is comparisons
    assert measured.findings_of_figure is of_figure
    assert measured.siblings is siblings


def test_a_unit_without_figures_is_summed_up_as_nothing():
    register = make_register(make_observation("a"), units=(make_unit("xa-00009"),))
    nothing = summarise(register, "xa-00009", ())
    assert (nothing.figures, nothing.of_indicator, nothing.score.total) == (0, {}, 0)
    assert list(measure(register).territory.above("xa-00001")) == []


def test_numbers_are_counted_by_what_they_are_of_and_reasons_for_none_are_named_with_0():
    figures = (
        make_observation("a", organisation_id="elderly"),
        make_observation("b", unit_id="xa-00002", document_id="other"),
        make_observation("c", None, missing="not_reported", unit_id="xa-00002", indicator_id="quiet"),
    )
    measured = measure(make_register(*figures, organisations=(make_organisation("elderly"),)))
    assert measured.counts_of_organisation == {"elderly": 1}
    assert measured.counts_of_indicator == {"member_count": 2, "quiet": 0}
    assert measured.counts_of_document == {"report": 1, "other": 1}
    assert measured.counts_of_unit == {"xa-00001": 1, "xa-00002": 1}
    assert measured.units_of_document == {"report": ("xa-00001", "xa-00002"), "other": ("xa-00002",)}


def test_the_findings_of_a_document_are_those_that_it_states_of_figures_wherever_they_are():
    parts = make_observation("a", "3"), make_observation("b", "4", document_id="other")
    elsewhere = make_observation("c", "8", unit_id="xa-00002", document_id="other")
    relations = (
        make_relation("sum", "a", "b", document_id="other"),
        make_relation("sum", "c", Term("a", unit_id="xa-00001"), unit_id="xa-00002"),
    )
    figures = _apart([*parts, elsewhere])
    measured = measure(make_register(*figures, relations=relations, documents=(make_document("other"),)))
    found = {
        name: [one.stated for one in findings] for name, findings in measured.findings_of_document.items()
    }
    assert found == {"report": [8], "other": [3]}
    of_figure = {name: [one.stated for one in measured.findings_of_figure[name]] for name in "abc"}
    assert of_figure == {"a": [3, 8], "b": [3], "c": [8]}
    assert measured.failing_of_unit == {"xa-00001": 1, "xa-00002": 1}


@pytest.mark.parametrize(("figures", "is_large"), [(WHOLE_UP_TO, False), (WHOLE_UP_TO + 1, True)])
def test_a_record_of_many_figures_is_not_offered_whole(figures, is_large):
    register = make_register(make_observation("a"))
    one = replace(summarise(register, "xa-00001", ()), figures=figures, repeats=3, denominators=2)
    measured = measure(register, index_of(register, {"xa-00001": one}))
    assert (measured.figures, measured.is_large) == (figures, is_large)
    assert (measured.repeats, measured.denominators, measured.score.total) == (3, 2, 0)
