"""A form goes through LibreOffice as through an official's hands: `make office`, apart from `make test`."""

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.forms import files_of, fill, import_form, places
from tests.office.hands import saved, type_into
from tests.test_workbooks import DOCUMENT, real_form

FILLED = DOCUMENT | {
    "so-chi-bo.answer": "1.015",
    "so-chi-bo-nong-thon.answer": "1.000",
    "so-chi-bo-truong-hoc.answer": "9",
    "so-chi-bo-khac.answer": "06",
}


def said_beside(path: Path, name: str) -> str | None:
    """Return what the form says beside an answer, as LibreOffice worked it out."""
    at = places(openpyxl.load_workbook(path))[name]
    sheet, _, cell = at.partition("!")
    found = openpyxl.load_workbook(path, data_only=True)[sheet][cell].value
    return None if found is None else str(found)


def test_a_form_saved_by_libreoffice_is_taken_like_the_form_itself(tmp_path: Path) -> None:
    rows = []
    for name in ("own", "libreoffice"):
        (tmp_path / name).mkdir()
        data, form = real_form(tmp_path / name, period="2023")
        fill(form, FILLED)
        before = files_of(data)
        made = import_form(data, form if name == "own" else saved(form))
        assert made.problems == ()
        assert made.written
        after = files_of(data)
        rows.append({path: content for path, content in after.items() if before.get(path) != content})
    assert rows[0] == rows[1]
    (figures,) = (content for path, content in rows[0].items() if path.startswith("observations/"))
    values = {row["value_text"]: row["value"] for row in csv.DictReader(figures.decode().splitlines())}
    assert values["1.015"] == "1015"
    assert values["06"] == "6"


@pytest.mark.parametrize(("others", "verdict"), [("06", "khớp"), ("07", "khác tổng số")])
def test_the_form_s_own_arithmetic_is_worked_out(tmp_path: Path, others: str, verdict: str) -> None:
    _, form = real_form(tmp_path, period="2023")
    fill(form, FILLED | {"so-chi-bo-khac.answer": others})
    said = said_beside(saved(form), "so-chi-bo.check")
    assert said is not None
    assert verdict in said.lower()


def test_an_empty_form_says_nothing_of_its_arithmetic(tmp_path: Path) -> None:
    _, form = real_form(tmp_path, period="2023")
    assert not said_beside(saved(form), "so-chi-bo.check")


def test_what_is_typed_stands_as_it_was_typed_and_a_locked_label_stays(tmp_path: Path) -> None:
    _, form = real_form(tmp_path, period="2023")
    at = places(openpyxl.load_workbook(form))["so-chi-bo.answer"]
    label = openpyxl.load_workbook(form)["Báo cáo"]["A2"].value
    type_into(form, at, "1.015")
    type_into(form, "Báo cáo!A2", "câu của tôi")
    sheet = openpyxl.load_workbook(form)["Báo cáo"]
    assert (sheet[at.partition("!")[2]].value, sheet["A2"].value) == ("1.015", label)
