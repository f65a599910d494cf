"""What is proposed for each number of a report, how sure, and what is not proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import read
from generator.assemble import assemble
from generator.model import Period, Register, SmallNumberRule
from generator.reports.extract_rows import extract
from generator.reports.extracted import Extracted
from generator.reports.periods import Told
from generator.reports.proposals import Doubt, Guess, Guesser
from tests.registers import (
    make_document,
    make_indicator,
    make_member,
    make_observation,
    make_organisation,
    make_register,
)
from tests.reports import real, report

ROOT = Path(__file__).parents[1]
NINE_MONTHS = Period(date(2023, 1, 1), date(2023, 9, 30))
DOCUMENT = make_document("new", period_start=NINE_MONTHS.start, period_end=NINE_MONTHS.end)


def known() -> Register:
    """A record that counts members, sessions, money and club members."""
    indicators = (
        make_indicator(
            "member_count", name="Số hội viên", unit_of_measure="hội viên", definition="Hội viên."
        ),
        make_indicator(
            "session_count",
            name="Số buổi tuyên truyền",
            unit_of_measure="buổi",
            definition="Buổi tuyên truyền, phổ biến.",
        ),
        make_indicator(
            "fund_vnd", name="Số tiền quỹ chăm sóc", unit_of_measure="đồng", definition="Tiền trong quỹ."
        ),
        make_indicator(
            "club_count", name="Số câu lạc bộ", unit_of_measure="câu lạc bộ", definition="Câu lạc bộ."
        ),
    )
    bodies = (
        make_organisation("red_cross", name="Hội Chữ thập đỏ", short_name="Hội Chữ thập đỏ"),
        make_organisation("elderly", name="Hội Người cao tuổi", short_name="Hội NCT", aliases=("NCT",)),
    )
    earlier = make_observation("earlier", indicator_id="club_count", breakdown=(("scope", "commune"),))
    return make_register(
        earlier,
        indicators=indicators,
        organisations=bodies,
        documents=(DOCUMENT,),
        members=(replace(make_member("scope", "commune"), name="Cấp xã"),),
    )


def rows_of(text: str, register: Register | None = None) -> list[Extracted]:
    return list(extract(report(text), register or known(), DOCUMENT, "xa-00001"))


def only(text: str) -> Extracted:
    (row,) = rows_of(text)
    return row


def test_a_number_is_proposed_with_all_that_the_report_says_of_it() -> None:
    row = only("I. Chung\nHội Chữ thập đỏ có trên 1.875 hội viên.")
    assert row.status == "proposed"
    assert row.cells == {
        "unit_id": "xa-00001",
        "organisation_id": "red_cross",
        "indicator_id": "member_count",
        "breakdown": "",
        "period_start": "2023-01-01",
        "period_end": "2023-09-30",
        "period_basis": "inferred",
        "value": "1875",
        "numerator": "",
        "denominator": "",
        "qualifier": ">=",
        "value_text": "trên 1.875 hội viên",
        "document_id": "new",
        "locator": "mục I",
    }


def test_money_is_never_proposed_for_what_is_counted_nor_the_other_way_round() -> None:
    assert only("I. Chung\nquỹ chăm sóc có 45,5 triệu đồng").cells["indicator_id"] == "fund_vnd"
    assert only("I. Chung\nquỹ chăm sóc có 12 hội viên").cells["indicator_id"] == "member_count"


def test_a_number_that_nothing_in_the_record_is_like_is_unknown() -> None:
    row = only("I. Chung\nlắp đặt 04 bóng điện")
    assert (row.status, row.cells["value"]) == ("unknown", "4")
    assert "indicator_id" not in row.cells


def test_a_number_that_is_unknown_has_all_that_is_known_of_it_but_the_indicator() -> None:
    row = only("I. Chung\nHội Chữ thập đỏ lắp đặt 04 bóng điện")
    assert row.status == "unknown"
    assert (row.cells["organisation_id"], row.cells["period_start"], row.cells["period_end"]) == (
        "red_cross",
        "2023-01-01",
        "2023-09-30",
    )


def test_a_number_of_two_readings_is_left_to_the_person() -> None:
    row = only("I. Chung\ncó 1,875 hội viên")
    assert (row.status, row.cells["value"], row.cells["value_text"]) == ("unknown", "", "1,875 hội viên")


def test_the_parts_of_a_fraction_stand_in_their_columns() -> None:
    cells = only("I. Chung\n90/127 câu lạc bộ").cells
    assert (cells["value"], cells["numerator"], cells["denominator"]) == ("90", "90", "127")


def test_a_breakdown_that_the_indicator_never_had_is_proposed_but_unsure() -> None:
    row = only("I. Chung\n05 câu lạc bộ cấp xã")
    assert (row.status, row.cells["breakdown"]) == ("proposed", "scope=commune")
    row = only("I. Chung\n05 buổi tuyên truyền cấp xã")
    assert (row.status, row.cells["breakdown"]) == ("unsure", "scope=commune")
    assert row.doubts == (Doubt("new_breakdown"),)


def test_of_several_breakdowns_that_an_indicator_never_had_none_is_proposed() -> None:
    register = known()
    members = {**register.members, ("level", "low"): replace(make_member("level", "low"), name="Cấp xã")}
    (row,) = rows_of("I. Chung\n05 buổi tuyên truyền cấp xã", replace(register, members=members))
    assert (row.status, row.cells["breakdown"]) == ("proposed", "")


def test_a_breakdown_is_carried_through_its_statement_and_through_a_list() -> None:
    text = "Cấp xã: xã A có 05 câu lạc bộ, 12 buổi tuyên truyền; xã B có 07 câu lạc bộ. Thêm 02 câu lạc bộ."
    assert [one.cells["breakdown"] for one in rows_of(f"I. Chung\n{text}")] == [*["scope=commune"] * 3, ""]


def test_a_breakdown_whose_name_has_numbers_and_commas_is_known_by_them() -> None:
    rows = real(
        "I. Chung\nDuy trì 51 mô hình “5 không, 3 sạch” với 2.873 thành viên; "
        "18 mô hình “3 sạch” với 1.032 thành viên."
    )
    assert [one.cells["breakdown"] for one in rows if one.cells] == [
        *["model=five_no_three_clean"] * 2,
        *["model=three_clean"] * 2,
    ]


def test_a_breakdown_is_the_one_that_is_said_of_the_number_itself() -> None:
    first, second = real("I. Chung\nToàn xã có 06 hội, trong đó hội có phạm vi hoạt động trong xã: 05 hội.")
    assert (first.cells["breakdown"], second.cells["breakdown"]) == ("", "scope=commune")


def test_a_member_that_is_named_in_part_is_proposed_but_unsure() -> None:
    (row,) = real("I. Chung\nMở 03 lớp tập huấn công dân học tập.")
    assert (row.status, row.cells["breakdown"]) == ("unsure", "training=citizen_learning")
    assert [one.code for one in row.doubts] == ["breakdown"]


def test_a_percentage_takes_the_fraction_beside_it_where_they_agree() -> None:
    text = "I. Chung\nCó 1.012/1.358 gia đình đăng ký danh hiệu gia đình học tập, đạt {}."
    for share, parts in (("74,52%", ("1012", "1358")), ("74,25%", ("", ""))):
        _, row = real(text.format(share))
        assert row.cells["indicator_id"] == "learning_family_registered_rate"
        assert (row.cells["numerator"], row.cells["denominator"]) == parts


def test_a_noun_that_the_indicator_does_not_count_makes_a_guess_unsure() -> None:
    (row,) = real("I. Chung\nHội Người cao tuổi có 45 học sinh tập dưỡng sinh.")
    assert (row.status, row.cells["indicator_id"]) == ("unsure", "exercise_participant_count")
    assert row.doubts == (Doubt("noun", "học sinh"),)


def test_a_second_indicator_nearly_as_likely_makes_a_guess_unsure_and_is_named() -> None:
    (row,) = real("I. Chung\nHội giám sát, phản biện 12 cuộc.")
    assert (row.status, row.cells["indicator_id"]) == ("unsure", "supervision_count")
    assert row.doubts == (Doubt("close", "social_criticism_conference_count"),)


@pytest.mark.parametrize(
    "said",
    [
        "Làm xong 02 việc. Hội Chữ thập đỏ vận động 120 hội viên tham gia.",
        "Hội mở 01 lớp tập huấn cho 124 lượt người tham gia.",
    ],
)
def test_an_indicator_for_which_little_speaks_is_named_but_not_filled_in(said: str) -> None:
    _, row = real(f"I. Chung\n{said}")
    assert (row.status, row.cells["indicator_id"], row.cells["breakdown"]) == ("unsure", "", "")
    assert row.doubts[0].code == "weak" and row.cells["value"]


def test_a_year_of_a_comparison_is_not_the_period() -> None:
    row, _ = rows_of("I. Chung\nHội Chữ thập đỏ có 60 hội viên, tăng so với năm 2022")
    assert row.cells["period_start"] == "2023-01-01"


def test_a_ratio_of_what_there_is_is_of_the_last_year_of_several() -> None:
    ratio = make_indicator("rate", name="Tỷ lệ hội viên nộp phí", unit_of_measure="%", kind="ratio")
    register = replace(
        known(), indicators={**known().indicators, "rate": replace(ratio, numerator_id="member_count")}
    )
    document = replace(DOCUMENT, period_start=date(2014, 1, 1))
    (row,) = extract(report("I. Chung\nTỷ lệ hội viên nộp phí đạt 97,5%"), register, document, "xa-00001")
    assert (row.cells["indicator_id"], row.cells["period_start"]) == ("rate", "2023-01-01")


@pytest.mark.parametrize(
    ("said", "indicator_id", "act"),
    [
        ("Hội vận động được 46,5 triệu đồng, thăm hỏi, tặng quà", "humanitarian_value_vnd", "vận động được"),
        ("Hội đã thăm hỏi, tặng quà trị giá 46,5 triệu đồng", "humanitarian_value_vnd", ""),
        ("Số tiền vận động được 46,5 triệu đồng cho nhân đạo, từ thiện", "humanitarian_fund_raised_vnd", ""),
        (
            "Có 1.204 gia đình đạt danh hiệu gia đình học tập",
            "learning_family_registered_count",
            "đạt danh hiệu",
        ),
        ("Số gia đình học tập đăng ký: 1.204 gia đình", "learning_family_registered_count", ""),
    ],
)
def test_an_act_that_the_indicator_does_not_count_makes_it_unsure(
    said: str, indicator_id: str, act: str
) -> None:
    (row,) = real(f"I. Chung\n{said}.")
    assert row.cells["indicator_id"] == indicator_id
    assert [one.told for one in row.doubts if one.code == "act"] == ([act] if act else [])


def test_households_and_families_are_one_noun() -> None:
    (row,) = real("I. Chung\nHội Chữ thập đỏ hỗ trợ 12 hộ gia đình bị hỏa hoạn.")
    assert (row.status, row.cells["indicator_id"]) == ("proposed", "household_fire_relief_count")


def real_of(document_id: str, text: str) -> Extracted:
    register = assemble(read.read(ROOT / "data"))
    hidden = replace(register, observations={}, set_aside={})
    (row,) = extract(report(text), hidden, register.documents[document_id], "xa-05587")
    return row


def test_a_small_number_that_the_record_withholds_is_proposed_as_withheld_and_says_so() -> None:
    text = "I. Chung\nHội Chữ thập đỏ hỗ trợ {} hộ gia đình bị hỏa hoạn."
    (row,) = real(text.format("02"))
    assert (row.status, row.cells["indicator_id"]) == ("unsure", "household_fire_relief_count")
    assert row.doubts[0] == Doubt("withheld", "household_fire_relief_count")
    told = ("value", "numerator", "denominator", "qualifier", "value_text", "missing")
    assert [row.cells[name] for name in told] == [*[""] * 5, "withheld"]
    (row,) = real(text.format("05"))  # the threshold itself is not small
    assert row.cells["value"] == "5" and not row.doubts
    (row,) = real(text.format("0"))
    assert row.cells["value"] == "0" and not row.doubts


def test_a_small_number_of_a_document_that_is_public_is_proposed_as_it_is_printed() -> None:
    row = real_of("bao-cao-binh-yen-2023", "I. Chung\nHội Chữ thập đỏ hỗ trợ 02 hộ gia đình bị hỏa hoạn.")
    assert (row.cells["indicator_id"], row.cells["value"]) == ("household_fire_relief_count", "2")


def test_a_small_number_that_may_be_one_to_withhold_says_so() -> None:
    rule = SmallNumberRule("session_count", 5, (), "Chuyện riêng.")
    guess = Guess("club_count", None, (), Told(None, "inferred"), (Doubt("close", "session_count"),))
    guesser = Guesser(replace(known(), small_numbers={"session_count": rule}), DOCUMENT, "xa-00001")
    assert guesser.small(guess, {"value": "3"}) == Doubt("perhaps_withheld", "session_count")
    assert guesser.small(guess, {"value": "5"}) is None


def test_attendances_are_printed_with_whoever_attends_and_no_word_is_cut() -> None:
    (row,) = real(f"I. Chung\nHội mở lớp cho 124 lượt người tham gia {'học tập ' * 20}.")
    assert row.cells["value_text"] == "124 lượt người"
    assert row.phrase.endswith(" …") and set(row.phrase.split("tham gia")[1].split()) == {"học", "tập", "…"}


def test_people_of_two_nouns_are_printed_with_both() -> None:
    (row,) = real("I. Chung\nHội mở lớp tập huấn cho 09 Chi hội trưởng và hội viên cơ sở tham gia.")
    assert row.cells["value_text"] == "09 Chi hội trưởng và hội viên"


def test_an_indicator_whose_whole_name_leads_to_the_number_has_no_rival() -> None:
    assigned = "+ Số biên chế được cơ quan có thẩm quyền giao: 7"
    _, row = real(f"I. Chung\n{assigned}\n+ Số người làm việc tại hội do hội tự hợp đồng: 0")
    assert (row.cells["indicator_id"], row.doubts) == ("staff_self_contract_count", ())


def test_a_number_in_a_unit_of_another_size_is_proposed_in_the_unit_of_measure() -> None:
    rice = make_indicator("rice_kg", name="Số gạo hỗ trợ", unit_of_measure="kg", definition="Gạo hỗ trợ.")
    register = make_register(indicators=(*known().indicators.values(), rice), documents=(DOCUMENT,))
    (row,) = rows_of("I. Chung\nSố gạo hỗ trợ là 05 tấn gạo.", register)
    assert [row.cells[name] for name in ("indicator_id", "value", "value_text")] == [
        "rice_kg",
        "5000",
        "05 tấn",
    ]


@pytest.mark.parametrize(
    ("title", "said", "basis"),
    [
        ("Báo cáo năm 2023", "Hội có 12 buổi tuyên truyền.", "stated"),
        ("Báo cáo", "Hội có 12 buổi tuyên truyền.", "inferred"),
        ("Báo cáo ngày 12 tháng 01 năm 2023", "Hội có 12 buổi tuyên truyền.", "inferred"),
        ("Báo cáo", "Tính đến ngày 30/9/2023 có 12 buổi tuyên truyền.", "stated"),
        ("Báo cáo", "Theo Kế hoạch ngày 30/9/2023 có 12 buổi tuyên truyền.", "inferred"),
        ("Báo cáo năm 2023", "Hội hiện có 12 buổi tuyên truyền.", "open"),
        ("Báo cáo năm 2023", "Xã hiện có 09 hội, trong đó 05 hội, với tổng số 12 hội viên.", "open"),
        ("Báo cáo năm 2023", "Xã hiện có 09 hội; 12 hội viên.", "stated"),
        ("Báo cáo năm 2023", "Hội thực hiện có hiệu quả 12 buổi tuyên truyền.", "stated"),
    ],
)
def test_a_period_is_stated_where_title_or_sentence_names_it(title: str, said: str, basis: str) -> None:
    document = replace(DOCUMENT, title=title)
    *_, row = extract(report(f"I. Chung\n{said}"), known(), document, "xa-00001")
    assert row.cells["period_basis"] == basis


def test_a_heading_names_the_period_of_what_stands_below_it() -> None:
    text = "I. KẾT QUẢ NĂM 2023\n1. Tuyên truyền\nHội có 12 buổi tuyên truyền.\nII. ĐỀ XUẤT\nThêm 3 buổi."
    rows = [one for one in rows_of(text) if one.cells]
    assert [one.cells["period_basis"] for one in rows] == ["stated", "inferred"]


@pytest.mark.parametrize(
    ("said", "issued_on", "basis"),
    [
        ("Hội có 512 hội viên.", date(2023, 9, 12), "inferred"),  # nobody has counted 30 September yet
        ("Hội có 512 hội viên.", date(2023, 9, 30), "stated"),
        ("Hội có 512 hội viên.", None, "stated"),
        ("Ước đến ngày 30/9/2023 hội có 512 hội viên.", date(2023, 9, 12), "stated"),
        ("Mở 12 buổi tuyên truyền.", date(2023, 9, 12), "stated"),
        ("Hội hiện có 512 hội viên.", date(2023, 9, 12), "open"),
    ],
)
def test_a_report_of_before_the_last_day_states_no_stock_of_that_day(
    said: str, issued_on: date | None, basis: str
) -> None:
    document = replace(DOCUMENT, title="Báo cáo 9 tháng năm 2023", issued_on=issued_on)
    sessions = replace(known().indicators["session_count"], kind="flow")
    register = replace(known(), indicators={**known().indicators, "session_count": sessions})
    rows = extract(report(f"I. Chung\n{said}"), register, document, "xa-00001")
    assert [one.cells["period_basis"] for one in rows if one.cells] == [basis]


def test_some_associations_that_did_not_report_are_no_row_for_nobody_knows_which() -> None:
    assert not real("I. Chung\nMột số hội chưa báo cáo số hội viên.")


def test_what_a_report_says_it_has_no_number_of_is_a_row_with_that_reason() -> None:
    _, row = real("I. Chung\nHội Chữ thập đỏ: 168 hội viên; Hội Khuyến học: chưa báo cáo số hội viên.")
    assert (row.status, row.doubts[0].code) == ("unreported", "not_reported")
    cells = {name: row.cells[name] for name in ("organisation_id", "indicator_id", "missing", "value")}
    assert cells == {
        "organisation_id": "learning_promotion",
        "indicator_id": "member_count",
        "missing": "not_reported",
        "value": "",
    }


@pytest.mark.parametrize(
    "said",
    [
        "Một số hội chưa báo cáo số hội viên.",  # nobody is named
        "Hội Khuyến học có 12 hội viên, chưa báo cáo số hội viên mới.",  # a number stands there
        "Hội Khuyến học chưa báo cáo kịp thời.",  # nothing is counted
    ],
)
def test_no_row_is_made_of_what_is_not_plainly_missing(said: str) -> None:
    assert "unreported" not in {one.status for one in real(f"I. Chung\n{said}")}


def test_an_organisation_is_the_one_whose_sentence_it_is() -> None:
    text = "I. Chung\nHội NCT tổ chức cho hội viên Hội Chữ thập đỏ 12 buổi tuyên truyền."
    assert only(text).cells["organisation_id"] == "elderly"


def test_a_paragraph_without_an_organisation_goes_on_about_the_one_before() -> None:
    text = "I. Chung\nHội Chữ thập đỏ làm tốt.\nĐã có 12 buổi tuyên truyền."
    assert only(text).cells["organisation_id"] == "red_cross"
    assert only("I. Chung\nĐã có 12 buổi tuyên truyền.").cells["organisation_id"] == ""


def test_a_footnote_is_about_whoever_calls_it() -> None:
    first, second = rows_of("I. Chung\nHội Chữ thập đỏ có 12 buổi tuyên truyền1.\n1 Gồm 3 buổi tuyên truyền.")
    assert (first.cells["organisation_id"], second.cells["organisation_id"]) == ("red_cross", "red_cross")
    assert second.place == "mục I, chú thích 1"


def test_a_year_before_the_report_is_the_period_where_the_sentence_names_it() -> None:
    _, row = rows_of("I. Chung\nNăm 2022 có 12 buổi tuyên truyền.")
    assert (row.cells["period_start"], row.cells["period_end"]) == ("2022-01-01", "2022-12-31")


def test_a_number_between_words_that_stand_side_by_side_elsewhere_may_be_a_page() -> None:
    text = "I. Chung\nThi đua yêu {}, các hội thi đua yêu nước, vận động hội viên{}."
    row = real(text.format("4 nước", ""))[0]
    assert (row.status, row.cells["indicator_id"], row.printed) == ("unsure", "", "4")
    assert row.doubts == (Doubt("page", "yêu nước"),)
    others = ("04 nước", "4 lần nước"), ("yêu, 4 nước", "4. nước")  # no page, or no words that are parted
    for said in (one for pair in others for one in pair):
        assert Doubt("page", "yêu nước") not in real(text.format(said, ""))[0].doubts
    counted = real(text.format("nước", "; vận động 45 hội viên"))[0]
    assert counted.printed == "45" and counted.cells["indicator_id"]


def test_what_the_record_has_and_what_is_no_figure_is_not_proposed() -> None:
    figure = replace(
        make_observation("known", "12", indicator_id="session_count", document_id="new", locator="mục I"),
        value_text="12",
    )
    register = replace(known(), observations={"known": figure})
    recorded, year = rows_of("I. Chung\n12 buổi tuyên truyền năm 2023", register)
    assert (recorded.status, year.status, year.reason) == ("recorded", "set_aside", "date")
    assert (recorded.cells, year.cells) == ({}, {})


# The real record ------------------------------------------------------------


def test_the_words_of_the_record_are_enough_to_know_a_number_of_members() -> None:
    register = assemble(read.read(ROOT / "data"))
    (row,) = extract(
        report("I. Chung\nTổng số hội viên: 2.345 hội viên"),
        register,
        replace(register.documents["bao-cao-binh-yen-2023"], document_id="new"),
        "xa-05587",
    )
    assert (row.status, row.cells["indicator_id"]) == ("proposed", "member_count")


@pytest.mark.parametrize(
    ("said", "body", "indicator"),
    [
        ("Toàn xã có 06 hội quần chúng", "", "assoc_count"),
        ("Toàn xã có trên 2.345 hội viên", "", "member_count"),
        ("Hội Người cao tuổi có 512 hội viên", "elderly", "member_count"),
        ("Hội Người cao tuổi sinh hoạt tại 14 chi hội", "elderly", "branch_count"),
        ("Hội Người cao tuổi có 14 chi hội xây dựng chân quỹ", "elderly", "branch_with_fund_count"),
        ("Hội Người cao tuổi có 60 hội viên tập dưỡng sinh", "elderly", "exercise_participant_count"),
        ("Các hội tổ chức 05 hội nghị phản biện xã hội", "", "social_criticism_conference_count"),
    ],
)
def test_a_plain_noun_is_proposed_as_the_plain_count_unless_more_of_another_name_is_said(
    said: str, body: str, indicator: str
) -> None:
    register = assemble(read.read(ROOT / "data"))
    document = replace(register.documents["bao-cao-binh-yen-2023"], document_id="new")
    (row,) = extract(report(f"I. Chung\n{said}."), register, document, "xa-03390-20250701")
    assert row.status == "proposed"
    assert (row.cells["organisation_id"], row.cells["indicator_id"]) == (body, indicator)
