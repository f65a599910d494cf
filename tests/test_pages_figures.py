"""A figure in words: bounds, money, percent, missing, doubts."""

import re
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures
from generator.language import ENGLISH, speaking
from generator.model import Member, Period, SmallNumberRule, Term, Topic
from generator.pages.blocks.arithmetic import ledger_row
from generator.pages.blocks.chart_titles import mid_title, where_and_when
from generator.pages.blocks.headlines import keys, lede
from generator.pages.blocks.table_files import figures_file
from generator.pages.blocks.table_shapes import topic_tables
from generator.pages.kinds.association_in_unit import association_in_unit_page
from generator.pages.kinds.document import document_page
from generator.pages.kinds.figure import figure_page
from generator.pages.kinds.indicator import indicator_page
from generator.pages.kinds.unit import unit_page
from generator.pages.view.amounts import noun_of_sum, with_noun
from generator.pages.view.context import Context
from generator.pages.view.figure import figure
from generator.pages.view.subjects import subject
from tests.registers import (
    YEAR,
    make_document,
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
    make_unit,
)

UNIT = "xa-00001"
TOPIC = Topic("membership", "Hội viên", "Members", "…", 1)


def make_context(*observations, members=(), address="/xa/00001-ten-00001/", **parts):
    register = make_register(*observations, **parts)
    register = replace(
        register,
        topics={TOPIC.topic_id: TOPIC},
        members={(one.dimension_id, one.member_id): one for one in members},
    )
    return Context(register, measures.measure(register), address)


def make_member(dimension, member, order=1):
    return Member(dimension, dimension.title(), "…", member, member.title(), "…", order)


def shown(observation, **parts):
    context = make_context(observation, **parts)
    return figure(context, context.register.observations[observation.figure_id])


def test_a_figure_is_made_once_for_a_page_and_anew_for_another_page_or_another_state_of_it():
    before, after = make_observation("f", "394"), make_observation("f", "395")
    context = make_context(before)
    assert figure(context, before) is figure(context, before)
    assert figure(context, after).words == "395"
    elsewhere = replace(context, address="/xa/")
    assert figure(elsewhere, before).href == "../so/f/"
    assert figure(context, before).href == "../../so/f/"


def test_bounds_are_told_in_words():
    assert shown(make_observation("f", "394", qualifier=">=")).words == "trên 394"
    assert shown(make_observation("f", "200", qualifier="<=")).words == "gần 200"
    assert shown(make_observation("f", "3500000", qualifier="~")).words == "khoảng 3.500.000"


@pytest.mark.parametrize(
    ("printed", "qualifier", "said"),
    [
        ("dưới 200", "<=", "không quá 200"),
        ("không quá 200 người", "<=", "không quá 200"),
        ("< 200", "<=", "không quá 200"),
        ("gần 200", "<=", "gần 200"),
        ("ít nhất 200", ">=", "ít nhất 200"),
        ("không dưới 200", ">=", "ít nhất 200"),
        ("hơn 200", ">=", "trên 200"),
        ("trên dưới 200", "~", "khoảng 200"),
    ],
)
def test_a_limit_is_not_told_as_nearness(printed, qualifier, said):
    assert shown(make_observation("f", "200", qualifier=qualifier, value_text=printed)).words == said


def test_a_sum_with_a_part_that_is_a_limit_only_is_one_too():
    figures = [
        make_observation("a", "200", qualifier="<=", value_text="dưới 200", unit_id="xa-00001"),
        make_observation("b", "100", qualifier="<=", value_text="gần 100", unit_id="xa-00002"),
    ]
    units = (make_unit("huyen-001", type="huyện"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)))
    page = unit_page(make_context(*figures, units=units), "huyen-001").body
    assert "không quá 300" in text_of(page)
    near = [replace(figures[0], value_text="gần 200"), figures[1]]
    assert "gần 300" in text_of(unit_page(make_context(*near, units=units), "huyen-001").body)


def test_money_is_short_and_never_rounded():
    money = make_indicator(unit_of_measure="đồng")
    said = {
        value: shown(make_observation("f", value), indicators=(money,)).words.replace("\u00a0", " ")
        for value in ("140457182000", "54800000000", "48223000001")
    }
    assert said == {
        "140457182000": "140.457,182 triệu đồng",
        "54800000000": "54,8 tỷ đồng",
        "48223000001": "48.223.000.001 đồng",
    }


def test_a_percentage_shows_what_it_is_made_of():
    ratio = make_indicator(kind="ratio", unit_of_measure="%")
    parts = {"numerator": Decimal(113453), "denominator": Decimal(151530)}
    percent = shown(make_observation("f", "74.87", **parts), indicators=(ratio,))
    assert (percent.words, percent.parts, percent.unit_of_measure) == ("74,87%", "113.453/151.530", "")


def test_a_missing_figure_says_why_and_has_no_value():
    missing = shown(make_observation("f", None, missing="not_reported"))
    assert (missing.missing, missing.value, missing.words) == ("chưa báo cáo", "", "")


def test_a_figure_withheld_because_it_is_small_says_so_and_links_to_the_method():
    rule = {"member_count": SmallNumberRule("member_count", 5, (), "…")}
    observation = make_observation("f", None, missing="withheld")
    context = make_context(observation)
    small = figure(replace(context, register=replace(context.register, small_numbers=rule)), observation)
    assert (small.missing, small.missing_href) == ("không công bố", "../../phuong-phap/so-nho/")
    assert figure(context, observation).missing_href is None  # its holder keeps it back
    silent = replace(observation, missing="not_reported")
    context = replace(context, register=replace(context.register, small_numbers=rule))
    assert figure(context, silent).missing_href is None


def test_the_page_of_a_unit_tells_why_a_small_number_is_withheld():
    observation = make_observation("f", None, missing="withheld")
    context = make_context(observation)
    rule = {"member_count": SmallNumberRule("member_count", 5, (), "…")}
    assert "để không lộ số nhỏ" not in unit_page(context, "xa-00001").body
    context = replace(context, register=replace(context.register, small_numbers=rule))
    assert "không công bố</span>" in unit_page(context, "xa-00001").body
    assert "để không lộ số nhỏ" in unit_page(context, "xa-00001").body


def indicator_text(rule=None, **changes):
    """The page of an indicator with a rule about its small numbers, or none."""
    context = make_context(make_observation("f"), indicators=(make_indicator(**changes),))
    rules = {} if rule is None else {rule.indicator_id: rule}
    return indicator_page(
        replace(context, register=replace(context.register, small_numbers=rules)), "member_count"
    ).body


def test_an_indicator_says_which_numbers_are_withheld_and_which_document_prints_them_anyway():
    rule = SmallNumberRule("member_count", 5, ("report",), "Ít người thì biết là ai.")
    text = indicator_text(rule)
    assert "Con số lớn hơn 0 mà nhỏ hơn 5 thì không công bố. Ít người thì biết là ai." in text
    told = LexborHTMLParser(text).body.text()
    assert "Không áp dụng cho số đã in trong" in told
    assert ", mà người giữ kho số liệu coi là công khai." in told
    assert "Tỷ lệ có tử số lớn hơn 0" in indicator_text(rule, kind="ratio")
    assert "Không áp dụng" not in indicator_text(replace(rule, public_in=()))
    assert "Số nhỏ" not in indicator_text()


