"""A report that documents.csv has not: its workbook asks for it, the import adds it with the figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from generator import cli
from tests.reports import confirm, name_document
from tests.test_pipeline import rows_of

ROOT = Path(__file__).parents[1]
REPORT = """ỦY BAN NHÂN DÂN
XÃ BÌNH YÊN
Số: 15/BC-UBND
Bình Yên, ngày 15 tháng 01 năm 2025
BÁO CÁO
Kết quả hoạt động hội quần chúng năm 2024
-----
I. Tổ chức
Hội Chữ thập đỏ có 45 hội viên.
"""
OWN = "bao-cao-xa-05587-2024"
FIGURE = {"organisation_id": "red_cross", "indicator_id": "member_count"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "tests/faulty/_base", tmp_path / "data")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    return tmp_path


def extract(place: Path, *options: str) -> int:
    files = str(place / "report.txt"), "-o", str(place / "out.xlsx"), "--data", str(place / "data")
    return cli.run(["extract", *files, "--unit", "xa-05587", *options])


def put(place: Path) -> int:
    return cli.run(["import", str(place / "out.xlsx"), "--data", str(place / "data")])


def told(place: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(place / "out.xlsx")["Văn bản"]
    return {row[0].rpartition("\n")[2]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}


def fill(place: Path, **cells: str) -> None:
    name_document(place / "out.xlsx", **cells)
    confirm(place / "out.xlsx", "45", **FIGURE)


def tables(place: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (place / "data").rglob("*.csv")}


def test_what_the_report_says_of_itself_stands_in_the_sheet(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extract(place, "--period", "2024") == 0
    assert OWN in capsys.readouterr().out
    assert told(place) == {
        "document_id": OWN,
        "kind": "báo cáo",
        "number": "15/BC-UBND",
        "issued_on": "15/01/2025",
        "issued_text": "",
        "issuer": "Ủy ban nhân dân xã Bình Yên",
        "unit_id": "xa-05587",
        "title": "Báo cáo kết quả hoạt động hội quần chúng năm 2024",
        "short_title": "Báo cáo của UBND xã Bình Yên, năm 2024",
        "period_start": "01/01/2024",
        "period_end": "31/12/2024",
        "status": "Đã ban hành",
        "url": "",
        "note": "",
    }
    sheet = openpyxl.load_workbook(place / "out.xlsx")["Văn bản"]
    offered = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert '"Đã ban hành,Dự thảo,Chưa rõ"' in offered and any("thông báo" in one for one in offered)


def test_document_and_figures_are_imported_together_and_once(place: Path) -> None:
    extract(place, "--period", "2024")
    fill(place, issuer="Ủy ban nhân dân xã Bình Yên", status="dự thảo", kind="Báo cáo")
    assert put(place) == 0
    document = next(one for one in rows_of(place / "data/documents.csv") if one["document_id"] == OWN)
    told = ("kind", "issued_on", "issuer", "period_start", "period_end", "status")
    assert [document[name] for name in told] == [
        "báo cáo", "2025-01-15", "Ủy ban nhân dân xã Bình Yên", "2024-01-01", "2024-12-31", "draft",
    ]  # fmt: skip
    (row,) = [one for one in rows_of(place / "data/observations/xa-05587.csv") if one["document_id"] == OWN]
    assert (row["value"], row["period_basis"]) == ("45", "stated")  # its title names the year
    before = tables(place)
    assert put(place) == 0
    assert tables(place) == before


@pytest.mark.parametrize(
    ("cells", "line", "sentence"),
    [
        ({"issuer": ""}, 7, "ô bắt buộc đang để trống"),
        ({"issuer": "UBND", "issued_on": "31/02/2025"}, 5, "31/02/2025"),
        ({"issuer": "UBND", "status": "Đã ban hàn"}, 13, "có phải “Đã ban hành”?"),
        ({"issuer": "UBND", "kind": "thư ngỏ"}, 3, "thư ngỏ"),
    ],
)
def test_what_is_wrong_with_the_document_is_told_at_its_cell_and_nothing_is_written(
    place: Path, capsys: pytest.CaptureFixture[str], cells: dict[str, str], line: int, sentence: str
) -> None:
    extract(place, "--period", "2024")
    fill(place, **cells)
    before = tables(place)
    capsys.readouterr()
    assert put(place) == 1
    shown = capsys.readouterr().err
    assert shown.count("out.xlsx › ") == 1
    assert f"out.xlsx › Văn bản, dòng {line}, cột B" in shown and sentence in shown
    assert tables(place) == before
    copy = openpyxl.load_workbook(place / "out.cac-loi.xlsx")["Văn bản"]
    assert copy.cell(line, 2).comment is not None


def test_a_report_of_the_period_that_the_record_has_is_taken_and_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extract(place, "--period", "2023") == 0
    assert "Lấy văn bản đã có về kỳ ấy: bao-cao-2023" in capsys.readouterr().out
    assert "Văn bản" not in openpyxl.load_workbook(place / "out.xlsx").sheetnames


def test_a_period_may_be_two_days_the_vietnamese_way(place: Path) -> None:
    assert extract(place, "--period", "01/01/2024-30/6/2024") == 0
    cells = told(place)
    assert [cells[name] for name in ("period_start", "period_end")] == ["01/01/2024", "30/6/2024"]


def test_another_report_of_the_same_period_gets_its_own_id(place: Path) -> None:
    assert extract(place, "--period", "2023", "--document", "bao-cao-hoi-2023") == 0
    assert told(place)["document_id"] == "bao-cao-hoi-2023"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "Hãy nêu kỳ của báo cáo ở --period"),
        (("--document", "moi"), "Báo cáo mới thì gọi solieuhoi extract có --period"),
        (("--period", "1/2024"), "Kỳ “1/2024” không hợp lệ"),
        (("--period", "2026"), "không tồn tại trong kỳ 2026"),
        (("--period", "01/7/2025-31/12/2025"), "không tồn tại trong kỳ 01/7/2025-31/12/2025. Cùng tên"),
        (("--period", "31/02/2024-30/6/2024"), "Kỳ “31/02/2024-30/6/2024” không hợp lệ"),
        (("--period", "2024", "--document", "BC 2024"), "Mã văn bản “BC 2024” không dùng được"),
    ],
)
def test_what_is_missing_to_name_a_document_is_one_sentence(
    place: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    assert extract(place, *options) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("title", "period", "is_told"),
    [
        ("quý II năm 2024", "2024", True),
        ("6 tháng đầu năm 2024", "01/01/2024-30/6/2024", False),
        ("năm 2024", "2024", False),
        ("của các hội", "2024", False),
    ],
)
def test_another_period_than_the_title_states_is_told_and_the_workbook_is_written(
    place: Path, capsys: pytest.CaptureFixture[str], title: str, period: str, is_told: bool
) -> None:
    (place / "report.txt").write_text(REPORT.replace("năm 2024", title), "utf-8")
    assert extract(place, "--period", period) == 0
    assert (place / "out.xlsx").exists()
    assert (f"“{title}”, khác với kỳ {period}" in capsys.readouterr().out) is is_told
