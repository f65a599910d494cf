"""A figure and its document: of one place and one time, and of days that the document can know."""

from datetime import date

import pytest

from generator import checks, read
from tests.builders import BASE, OBSERVATIONS, changed, make_data

ROW = ",member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,bao-cao-2023,mục II,"
REPORT = "Báo cáo 2023,2023-01-01,2023-12-31,draft,,,"
DAY = date(2026, 11, 28)


def codes(data, today=None, released=None):
    return [(one.code, one.column) for one in checks.check(read.read(data), today, released)]


def of_period(period, note="", *, report=REPORT, issued=""):
    row = ROW.replace("2023-01-01,2023-12-31", period) + note
    documents = changed("documents.csv", REPORT, report)["documents.csv"]
    documents = documents.replace("báo cáo,,,tháng 12/2023", f"báo cáo,,{issued},tháng 12/2023")
    return {**changed(OBSERVATIONS, ROW, row), "documents.csv": documents}


@pytest.mark.parametrize("period", ["2023-01-01,2023-12-31", "2023-04-01,2023-06-30"])
def test_a_period_within_that_of_its_document_is_right(tmp_path, period):
    assert codes(make_data(tmp_path, of_period(period)), DAY) == []


@pytest.mark.parametrize("period", ["2022-01-01,2022-12-31", "2022-12-31,2022-12-31"])
def test_a_figure_of_the_year_before_needs_a_note_that_says_so(tmp_path, period):
    files = of_period(period)
    assert codes(make_data(tmp_path / "a", files)) == [("period-outside-document", "period_start")]
    files = of_period(period, "Số liệu của năm trước.")
    assert codes(make_data(tmp_path / "b", files)) == []


@pytest.mark.parametrize("note", ["", "Ghi chú về việc khác."])
def test_a_year_that_the_document_cannot_know_is_refused_whatever_the_note_and_no_other_unit_named(
    tmp_path, note
):
    files = of_period("2032-01-01,2032-12-31", note)
    assert codes(make_data(tmp_path, files)) == [("period-after-document", "period_end")]


def test_a_day_between_the_end_of_the_period_and_the_issue_can_be_known_and_is_asked_about(tmp_path):
    period, issued = "2023-01-01,2024-01-31", "2024-02-15"
    data = make_data(tmp_path / "a", of_period(period, issued=issued))
    assert codes(data) == [("period-outside-document", "period_end")]
    assert codes(make_data(tmp_path / "b", of_period(period, "Tính đến 31/01/2024.", issued=issued))) == []
    later = of_period("2023-01-01,2024-03-31", "Tính đến 31/3/2024.", issued=issued)
    assert codes(make_data(tmp_path / "c", later)) == [("period-after-document", "period_end")]


def test_a_document_that_is_issued_before_its_period_is_over_says_why(tmp_path):
    period = "2023-01-01,2023-12-31"
    data = make_data(tmp_path / "a", of_period(period, issued="2023-12-15"))
    assert codes(data) == [("document-period-ahead", "period_end")]
    report = f"{REPORT}Số liệu ước đến hết năm."
    assert codes(make_data(tmp_path / "b", of_period(period, report=report, issued="2023-12-15"))) == []
    on_its_last_day = of_period(period, issued="2023-12-31")
    assert codes(make_data(tmp_path / "c", on_its_last_day)) == []


def test_a_period_that_is_not_over_today_or_on_the_day_of_a_release_is_refused(tmp_path):
    data = make_data(tmp_path)
    assert codes(data, DAY) == codes(data, released=date(2023, 12, 31)) == []
    assert codes(data, released=date(2023, 12, 30)) == [("period-not-over", "period_end")]


def test_what_was_done_today_was_not_done_on_a_day_to_come(tmp_path):
    data = make_data(tmp_path)
    assert codes(data, date(2026, 11, 21)) == []
    assert codes(data, date(2026, 11, 20)) == [("date-in-future", "status_checked_on")]


def test_a_figure_from_a_document_without_days_is_judged_by_today_alone(tmp_path):
    files = of_period("2032-01-01,2032-12-31", report="Báo cáo 2023,,,draft,,,")
    found = codes(make_data(tmp_path, files), DAY)
    assert ("period-not-over", "period_end") in found


