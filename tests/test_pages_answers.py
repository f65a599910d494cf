"""The page of a unit as an answer: what it says first, what to weigh, what a topic opens with, neighbours."""

import re
from datetime import date

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures
from generator.language import speaking
from generator.model import Period, Term, Topic
from generator.pages.blocks.doubtful import Doubtful, doubtful
from generator.pages.blocks.siblings import siblings
from generator.pages.blocks.telling import MANY, most_telling, topics, with_others_of_their_rank
from generator.pages.kinds.unit import unit_page
from generator.pages.view import words
from generator.pages.view.context import Context
from tests.registers import (
    make_document,
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
    make_unit,
)

UNIT = "xa-00001"
ENDED = date(2025, 6, 30)


def make_context(*observations, topics=("membership",), **parts):
    known = {name: Topic(name, name.capitalize(), name, "…", at) for at, name in enumerate(topics)}
    register = replace(make_register(*observations, **parts), topics=known)
    return Context(register, measures.measure(register), "/xa/00001-ten-00001/")


def of_bodies(*values, **changes):
    """Return a figure each of as many organisations, and the organisations."""
    bodies = [f"body{at}" for at in range(len(values))]
    figures = [
        make_observation(f"f{at}", value, organisation_id=body, **changes)
        for at, (body, value) in enumerate(zip(bodies, values, strict=True))
    ]
    return figures, tuple(map(make_organisation, bodies))


def said_by(context):
    tree = LexborHTMLParser(unit_page(context, UNIT).body)
    return tree, " ".join(tree.body.text(separator=" ").split())


# What to weigh ---------------------------------------------------------------------------------------


def test_a_contradiction_a_draft_and_an_inferred_period_are_counted_in_one_line():
    draft = make_document("report", status="draft")
    figures = [
        make_observation("whole", "9", period_basis="inferred"),
        *(make_observation(name, "4", organisation_id=name) for name in ("a", "b")),
    ]
    parts = {
        "documents": (draft,),
        "organisations": (make_organisation("a"), make_organisation("b")),
        "relations": (make_relation("sum", "whole", Term("a"), Term("b")),),
    }
    context = make_context(*figures, **parts)
    assert doubtful(context, UNIT, figures) == Doubtful(
        failed=1, undecided=0, drafts=3, inferred=1, figures=3
    )
    line = said_by(context)[0].css_first("p.warn").text()
    assert line == (
        "Cần cân nhắc: 1 chỗ trong nguồn không khớp nhau; 3 con số lấy từ văn bản dự thảo;"
        " kỳ của 1 trong 3 con số do chúng tôi suy ra hoặc đặt."
    )


def test_a_unit_without_doubts_has_no_line_of_them():
    context = make_context(make_observation("f", "7"))
    assert doubtful(context, UNIT, [make_observation("f", "7")]) is None
    assert "Cần cân nhắc" not in said_by(context)[1]


# The sentence that may be quoted ---------------------------------------------------------------------


def test_the_sentence_names_the_place_and_below_it_stands_its_source():
    tree, _ = said_by(make_context(make_observation("f", "7"), indicators=(make_indicator(headline=1),)))
    assert tree.css_first("p.lede").text() == "Năm 2023, xã Tên 00001 có 7 hội viên."
    assert tree.css_first("p.lede + p.src").text() == "Nguồn: Báo cáo."


def test_without_headlines_no_source_of_a_sentence_is_named():
    tree, _ = said_by(make_context(make_observation("f", "7")))
    assert tree.css_first("p.lede + p.src") is None


# What a topic opens with -----------------------------------------------------------------------------


def test_a_topic_opens_with_headlines_first_one_figure_an_indicator_and_the_whole_before_its_parts():
    indicators = (
        make_indicator("clubs", sort_order=1),
        make_indicator("members", headline=2, sort_order=2),
        make_indicator("money", headline=1, sort_order=3),
        make_indicator("rooms", sort_order=4),
    )
    figures = (
        make_observation("part", "3", indicator_id="members", organisation_id="a"),
        make_observation("whole", "9", indicator_id="members"),
        *(make_observation(name, indicator_id=name) for name in ("clubs", "money", "rooms")),
    )
    context = make_context(*figures, indicators=indicators, organisations=(make_organisation("a"),))
    assert [one.figure_id for one in most_telling(context, figures)] == ["money", "whole", "clubs"]


def test_a_topic_of_few_indicators_opens_with_the_largest_parts_and_none_of_them_of_last_year():
    last = {"period": Period(date(2022, 1, 1), date(2022, 12, 31))}
    figures, bodies = of_bodies("215", "738", "7", "50")
    older = make_observation("older", "9999", organisation_id="body0", **last)
    branches = make_observation("branches", indicator_id="branches", organisation_id="body2")
    kinds = (make_indicator(sort_order=1), make_indicator("branches", sort_order=2))

    def opened(*figures):
        context = make_context(*figures, indicators=kinds, organisations=bodies)
        told = with_others_of_their_rank(context, most_telling(context, figures), figures)
        return [str(one.value) for one in told]

    assert opened(*figures[:2]) == ["738", "215"]
    assert opened(*figures, older) == ["738", "215", "50"]
    assert opened(*figures, older, branches) == ["738", "215", "1"]
    assert opened(figures[0], older) == ["215"]
    whole = make_observation("whole", "5", indicator_id="member_count")
    assert opened(*figures, whole) == ["5"]


