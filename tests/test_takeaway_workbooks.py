"""Workbooks to take away: every figure as in the CSV, laid out for Excel and for screen readers."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from generator import downloads, schema
from generator.downloads import FileTask, Inputs, Origin, csv_text, workbook
from generator.downloads.figures import FIGURE_COLUMNS
from generator.downloads.inputs import Gathered
from generator.downloads.wording import section_of
from generator.measures import Measured
from generator.model import Observation, Register
from tests.builders import DATA

CONTRACT = schema.load(DATA / schema.FILE_NAME)[0]
ORIGIN = Origin("Kho thử", "https://so.example/", None, "hoi@so.example")
HEAD = 3


@pytest.fixture(scope="module")
def inputs(register: Register, measured: Measured) -> Inputs:
    return Inputs(register, measured, CONTRACT, DATA, ORIGIN)


def planned(inputs: Inputs, family: str) -> list[FileTask]:
    tasks = downloads.plan(inputs.register, inputs.measured, CONTRACT)
    return [task for task in tasks if task.family == family]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def whole(inputs: Inputs) -> openpyxl.Workbook:
    (task,) = planned(inputs, "workbook-whole")
    return opened(dict(downloads.make(task, inputs))["so-lieu-hoi.xlsx"])


def table_rows(sheet: Worksheet) -> Iterator[dict[str, object]]:
    headings = [cell.value for cell in sheet[HEAD]]
    for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True):
        yield dict(zip(headings, row, strict=True))


def by_column(book: openpyxl.Workbook) -> list[dict[str, object]]:
    """Return the figures of a workbook by the names of the columns in the CSV, as its notes tell them."""
    code = {str(row["Cột"]): str(row["Tên cột trong tệp CSV"]) for row in table_rows(book["Ghi chú"])}
    return [{code[name]: cell for name, cell in row.items()} for row in table_rows(book["Số liệu"])]


def as_in_csv(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return csv_text.written(Decimal(repr(cell)) if isinstance(cell, float) else cell)  # type: ignore[arg-type]


def test_every_cell_is_the_one_of_the_csv(inputs: Inputs, whole: openpyxl.Workbook) -> None:
    stated = list(Gathered(inputs.register.observations_of, inputs).rows)
    found = by_column(whole)
    assert len(found) == len(stated) > 300
    for row, told in zip(found, stated, strict=True):
        assert str(row.pop("address")) == f"https://so.example{told['address']}"
        rest = {name: csv_text.written(told[name]) for name in FIGURE_COLUMNS if name != "address"}
        assert {name: as_in_csv(cell) for name, cell in row.items()} == rest


def test_figures_are_read_as_they_are_written_not_all_of_them_first(inputs: Inputs) -> None:
    """A province of a large record has more than a worker has room for."""
    read: list[str] = []

    class Watched(dict[str, Observation]):
        def __getitem__(self, figure_id: str) -> Observation:
            read.append(figure_id)
            return super().__getitem__(figure_id)

    register = replace(inputs.register, observations=Watched(inputs.register.observations))
    gathered = Gathered(register.observations_of, replace(inputs, register=register))
    for number, row in enumerate(islice(gathered.rows, 3), 1):
        assert read == list(register.observations)[:number]
        assert row["figure_id"] == read[-1]


def test_numbers_are_numbers_and_codes_are_text(whole: openpyxl.Workbook) -> None:
    for row in by_column(whole):
        assert row["value"] is None or isinstance(row["value"], (int, float))
        assert isinstance(row["unit_id"], str)
        assert isinstance(row["period_start"], datetime)


@pytest.mark.parametrize("family", ["workbook-unit", "workbook-province"])
def test_a_workbook_has_the_figures_of_its_own_units(inputs: Inputs, family: str) -> None:
    for task in planned(inputs, family):
        ((path, content),) = downloads.make(task, inputs)
        book = opened(content)
        inside = task.ids if family == "workbook-unit" else task.ids[1:]
        due = [name for unit_id in inside for name in inputs.register.observations_of.get(unit_id, ())]
        assert [row["figure_id"] for row in by_column(book)] == due, path
        assert task.ids[0] in str(book["Bìa"]["A1"].value)


def test_every_sheet_has_a_title_one_named_table_and_no_blank_or_merged_row(whole: openpyxl.Workbook) -> None:
    names: set[str] = set()
    for sheet in whole:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        rows = list(sheet.iter_rows(values_only=True))
        assert all(any(cell is not None for cell in row) for row in rows), sheet.title
        if sheet.title == "Bìa":
            continue
        (table,) = sheet.tables.values()
        assert table.ref == f"A{HEAD}:{sheet.cell(len(rows), len(rows[0])).coordinate}"
        assert [column.name for column in table.tableColumns] == list(rows[HEAD - 1])
        names.add(table.name)
    assert len(names) == len(whole.sheetnames) - 1
    assert whole.sheetnames[:2] == ["Bìa", "Mục lục"]


def test_the_contents_name_every_sheet_and_its_rows(whole: openpyxl.Workbook) -> None:
    told = {str(row["Trang tính"]): row["Số hàng"] for row in table_rows(whole["Mục lục"])}
    assert told == {name: len(list(table_rows(whole[name]))) for name in whole.sheetnames[2:]}


def test_the_signs_are_those_of_the_contract() -> None:
    allowed = {field.name: field.enum for field in CONTRACT.resources["observations"].fields}
    allowed["document_status"] = CONTRACT.resources["documents"].field("status").enum
    for column in ("missing", "qualifier", "period_basis", "document_status"):
        assert tuple(section_of(column)) == tuple(allowed[column])


def cover(inputs: Inputs) -> dict[str, str]:
    content = workbook.of_unit("xa-05587", Gathered(["xa-05587"], inputs), inputs)
    return {
        str(label): str(said) for label, said in opened(content)["Bìa"].iter_rows(min_row=2, values_only=True)
    }


def test_the_cover_says_where_the_figures_are_from(inputs: Inputs) -> None:
    said = cover(inputs)
    assert said["Kho số liệu"] == "Kho thử"
    assert said["Bản phát hành mới nhất"].startswith(inputs.register.releases[-1].release_id)
    assert said["Địa chỉ trên trang"] == "https://so.example/xa/05587-binh-yen/"
    assert said["Báo lỗi"] == "hoi@so.example"
    assert said["Nguồn"].startswith("1 văn bản")
    assert "https://creativecommons.org/licenses/by/4.0/" in said["Điều kiện sử dụng"]


def test_the_cover_leaves_out_what_is_not_known(inputs: Inputs) -> None:
    bare = replace(inputs, register=replace(inputs.register, releases=()), origin=Origin())
    said = cover(bare)
    assert said["Địa chỉ trên trang"] == "/xa/05587-binh-yen/"
    assert not {"Bản phát hành mới nhất", "Báo lỗi", "Chú ý"} & set(said)


def test_figures_that_are_made_up_are_said_to_be(inputs: Inputs) -> None:
    synthetic = replace(inputs, contract=replace(CONTRACT, synthetic=True))
    assert "dữ liệu thử" in cover(synthetic)["Chú ý"]


def test_the_same_figures_have_the_same_bytes(inputs: Inputs) -> None:
    task = planned(inputs, "workbook-unit")[0]
    assert dict(downloads.make(task, inputs)) == dict(downloads.make(task, inputs))


def test_a_large_workbook_goes_through_files_that_do_not_stay_and_says_the_same(
    inputs: Inputs, whole: openpyxl.Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_IN_MEMORY_UP_TO", 100)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (task,) = planned(inputs, "workbook-whole")
    (content,) = dict(downloads.make(task, inputs)).values()
    assert (content,) == tuple(dict(downloads.make(task, inputs)).values())
    large = opened(content)
    assert large.sheetnames == whole.sheetnames
    for sheet in large:
        assert list(sheet.values) == list(whole[sheet.title].values)
    assert list(tmp_path.iterdir()) == []


def test_a_large_record_has_workbooks_of_provinces_only(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.downloads.tasks.WHOLE_UP_TO", 100)
    paths = [
        path for task in downloads.plan(inputs.register, inputs.measured, CONTRACT) for path in task.paths
    ]
    books = [path for path in paths if path.endswith(".xlsx")]
    assert books and all(path.startswith("so-lieu-hoi-") for path in books)
