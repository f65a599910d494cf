"""What the members of one association are of a thousand people, where the same document states these."""

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
from generator.pages.view.english_register import in_language
from tests.registers import make_indicator, make_observation, make_organisation, make_register

PEOPLE = make_observation("people", "8000", indicator_id=POPULATION)
MEMBERS = make_observation("members", "1875", indicator_id="member_count", organisation_id="red_cross")
BODIES = make_organisation("red_cross"), make_organisation("mass_organisations", family="group")


def told(*figures: Observation, **of_members: object) -> PerHead | None:
    context = context_of(*figures, **of_members)
    return per_head(context, figures, figures)


def context_of(*figures: Observation, **of_members: object) -> Context:
    named = {"unit_of_measure": "hội viên", "adds_over_organisations": False, "headline": 1, **of_members}
    indicators = make_indicator("member_count", **named), make_indicator(POPULATION, unit_of_measure="người")
    register = make_register(*figures, indicators=indicators, organisations=BODIES)
    return Context(register, measures.measure(register), "/xa/")


def test_members_of_one_association_are_told_of_a_thousand_and_small_rates_with_a_decimal() -> None:
    found, small = told(MEMBERS, PEOPLE), told(replace(MEMBERS, value=PEOPLE.value / 300), PEOPLE)
    assert found is not None and small is not None
    assert (found.rate, found.noun, found.body, small.rate) == ("234", "hội viên", "red_cross", "3,3")
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
        (replace(MEMBERS, organisation_id=None), PEOPLE),
        (replace(MEMBERS, organisation_id="mass_organisations"), PEOPLE),
        (PEOPLE,),
    ],
)
def test_nothing_is_told_of_another_document_of_bounds_or_of_several_associations(
    figures: Sequence[Observation],
) -> None:
    assert told(*figures) is None


def test_a_flow_and_what_is_no_membership_have_no_rate() -> None:
    assert told(MEMBERS, PEOPLE, kind="flow") is None
    assert told(MEMBERS, PEOPLE, adds_over_organisations=True) is None


def test_the_page_says_so_in_both_languages() -> None:
    context = context_of(MEMBERS, PEOPLE)
    assert "cứ 1.000 dân có khoảng 234 hội viên (red_cross).</p>" in unit_page(context, "xa-00001").body
    with speaking("en"):
        english = Context(in_language(context.register, "en"), context.measured, "/en/xa/")
        assert "about 234 members per 1,000 people (red_cross).</p>" in unit_page(english, "xa-00001").body


def test_no_page_divides_the_memberships_of_several_associations(
    register: Register, measured: Measured
) -> None:
    page = unit_page(Context(register, measured, "/tinh/93-hau-giang/"), "tinh-93").body
    assert "440.977" in page and "1.000 dân" not in page
