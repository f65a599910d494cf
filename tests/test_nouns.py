"""The noun that a source prints after a number, and whether it counts what the indicator counts."""

import pytest

from generator.nouns import contradicts, is_of_one_kind, noun_in


@pytest.mark.parametrize(
    ("printed", "noun"),
    [
        ("1.114 công dân", "công dân"),
        ("trên 122.950 lượt người", "lượt người"),
        ("7.984/12.233 gia đình", "gia đình"),
        ("1.114", None),
        ("trên 90% trở lên", None),
        ("26 tỷ 960 triệu đồng", None),
        ("01 tủ sách", None),
        ("chưa tổ chức", None),
    ],
)
def test_the_noun_after_a_number_is_found_and_nothing_else(printed: str, noun: str | None) -> None:
    assert noun_in(printed) == noun


@pytest.mark.parametrize(
    ("noun", "unit", "is_contradiction"),
    [
        ("công dân", "lượt người", True),
        ("lượt người", "người", True),
        ("hộ", "hội viên", True),
        ("hội viên", "người", False),
        ("công dân", "người, lượt người", False),
        ("lượt hội viên", "người, lượt người", False),
        ("người", "lực lượng", False),
    ],
)
def test_people_are_no_attendances_but_any_people_are_people(
    noun: str, unit: str, is_contradiction: bool
) -> None:
    assert contradicts(noun, unit) is is_contradiction


@pytest.mark.parametrize(
    ("unit", "is_one"),
    [
        ("người", True),
        ("đoàn viên, hội viên", True),
        ("xã, thị trấn", True),
        ("người, lượt người", False),
        ("người, hộ", False),
        ("người, chiếc", False),
    ],
)
def test_nouns_of_one_kind_are_one_unit_together(unit: str, is_one: bool) -> None:
    assert is_of_one_kind(unit) is is_one
