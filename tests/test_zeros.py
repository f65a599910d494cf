"""A zero that a report writes in words is offered, never sure, and only where it names an indicator."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.reports.extract_rows import extract
from generator.reports.extracted import Extracted
from generator.reports.proposals import Doubt
from tests.registers import make_observation
from tests.reports import real, report
from tests.test_extracts import DOCUMENT, known


def zero(said: str) -> Extracted:
    (row,) = [one for one in real(f"I. Chung\n{said}") if one.status == "zero"]
    return row


@pytest.mark.parametrize(
    ("said", "indicator", "printed"),
    [
        (
            "Mặt trận xã chưa tổ chức hội nghị phản biện xã hội.",
            "social_criticism_conference_count",
            "hội nghị",
        ),
        ("Quý này không tiếp nhận được đơn tố cáo.", "complaint_received_count", "đơn"),
        ("Hội Người cao tuổi không có câu lạc bộ nào.", "club_count", "câu lạc bộ"),
        ("Các đoàn thể chưa triển khai giám sát.", "supervision_count", ""),
        ("Đã mở 02 lớp tập huấn, không phát sinh đơn khiếu nại.", "complaint_received_count", "đơn"),
    ],
)
def test_words_that_name_an_indicator_are_a_zero_that_is_never_sure(
    said: str, indicator: str, printed: str
) -> None:
    row = zero(said)
    assert (row.cells["indicator_id"], row.cells["value"]) == (indicator, "0")
    assert row.cells["value_text"] in said and row.cells["value_text"].endswith(printed)
    assert "missing" not in row.cells and Doubt("zero") in row.doubts


def test_a_zero_has_the_host_and_the_organisation_that_its_sentence_names() -> None:
    row = zero("Mặt trận xã làm tốt. Bí thư Đảng ủy xã chưa tổ chức cuộc đối thoại.")
    assert (row.cells["organisation_id"], row.cells["breakdown"]) == ("", "host=commune_party_secretary")
    assert zero("Hội Khuyến học chưa có chi hội.").cells["organisation_id"] == "learning_promotion"


@pytest.mark.parametrize(
    "said",
    [
        "Việc phối hợp chưa đồng bộ, chưa có nhiều đổi mới.",
        "Hội chưa có trụ sở, không có điều kiện tổ chức lớp tập huấn.",
        "Một số xã chưa tổ chức hội nghị phản biện xã hội.",
        "Còn 04 xã chưa thực hiện giám sát.",
        "Không có hội viên vi phạm pháp luật.",
        "Hội Khuyến học chưa có báo cáo số hội viên.",
        "Chưa tổ chức hội nghị sơ kết.",
    ],
)
def test_no_zero_is_made_of_words_that_name_no_indicator_or_are_of_some_only(said: str) -> None:
    assert "zero" not in {one.status for one in real(f"I. Chung\n{said}")}


def test_a_zero_that_the_record_has_is_not_offered_again() -> None:
    text = report("I. Chung\nChưa có câu lạc bộ.")
    figure = replace(
        make_observation("none", "0", indicator_id="club_count", document_id="new", locator="mục I"),
        value_text="chưa có",
    )
    there = replace(known(), observations={"none": figure})
    assert [one.status for one in extract(text, known(), DOCUMENT, "xa-00001")] == ["zero"]
    assert extract(text, there, DOCUMENT, "xa-00001") == ()
