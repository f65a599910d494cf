"""A form is a yardstick for its level, its territory and its period, and says nothing of any other."""

from datetime import date

import pytest
from msgspec.structs import replace

from generator.measures import forms_asking, measure
from generator.model import Period
from tests.registers import (
    DISTRICT_END,
    make_document,
    make_indicator,
    make_observation,
    make_organisation,
    make_question,
    make_register,
    make_unit,
)

COMMUNE = "xa-00001"


def answers(*figures, unit=COMMUNE, form=None, **changes):
    """What a commune of the province tinh-01 answered to a form about 2023, or to another form."""
    units = (make_unit("tinh-01"), make_unit("tinh-02"), make_unit(COMMUNE, "tinh-01", **changes))
    register = make_register(
        *figures,
        units=units,
        organisations=(make_organisation("elderly"),),
        questions=(make_question(), make_question(indicator_id=None)),
        documents=() if form is None else (form,),
    )
    return measure(register).answers.get(unit, ())


def form_of(**changes):
    year = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    return make_document("form", **{**year, **changes})


OTHER = make_observation("other", indicator_id="other")


@pytest.mark.parametrize(
    ("figures", "answer"),
    [
        ([make_observation("f", "5")], (("f",), None)),
        ([OTHER], ((), None)),
        ([make_observation("f", None, missing="not_reported")], ((), "not_reported")),
        ([make_observation("f", None, missing="withheld")], ((), "withheld")),
        ([make_observation("f", "5", organisation_id="elderly")], ((), None)),
    ],
)
def test_a_question_that_was_put_has_a_figure_or_a_stated_reason_or_nothing_is_known(figures, answer):
    (given_answer,) = answers(*figures)
    assert (given_answer.figure_ids, given_answer.missing) == answer
    assert given_answer.question == make_question()


def test_a_form_of_another_time_is_no_yardstick():
    """Whoever reported on 2023 only did not leave the questions about 2012 to 2017 unanswered."""
    old = form_of(period_start=date(2012, 8, 28), period_end=date(2017, 6, 30))
    assert answers(make_observation("f", "5"), form=old) == ()
    decade = Period(date(2014, 1, 1), date(2023, 12, 31))
    assert answers(make_observation("f", "5", period=decade)) == ()
    assert answers(make_observation("f", "5"), form=form_of(period_start=date(2020, 1, 1))) != ()


def test_a_form_for_communes_is_no_yardstick_for_a_province():
    assert answers(make_observation("f", "5", unit_id="tinh-01"), unit="tinh-01") == ()


def test_a_form_of_one_province_is_no_yardstick_for_another():
    figure = make_observation("f", "5")
    assert answers(figure, form=form_of(unit_id="tinh-02")) == ()
    assert answers(figure, form=form_of(unit_id="tinh-01")) != ()


def test_a_form_is_no_yardstick_for_a_unit_that_was_not_there():
    assert answers(OTHER, valid_from=date(2024, 1, 1)) == ()
    assert answers(OTHER, valid_to=date(2022, 12, 31)) == ()


def test_a_form_without_a_period_applies_to_nobody():
    assert answers(make_observation("f", "5"), form=form_of(period_end=None)) == ()


def test_a_form_asks_the_units_of_its_level_and_territory_within_its_time():
    year, units = Period(date(2023, 1, 1), date(2023, 12, 31)), ("tinh-01", "tinh-02", COMMUNE)
    register = make_register(
        units=(make_unit("tinh-01"), make_unit("tinh-02"), make_unit(COMMUNE, "tinh-01")),
        questions=(make_question(), make_question("other"), make_question(indicator_id=None)),
        documents=(form_of(unit_id="tinh-01"),),
        indicators=(make_indicator("other"),),
    )
    asking = {unit_id: forms_asking(register, unit_id, year) for unit_id in units}
    assert asking == {"tinh-01": (), "tinh-02": (), COMMUNE: (make_question().form_id,)}
    assert forms_asking(register, COMMUNE, Period(date(2023, 7, 1), date(2024, 6, 30))) == ()


def test_no_unit_of_the_record_is_measured_by_a_form_of_another_time(register, measured):
    """The forms ask about 2012 to 2017 and from July 2025 on; the record has communes of 2023 only."""
    forms = {"mau-bao-cao-chi-thi-17-2017", "mau-bao-cao-hoi-cap-xa-2025"}
    assert {question.document_id for question in register.questions} == forms
    assert list(measured.answers) == []
    assert list(measured.surveys) == []


# The communes of a place ----------------------------------------------------------------------


def make_district_with_form():
    """Five communes: one answers, one answers 0, one withholds, one is silent, one began in 2025."""
    ended = {"valid_to": DISTRICT_END}
    units = (
        make_unit("tinh-01"),
        make_unit("huyen-001", "tinh-01", **ended),
        *(make_unit(f"xa-0000{n}", "huyen-001", **ended) for n in (1, 2, 3, 4)),
        make_unit("xa-00005-20250701", "huyen-001", valid_from=date(2025, 1, 1), **ended),
    )
    return make_register(
        make_observation("f1", "5", unit_id="xa-00001"),
        make_observation("f2", "0", unit_id="xa-00002"),
        make_observation("f3", None, unit_id="xa-00003", missing="withheld"),
        units=units,
        questions=(make_question(), make_question("other"), make_question(indicator_id=None)),
        indicators=(make_indicator("other"),),
    )


@pytest.mark.parametrize("place", ["huyen-001", "tinh-01"])
def test_each_question_tells_how_many_communes_answered_and_why_the_others_did_not(place):
    (survey,) = measure(make_district_with_form()).surveys[place]
    asked, other = survey.tallies
    assert survey.due == ("xa-00001", "xa-00002", "xa-00003", "xa-00004")
    assert survey.answered == ("xa-00001", "xa-00002")
    assert (asked.reported, asked.zeros) == (("xa-00001", "xa-00002"), 1)
    assert asked.missing == {"withheld": 1, None: 1}
    assert (other.reported, other.zeros, other.missing) == ((), 0, {None: 4})


def test_communes_that_began_later_are_not_due():
    (survey,) = measure(make_district_with_form()).surveys["huyen-001"]
    assert survey.not_yet == ("xa-00005-20250701",)


def test_a_form_that_no_commune_answered_is_not_counted():
    units = (make_unit("huyen-001"), make_unit("xa-00001", "huyen-001"))
    register = make_register(
        make_observation("f", indicator_id="other"), units=units, questions=(make_question(),)
    )
    assert measure(register).surveys == {}


def test_communes_outside_of_the_territory_of_a_form_are_not_due():
    register = make_district_with_form()
    other = make_unit("tinh-02")
    form = replace(register.documents["form"], unit_id="tinh-02")
    units = {**register.units, other.unit_id: other}
    register = replace(register, units=units, documents={**register.documents, "form": form})
    assert list(measure(register).surveys) == []
