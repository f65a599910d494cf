"""The arithmetic of a form: a total that its parts, asked for by the same form, do not make."""

from datetime import date
from decimal import Decimal

import pytest

from generator.measures import parts_of, unequal_parts
from generator.model import Period
from tests.registers import make_observation, make_question, make_register, make_unit
from tests.test_forms import COMMUNE

WOMEN, OTHERS = (("sex", "female"),), (("sex", "other"),)
OLD = (("age", "old"),)
TOTAL = make_question()
QUESTIONS = (TOTAL, make_question(breakdown=WOMEN), make_question(breakdown=OTHERS))


def unequal(*figures, questions=QUESTIONS):
    register = make_register(*figures, units=(make_unit(COMMUNE),), questions=questions)
    return list(unequal_parts(register, COMMUNE))


def figures_of(total="9", women="5", others="3", **changes):
    return (
        make_observation("total", total),
        make_observation("women", women, breakdown=WOMEN),
        make_observation("others", others, breakdown=OTHERS, **changes),
    )


def test_a_total_that_its_parts_do_not_make_is_told_with_what_they_make():
    (told,) = unequal(*figures_of())
    assert (told.form_id, told.total.figure_id, told.computed) == ("form", "total", Decimal(8))
    assert [part.figure_id for part in told.parts] == ["women", "others"]
    assert unequal(*figures_of("8")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"qualifier": "at_least"},
        {"organisation_id": "elderly"},
        {"occurrence": 2},
        {"period": Period(date(2022, 1, 1), date(2022, 12, 31))},
        {"document_id": "another"},
        {"indicator_id": "other"},
    ],
)
def test_a_part_that_is_not_exact_or_not_of_the_same_is_no_part(change):
    assert unequal(*figures_of(**change)) == []


def test_a_part_without_a_value_leaves_the_sum_open():
    assert unequal(*figures_of(others=None)) == []


@pytest.mark.parametrize(
    "change", [{"level": "tinh"}, {"organisation_scope": "each"}, {"form_id": "another"}]
)
def test_parts_are_those_that_the_same_form_asks_of_the_same_units(change):
    *asked, _ = QUESTIONS
    one_left = (*asked, make_question(breakdown=OTHERS, **change))
    assert unequal(*figures_of(), questions=one_left) == []


def test_what_a_unit_did_not_report_has_no_parts():
    assert unequal() == []


@pytest.mark.parametrize(
    ("breakdowns", "are_parts"),
    [
        ((WOMEN, OTHERS), True),
        ((WOMEN,), False),
        ((WOMEN, WOMEN), False),
        ((WOMEN, OTHERS, OTHERS), False),
        ((WOMEN, OTHERS, OLD), False),
        ((WOMEN, OTHERS, (*WOMEN, *OLD)), True),
    ],
)
def test_parts_are_all_of_one_breakdown_and_each_asked_for_once(breakdowns, are_parts):
    asked = [make_question(breakdown=one) for one in breakdowns]
    parts = tuple(one for one in asked if len(one.breakdown) == 1)
    assert parts_of(TOTAL, [TOTAL, *asked]) == (parts if are_parts else ())
    assert parts_of(asked[0], [TOTAL, *asked]) == ()
    assert parts_of(make_question("other"), [TOTAL, *asked]) == ()
