"""What a page says of old figures on today's map, of groups that ended, and of sub-units."""

from datetime import date

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator.language import ENGLISH, speaking
from generator.model import Period, UnitChange
from generator.pages.blocks.boundary_comparison import then, today
from generator.pages.blocks.other_sources import said_elsewhere
from generator.pages.blocks.regrouping import kinds_of, regrouping_of
from generator.pages.blocks.sub_units import MOST_SQUARES, commune_strip, sub_units
from generator.pages.blocks.unit_lineage import beginning_of
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from generator.pages.view.english_register import in_language
from tests.registers import (
    DISTRICT_END,
    make_indicator,
    make_observation,
    make_question,
    make_unit,
    year,
)
from tests.test_pages_figures import make_context

PROVINCE = "tinh-01"
MERGED_ON = date(2025, 7, 1)
NEW = "xa-00001-20250701"


def make_merged_context(*observations, relation="whole", disputed=None, more=(), joined=(), **parts):
    """Old Bình Yên (00001) and Định Biên (00002) became new Bình Yên, of the same name."""
    ended = {"valid_to": DISTRICT_END}
    units = (
        make_unit("xa-00001", name="Bình Yên", **ended),
        make_unit("xa-00002", name="Định Biên", **ended),
        make_unit(NEW, name="Bình Yên", valid_from=MERGED_ON),
        *more,
    )
    changes = (
        UnitChange("xa-00001", NEW, relation, MERGED_ON, "Nghị quyết", disputed),
        UnitChange("xa-00002", NEW, "whole", MERGED_ON, "Nghị quyết"),
        *joined,
    )
    return make_context(*observations, units=units, changes=changes, **parts)


def words_of(html):
    text = LexborHTMLParser(html).body.text(separator=" ")
    return " ".join(text.split()).replace(" ,", ",").replace(" .", ".").replace(" ;", ";")


def shown(context, unit_id):
    return words_of(unit_page(context, unit_id).body)


def in_english(context, unit_id):
    with speaking(ENGLISH):
        english = replace(
            context, register=in_language(context.register, ENGLISH), address=f"/en{context.address}"
        )
        return shown(english, unit_id)


def test_english_says_that_one_of_several_has_figures_and_several_have():
    told = in_english(make_merged_context(make_observation("a", "1875")), NEW)
    assert "only 1 of the 2 former units that it was formed from has figures" in told
    third = make_unit("xa-00003", name="Phú Tiến", valid_to=DISTRICT_END)
    joined = UnitChange("xa-00003", NEW, "whole", MERGED_ON, "Nghị quyết")
    context = make_merged_context(*both_reported(), more=(third,), joined=(joined,))
    assert "only 2 of the 3 former units that it was formed from have figures" in in_english(context, NEW)


def test_english_says_that_one_sub_unit_has_figures_of_its_own_and_several_have():
    communes = tuple(make_unit(f"xa-0000{n}", PROVINCE) for n in (1, 2, 3))
    for observations, said in (
        ([make_observation("a")], "1 of 3 units (communes) has figures of its own."),
        (both_reported(), "2 of 3 units (communes) have figures of their own."),
    ):
        context = make_context(*observations, units=(make_unit(PROVINCE), *communes), address="/tinh/01/")
        assert said in in_english(context, PROVINCE)


def both_reported(first="3", second="4", **changes):
    return (
        make_observation("a", first),
        make_observation("b", second, unit_id="xa-00002", **changes),
    )


def test_the_table_of_predecessors_has_a_figure_or_words_in_every_cell():
    (old, silent) = then(make_merged_context(make_observation("a", "1875")), make_new()).rows
    assert (old.unit.text, old.cells[0].words) == ("Xã Bình Yên (đến 30/6/2025)", "1.875")
    assert (silent.relation, silent.cells) == ("nhập toàn bộ", (None,))


def make_new():
    return make_unit(NEW, name="Bình Yên", valid_from=MERGED_ON)


def test_one_of_two_predecessors_gives_no_sum_and_the_page_says_why():
    context = make_merged_context(make_observation("a", "1875"))
    said = shown(context, NEW)
    assert "Số hội viên, năm 2023: không cộng, vì mới có số liệu của 1/2 đơn vị cũ hợp thành" in said
    assert "chưa có số của xã Định Biên" in said
    assert "chưa có số" in said
    assert "chưa báo cáo" not in said  # nobody asked it


