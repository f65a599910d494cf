"""What catalogues and statistical programs read: CSVW, DCAT-AP and JSON-stat, true to the record."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import downloads, pages, schema
from generator.downloads import FileTask, Inputs, Origin
from generator.measures import Measured
from generator.model import Register
from tests.builders import DATA

CONTRACT = schema.load(DATA / schema.FILE_NAME)[0]
ORIGIN = Origin("Kho thử", "https://so.example/", "https://so.example/form", "hoi@so.example")


@pytest.fixture(scope="module")
def inputs(register: Register, measured: Measured) -> Inputs:
    return Inputs(register, measured, CONTRACT, DATA, ORIGIN)


def planned(inputs: Inputs, *families: str) -> list[FileTask]:
    tasks = downloads.plan(inputs.register, inputs.measured, CONTRACT)
    return [task for task in tasks if task.family in families]


@pytest.fixture(scope="module")
def files(inputs: Inputs) -> dict[str, bytes]:
    tasks = planned(inputs, "source", "whole", "compared", "dcat")
    return {path: content for task in tasks for path, content in downloads.make(task, inputs)}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


# CSVW --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(files: dict[str, bytes]) -> dict[str, Any]:
    return {one["url"]: one for one in json.loads(files["csvw.json"])["tables"]}


def test_every_table_is_described_by_its_own_columns(files: dict[str, bytes], tables: dict[str, Any]) -> None:
    assert {"figures.csv", "observations.csv", "findings.csv", "units.csv"} <= tables.keys()
    for path, table in tables.items():
        columns = table["tableSchema"]["columns"]
        assert [one["titles"] for one in columns] == rows(files[path])[0], path


def test_what_must_not_be_empty_is_not(files: dict[str, bytes], tables: dict[str, Any]) -> None:
    for path, table in tables.items():
        header, *cells = rows(files[path])
        for column in (one["name"] for one in table["tableSchema"]["columns"] if one["required"]):
            assert all(row[header.index(column)] for row in cells), (path, column)


def test_every_key_leads_to_exactly_one_row(files: dict[str, bytes], tables: dict[str, Any]) -> None:
    """csvw 4.1.1 with strict refuses a key that leads to more, as two of a form's questions do."""

    def values(path: str, columns: list[str]) -> list[tuple[str, ...]]:
        header, *cells = rows(files[path])
        places = [header.index(column) for column in columns]
        return [tuple(row[place] for place in places) for row in cells]

    followed = 0
    for path, table in tables.items():
        for key in table["tableSchema"]["foreignKeys"]:
            target = key["reference"]
            there = values(target["resource"], target["columnReference"])
            assert set(values(path, key["columnReference"])) <= set(there), (path, key)
            assert len(there) == len(set(there)), (path, key)
            followed += 1
    assert followed > 10


# DCAT-AP -------------------------------------------------------------------------------------------


def test_the_catalogue_has_what_dcat_ap_demands(inputs: Inputs, files: dict[str, bytes]) -> None:
    catalogue = json.loads(files["dcat.jsonld"])
    (dataset,) = catalogue["dcat:dataset"]
    for one in (catalogue, dataset):
        assert {"dct:title", "dct:description", "dct:publisher"} <= one.keys()
        assert [words["@language"] for words in one["dct:title"]] == ["vi", "en"]
        assert one["dct:publisher"]["foaf:name"]["@value"] == "Kho thử"
        assert one["dct:modified"]["@value"] == inputs.register.releases[-1].released_on.isoformat()
    assert dataset["dcat:contactPoint"]["vcard:hasEmail"] == {"@id": "mailto:hoi@so.example"}


def test_the_catalogue_names_every_file_that_holds_more_than_one_unit(
    inputs: Inputs, files: dict[str, bytes]
) -> None:
    (dataset,) = json.loads(files["dcat.jsonld"])["dcat:dataset"]
    named = [one["dcat:accessURL"]["@id"] for one in dataset["dcat:distribution"]]
    listed = set(downloads.listed(inputs.register, inputs.measured, CONTRACT)) - {"dcat.jsonld"}
    assert sorted(named) == sorted(f"https://so.example/data/{path}" for path in listed)
    kinds = {
        one["dcat:mediaType"]["@id"].rpartition("media-types/")[2] for one in dataset["dcat:distribution"]
    }
    assert {"text/csv", "application/json", "application/zip"} <= kinds


CLASSES = {
    "dct:license": "dct:LicenseDocument",
    "dct:language": "dct:LinguisticSystem",
    "dct:spatial": "dct:Location",
    "dcat:mediaType": "dct:MediaType",
    "dct:format": "dct:MediaTypeOrExtent",
    "dct:publisher": "foaf:Agent",
    "dcat:contactPoint": "vcard:Kind",
}
"""As `range.ttl` of DCAT-AP 3.0.1 has them: a checker knows no class that the file itself does not tell."""


