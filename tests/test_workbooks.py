"""Forms: made for a unit, filled in, imported: figures exactly as printed, all or nothing."""

import csv
import html
import io
import random
import re
import shlex
import sys
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from generator import checks, cli, read
from generator.errors import SettingError
from generator.problems import Fault, describe
from generator.workbooks import answers
from generator.workbooks.layout import MARKS
from generator.workbooks.marked import COLOUR
from tests.builders import DATA, OBSERVATIONS, ROOT, make_data
from tests.forms import copy_of, files_of, fill, import_form, make_form, places, settings_of
from tests.registers import make_indicator
from tests.reports import confirm, docx, name_document

REAL = {"unit_id": "xa-05590", "form_id": "mau-chi-thi-17-2017"}
DOCUMENT = {"document/issuer.answer": "Ủy ban nhân dân xã", "document/title.answer": "Báo cáo về hội"}


@pytest.fixture(autouse=True)
def _of_few_places(few_places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests of this file begin with fewer units: each reads all of them several times."""
    monkeypatch.setattr(sys.modules[__name__], "DATA", few_places)


def rows(data: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / name).read_text("utf-8"))))


def real_form(tmp_path: Path, **changes: str) -> tuple[Path, Path]:
    data = copy_of(DATA, tmp_path)
    return data, make_form(data, tmp_path / "form.xlsx", **{**REAL, **changes})


# One answer -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1.875", ("1875", "", "", "")),
        ("1875", ("1875", "", "", "")),
        ("07", ("7", "", "", "")),
        ("0", ("0", "", "", "")),
        ("trên 2.000", ("2000", "", "", ">=")),
        ("gần 500", ("500", "", "", "<=")),
        ("khoảng 30 hội viên", ("30", "", "", "~")),
        ("90/127", ("90", "90", "127", "")),
        ("trên hai nghìn", ("2000", "", "", ">=")),
    ],
)
def test_an_answer_is_taken_exactly_as_it_is_printed(printed: str, expected: tuple[str, ...]) -> None:
    cells = answers.cells_of(printed, make_indicator(), None)
    assert not isinstance(cells, Fault)
    told = tuple(cells[name] for name in ("value", "numerator", "denominator", "qualifier"))
    assert (told, cells["value_text"]) == (expected, printed)


@pytest.mark.parametrize(
    ("printed", "value", "text"),
    [
        ("45,5", "45500000", "45,5 triệu đồng"),
        ("1 tỷ 040 triệu", "1040000000", "1 tỷ 040 triệu"),
        ("1.200.000 đồng", "1200000", "1.200.000 đồng"),
        ("trên 1,2 tỷ đồng", "1200000000", "trên 1,2 tỷ đồng"),
        ("999.999", "999999000000", "999.999 triệu đồng"),
        ("45.500.000 đồng", "45500000", "45.500.000 đồng"),
    ],
)
def test_money_asked_in_millions_is_written_in_dong(printed: str, value: str, text: str) -> None:
    indicator = make_indicator(unit_of_measure="đồng")
    cells = answers.cells_of(printed, indicator, "triệu đồng")
    assert not isinstance(cells, Fault)
    assert (cells["value"], cells["value_text"]) == (value, text)


@pytest.mark.parametrize(
    ("printed", "unit", "value"),
    [("5 tấn", "kg", "5000"), ("12 km²", "ha", "1200"), ("50‰", "%", "5"), ("12 kg", "kg", "12")],
)
def test_an_answer_in_a_unit_of_another_size_is_that_many_of_the_indicator(
    printed: str, unit: str, value: str
) -> None:
    cells = answers.cells_of(printed, make_indicator(unit_of_measure=unit), None)
    assert not isinstance(cells, Fault)
    assert (cells["value"], cells["value_text"]) == (value, printed)


@pytest.mark.parametrize(
    ("printed", "decimals", "unit", "code"),
    [
        ("1.800 - 1.900", 0, "người", "answer-range"),
        ("30 đến 40", 0, "người", "answer-range"),
        ("nhiều", 0, "người", "answer-unclear"),
        ("7, 9", 0, "người", "answer-unclear"),
        ("70%", 0, "người", "answer-is-percent"),
        ("90/127", 2, "%", "answer-lacks-percent"),
        ("7,5", 0, "hội", "number-too-precise"),
        ("1,875", 3, "ha", "answer-ambiguous"),
        ("77,612", 2, "ha", "answer-ambiguous"),
        ("-3", 0, "hội", "answer-unclear"),
        ("1" * 101, 0, "hội", "answer-unclear"),
        ("12?", 0, "hội", "answer-unclear"),
        ("không", 0, "hội", "answer-is-nothing"),
        ("Không có", 0, "hội", "answer-is-nothing"),
        ("-", 0, "hội", "answer-is-nothing"),
        ("N/A", 0, "hội", "answer-is-nothing"),
        ("chưa có số liệu", 0, "hội", "answer-is-nothing"),
    ],
)
def test_an_answer_that_is_not_plainly_one_number_is_refused(
    printed: str, decimals: int, unit: str, code: str
) -> None:
    found = answers.cells_of(printed, make_indicator(decimals=decimals, unit_of_measure=unit), None)
    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("1 875", "1.875"),
        ("trên 12 500", "trên 12.500"),
        ("1\u202f875\u202f000", "1.875.000"),
        ("'12", "12"),
        ("１２", "12"),
        ("1 87", None),
        ("12 13", None),
        ("1E3", None),
        ("nhiều", None),
    ],
)
def test_an_unclear_answer_is_told_with_the_number_that_it_looks_like(
    printed: str, meant: str | None
) -> None:
    found = answers.cells_of(printed, make_indicator(decimals=0, unit_of_measure="hội"), None)
    assert isinstance(found, Fault)
    assert (found.code, found.facts.get("suggestion")) == ("answer-unclear", meant)


def test_a_percentage_keeps_its_parts() -> None:
    indicator = make_indicator(decimals=2, unit_of_measure="%")
    cells = answers.cells_of("90/127 (70,87%)", indicator, None)
    assert not isinstance(cells, Fault)
    assert (cells["value"], cells["numerator"], cells["denominator"]) == ("70.87", "90", "127")


# The form ---------------------------------------------------------------------------------------


def test_a_form_has_what_the_record_knows_and_locks_the_rest(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make_form(make_data(tmp_path), tmp_path / "form.xlsx"))
    sheet, where = book["Báo cáo"], places(book)
    assert {name: book[at.split("!")[0]][at.split("!")[1]].value for name, at in where.items()}[
        "so-hoi.answer"
    ] == "07"
    answer = sheet[where["so-hoi.answer"].split("!")[1]]
    label = sheet[where["so-hoi.question"].split("!")[1]]
    assert (answer.protection.locked, label.protection.locked) == (False, True)
    assert answer.number_format == "@"
    assert sheet.protection.sheet
    assert book[MARKS].sheet_state == "veryHidden"


def test_a_form_shows_the_earlier_answer_with_its_period(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        make_form(make_data(tmp_path), tmp_path / "form.xlsx", period="2024", document_id=None)
    )
    sheet, _, cell = places(book)["so-hoi.previous"].partition("!")
    assert book[sheet][cell].value == "07 (năm 2023)"
    sheet, _, cell = places(book)["so-hoi.answer"].partition("!")
    assert not book[sheet][cell].value


def test_a_long_list_to_choose_from_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    _, form = real_form(tmp_path, period="2023")
    book = openpyxl.load_workbook(form)
    names = [cell.value for cell in book["Danh mục"]["C"]]
    assert len(", ".join(names)) > 255
    sources = {rule.formula1 for rule in book["Từng hội"].data_validations.dataValidation}
    assert "_solieuhoi_body" in sources
    assert book.defined_names["_solieuhoi_body"].attr_text == f"'Danh mục'!$C$1:$C${len(names)}"


def test_a_row_is_as_high_as_its_longest_text(tmp_path: Path) -> None:
    _, form = real_form(tmp_path, unit_id="xa-05587", period="2023")
    book = openpyxl.load_workbook(form)
    note, unit = (
        int(places(book)[name].partition("!E")[2]) for name in ("document/note.answer", "heading/unit.answer")
    )
    heights = book["Báo cáo"].row_dimensions
    assert heights[note].height > 200
    assert heights[unit].height is None, "one line, and Excel makes room for what is typed"


def test_the_form_checks_its_own_arithmetic(tmp_path: Path) -> None:
    _, form = real_form(tmp_path, period="2023")
    book = openpyxl.load_workbook(form)
    where = places(book)
    at = {name: where[f"{name}.answer"].split("!")[1] for name in ("so-chi-bo", "so-hoi-vien")}
    total = book["Báo cáo"][where["so-chi-bo.check"].split("!")[1]].value
    for part in ("nong-thon", "truong-hoc", "khac"):
        assert where[f"so-chi-bo-{part}.answer"].split("!")[1] in total
    again = book["Báo cáo"][where["so-hoi-vien-cuoi-ky.check"].split("!")[1]].value
    assert at["so-hoi-vien"] in again
    warned = [rule.formula for area in book["Báo cáo"].conditional_formatting for rule in area.rules]
    assert ['"Các phần cộng lại khác tổng số ở câu 11"'] in warned
    assert at["so-chi-bo"] not in again
    assert not book["Báo cáo"][where["so-thon.check"].split("!")[1]].value


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    data = make_data(tmp_path)
    first, second = (make_form(data, tmp_path / name / "form.xlsx") for name in _folders(tmp_path, "a", "b"))
    assert first.read_bytes() == second.read_bytes()


def _folders(place: Path, *names: str) -> tuple[str, ...]:
    for name in names:
        (place / name).mkdir()
    return names


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_id": "xa-99999"}, "'form-unit-unknown'"),
        ({"form_id": "mau-2018"}, "form-form-unknown"),
        ({"unit_id": "huyen-167"}, "form-none-of-level"),
        ({"period": "2026"}, "form-unit-not-in-force"),
        ({"period": "năm 2023"}, "period-malformed"),
        ({"document_id": "mau-2017"}, "form-document-blank"),
        ({"output": Path("form.xls")}, "form-output-kind"),
        ({"period": "2023-12-31/2023-01-01"}, "period-malformed"),
    ],
)
def test_a_form_that_cannot_be_made_is_refused(changes: dict[str, str], code: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=code):
        make_form(make_data(tmp_path), **{"output": tmp_path / "form.xlsx"} | changes)
    assert not (tmp_path / "form.xlsx").exists()


@pytest.mark.parametrize(
    ("unit_id", "period", "near"),
    [
        ("xa-24931", "2026", "xa-24931-20250701 (Xã Đơn Dương)"),
        ("Đơn Dương", "2026", "xa-24931-20250701 (Xã Đơn Dương)"),
        ("xa-24931-20250701", "2024", "xa-24931 (Thị trấn Thạnh Mỹ)"),
    ],
)
def test_who_asks_for_a_unit_of_another_time_or_by_name_is_told_its_code(
    unit_id: str, period: str, near: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingError) as refused:
        make_form(DATA, tmp_path / "form.xlsx", unit_id=unit_id, period=period, form_id="mau-chi-thi-17-2017")
    assert near in refused.value.args[1]["near"]


@pytest.mark.parametrize(
    ("form_id", "unit_id", "period", "told"),
    [
        ("mau-chi-thi-17-2017", "xa-05587-20250701", "2026", ("kỳ 2012-08-28/2017", "mau-hoi-cap-xa-2025")),
        ("mau-chi-thi-17-2017", "xa-05590", "2023", ("kỳ 2012-08-28/2017", "documents.csv")),
        ("mau-hoi-cap-xa-2025", "xa-05587-20250701", "2026", ()),
        ("mau-hoi-cap-xa-2025", "xa-05587-20250701", "2025", ("gọi lại với --period 2025-07-01/2025-12-31",)),
        ("mau-chi-thi-17-2017", "xa-05590", "2016", ()),
    ],
)
def test_a_form_for_another_time_says_so_and_which_one_fits(
    form_id: str,
    unit_id: str,
    period: str,
    told: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    form = str(tmp_path / "form.xlsx")
    asked = ["--unit", unit_id, "--form", form_id, "--period", period, "-o", form, "--data", str(DATA)]
    assert cli.run(["form", *asked]) == 0
    warned = capsys.readouterr().err
    assert all(one in warned for one in told)
    assert bool(warned) == bool(told)


def test_a_form_never_takes_the_place_of_a_file_that_may_be_filled_in(tmp_path: Path) -> None:
    data = make_data(tmp_path)
    form = make_form(data, tmp_path / "form.xlsx")
    before = form.read_bytes()
    with pytest.raises(SettingError, match="form-not-writable"):
        make_form(data, form)
    assert form.read_bytes() == before


# Import -----------------------------------------------------------------------------------------


def test_a_new_report_comes_in_with_its_document_figures_and_words(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {
        "so-thon.answer": "12",
        "so-chi-bo.answer": "15",
        "so-chi-bo.locator": "mục I.2",
        "tien-nhan-dao.answer": "45,5",
        "hoi-vien-moi.missing": "Chưa báo cáo",
        "danh-sach-hoi.answer": "Hội Người cao tuổi; Hội Chữ thập đỏ",
        "body/1.answer": "Hội Người cao tuổi",
        "so-hoi-vien-tung-hoi/1.answer": "trên 300",
    }
    made = import_form(data, fill(form, DOCUMENT | said))
    assert made.problems == ()
    found = {
        (row["organisation_id"], row["indicator_id"]): row for row in rows(data, "observations/xa-05590.csv")
    }
    assert found["", "party_cell_count"]["locator"] == "mục I.2"
    assert found["", "village_count"]["locator"] == "câu 9 của mẫu"
    assert found["", "humanitarian_fund_raised_vnd"]["value"] == "45500000"
    assert found["", "member_new_count"]["missing"] == "not_reported"
    members = found["elderly", "member_count"]
    assert (members["value"], members["qualifier"], members["value_text"]) == ("300", ">=", "trên 300")
    assert len(found) == 5
    document = rows(data, "documents.csv")[-1]
    assert (document["document_id"], document["unit_id"]) == ("bao-cao-xa-05590-2023", "xa-05590")
    (words,) = rows(data, "answers.csv")
    assert (words["question_id"], words["answer"]) == ("danh-sach-hoi", said["danh-sach-hoi.answer"])


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    fill(form, DOCUMENT | {"so-thon.answer": "12", "danh-sach-hoi.answer": "Hội Khuyến học"})
    assert import_form(data, form).changes
    before = files_of(data)
    again = import_form(data, form)
    assert (again.problems, again.changes) == ((), ())
    assert files_of(data) == before


def test_a_preview_shows_everything_and_writes_nothing(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    before = files_of(data)
    made = import_form(data, fill(form, DOCUMENT | {"so-thon.answer": "12"}), preview=True)
    assert [change.path for change in made.changes] == ["documents.csv", "observations/xa-05590.csv"]
    assert not made.written
    assert files_of(data) == before


def test_a_form_made_for_figures_that_are_there_changes_none_of_them(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, unit_id="xa-05587", period="2023")
    before = files_of(data)
    assert import_form(data, form).changes == ()
    assert files_of(data) == before


def test_missing_is_not_zero(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    fill(form, DOCUMENT | {"so-thon.answer": 0, "hoi-vien-moi.missing": "Không thu thập"})
    assert import_form(data, form).problems == ()
    zero, missing = rows(data, "observations/xa-05590.csv")
    assert (zero["value"], zero["missing"]) == ("0", "")
    assert (missing["value"], missing["missing"]) == ("", "not_collected")


def test_a_published_figure_changes_only_with_a_reason(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, unit_id="xa-05587", period="2023")
    before = files_of(data)
    fill(form, {"so-hoi-vien.answer": "1.885"})
    refused = import_form(data, form)
    assert (refused.published, refused.written) == (1, False)
    assert files_of(data) == before
    made = import_form(data, form, reason="Nhập nhầm một chữ số so với báo cáo")
    assert made.written
    assert "Nhập nhầm một chữ số" in (data / "revisions.csv").read_text("utf-8")
    assert [row["value"] for row in rows(data, "observations/xa-05587.csv")].count("1885") == 1


def test_an_answer_asked_twice_at_one_place_is_never_lost(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {"so-hoi-vien.answer": "100", "so-hoi-vien-cuoi-ky.answer": "101"}
    where = {"so-hoi-vien.locator": "mục I", "so-hoi-vien-cuoi-ky.locator": "mục I"}
    before = files_of(data)
    found = import_form(data, fill(form, DOCUMENT | said | where)).problems
    assert {problem.code for problem in found} == {"figure-repeated"}
    assert files_of(data) == before


def test_a_corrected_place_is_no_second_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, form = real_form(tmp_path, period="2023")
    assert import_form(data, fill(form, DOCUMENT | {"so-thon.answer": "12"})).problems == ()
    fill(form, {"so-thon.locator": "mục II.1"})
    assert cli.run(["import", "--data", str(data), str(form)]) == 0
    assert "Số thôn: 12 (câu 9 của mẫu) → 12 (mục II.1)" in capsys.readouterr().out
    (row,) = rows(data, "observations/xa-05590.csv")
    assert (row["value"], row["locator"]) == ("12", "mục II.1")


def test_an_answer_asked_again_at_another_place_stands_beside_the_first(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    import_form(data, fill(form, DOCUMENT | {"so-hoi-vien.answer": "100"}))
    import_form(data, fill(form, {"so-hoi-vien-cuoi-ky.answer": "100"}))
    assert [row["value"] for row in rows(data, "observations/xa-05590.csv")] == ["100", "100"]


def test_moved_columns_inserted_rows_and_renamed_sheets_lead_no_answer_astray(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    fill(form, DOCUMENT | {"so-thon.answer": "12"})
    fill(form, insert_rows=["so-thon.answer", "dan-so.answer"], rename={"Báo cáo": "Trang 1"})
    assert import_form(data, form).problems == ()
    (row,) = rows(data, "observations/xa-05590.csv")
    assert (row["indicator_id"], row["value"]) == ("village_count", "12")


def test_numbers_that_a_spreadsheet_made_are_taken_with_all_their_digits(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {"so-thon.answer": 1875, "dien-tich.answer": 1234.56, "tien-nhan-dao.answer": 45.5}
    assert import_form(data, fill(form, DOCUMENT | said)).problems == ()
    found = {row["indicator_id"]: row for row in rows(data, "observations/xa-05590.csv")}
    assert found["village_count"]["value_text"] == "1.875"
    assert Decimal(found["natural_area_ha"]["value"]) == Decimal("1234.56")
    assert found["humanitarian_fund_raised_vnd"]["value"] == "45500000"


def test_a_number_that_a_spreadsheet_made_is_never_a_thousand_times_what_it_was(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {"so-thon.answer": 44.012, "dien-tich.answer": 77.612, "so-dang-vien.answer": "1.024"}
    found = import_form(data, fill(form, DOCUMENT | said)).problems
    assert [(one.code, one.facts["found"]) for one in found] == [
        ("answer-ambiguous", "77,612"),
        ("answer-ambiguous", "44,012"),
    ]


def test_a_day_that_a_spreadsheet_made_of_an_answer_is_told_as_people_write_it(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {"so-thon.answer": datetime(2026, 5, 1)}
    assert import_form(data, fill(form, DOCUMENT | said)).problems[0].facts["found"] == "01/05/2026"


def test_a_time_that_a_spreadsheet_made_of_an_answer_is_told_as_people_write_it(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {"so-thon.answer": timedelta(hours=30, minutes=5)}
    (problem,) = import_form(data, fill(form, DOCUMENT | said)).problems
    assert (problem.code, problem.facts["found"]) == ("answer-is-date", "30:05")


def test_digits_that_were_raised_by_hand_stay_raised_in_words(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2024")
    raised = {"vertAlign": "superscript", "text": "2"}
    fill(form, DOCUMENT | {"so-thon.answer": 7, "document/note.answer": ["Nhà 45 m", raised, " kèm theo"]})
    assert import_form(data, form).problems == ()
    assert rows(data, "documents.csv")[-1]["note"] == "Nhà 45 m² kèm theo"


def test_cells_about_the_document_that_were_emptied_are_told_as_empty(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    emptied = dict.fromkeys(("heading/unit.answer", "heading/period.answer", "document/status.answer"))
    made = import_form(data, fill(form, DOCUMENT | emptied))
    assert [problem.code for problem in made.problems] == ["value-required"] * 3


def test_a_form_that_lost_its_sheet_of_associations_is_told_with_the_questions(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    answers = DOCUMENT | {"so-thon.answer": "12"}
    (problem,) = import_form(data, fill(form, answers, remove_sheets=["Từng hội"])).problems
    assert problem.code == "form-rows-lost"
    assert "Từng hội" in problem.facts["found"]


def test_a_repeated_association_is_told_once_however_many_figures_it_has(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = {}
    for block in ("1", "2"):
        said |= {f"body/{block}.answer": "Hội Chữ thập đỏ", f"so-hoi-vien-tung-hoi/{block}.answer": "12"}
    found = import_form(data, fill(form, DOCUMENT | said)).problems
    assert [one.code for one in found] == ["body-repeated"]


def test_a_report_of_before_the_end_of_its_period_says_in_the_form_that_it_estimates(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    said = DOCUMENT | {"document/issued_on.answer": "05/12/2023", "so-thon.answer": "12"}
    assert [one.code for one in import_form(data, fill(form, said)).problems] == ["document-period-ahead"]
    fill(form, {"document/note.answer": "Số liệu ước đến hết kỳ"})
    assert import_form(data, form).problems == ()
    assert rows(data, "documents.csv")[-1]["note"] == "Số liệu ước đến hết kỳ"


def test_an_import_of_several_files_writes_all_or_nothing(tmp_path: Path) -> None:
    data, good = real_form(tmp_path, period="2023")
    fill(good, DOCUMENT | {"so-thon.answer": "12"})
    bad = make_form(data, tmp_path / "bad.xlsx", **REAL | {"unit_id": "xa-05593", "period": "2023"})
    fill(bad, DOCUMENT | {"so-thon.answer": "mười mấy"})
    before = files_of(data)
    made = import_form(data, good, bad)
    assert [problem.file for problem in made.problems] == ["bad.xlsx › Báo cáo"]
    assert files_of(data) == before
    fill(bad, {"so-thon.answer": "13"})
    assert import_form(data, good, bad).written


# The coloured copy ------------------------------------------------------------------------------


def test_a_faulty_form_comes_back_with_every_faulty_cell_coloured(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    mistakes = {
        "document/issuer.answer": "",
        "document/issued_on.answer": "31/02/2024",
        "document/status.answer": "Đã kí",
        "dien-tich.answer": "1,23456 ha",
        "dan-so.answer": "khoảng 5 đến 6 nghìn",
        "so-thon.answer": "mười mấy",
        "so-dang-vien.answer": "=100+50",
        "so-chi-bo.answer": "15,5",
        "so-chi-bo-nong-thon.answer": "-3",
        "so-chi-bo-truong-hoc.answer": "2%",
        "so-chi-bo-khac.answer": True,
        "so-hoi.answer": "7/6/2023",
        "so-chi-hoi.answer": "1.800 - 1.900",
        "so-hoi-vien.missing": "Quên",
        "so-hoi-nhac-lai.answer": "#N/A",
        "hoi-vien-moi.answer": "?",
        "so-hoi-vien-cuoi-ky.locator": "",
        "dat-hien.answer": "12 và 13",
        "ngay-cong.answer": "999999999999999999",
        "tien-nong-thon-moi.missing": "Chưa báo cáo",
        "tien-nhan-dao.note": "Liên hệ 0912 345 678",
        "body/1.answer": "Hội Người cao tuỗi xã",
        "so-hoi-vien-tung-hoi/2.answer": "40",
        "so-chi-hoi-tung-hoi/3.answer": "năm bảy",
        "danh-sach-hoi.answer": "Gửi về hoi@example.org",
    }
    right = DOCUMENT | {
        "so-hoi-vien-cuoi-ky.answer": "100",
        "tien-nong-thon-moi.answer": "12",
        "tien-nhan-dao.answer": "45,5",
        "body/3.answer": "Hội Khuyến học",
        "so-hoi-vien-tung-hoi/1.answer": "30",
    }
    assert len(mistakes) == 25
    fill(form, right | mistakes)
    own, before = form.read_bytes(), files_of(data)
    made = import_form(data, form)
    (copy,) = made.copies
    book = openpyxl.load_workbook(copy)
    coloured = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb == COLOUR
    }
    where = places(book)
    assert set(coloured) == {where[name] for name in mistakes}
    assert all("Cách sửa: " in remedy for remedy in coloured.values())
    assert "“Hội Người cao tuổi”" in coloured[where["body/1.answer"]]
    assert form.read_bytes() == own
    assert files_of(data) == before


def test_a_form_without_a_fault_gets_no_copy(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    made = import_form(data, fill(form, DOCUMENT | {"so-thon.answer": "12"}))
    assert made.copies == ()
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["form.xlsx"]


# The commands -----------------------------------------------------------------------------------


def test_the_commands_tell_what_they_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copy_of(DATA, tmp_path)
    monkeypatch.chdir(settings_of(data).root)
    form = tmp_path / "form.xlsx"
    asked = ["--unit", REAL["unit_id"], "--form", REAL["form_id"], "--period", "2023", "-o", str(form)]
    assert cli.run(["form", "--data", str(data), *asked]) == 0
    fill(form, DOCUMENT | {"so-thon.answer": "mười mấy"})
    assert cli.run(["import", "--data", str(data), str(form)]) == 1
    said = capsys.readouterr()
    assert "form.xlsx › Báo cáo, dòng" in said.err
    assert "form.cac-loi.xlsx" in said.err
    fill(form, {"so-thon.answer": "12", "ten-dang-uy-xa.answer": "Đảng ủy xã"})
    fill(form, {"body/1.answer": "Hội Chữ thập đỏ", "so-hoi-vien-tung-hoi/1.missing": "Chưa báo cáo"})
    assert cli.run(["import", "--data", str(data), str(form)]) == 0
    said = capsys.readouterr().out
    assert "observations/xa-05590.csv, dòng 2, Số thôn: thêm 12" in said
    assert "Hội Chữ thập đỏ · Số hội viên: thêm không có số (chưa báo cáo)" in said
    assert "Tên đảng ủy xã báo cáo: thêm Đảng ủy xã" in said


def test_nothing_of_a_workbook_is_unpacked_before_its_size_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = make_data(tmp_path)
    form = make_form(data, tmp_path / "form.xlsx")
    with zipfile.ZipFile(form, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.xml", bytes(80 * 2**20))

    def refuse(*_: object) -> None:
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "read", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "open", refuse)
    assert [problem.code for problem in import_form(data, form).problems] == ["workbook-too-large"]


# CSV as spreadsheets save it --------------------------------------------------------------------

HEADER = "unit_id;indicator_id;period_start;period_end;value;value_text;missing;document_id;locator"
SAVED = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "commas": lambda text: text.replace(";", ",").encode(),
    "tabs": lambda text: text.replace(";", "\t").encode("utf-16"),
    "lines of Windows": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
}


def saved(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "figures.csv"
    path.write_bytes("\n".join((header, *lines, "")).encode())
    return path


@pytest.mark.parametrize("how", SAVED)
def test_a_csv_is_read_however_a_spreadsheet_saves_it(how: str, tmp_path: Path) -> None:
    data = make_data(tmp_path)
    line = "xa-05587;member_count;01/01/2023;2023-12-31;;1.875;;bao-cao-2023;mục VI"
    (tmp_path / "figures.csv").write_bytes(SAVED[how](f"{HEADER}\n{line}\n"))
    made = import_form(data, tmp_path / "figures.csv")
    assert made.problems == ()
    row = rows(data, OBSERVATIONS)[-1]
    assert (row["value"], row["value_text"], row["locator"]) == ("1875", "1.875", "mục VI")
    assert (row["period_start"], row["period_basis"]) == ("2023-01-01", "stated")


@pytest.mark.parametrize(
    ("indicator", "value", "printed", "expected"),
    [
        ("member_count", "1.875", "", ("1875", "1.875")),
        ("member_count", "1875", "1.875", ("1875", "1.875")),
        ("member_count", "", "trên 1.800", ("1800", "trên 1.800")),
        ("learning_family_rate", "74,87%", "", ("74.87", "74,87%")),
        ("learning_family_rate", "74.87", "74,87%", ("74.87", "74,87%")),
    ],
)
def test_numbers_of_a_csv_are_taken_as_printed(
    indicator: str, value: str, printed: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    data = make_data(tmp_path)
    line = f"xa-05587;{indicator};2023-01-01;2023-12-31;{value};{printed};;bao-cao-2023;mục VI"
    assert import_form(data, saved(tmp_path, line)).problems == ()
    row = rows(data, OBSERVATIONS)[-1]
    assert (row["value"], row["value_text"]) == expected


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("xa-5587;member_count;2023-01-01;2023-12-31;;7;;bao-cao-2023;mục VI", "unit_id", "unit-unknown"),
        ("xa-05587;member_count;31/02/2023;2023-12-31;;7;;bao-cao-2023;I", "period_start", "date-impossible"),
        (
            "xa-05587;learning_family_rate;2023-01-01;2023-12-31;1,875;;;bao-cao-2023;I",
            "value",
            "number-ambiguous",
        ),
        ("xa-05587;member_count;2023-01-01;2023-12-31;;7;;bao-cao-2024;I", "document_id", "document-unknown"),
        (
            "xa-05587;member_cuont;2023-01-01;2023-12-31;7;7;;bao-cao-2023;I",
            "indicator_id",
            "indicator-unknown",
        ),
        ("xa-05587;member_count;2023-01-01;2023-12-31;1875;7;;bao-cao-2023;I", "value", "printed-differs"),
    ],
)
def test_a_faulty_cell_of_a_csv_is_told_where_it_is(
    line: str, column: str, code: str, tmp_path: Path
) -> None:
    data = make_data(tmp_path)
    before = files_of(data)
    (problem,) = import_form(data, saved(tmp_path, line)).problems
    assert (problem.file, problem.line, problem.column, problem.code) == ("figures.csv", 2, column, code)
    assert files_of(data) == before


@pytest.mark.parametrize(
    ("header", "line", "at", "code"),
    [
        (HEADER, "xa-05587;member_count;2023-01-01;2023-12-31;7;8;7;;bao-cao-2023;I", 2, "row-too-long"),
        (HEADER, "xa-05587;member_count;2023-01-01;2023-12-31;7;7;;bao-cao-2023", 2, "row-too-short"),
        (f"{HEADER};value", "xa-05587;member_count;2023-01-01;2023-12-31;7;7;;x;I;8", 1, "header-repeated"),
    ],
)
def test_no_cell_of_a_csv_is_left_out_or_counted_twice(
    header: str, line: str, at: int, code: str, tmp_path: Path
) -> None:
    data = make_data(tmp_path)
    before = files_of(data)
    (problem,) = import_form(data, saved(tmp_path, line, header=header)).problems
    assert (problem.line, problem.code) == (at, code)
    assert "cột :" not in describe(problem)
    assert files_of(data) == before


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (f"{HEADER}\n<<<<<<< HEAD\na;b\n=======\na;c\n>>>>>>> main\n", 2, "merge-conflict"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", None, "file-lfs-pointer"),
    ],
)
def test_a_csv_that_a_program_spoiled_is_one_fault(
    content: str, line: int | None, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(content, "utf-8")
    (problem,) = import_form(make_data(tmp_path), path).problems
    assert (problem.line, problem.code) == (line, code)


def test_a_reason_of_a_csv_may_be_in_words(tmp_path: Path) -> None:
    data = make_data(tmp_path)
    line = "xa-05587;member_count;2023-01-01;2023-12-31;;;chưa báo cáo;bao-cao-2023;mục VI"
    assert import_form(data, saved(tmp_path, line)).problems == ()
    assert rows(data, OBSERVATIONS)[-1]["missing"] == "not_reported"


def test_an_old_encoding_is_shown_first_and_converted_on_request(tmp_path: Path) -> None:
    data = make_data(tmp_path)
    line = "xa-05587;member_count;2023-01-01;2023-12-31;;1.875;;bao-cao-2023;môc I, phÇn cña héi"
    path = tmp_path / "figures.csv"
    path.write_bytes(f"{HEADER}\n{line}\n".encode("cp1252"))
    refused = import_form(data, path)
    assert [problem.code for problem in refused.problems] == ["encoding-tcvn3"]
    assert "mục I, phần của hội" in refused.samples[0].lines[1]
    assert import_form(data, path, old="tcvn3").written
    assert rows(data, OBSERVATIONS)[-1]["locator"] == "mục I, phần của hội"


def test_a_record_that_is_spoiled_itself_is_told_and_left_alone(tmp_path: Path) -> None:
    data = make_data(tmp_path, {OBSERVATIONS: "xã".encode("utf-16")})
    line = "xa-05587;member_count;2023-01-01;2023-12-31;;7;;bao-cao-2023;mục VI"
    before = files_of(data)
    assert [problem.code for problem in import_form(data, saved(tmp_path, line)).problems] == [
        "encoding-utf16"
    ]
    assert files_of(data) == before


@pytest.mark.parametrize("cell", ['"mục VI', 'mục "VI', '"mục" VI'])
def test_a_quotation_mark_that_leaves_the_end_of_a_cell_in_doubt_is_told(cell: str, tmp_path: Path) -> None:
    line = "xa-05587;member_count;2023-01-01;2023-12-31;;{value};;bao-cao-2023;{place}"
    told = line.format(value=7, place=cell)
    path = saved(tmp_path, f"{told}\n{line.format(value=8, place='mục VII')}")
    assert [problem.code for problem in import_form(make_data(tmp_path), path).problems] == ["quoting-broken"]


# On paper ---------------------------------------------------------------------------------------


def test_a_form_on_paper_asks_what_the_workbook_asks_and_every_cell_is_text(tmp_path: Path) -> None:
    hostile = (DATA / "forms.csv").read_text("utf-8").replace("Số thôn dân cư", "Số <b>thôn</b> & xóm")
    data = copy_of(DATA, tmp_path)
    (data / "forms.csv").write_text(hostile, "utf-8")
    page = make_form(data, tmp_path / "form.html", **REAL, period="2023").read_text("utf-8")
    assert "Số &lt;b&gt;thôn&lt;/b&gt; &amp; xóm" in page
    assert "<b>" not in page
    asked = [row["question"] for row in rows(data, "forms.csv") if row["form_id"] == REAL["form_id"]]
    assert [question for question in asked if html.escape(question) not in page] == []


def test_every_text_of_the_page_to_print_comes_through_one_filter() -> None:
    template = (ROOT / "generator/templates/paper/form.html.j2").read_text("utf-8")
    assert re.findall(r"{{(?!.*?\| html }})", template) == []
    assert len(re.findall("{{", template)) == len(re.findall(r"\| html }}", template))


# Where a figure stands --------------------------------------------------------------------------


def test_the_number_of_a_question_is_the_place_only_where_the_form_is_the_document(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    other = make_form(data, tmp_path / "other.xlsx", **REAL | {"unit_id": "xa-05587", "period": "2023"})
    shown = [
        openpyxl.load_workbook(path)["Báo cáo"][
            places(openpyxl.load_workbook(path))["so-thon.locator"][8:]
        ].value
        for path in (form, other)
    ]
    assert shown == ["câu 9 của mẫu", None]


def test_a_form_of_a_report_from_elsewhere_asks_where_each_figure_stands(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, unit_id="xa-05587", period="2023")
    (problem,) = import_form(data, fill(form, {"so-thon.answer": "12"})).problems
    assert (problem.code, problem.column) == ("value-required", "G")


def test_a_hidden_row_with_nothing_in_it_is_no_fault(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    fill(form, DOCUMENT | {"so-thon.answer": "12", "dan-so.locator": ""}, hide=["dan-so.answer"])
    assert import_form(data, form).problems == ()


# The guide --------------------------------------------------------------------------------------


def test_every_command_of_the_guide_does_what_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (ROOT / "site_src/phuong-phap/nhap-so-lieu/index.md").read_text("utf-8")
    commands = [shlex.split(line)[1:] for line in re.findall("```sh\n(solieuhoi .*)\n```", guide)]
    data = copy_of(DATA, tmp_path)
    for name in ("mkdocs.yml", "site_src", "theme"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    said = []
    for command in commands:
        if "so-lieu.csv" in command:
            write_csv(tmp_path, "tcvn3" in command)
        if command[0] == "extract":
            docx(tmp_path / command[1], "I. Chung", "Có 12 người tập dưỡng sinh.")
        code = cli.run(command)
        said.append((command[0], code))
        if command[-1] == "binh-yen-2023.xlsx" and command[0] == "form":
            fill(tmp_path / command[-1], {"so-hoi-vien.answer": "1.885"})
        if command[0] == "extract":
            name_document(tmp_path / command[-1], issuer="UBND xã Bình Yên", title="Báo cáo")
            confirm(
                tmp_path / command[-1],
                "12",
                organisation_id="red_cross",
                indicator_id="exercise_participant_count",
            )
    assert said == [
        ("form", 0), ("form", 0), ("import", 1), ("import", 1), ("import", 0), ("import", 0), ("import", 0),
        ("extract", 0), ("import", 0), ("account", 0),
    ]  # fmt: skip
    shown = capsys.readouterr()
    assert shown.err.count("--reason") == 2  # published: not even a preview hides it
    assert "1.885" in (data / "observations/xa-05587.csv").read_text("utf-8")
    half_year = (data / "observations/xa-05587-20250701.csv").read_text("utf-8")
    assert "red_cross,exercise_participant_count,,2026-01-01,2026-06-30" in half_year
    assert "Nhập nhầm một chữ số" in (data / "revisions.csv").read_text("utf-8")


def write_csv(place: Path, is_old: bool) -> None:
    """A file of figures as somebody has it, in Unicode or in the letters of an old font."""
    where = "môc VI" if is_old else "mục VII"
    line = f"xa-05587;farmers;member_count;2023-01-01;2023-12-31;20;;bao-cao-binh-yen-2023;{where}"
    header = (
        "unit_id;organisation_id;indicator_id;period_start;period_end;value_text;missing;document_id;locator"
    )
    encoding = "cp1252" if is_old else "utf-16"
    (place / "so-lieu.csv").write_bytes(f"{header}\n{line}\n".encode(encoding))


def test_an_answer_that_was_emptied_takes_nothing_away(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, unit_id="xa-05587", period="2023")
    before = files_of(data)
    made = import_form(data, fill(form, {"so-hoi-vien.answer": None}))
    assert (made.problems, made.changes) == ((), ())
    assert made.empty > 0
    assert files_of(data) == before


def test_answers_that_do_not_agree_come_in_as_they_are(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    parts = {"so-chi-bo.answer": "15", "so-chi-bo-nong-thon.answer": "9", "so-chi-bo-truong-hoc.answer": "2"}
    assert import_form(data, fill(form, DOCUMENT | parts | {"so-chi-bo-khac.answer": "3"})).written
    values = [row["value"] for row in rows(data, "observations/xa-05590.csv")]
    assert values == ["15", "9", "2", "3"]


@pytest.mark.parametrize(("total", "told"), [("15", True), ("14", False), ("trên 14", False)])
def test_a_total_that_its_parts_do_not_make_is_told_when_it_is_taken(
    total: str, told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, form = real_form(tmp_path, period="2023")
    parts = {
        "so-chi-bo-nong-thon.answer": "9",
        "so-chi-bo-truong-hoc.answer": "2",
        "so-chi-bo-khac.answer": "3",
    }
    fill(form, DOCUMENT | parts | {"so-chi-bo.answer": total})
    assert cli.run(["import", "--preview", "--data", str(data), str(form)]) == 0
    assert ("ghi 15, các phần cộng lại được 14" in capsys.readouterr().out) == told


# Whatever comes ---------------------------------------------------------------------------------

DEBRIS = (b"<", b"&lol;", b'"', b"\x00", b"9" * 400, b"\xff", b'<c r="ZZZ9"/>', b' hidden="1"', b't="e"')


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_workbook_is_refused_or_read_and_never_a_crash(seed: int, tmp_path: Path) -> None:
    data = make_data(tmp_path)
    form = make_form(data, tmp_path / "form.xlsx")
    with zipfile.ZipFile(form) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    mixer = random.Random(seed)
    for _ in range(5):
        own = dict(parts)
        name = mixer.choice(sorted(own))
        at = mixer.randrange(len(own[name]) + 1)
        own[name] = own[name][:at] + mixer.choice(DEBRIS) + own[name][at + mixer.choice((0, 1, 30)) :]
        with zipfile.ZipFile(form, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in own.items():
                archive.writestr(path, content)
        before = files_of(data)
        made = import_form(data, form)
        assert (files_of(data) != before) == (made.written and bool(made.changes))
        assert not (made.problems and made.changes)


def test_the_coloured_copy_can_be_corrected_and_imported_itself(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    fill(form, DOCUMENT | {"so-thon.answer": "mười mấy"})
    (copy,) = import_form(data, form).copies
    assert import_form(data, fill(copy, {"so-thon.answer": "12"})).written
    assert rows(data, "observations/xa-05590.csv")[0]["value"] == "12"


def test_answers_in_words_are_to_questions_that_there_are(tmp_path: Path) -> None:
    line = "xa-05587,mau-2017,dac-diem,2023-01-01,2023-12-31,vùng đồi,bao-cao-2023"
    header = "unit_id,form_id,question_id,period_start,period_end,answer,document_id"
    right = read.read(make_data(tmp_path / "a", {"answers.csv": f"{header}\n{line}\n"}))
    wrong = read.read(
        make_data(tmp_path / "b", {"answers.csv": f"{header}\n{line}\n".replace("dac-diem", "x")})
    )
    assert (*right.problems, *checks.check(right)) == ()
    (problem,) = checks.check(wrong)
    assert (problem.code, problem.column) == ("reference-unknown", "question_id")


def test_a_unit_of_a_csv_that_lost_its_zero_is_told_with_it(tmp_path: Path) -> None:
    line = "xa-5587;member_count;2023-01-01;2023-12-31;;7;;bao-cao-2023;mục VI"
    (problem,) = import_form(make_data(tmp_path), saved(tmp_path, line)).problems
    assert problem.facts == {"found": "xa-5587", "suggestion": "xa-05587"}


def test_where_no_copy_can_be_written_the_problems_are_told_all_the_same(tmp_path: Path) -> None:
    data, form = real_form(tmp_path, period="2023")
    fill(form, DOCUMENT | {"so-thon.answer": "mười mấy"})
    (tmp_path / "form.cac-loi.xlsx").mkdir()
    made = import_form(data, form)
    assert (made.copies, [problem.code for problem in made.problems]) == ((), ["answer-unclear"])


def test_a_period_that_is_not_over_is_told_where_the_form_names_it(tmp_path: Path) -> None:
    new = {"unit_id": "xa-05587-20250701", "form_id": "mau-hoi-cap-xa-2025", "period": "2026"}
    data, form = real_form(tmp_path, **new)
    before = files_of(data)
    (problem,) = import_form(data, fill(form, DOCUMENT | {"so-thon.answer": "12"})).problems
    where = places(openpyxl.load_workbook(form))["heading/period.answer"]
    assert f"{problem.file.partition(' › ')[2]}!{problem.column}{problem.line}" == where
    assert files_of(data) == before
