"""Names in columns of ids: who is meant, and when nobody can tell."""

import pytest

from generator import checks, read
from generator.read.name_lookup import id_of, ids_by_name
from generator.read.table import Table
from tests.builders import OBSERVATIONS, changed, make_data

TABLE = Table(
    {
        "organisation_id": ["red_cross", "women", "farmers", "fund"],
        "name": ["Hội Chữ thập đỏ Việt Nam", "Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Quỹ"],
        "short_name": ["Chữ thập đỏ", "Phụ nữ", "Nông dân", "Quỹ"],
        "aliases": ["Hội CTĐ;CTĐ", "", "Hội ND", "CTĐ"],
    },
    [2, 3, 4, 5],
)
IDS = ids_by_name(TABLE, "organisation_id")


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("Hội Chữ thập đỏ Việt Nam", "red_cross"),
        ("chữ thập đỏ", "red_cross"),
        ("Chu thap do", "red_cross"),
        ("Chữ thập đò", "red_cross"),
        ("Hội Phụ nữ", None),
        ("phunu", "women"),
        ("nong_dan", "farmers"),
        ("Nông dan", "farmers"),
        ("Hội Nông dânn", "farmers"),
        ("Quỹ", "fund"),
        ("Liên hiệp Phụ", "women"),
        ("Hội", None),
        ("CTĐ", None),
        ("Đoàn thanh niên", None),
        ("", None),
    ],
)
def test_a_name_is_looked_up_as_a_person_writes_it(found, meant):
    assert id_of(found, IDS) == meant


def test_of_very_many_names_only_an_exact_one_is_taken():
    many = {f"xa so {number}": f"xa-{number}" for number in range(3_000)}
    assert id_of("Xã số 12", many) == "xa-12"
    assert id_of("Xã sô  1 2 3", many) is None


def test_units_are_known_by_their_type_too():
    units = Table(
        {"unit_id": ["xa-1", "huyen-1"], "type": ["xã", "huyện"], "name": ["Bình Yên", "Bình Yên"]}, [2, 3]
    )
    ids = ids_by_name(units, "unit_id")
    assert [id_of(name, ids) for name in ("Xã Bình Yên", "Bình Yên")] == ["xa-1", None]


def first_problem(tmp_path, old, new, name=OBSERVATIONS):
    problems = read.read(make_data(tmp_path, changed(name, old, new))).problems
    assert len(problems) == 1
    return problems[0].code, problems[0].facts.get("suggestion")


def test_an_id_in_capitals_is_told_as_that_and_a_name_in_capitals_as_a_name(tmp_path):
    old = "red_cross,member_count"
    assert first_problem(tmp_path / "a", old, "RED_CROSS,member_count") == ("id-in-capitals", "red_cross")
    assert first_problem(tmp_path / "b", old, "CTĐ,member_count") == ("name-for-id", "red_cross")


def test_the_name_of_an_indicator_a_document_and_a_breakdown_is_told_with_its_id(tmp_path):
    row = ",member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,bao-cao-2023,"
    for number, (old, new, meant) in enumerate(
        [
            (",member_count,", ",Số hội viên,", "member_count"),
            ("bao-cao-2023,", "Báo cáo năm 2023,", "bao-cao-2023"),
            ("member_count,,", "member_count,scope=Trong xã,", "scope=commune"),
            ("member_count,,", "member_count,Trên 60 tuổi;Trong xã,", "age=over_60;scope=commune"),
        ]
    ):
        found = first_problem(tmp_path / str(number), row, row.replace(old, new))
        assert found == ("name-for-id", meant), new


def test_an_id_with_a_wrong_sign_is_told_with_the_right_one(tmp_path):
    assert first_problem(tmp_path, "red_cross,member_count", "red-cross,member_count") == (
        "id-malformed",
        "red_cross",
    )


@pytest.mark.parametrize(
    ("found", "code"),
    [("Hội Cá cảnh", "name-unknown"), ("Tổng cộng", "total-for-id"), ("?x", "id-malformed")],
)
def test_a_name_that_no_row_has_is_told_with_its_table_and_other_signs_as_miswritten(tmp_path, found, code):
    assert first_problem(tmp_path, "red_cross,member_count", f"{found},member_count") == (code, None)


def test_an_unknown_id_that_is_a_name_is_sent_to_its_id(tmp_path):
    data = make_data(tmp_path, changed(OBSERVATIONS, "red_cross,member_count", "chu_thap_do,member_count"))
    (problem,) = checks.check(read.read(data))
    assert (problem.code, problem.facts["suggestion"]) == ("organisation-unknown", "red_cross")