def test_a_difference_is_no_stock_on_the_pages_of_its_indicator_and_figure():
    rise = {"name": "Mức tăng hội viên", "kind": "stock"}
    assert "chênh lệch so với một thời điểm khác" in indicator_text(**rise)
    assert "số hiện có" not in indicator_text(**rise)
    assert "số hiện có" in indicator_text(kind="stock")
    context = make_context(make_observation("f"), indicators=(make_indicator(**rise),))
    assert "chênh lệch so với một thời điểm khác" in figure_page(context, "f").body


def test_the_printed_form_is_told_only_where_it_says_more():
    assert shown(replace(make_observation("f", "7"), value_text="07")).printed is None
    assert shown(replace(make_observation("f", "1875"), value_text="1.875")).printed is None
    assert shown(replace(make_observation("f", "1040"), value_text="1.040 học sinh")).printed is None
    assert shown(replace(make_observation("f", "1040"), value_text="1.040 hội viên")).printed is None
    assert shown(replace(make_observation("f", "394"), value_text="hơn 394")).printed == "hơn 394"
    money = make_indicator(unit_of_measure="đồng")
    printed = shown(
        replace(make_observation("f", "1040000000"), value_text="1 tỷ 040 triệu"), indicators=(money,)
    )
    assert printed.printed == "1 tỷ 040 triệu"


def test_a_total_is_flagged_with_what_its_parts_give():
    values = {"t": "40", "a": "13", "b": "26"}
    figures = [make_observation(name, value, indicator_id=name) for name, value in values.items()]
    context = make_context(*figures, relations=(make_relation("sum", "t", "a", "b"),))
    (flag,) = figure(context, figures[0]).flags
    assert flag.text == "các phần cộng lại được 39"
    assert flag.href == "#kiem-tra-relation"
    assert figure(context, figures[1]).flags == ()


def test_a_count_says_out_of_how_many_and_a_percentage_from_what():
    parts = {"numerator": Decimal(90), "denominator": Decimal(127)}
    counted = make_observation("f", "90", **parts)
    assert figure(make_context(counted), counted).parts == "trong tổng số 127"
    share = make_observation("f", "70.87", **parts)
    assert figure(make_context(share), share).parts == "90/127"


def test_a_figure_whose_denominator_is_contradicted_says_so():
    figures = [
        make_observation("f", "5", numerator=Decimal(5), denominator=Decimal(13)),
        make_observation("a", indicator_id="a"),
        make_observation("b", indicator_id="b"),
    ]
    relation = make_relation("count", Term("f", "denominator"), "a", "b")
    context = make_context(*figures, relations=(relation,))
    assert [flag.text for flag in figure(context, figures[0]).flags] == [
        "mẫu số 13: báo cáo kể tên 2 hội viên"
    ]
    row = ledger_row(context, context.measured.findings_of_unit["xa-00001"][0])
    assert (row.stated, row.stated_value, row.subject.endswith("mẫu số")) == (None, "13", True)
    assert row.rows is None


@pytest.mark.parametrize(
    ("stated", "part", "difference"),
    [
        ({}, {}, "+4"),
        ({"qualifier": ">=", "value_text": "trên 9"}, {}, "khoảng +4"),
        ({}, {"qualifier": ">=", "value_text": "hơn 3"}, "khoảng +4"),
        ({}, {"qualifier": ">=", "value_text": "ít nhất 3"}, "không rõ"),
        ({"value": Decimal(5)}, {}, "0"),
        ({"value": Decimal(5), "qualifier": ">=", "value_text": "trên 5"}, {}, "khoảng 0"),
    ],
)
def test_between_bounds_there_is_no_exact_difference(stated, part, difference):
    whole = replace(make_observation("f", "9"), **stated)
    figures = (
        whole,
        replace(make_observation("a", "3", indicator_id="a"), **part),
        make_observation("b", "2", indicator_id="b"),
    )
    context = make_context(*figures, relations=(make_relation("sum", "f", "a", "b"),))
    row = ledger_row(context, context.measured.findings_of_unit["xa-00001"][0])
    assert row.difference == difference


def test_a_bound_that_is_stated_again_differs_by_nothing():
    figures = [
        replace(make_observation(name, "100", qualifier=">="), value_text="trên 100", occurrence=at)
        for at, name in enumerate("fa", 1)
    ]
    context = make_context(*figures, relations=(make_relation("repetition", "f", "a"),))
    assert ledger_row(context, context.measured.findings_of_unit["xa-00001"][0]).difference == "0"


@pytest.mark.parametrize(("times", "flags"), [(2, []), (1, ["cộng lại được 11, báo cáo kể tên 10 hội viên"])])
def test_figures_that_a_list_is_counted_against_are_told_with_their_sum(times, flags):
    both = [make_observation("x", "9", breakdown=(("level", "district"),))]
    both.append(make_observation("y", "2", breakdown=(("level", "commune"),)))
    listed = [make_observation(name, indicator_id="a", breakdown=(("work", name),)) for name in "abcdefghij"]
    terms = [Term(name, times=times if name == "c" else 1) for name in "abcdefghij"]
    members = [make_member("work", name) for name in "abcdefghij"]
    members += [make_member("level", name) for name in ("district", "commune")]
    relation = make_relation("count", "x", *terms, also_stated=(Term("y"),))
    context = make_context(*both, *listed, relations=(relation,), members=members)
    row = ledger_row(context, context.measured.findings_of_unit["xa-00001"][0])
    assert (row.stated, row.stated_words, row.subject) == (None, "9 + 2 = 11", "Số hội viên")
    assert row.rows == "Số hội viên"
    page = unit_page(context, "xa-00001").body
    assert "số mục liệt kê: 10 dòng của “Số hội viên” ở trên" in re.sub(r"<[^>]+>", "", page) or times == 1
    assert [part.item for part in row.parts][1:4] == ["B", "C (2 hội viên)" if times == 2 else "C", "D"]
    assert [[flag.text for flag in figure(context, one).flags] for one in both] == [flags, flags]


@pytest.mark.parametrize(
    ("body", "kind", "flag", "words"),
    [
        (None, "repetition", "chỗ khác ghi 97", "97"),
        ("women", "comparison", "“Số hội viên · Hội Phụ nữ” ghi 97", "97"),
    ],
)
def test_only_a_figure_of_the_same_thing_is_called_a_repetition(body, kind, flag, words):
    stated, other = make_observation("f", "107"), make_observation("g", "97", organisation_id=body)
    women = make_organisation("women", name="Hội Liên hiệp Phụ nữ", short_name="Hội Phụ nữ")
    relation = make_relation("repetition", "f", "g")
    context = make_context(stated, other, organisations=(women,), relations=(relation,))
    row = ledger_row(context, context.measured.findings_of_unit["xa-00001"][0])
    assert (row.kind, row.computed_words) == (kind, words)
    assert {one.text for one in figure(context, stated).flags} == {flag}


