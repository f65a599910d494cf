"""What a count of people is of a thousand, where the same document states the population."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from generator import measures
from generator.language import speaking
from generator.measures import Measured
from generator.model import POPULATION, Observation, Register
from generator.pages.blocks.per_head import PerHead, per_head
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from generator.pages.view.english import in_language
from tests.registers import make_indicator, make_observation, make_register

PEOPLE = make_observation("people", "8000", indicator_id=POPULATION)
MEMBERS = make_observation("members", "1875", indicator_id="member_count")


def told(*figures: Observation, **of_members: object) -> PerHead | None:
    members = make_indicator("member_count", **{"unit_of_measure": "hội viên", **of_members})
    indicators = (members, make_indicator(POPULATION, unit_of_measure="người"))
    register = make_register(*figures, indicators=indicators)
    context = Context(register, measures.measure(register), "/xa/")
    return per_head(context, figures, figures)


def test_a_count_of_people_is_told_of_a_thousand_and_small_rates_with_a_decimal() -> None:
    found, small = told(MEMBERS, PEOPLE), told(replace(MEMBERS, value=PEOPLE.value / 300), PEOPLE)
    assert found is not None and small is not None
    assert (found.rate, found.noun, small.rate) == ("234", "hội viên", "3,3")
    with speaking("en"):
        of_citizens = told(replace(MEMBERS, value_text="1.875 công dân"), PEOPLE)
    assert of_citizens is not None and of_citizens.noun == "citizens"


@pytest.mark.parametrize(
    "figures",
    [
        (MEMBERS,),
        (MEMBERS, replace(PEOPLE, document_id="another")),
        (MEMBERS, replace(PEOPLE, qualifier="~")),
        (MEMBERS, replace(PEOPLE, value=None, missing="not_reported")),
        (replace(MEMBERS, qualifier=">="), PEOPLE),
        (replace(MEMBERS, value_text="1.875 hộ"), PEOPLE),
        (replace(MEMBERS, value=PEOPLE.value * 0), PEOPLE),
        (replace(MEMBERS, value=PEOPLE.value / 100_000), PEOPLE),
        (replace(MEMBERS, organisation_id="red_cross"), PEOPLE),
        (PEOPLE,),
    ],
)
def test_nothing_is_told_of_another_document_of_bounds_or_of_what_is_no_count_of_people(
    figures: Sequence[Observation],
) -> None:
    assert told(*figures) is None


def test_a_flow_has_no_rate() -> None:
    assert told(MEMBERS, PEOPLE, kind="flow") is None


def test_the_page_says_so_in_both_languages(register: Register, measured: Measured) -> None:
    vietnamese = unit_page(Context(register, measured, "/tinh/93-hau-giang/"), "tinh-93").body
    said = "cứ 1.000 dân có khoảng 604 hội viên. Một người có thể được tính ở nhiều hội.</p>"
    assert said in vietnamese
    with speaking("en"):
        context = Context(in_language(register, "en"), measured, "/en/tinh/93-hau-giang/")
        assert "about 604 members per 1,000 people. One person may be" in unit_page(context, "tinh-93").body
