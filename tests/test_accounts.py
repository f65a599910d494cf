"""Every number of a report beside the record, and what a document's page may say of it."""

from __future__ import annotations

import csv
import os
import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from generator import cli, measures, read
from generator.assemble import assemble
from generator.cache.changes import changed_rows
from generator.checks.set_aside import may_tell
from generator.measures import printed_numbers
from generator.measures.number_coverage import digest
from generator.model import NO_INDICATOR, Account, Observation, SetAside, SetAsideReason, SmallNumberRule
from generator.pages.kinds.document import document_page
from generator.pages.view.context import Context
from generator.pipeline import accounts, replacing
from generator.reports.numbers import numbers_of
from generator.reports.reconciliation import account, proposed_rows
from generator.reports.set_aside import _RULES
from generator.site import switch
from tests.builders import replace_in
from tests.registers import make_observation, make_register
from tests.reports import report

ROOT = Path(__file__).parents[1]
TEXT = "I. Chung\nCó 07 hội, trên 120 người dự, 90/127 chi hội có quỹ năm 2023."


def figure(value: str, printed: str, locator: str = "mục I", **changes: object) -> Observation:
    return replace(make_observation(printed, value), value_text=printed, locator=locator, **changes)


SEVEN = figure("7", "07")
BOUND = figure("120", "trên 120", qualifier=">=")
FUND = figure("90", "90/127")
YEAR = SetAside("report", "mục I", "2023", "date", 1)
MANY = SetAside("report", "mục I", "99", "no_indicator", 3)


def left_over(*figures: Observation, rows: tuple[SetAside, ...] = (YEAR,), text: str = TEXT) -> list[str]:
    made = account(numbers_of(report(text)), figures, rows)
    return [one.number.printed for one in made.left_over]


def test_nothing_is_left_over_where_each_number_is_a_figure_or_set_aside() -> None:
    made = account(numbers_of(report(TEXT)), (SEVEN, BOUND, FUND), (YEAR,))
    assert made.is_whole
    assert [bool(one.figures) for one in made.numbers] == [True, True, True, False]


def test_a_number_is_left_over_where_value_bound_or_place_differ() -> None:
    assert left_over(BOUND, FUND) == ["07"]
    assert left_over(figure("8", "08"), BOUND, FUND) == ["07"]
    assert left_over(SEVEN, figure("120", "120"), FUND) == ["trên 120"]
    assert left_over(replace(SEVEN, locator="mục II"), BOUND, FUND) == ["07"]
    assert left_over(SEVEN, BOUND, FUND, rows=()) == ["2023"]


def test_a_figure_that_the_report_does_not_print_is_told() -> None:
    made = account(numbers_of(report(TEXT)), (SEVEN, BOUND, FUND, figure("9", "09")), (YEAR,))
    assert [one.value_text for one in made.unprinted] == ["09"]
    assert not made.is_whole


def test_a_row_for_a_number_that_is_not_there_is_told() -> None:
    made = account(numbers_of(report(TEXT)), (SEVEN, BOUND, FUND), (replace(YEAR, times=2),))
    assert made.unfound == (replace(YEAR, times=2),)


def test_a_number_printed_twice_needs_two_figures() -> None:
    text = "I. Một\nCó 07 hội, 07 chi hội"
    assert left_over(SEVEN, rows=(), text=text) == ["07"]
    assert left_over(SEVEN, replace(SEVEN, figure_id="other"), rows=(), text=text) == []


def test_one_fraction_may_be_the_figure_of_its_parts() -> None:
    text = "I. Một\nđạt 397/397"
    parts = figure("397", "397"), replace(figure("397", "397"), figure_id="base")
    assert left_over(*parts, rows=(), text=text) == []


def test_a_sum_is_each_of_its_numbers_and_words_without_number_are_none() -> None:
    text = "I. Một\nCó 04 ủy viên và 03 phó"
    assert left_over(figure("7", "04 + 03"), figure("0", "chưa tổ chức"), rows=(), text=text) == []
    assert left_over(figure("2", "hai"), rows=(), text="I. Một\nnuôi hai nhà trẻ") == []


def test_a_number_is_the_one_that_stands_before_the_words_of_the_figure() -> None:
    text = "I. Một\nMở lớp cho 15 tổ trưởng và hội viên nòng cốt; tặng 15 suất quà."
    said = figure("15", "15 Tổ trưởng và hội viên")
    assert left_over(said, rows=(), text=text) == ["15"]
    made = account(numbers_of(report(text)), (said,), ())
    assert [bool(one.figures) for one in made.numbers] == [True, False]
    other = figure("15", "15 tổ phó và hội viên")
    assert account(numbers_of(report(text)), (other,), ()).unprinted == (other,)
    assert left_over(figure("16", "15 tổ trưởng và hội viên"), rows=(), text=text) == ["15", "15"]


