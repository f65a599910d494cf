"""From a report to the record: extracted, confirmed by a person, imported, accounted for."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from generator import cli
from generator.cli.form_commands import _quoted, program
from tests.reports import confirm
from tests.test_pipeline import rows_of

ROOT = Path(__file__).parents[1]
DOCUMENT = "moi,báo cáo,,,tháng 12/2023,UBND xã,xa-05587,Báo cáo mới,Mới,2023-01-01,2023-12-31,issued,,,"
CONFIRMED = {"organisation_id": "red_cross", "indicator_id": "member_count"}
REPORT = """I. Chung
1. Số hội
Năm 2023 Hội Chữ thập đỏ có 45 hội viên, trên 12 chi hội.
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "tests/faulty/_base", tmp_path / "data")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    with (tmp_path / "data/documents.csv").open("a", encoding="utf-8") as file:
        file.write(
            "moi,báo cáo,,,tháng 12/2023,UBND xã,xa-05587,Báo cáo mới,Mới,2023-01-01,2023-12-31,issued,,,\n"
        )
    assert run(tmp_path, "extract", "report.txt", "--unit", "xa-05587", "-o", str(tmp_path / "out.xlsx")) == 0
    return tmp_path / "data"


def run(root: Path, command: str, file: str, *more: str) -> int:
    options = () if command == "import" else ("--document", "moi")
    return cli.run([command, str(root / file), "--data", str(root / "data"), *options, *more])


def mark(data: Path, **cells: str) -> None:
    confirm(data.parent / "out.xlsx", "45", **(CONFIRMED | cells))


def figures(data: Path) -> list[dict[str, str]]:
    return [row for row in rows_of(data / "observations/xa-05587.csv") if row["document_id"] == "moi"]


def test_only_rows_that_were_confirmed_are_imported(data: Path) -> None:
    mark(data)
    assert run(data.parent, "import", "out.xlsx") == 0
    (row,) = figures(data)
    assert (row["organisation_id"], row["value"], row["value_text"], row["locator"]) == (
        "red_cross",
        "45",
        "45 hội viên",
        "mục I.1",
    )
    assert row["period_basis"] == "stated"  # its sentence names the year
    before = {path: path.read_bytes() for path in data.rglob("*.csv")}
    assert run(data.parent, "import", "out.xlsx") == 0
    assert {path: path.read_bytes() for path in data.rglob("*.csv")} == before


def test_what_is_imported_is_then_a_figure_of_the_account(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data)
    run(data.parent, "import", "out.xlsx")
    capsys.readouterr()
    assert run(data.parent, "account", "report.txt") == 1
    shown = capsys.readouterr().out
    assert "3 con số: 1 là số liệu" in shown and "“trên 12” chưa có trong dữ liệu" in shown


def test_a_confirmed_row_with_a_mistake_is_told_at_its_cell_and_nothing_is_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data, indicator_id="so_nguoi", period_end="31/13/2023")
    before = {path: path.read_bytes() for path in data.rglob("*.csv")}
    assert run(data.parent, "import", "out.xlsx") == 1
    assert "out.xlsx › Số liệu" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data.rglob("*.csv")} == before


def change(data: Path, **cells: str) -> None:
    """Change cells of the row that is marked, whosever they are."""
    book = openpyxl.load_workbook(data.parent / "out.xlsx")
    heads = {cell.value.rpartition("\n")[2]: cell.column for cell in book["Số liệu"][1]}
    (line,) = [row[0].row for row in book["Số liệu"].iter_rows(min_row=2) if row[0].value == "x"]
    for name, said in cells.items():
        book["Số liệu"].cell(line, heads[name]).value = said
    book.save(data.parent / "out.xlsx")


