"""Values of the record and what they know of themselves."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import model, schema
from generator.model import Period, codes
from tests.builders import ROOT
from tests.registers import make_organisation, make_unit

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
TWO_YEARS = Period(date(2022, 1, 1), date(2023, 12, 31))
NINE_MONTHS = Period(date(2023, 1, 1), date(2023, 9, 30))
WEEKS = Period(date(2023, 12, 4), date(2024, 1, 14))

COLUMNS = {
    ("units", "level"): codes.Level,
    ("unit_changes", "relation"): codes.ChangeKind,
    ("organisations", "family"): codes.Family,
    ("indicators", "kind"): codes.IndicatorKind,
    ("dimensions", "level"): codes.Level,
    ("documents", "status"): codes.DocumentStatus,
    ("document_relations", "relation"): codes.Reference,
    ("organisation_status", "scope"): codes.Scope,
    ("organisation_status", "status"): codes.BodyStatus,
    ("set_aside", "reason"): codes.SetAsideReason,
    ("relations", "kind"): codes.RelationKind,
    ("relations", "basis"): codes.PartsBasis,
    ("forms", "organisation_scope"): codes.Asked,
    ("forms", "level"): codes.Level,
    ("observations", "period_basis"): codes.PeriodBasis,
    ("observations", "qualifier"): codes.Qualifier,
    ("observations", "missing"): codes.Missing,
    ("revisions", "kind"): codes.RevisionKind,
    ("revisions", "field"): codes.RevisedField,
    ("redirects", "kind"): codes.RedirectKind,
}
IN_WORDS = {("units", "type"), ("organisations", "member_noun"), ("documents", "kind")}
"""Closed lists of words that are printed as they stand."""


@st.composite
def periods(draw):
    days = st.dates(date(2020, 1, 1), date(2025, 12, 31))
    return Period(*sorted((draw(days), draw(days))))


def test_every_closed_list_of_the_contract_is_a_type_of_the_model():
    contract, _ = schema.load(ROOT / "data" / "datapackage.json")
    listed = {
        (table.name, column.name): column.enum
        for table in contract.resources.values()
        for column in table.fields
        if column.enum
    }
    assert set(listed) == set(COLUMNS) | IN_WORDS
    assert {key: get_args(kind) for key, kind in COLUMNS.items()} == {key: listed[key] for key in COLUMNS}


def test_no_field_of_codes_is_plain_text():
    nouns = {"units": model.Unit, "indicators": model.Indicator, "observations": model.Observation}
    for (table, column), kind in COLUMNS.items():
        declared = nouns[table].__annotations__ if table in nouns else {}
        names = {name for name, one in vars(codes).items() if one is kind}
        assert not declared or any(name in str(declared[column]) for name in names), (table, column)


@pytest.mark.parametrize(
    ("period", "year", "years", "months", "spans", "days"),
    [
        (YEAR, True, True, True, False, 365),
        (TWO_YEARS, False, True, True, True, 730),
        (NINE_MONTHS, False, False, True, False, 273),
        (WEEKS, False, False, False, True, 42),
        (Period(date(2024, 2, 1), date(2024, 2, 29)), False, False, True, False, 29),
    ],
)
def test_a_period_knows_of_what_it_is_made(period, year, years, months, spans, days):
    assert not period.is_day and Period(period.end, period.end).is_day
    made_of = period.is_year, period.is_of_years, period.is_of_months, period.spans_years
    assert (*made_of, period.days) == (year, years, months, spans, days)


def test_a_period_holds_its_own_days_and_the_periods_within_them():
    assert YEAR.start in YEAR and YEAR.end in YEAR and date(2024, 1, 1) not in YEAR
    assert NINE_MONTHS in YEAR and YEAR in YEAR and YEAR not in NINE_MONTHS and WEEKS not in YEAR


@given(periods(), periods())
def test_periods_overlap_just_where_they_share_a_day(one, other):
    shared = max(one.start, other.start) <= min(one.end, other.end)
    assert one.overlaps(other) is other.overlaps(one) is shared
    assert one not in other or one.overlaps(other)


@given(st.lists(periods(), min_size=1, max_size=4))
def test_the_period_around_several_is_the_shortest_that_holds_them(several):
    around = Period.around(several)
    assert all(one in around for one in several)
    assert around.start in {one.start for one in several} and around.end in {one.end for one in several}


def test_periods_sort_by_their_last_day_either_way():
    assert sorted([NINE_MONTHS, WEEKS, YEAR], key=lambda one: one.latest_first) == [WEEKS, YEAR, NINE_MONTHS]
    assert sorted([YEAR, NINE_MONTHS, TWO_YEARS], key=lambda one: one.by_end)[1:] == [TWO_YEARS, YEAR]


def test_a_unit_without_ends_was_always_there_and_still_is():
    ended = make_unit("xa-00001", valid_from=date(2020, 1, 1), valid_to=date(2023, 6, 30))
    assert make_unit("xa-00002").in_force_on(date.max) and make_unit("xa-00002").in_force_on(date.min)
    assert ended.in_force_on(date(2023, 6, 30)) and not ended.in_force_on(date(2023, 7, 1))
    assert ended.existed_in(YEAR) and not ended.existed_in(WEEKS)


def test_a_group_is_told_from_a_single_organisation():
    assert make_organisation("all", family="group").is_group
    assert not make_organisation("one", family="fund").is_group