# Whose document ------------------------------------------------------------------------------------


def of_unit(unit_id):
    return changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", f"Đảng ủy,{unit_id},")


@pytest.mark.parametrize(
    "unit_id", ["", "xa-05587", "huyen-167", "tinh-19", "xa-05587-20250701", "tinh-19-20250701"]
)
def test_a_document_of_the_place_or_above_it_or_of_what_it_became_is_right(tmp_path, unit_id):
    assert codes(make_data(tmp_path, of_unit(unit_id))) == []


def test_a_document_of_a_commune_may_tell_of_its_district(tmp_path):
    header = (BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines()[0]
    assert codes(make_data(tmp_path, {"observations/huyen-167.csv": f"{header}\n{ROW}\n"})) == []


@pytest.mark.parametrize(
    ("days", "meant"), [("2023-01-01,2023-12-31", "bao-cao-tl"), (",", None), ("2022-01-01,2023-06-30", None)]
)
def test_the_report_of_a_sibling_is_refused_and_the_own_one_of_that_time_named(tmp_path, days, meant):
    header = (BASE / OBSERVATIONS).read_text(encoding="utf-8").splitlines()[0]
    own = f"bao-cao-tl,báo cáo,,,2023,Đảng ủy,xa-05584,Báo cáo,Báo cáo TL,{days},draft,,,\n"
    files = {
        "observations/xa-05584.csv": f"{header}\n{ROW}\n",
        **changed("documents.csv", "chi-thi-17,chỉ thị", f"{own}chi-thi-17,chỉ thị"),
    }
    (problem,) = checks.check(read.read(make_data(tmp_path, files)))
    assert (problem.code, problem.facts.get("suggestion")) == ("document-of-other-unit", meant)


@pytest.mark.parametrize(
    "issuer",
    [
        "Đảng ủy",
        "Ủy ban nhân dân xã Bình Yên",
        "Uỷ ban nhân dân huyện Định Hóa",
        "Tỉnh ủy Thái Nguyên",
        "Sở Nội vụ tỉnh Thái Nguyên",
        "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        "Bảo hiểm xã hội Việt Nam",
        "Huyện ủy không rõ tên",
        "TỈNH UỶ THÁI NGUYÊN",
    ],
)
@pytest.mark.parametrize("unit_id", ["", "xa-05587", "xa-05587-20250701"])
def test_who_issued_a_document_is_of_its_place_or_above_it_or_not_known(tmp_path, unit_id, issuer):
    files = changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", f"{issuer},{unit_id},")
    assert codes(make_data(tmp_path, files)) == []


@pytest.mark.parametrize("issuer", ["ỦY BAN NHÂN DÂN XÃ TRUNG LƯƠNG", "Uỷ ban MTTQ Việt Nam xã Trung Lương"])
@pytest.mark.parametrize(("unit_id", "column"), [("", "document_id"), ("xa-05587", "unit_id")])
def test_a_document_that_another_place_issued_is_asked_about(tmp_path, unit_id, column, issuer):
    files = changed("documents.csv", "Đảng ủy xã Bình Yên,xa-05587,", f"{issuer},{unit_id},")
    assert set(codes(make_data(tmp_path / "a", files))) == {("document-issued-elsewhere", column)}
    files["documents.csv"] = files["documents.csv"].replace(REPORT, f"{REPORT}Xã bạn lập báo cáo chung.")
    assert codes(make_data(tmp_path / "b", files)) == []


# Past the last day of a unit -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "end", "note", "expected"),
    [
        ("flow", "2025-12-31", "", [("flow-past-unit", "period_end")]),
        ("flow", "2025-12-31", "Nguồn tính cả năm cho nơi cũ.", []),
        ("flow", "2025-06-30", "", []),
        ("stock", "2025-12-31", "", []),
    ],
)
def test_what_happened_after_the_last_day_of_a_unit_is_asked_about(tmp_path, kind, end, note, expected):
    files = of_period(f"2025-01-01,{end}", note, report="Báo cáo 2025,2023-01-01,2025-12-31,draft,,,")
    files |= changed("indicators.csv", "hội viên,stock,yes,yes,no", f"hội viên,{kind},yes,yes,no")
    assert codes(make_data(tmp_path, files)) == expected