PHRASE = "Chỗ ấy trong báo cáo"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({PHRASE: "Hội Chữ thập đỏ có 54 hội viên", "value": "54", "value_text": "54 hội viên"}, "edited"),
        ({"printed": "54", "value": "54", "value_text": "54 hội viên"}, "edited"),
        ({"seal": "x"}, "edited"),
        ({PHRASE: "", "value": "54", "value_text": "54 hội viên"}, "edited"),
        ({"value": "54", "value_text": "54 hội viên"}, "elsewhere"),
        ({"value": "1245", "value_text": "1.245"}, "elsewhere"),
        ({"value": "12", "value_text": "trên 12", "qualifier": ">="}, None),
        ({"value_text": "45"}, None),
        ({"value": "57", "value_text": "45 + 12", "note": "Cộng lại."}, None),
        ({"seal": "", "printed": "", PHRASE: "", "value": "54", "value_text": "54 hội viên"}, None),
    ],
)
def test_a_row_keeps_the_words_that_were_read_and_has_a_number_of_them(
    data: Path, capsys: pytest.CaptureFixture[str], cells: dict[str, str], code: str | None
) -> None:
    mark(data)
    change(data, **cells)
    assert run(data.parent, "import", "out.xlsx") == (1 if code else 0)
    told = {"edited": "của dòng này đã bị sửa", "elsewhere": "không có con số này", None: ""}[code]
    assert told in capsys.readouterr().err
    assert len(figures(data)) == (0 if code else 1)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("row", "dòng này đang ẩn"),
        ("height", "dòng này đang ẩn"),
        ("column", "cột này đang ẩn"),
        ("sheet", "trang tính này đang ẩn"),
        ("other row", None),
        ("other column", None),
    ],
)
def test_nothing_is_taken_that_cannot_be_seen(
    data: Path, capsys: pytest.CaptureFixture[str], what: str, told: str | None
) -> None:
    mark(data)
    book = openpyxl.load_workbook(data.parent / "out.xlsx")
    sheet = book["Số liệu"]
    (line,) = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "x"]
    letters = {cell.value.rpartition("\n")[2]: cell.column_letter for cell in sheet[1]}
    if what == "sheet":
        sheet.sheet_state = "hidden"
    elif what == "height":
        sheet.row_dimensions[line].height = 1
    elif "column" in what:
        name = "value" if what == "column" else "period_basis"
        sheet.column_dimensions[letters[name]].hidden = True
    else:
        sheet.row_dimensions[line if what == "row" else line + 1].hidden = True
    book.save(data.parent / "out.xlsx")
    assert run(data.parent, "import", "out.xlsx") == (1 if told else 0)
    assert (told or "") in capsys.readouterr().err


def test_a_workbook_in_which_nothing_was_confirmed_says_so(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data.parent, "import", "out.xlsx") == 2
    assert "chưa có dòng nào ghi x ở cột “Nhận”" in capsys.readouterr().err


def test_a_workbook_with_plain_heads_as_it_was_made_before_is_taken_too(data: Path) -> None:
    mark(data)
    book = openpyxl.load_workbook(data.parent / "out.xlsx")
    for cell in book["Số liệu"][1]:
        cell.value = cell.value.rpartition("\n")[2]
    for one in [one for one in book.sheetnames if one != "Số liệu"]:
        del book[one]
    book.save(data.parent / "out.xlsx")
    assert run(data.parent, "import", "out.xlsx") == 0
    assert [row["value"] for row in figures(data)] == ["45"]


def test_the_preview_names_indicator_breakdown_and_period_of_every_figure(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data, breakdown="age=over_60")
    capsys.readouterr()
    assert run(data.parent, "import", "out.xlsx", "--preview") == 0
    assert "Số hội viên · Trên 60 tuổi: thêm 45 hội viên; năm 2023" in capsys.readouterr().out


