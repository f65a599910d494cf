"""The workbook to confirm, and the command that writes it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator import cli
from generator.reports.workbook import workbook
from generator.schema import load
from tests.test_extracts import ROOT, known, rows_of

TEXT = "I. Chung\nHội Chữ thập đỏ có 1.875 hội viên, =1+1 là 12 bóng điện năm 2023."


def book_of(text: str) -> bytes:
    contract, _ = load(ROOT / "data/datapackage.json")
    return workbook(rows_of(text), known(), contract.resources["observations"])


def sheet_of(text: str, name: str) -> list[tuple[str, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(book_of(text)))[name].values)


def column(text: str, head: str) -> list[str]:
    heads, *rows = sheet_of(text, "Số liệu")
    return [row[heads.index(head)] for row in rows]


def test_the_workbook_has_the_columns_of_the_observations_and_text_only() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(TEXT)))
    contract, _ = load(ROOT / "data/datapackage.json")
    heads = [cell.value.rpartition("\n")[2] for cell in book["Số liệu"][1]]
    assert [head for head in heads if head.isascii()] == [
        "unit_id",
        *contract.resources["observations"].columns,
        "printed",
        "seal",
    ]
    assert column(TEXT, "Tình trạng") == ["đề nghị", "chưa rõ", "chưa rõ", "chưa rõ"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [cell for cell in cells if cell.data_type == "s"]
    assert {cell.number_format for cell in texts} == {"@"}
    looked_up = {cell.column for cell in cells if cell.data_type != "s"}
    assert {book["Số liệu"].cell(1, at).value for at in looked_up} == {
        "Tên: tổ chức",
        "Tên: chỉ tiêu",
        "Tên: phân tổ",
    }
    assert next(book["Không phải số liệu"].iter_rows(min_row=2, values_only=True))[:4] == (
        "mục I",
        "2023",
        "date",
        "mốc thời gian",
    )


def test_the_guide_comes_first_and_every_code_has_its_meaning() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(TEXT)))
    assert book.sheetnames == [
        "Hướng dẫn", "Số liệu", "Không phải số liệu", "Tổ chức", "Chỉ tiêu", "Phân tổ", "Mã khác",
    ]  # fmt: skip
    assert ("member_count", "Số hội viên", "hội viên", "Hội viên.") in sheet_of(TEXT, "Chỉ tiêu")
    assert ("scope=commune", "Cấp xã", "scope") in sheet_of(TEXT, "Phân tổ")
    assert ("inferred", "kỳ suy ra", "Cơ sở của kỳ") in sheet_of(TEXT, "Mã khác")
    assert {sheet.freeze_panes for sheet in book if sheet.title != "Số liệu"} == {"A2"}
    assert book["Số liệu"].freeze_panes == "C2"


def test_lists_are_offered_for_every_column_of_codes() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(TEXT)))["Số liệu"]
    heads = {cell.column_letter: cell.value.rpartition("\n")[2] for cell in sheet[1]}
    offered = {
        heads[str(rule.sqref).rstrip("0123456789").partition("2:")[0]]: (rule.formula1, rule.showErrorMessage)
        for rule in sheet.data_validations.dataValidation
    }
    assert offered == {
        "Nhận": ("'Mã khác'!$A$2:$A$9", False),
        "organisation_id": ("'Tổ chức'!$A$2:$A$3", True),
        "indicator_id": ("'Chỉ tiêu'!$A$2:$A$5", True),
        "breakdown": ("'Phân tổ'!$A$2:$A$2", False),  # a cell may have several
        "period_basis": ('"stated,inferred,open"', True),
        "qualifier": ('">=,<=,~"', True),
        "missing": ('"not_reported,not_applicable,not_collected,withheld,unit_did_not_exist"', True),
    }


def test_every_reason_to_set_a_number_aside_is_offered_in_the_words_of_the_sheet_of_those() -> None:
    codes = [row[0] for row in sheet_of(TEXT, "Mã khác")[1:9]]
    assert codes[0] == "x" and codes[-1] == "chưa có chỉ tiêu"
    reasons = reasons_of_the_contract()
    assert len(codes) == 1 + len(reasons)
    told = {row[2]: row[3] for row in sheet_of(TEXT + " Lần thứ 3, 10 năm.", "Không phải số liệu")[1:]}
    assert told.keys() == {"date", "numbering", "duration"} and set(told.values()) <= set(codes)


def reasons_of_the_contract() -> tuple[str, ...]:
    contract, _ = load(ROOT / "data/datapackage.json")
    return contract.resources["set_aside"].field("reason").enum


def test_a_name_is_shown_before_anything_is_calculated_and_follows_its_code() -> None:
    content = io.BytesIO(book_of(TEXT))
    heads, first, *_ = openpyxl.load_workbook(content, data_only=True)["Số liệu"].values
    assert first[heads.index("Tên: chỉ tiêu")] == "Số hội viên"
    at = heads.index("Tên: chỉ tiêu") + 1
    cell = openpyxl.load_workbook(content)["Số liệu"].cell(2, at)
    code = f"{openpyxl.utils.get_column_letter(at - 1)}2"
    assert cell.value == f"=IFERROR(VLOOKUP({code},'Chỉ tiêu'!$A:$B,2,FALSE),\"\")"


def test_a_weak_guess_says_why_and_is_coloured() -> None:
    text = "I. Chung\n124 buổi tuyên truyền cấp xã; 05 câu lạc bộ cấp xã."
    assert column(text, "Tình trạng") == ["chưa chắc", "đề nghị"]
    reason, none = column(text, "Vì sao chưa chắc")
    assert "Chỉ tiêu này chưa bao giờ chia theo phân tổ ấy." in reason and not none
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(text)))["Số liệu"]
    assert [sheet.cell(row, 1).fill.start_color.rgb for row in (2, 3)] == ["FFFFF2CC", "00000000"]


def test_an_unknown_number_says_why_no_indicator_is_named() -> None:
    text = "I. Chung\nlắp đặt 04 bóng điện; có 1,875 hội viên."
    assert column(text, "Tình trạng") == ["chưa rõ", "chưa rõ"]
    unlike, two_readings = column(text, "Vì sao chưa chắc")
    assert "Không chỉ tiêu nào gần" in unlike and "theo hai cách" in two_readings


def test_no_example_tempts_to_say_more_than_the_report() -> None:
    texts = [*(ROOT / "generator/messages").glob("*.toml"), *(ROOT / "site_src/phuong-phap").rglob("*.md")]
    assert not [path for path in texts if "Số liệu ước" in path.read_text("utf-8")]


def test_the_same_report_gives_the_same_bytes() -> None:
    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return {name: file.read(name) for name in file.namelist()}

    assert parts(book_of(TEXT)) == parts(book_of(TEXT))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "tests/faulty/_base", tmp_path / "data")
    (tmp_path / "report.txt").write_text("I. Tổ chức\nNăm 2023 có 07 hội, 12 bóng điện.", "utf-8")
    return tmp_path / "data"


def run(data: Path, unit: str = "xa-05587", document: str = "bao-cao-2023", out: str = "out.xlsx") -> int:
    files = str(data.parent / "report.txt"), str(data.parent / out)
    options = ("--unit", unit, "--document", document, "--data", str(data))
    return cli.run(["extract", files[0], *options, "-o", files[1]])


def test_the_command_writes_the_workbook_and_nothing_into_the_data(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert run(data) == 0
    shown = capsys.readouterr().out
    assert (
        "3 con số: 0 đề nghị, 0 chưa chắc, 1 chưa rõ, 1 đã có trong dữ liệu, 1 không phải số liệu." in shown
    )
    assert openpyxl.load_workbook(data.parent / "out.xlsx").sheetnames[0] == "Hướng dẫn"
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_report_that_is_not_the_documents_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--unit", "xa-05587", "--document", "bao-cao-2023", "--data", str(data)]
    report, right = data.parent / "report.txt", data.parent / "right.txt"
    report.write_text("V. Khác\nCó 12 bóng điện, 45 hội viên.", "utf-8")
    right.write_text("I. Tổ chức\nCó 07 hội, 07 hội và 0 hội.\nII. Khác\nCó 1.875 hội viên.", "utf-8")
    assert cli.run(["extract", str(report), *options, "-o", str(data.parent / "out.xlsx")]) == 0
    assert "chỉ in 0 trong 7 con số mà kho số liệu có của văn bản bao-cao-2023" in capsys.readouterr().out
    assert cli.run(["extract", str(right), *options, "-o", str(data.parent / "right.xlsx")]) == 0
    assert "chỉ in" not in capsys.readouterr().out


def test_a_workbook_that_is_there_is_not_written_over(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data.parent / "out.xlsx").write_text("đã đối chiếu", "utf-8")
    assert run(data) == 2
    assert "Đã có" in capsys.readouterr().err
    assert (data.parent / "out.xlsx").read_text("utf-8") == "đã đối chiếu"


def test_what_cannot_be_used_is_one_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for mistake, sentence in (
        ({"unit": "xa-99999"}, "Không có đơn vị “xa-99999”"),
        ({"unit": "bình yên"}, "xa-05587 (Xã Bình Yên)"),
        ({"document": "bao-coa-2023"}, "có phải ý bạn là “bao-cao-2023”?"),
        ({"out": "out.csv"}, "phải là tên một tệp .xlsx"),
        ({"out": "none/out.xlsx"}, "Không ghi được"),
    ):
        assert run(data, **mistake) == 2
        assert sentence in capsys.readouterr().err
    assert not list(data.parent.glob("*.xlsx"))


def test_help_offers_the_one_kind_of_file_that_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["extract", "--help"]) == 0
    shown = capsys.readouterr().out
    assert ".xlsx" in shown and ".html" not in shown


def test_the_command_tells_apart_what_is_no_number(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data.parent / "report.txt").write_text("I. Chung\nHội Chữ thập đỏ: chưa báo cáo số hội viên.", "utf-8")
    assert run(data) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("0 con số: 0 đề nghị")
    assert "Báo cáo nói ở 1 chỗ là chưa có số" in shown


def test_the_command_tells_apart_a_zero_in_words(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data.parent / "report.txt").write_text("I. Chung\nHội Chữ thập đỏ chưa có hội viên.", "utf-8")
    assert run(data) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("0 con số: 0 đề nghị")
    assert "Báo cáo nói bằng lời ở 1 chỗ là không có hoặc chưa làm" in shown
    book = openpyxl.load_workbook(data.parent / "out.xlsx")
    heads, row = list(book["Số liệu"].values)
    cells = {head.rpartition("\n")[2]: cell for head, cell in zip(heads, row, strict=True)}
    assert (cells["Tình trạng"], cells["value"], cells["value_text"]) == (
        "chưa chắc",
        "0",
        "chưa có hội viên",
    )
    assert "hiểu lời văn là 0" in cells["Vì sao chưa chắc"]


def test_dates_and_numbers_of_documents_stand_last_among_what_seems_no_figure() -> None:
    rows = sheet_of(TEXT + " Ngày 05/4/2023, lần thứ 3, số 12/KH-UBND, 10 năm.", "Không phải số liệu")
    reasons = [row[2] for row in rows[1:]]
    first_clear = min(reasons.index(reason) for reason in ("date", "document_number"))
    assert {"numbering", "duration"} <= set(reasons[:first_clear])
    assert set(reasons[first_clear:]) == {"date", "document_number"}
