"""The record as SQLite and as Parquet: the tables of the package, and every figure as in the CSV."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal

import pyarrow.parquet
import pytest

from generator import downloads, package_data, schema
from generator.downloads import FileTask, Inputs
from generator.measures import Measured
from generator.model import Register
from tests.builders import DATA, ROOT

CONTRACT = schema.load(DATA / schema.FILE_NAME)[0]
SHARED = {path.stem for path in DATA.glob("*.csv")}


@pytest.fixture(scope="module")
def inputs(register: Register, measured: Measured) -> Inputs:
    return Inputs(register, measured, CONTRACT, DATA)


def planned(inputs: Inputs, *families: str) -> list[FileTask]:
    tasks = downloads.plan(inputs.register, inputs.measured, CONTRACT)
    return [task for task in tasks if task.family in families]


@pytest.fixture(scope="module")
def files(inputs: Inputs) -> dict[str, bytes]:
    tasks = planned(inputs, "whole", "parquet", "parquet-table")
    return {path: content for task in tasks for path, content in downloads.make(task, inputs)}


@pytest.fixture
def divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.downloads.tasks.WHOLE_UP_TO", 100)


def opened(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.deserialize(content)
    return connection


@pytest.fixture(scope="module")
def database(files: dict[str, bytes]) -> Iterator[sqlite3.Connection]:
    with closing(opened(files["so-lieu-hoi.sqlite"])) as connection:
        yield connection


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def same(cell: object, written: str) -> bool:
    """Whether a cell is what the CSV has: the same number, the same day, the same text."""
    if cell is None or isinstance(cell, (str, date)):
        return str(cell or "") == written
    return Decimal(repr(cell)) == Decimal(written)


# SQLite ------------------------------------------------------------------------------------------


def test_the_database_is_sound_and_has_every_table(database: sqlite3.Connection) -> None:
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    found = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {one for one in found if not one.startswith("names")} == {*SHARED, "figures", "findings"}


@pytest.mark.parametrize("name", sorted(SHARED | {"figures", "findings"}))
def test_every_cell_of_a_table_is_the_one_of_the_csv(
    database: sqlite3.Connection, files: dict[str, bytes], name: str
) -> None:
    content = files[f"{name}.csv"] if name in ("figures", "findings") else (DATA / f"{name}.csv").read_bytes()
    found = [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
    stated = rows(content)
    assert len(found) == len(stated)
    for row, told in zip(found, stated, strict=True):
        assert list(row) == list(told)
        assert all(same(row[column], told[column]) for column in told), told


def test_values_are_numbers_and_can_be_added(database: sqlite3.Connection, files: dict[str, bytes]) -> None:
    query = "SELECT sum(value) FROM figures WHERE indicator_id = 'member_count' AND value IS NOT NULL"
    stated = [row for row in rows(files["figures.csv"]) if row["indicator_id"] == "member_count"]
    assert (
        database.execute(query).fetchone()[0] == sum(int(row["value"]) for row in stated if row["value"]) > 0
    )


@pytest.mark.parametrize("asked", ["duc hoa", "Đức Hòa", "ĐỨC HÒA", "đuc hoa"])
def test_a_name_is_found_with_and_without_its_marks(database: sqlite3.Connection, asked: str) -> None:
    found = database.execute("SELECT name FROM names WHERE names MATCH ?", (asked,)).fetchall()
    assert "Huyện Đức Hòa" in [row["name"] for row in found]


def test_a_name_that_is_not_there_is_not_found(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT name FROM names WHERE names MATCH 'duc hoaa'").fetchall() == []


def test_organisations_indicators_and_documents_have_names_too(
    database: sqlite3.Connection, register: Register
) -> None:
    counted = dict(map(tuple, database.execute("SELECT kind, count(*) FROM names GROUP BY kind")))  # type: ignore[arg-type]
    assert counted == {
        "unit": len(register.units),
        "organisation": len(register.organisations),
        "indicator": len(register.indicators),
        "document": len(register.documents),
    }


def test_a_database_that_was_begun_before_is_the_same(inputs: Inputs, files: dict[str, bytes]) -> None:
    land = downloads.land_database(inputs.register.units, DATA)
    begun = Inputs(inputs.register, inputs.measured, CONTRACT, DATA, land=lambda: land)
    (task,) = planned(inputs, "whole")
    assert dict(downloads.make(task, begun))["so-lieu-hoi.sqlite"] == files["so-lieu-hoi.sqlite"]


def test_a_large_record_has_databases_in_parts(
    inputs: Inputs, divided: None, files: dict[str, bytes]
) -> None:
    made = {
        path: content
        for task in planned(inputs, "core", "province")
        for path, content in downloads.make(task, inputs)
        if path.endswith(".sqlite")
    }
    with closing(opened(made.pop("so-lieu-hoi-danh-muc.sqlite"))) as shared:
        assert shared.execute("SELECT count(*) FROM units").fetchone()[0] == len(inputs.register.units)
        assert shared.execute("SELECT count(*) FROM names WHERE names MATCH 'duc hoa'").fetchone()[0] > 0
    held = [
        row["figure_id"]
        for content in made.values()
        for row in opened(content).execute("SELECT figure_id FROM figures")
    ]
    assert sorted(held) == sorted(row["figure_id"] for row in rows(files["figures.csv"]))


# Parquet -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["figures", "findings"])
def test_every_cell_of_a_parquet_is_the_one_of_the_csv(files: dict[str, bytes], name: str) -> None:
    found = pyarrow.parquet.read_table(io.BytesIO(files[f"parquet/{name}.parquet"])).to_pylist()
    stated = rows(files[f"{name}.csv"])
    assert len(found) == len(stated)
    for row, told in zip(found, stated, strict=True):
        assert all(same(row[column], told[column]) for column in told), told


def test_a_parquet_knows_the_kinds_of_its_columns(files: dict[str, bytes]) -> None:
    kinds = pyarrow.parquet.read_schema(io.BytesIO(files["parquet/figures.parquet"]))
    assert [str(kinds.field(name).type) for name in ("value", "period_start", "unit_id")] == [
        "double",
        "date32[day]",
        "string",
    ]


def test_a_parquet_is_made_without_pandas() -> None:
    script = """
