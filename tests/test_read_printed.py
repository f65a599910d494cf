"""What the words of a source say, and which of them say nothing that can be compared."""

from decimal import Decimal

import pytest

from generator.read.printed import is_range, printed, scale_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("08", "8"),
        ("1.875", "1875"),
        ("1.875 hội viên", "1875"),
        ("140.457.182.000 đồng", "140457182000"),
        ("650.000.000đ", "650000000"),
        ("74,87%", "74.87"),
        ("57,87 %", "57.87"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.3 tấn", "1.3"),
        ("0.875", "0.875"),
        ("12,7 tỷ đồng", "12700000000"),
        ("12,7tỷ", "12700000000"),
        ("05 triệu đồng", "5000000"),
        ("05 trđ", "5000000"),
        ("1.006 triệu đồng", "1006000000"),
        ("2 nghìn tỷ đồng", "2000000000000"),
        ("1 tỷ 286,6 triệu đồng", "1286600000"),
        ("1 tỷ 040 triệu đồng", "1040000000"),
        ("2.147 m2", "2147"),
        ("Đạt 97,9 phần trăm", "97.9"),
        ("tăng 93 tỷ đồng", "93000000000"),
        ("10 tỷ lệ", "10"),
        ("hai", "2"),
        ("hai nghìn hội viên", "2000"),
    ],
)
def test_a_number_is_read_the_vietnamese_way(text, number):
    found = printed(text)
    assert found is not None
    assert (found.numbers, found.bound) == ((Decimal(number),), "")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("trên 394", ">="),
        ("Hơn 495,4 triệu đồng", ">="),
        ("trên 90% trở lên", ">="),
        ("90% trở lên", ">="),
        ("đạt trên 90%", ">="),
        ("≥ 90%", ">="),
        ("gần 200", "<="),
        ("dưới 200 người", "<="),
        ("không quá 5", "<="),
        ("khoảng 300", "~"),
        ("trên dưới 300", "~"),
        ("300", ""),
    ],
)
def test_words_for_over_under_and_about_are_the_bound(text, bound):
    found = printed(text)
    assert found is not None and found.bound == bound


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hai nghìn tám",
        "vài chục",
        "dự án",
        "chưa tổ chức",
        "01 (một)",
        "04 + 03 + 01",
        "12-15",
        "từ 3 đến 5",
        "1 875",
        "12 hội (tăng 3)",
        "1 tỷ 201",
        "1 triệu 2 tỷ",
        "3 tỷ rưỡi",
        "7 hội mỗi xã",
        "1 hội/xã",
        "9 tháng đầu năm 2023",
        "dưới 15 tuổi",
        "1.23.4",
        "7 hội; 3 chi hội",
        "5/1.2.3",
        "9" * 5000 + "x9",
        "1." * 1000,
    ],
)
def test_what_is_not_plainly_one_number_says_nothing(text):
    assert printed(text) is None


def test_a_comma_before_three_digits_is_read_both_ways():
    found = printed("1,875")
    assert found is not None
    assert found.numbers == (Decimal("1.875"), Decimal("1875"))


def test_a_part_of_another_number_is_read_with_it_and_with_its_percentage():
    found = printed("97/98 (98,97%)")
    assert found is not None
    assert (found.numbers, found.under, found.share) == ((Decimal(97),), (Decimal(98),), (Decimal("98.97"),))


def test_a_unit_of_measure_may_be_a_multiple():
    assert [scale_of(unit) for unit in ("đồng", "triệu đồng", "nghìn lượt", "%")] == [1, 10**6, 1000, 1]


@pytest.mark.parametrize("text", ["1.800 - 1.900", "từ 5 đến 7 hội", "10–12 triệu đồng", "5 - 7 triệu đồng"])
def test_two_numbers_and_what_lies_between_are_a_range(text):
    assert printed(text) is None and is_range(text)


@pytest.mark.parametrize(
    "text", ["1.875", "04 + 03", "5/13 xã", "ngày 15 - 20", "2021 - 2030: 15", "5 hội - chi hội"]
)
def test_other_texts_with_numbers_are_no_range(text):
    assert not is_range(text)