def test_differences_of_percentages_are_percentage_points():
    ratio = make_indicator(kind="ratio", unit_of_measure="%")
    parts = {"numerator": Decimal(515), "denominator": Decimal(565)}
    context = make_context(make_observation("f", "91.53", **parts), indicators=(ratio,))
    row = ledger_row(context, context.measured.findings_of_unit["xa-00001"][0])
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
    context = make_context(*observations, organisations=tuple(bodies))
    tables = topic_tables(context, observations)
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
    (table,) = topic_tables(make_context(*observations, members=members), observations)
    assert [row.label.text for row in table.rows] == ["Province", "District", "Both", "Tổng (theo nguồn)"]
    assert [len(cell) for cell in table.rows[3].cells] == [0, 1, 1]
    assert table.chart.title == "No: 57 trong 99 hội viên, xã Tên 00001, năm 2023"


def test_a_figure_that_two_breakdowns_tell_apart_alone_stands_in_the_list_and_nowhere_else():
    members = [make_member("kind", "economy"), make_member("level", "commune")]
    alone = make_observation("f", "5", breakdown=(("kind", "economy"), ("level", "commune")))
    tables = topic_tables(make_context(alone, members=members), [alone])
    assert figures_in(tables) == ["f"]


def test_a_table_of_one_association_says_whose_it_is_except_on_the_page_of_that_association():
    bodies = (make_organisation("women"), make_organisation("youth"))
    members = [make_member("kind", name) for name in ("a", "b")]
    parts = [
        make_observation(name, organisation_id="women", breakdown=(("kind", name),)) for name in ("a", "b")
    ]
    context = make_context(*parts, members=members, organisations=bodies)
    named, unnamed = (topic_tables(context, parts, names)[0].caption.text for names in (True, False))
    body = context.register.organisations["women"].short_name
    assert (named, unnamed) == (f"Số hội viên · {body}, năm 2023", "Số hội viên, năm 2023")
    both = [*parts, make_observation("c", organisation_id="youth", breakdown=(("kind", "a"),))]
    context = make_context(*both, members=members, organisations=bodies)
    assert topic_tables(context, both)[0].caption.text == "Số hội viên, năm 2023"


def test_bars_of_associations_leave_out_totals_keep_bounds_and_rank_nobody():
    group = make_organisation("all", family="group")
    bodies = [make_organisation(name) for name in ("women", "youth", "farmers")]
    values = {"women": ("865", None), "youth": ("394", ">="), "farmers": ("523", None), "all": ("1782", None)}
    observations = [
        make_observation(name, value, organisation_id=name, qualifier=bound)
        for name, (value, bound) in values.items()
    ]
    (table,) = topic_tables(make_context(*observations, organisations=(group, *bodies)), observations)
    assert table.chart.title == "Số hội viên theo tổ chức, xã Tên 00001, năm 2023"
    assert [bar.text for bar in table.chart.bars] == ["865", "523", "trên 394"]
    assert not any(bar.emphasis for bar in table.chart.bars)
    assert table.rows[-1].is_total


def test_bars_of_unlike_breakdowns_say_in_what_they_differ():
    bodies = [make_organisation(name) for name in ("women", "youth", "farmers", "veterans")]
    observations = [
        make_observation("w", "106", organisation_id="women"),
        make_observation("f", "164", organisation_id="farmers"),
        make_observation("v", "17", organisation_id="veterans"),
        make_observation("y", "565", organisation_id="youth", breakdown=(("kind", "union"),)),
    ]
    context = make_context(*observations, organisations=tuple(bodies), members=[make_member("kind", "union")])
    (table,) = topic_tables(context, observations)
    assert table.chart.title == "Số hội viên theo tổ chức và kind, xã Tên 00001, năm 2023"


def test_parts_of_several_associations_are_no_chart_and_those_of_one_are():
    bodies = [make_organisation(name) for name in ("women", "youth")]
    observations = [
        make_observation(f"{body}{n}", str(n), organisation_id=body, breakdown=(("kind", f"k{n}"),))
        for body in ("women", "youth")
        for n in (1, 2, 3)
    ]
    members = [make_member("kind", f"k{n}") for n in (1, 2, 3)]
    context = make_context(*observations, organisations=tuple(bodies), members=members)
    (both,) = topic_tables(context, observations)
    (one,) = topic_tables(context, observations[:3])
    assert (both.chart, len(both.rows)) == (None, 6)
    assert [bar.label for bar in one.chart.bars] == ["K3", "K2", "K1"]
    assert [bar.emphasis for bar in one.chart.bars] == [True, False, False]
    assert one.chart.title == (
        "Số hội viên của women theo kind, xã Tên 00001, năm 2023: nhiều nhất là K3 (3)"
    )


def test_doers_of_different_levels_are_not_ranked():
    hosts = {"secretary": ("14", "huyen"), "chairman": ("6", "xa"), "other": ("1", "xa")}
    observations = [
        make_observation(host, value, breakdown=(("host", host),)) for host, (value, _) in hosts.items()
    ]
    members = [replace(make_member("host", host), level=level) for host, (_, level) in hosts.items()]
    (table,) = topic_tables(make_context(*observations, members=members), observations)
    assert table.chart.title == "Số hội viên theo host, xã Tên 00001, năm 2023"
    assert not any(bar.emphasis for bar in table.chart.bars)


def test_bars_of_units_name_the_unit_above_them_all():
    units = [
        make_unit("huyen-001", type="huyện"),
        *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2, 3)),
    ]
    figures = [make_observation(str(n), str(n), unit_id=f"xa-0000{n}") for n in (1, 2, 3)]
    context = make_context(*figures, units=tuple(units))
    assert where_and_when(context, figures) == "huyện Tên 001, năm 2023"
    assert where_and_when(context, figures[:1]) == "xã Tên 00001, năm 2023"


def test_the_largest_sum_of_money_is_called_the_highest_and_equal_ones_are_named_together():
    money = make_indicator("value", name="Giá trị", unit_of_measure="đồng")
    values = {"k1": "5000000", "k2": "5000000", "k3": "1000000"}
    observations = [
        make_observation(kind, value, indicator_id="value", breakdown=(("kind", kind),))
        for kind, value in values.items()
    ]
    context = make_context(
        *observations, indicators=(money,), members=[make_member("kind", kind) for kind in values]
    )
    (table,) = topic_tables(context, observations)
    assert table.chart.title.replace("\u00a0", " ").endswith("cao nhất là K1, K2 (5 triệu đồng)")