def test_a_number_to_withhold_is_imported_as_withheld_and_stands_nowhere(data: Path) -> None:
    with (data / "small_numbers.csv").open("a", encoding="utf-8") as file:
        file.write("member_count,50,,Dễ bị nhận ra.\n")
    own = data / "observations/xa-05587.csv"  # nothing else may tell it
    lines = own.read_text("utf-8").splitlines(keepends=True)
    own.write_text("".join(one for one in lines if "member_count" not in one), "utf-8")
    out = data.parent / "out.xlsx"
    out.unlink()
    options = ("--unit", "xa-05587", "-o", str(out))
    assert run(data.parent, "extract", "report.txt", *options) == 0
    sheet = openpyxl.load_workbook(out)["Số liệu"]
    heads = {cell.value.rpartition("\n")[2]: cell.column for cell in sheet[1]}
    withheld = next(row for row in sheet.iter_rows() if row[heads["missing"] - 1].value == "withheld")
    cells = {name: withheld[at - 1].value for name, at in heads.items()}
    assert cells["Tình trạng"] == "chưa chắc" and "giữ kín" in cells["Vì sao chưa chắc"]
    assert [cells[name] for name in ("value", "value_text")] == ["", ""]
    confirm(out, "", **CONFIRMED)
    assert run(data.parent, "import", "out.xlsx") == 0
    (row,) = figures(data)
    assert (row["missing"], row["value"], row["value_text"], row["note"]) == ("withheld", "", "", "")


def test_rows_that_are_there_or_have_no_mark_are_counted(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data)
    assert run(data.parent, "import", "out.xlsx") == 0
    shown = capsys.readouterr().out
    assert "1 dòng không có dấu ở cột “Nhận”: không nhập." in shown and "đã có sẵn" not in shown
    assert run(data.parent, "import", "out.xlsx") == 0
    shown = capsys.readouterr().out
    assert "1 dòng có dấu đã có sẵn đúng như vậy trong kho số liệu: không ghi lại." in shown
    again = str(data.parent / "again.xlsx")
    run(data.parent, "extract", "report.txt", "--unit", "xa-05587", "-o", again)
    confirm(Path(again), "12", indicator_id="assoc_count", organisation_id="red_cross")
    capsys.readouterr()
    assert run(data.parent, "import", "again.xlsx") == 0
    assert "không có dấu" not in capsys.readouterr().out  # the other is shown as being in the record


def test_a_number_without_an_indicator_is_set_aside_by_its_mark(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confirm(data.parent / "out.xlsx", "12", Nhận="Chưa có chỉ tiêu ")
    mark(data)
    assert run(data.parent, "import", "out.xlsx") == 0
    assert "số liệu mà kho số liệu chưa có chỉ tiêu: thêm trên 12" in capsys.readouterr().out
    assert rows_of(data / "set_aside.csv")[-1] == {
        "document_id": "moi",
        "locator": "mục I.1",
        "printed": "trên 12",
        "reason": "no_indicator",
        "times": "1",
    }
    assert run(data.parent, "account", "report.txt", "--write") == 0
    before = {path: path.read_bytes() for path in data.rglob("*.csv")}
    again = str(data.parent / "again.xlsx")
    assert run(data.parent, "extract", "report.txt", "--unit", "xa-05587", "-o", again) == 0
    assert run(data.parent, "import", "again.xlsx") == 0  # the mark stands in it already
    assert {path: path.read_bytes() for path in data.rglob("*.csv")} == before


def test_numbers_set_aside_are_counted_where_they_are_printed_alike(data: Path) -> None:
    text = REPORT + "Có 33 cây xanh và 33 ghế đá.\n"
    (data.parent / "report.txt").write_text(text, "utf-8")
    again = data.parent / "again.xlsx"
    assert run(data.parent, "extract", "report.txt", "--unit", "xa-05587", "-o", str(again)) == 0
    book = openpyxl.load_workbook(again)
    for row in book["Số liệu"].iter_rows(min_row=2):
        row[0].value = "chưa có chỉ tiêu" if row[-2].value == "33" else None
    book.save(again)
    assert run(data.parent, "import", "again.xlsx") == 0
    (row,) = [one for one in rows_of(data / "set_aside.csv") if one["reason"] == "no_indicator"]
    assert (row["printed"], row["times"]) == ("33", "2")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Số thứ tự, số trang", "numbering"),
        ("số không nói về hội, đoàn thể", "out_of_scope"),
        ("name", "name"),
    ],
)
def test_a_number_that_is_no_figure_is_set_aside_with_the_reason_that_it_is_marked_with(
    data: Path, said: str, reason: str
) -> None:
    confirm(data.parent / "out.xlsx", "12", Nhận=said)
    mark(data)
    assert run(data.parent, "import", "out.xlsx") == 0
    row = rows_of(data / "set_aside.csv")[-1]
    assert (row["printed"], row["locator"], row["reason"], row["times"]) == (
        "trên 12",
        "mục I.1",
        reason,
        "1",
    )
    assert [one["value"] for one in figures(data)] == ["45"]
    assert run(data.parent, "account", "report.txt", "--write") == 0