def test_every_value_of_the_catalogue_tells_its_class(files: dict[str, bytes]) -> None:
    seen = set()

    def look(node: Any) -> None:
        for one in node if isinstance(node, list) else [node]:
            if isinstance(one, dict):
                for name, value in one.items():
                    if name in CLASSES:
                        assert CLASSES[name] in value["@type"], (name, value)
                        seen.add(name)
                    look(value)

    look(json.loads(files["dcat.jsonld"]))
    assert seen == CLASSES.keys()


def test_the_catalogue_leaves_out_what_is_not_known(inputs: Inputs) -> None:
    (task,) = planned(inputs, "dcat")
    bare = replace(inputs, origin=Origin(), register=replace(inputs.register, releases=()))
    catalogue = json.loads(dict(downloads.make(task, bare))["dcat.jsonld"])
    (dataset,) = catalogue["dcat:dataset"]
    assert not {"dcat:contactPoint", "dcat:version", "dct:issued", "dct:modified"} & dataset.keys()
    assert dataset["@id"] == "/du-lieu/"


# JSON-stat -----------------------------------------------------------------------------------------


def spelt_out(cube: dict[str, Any]) -> dict[tuple[str, ...], Decimal]:
    """Return the figures of a JSON-stat dataset by their categories, as the standard lays them out."""
    axes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
    assert [len(axis) for axis in axes] == cube["size"]
    places = list(product(*axes))
    assert len(places) == prod(cube["size"])
    return {places[int(at)]: value for at, value in cube["value"].items()}


def test_every_cell_of_a_cube_is_the_one_of_the_csv(files: dict[str, bytes]) -> None:
    cubes = [path for path in files if path.startswith("so-sanh/") and path.endswith(".json")]
    assert cubes
    for path in cubes:
        cube = json.loads(files[path], parse_int=Decimal, parse_float=Decimal) | {
            "size": json.loads(files[path])["size"]
        }
        assert (cube["version"], cube["class"]) == ("2.0", "dataset")
        found = {}
        for (unit, time, body, group), value in spelt_out(cube).items():
            rest = [part for part in group.split(";") if part != "_all"]
            column = ";".join((time, "" if body == "_all" else body, *rest))
            found[unit, column] = value
        header, *cells = rows(files[path.replace(".json", ".csv")])
        stated = {
            (row[0], column): Decimal(cell)
            for row in cells
            for column, cell in zip(header, row, strict=True)
            if cell and ";" in column
        }
        assert {(unit, column.rstrip(";")): value for (unit, column), value in found.items()} == {
            (unit, column.rstrip(";")): value for (unit, column), value in stated.items()
        }


def test_a_cube_names_all_of_its_categories(files: dict[str, bytes]) -> None:
    for path in (one for one in files if one.startswith("so-sanh/") and one.endswith(".json")):
        for axis in json.loads(files[path])["dimension"].values():
            assert axis["label"]
            assert list(axis["category"]["label"]) == axis["category"]["index"]
            assert all(axis["category"]["label"].values())


# Code on the data page -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def code(inputs: Inputs) -> LexborHTMLParser:
    register, measured = inputs.register, inputs.measured
    (task,) = (one for one in pages.plan(register, measured) if one.kind == "data")
    return LexborHTMLParser(pages.make(task, register, measured, CONTRACT, pages.Site(ORIGIN.url)).body)


def written(code: LexborHTMLParser, anchor: str) -> str:
    found = code.css_first(f"#{anchor} code")
    assert found is not None
    return found.text()


def test_the_python_on_the_data_page_reads_every_figure(
    code: LexborHTMLParser, files: dict[str, bytes], tmp_path: Path, register: Register
) -> None:
    (tmp_path / "figures.csv").write_bytes(files["figures.csv"])
    address = "https://so.example/data/figures.csv"
    said = written(code, "ma-python")
    assert address in said
    names: dict[str, Any] = {}
    exec(said.replace(address, str(tmp_path / "figures.csv")), names)
    table = names["so_lieu"]
    assert list(table["figure_id"]) == list(register.observations)
    stated = [None if one.value is None else float(one.value) for one in register.observations.values()]
    assert [None if cell != cell else cell for cell in table["value"]] == stated


def test_the_sql_on_the_data_page_finds_a_name(code: LexborHTMLParser, files: dict[str, bytes]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["so-lieu-hoi.sqlite"])
        found = connection.execute(written(code, "ma-sqlite")).fetchall()
    assert ("unit", "huyen-802", "Huyện Đức Hòa") in found


@pytest.mark.parametrize("anchor", ["ma-r", "ma-duckdb", "ma-excel"])
def test_code_for_other_programs_names_the_file_in_full(code: LexborHTMLParser, anchor: str) -> None:
    assert "https://so.example/data/figures.csv" in written(code, anchor)


def test_the_code_for_duckdb_leaves_no_quotation_mark_to_guess(code: LexborHTMLParser) -> None:
    """DuckDB 2.0.1 guesses them from the first rows; a script in findings/ shows what becomes of others."""
    assert """quote = '"', escape = '"'""" in written(code, "ma-duckdb")