def test_a_carried_sum_is_marked_as_ours():
    context = make_merged_context(*both_reported())
    said = shown(context, NEW)
    assert "Số hội viên, năm 2023: 7 hội viên, tổng của 2 đơn vị cũ hợp thành, do trang này cộng" in said
    tree = LexborHTMLParser(unit_page(context, NEW).body)
    own = [node for node in tree.css("data") if "data-figure" not in node.attributes]
    assert [node.attributes["value"] for node in own] == ["7"]


def test_a_carried_sum_tells_its_bound():
    context = make_merged_context(*both_reported(qualifier=">="))
    assert "trên 7 hội viên, tổng của 2 đơn vị" in shown(context, NEW)


def test_what_many_sums_have_in_common_is_said_once():
    figures = [
        replace(one, figure_id=f"{one.figure_id}{when}", period=year(when))
        for when in range(2020, 2024)
        for one in both_reported()
    ]
    context = make_merged_context(*figures)
    tree = LexborHTMLParser(unit_page(context, NEW).body)
    (rows,) = (node for node in tree.css(".told") if node.css("data:not([data-figure])"))
    assert [words_of(row.html) for row in rows.css("li")] == [
        f"Số hội viên năm {when} 7 hội viên" for when in range(2020, 2024)
    ]
    assert shown(context, NEW).count("là tổng của 2 đơn vị cũ hợp thành, do trang này cộng.") == 1


def test_a_predecessor_that_went_in_part_is_named():
    context = make_merged_context(*both_reported(), relation="part")
    (outcome,) = then(context, make_new()).not_carried
    assert [link.text for link in outcome.divided] == ["xã Bình Yên (đến 30/6/2025)"]
    assert "không nhập trọn vào một nơi" in shown(context, NEW)


def test_what_does_not_add_up_says_so():
    rate = make_indicator(adds_over_units=False)
    context = make_merged_context(*both_reported(), indicators=(rate,))
    assert "không cộng, vì chỉ tiêu này không cộng được giữa các địa phương" in shown(context, NEW)


def test_an_ended_unit_shows_what_todays_unit_makes_of_its_figures():
    context = make_merged_context(*both_reported())
    (heir,) = today(context, context.unit("xa-00002"))
    assert (heir.unit.text, heir.whole) == ("xã Bình Yên (từ 01/7/2025)", True)
    assert [link.text for link in heir.fellows] == ["xã Bình Yên (đến 30/6/2025)"]
    assert [outcome.words for outcome in heir.carried] == ["7"]
    said = shown(context, "xa-00002")
    assert "Xã Định Biên cũ nay nằm trọn trong xã Bình Yên (từ 01/7/2025)" in said
    assert "xã Định Biên cùng xã Bình Yên (đến 30/6/2025) hợp thành xã Bình Yên" in said


def test_a_unit_that_gave_a_part_never_reads_as_if_it_had_gone_whole():
    context = make_merged_context(*both_reported(), relation="part")
    assert "xã Bình Yên nhập một phần vào xã Bình Yên mới" in shown(context, "xa-00001")
    assert "cùng một phần xã Bình Yên (đến 30/6/2025) hợp thành" in shown(context, "xa-00002")


def test_what_made_a_successor_beside_a_unit_is_named_as_far_as_it_went():
    part = make_merged_context(*both_reported(), relation="part")
    assert "trong xã Bình Yên (từ 01/7/2025), cùng với một phần xã Bình Yên (đến 30/6/2025)" in shown(
        part, "xa-00002"
    )
    whole = make_merged_context(*both_reported())
    assert "cùng với xã Bình Yên (đến 30/6/2025)." in shown(whole, "xa-00002")


def make_city_context(*observations):
    """Bắc Giang (24) and Bắc Ninh (27) became tỉnh Bắc Ninh in 2025, and that a city in 2026."""
    raised = date(2026, 9, 20)
    between = make_unit(
        "tinh-24-20250701", name="Bắc Ninh", type="tỉnh", valid_from=MERGED_ON, valid_to=date(2026, 9, 19)
    )
    city = make_unit(
        "tinh-24-20260920", name="Bắc Ninh", type="thành phố trực thuộc trung ương", valid_from=raised
    )
    old = {"tinh-24": "Bắc Giang", "tinh-27": "Bắc Ninh"}
    units = (
        *(make_unit(name, name=said, type="tỉnh", valid_to=DISTRICT_END) for name, said in old.items()),
        between,
        city,
    )
    changes = (
        *(UnitChange(name, between.unit_id, "whole", MERGED_ON, None) for name in old),
        UnitChange(between.unit_id, city.unit_id, "type_changed", raised, None),
    )
    return make_context(*observations, units=units, changes=changes)


