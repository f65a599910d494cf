"""Lists of figures say once what all their rows share: the unit, a note."""

import re

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures
from generator.model import Topic
from generator.pages.kinds.association import association_page
from generator.pages.kinds.indicator import indicator_page
from generator.pages.view.context import Context
from tests.registers import make_indicator, make_member, make_observation, make_organisation, make_register

HERE, THERE = "xa-00001", "xa-00002"
FARMERS, WOMEN = (make_organisation(name, short_name=name) for name in ("farmers", "women"))
TOPIC = Topic("membership", "Hội viên", "Members", "…", 1)
INDICATORS = tuple(make_indicator(name, name=name) for name in ("member_count", "branch_count"))
REPAIRED = make_member("works", "repaired", name="Sửa chữa")


def told(page, name, *observations):
    """The page of an association or an indicator in a record of these figures."""
    register = make_register(
        *observations, organisations=(FARMERS, WOMEN), indicators=INDICATORS, members=(REPAIRED,)
    )
    register = replace(register, topics={TOPIC.topic_id: TOPIC})
    made = page(Context(register, measures.measure(register), "/hoi/x/"), name)
    return LexborHTMLParser(made.body)


def of_farmers(figure_id, indicator_id="member_count", unit_id=HERE, **changes):
    return make_observation(
        figure_id, organisation_id="farmers", indicator_id=indicator_id, unit_id=unit_id, **changes
    )


def words(node):
    return re.sub(r"\s+", " ", node.text()).strip()


def rows(tree, table):
    return [words(row) for row in tree.css(f"#{table} tbody th")]


def test_a_list_of_one_unit_names_it_above_its_rows_and_not_in_them():
    page = told(association_page, "farmers", of_farmers("f"), of_farmers("g", "branch_count"))
    assert words(page.css_first("#bang-membership caption")) == "Xã Tên 00001, năm 2023"
    assert page.css_first("#bang-membership caption a").attributes["href"] == "../../xa/00001-ten-00001/"
    assert rows(page, "bang-membership") == ["member_count", "branch_count"]


def test_a_list_of_several_units_names_each_in_its_row():
    figures = of_farmers("f"), of_farmers("g", "branch_count", THERE)
    page = told(association_page, "farmers", *figures)
    assert words(page.css_first("#bang-membership caption")) == "Hội viên, năm 2023"
    assert rows(page, "bang-membership") == ["member_count Xã Tên 00001", "branch_count Xã Tên 00002"]


def test_the_places_of_an_association_lead_to_its_figures_there_and_say_a_shared_period_once():
    page = told(association_page, "farmers", of_farmers("f"), of_farmers("g", unit_id=THERE))
    table = next(one for one in page.css("table") if "Địa phương có số xếp vào" in one.text())
    assert words(table.css_first("caption")).endswith(", năm 2023")
    assert [words(row) for row in table.css("tbody th")] == ["Xã Tên 00001", "Xã Tên 00002"]
    assert [link.attributes["href"] for link in table.css("td a")] == [
        f"../../xa/{code}-ten-{code}/farmers/" for code in ("00001", "00002")
    ]


def test_the_rows_of_an_indicator_in_one_unit_are_its_organisations():
    figures = (
        of_farmers("f"),
        of_farmers("g", breakdown=(("works", "repaired"),)),
        make_observation("h", organisation_id="women"),
    )
    page = told(indicator_page, "member_count", *figures)
    assert words(page.css_first("#bang-xa caption")) == "Xã Tên 00001, năm 2023"
    assert words(page.css_first("#bang-xa thead th")) == "Tổ chức"
    assert rows(page, "bang-xa") == ["farmers", "farmers · Sửa chữa", "women"]


def test_the_rows_of_an_indicator_and_an_organisation_in_one_unit_are_its_parts():
    figures = of_farmers("f"), of_farmers("g", breakdown=(("works", "repaired"),))
    page = told(indicator_page, "member_count", *figures)
    assert words(page.css_first("#bang-xa caption")) == "farmers · Xã Tên 00001, năm 2023"
    assert rows(page, "bang-xa") == ["Tổng (theo nguồn)", "Sửa chữa"]


def test_the_rows_of_an_indicator_in_several_units_are_these():
    page = told(indicator_page, "member_count", of_farmers("f"), of_farmers("g", unit_id=THERE))
    assert rows(page, "bang-xa") == ["Xã Tên 00001 farmers", "Xã Tên 00002 farmers"]


@pytest.mark.parametrize(("count", "below"), [(2, []), (3, ["1 Do chúng tôi đếm."])])
def test_a_note_of_three_rows_stands_once_below_the_table(count, below):
    notes = ["Do chúng tôi đếm."] * count + ["Chưa đủ.", None]
    figures = [of_farmers(f"f{n}", unit_id=f"xa-0000{n}", note=note) for n, note in enumerate(notes)]
    page = told(indicator_page, "member_count", *figures)
    assert [words(one) for one in page.css("p[id^=bang-xa-]")] == below
    marks = [[link.attributes["href"] for link in row.css("sup a")] for row in page.css("#bang-xa tbody tr")]
    assert marks == [["#bang-xa-1"] if below else []] * count + [[], []]
    said = [[words(note) for note in row.css(".note")] for row in page.css("#bang-xa tbody tr")]
    assert said == [[] if below else ["Do chúng tôi đếm."]] * count + [["Chưa đủ."], []]


@pytest.mark.parametrize(("count", "folds"), [(30, []), (31, ["Số liệu cấp xã, năm 2023: 31 dòng"])])
def test_a_table_of_many_places_unfolds_and_its_chart_does_not(count, folds):
    figures = [of_farmers(f"f{n}", unit_id=f"xa-{n:05}", value=str(n % 7 + 1)) for n in range(count)]
    page = told(indicator_page, "member_count", *figures)
    main = page.css_first(".main")
    found = [
        words(fold.css_first("summary")) for fold in main.css("details:not(.cite)") if fold.css("#bang-xa")
    ]
    assert found == folds
    assert len(rows(page, "bang-xa")) == count
    assert len(main.css("figure#bieu-do-bang-xa")) == 1
    assert not main.css("details figure#bieu-do-bang-xa")


def test_of_the_tables_of_several_levels_each_longer_one_unfolds():
    units = {"xa-000": 13, "huyen-0": 12}
    figures = [
        of_farmers(f"{level}{n}", unit_id=f"{level}{n:02}")
        for level, count in units.items()
        for n in range(count)
    ]
    page = told(indicator_page, "member_count", *figures)
    folded = page.css_first(".main").css("details:not(.cite) table")
    assert [table.attributes["id"] for table in folded] == ["bang-xa"]
    assert len(rows(page, "bang-huyen")) == 12
