"""A figure in words: bounds, money, percent, missing, doubts."""

from dataclasses import replace
from decimal import Decimal

from generator import measures
from generator.model import Member, Term, Topic
from generator.pages.figures import figure
from generator.pages.ledger import ledger_row
from generator.pages.scene import Scene
from generator.pages.tables import topic_tables
from generator.pages.units import unit_page
from tests.registers import (
    YEAR,
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
)

TOPIC = Topic("membership", "Hội viên", "Members", "…", 1)


def make_scene(*observations, members=(), address="/xa/00001-ten-00001/", **parts):
    register = make_register(*observations, **parts)
    register = replace(
        register,
        topics={TOPIC.topic_id: TOPIC},
        members={(one.dimension_id, one.member_id): one for one in members},
    )
    return Scene(register, measures.measure(register), address)


def make_member(dimension, member, order=1):
    return Member(dimension, dimension.title(), "…", member, member.title(), "…", order)


def shown(observation, **parts):
    scene = make_scene(observation, **parts)
    return figure(scene, scene.register.observations[observation.figure_id])


def test_bounds_are_told_in_words():
    assert shown(make_observation("f", "394", qualifier=">=")).words == "trên 394"
    assert shown(make_observation("f", "200", qualifier="<=")).words == "gần 200"
    assert shown(make_observation("f", "3500000", qualifier="~")).words == "khoảng 3.500.000"


def test_money_is_short_with_the_full_figure_on_hand():
    money = make_indicator(unit_of_measure="đồng")
    long = shown(make_observation("f", "140457182000"), indicators=(money,))
    assert long.words == "140,5\u00a0tỷ\u00a0đồng"
    assert long.full == "140.457.182.000 đồng"
    assert shown(make_observation("f", "54800000000"), indicators=(money,)).full is None


def test_a_percentage_shows_what_it_is_made_of():
    ratio = make_indicator(kind="ratio", unit_of_measure="%")
    parts = {"numerator": Decimal(113453), "denominator": Decimal(151530)}
    percent = shown(make_observation("f", "74.87", **parts), indicators=(ratio,))
    assert (percent.words, percent.parts, percent.unit_of_measure) == ("74,87%", "113.453/151.530", "")


def test_a_missing_figure_says_why_and_has_no_value():
    missing = shown(make_observation("f", None, missing="not_reported"))
    assert (missing.missing, missing.value, missing.words) == ("chưa báo cáo", "", "")


def test_the_printed_form_is_told_only_where_it_says_more():
    assert shown(replace(make_observation("f", "7"), value_text="07")).printed is None
    assert shown(replace(make_observation("f", "1875"), value_text="1.875")).printed is None
    money = make_indicator(unit_of_measure="đồng")
    printed = shown(
        replace(make_observation("f", "1040000000"), value_text="1 tỷ 040 triệu"), indicators=(money,)
    )
    assert printed.printed == "1 tỷ 040 triệu"


def test_a_total_is_flagged_with_what_its_parts_give():
    values = {"t": "40", "a": "13", "b": "26"}
    figures = [make_observation(name, value, indicator_id=name) for name, value in values.items()]
    scene = make_scene(*figures, relations=(make_relation("sum", "t", "a", "b"),))
    (flag,) = figure(scene, figures[0]).flags
    assert flag.text == "cộng ra 39"
    assert flag.href == "../../chat-luong/#relation"
    assert figure(scene, figures[1]).flags == ()


def test_a_figure_whose_denominator_is_contradicted_says_so():
    figures = [
        make_observation("f", "5", numerator=Decimal(5), denominator=Decimal(13)),
        make_observation("a", indicator_id="a"),
        make_observation("b", indicator_id="b"),
    ]
    relation = make_relation("count", Term("f", "denominator"), "a", "b")
    scene = make_scene(*figures, relations=(relation,))
    assert [flag.text for flag in figure(scene, figures[0]).flags] == ["mẫu số: liệt kê 2"]
    row = ledger_row(scene, scene.measured.findings[0])
    assert (row.stated, row.stated_value, row.subject.endswith("mẫu số")) == (None, "13", True)


def test_differences_of_percentages_are_percentage_points():
    ratio = make_indicator(kind="ratio", unit_of_measure="%")
    parts = {"numerator": Decimal(515), "denominator": Decimal(565)}
    scene = make_scene(make_observation("f", "91.53", **parts), indicators=(ratio,))
    row = ledger_row(scene, scene.measured.findings[0])
    assert (row.status, row.computed_words, row.difference) == ("mismatch", "91,15%", "+0,38 điểm %")


# Tables ---------------------------------------------------------------------------------------


def figures_in(tables):
    return sorted(f.figure_id for t in tables for row in t.rows for cell in row.cells for f in cell)


