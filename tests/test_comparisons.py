"""What is compared with, differences and parts: none of them is proposed as the thing itself."""

from __future__ import annotations

import pytest

from generator.reports.comparisons import without_comparisons
from generator.reports.extracted import Extracted
from generator.reports.proposals import Doubt
from tests.reports import real


def named(row: Extracted) -> tuple[str, str]:
    return row.status, row.cells["indicator_id"]


def period(row: Extracted) -> tuple[str, str]:
    return row.cells["period_start"], row.cells["period_end"]


THIS_YEAR = ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    "said",
    [
        "Hội Người cao tuổi có 310 hội viên, nhiều hơn so với đầu năm 2021.",
        "Hội Người cao tuổi có 310 hội viên, vượt so năm 2022.",
        "So với cùng kỳ năm 2022, Hội Người cao tuổi có 310 hội viên.",
        "Hội Người cao tuổi có 310 hội viên (cùng kỳ năm 2022 thấp hơn).",
        "Hội Người cao tuổi có 310 hội viên, cao hơn năm 2022.",
        "Hội Người cao tuổi có 310 hội viên, vượt so với số tính đến ngày 31/12/2022.",
    ],
)
def test_what_is_compared_with_names_no_period(said: str) -> None:
    row = next(one for one in real(f"I. Chung\n{said}") if one.printed == "310")
    assert (named(row), period(row)) == (("proposed", "member_count"), THIS_YEAR)


def test_a_year_that_is_not_compared_with_still_names_the_period() -> None:
    rows = real("I. Chung\nSo với kế hoạch là khá, năm 2022 Hội Người cao tuổi có 310 hội viên.")
    assert [period(one) for one in rows if one.cells] == [("2022-01-01", "2022-12-31")]
    assert without_comparisons("so với 1.200 của năm 2022, năm 2023") == " , năm 2023"


@pytest.mark.parametrize(
    "said",
    [
        "Hội Người cao tuổi có 310 hội viên, cao hơn so với 290 hội viên cuối năm 2022.",
        "Hội Người cao tuổi có 310 hội viên (cùng kỳ năm 2022: 290 hội viên).",
        "Hội Người cao tuổi tăng từ 290 hội viên lên 310 hội viên.",
    ],
)
def test_a_number_of_the_time_compared_with_is_unsure_and_has_no_period(said: str) -> None:
    rows = {one.printed: one for one in real(f"I. Chung\n{said}")}
    assert (named(rows["310"]), period(rows["310"])) == (("proposed", "member_count"), THIS_YEAR)
    assert (named(rows["290"]), period(rows["290"])) == (("unsure", "member_count"), ("", ""))
    assert Doubt("compared") in rows["290"].doubts


@pytest.mark.parametrize(
    "said",
    [
        "Hội Người cao tuổi có 310 hội viên, tăng 20 hội viên.",
        "Hội Người cao tuổi có 310 hội viên, giảm trên 20 hội viên so với năm 2022.",
        "Hội Người cao tuổi có 310 hội viên, tăng thêm 20 hội viên.",
        "Hội Người cao tuổi có 310 hội viên, tăng so với cuối năm 2022 là 20 hội viên.",
    ],
)
def test_a_difference_is_not_the_thing_itself(said: str) -> None:
    whole, difference = [one for one in real(f"I. Chung\n{said}") if one.cells]
    assert named(whole) == ("proposed", "member_count")
    assert named(difference) == ("unsure", "")
    assert difference.doubts == (Doubt("change", "member_count"),)


def test_a_difference_that_an_indicator_counts_is_proposed_as_that() -> None:
    _, row, _ = real("I. Chung\nTổng dư nợ trên 41 tỷ đồng (tăng 3 tỷ đồng so với cùng kỳ năm 2022).")
    assert row.cells["indicator_id"] == "loan_outstanding_change_vnd"
    assert period(row) == THIS_YEAR


@pytest.mark.parametrize(
    "said", ["giảm còn 310 hội viên", "tăng lên 310 hội viên", "tăng cường 310 hội viên"]
)
def test_what_it_came_to_and_what_only_begins_alike_is_no_difference(said: str) -> None:
    (row,) = real(f"I. Chung\nHội Người cao tuổi {said}.")
    assert row.cells["indicator_id"] == "member_count"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Có 03 chi hội chưa họp đủ kỳ.", "chưa"),
        ("Còn 03 chi hội yếu.", "còn"),
        ("Có 03 chi hội không có trụ sở.", "không"),
        ("Có 03 chi hội “3 không” sinh hoạt tốt, chưa tổng kết.", ""),
    ],
)
def test_a_part_that_lags_behind_is_unsure(said: str, word: str) -> None:
    (row, *_) = real(f"I. Chung\nHội Người cao tuổi: {said}")
    assert row.cells["indicator_id"] == "branch_count"
    assert [one.told for one in row.doubts if one.code == "part"] == ([word] if word else [])


def test_a_part_that_the_indicator_counts_is_no_less_sure_for_it() -> None:
    (row,) = real("I. Chung\nCó 02/9 xã chưa tổ chức phản biện xã hội.")
    assert row.cells["indicator_id"] == "commune_without_criticism_count"
    assert "part" not in {one.code for one in row.doubts}