def test_rows_are_proposed_for_what_seems_to_be_no_figure_only() -> None:
    assert proposed_rows("report", numbers_of(report(TEXT))) == (YEAR,)


# Withheld figures --------------------------------------------------------------------------------

WITHHELD = replace(figure("1", "", indicator_id="helped"), value=None, value_text=None, missing="withheld")
RULES = {"helped": SmallNumberRule("helped", 5, (), "…")}


def perhaps_withheld(
    text: str, *figures: Observation, rows: tuple[SetAside, ...] = ()
) -> tuple[list[str], ...]:
    """Return the numbers that may be withheld, and those that are left over."""
    made = account(numbers_of(report(text)), figures, rows, RULES)
    perhaps = [one.number.printed for one in made.numbers if one.may_be_withheld]
    return perhaps, [one.number.printed for one in made.left_over]


def test_the_number_that_a_figure_of_its_section_withholds_is_accounted_for() -> None:
    text = "I. Chung\nGiúp 02 hộ, có 99 chi hội.\nII. Khác\nCó 03 lớp."
    assert perhaps_withheld(text, WITHHELD) == (["02"], ["99", "03"])
    in_note = replace(WITHHELD, locator="mục I, chú thích 1")
    assert perhaps_withheld(text, in_note) == (["02"], ["99", "03"])
    assert perhaps_withheld(text, replace(WITHHELD, locator="mục II")) == (["03"], ["02", "99"])
    in_parts = text.replace("Có 03 lớp.", "1. Lớp\nCó 03 lớp, 98 người.")
    assert perhaps_withheld(in_parts, replace(WITHHELD, locator="mục II")) == (["03"], ["02", "99", "98"])
    assert perhaps_withheld(text, replace(WITHHELD, missing="not_reported")) == ([], ["02", "99", "03"])


def test_nobody_is_asked_which_of_several_small_numbers_is_withheld() -> None:
    text = "I. Chung\nGiúp 02 hộ lần thứ 3, mở ba lớp, 2 triệu đồng, 07 hội, mới 04 năm."
    perhaps, left = perhaps_withheld(text, SEVEN, WITHHELD)
    assert (perhaps, left) == (["02", "3", "ba"], ["2 triệu đồng", "04 năm"])
    numbers = [
        one.number for one in account(numbers_of(report(text)), (SEVEN, WITHHELD), (), RULES).left_over
    ]
    assert [(one.printed, one.reason) for one in proposed_rows("report", numbers)] == [("04 năm", "duration")]


def test_a_figure_may_withhold_a_number_that_is_not_small() -> None:
    text = "I. Chung\nGiúp 12 hộ, có 99 chi hội năm 2023."
    assert perhaps_withheld(text, WITHHELD, rows=(YEAR,)) == (["12"], ["99"])
    other = replace(WITHHELD, figure_id="other", indicator_id="other")
    assert perhaps_withheld(text, WITHHELD, other) == (["12", "99"], ["2023"])


@pytest.mark.parametrize(
    ("number", "reason", "tells"),
    [
        ("02", "out_of_scope", True),
        ("02", "date", True),
        ("hai", "name", True),
        ("2 hộ", "duration", True),
        ("2/30", "out_of_scope", True),
        ("1 - 7", "numbering", True),
        ("trên 2", "out_of_scope", True),
        ("02 năm", "duration", False),
        ("2/9", "date", False),
        ("3-CT/TW", "document_number", False),
        ("2 triệu đồng", "out_of_scope", False),
        ("3/5 hộ", "date", True),
        ("３", "out_of_scope", True),
        ("③", "name", True),
        ("III", "numbering", True),
        ("Ⅲ hộ", "name", True),
        ("05", "out_of_scope", False),
        ("0", "out_of_scope", False),
        ("XIV", "numbering", False),
    ],
)
def test_a_number_set_aside_may_tell_a_small_one_whatever_its_reason(
    number: str, reason: str, tells: bool
) -> None:
    assert may_tell(number, reason, 5) is tells


# The command -------------------------------------------------------------------------------------

