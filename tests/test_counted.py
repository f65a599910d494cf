"""What the noun after a number excludes, and what leaders of Party and government do."""

from __future__ import annotations

import pytest

from generator.reports.counted import Fit, fit, noun_printed
from generator.reports.extracted import Extracted
from tests.reports import real


def rows(text: str) -> dict[str, Extracted]:
    return {one.printed: one for one in real(f"I. Chung\n{text}") if one.cells}


@pytest.mark.parametrize(
    ("noun", "unit", "fitting"),
    [
        ("công dân", "xã, thị trấn", "excluded"),
        ("buổi", "học sinh", "excluded"),
        ("suất", "người", "excluded"),
        ("hộ", "người", "excluded"),
        ("công dân", "người, lượt người", "alike"),
        ("hội nghị", "cuộc", "alike"),
        ("lượt người", "người", "attended"),
        ("người", "lượt người", "other"),
        ("xã", "đơn vị", "perhaps"),
        ("người", "cảnh đời", "perhaps"),
        ("", "người", "perhaps"),
    ],
)
def test_a_noun_excludes_what_is_counted_otherwise(noun: str, unit: str, fitting: Fit) -> None:
    assert fit(noun, unit) == fitting


@pytest.mark.parametrize(
    ("said", "printed", "never"),
    [
        ("Các xã có đối thoại với nhân dân, 58 người dự.", "58", "dialogue_commune_count"),
        ("Mở 06 buổi nói chuyện truyền thống cho học sinh.", "06", "tradition_education_student_count"),
        ("Hội Người cao tuổi có 45 gia đình tập dưỡng sinh.", "45", "exercise_participant_count"),
    ],
)
def test_an_indicator_that_the_noun_excludes_is_neither_proposed_nor_named(
    said: str, printed: str, never: str
) -> None:
    row = rows(said)[printed]
    assert row.cells.get("indicator_id") != never
    assert never not in {one.told for one in row.doubts}


@pytest.mark.parametrize(
    ("who", "host"),
    [
        ("Chủ tịch UBND xã", "commune_chairman"),
        ("Chủ tịch Uỷ ban nhân dân phường", "commune_chairman"),
        ("Đồng chí Chủ tịch Ủy ban nhân dân cấp xã", "commune_chairman"),
        ("Bí thư Đảng ủy xã", "commune_party_secretary"),
        ("Chủ tịch Ủy ban nhân dân huyện", "district_chairman"),
    ],
)
def test_what_a_leader_does_is_of_no_organisation_and_names_the_host(who: str, host: str) -> None:
    found = rows(f"Mặt trận xã vận động tốt. {who} tổ chức 03 cuộc đối thoại với 77 người, ghi 29 ý kiến.")
    expected = {"03": "dialogue_count", "77": "dialogue_attendance", "29": "dialogue_opinion_count"}
    assert {printed: row.cells["indicator_id"] for printed, row in found.items()} == expected
    assert {row.cells["organisation_id"] for row in found.values()} == {""}
    assert {row.cells["breakdown"] for row in found.values()} == {f"host={host}"}


def test_what_follows_the_clause_of_a_leader_is_of_whom_it_names() -> None:
    found = rows("Chủ tịch UBND xã đối thoại với Hội Nông dân 02 cuộc. Hội Phụ nữ có 205 hội viên.")
    assert [row.cells["organisation_id"] for row in found.values()] == ["", "women"]


def test_a_leader_within_the_sentence_of_an_organisation_is_not_its_subject() -> None:
    found = rows("Hội Người cao tuổi cùng Chủ tịch UBND xã mở 04 lớp tập huấn.")
    assert found["04"].cells["organisation_id"] == "elderly"
    found = rows("Chủ tịch Hội Nông dân xã mở 04 lớp tập huấn.")
    assert found["04"].cells["organisation_id"] == "farmers"


def test_what_there_is_now_is_of_the_last_year_even_where_its_indicator_is_unknown() -> None:
    (row,) = real("I. Chung\nXã hiện có 12 máy tính.", "bao-cao-hau-giang-2024")
    assert (row.cells["period_start"], row.cells["period_basis"]) == ("2024-01-01", "open")


@pytest.mark.parametrize(
    ("after", "unit", "noun"),
    [
        (" buổi nói chuyện", "buổi", "buổi"),
        (" cụ, cháu", "người", "cụ"),
        (" Công dân dự", "người, lượt người", "Công dân"),
        (" lượt người tham gia", "người", "lượt người"),
        (" đơn vị máu", "đơn vị máu", "đơn vị máu"),
        (" lá đơn", "đơn", ""),
        (" hội nghị đối thoại", "cuộc", ""),  # another word for the unit of measure
        (" hội nghị đối thoại", "", "hội nghị"),
        (" hộ nghèo", "gia đình", ""),
        (" hội thi", "cuộc", ""),
        (". Hội viên", "hội viên", ""),
    ],
)
def test_the_noun_that_a_number_counts_is_printed_with_it(after: str, unit: str, noun: str) -> None:
    assert noun_printed(after, {"buổi", "đơn vị máu", "đơn"}, unit) == noun


@pytest.mark.parametrize("who", ["Chi hội trưởng", "chi hội phó", "tổ trưởng", "Hội phó", "bí thư chi đoàn"])
def test_who_leads_a_body_is_a_person_and_no_body(who: str) -> None:
    (row,) = rows(f"Hội Khuyến học mở lớp tập huấn cho 16 {who} dự.").values()
    assert row.cells["indicator_id"] == "training_participant_count"
    assert row.cells["value_text"] == f"16 {who}"
    (plain,) = rows(f"Xã có 16 {who}.").values()
    assert plain.cells.get("indicator_id") not in ("branch_count", "assoc_count")


def test_every_number_is_printed_with_its_noun_by_one_rule() -> None:
    found = rows("Hội Người cao tuổi mở 06 buổi tuyên truyền cho 77 cụ; có 9 chi hội, đạt 80% kế hoạch.")
    printed = [row.cells["value_text"] for row in found.values()]
    assert printed == ["06 buổi", "77 cụ", "9 chi hội", "80%"]