def test_through_two_changes_the_others_are_those_of_the_change_that_a_unit_ended_with():
    said = shown(make_city_context(make_observation("a", unit_id="tinh-24")), "tinh-24")
    assert "trong thành phố Bắc Ninh (từ 20/9/2026), cùng với tỉnh Bắc Ninh (đến 30/6/2025)." in said
    assert "chưa có số của tỉnh Bắc Ninh (đến 30/6/2025)" in said


def test_figures_of_the_only_unit_before_are_not_called_another_units():
    alone = shown(make_city_context(make_observation("a", unit_id="tinh-24-20250701")), "tinh-24-20260920")
    assert "Số liệu của đơn vị cũ nêu ở dưới." in alone
    assert "bằng đúng số của đơn vị cũ duy nhất" in alone
    assert "không phải là số của đơn vị mới" not in alone
    far = shown(make_city_context(make_observation("a", unit_id="tinh-24")), "tinh-24-20260920")
    assert "Số liệu của đơn vị cũ nêu ở dưới." in far
    assert "0/1 đơn vị cũ" not in far
    assert "1/2 đơn vị cũ hợp thành; số của từng đơn vị cũ không phải là số của đơn vị mới." in shown(
        make_merged_context(make_observation("a")), NEW
    )


def test_the_description_of_a_unit_without_figures_says_of_whom_there_are_some():
    of_old = unit_page(make_merged_context(make_observation("a")), NEW).front["description"]
    assert of_old.endswith(": chưa có số liệu riêng về hội quần chúng; có số liệu của đơn vị cũ.")
    of_communes = unit_page(make_district_context(unit_id="xa-00001"), "huyen-001").front["description"]
    assert of_communes.endswith("; có số liệu của đơn vị trong địa bàn.")
    of_nobody = unit_page(make_district_context(unit_id="xa-00001"), PROVINCE).front["description"]
    assert of_nobody.endswith(": chưa có số liệu riêng về hội quần chúng.")


def test_one_figure_is_not_told_of_as_each_of_several():
    for figures, said in (
        (1, "1 figure about associations, with its"),
        (2, "2 figures about associations, each with"),
    ):
        context = make_context(*(make_observation(f"f{at}", period=year(2020 + at)) for at in range(figures)))
        with speaking(ENGLISH):
            english = replace(context, register=in_language(context.register, ENGLISH), address="/en/xa/x/")
            assert said in unit_page(english, "xa-00001").front["description"]
        assert "mỗi con số" not in unit_page(context, "xa-00001").front["description"]


def test_both_readings_can_be_reached_from_the_top_in_both_directions():
    context = make_merged_context(make_observation("a"))
    for unit_id in ("xa-00001", NEW):
        tree = LexborHTMLParser(unit_page(context, unit_id).body)
        for anchor in ("nhu-khi-bao-cao", "ban-do-hom-nay"):
            assert len(tree.css(f'nav a[href="#{anchor}"]')) == 1
            assert len(tree.css(f'[id="{anchor}"]')) == 1


def test_subjects_with_the_same_fate_are_told_together():
    names = [f"i{number}" for number in range(5)]
    context = make_merged_context(
        *(make_observation(name, indicator_id=name) for name in names),
        indicators=tuple(make_indicator(name, name=name) for name in names),
    )
    (outcome,) = then(context, make_new()).not_carried
    assert len(outcome.subjects) == 5
    assert "5 con số không cộng lại được cho đơn vị hiện nay, vì" in shown(context, NEW)
    assert "Kỳ: năm 2023" in shown(context, NEW)


