"""The numbers of a report: what each is, with which bound, and what seems to be no figure."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.locators import place_of
from generator.reports.numbers import numbers_of
from tests.reports import numbers_in, report

FIGURES = [
    ("có 1.875 hội viên", "1.875", "1875", ""),
    ("đạt tỷ lệ 74,87%", "74,87%", "74.87", ""),
    ("trị giá 1 tỷ 040 triệu đồng", "1 tỷ 040 triệu đồng", "1040000000", ""),
    ("hơn 45,5 triệu đồng", "hơn 45,5 triệu đồng", "45500000", ">="),
    ("số tiền 6,7 triêu đồng", "6,7 triêu đồng", "6700000", ""),
    ("dự án 650.000.000đ;", "650.000.000đ", "650000000", ""),
    ("gần 200 vận động viên", "gần 200", "200", "<="),
    ("tỷ lệ trên 90% trở lên", "trên 90% trở lên", "90", ">="),
    ("trên hai nghìn người", "trên hai nghìn", "2000", ">="),
    ("diện tích 2.147m2,", "2.147", "2147", ""),
    ("nuôi hai nhà trẻ", "hai", "2", ""),
    ("góp 30 ngày công", "30", "30", ""),
]
ASIDE = [
    ("Chỉ thị số 17-CT/TW của Bộ Chính trị", "17-CT/TW", "document_number"),
    ("Nghị định 45/2010/NĐ-CP", "45/2010/NĐ-CP", "document_number"),
    ("thực hiện Chỉ thị 17 của", "17", "document_number"),
    ("ngày 28/8/2012 của", "28/8/2012", "date"),
    ("ngày 25 tháng 03 năm 2022", "25 tháng 03 năm 2022", "date"),
    ("trong năm 2023 các hội", "2023", "date"),
    ("giai đoạn 2021 - 2030", "2021 - 2030", "date"),
    ("nhân ngày Phụ nữ 8/3", "8/3", "date"),
    ("tổng kết 10 năm thực hiện", "10 năm", "duration"),
    ("qua hai mươi năm", "hai mươi", "duration"),
    ("không sinh con thứ 3", "3", "numbering"),
    ("Bộ Chính trị khóa XI về", "XI", "numbering"),
    ("Đại hội lần thứ V của", "V", "numbering"),
    ("dịch Covid-19 ở xã", "19", "name"),
    ("mô hình “5 không”", "5", "name"),
    ("chỉnh trang 5S lưới điện", "5", "name"),
]


@pytest.mark.parametrize(("text", "printed", "value", "bound"), FIGURES)
def test_a_number_has_its_value_and_its_bound(text: str, printed: str, value: str, bound: str) -> None:
    (number,) = numbers_in(text)
    assert (number.printed, number.values, number.bound) == (printed, (Decimal(value),), bound)
    assert number.reason is None


@pytest.mark.parametrize(("text", "printed", "reason"), ASIDE)
def test_a_number_that_seems_to_be_no_figure_has_a_reason(text: str, printed: str, reason: str) -> None:
    (number,) = numbers_in(text)
    assert (number.printed, number.reason) == (printed, reason)


def test_a_fraction_is_one_number_with_both_parts() -> None:
    (number,) = numbers_in("ở 90/127 chi hội")
    assert (number.values, number.under) == ((Decimal(90),), (Decimal(127),))


def test_each_number_knows_its_place_and_places_are_no_numbers() -> None:
    found = {number.printed: number.place.locator for number in numbers_of(report())}
    assert found == {
        "07": "mục I.1",
        "1.875": "mục I.1",
        "45/2010/NĐ-CP": "mục I.1",
        "21/4/2010": "mục I.1",
        "trên 120": "mục I.1",
        "90/127": "mục I.2",
        "45,5 triệu đồng": "mục I.2",
        "12": "mục I.1, chú thích 1",
        "45": "mục I.1, chú thích 1",
        "03": "mục I.1, chú thích 1",
        "gần 5 triệu đồng": "mục I.2, chú thích 2",
        "2023": "mục I.2, chú thích 2",
    }


@given(st.lists(st.sampled_from([*"0123456789.,/-% đ", "triệu", "17-CT/TW", "năm", "ngày"]), max_size=30))
def test_no_digit_is_lost(pieces: list[str]) -> None:
    text = f"x {''.join(pieces)}"
    listed = "".join(number.printed for number in numbers_in(text))
    assert re.sub("[^0-9]", "", listed) == re.sub("[^0-9]", "", text)


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("mục II.2.2.1, chú thích 5", "mục II.2.2.1, chú thích 5"),
        ("mục I, gạch đầu dòng 1 (số lượng hội)", "mục I"),
        ("phần thứ hai, mục 1", "phần thứ hai, mục 1"),
        ("phần đầu", "phần đầu"),
    ],
)
def test_a_locator_of_the_record_names_a_place_of_a_report(locator: str, place: str) -> None:
    found = place_of(locator)
    assert found is not None and found.locator == place


def test_a_locator_in_other_words_names_no_place() -> None:
    assert place_of("biểu tổng hợp") is None


def test_a_paragraph_of_many_numbers_is_read_number_by_number() -> None:
    assert len(numbers_in("1 " * 20_000)) == 20_000