@pytest.mark.parametrize(
    ("largest", "other", "is_named"),
    [
        ({}, {}, True),
        ({"note": "Ghi chung hai việc."}, {}, False),
        ({}, {"note": "Có phần không ghi số."}, False),
        ({"breakdown": (("kind", "điện và đường"),)}, {}, False),
        ({}, {"breakdown": (("kind", "điện và đường"),)}, True),
        ({}, {"value_text": "ít nhất 40", "qualifier": ">="}, False),
        ({}, {"value": Decimal(41), "value_text": "trên 41", "qualifier": ">="}, True),
        ({"value_text": "không quá 50", "qualifier": "<="}, {}, False),
        ({"value_text": "hơn 50", "qualifier": ">="}, {}, True),
    ],
)
def test_a_title_names_the_largest_only_where_nothing_can_be_larger_and_it_is_one_thing(
    largest, other, is_named
):
    values = {"k1": ("50", largest), "k2": ("40", other), "k3": ("10", {})}
    observations = [
        replace(make_observation(kind, value, breakdown=(("kind", kind),)), **changes)
        for kind, (value, changes) in values.items()
    ]
    members = [make_member(*pair) for one in observations for pair in one.breakdown]
    (table,) = topic_tables(make_context(*observations, members=members), observations)
    assert ("nhiều nhất là" in table.chart.title) is is_named
    assert any(bar.emphasis for bar in table.chart.bars) is is_named


def test_a_span_of_years_never_shares_a_table_with_a_year():
    earlier = replace(YEAR, start=YEAR.start.replace(year=2014))
    observations = [make_observation("a"), make_observation("b", indicator_id="other", period=earlier)]
    flow = make_indicator("other", kind="flow")
    tables = topic_tables(make_context(*observations, indicators=(flow,)), observations)
    assert len(tables) == 2
    assert {table.caption.text for table in tables} == {"Hội viên, năm 2023", "Hội viên, 2014–2023"}


def test_what_all_rows_share_is_said_once():
    observations = [make_observation("a"), make_observation("b", indicator_id="other")]
    (table,) = topic_tables(make_context(*observations), observations)
    assert [(place.link.text, place.period) for place in table.places] == [("I", "")]
    assert all(row.places == () and row.period == "" for row in table.rows)


def test_a_table_file_has_one_plain_row_a_figure():
    observations = [
        make_observation(name, "394", qualifier=">=", indicator_id=f"i{name}") for name in ("f", *"abcdghijk")
    ]
    (table,) = topic_tables(make_context(*observations), observations)
    assert table.file.path == "bang/xa_00001-ten-00001/bang-membership-2023.csv"
    row = dict(zip(table.file.header, table.file.rows[-1], strict=True))
    assert len(table.file.rows) == 10
    assert (row["Cận"], row["Giá trị"], row["Mã số liệu"]) == ("trên", "394", "k")


def test_a_small_table_has_no_file_of_its_own():
    observation = make_observation("f")
    (table,) = topic_tables(make_context(observation), [observation])
    assert (table.file, table.csv) == (None, None)


# Several periods ------------------------------------------------------------------------------

EARLIER = Period(YEAR.start.replace(year=2022), YEAR.end.replace(year=2022))


def columns_of(table):
    return [column.heading.text for column in table.columns]


def test_periods_stand_side_by_side_the_newest_last():
    observations = [make_observation("a", period=EARLIER), make_observation("b")]
    (table,) = topic_tables(make_context(*observations), observations)
    assert columns_of(table) == ["Năm 2022", "Năm 2023"]
    assert [[one.figure_id for one in cell] for cell in table.rows[0].cells] == [["a"], ["b"]]
    assert (table.caption.text, table.rows[0].period) == ("Hội viên", "")


def test_a_period_without_a_figure_says_so_in_words():
    values = [("a", "x", EARLIER), ("b", "x", YEAR), ("c", "y", YEAR)]
    observations = [make_observation(name, indicator_id=of, period=period) for name, of, period in values]
    text = unit_page(make_context(*observations), "xa-00001").body
    assert '<td class="n"><span class="missing">nguồn không nêu</span></td>' in text


def test_organisations_of_several_periods_are_one_table_with_the_chart_of_the_newest():
    bodies = [make_organisation(name) for name in ("women", "youth", "farmers")]
    observations = [
        make_observation(
            f"{body.organisation_id}{n}", str(10 * n + m), organisation_id=body.organisation_id, period=period
        )
        for n, period in enumerate((EARLIER, YEAR))
        for m, body in enumerate(bodies, 1)
    ]
    context = make_context(*observations, organisations=tuple(bodies))
    (table,) = topic_tables(context, observations)
    assert figures_in([table]) == sorted(one.figure_id for one in observations)
    assert columns_of(table) == ["Năm 2022", "Năm 2023"]
    assert table.caption == context.indicator_link(context.register.indicators["member_count"])
    assert table.chart.title == "Số hội viên theo tổ chức, xã Tên 00001, năm 2023"
    assert table.chart.bars[0].text == "13"


def test_what_was_told_in_few_of_the_periods_is_a_list_that_says_which():
    values = [("a", "x", EARLIER), ("b", "x", YEAR), *((str(n), f"y{n}", YEAR) for n in range(9))]
    observations = [make_observation(name, indicator_id=of, period=period) for name, of, period in values]
    tables = topic_tables(make_context(*observations), observations)
    assert figures_in(tables) == sorted(name for name, _, _ in values)
    assert [len(table.columns) for table in tables] == [2, 1]
    assert tables[1].caption.text == "Hội viên, năm 2023"


def test_more_periods_than_fit_are_a_list_the_newest_first():
    years = [Period(YEAR.start.replace(year=year), YEAR.end.replace(year=year)) for year in range(2019, 2024)]
    observations = [make_observation(str(year.start.year), period=year) for year in years]
    (table,) = topic_tables(make_context(*observations), observations)
    assert [row.period for row in table.rows] == [f"năm {year}" for year in range(2023, 2018, -1)]


def test_the_place_of_most_figures_of_a_period_is_said_once_and_the_others_in_their_rows():
    places = {"a": "1.1", "b": "1.1", "c": "1.2"}
    observations = [
        make_observation(f"{of}{n}", indicator_id=of, period=period, locator=f"{n}, {place}")
        for of, place in places.items()
        for n, period in enumerate((EARLIER, YEAR), 1)
    ]
    (table,) = topic_tables(make_context(*observations), observations)
    assert [(one.link.text, one.period) for one in table.places] == [
        ("1, 1.1", "năm 2022"),
        ("2, 1.1", "năm 2023"),
    ]
    assert [[link.text for link in row.places] for row in table.rows] == [[], [], ["1, 1.2", "2, 1.2"]]


def test_reports_of_several_years_are_each_named_with_their_place():
    observations = [
        make_observation("a", period=EARLIER, document_id="old"),
        make_observation("b", document_id="new"),
    ]
    context = make_context(*observations)
    report = context.register.documents["report"]
    documents = {name: replace(report, document_id=name, short_title=name) for name in ("old", "new")}
    context = replace(context, register=replace(context.register, documents=documents))
    (table,) = topic_tables(context, observations)
    assert table.documents == ()
    assert [one.link.text for one in table.places] == ["old, I", "new, I"]