def test_a_mark_of_several_words_that_is_no_reason_is_told_at_its_cell(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data, Nhận="số thứ tự trang")
    assert run(data.parent, "import", "out.xlsx") == 1
    assert "cột A: “số thứ tự trang” không có trong danh sách." in capsys.readouterr().err
    assert figures(data) == []


# What is asked, and what comes next ---------------------------------------------------------------


def test_a_second_number_of_one_thing_is_told_before_anything_is_written_and_taken_with_a_note(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data, locator="mục I.2")
    confirm(data.parent / "out.xlsx", "12", **CONFIRMED, value_text="trên 12")
    before = {path: path.read_bytes() for path in data.rglob("*.csv")}
    for more in (["--preview"], []):
        capsys.readouterr()
        assert run(data.parent, "import", "out.xlsx", *more) == 1
        shown = capsys.readouterr().err
        assert "ở đây là “trên 12” (mục I.1), ở chỗ khác là “45 hội viên” (mục I.2)" in shown
    assert {path: path.read_bytes() for path in data.rglob("*.csv")} == before
    confirm(data.parent / "out.xlsx", "12", note="Báo cáo nêu hai số.")
    assert run(data.parent, "import", "out.xlsx") == 0
    assert sorted(row["value"] for row in figures(data)) == ["12", "45"]


def test_a_commune_that_counts_communes_is_asked_and_the_figure_is_taken(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {"organisation_id": "", "indicator_id": "commune_reported_count", "value_text": "trên 12"}
    confirm(data.parent / "out.xlsx", "12", **counted)
    capsys.readouterr()
    assert run(data.parent, "import", "out.xlsx") == 0
    assert "Xã Bình Yên: nên xem lại Số xã đã báo cáo, ghi trên 12." in capsys.readouterr().out
    assert [row["value"] for row in figures(data)] == ["12"]


def test_after_an_import_the_next_commands_are_ready_to_be_pasted(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data)
    book, report = data.parent / "out.xlsx", data.parent / "report.txt"
    capsys.readouterr()
    assert run(data.parent, "import", "out.xlsx", "--preview") == 0
    assert f"\n  solieuhoi import {book} --data {data}\n" in capsys.readouterr().out
    assert run(data.parent, "import", "out.xlsx") == 0
    shown = capsys.readouterr().out
    assert f"\n  solieuhoi account {report} --document moi --write --data {data}\n" in shown
    assert f"\n  solieuhoi check --data {data}\n  solieuhoi build --data {data}\n" in shown
    assert run(data.parent, "import", "out.xlsx") == 0
    assert "solieuhoi account" not in capsys.readouterr().out


def test_the_report_of_a_workbook_that_stands_elsewhere_is_left_to_be_named(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark(data)
    (data.parent / "report.txt").unlink()
    run(data.parent, "import", "out.xlsx")
    assert "  solieuhoi account TỆP-BÁO-CÁO --document moi" in capsys.readouterr().out


def test_the_words_of_a_command_that_a_shell_would_split_are_quoted() -> None:
    assert [_quoted(word) for word in ("báo-cáo.docx", "báo cáo 2024.docx", "a$b c")] == [
        "báo-cáo.docx",
        '"báo cáo 2024.docx"',
        "'a$b c'",
    ]


def test_a_printed_command_calls_the_program_as_it_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = tmp_path / ".venv/bin/solieuhoi"
    called.parent.mkdir(parents=True)
    called.touch(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.setattr("sys.argv", [".venv/bin/solieuhoi", "import"])
    assert program() == ".venv/bin/solieuhoi"
    monkeypatch.setenv("PATH", f"/usr/bin:{called.parent}")
    assert program() == "solieuhoi"
    monkeypatch.setattr("sys.argv", ["pytest"])
    assert program() == "solieuhoi"