@pytest.mark.parametrize(("left_out", "folds"), [(2, False), (3, True)])
def test_more_than_two_reasons_why_figures_are_not_added_unfold_below_the_sums(left_out, folds):
    both = ("xa-00001", "xa-00002")
    given = {"member_count": both, "first": both[:1], "second": both[1:], "rate": both}
    names = list(given)[: left_out + 1]
    context = make_merged_context(
        *(
            make_observation(f"{name}{at}", indicator_id=name, unit_id=at)
            for name in names
            for at in given[name]
        ),
        indicators=tuple(make_indicator(name, name=name, adds_over_units=name != "rate") for name in names),
    )
    part = LexborHTMLParser(unit_page(context, NEW).body).css_first("section:has(#ban-do-hom-nay)")
    reasons = [item for item in part.css("li") if "không cộng" in item.text()]
    assert len(reasons) == left_out
    assert ([item for item in part.css("details li") if "không cộng" in item.text()] == reasons) == folds
    assert "tổng của 2 đơn vị cũ hợp thành" in part.css_first("ul > li").text()


def test_a_unit_that_only_changed_its_type_says_what_it_was():
    former = make_unit("tinh-22", type="tỉnh", name="Quảng Ninh", valid_to=DISTRICT_END)
    later = replace(former, unit_id="tinh-22-20250701", valid_from=MERGED_ON, valid_to=None)
    change = UnitChange(former.unit_id, later.unit_id, "type_changed", MERGED_ON, None)
    context = make_context(units=(former, later), changes=(change,))
    said = shown(context, later.unit_id)
    assert "có từ 01/7/2025, trước đó là tỉnh Quảng Ninh (đến 30/6/2025) (đổi loại hình)." in said


def test_a_district_says_that_all_ended_only_where_it_ended_with_them():
    for last_day, is_with_all in ((DISTRICT_END, True), (date(2019, 12, 31), False)):
        district = make_unit("huyen-168", PROVINCE, name="Cũ", type="huyện", valid_to=last_day)
        units = (make_unit(PROVINCE, type="tỉnh"), district)
        said = shown(make_context(make_observation("a", unit_id="huyen-168"), units=units), "huyen-168")
        assert ("cả nước không còn cấp huyện" in said) == is_with_all
        assert ("Huyện Cũ kết thúc hoạt động ngày 31/12/2019." in said) != is_with_all


def test_a_disputed_change_is_told_in_the_history():
    row = "cả hai nguồn: một phần, phần khác vào Xã Tân Long"
    context = make_merged_context(make_observation("a"), disputed=row)
    told = beginning_of(context, make_new()).predecessors[0].disputed
    assert told == (
        "Hai bảng đối chiếu, một lập từ các nghị quyết sắp xếp cấp xã, một kèm danh mục mã đơn vị, đều"
        " ghi khác: xã Bình Yên chỉ nhập một phần vào xã Bình Yên mới, phần khác vào xã Tân Long."
    )
    for unit_id in ("xa-00001", NEW):
        assert told in shown(context, unit_id)
        english = in_english(context, unit_id)
        assert "only part of Bình Yên commune went into the new Bình Yên commune" in english
        assert "another part into Tân Long commune." in english
        assert "ghi khác" not in shown(make_merged_context(make_observation("a")), unit_id)


def test_a_dispute_in_words_of_its_own_is_quoted_as_it_stands():
    context = make_merged_context(make_observation("a"), disputed="nguồn thứ hai: một phần")
    said = "Về việc xã Bình Yên nhập vào xã Bình Yên mới, các nguồn ghi khác nhau: “nguồn thứ hai: một phần”."
    assert said in shown(context, NEW)


def test_what_other_sources_say_is_told_of_every_row_of_the_record(register):
    context = make_context()
    context = replace(context, register=register)
    disputed = [one for several in register.successors.values() for one in several if one.disputed]
    told = [said_elsewhere(context, one) for one in disputed]
    assert len(told) > 40
    assert not any("“" in one or "nguồn thứ" in one or one.count(":") != 1 for one in told)


# Groups ---------------------------------------------------------------------------------------


def make_district_context(outsider=False, relation="whole", basis=None, disputed=None, **figure):
    ended = {"valid_to": DISTRICT_END}
    district = {"type": "huyện"} | ended
    units = (
        make_unit("huyen-001", name="Tam Đường", **district),
        make_unit("huyen-002", name="Phong Thổ", **district),
        make_unit("xa-00001", "huyen-001", name="Bản Bo", **ended),
        make_unit("xa-00002", "huyen-002", name="Nậm Xe", **ended),
        make_unit(PROVINCE, type="tỉnh"),
        make_unit(NEW, PROVINCE, name="Bản Bo", valid_from=MERGED_ON),
        make_unit("xa-00003-20250701", PROVINCE, name="Khác", valid_from=MERGED_ON),
    )
    changes = [UnitChange("xa-00001", NEW, relation, MERGED_ON, basis, disputed)]
    if relation == "part":
        changes.append(UnitChange("xa-00001", "xa-00003-20250701", relation, MERGED_ON, None))
    if outsider:
        changes.append(UnitChange("xa-00002", NEW, "whole", MERGED_ON, None))
    return make_context(make_observation("a", **figure), units=units, changes=tuple(changes))


