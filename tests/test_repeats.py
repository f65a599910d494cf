"""What a report says twice: two rows, told apart by their places, the second one unsure."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from generator import cli
from generator.model import SetAside
from generator.reports.extract_rows import extract
from generator.reports.numbers import numbers_of
from generator.reports.proposals import Doubt
from generator.reports.reconciliation import account
from tests.registers import make_observation
from tests.reports import name_document, real, report
from tests.test_extracts import DOCUMENT, known
from tests.test_pipeline import rows_of

ROOT = Path(__file__).parents[1]
TWICE = """I. Chung
- Các hội ở cơ sở:
+ Hội hoạt động trong phạm vi xã: 6 hội
- Cán bộ của hội:
+ Hội hoạt động trong phạm vi xã: {} hội
"""
FIRST, SECOND = "mục I, gạch đầu dòng 1", "mục I, gạch đầu dòng 2"


def test_a_number_that_is_said_again_has_a_place_of_its_own_and_says_where_it_stood() -> None:
    first, second = real(TWICE.format("6"))
    assert (first.status, first.cells["locator"], first.doubts) == ("proposed", FIRST, ())
    assert (second.status, second.cells["locator"]) == ("unsure", SECOND)
    assert second.doubts == (Doubt("repeat", FIRST),)
    assert first.cells["indicator_id"] == second.cells["indicator_id"] == "assoc_count"


def test_another_number_of_the_same_matter_says_which_one_stands_before_it() -> None:
    _, second = real(TWICE.format("4"))
    assert (second.status, second.cells["locator"]) == ("unsure", SECOND)
    assert second.doubts == (Doubt("repeat_otherwise", f"“6 hội” ({FIRST})"),)


def test_two_of_one_item_are_told_apart_by_their_turn() -> None:
    rows = real("I. Chung\nXã có 6 hội. Toàn xã có 6 hội. Xã có 6 hội.")
    assert [one.cells["locator"] for one in rows] == ["mục I", "mục I, lần 2", "mục I, lần 3"]
    other = real("I. Chung\nXã có 6 hội.\nII. Khác\nXã có 6 hội.")
    assert [(one.status, one.cells["locator"]) for one in other] == [
        ("proposed", "mục I"),
        ("proposed", "mục II"),
    ]


def test_what_the_record_has_is_not_proposed_a_second_time_at_the_same_place() -> None:
    register, document = known(), DOCUMENT
    text = report("I. Chung\nCó 512 hội viên.\nCó 512 hội viên.")
    (first, _) = extract(text, register, document, "xa-05587")
    figure = replace(
        make_observation("512", "512", indicator_id=first.cells["indicator_id"]),
        unit_id="xa-05587",
        organisation_id=None,
        document_id="new",
        locator="mục I",
        value_text="512 hội viên",
        period=document.period,
    )
    had = replace(register, observations={**register.observations, "512": figure})
    recorded, again = extract(text, had, document, "xa-05587")
    assert (recorded.status, again.status, again.cells["locator"]) == ("recorded", "unsure", "mục I, lần 2")
    assert again.doubts == (Doubt("repeat", "mục I"),)


def test_a_number_is_set_aside_at_the_place_that_its_row_names() -> None:
    text = "I. Chung\nCó 6 bóng đèn.\nPhần thứ hai\nCó 8 bóng đèn."
    places = (("6", SECOND), ("8", "phần thứ hai, phần đầu"))
    rows = tuple(SetAside("new", place, number, "no_indicator", 1) for number, place in places)
    assert account(numbers_of(report(text)), (), rows).is_whole


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "report.txt").write_text(TWICE.format("6"), "utf-8")
    return tmp_path / "data"


def test_both_are_imported_with_a_plain_x_and_nothing_is_left_over(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, out, where = str(data.parent / "report.txt"), data.parent / "out.xlsx", ("--data", str(data))
    options = ("--unit", "xa-05590", "--period", "2023", "-o", str(out))
    assert cli.run(["extract", text, *options, *where]) == 0
    name_document(out, title="Báo cáo", issuer="UBND xã", issued_on="05/01/2024")
    book = openpyxl.load_workbook(out)
    for row in book["Số liệu"].iter_rows(min_row=2):
        row[0].value = "x"
    book.save(out)
    assert cli.run(["import", str(out), *where]) == 0
    figures = rows_of(data / "observations/xa-05590.csv")
    assert [(one["value"], one["locator"]) for one in figures] == [("6", FIRST), ("6", SECOND)]
    capsys.readouterr()
    document = ("--document", "bao-cao-xa-05590-2023")
    assert cli.run(["account", text, *document, "--write", *where]) == 0
    assert "2 con số: 2 là số liệu" in capsys.readouterr().out
