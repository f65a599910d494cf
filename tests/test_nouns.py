"""The noun that a source prints after a number, and whether it counts what the indicator counts."""

import pytest

from generator.nouns import (
    SHOWN,
    contradicts,
    counts_communes,
    english_noun,
    is_of_one_kind,
    noun_against,
    noun_in,
)


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
        ("xã", "đơn vị", False),
        ("hội viên", "đơn vị máu", True),
        ("đơn vị", "đơn vị máu", False),
        ("tập thể", "mô hình", False),
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


PERSONS = ("công dân", "người", "hội viên", "học sinh", "cụ", "đại biểu", "em", "cán bộ")
OTHERS = (
    "xã, thị trấn", "xã", "chi hội", "câu lạc bộ", "cuộc", "buổi", "suất", "tờ", "thôn", "tổ", "đội", "đồng",
    "ý kiến", "dự án", "công trình", "mô hình", "chi bộ", "cây", "m²", "ngày công",
)  # fmt: skip


@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize("other", OTHERS)
def test_persons_are_never_places_bodies_meetings_or_things(person: str, other: str) -> None:
    assert noun_against(f"96 {person}", other) == person
    for noun in other.split(", "):
        assert noun_against(f"trên 1.096 {noun}", person) == noun


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("96 công dân dự", "xã"),
        ("5/13 xã", "xã, thị trấn"),
        ("5 xã", "%"),
        ("500 bản", "tờ"),
        ("12 thôn", "tập thể"),
        ("9", "xã"),
    ],
)
def test_what_may_be_the_same_thing_and_what_is_unclear_is_no_contradiction(printed: str, unit: str) -> None:
    assert noun_against(printed, unit) is None


def test_nouns_that_only_contradict_are_not_shown_beside_figures() -> None:
    assert noun_in("5 xã") is None
    assert noun_in("64 cụ") == "cụ"


def test_every_noun_that_is_shown_has_english() -> None:
    assert [noun for noun in SHOWN if not english_noun(noun)] == []


@pytest.mark.parametrize(
    ("unit", "are_communes"),
    [("xã, thị trấn", True), ("xã", True), ("đơn vị", False), ("thôn", False), ("người, xã", False)],
)
def test_a_unit_of_measure_counts_communes_where_all_its_nouns_are_communes(
    unit: str, are_communes: bool
) -> None:
    assert counts_communes(unit) is are_communes