SET_ASIDE = "document_id,locator,printed,reason,times\n"
DOCUMENT = "bao-cao-2023"
FAITHFUL = """I. Tổ chức
Năm 2023 có 07 hội: 7 hội ở xã, 0 hội ở huyện.
II. Hội viên
Có 1.875 hội viên, Hội Chữ thập đỏ trên 125.
III. Gia đình
Đạt tỷ lệ 74,87%.
IV. Báo cáo
Có 5/13 xã báo cáo.
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the smallest record, in reach of a project."""
    monkeypatch.chdir(ROOT)
    shutil.copytree(ROOT / "tests/faulty/_base", tmp_path / "data")
    return tmp_path / "data"


def run(data: Path, text: str, *more: str, document: str = DOCUMENT) -> int:
    report_file = data.parent / "report.txt"
    report_file.write_text(text, "utf-8")
    return cli.run(["account", str(report_file), "--document", document, "--data", str(data), *more])


def bytes_of(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in data.glob("*.csv")}


def test_the_command_lists_what_is_left_over_and_writes_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(data)
    assert run(data, FAITHFUL.replace("Có 5/13", "Có 99 chi hội, 5/13")) == 1
    shown = capsys.readouterr().out
    assert "mục IV: “99” chưa có trong dữ liệu: … " in shown
    assert "1 con số có vẻ là mốc thời gian: 2023\n" in shown
    assert "9 con số: 7 là số liệu, 1 có vẻ không phải số liệu, 1 chưa rõ là gì." in shown
    assert "thêm --write để ghi 1 con số có vẻ không phải số liệu vào set_aside.csv" in shown
    assert "Con số chưa rõ: mở lại sổ extract" in shown
    assert bytes_of(data) == before


DATED = """V. Ngày
Họp ngày 01/02/2023, 02/02/2023, 03/02/2023, 04/02/2023, 01/02/2023, theo Luật số 45; phong trào “Nhà 3 sạch”.
"""


def test_what_plainly_is_no_figure_is_counted_by_reason_and_listed_where_that_is_asked(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, FAITHFUL + DATED) == 1
    shown = capsys.readouterr().out
    assert "6 con số có vẻ là mốc thời gian: 2023; 01/02/2023; 02/02/2023; …\n" in shown
    assert "1 con số có vẻ là số hiệu văn bản: 45\n" in shown
    assert "mục V: “3” có vẻ là số nằm trong tên gọi: … " in shown  # a figure may stand in quotes
    assert "04/02/2023" not in shown
    assert run(data, FAITHFUL + DATED, "--all") == 1
    assert "mục V: “04/02/2023” có vẻ là mốc thời gian: … " in capsys.readouterr().out


def test_one_call_writes_all_that_can_be_written_and_says_what_it_was(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, FAITHFUL + DATED, "--write") == 0
    shown = capsys.readouterr().out
    assert "6 con số có vẻ là mốc thời gian: " in shown and "mục V: “3” có vẻ là số nằm trong tên" in shown
    assert "Đã ghi 7 dòng vào set_aside.csv;" in shown and "đã ghi vào accounts.csv" in shown
    assert len((data / "accounts.csv").read_text("utf-8").splitlines()) == 2


def test_where_all_that_is_left_seems_to_be_no_figure_nothing_is_said_to_be_unclear(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, FAITHFUL) == 1
    shown = capsys.readouterr().out
    assert "8 con số: 7 là số liệu, 1 có vẻ không phải số liệu, 0 chưa rõ là gì." in shown
    assert "thêm --write" in shown and "Con số chưa rõ" not in shown


def test_a_report_that_is_wholly_accounted_for_is_written_down_once(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "set_aside.csv").write_text(f"{SET_ASIDE}{DOCUMENT},mục I,2023,date,1\n", "utf-8")
    assert run(data, FAITHFUL) == 0
    assert "Đã đối chiếu hết; thêm --write để ghi vào accounts.csv." in capsys.readouterr().out
    (data / "set_aside.csv").write_text(SET_ASIDE, "utf-8")
    assert run(data, FAITHFUL, "--write") == 0
    assert "Đã đối chiếu hết; đã ghi vào accounts.csv." in capsys.readouterr().out
    assert (data / "set_aside.csv").read_text("utf-8").splitlines()[1:] == [f"{DOCUMENT},mục I,2023,date,1"]
    assert (data / "accounts.csv").read_text("utf-8").splitlines()[1].startswith(f"{DOCUMENT},8,")
    before = bytes_of(data)
    for more in ((), ("--write",)):
        assert run(data, FAITHFUL, *more) == 0
        assert "accounts.csv đã ghi đúng." in capsys.readouterr().out
    assert bytes_of(data) == before
    assert cli.run(["check", "--data", str(data)]) == 0