def test_long_figures_of_several_periods_are_labelled_each_for_a_phone():
    money = make_indicator(unit_of_measure="đồng")
    years = [
        Period(YEAR.start.replace(year=year), YEAR.end.replace(year=year)) for year in (2021, 2022, 2023)
    ]
    for value, is_long in (("1500000", True), ("9", False)):
        observations = [make_observation(str(year.start.year), value, period=year) for year in years]
        (table,) = topic_tables(make_context(*observations, indicators=(money,)), observations)
        assert table.labels_cells is is_long


def test_the_unit_of_measure_is_said_where_the_name_leaves_it_open():
    named = [make_indicator("a", name="Số hội viên"), make_indicator("b", name="Lực lượng")]
    observations = [make_observation(one.indicator_id, indicator_id=one.indicator_id) for one in named]
    (table,) = topic_tables(make_context(*observations, indicators=tuple(named)), observations)
    assert [row.cells[0][0].unit_of_measure for row in table.rows] == ["", "hội viên"]


def test_a_caption_that_repeats_the_heading_above_is_left_out():
    observations = [make_observation("a", period=EARLIER), make_observation("b")]
    text = unit_page(make_context(*observations), "xa-00001").body
    section = text[text.index('id="membership"') : text.index("</section>")]
    assert 'class="wide">\n<thead>' in section
    assert "<caption>" not in section


def test_a_document_says_the_period_of_a_place_and_links_its_indicator_once():
    bodies = [make_organisation(name) for name in ("women", "youth")]
    observations = [
        make_observation(
            f"{body.organisation_id}{n}", organisation_id=body.organisation_id, period=period, locator=n
        )
        for n, period in (("1", EARLIER), ("2", YEAR))
        for body in bodies
    ]
    text = document_page(make_context(*observations, organisations=tuple(bodies)), "report").body
    table = text[text.index('<table id="bang-so-lieu"') : text.index("</table>")]
    assert table.count("năm 2022") == table.count("năm 2023") == 1
    assert table.count("/chi-tieu/") == 2
    assert table.count("<data ") == 4


def test_the_relations_of_a_unit_are_one_file_for_its_page_and_its_only_document():
    observations = [make_observation("a", "3"), make_observation("b", "2")]
    context = make_context(*observations, relations=(make_relation("sum", "a", "b"),))
    on_unit, on_document = unit_page(context, "xa-00001"), document_page(context, "report")
    (file,) = (table.path for table in on_unit.tables if table.path.endswith("kiem-tra.csv"))
    assert f"/data/{file}" in on_document.body
    assert on_document.tables == ()


def test_the_lede_of_an_association_names_two_periods_and_of_more_the_span():
    years = [Period(date(year, 1, 1), date(year, 12, 31)) for year in (2021, 2022, 2024)]
    observations = [
        make_observation(f"f{one.start.year}", organisation_id="women", period=one) for one in years
    ]
    for several, span in ((observations[:2], "năm 2021 và năm 2022."), (observations, "2021–2024.")):
        context = make_context(*several, organisations=(make_organisation("women"),))
        text = association_in_unit_page(context, "xa-00001", "women").body
        assert f"</a>, {span}" in text[text.index('<p class="lede">') :]


def test_an_association_of_which_nothing_was_reported_is_not_said_to_have_0_figures():
    silent = make_observation("f", None, organisation_id="women", missing="not_reported")
    made = association_in_unit_page(
        make_context(silent, organisations=(make_organisation("women"),)), "xa-00001", "women"
    )
    assert "0 con số" not in made.body and "Không có con số nào của" in made.body
    assert "chưa báo cáo" in made.body.partition('class="lede"')[2]
    assert "0 con số" not in made.front["description"]


def test_an_association_with_many_figures_in_a_unit_unfolds_them_below_what_its_topics_open_with():
    def shown(figures):
        named = [f"i{number}" for number in range(figures)]
        given = [make_observation(name, "7", organisation_id="women", indicator_id=name) for name in named]
        indicators = tuple(make_indicator(indicator_id=name, name=f"Chỉ tiêu {name}") for name in named)
        body = make_organisation("women", short_name="Hội Phụ nữ")
        context = make_context(*given, organisations=(body,), indicators=indicators)
        return LexborHTMLParser(association_in_unit_page(context, "xa-00001", "women").body)

    few, many = shown(12), shown(13)
    assert few.css("section details") == []
    assert len(few.css("section > table tbody tr")) == 12
    assert len(many.css(".told li")) == 3
    assert all("Hội Phụ nữ" not in line.text() for line in many.css("section h2, .told li"))
    assert len(many.css("section > details tbody tr")) == 13


# What is told in words ------------------------------------------------------------------------


def test_a_zero_that_the_source_tells_in_words_is_no_large_figure():
    headline = make_indicator(headline=1)
    silent = replace(make_observation("f", "0"), value_text="chưa tổ chức")
    context = make_context(silent, indicators=(headline,))
    assert keys(context, "xa-00001") == ()
    assert lede(context, "xa-00001") is None
    assert 'class="key"' not in unit_page(context, "xa-00001").body


def test_a_sentence_says_what_a_figure_counts_or_leaves_it_out():
    mixed = {"indicator_id": "dialogue_attendance", "unit_of_measure": "người, lượt người", "headline": 1}
    silent = make_observation("f", "445", indicator_id="dialogue_attendance")
    citizens = replace(silent, value_text="445 công dân")
    kinds = (make_indicator(**mixed),)
    told, left_out = (lede(make_context(one, indicators=kinds), UNIT) for one in (citizens, silent))
    assert told is not None and told.clauses[0].words == "công dân dự đối thoại"
    assert left_out is None


def test_a_zero_that_the_source_prints_is_a_figure_like_any_other():
    context = make_context(make_observation("f", "0"), indicators=(make_indicator(headline=1),))
    assert [one.figure.words for one in keys(context, "xa-00001")] == ["0"]


# What the lede may say ------------------------------------------------------------------------


def first_words(context):
    text = unit_page(context, "xa-00001").body
    return text_of(text[text.index('<p class="lede">') :].partition("</p>")[0])


def text_of(markup):
    return re.sub("<[^>]+>", "", markup)


def test_the_lede_says_of_members_that_the_unit_has_them_and_never_of_loans():
    loan = make_indicator("loan_outstanding_vnd", headline=1, unit_of_measure="đồng")
    members = make_indicator(headline=2)
    owed = make_observation("a", "565", indicator_id="loan_outstanding_vnd")
    context = make_context(owed, make_observation("b", "7"), indicators=(loan, members))
    assert "xã Tên 00001 có 7 hội viên." in first_words(context)
    assert [one.label for one in keys(context, "xa-00001")] == ["Số hội viên", "Số hội viên"]
    assert lede(make_context(owed, indicators=(loan,)), "xa-00001") is None