import sys
from generator.downloads.parquet import parquet
from generator.downloads.whole_tables import Table
fields = [{"name": "n", "type": "integer"}, {"name": "m", "type": "string"}]
table = Table("a", {"fields": fields}, b"n,m\\n1,x\\n,y\\n")
print(parquet(table)[:4], "pandas" in sys.modules)
"""
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout == "b'PAR1' False\n"


def test_every_shared_table_is_there_as_parquet(files: dict[str, bytes]) -> None:
    for name in SHARED:
        table = pyarrow.parquet.read_table(io.BytesIO(files[f"parquet/{name}.parquet"]))
        assert table.num_rows == len(rows((DATA / f"{name}.csv").read_bytes())), name


def test_a_large_record_has_a_parquet_of_each_province(
    inputs: Inputs, divided: None, files: dict[str, bytes]
) -> None:
    tasks = planned(inputs, "parquet")
    made = [content for task in tasks for _, content in downloads.make(task, inputs)]
    assert len(made) > 1
    tables = [pyarrow.parquet.read_table(io.BytesIO(one)) for one in made]
    held = [name for table in tables for name in table.column("figure_id").to_pylist()]
    assert sorted(held) == sorted(row["figure_id"] for row in rows(files["figures.csv"]))


def test_without_its_library_there_is_no_parquet(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_data, "has_parquet", lambda: False)
    paths = [path for task in planned(inputs, "whole", "parquet", "parquet-table") for path in task.paths]
    assert paths
    assert not [path for path in paths if path.endswith(".parquet")]


# The same bytes ------------------------------------------------------------------------------------


def test_the_same_record_gives_the_same_bytes(inputs: Inputs, files: dict[str, bytes]) -> None:
    for task in planned(inputs, "whole", "parquet"):
        for path, content in downloads.make(task, inputs):
            assert content == files[path], path


def test_a_database_does_not_say_which_library_wrote_it(files: dict[str, bytes]) -> None:
    assert files["so-lieu-hoi.sqlite"][96:100] == bytes(4)