def test_a_district_that_can_be_read_again_says_from_what():
    said = shown(make_district_context(), "huyen-001")
    assert "1 xã của tỉnh Tên 01 gộp lại vừa đúng huyện Tam Đường cũ: 1 xã cũ đều nhập trọn" in said
    assert "Có nguồn ghi khác" not in said


def test_a_district_that_can_be_read_again_says_of_which_communes_a_source_doubts_it():
    row = "nguồn thứ hai: một phần, phần khác vào Xã Khác"
    said = shown(make_district_context(disputed=row), "huyen-001")
    assert "không gồm thêm nơi nào khác. Có nguồn ghi khác về xã Bản Bo." in said


@pytest.mark.parametrize("count", [6, 7])
def test_many_communes_that_a_source_doubts_are_counted_and_unfold(count):
    ended, row = {"valid_to": DISTRICT_END}, "nguồn thứ hai: một phần, phần khác vào Xã Khác"
    former = [make_unit(f"xa-0000{at}", "huyen-001", **ended) for at in range(count)]
    units = (make_unit("huyen-001", type="huyện", **ended), make_unit(NEW, valid_from=MERGED_ON), *former)
    changes = tuple(UnitChange(one.unit_id, NEW, "whole", MERGED_ON, None, row) for one in former)
    figure = make_observation("a", unit_id="xa-00000")
    context = make_context(figure, units=units, changes=changes)
    tree = LexborHTMLParser(unit_page(context, "huyen-001").body)
    folded = [node.text() for node in tree.css("summary") if "Có nguồn ghi khác" in node.text()]
    assert folded == (["Có nguồn ghi khác về 7 đơn vị cũ"] if count == 7 else [])
    assert ("Có nguồn ghi khác về xã Tên 00000, " in words_of(tree.html)) == (count == 6)


def test_the_record_names_the_communes_of_former_hau_giang_that_a_source_doubts(register, measured):
    doubted = {"tinh-93": 6, "huyen-934": 1, "huyen-106": 0}
    for unit_id, count in doubted.items():
        context = Context(register, measured, "/x/y/")
        assert len(regrouping_of(context, register.units[unit_id]).disputed) == count


def test_the_act_by_which_communes_moved_is_not_said_to_have_ended_their_district():
    said = shown(make_district_context(basis="Nghị quyết 1"), "huyen-001")
    assert "Việc sắp xếp cấp xã ở đây theo Nghị quyết 1." in said
    assert "Căn cứ: Nghị quyết 1." not in said
    assert "Căn cứ: Nghị quyết." in shown(make_merged_context(make_observation("a")), "xa-00001")
    assert "Việc sắp xếp" not in shown(make_district_context(), "huyen-001")


def test_a_district_that_cannot_names_the_units_from_outside():
    context = make_district_context(outsider=True)
    assert [one.unit.text for one in regrouping_of(context, context.unit("huyen-001")).mixed] == ["Xã Bản Bo"]
    said = shown(context, "huyen-001")
    assert "Các đơn vị hiện nay gộp lại không vừa đúng huyện Tam Đường cũ" in said
    assert "Xã Bản Bo còn gồm 1 đơn vị vốn của huyện Phong Thổ: xã Nậm Xe." in said
    assert "gồm cả nơi khác" in said


def test_a_commune_divided_within_its_district_is_named():
    said = shown(make_district_context(relation="part"), "huyen-001")
    assert "gộp lại vừa đúng địa bàn huyện Tam Đường cũ. Nhưng không đối chiếu được từng xã" in said
    assert "Xã Bản Bo bị chia cho xã Bản Bo và xã Khác." in said


def test_a_period_that_no_source_states_is_marked_on_the_page_of_a_unit_of_today_as_well():
    for basis, mark in (("stated", ""), ("inferred", " (kỳ suy ra)")):
        made = then(make_merged_context(make_observation("a", "7", period_basis=basis)), make_new())
        assert [column.period for column in made.columns] == [f"năm 2023{mark}"]
        assert [one.period for one in made.not_carried] == [f"năm 2023{mark}"]