def test_the_lede_names_one_host_where_there_is_one_and_none_where_there_are_several():
    dialogues = make_indicator("dialogue_count", headline=1, unit_of_measure="cuộc")
    hosts = [replace(make_member("host", name), level="xa") for name in ("chairman", "secretary")]
    parts = [
        make_observation(name, indicator_id="dialogue_count", breakdown=(("host", name),))
        for name in ("chairman", "secretary")
    ]
    one = make_context(parts[0], indicators=(dialogues,), members=hosts)
    assert "có 1 cuộc đối thoại với nhân dân do Chairman tổ chức." in first_words(one)
    assert lede(make_context(*parts, indicators=(dialogues,), members=hosts), "xa-00001") is None


HOSTS = {
    "xa": "xã Tên 00001 có 2 cuộc đối thoại với nhân dân do Chairman tổ chức, với 96 công dân dự.",
    "huyen": "xã Tên 00001 có 2 cuộc đối thoại với nhân dân (Chairman), với 96 công dân dự.",
}


@pytest.mark.parametrize("kind", ["xã", "thị trấn"])
def test_an_office_of_a_level_is_told_in_the_lede_as_that_of_the_unit(kind):
    dialogues = make_indicator("dialogue_count", headline=1, unit_of_measure="cuộc")
    for said, level, office in (
        (f"do Chủ tịch UBND {kind} tổ chức", "xa", "Chủ tịch UBND cấp xã"),
        ("do Chairman tổ chức", "xa", "Chairman"),
        ("(Chủ tịch UBND cấp xã)", "huyen", "Chủ tịch UBND cấp xã"),
    ):
        host = replace(make_member("host", "chairman"), level=level, name=office)
        one = make_observation("a", indicator_id="dialogue_count", breakdown=(("host", "chairman"),))
        units = (make_unit("xa-00001", type=kind),)
        assert said in first_words(make_context(one, indicators=(dialogues,), members=(host,), units=units))


@pytest.mark.parametrize("level", ["xa", "huyen"])
def test_the_lede_says_once_whose_dialogues_and_that_those_who_attended_were_there(level):
    kinds = (
        make_indicator("dialogue_count", headline=1, kind="flow", unit_of_measure="cuộc"),
        make_indicator("dialogue_attendance", headline=2, kind="flow", unit_of_measure="người, lượt người"),
    )
    parts = {"breakdown": (("host", "chairman"),)}
    held = make_observation("a", "2", indicator_id="dialogue_count", **parts)
    attended = make_observation(
        "b", "96", indicator_id="dialogue_attendance", **parts, value_text="96 công dân"
    )
    criticised = make_observation(
        "c", indicator_id="social_criticism_conference_count", organisation_id="front"
    )
    host = replace(make_member("host", "chairman"), level=level)
    context = make_context(held, attended, indicators=kinds, members=(host,))
    assert HOSTS[level] in first_words(context)
    more = make_indicator("social_criticism_conference_count", headline=3, unit_of_measure="hội nghị")
    bodies = {"organisations": (make_organisation("front"),), "members": (host,)}
    of_several = make_context(held, attended, criticised, indicators=(*kinds, more), **bodies)
    said = HOSTS[level].replace(
        ", với 96 công dân dự.", ", với 96 công dân dự, và 1 hội nghị phản biện xã hội (front)."
    )
    assert said in first_words(of_several)
    assert "có 96 công dân dự đối thoại" in first_words(
        make_context(attended, indicators=kinds, members=(host,))
    )


@pytest.mark.parametrize(
    ("count", "held"), [("1", "dialogue with the public"), ("2", "dialogues with the public")]
)
def test_the_lede_says_in_english_who_held_one_dialogue_or_several(count, held):
    dialogues = make_indicator("dialogue_count", headline=1, unit_of_measure="cuộc")
    one = make_observation("a", count, indicator_id="dialogue_count", breakdown=(("host", "chairman"),))
    host = replace(make_member("host", "chairman"), level="xa")
    with speaking(ENGLISH):
        told = lede(make_context(one, indicators=(dialogues,), members=(host,)), UNIT)
    assert told is not None and [one.words for one in told.clauses] == [f"{held} held by the chairman"]


def test_the_lede_names_a_part_once_only_where_all_its_figures_are_of_it():
    kinds = (make_indicator("assoc_count", headline=1, unit_of_measure="hội"), make_indicator(headline=2))
    of_part = {"breakdown": (("scope", "commune"),)}
    scope = make_member("scope", "commune")
    associations = make_observation("a", "3", indicator_id="assoc_count", **of_part)
    alike, unlike = make_observation("b", "7", **of_part), make_observation("b", "7")
    said = [
        first_words(make_context(associations, other, indicators=kinds, members=(scope,)))
        for other in (alike, unlike)
    ]
    assert said[0].endswith("có 3 hội và 7 hội viên, tính riêng phần “Commune”.")
    assert said[1].endswith("có 3 hội (Commune) và 7 hội viên.")


def test_the_lede_says_to_which_day_there_are_members_and_in_which_months_sessions_were_held():
    months = Period(date(2023, 1, 1), date(2023, 9, 30))
    members = make_indicator(headline=1)
    sessions = make_indicator("propaganda_session_count", headline=2, kind="flow", unit_of_measure="buổi")
    of_both = [
        make_observation("a", "7", period=months),
        make_observation("b", "3", indicator_id="propaganda_session_count", period=months),
    ]
    said = first_words(make_context(*of_both, indicators=(members, sessions)))
    assert said.endswith("Đến 30/9/2023, xã Tên 00001 có 7 hội viên.")
    said = first_words(make_context(of_both[1], indicators=(sessions,)))
    assert said.endswith("Trong 9 tháng đầu năm 2023, xã Tên 00001 có 3 buổi tuyên truyền.")


@pytest.mark.parametrize(
    ("start", "end", "in_vietnamese", "in_english"),
    [
        (date(2026, 4, 5), date(2026, 4, 5), "Ngày 05/4/2026,", "On 5 Apr 2026,"),
        (date(2026, 4, 1), date(2026, 6, 30), "Trong kỳ 01/4/2026–30/6/2026,", "From April to June 2026,"),
        (date(2022, 11, 1), date(2023, 2, 28), "Trong kỳ 01/11/2022–28/02", "In the period 1 Nov 2022 to 28"),
        (date(2013, 1, 1), date(2017, 12, 31), "Trong kỳ 2013–2017,", "In the period 2013–2017,"),
        (date(2026, 4, 1), date(2026, 4, 30), "Trong tháng 4/2026,", "In April 2026,"),
    ],
)
def test_a_sentence_says_on_a_day_in_a_month_and_in_a_span(start, end, in_vietnamese, in_english):
    sessions = make_indicator("propaganda_session_count", headline=1, kind="flow", unit_of_measure="buổi")
    held = make_observation(
        "b", "3", indicator_id="propaganda_session_count", period=Period(start, end), period_basis="stated"
    )
    context = make_context(held, indicators=(sessions,))
    assert in_vietnamese in first_words(context)
    with speaking(ENGLISH):
        told = lede(context, UNIT)
    assert told is not None and in_english in f"{told.period},"