def test_every_figure_of_a_topic_stands_in_exactly_one_cell():
    bodies = [make_organisation(name) for name in ("women", "youth", "farmers")]
    observations = [
        make_observation(f"{name}-{n}", indicator_id=n, organisation_id=name)
        for name in ("women", "youth", "farmers")
        for n in ("sessions", "people")
    ]
    observations.append(make_observation("alone", indicator_id="alone"))
    observations.append(make_observation("again", indicator_id="alone", locator="II", occurrence=2))
    scene = make_scene(*observations, organisations=tuple(bodies))
    tables = topic_tables(scene, observations)
    assert figures_in(tables) == sorted(one.figure_id for one in observations)
    assert [len(table.columns) for table in tables] == [1, 2]
    assert len(tables[0].rows[0].cells[0]) == 2


def test_two_breakdowns_of_one_indicator_become_a_cross_table_with_a_chart_of_shares():
    members = [
        make_member("assigned", "yes"),
        make_member("assigned", "no", 2),
        make_member("scope", "province"),
        make_member("scope", "district", 2),
        make_member("scope", "both", 3),
    ]
    cells = {
        "13": ("province", "yes"),
        "26": ("province", "no"),
        "28": ("district", "yes"),
        "31": ("district", "no"),
    }
    observations = [
        make_observation(value, value, breakdown=(("assigned", assigned), ("scope", scope)))
        for value, (scope, assigned) in cells.items()
    ]
    observations.append(make_observation("40", "40", breakdown=(("scope", "province"),)))
    observations.append(make_observation("59", "59", breakdown=(("scope", "both"),)))
    observations.append(make_observation("57", "57", breakdown=(("assigned", "no"),)))
    observations.append(make_observation("99", "99"))
    (table,) = topic_tables(make_scene(*observations, members=members), observations)
    assert [row.label.text for row in table.rows] == ["Province", "District", "Both", "Tổng, nguồn ghi"]
    assert [len(cell) for cell in table.rows[3].cells] == [0, 1, 1]
    assert table.chart.title == "57 trong 99 hội viên là no"


def test_bars_leave_out_totals_and_name_the_largest_with_its_bound():
    group = make_organisation("all", family="group")
    bodies = [make_organisation(name) for name in ("women", "youth", "farmers")]
    values = {"women": ("865", None), "youth": ("394", ">="), "farmers": ("523", None), "all": ("1782", None)}
    observations = [
        make_observation(name, value, organisation_id=name, qualifier=bound)
        for name, (value, bound) in values.items()
    ]
    (table,) = topic_tables(make_scene(*observations, organisations=(group, *bodies)), observations)
    assert table.chart.title == "Số hội viên: women nhiều nhất, 865 hội viên"
    assert [bar.text for bar in table.chart.bars] == ["865 hội viên", "523 hội viên", "trên 394 hội viên"]
    assert table.rows[-1].is_total


def test_no_chart_claims_a_largest_where_an_organisation_is_hidden_by_its_breakdown():
    bodies = [make_organisation(name) for name in ("women", "youth", "farmers", "veterans")]
    observations = [
        make_observation("w", "106", organisation_id="women"),
        make_observation("f", "164", organisation_id="farmers"),
        make_observation("v", "17", organisation_id="veterans"),
        make_observation("y", "565", organisation_id="youth", breakdown=(("kind", "union"),)),
    ]
    scene = make_scene(*observations, organisations=tuple(bodies), members=[make_member("kind", "union")])
    (table,) = topic_tables(scene, observations)
    assert "565" in table.chart.title


def test_periods_never_share_a_table():
    earlier = replace(YEAR, start=YEAR.start.replace(year=2014))
    observations = [make_observation("a"), make_observation("b", indicator_id="other", period=earlier)]
    tables = topic_tables(make_scene(*observations), observations)
    assert len(tables) == 2
    assert {table.caption for table in tables} == {"Hội viên, năm 2023", "Hội viên, 2014–2023"}


def test_what_all_rows_share_is_said_once():
    observations = [make_observation("a"), make_observation("b", indicator_id="other")]
    (table,) = topic_tables(make_scene(*observations), observations)
    assert table.place.text == "I"
    assert all(row.places == () and row.period == "" for row in table.rows)


def test_a_table_file_has_one_plain_row_a_figure():
    observation = make_observation("f", "394", qualifier=">=")
    (table,) = topic_tables(make_scene(observation), [observation])
    assert table.file.path == "bang/xa_00001-ten-00001/bang-membership-2023.csv"
    row = dict(zip(table.file.header, table.file.rows[0], strict=True))
    assert (row["Cận"], row["Giá trị"], row["Mã số liệu"]) == ("trên", "394", "f")


def test_the_lede_never_passes_a_part_off_as_the_whole():
    headline = make_indicator(headline=1)
    breakdown = (("host", "chairman"),)
    scene = make_scene(
        make_observation("f", "1", breakdown=breakdown),
        make_observation("g", "2", breakdown=(("host", "secretary"),)),
        members=[make_member("host", "chairman"), make_member("host", "secretary")],
        indicators=(headline,),
    )
    text = unit_page(scene, "xa-00001").text
    lede = text[text.index('class="lede"') : text.index("</p>", text.index('class="lede"'))]
    assert "hội viên (Chairman)" in lede