# Sub-units ------------------------------------------------------------------------------------


def make_counting_context():
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2, 3)))
    figures = [
        make_observation("a", "394", unit_id="xa-00001", qualifier=">="),
        make_observation("b", "0", unit_id="xa-00002"),
    ]
    return make_context(*figures, units=units, questions=(make_question(),))


def test_a_sum_over_sub_units_says_of_how_many_and_by_whom():
    context = make_counting_context()
    (total,) = sub_units(context, "huyen-001").sums
    assert (total.value, total.words, total.reported, total.due) == ("394", "trên 394", 2, 3)
    assert "cộng từ số của 2/3 đơn vị" in shown(context, "huyen-001")
    tree = LexborHTMLParser(unit_page(context, "huyen-001").body)
    assert [node.attributes.get("data-figure") for node in tree.css("data")] == [None]


@pytest.mark.parametrize(
    ("bases", "said"),
    [
        (("stated", "stated"), "năm 2023"),
        (("stated", "open"), "năm 2023 (mốc không rõ)"),
        (("open", "inferred"), "năm 2023 (kỳ suy ra)"),
    ],
)
def test_the_period_of_a_sum_is_marked_unless_the_sources_of_all_its_parts_state_it(bases, said):
    units = (make_unit("huyen-001"), *(make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)))
    figures = [
        make_observation(f"f{n}", "5", unit_id=f"xa-0000{n}", period_basis=basis)
        for n, basis in enumerate(bases, 1)
    ]
    (total,) = sub_units(make_context(*figures, units=units), "huyen-001").sums
    assert total.period == said


def test_a_zero_and_a_silence_are_kept_apart():
    said = shown(make_counting_context(), "huyen-001")
    assert "2/3 xã có số cho ít nhất một câu hỏi" in said
    assert "trong đó là số 0: 1 chưa có số: 1" in said
    for reason in (
        "Chưa có số",
        "Chưa báo cáo",
        "Không áp dụng",
        "Không thu thập",
        "Không công bố",
        "Khi đó chưa có",
    ):
        assert reason in said


def test_kinds_of_places_are_listed_by_number():
    kinds = ["thị trấn", "xã", "xã", "phường"]
    units = [replace(make_unit(f"xa-0000{n}"), type=kind) for n, kind in enumerate(kinds)]
    assert kinds_of(units) == "xã, phường, thị trấn"


def test_a_unit_page_measures_by_a_form_only_where_it_applied():
    commune = make_unit("xa-00001")
    asked = make_context(make_observation("f"), units=(commune,), questions=(make_question(),))
    said = shown(asked, "xa-00001")
    assert "hỏi 1 con số (năm 2023); 1 câu đã có số" in said
    assert "1/1 câu hỏi đã có số" in said and "hưa báo cáo" not in said
    before = Period(date(2019, 1, 1), date(2019, 12, 31))
    not_asked = make_context(
        make_observation("f", period=before), units=(commune,), questions=(make_question(),)
    )
    assert not_asked.register.questions
    assert "câu hỏi" not in shown(not_asked, "xa-00001")


def test_of_a_question_without_figure_and_without_reason_nothing_more_is_said_than_that():
    stated = make_observation("f", None, indicator_id="branch_count", missing="not_reported")
    questions = [make_question(name) for name in ("member_count", "branch_count", "village_count")]
    kinds = [make_indicator(one.indicator_id) for one in questions]
    asked = make_context(make_observation("g"), stated, questions=questions, indicators=kinds)
    said = shown(asked, "xa-00001")
    assert "Chưa báo cáo (1 câu hỏi)" in said
    assert "Chưa có số (1 câu hỏi)" in said


@pytest.mark.parametrize(("more", "drawn"), [(0, True), (1, False)])
def test_communes_are_drawn_as_squares_up_to_as_many_as_can_be_told_apart(more, drawn):
    communes = tuple(make_unit(f"xa-{n:05}", PROVINCE) for n in range(1, MOST_SQUARES + 1 + more))
    units = (make_unit(PROVINCE, type="tỉnh"), *communes)
    context = make_context(make_observation("a", "1875"), units=units)
    assert (commune_strip(context, PROVINCE) is not None) == drawn
    assert f"1/{len(communes)}" in shown(context, PROVINCE)