def test_parts_of_a_breakdown_stand_beside_each_other_only_where_all_have_room():
    def opened(*values):
        parts = [
            make_observation(f"f{at}", value, breakdown=(("unit_type", f"t{at}"),))
            for at, value in enumerate(values)
        ]
        context = make_context(*parts)
        told = with_others_of_their_rank(context, most_telling(context, parts), parts)
        return [str(one.value) for one in told]

    assert opened("5", "75", "2") == ["5", "75", "2"]
    assert opened("5", "75", "2", "1") == ["5"]


def test_of_many_topics_one_of_two_rows_opens_with_both_and_folds_only_their_table():
    names = [f"topic{at}" for at in range(MANY)]
    indicators = [make_indicator(name, topic=name) for name in names]
    figures, bodies = of_bodies("215", "738")
    others = [make_observation(name, indicator_id=name) for name in names]
    context = make_context(
        *figures, *others, topics=(*names, "membership"), indicators=tuple(indicators), organisations=bodies
    )
    told = next(one for one in topics(context, (*figures, *others))[0] if len(one.telling) > 1)
    assert [key.figure.words for key in told.telling] == ["738", "215"]
    assert told.rows == len(told.telling)


def test_what_is_missing_or_a_zero_in_words_opens_no_topic():
    none_held = replace(make_observation("zero", "0"), value_text="chưa tổ chức")
    missing = make_observation("gone", None, missing="not_reported")
    context = make_context(none_held, missing)
    assert most_telling(context, (none_held, missing)) == ()


def test_a_long_topic_is_folded_below_what_it_opens_with_and_a_short_one_stands_open():
    figures, bodies = of_bodies("1", "2", "3", "4")
    tree, _ = said_by(make_context(*figures, organisations=bodies))
    assert re.match(r"Xem đủ 4 dòng", tree.css_first("section summary").text())
    assert len(tree.css("section details td data[id]")) == 4
    assert len(tree.css(".told data:not([id])")) == 1
    tree, _ = said_by(make_context(*figures[:1], organisations=bodies))
    assert (tree.css("section summary"), tree.css(".told")) == ([], [])
    assert len(tree.css("section td data[id]")) == 1


def test_the_chart_of_the_most_telling_indicator_stands_open_and_no_other():
    names = ("clubs", "members")
    indicators = [make_indicator(name, topic=name, headline=2 - at) for at, name in enumerate(names)]
    several, bodies = of_bodies("1", "2", "3", "4")
    figures = [
        replace(one, figure_id=f"{name}-{one.figure_id}", indicator_id=name)
        for name in names
        for one in several
    ]
    context = make_context(*figures, topics=names, organisations=bodies, indicators=tuple(indicators))
    told, charts = topics(context, figures)
    assert [(topic.lead is not None, topic.charts, len(topic.telling)) for topic in told] == [
        (False, 1, 3),
        (True, 0, 1),
    ]
    assert len(charts) == 2
    assert len(said_by(context)[0].css("section > figure.chart")) == 1


def test_of_many_topics_each_of_two_rows_is_folded_too():
    def folded(count):
        names = [f"topic{at}" for at in range(count)]
        indicators = [make_indicator(f"{name}{at}", topic=name) for name in names for at in (1, 2)]
        figures = [make_observation(one.indicator_id, indicator_id=one.indicator_id) for one in indicators]
        context = make_context(*figures, topics=names, indicators=tuple(indicators))
        return [bool(topic.telling) for topic in topics(context, figures)[0]]

    assert folded(MANY) == [False] * MANY
    assert folded(MANY + 1) == [True] * (MANY + 1)


def test_organisation_and_period_are_said_once_where_all_that_a_topic_opens_with_shares_them():
    figures, bodies = of_bodies("1", "2", "3", "4")
    tree, _ = said_by(make_context(*figures, organisations=bodies))
    assert tree.css_first("h2 small").text() == "body3 · năm 2023"
    assert "body3" not in tree.css_first(".told").text() and "năm 2023" not in tree.css_first(".told").text()


# Neighbours ------------------------------------------------------------------------------------------


def names(context, unit_id):
    found = siblings(context, context.unit(unit_id))
    return found and tuple(one and one.text for one in (found.before, found.after))


def test_neighbours_are_of_the_same_parent_level_and_time():
    units = (
        make_unit("huyen-001", "tinh-01"),
        make_unit("tinh-01"),
        make_unit(UNIT, "huyen-001", valid_to=ENDED),
        make_unit("xa-00002", "huyen-001"),
        make_unit("xa-00003", "huyen-001", valid_to=ENDED),
        make_unit("xa-00004", "huyen-002", valid_to=ENDED),
        make_unit("huyen-002", "tinh-01"),
    )
    context = make_context(units=units)
    assert names(context, UNIT) == (None, "Xã Tên 00003")
    assert names(context, "xa-00003") == ("Xã Tên 00001", None)
    assert names(context, "xa-00002") is None
    assert names(context, "xa-00004") is None
    assert names(context, "tinh-01") is None


@pytest.mark.parametrize(
    ("language", "kind", "name", "said"),
    [
        ("vi", "huyện", "Huyện Tam Đường", ""),
        ("vi", "mặt trận", "Mặt trận Tổ quốc Việt Nam", ""),
        ("vi", "hội quần chúng", "Hội Khuyến học", "hội quần chúng"),
        ("vi", "thành phố thuộc tỉnh", "Thành phố Vị Thanh", "thành phố thuộc tỉnh"),
        ("en", "rural district", "Tam Đường district", ""),
        ("en", "commune", "Bình Yên commune", ""),
        ("en", "Fatherland Front", "Vietnam Fatherland Front", ""),
        ("en", "mass association", "Red Cross", "mass association"),
    ],
)
def test_a_kind_stands_beside_a_name_only_where_the_name_does_not_say_it(language, kind, name, said):
    with speaking(language):
        assert words.unless_named(kind, name) == said