def test_a_unit_without_headlines_names_the_documents_that_tell_of_it():
    context = make_context(make_observation("f", "7"))
    assert "Số liệu về xã dưới đây lấy từ Báo cáo; mỗi số kèm" in first_words(context)
    told = make_context(make_observation("f", "7"), indicators=(make_indicator(headline=1),))
    assert "lấy từ" not in first_words(told)


def test_a_reason_why_there_is_no_number_is_counted_nowhere_as_a_figure():
    silent = make_observation("g", None, missing="not_reported", organisation_id="elderly")
    bodies = (make_organisation("elderly"),)
    context = make_context(make_observation("f", "7"), silent, organisations=bodies)
    told = text_of(document_page(context, "report").body)
    assert "1 con số, 1 số không có, có nêu lý do, xếp theo mục của văn bản; kỳ năm 2023." in told
    assert "đã ban hành · 1 con số" in text_of(unit_page(context, "xa-00001").body)
    assert (context.measured.numbers, dict(context.measured.counts_of_unit)) == (1, {"xa-00001": 1})
    assert dict(context.measured.counts_of_organisation) == {"elderly": 0}
    alone = make_context(silent, organisations=bodies)
    assert "Chưa có số liệu riêng của xã." in text_of(unit_page(alone, "xa-00001").body)


def test_the_description_of_a_unit_ends_with_its_headlines_or_without_any():
    leading = (make_indicator(headline=1),)
    told = unit_page(make_context(make_observation("f", "7"), indicators=leading), UNIT)
    assert told.front["description"].endswith("kèm kỳ báo cáo và nguồn. Số hội viên: 7.")
    silent = unit_page(make_context(make_observation("f", "7")), UNIT)
    assert silent.front["description"].endswith("kèm kỳ báo cáo và nguồn.")


# Where a period comes from, and what is counted in whose words ------------------------------------


def test_a_period_is_marked_beside_the_figure_and_explained_unless_the_source_states_it():
    marks = {"inferred": "năm 2023 (kỳ suy ra)", "open": "năm 2023 (mốc không rõ)", "stated": "năm 2023"}
    notes = {"inferred": "không ghi rõ kỳ", "open": "chỉ nói chừng"}
    for basis, said in marks.items():
        observation = make_observation("f", "7", period_basis=basis)
        assert shown(observation).period == said
        (table,) = topic_tables(make_context(observation), [observation])
        assert table.caption.text == f"Hội viên, {said}"
        text = unit_page(make_context(observation), "xa-00001").body
        assert [basis for basis, note in notes.items() if note in text] == list({basis} & notes.keys())


def test_what_there_is_at_the_end_of_nine_months_is_told_as_of_that_day():
    months = Period(date(2023, 1, 1), date(2023, 9, 30))
    assert shown(make_observation("f", period=months)).period == "đến 30/9/2023"
    inferred = make_observation("f", period=months, period_basis="inferred")
    assert shown(inferred).period == "9 tháng đầu năm 2023 (kỳ suy ra)"
    flow = make_indicator(kind="flow")
    assert shown(make_observation("f", period=months), indicators=(flow,)).period == "9 tháng đầu năm 2023"


def test_a_figure_is_shown_with_the_noun_of_its_source():
    both = make_indicator(unit_of_measure="người, lượt người")
    citizens = replace(make_observation("f", "1114"), value_text="1.114 công dân")
    assert shown(citizens, indicators=(both,)).unit_of_measure == "công dân"
    silent = shown(make_observation("f", "1114"), indicators=(both,))
    assert (silent.unit_of_measure, silent.is_own_noun) == ("", False)
    page = unit_page(make_context(citizens, indicators=(both,)), "xa-00001").body
    assert '<small class="unit">công dân</small>' in page
    silent = make_observation("g", "1114")
    file = figures_file(make_context(citizens, silent, indicators=(both,)), "bang", [citizens, silent])
    nouns = [row[file.header.index("Đơn vị tính")] for row in file.rows]
    assert nouns == ["công dân", "số"]


def test_a_sum_has_the_noun_of_its_parts_where_they_share_one():
    both = make_indicator(unit_of_measure="người, lượt người")
    people, citizens = (
        replace(make_observation(noun), value_text=f"7 {noun}") for noun in ("người", "công dân")
    )
    assert noun_of_sum([people, people], both) == "người"
    assert noun_of_sum([people, citizens], both) == ""


def test_one_number_is_never_followed_by_two_units_of_which_one_is_meant():
    silent = make_observation("f", "1114")
    both = make_indicator(unit_of_measure="người, lượt người", headline=1)
    context = make_context(silent, indicators=(both,))
    for page in (
        unit_page(context, "xa-00001").body,
        figure_page(context, "f").body,
        indicator_page(context, "member_count").body.partition("Đơn vị tính")[0],
    ):
        assert "1.114" in page
        assert "lượt người" not in page
    assert '"unitText": "số"' in figure_page(context, "f").front["jsonld"]
    together = make_indicator(unit_of_measure="đoàn viên, hội viên")
    assert with_noun(silent, together) == "1.114 đoàn viên, hội viên"


def test_the_period_of_a_document_is_marked_where_none_of_its_figures_has_it_stated():
    report = make_document("report", period_start=YEAR.start, period_end=YEAR.end)
    inferred = make_observation("f", period_basis="inferred")
    for others, said in (((), "năm 2023 (kỳ suy ra)"), ((make_observation("g", locator="II"),), "năm 2023")):
        context = make_context(inferred, *others, documents=(report,), address="/nguon/report/")
        assert f"<dt>Kỳ báo cáo</dt> <dd>{said}</dd>" in document_page(context, "report").body


def test_what_a_document_states_again_is_counted_once():
    again = make_observation("b", locator="chú thích 1", occurrence=2)
    context = make_context(make_observation("a"), again, address="/nguon/report/")
    assert context.measured.counts_of_indicator["member_count"] == 1
    assert context.measured.counts_of_document["report"] == 1


def test_a_repeat_says_where_it_is_repeated_and_a_first_statement_does_not():
    first, again = make_observation("a"), make_observation("b", locator="chú thích 1", occurrence=2)
    page = unit_page(make_context(first, again), "xa-00001").body
    assert page.count("nhắc lại ở") == 1
    assert "nhắc lại ở chú thích 1:" in page


def test_a_chart_whose_parts_do_not_add_up_says_so():
    members = [make_member(side, name, n) for side in ("kind", "scope") for n, name in enumerate(("x", "y"))]
    parts = [
        make_observation(f"{kind}{scope}", "5", breakdown=(("kind", kind), ("scope", scope)))
        for kind in "xy"
        for scope in "xy"
    ]
    totals = [make_observation("all", "21"), make_observation("x", "10", breakdown=(("kind", "x"),))]
    (table,) = topic_tables(make_context(*parts, *totals, members=members), [*parts, *totals])
    assert table.chart.source.endswith("cộng lại được 20, nguồn ghi 21 hội viên.")