def test_what_the_report_has_not_is_told_and_takes_the_account_back(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, FAITHFUL, "--write")
    capsys.readouterr()
    assert run(data, FAITHFUL.replace("1.875", "1.857").replace("Năm 2023 có", "Có"), "--write") == 1
    shown = capsys.readouterr().out
    assert "observations/xa-05587.csv, mục II: văn bản không in “1.875” ở đó." in shown
    assert "set_aside.csv, mục I: văn bản không in “2023” nhiều lần như vậy ở đó, hoặc" in shown
    assert "Đã xóa dòng của văn bản này khỏi accounts.csv (dòng cũ: 8 con số)" in shown
    assert (data / "accounts.csv").read_text("utf-8").splitlines()[1:] == []


def test_a_report_that_is_not_the_documents_is_refused_and_nothing_is_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, FAITHFUL, "--write")
    before = bytes_of(data)
    capsys.readouterr()
    other = "I. Chung\nNgày 01/02/2023 có 07 hội viên.\nV. Khác\nCó 12 buổi, 45 triệu đồng."
    assert run(data, other, "--write") == 2
    assert "Chưa ghi gì: report.txt chỉ in 1 trong 7 con số" in capsys.readouterr().err
    assert bytes_of(data) == before
    assert run(data, other) == 1
    assert "văn bản không in “1.875” ở đó" in capsys.readouterr().out


def test_a_document_without_figures_is_known_by_what_is_set_aside(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "set_aside.csv").write_text(f"{SET_ASIDE}mau-2017,mục I,2023,date,1\n", "utf-8")
    assert run(data, "I. Chung\nNgày 01/02/2025.", "--write", document="mau-2017") == 2
    assert "chỉ in 0 trong 1 con số" in capsys.readouterr().err
    assert run(data, "I. Chung\nNăm 2023, ngày 01/02/2025.", "--write", document="mau-2017") == 0


def account_meanwhile(data: Path, telling: int) -> None:
    """Account for another document in this process; tell where it has to wait for somebody."""

    def told_to_wait() -> None:
        os.write(telling, b"waits")

    patch = pytest.MonkeyPatch()
    patch.setattr(
        replacing, "record_lock", lambda data: switch.locked(replacing.journal_of(data), "lock", told_to_wait)
    )
    os._exit(run(data, "I. Chung\nNăm 2024.", "--write", document="mau-2017"))


