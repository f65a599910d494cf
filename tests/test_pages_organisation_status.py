"""Which associations had tasks assigned or were named: where, when and by which document."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import measures
from generator.model import OrganisationStatus
from generator.pages.kinds.association import association_page
from generator.pages.kinds.directories import organisations_page
from generator.pages.kinds.document import document_page
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from tests.registers import make_observation, make_organisation, make_register, make_unit

DAYS = date(2024, 1, 1), date(2024, 12, 31)
PLACE = "tinh-93"


def status(body="red_cross", status="assigned", scope="province", unit_id=PLACE, note=None):
    return OrganisationStatus(unit_id, body, scope, status, *DAYS, "report", "mục II", note)


def words_of(page):
    html = page.body
    words = " ".join(LexborHTMLParser(html).body.text(separator=" ").split())
    return words.replace(" ;", ";").replace(" ,", ",").replace(" .", ".").replace(" :", ":")


def context_of(*statuses, units=1, address="/hoi/red_cross/"):
    places = [
        make_unit(f"tinh-{93 + n}", type="tỉnh", name=f"Hậu Giang {n or ''}".strip()) for n in range(units)
    ]
    register = make_register(
        make_observation("f", unit_id=PLACE),
        units=tuple(places),
        organisations=(make_organisation("red_cross"), make_organisation("elderly")),
        organisation_status=statuses,
    )
    return Context(register, measures.measure(register), address)


def test_the_badge_says_where_and_when_tasks_were_assigned():
    shown = association_page(context_of(status()), "red_cross").body
    assert '<span class="badge">Tỉnh Hậu Giang, năm 2024: được giao nhiệm vụ</span>' in shown
    other = association_page(context_of(status("elderly"), status(status="named")), "red_cross").body
    assert "được giao nhiệm vụ</span>" not in other


def test_where_the_places_are_many_they_stand_in_the_list_alone():
    several = [status(unit_id=f"tinh-{93 + n}") for n in range(5)]
    shown = association_page(context_of(*several, units=5), "red_cross").body
    assert "được giao nhiệm vụ</span>" not in shown
    assert shown.count("năm 2024 (cấp tỉnh)") == 5


def test_the_page_of_an_association_tells_each_place_once_with_its_levels_and_document():
    shown = words_of(association_page(context_of(status(), status(scope="district")), "red_cross"))
    assert "Được Đảng, Nhà nước giao nhiệm vụ tỉnh Hậu Giang, năm 2024 (cấp tỉnh, cấp huyện) Báo cáo" in shown
    assert "Được nêu tên" not in shown


def test_nothing_is_said_of_an_association_that_no_document_names():
    context = context_of(status("elderly"))
    assert "giao nhiệm vụ" not in association_page(context, "red_cross").body
    assert "giao nhiệm vụ" not in organisations_page(context).body


def test_the_page_of_the_unit_and_that_of_the_document_name_them():
    context = context_of(
        status(), status("elderly", note="Báo cáo ghi là Ban đại diện."), status(status="named")
    )
    expected = (
        "Được Đảng, Nhà nước giao nhiệm vụ (cấp tỉnh, năm 2024), 2 hội: red_cross; elderly (báo cáo ghi"
    )
    for page in (unit_page(context, PLACE), document_page(context, "report")):
        shown = words_of(page)
        assert expected in shown
        assert "Được nêu tên (cấp tỉnh, năm 2024), 1 hội: red_cross" in shown
        assert "loại hội" not in shown
    assert "Hội mà văn bản nêu tên 2 tên hội" in words_of(unit_page(context, PLACE))
    below = words_of(unit_page(context_of(status(scope="district")), PLACE))
    assert "(cấp huyện, năm 2024), 1 loại hội: red_cross" in below
    without = context_of()
    assert "Hội mà văn bản nêu tên" not in words_of(unit_page(without, PLACE))
    assert "Hội mà văn bản nêu tên" not in words_of(document_page(without, "report"))


@pytest.mark.parametrize(
    ("unit_id", "scope", "kind", "count", "indicator"),
    [
        (
            "tinh-93",
            "province",
            "assigned",
            13,
            ("assoc_count", (("assigned", "yes"), ("scope", "province"))),
        ),
        ("tinh-93", "district", "assigned", 4, None),
        ("xa-05587", "commune", "named", 4, None),
    ],
)
def test_the_record_has_the_names_that_the_reports_give(register, unit_id, scope, kind, count, indicator):
    found = [one for one in register.status_in_unit[unit_id] if (one.scope, one.status) == (scope, kind)]
    assert len({one.organisation_id for one in found}) == len(found) == count
    if indicator is not None:
        told = [register.observations[name] for name in register.observations_of[unit_id]]
        values = {one.value for one in told if (one.indicator_id, one.breakdown) == indicator}
        assert values == {count}