def chart_of_bodies(whole, parts, relations=(), **of_indicator):
    """Return the chart of a group's total and of what its organisations state."""
    group = make_organisation("all", family="group")
    bodies = [make_organisation(name, family="sociopolitical") for name in dict.fromkeys(parts)]
    own = [
        make_observation(f"{body}{number}", value, organisation_id=body, qualifier=bound, breakdown=breakdown)
        for body, several in parts.items()
        for number, (value, bound, breakdown) in enumerate(several)
    ]
    observations = [make_observation("all", whole, organisation_id="all"), *own]
    members = [make_member("work", name, n) for n, name in enumerate(("new", "old"))]
    context = make_context(
        *observations,
        organisations=(group, *bodies),
        members=members,
        relations=relations,
        indicators=(make_indicator(**of_indicator),),
    )
    (table,) = topic_tables(context, observations)
    return table.chart


def bodies(women="65", farmers="11", youth="4", bound=None):
    return {
        "women": [(women, None, ())],
        "farmers": [(farmers, None, ())],
        "youth": [(youth, bound, ())],
    }


def test_bars_that_do_not_make_the_total_say_so_and_those_that_do_say_nothing():
    gap = "Các phần trong biểu đồ cộng lại được 80, nguồn ghi 86 hội viên."
    assert chart_of_bodies("86", bodies()).source.endswith(gap)
    assert "cộng lại" not in chart_of_bodies("80", bodies()).source


def test_bars_that_make_the_total_within_a_bound_say_nothing():
    assert "cộng lại" not in chart_of_bodies("81", bodies(bound=">=")).source
    assert "cộng lại được trên 80, nguồn ghi 82" in chart_of_bodies("82", bodies(bound=">=")).source


def test_bars_of_what_does_not_add_up_are_not_added_up():
    assert "cộng lại" not in chart_of_bodies("86", bodies(), adds_over_organisations=False).source
    assert "cộng lại" not in chart_of_bodies("86", bodies(), kind="ratio").source


def test_bars_of_a_sum_that_the_source_itself_states_are_added_up_all_the_same():
    stated = make_relation("sum", "all", "women0", "farmers0", "youth0", basis="unvalued", note="…")
    chart = chart_of_bodies("86", bodies(), relations=(stated,), adds_over_organisations=False)
    assert chart.source.endswith("cộng lại được 80, nguồn ghi 86 hội viên.")


def test_an_organisation_that_states_parts_has_one_bar_beside_others_that_state_none():
    houses = bodies() | {"front": [("4", None, (("work", "new"),)), ("20", None, (("work", "old"),))]}
    chart = chart_of_bodies("104", houses)
    assert {bar.label: bar.text for bar in chart.bars}["front (2 phần cộng lại)"] == "24"
    assert len(chart.bars) == 4
    assert "cộng lại được" not in chart.source
    assert chart_of_bodies("104", houses, kind="ratio") is None


def test_a_part_larger_than_its_whole_is_told_beside_both_and_below_the_table():
    observations = [
        make_observation("all", "100"),
        make_observation("some", "1030", organisation_id="elderly"),
    ]
    context = make_context(*observations, organisations=(make_organisation("elderly"),))
    flags = [[flag.text for flag in figure(context, one).flags] for one in observations]
    assert flags == [["riêng một phần đã ghi 1.030"], ["tổng chỉ ghi 100"]]
    (table,) = topic_tables(context, observations)
    assert [(one.kind, one.status, one.verdict) for one in table.doubts] == [
        ("part", "mismatch", "không khớp")
    ]


def test_a_part_within_its_whole_is_told_beside_neither():
    observations = [
        make_observation("all", "100"),
        make_observation("some", "100", organisation_id="elderly"),
    ]
    context = make_context(*observations, organisations=(make_organisation("elderly"),))
    assert [figure(context, one).flags for one in observations] == [(), ()]


def test_a_tenfold_jump_is_to_be_looked_at_and_is_no_contradiction():
    before = Period(date(2022, 1, 1), date(2022, 12, 31))
    observations = [make_observation("before", "187", period=before), make_observation("after", "1875")]
    context = make_context(*observations)
    flags = [flag.text for flag in figure(context, observations[1]).flags]
    assert flags == ["cần xem lại: kỳ trước ghi 187"]
    row = ledger_row(context, context.measured.findings_of_unit["xa-00001"][0])
    assert (row.status, row.verdict) == ("undecided", "cần xem lại")
    assert context.measured.score.failed == 0


def test_what_cannot_be_judged_is_no_flag_and_a_sentence_with_its_reason():
    observations = [
        make_observation("all", "86", indicator_id="all"),
        make_observation("a", "80", indicator_id="a"),
    ]
    relation = make_relation("sum", "all", "a", basis="unvalued", note="…")
    context = make_context(*observations, relations=(relation,))
    assert figure(context, observations[0]).flags == ()
    (table,) = topic_tables(context, observations[:1])
    (doubt,) = table.doubts
    assert (doubt.status, doubt.verdict) == ("undecided", "chưa đủ căn cứ")
    assert doubt.reason.startswith("có phần văn bản không ghi số")


def test_a_doubt_names_the_place_where_figures_of_several_stand_and_not_on_the_page_of_the_place():
    observations = [
        make_observation("all", "9", indicator_id="all"),
        make_observation("a", "8", indicator_id="a"),
    ]
    context = make_context(*observations, relations=(make_relation("sum", "all", "a"),))
    doubt = "Tên 00001 · Số hội viên: nguồn ghi 9, các phần cộng lại được 8"
    assert doubt in text_of(indicator_page(context, "all").body)
    own = text_of(unit_page(context, "xa-00001").body)
    assert doubt not in own
    assert doubt.partition(" · ")[2] in own


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("Associations", "Associations Without Tasks", "Associations Without Tasks"),
        ("Associations", "Associations", "Associations · Associations"),
        ("Số hội", "Hội Không Được Giao", "Số hội · Hội Không Được Giao"),
    ],
)
def test_a_part_that_begins_with_the_name_of_its_indicator_is_told_alone(name, part, said):
    one = make_observation("f", breakdown=(("kind", part),))
    context = make_context(one, indicators=(make_indicator(name=name),), members=[make_member("kind", part)])
    assert subject(context, one) == said


def test_a_common_name_loses_its_capital_in_a_title_and_a_proper_one_keeps_it():
    assert [mid_title(name) for name in ("Ghe", "Xe ô tô")] == ["ghe", "xe ô tô"]
    kept = [
        "Hope Haven International",
        "VNSF (Mỹ)",
        "“Thắp sáng đường biên”, Trung Chải",
        "Điện sáng Phìn Ngan",
    ]
    assert [mid_title(name) for name in kept] == kept