def test_two_documents_that_are_accounted_for_at_once_both_keep_their_rows(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children, compared = [], accounts.account

    def meanwhile(*given: Any) -> Any:
        """Let a second command go as far as it can, while the first has read and not yet written."""
        if not children:
            ends, telling = os.pipe()
            children.append(os.fork())
            if not children[0]:
                monkeypatch.setattr(accounts, "account", compared)
                account_meanwhile(data, telling)
            os.close(telling)
            os.read(ends, 5)  # until it waits, or is done
            os.close(ends)
        return compared(*given)

    monkeypatch.setattr(accounts, "account", meanwhile)
    assert run(data, FAITHFUL, "--write") == 0
    assert os.waitstatus_to_exitcode(os.waitpid(children[0], 0)[1]) == 0
    for name in ("set_aside.csv", "accounts.csv"):
        rows = (data / name).read_text("utf-8").splitlines()[1:]
        assert [row.partition(",")[0] for row in rows] == [DOCUMENT, "mau-2017"]
    assert cli.run(["check", "--data", str(data)]) == 0


def test_rows_and_account_of_a_document_are_written_together_or_not_at_all(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replace_file, calls = bytes_of(data), replacing._replace, []

    def stopped_at_the_second(file: Path, content: bytes) -> None:
        calls.append(file.name)
        if len(calls) == 2:
            raise KeyboardInterrupt
        replace_file(file, content)

    monkeypatch.setattr(replacing, "_replace", stopped_at_the_second)
    run(data, FAITHFUL, "--write")
    assert calls[:2] == ["set_aside.csv", "accounts.csv"]
    assert bytes_of(data) == before


def test_what_changes_in_the_accounts_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, FAITHFUL, "--write")
    capsys.readouterr()
    assert run(data, FAITHFUL + DATED, "--write") == 0
    assert "đã thay dòng của văn bản này trong accounts.csv (dòng cũ: 8 con số)" in capsys.readouterr().out


def withhold(data: Path) -> None:
    """Let the members of the red cross be few, and withheld."""
    replace_in(data / "observations/xa-05587.csv", ",1875,,,,,1.875,", ",1900,,,,,1.900,")
    replace_in(data / "observations/xa-05587.csv", ",125,,,>=,,trên 125,", ",,,,,withheld,,")
    (data / "small_numbers.csv").write_text(
        "indicator_id,threshold,public_in,reason\nmember_count,5,,Ít người thì biết là ai.\n", "utf-8"
    )


def test_a_figure_without_an_indicator_is_set_aside_by_a_person_only(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FAITHFUL.replace("Có 5/13", "Có 99 cụ, 5/13")
    assert run(data, text, "--write") == 1
    assert "chọn “chưa có chỉ tiêu” khi không chỉ tiêu nào đúng" in capsys.readouterr().out
    with (data / "set_aside.csv").open("a", encoding="utf-8") as file:
        file.write(f"{DOCUMENT},mục IV,99,no_indicator,1\n")
    assert run(data, text, "--write") == 0
    shown = capsys.readouterr().out
    assert "9 con số: 7 là số liệu, 1 là số liệu chưa có chỉ tiêu, 1 không phải số liệu, 0 chưa rõ" in shown
    assert cli.run(["check", "--data", str(data)]) == 0
    assert run(data, text.replace("99 cụ", "thêm")) == 1
    assert "“99” nhiều lần như vậy ở đó, hoặc con số nay đã là số liệu" in capsys.readouterr().out


def test_no_rule_says_that_a_number_has_no_indicator() -> None:
    assert {reason for reason, _ in _RULES} == {*get_args(SetAsideReason)} - {"out_of_scope", NO_INDICATOR}


def test_a_withheld_number_is_told_at_the_keyboard_and_never_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withhold(data)
    text = FAITHFUL.replace("1.875", "1.900").replace("trên 125", "có ba, lần thứ 2")
    assert run(data, text, "--write") == 0
    shown = capsys.readouterr().out
    assert "mục II: “ba” có thể là số giữ kín (withheld) của mục ấy" in shown
    assert "9 con số: 6 là số liệu, 1 không phải số liệu, 2 ở mục có số giữ kín, 0 chưa rõ là gì." in shown
    assert "Đã đối chiếu hết" in shown
    assert (data / "set_aside.csv").read_text("utf-8").splitlines()[1:] == [f"{DOCUMENT},mục I,2023,date,1"]
    assert cli.run(["check", "--data", str(data)]) == 0


def test_a_withheld_number_that_a_person_sets_aside_is_refused_and_not_repeated(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    withhold(data)
    (data / "set_aside.csv").write_text(f"{SET_ASIDE}{DOCUMENT},mục II,ba,out_of_scope,1\n", "utf-8")
    assert cli.run(["check", "--data", str(data)]) == 1
    shown = capsys.readouterr()
    told = shown.out + shown.err
    assert "có thể là số giữ kín (xa-05587.csv:6)" in told
    assert "“ba”" not in told


def test_a_document_that_is_not_there_is_asked_about(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, FAITHFUL, document="bao-cau-2023") == 2
    assert "có phải ý bạn là “bao-cao-2023”?" in capsys.readouterr().err
    assert run(data, FAITHFUL, document="xyz") == 2
    assert "Không có văn bản “xyz”" in capsys.readouterr().err


def test_faulty_data_is_told_before_anything_is_compared(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "set_aside.csv").write_text(
        "document_id,locator,printed,reason,times\nx,mục I,1,date,1\n", "utf-8"
    )
    assert run(data, FAITHFUL, "--write") == 1
    assert "không ghi gì" in capsys.readouterr().err


# The page of the document ------------------------------------------------------------------------


def page(figures: tuple[Observation, ...], rows: tuple[SetAside, ...], count: int | None) -> str:
    """Return the page of a document that was accounted for with these figures and rows."""
    made = Account("report", count or 0, digest(figures, rows))
    register = replace(
        make_register(*(replace(one, document_id="report") for one in figures)),
        set_aside={"report": rows} if rows else {},
        accounts={"report": made} if count is not None else {},
    )
    context = Context(register, measures.measure(register), "/nguon/report/")
    return document_page(context, "report").body


def test_the_page_says_how_many_numbers_are_figures_and_why_others_are_not() -> None:
    law = SetAside("report", "mục I", "17-CT/TW", "document_number", 3)
    shown = page((SEVEN,), (YEAR, law), 5)
    assert "Văn bản có 5 con số, viết bằng chữ số hoặc bằng chữ, không kể số thứ tự" in shown
    assert "1 con số là số liệu, đã có ở trên." in shown
    assert "Số còn lại không phải là số liệu: 3 số hiệu văn bản; 1 mốc thời gian." in shown
    assert "nói bằng lời" not in shown and "Không con số nào" not in shown


def test_the_page_tells_figures_that_are_stated_without_a_number() -> None:
    shown = page((figure("0", "chưa sắp xếp"),), (YEAR,), 1)
    assert "Không con số nào là số liệu: 1 mốc thời gian." in shown
    assert (
        "Ở trên còn 1 con số mà văn bản nói bằng lời, không viết thành số:"
        " chúng tôi đếm hoặc hiểu từ câu văn."
    ) in shown
    assert "con số là số liệu, đã có" not in shown


@pytest.mark.parametrize(
    ("figures", "rows", "expected"),
    [
        ((SEVEN,), (YEAR, MANY), "3 con số là số liệu nhưng kho số liệu chưa có chỉ tiêu"),
        ((SEVEN,), (YEAR, MANY), "Số còn lại không phải là số liệu: 1 mốc thời gian."),
        ((), (YEAR, MANY), "Số còn lại không phải là số liệu: 1 mốc thời gian."),
    ],
)
def test_the_page_calls_a_number_without_an_indicator_a_figure(
    figures: tuple[Observation, ...], rows: tuple[SetAside, ...], expected: str
) -> None:
    shown = page(figures, rows, 4 + len(figures))
    assert expected in shown and "Không con số nào" not in shown


def test_the_page_does_not_say_which_number_is_withheld() -> None:
    shown = page((SEVEN, WITHHELD), (YEAR,), 3)
    assert "Văn bản có 3 con số" in shown
    assert "2 con số là số liệu, đã có ở trên, hoặc đứng ở mục có số giữ kín nên không nêu là gì." in shown
    assert "Số còn lại không phải là số liệu: 1 mốc thời gian." in shown
    assert "không viết ra" not in shown


def test_a_reason_why_there_is_no_number_is_none_that_the_document_leaves_out() -> None:
    unknown = replace(WITHHELD, missing="not_reported")
    assert "không viết ra" not in page((SEVEN, unknown), (YEAR,), 2)
    assert "giữ kín" not in page((SEVEN, unknown), (YEAR,), 2)


def test_an_account_ends_where_a_figure_is_withheld_or_is_withheld_no_more() -> None:
    unknown = replace(WITHHELD, missing="not_reported")
    assert len({digest((one,), ()) for one in (WITHHELD, unknown, replace(WITHHELD, locator="mục II"))}) == 3


def test_the_page_is_silent_where_nobody_compared_or_figures_changed_since() -> None:
    assert "Các con số trong văn bản" not in page((SEVEN,), (), None)
    figures = (SEVEN,)
    assert printed_numbers(Account("report", 1, digest(figures, ())), figures, ()) is not None
    assert printed_numbers(Account("report", 1, digest(figures, ())), (BOUND,), ()) is None
    assert printed_numbers(Account("report", 1, digest(figures, ())), figures, (YEAR,)) is None


def test_a_change_of_what_is_set_aside_is_a_change_of_its_document_only() -> None:
    before = make_register(SEVEN)
    after = replace(before, set_aside={"report": (YEAR,)}, accounts={"report": Account("report", 1, "")})
    rows = {key for key in changed_rows(before, after) if "report" in key}
    assert rows == {"set_aside/report", "accounts/report"}


def test_every_account_of_the_record_is_of_its_figures_as_they_are() -> None:
    register = assemble(read.read(ROOT / "data"))
    figures = register.observations.values()
    outdated = [
        name
        for name, one in register.accounts.items()
        if printed_numbers(
            one, [it for it in figures if it.document_id == name], register.set_aside.get(name, ())
        )
        is None
    ]
    assert (outdated, len(register.accounts)) == ([], 5)


def test_what_is_set_aside_is_numbers_and_no_sentence() -> None:
    with (ROOT / "data/set_aside.csv").open(encoding="utf-8", newline="") as file:
        printed = [row["printed"] for row in csv.DictReader(file)]
    assert printed
    assert [one for one in printed if not re.search("[0-9IVX]", one)] == []
    assert [one for one in printed if len(one.split()) > 6 or re.search("[a-zà-ỹ]{6}", one)] == []
