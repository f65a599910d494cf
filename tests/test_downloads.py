"""Downloads: every figure as it is in the record, in every format, and the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import pickle
import random
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import frictionless
import pytest
from msgspec.structs import replace

from generator import assemble, downloads, measures, pages, read, schema, urls
from generator.downloads import FileTask, Inputs, archive, csv_copies, csv_text, tasks
from generator.measures import Measured
from generator.model import Register, Unit
from generator.products import Page, TableFile
from tests.builders import DATA

OURS = {
    "observations.csv",
    "figures.csv",
    "figures.json",
    "findings.csv",
    "datapackage.json",
    "so-lieu-hoi.zip",
}
"""What a small record is as one package, beside its tables; other formats have tests of their own."""
OTHERS = (".xlsx", ".sqlite", ".parquet", ".jsonld", "csvw.json")
COMPARED = re.compile(r"so-sanh/[a-z0-9-]+\.csv")
PROVINCE = re.compile(r"so-lieu-hoi-\d\d-.+\.zip")
CONTRACT = schema.load(DATA / schema.FILE_NAME)[0]
FORMULA = re.compile(r"[\s\x00-\x1f]*[=+@\-\t\r＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

Record = tuple[Register, Measured]
Row = dict[str, str]


def record_of(data_dir: Path) -> Record:
    reading = read.read(data_dir)
    assert reading.problems == (), reading.problems[:5]
    register = assemble.assemble(reading)
    return register, measures.measure(register)


def files_of(record: Record, data_dir: Path, *shown: Page) -> dict[str, bytes]:
    """Return all files but those of other formats, which are tested in modules of their own."""
    made = downloads.files(*record, shown, data_dir)
    return {path: content for path, content in made if not _is_other(path)}


def _is_other(path: str) -> bool:
    return path.endswith(OTHERS) or (path.startswith("so-sanh/") and path.endswith(".json"))


def in_folder(folder: Path) -> set[str]:
    """Return the paths of the CSV files of a folder, without what releases froze: that lies elsewhere."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*.csv"))
    return {path for path in paths if not path.startswith("releases/")}


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


def rows(content: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def page(*tables: TableFile) -> Page:
    return Page(path="xa/thu/index.md", front={}, body="", tables=tables)


@pytest.fixture(scope="module")
def record(register: Register, measured: Measured) -> Record:
    return register, measured


@pytest.fixture(scope="module")
def files(record: Record) -> dict[str, bytes]:
    return files_of(record, DATA)


@pytest.fixture(scope="module")
def folder(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The downloads as they lie on the site."""
    root = tmp_path_factory.mktemp("data")
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


# Figures -------------------------------------------------------------------------------------


def test_every_figure_is_there_once_in_the_order_of_the_register(
    register: Register, files: Mapping[str, bytes]
) -> None:
    for path in ("figures.csv", "observations.csv"):
        assert [row["figure_id"] for row in rows(files[path])] == list(register.observations)
    assert [row["figure_id"] for row in json.loads(files["figures.json"])] == list(register.observations)


def test_every_cell_of_the_figures_equals_the_register(
    register: Register, measured: Measured, files: Mapping[str, bytes]
) -> None:
    failing: dict[str, list[str]] = {name: [] for name in register.observations}
    for finding in measured.findings:
        for name in set(finding.figure_ids) if finding.fails else ():
            failing[name].append(finding.relation_id)
    assert any(failing.values())
    for row in rows(files["figures.csv"]):
        figure = register.observations[row["figure_id"]]
        unit = register.units[figure.unit_id]
        indicator = register.indicators[figure.indicator_id]
        body = register.organisations.get(figure.organisation_id or "")
        assert row == {
            "figure_id": figure.figure_id,
            "unit_id": figure.unit_id,
            "unit_name": unit.full_name,
            "organisation_id": figure.organisation_id or "",
            "organisation_name": body.name if body else "",
            "indicator_id": figure.indicator_id,
            "indicator_name": indicator.name,
            "breakdown": ";".join("=".join(pair) for pair in figure.breakdown),
            "breakdown_name": "; ".join(
                f"{register.members[pair].dimension_name}: {register.members[pair].name}"
                for pair in figure.breakdown
            ),
            "period_start": figure.period.start.isoformat(),
            "period_end": figure.period.end.isoformat(),
            "period_basis": figure.period_basis,
            "value": "" if figure.value is None else str(figure.value),
            "unit_of_measure": indicator.unit_of_measure,
            "qualifier": figure.qualifier or "",
            "missing": figure.missing or "",
            "value_text": figure.value_text or "",
            "document_id": figure.document_id,
            "document_title": register.documents[figure.document_id].title,
            "locator": figure.locator,
            "address": f"/so/{figure.figure_id}/",
            "numerator": "" if figure.numerator is None else str(figure.numerator),
            "denominator": "" if figure.denominator is None else str(figure.denominator),
            "note": figure.note or "",
            "document_status": register.documents[figure.document_id].status,
            "contradictions": " | ".join(failing[figure.figure_id]),
        }


def test_the_json_says_what_the_csv_says_with_every_digit(files: Mapping[str, bytes]) -> None:
    found = json.loads(files["figures.json"], parse_float=str, parse_int=str)
    as_cells = [{name: cell or "" for name, cell in row.items()} for row in found]
    assert as_cells == rows(files["figures.csv"])


def test_a_value_of_the_json_is_a_number(files: Mapping[str, bytes]) -> None:
    kinds = {type(row["value"]) for row in json.loads(files["figures.json"])}
    assert kinds <= {int, float, type(None)}
    assert int in kinds


def test_the_bulk_file_has_exactly_the_rows_of_the_files_of_all_units(files: Mapping[str, bytes]) -> None:
    per_unit = [row for path in files if path.startswith("observations/") for row in rows(files[path])]
    assert sorted(map(repr, per_unit)) == sorted(map(repr, rows(files["observations.csv"])))
    of_one = rows(files["observations/xa-05587.csv"])
    assert list(of_one[0])[:2] == ["unit_id", "figure_id"]
    assert {row["unit_id"] for row in of_one} == {"xa-05587"}


def test_what_is_compared_equals_the_table_of_all_figures(
    register: Register, files: Mapping[str, bytes]
) -> None:
    slugs = {f"so-sanh/{one.slug}.csv": one.indicator_id for one in register.indicators.values()}
    stated = {
        (row["indicator_id"], row["unit_id"], row["breakdown"], row["organisation_id"], row["value"])
        for row in rows(files["figures.csv"])
        if not row["qualifier"] and row["period_basis"] == "stated"
    }
    compared = {path for path in files if COMPARED.fullmatch(path)}
    assert compared
    for path in compared:
        for row in rows(files[path]):
            unit_id, name = row.pop("unit_id"), row.pop("unit_name")
            unit = register.units[unit_id]
            assert name == unit.full_name
            assert row.pop("unit_place").startswith(register.units[unit.parent_id].full_name)
            state = "former" if unit.ended else "in_force"
            assert (row.pop("level"), row.pop("state")) == (unit.level, state)
            for column, cell in filter(lambda pair: pair[1], row.items()):
                body = column.split(";")[1]
                breakdown = ";".join(part for part in column.split(";")[2:] if "=" in part)
                assert (slugs[path], unit_id, breakdown, body, cell) in stated


def test_every_relation_is_there_with_its_two_values(record: Record, files: Mapping[str, bytes]) -> None:
    found = rows(files["findings.csv"])
    assert len(found) == len(record[1].findings)
    for row, finding in zip(found, record[1].findings, strict=True):
        assert row["relation_id"] == finding.relation_id
        assert row["status"] == finding.verdict
        assert Decimal(row["stated"]) == finding.stated
        assert Decimal(row["computed"]) == finding.computed
        assert Decimal(row["stated"]) - Decimal(row["computed"]) == Decimal(row["difference"])
        stated = [name.partition("@")[0] for name in row["stated_figure"].split(" + ")]
        assert stated == [term.figure_id for term in finding.stated_terms]
        unit = record[0].units[finding.unit_id]
        assert row["address"] == f"{urls.unit(unit)}#kiem-tra-{finding.relation_id}"


def test_numbers_and_dates_are_written_for_machines(files: Mapping[str, bytes]) -> None:
    for row in rows(files["figures.csv"]):
        assert row["value"] == "" or NUMBER.fullmatch(row["value"])
        assert date.fromisoformat(row["period_start"]) <= date.fromisoformat(row["period_end"])
    for row in rows(files["findings.csv"]):
        assert all(NUMBER.fullmatch(row[name]) for name in ("stated", "computed", "difference"))


def test_no_text_can_be_taken_for_a_formula(files: Mapping[str, bytes]) -> None:
    cells = [
        cell
        for path, content in files.items()
        if path.endswith(".csv")
        for row in rows(content)
        for cell in row.values()
    ]
    assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == []


# The files of the record -----------------------------------------------------------------------


def test_the_shared_tables_are_published_byte_for_byte(files: Mapping[str, bytes]) -> None:
    assert {path for path in files if path not in OURS and not COMPARED.fullmatch(path)} == in_folder(DATA)
    for path in in_folder(DATA):
        if not path.startswith("observations/"):
            assert files[path] == (DATA / path).read_bytes()


def test_a_byte_order_mark_and_foreign_line_ends_are_brought_to_form(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(b"\xef\xbb\xbfunit_id,name\r\nxa-05587,B\xc3\xacnh\r\n")
    assert csv_copies.copies(["units.csv"], tmp_path) == {
        "units.csv": "unit_id,name\nxa-05587,Bình\n".encode()
    }


def test_a_file_that_the_contract_does_not_name_is_not_published(record: Record, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(DATA, data_dir)
    for name in ("observations/~$x.tmp", "notes.txt"):
        (data_dir / name).write_bytes(b"x\n")
    found = {path for path in files_of(record, data_dir) if not COMPARED.fullmatch(path)}
    assert found == {*OURS, *in_folder(DATA)}


# Tables of the pages ---------------------------------------------------------------------------


def test_no_table_of_a_page_holds_what_can_be_taken_for_a_formula(record: Record) -> None:
    contract = read.read(DATA).contract
    made = [pages.make(task, *record, contract) for task in pages.plan(*record)]
    cells = [
        cell for one in made for table in one.tables for row in (table.header, *table.rows) for cell in row
    ]
    assert cells
    assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == []


def test_a_table_of_a_page_opens_in_excel_with_its_vietnamese(record: Record) -> None:
    table = TableFile("bang/xa-05587.csv", ("Chỉ tiêu", "Giá trị"), (("Hội viên, tổng", "1875"),))
    path, content = downloads.table_file(table)
    assert files_of(record, DATA, page(table))[path] == content
    assert content == '\ufeffChỉ tiêu,Giá trị\n"Hội viên, tổng",1875\n'.encode()


# The catalogue -----------------------------------------------------------------------------------


def test_an_independent_judge_finds_the_package_valid(folder: Path) -> None:
    package = frictionless.Package(folder / "datapackage.json")
    report = package.validate()
    assert report.flatten(["title", "rowNumber", "fieldName", "note"]) == []
    assert {task.name for task in report.tasks} >= {"units", "observations", "figures", "findings"}


def test_the_package_says_nothing_that_its_judge_passes_over(folder: Path) -> None:
    """frictionless 5.21.0 finds a table valid that breaks these; a script in findings/ shows it."""
    told = json.loads((folder / "datapackage.json").read_bytes())
    schemas = [one["schema"] for one in told["resources"] if "schema" in one]
    words = {word for one in schemas for part in (one, *one["fields"]) for word in part}
    assert {"primaryKey", "foreignKeys", "constraints"} <= words
    assert not {"uniqueKeys", "categories", "categoriesOrdered", "fieldsMatch", "groupChar"} & words


def test_the_catalogue_states_hash_and_size_of_every_file(folder: Path) -> None:
    for resource in json.loads((folder / "datapackage.json").read_bytes())["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_judge_notices_a_changed_figure(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    figures = copy / "figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b",1875,", b",1876,", 1))
    report = frictionless.Package(copy / "datapackage.json").validate()
    assert {error.type for task in report.tasks for error in task.errors} == {"hash-count"}


def test_the_catalogue_describes_every_column_in_both_languages(folder: Path) -> None:
    for resource in json.loads((folder / "datapackage.json").read_bytes())["resources"]:
        if "schema" not in resource:
            continue
        columns = resource["schema"]["fields"]
        assert [column["name"] for column in columns] == header(folder / resource["path"])
        for column in columns:
            words = [column[name] for name in ("title", "title_en", "description", "description_en")]
            assert all(words), f"{resource['name']}.{column['name']} is not described"


def header(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()[0].split(",")


# Tasks -------------------------------------------------------------------------------------------


Name = TypeVar("Name")
Value = TypeVar("Value", covariant=True)


class OnlyByName(Mapping[Name, Value]):
    """A mapping that cannot be walked over, and notes what was asked of it."""

    def __init__(self, held: Mapping[Name, Value]) -> None:
        self.held, self.asked = held, set[object]()

    def __getitem__(self, name: Name) -> Value:
        self.asked.add(name)
        return self.held[name]

    def __contains__(self, name: object) -> bool:
        self.asked.add(name)
        return name in self.held

    def __iter__(self) -> Iterator[Name]:
        raise AssertionError("walked over")

    def __len__(self) -> int:
        raise AssertionError("counted")


def planned(record: Record) -> tuple[FileTask, ...]:
    return downloads.plan(*record, CONTRACT)


def made(task: FileTask, record: Record, data_dir: Path = DATA) -> dict[str, bytes]:
    return dict(downloads.make(task, Inputs(*record, CONTRACT, data_dir)))


@pytest.fixture
def divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the record count as a large one."""
    monkeypatch.setattr(tasks, "WHOLE_UP_TO", 100)


@pytest.fixture
def parts(divided: None, record: Record) -> dict[str, bytes]:
    return files_of(record, DATA)


def test_a_plan_looks_at_no_figure(divided: None, record: Record) -> None:
    register, measured = record
    hidden = OnlyByName(register.observations)
    downloads.plan(replace(register, observations=hidden), measured, CONTRACT)
    assert hidden.asked == set()


@pytest.mark.parametrize("limit", [100, 20_000])
def test_a_task_makes_just_the_files_it_owns(
    record: Record, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(tasks, "WHOLE_UP_TO", limit)
    owned = [path for task in planned(record) for path in task.paths]
    assert len(owned) == len(set(owned))
    for task in planned(record):
        assert set(made(pickle.loads(pickle.dumps(task)), record)) == set(task.paths)


def test_the_list_names_what_is_not_a_source_file(record: Record, parts: Mapping[str, bytes]) -> None:
    named = {path for path in downloads.listed(*record, CONTRACT) if not _is_other(path)}
    assert named == set(parts) - in_folder(DATA)


def test_a_small_record_is_one_package(record: Record) -> None:
    named = {path for path in downloads.listed(*record, CONTRACT) if not _is_other(path)}
    compared = {path for path in named if COMPARED.fullmatch(path)}
    assert named - compared == OURS
    assert len(compared) == len(record[1].comparisons) > 0


def test_a_file_is_made_from_the_figures_of_its_own_units_asked_for_by_name(
    divided: None, record: Record
) -> None:
    register, measured = record
    for task in planned(record):
        figures, of_unit = OnlyByName(register.observations), OnlyByName(register.observations_of)
        guarded = replace(register, observations=figures, observations_of=of_unit)
        found = OnlyByName(measured.findings_of_unit)
        watched = SimpleNamespace(
            findings_of_unit=found,
            has_page=measured.has_page,
            comparisons=measured.comparisons,
            findings_of_figure=measured.findings_of_figure,
        )
        assert made(task, (guarded, watched)) == made(task, record)  # type: ignore[arg-type]
        assert of_unit.asked | found.asked <= set(task.ids)
        own = {name for unit_id in of_unit.asked for name in register.observations_of.get(unit_id, ())}
        assert figures.asked == own


def test_a_changed_figure_changes_its_file_and_the_package_of_its_province(
    parts: Mapping[str, bytes], tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(DATA, data_dir)
    file = data_dir / "observations" / "xa-05587.csv"
    file.write_bytes(file.read_bytes().replace(b",1875,", b",1876,", 1))
    after = files_of(record_of(data_dir), data_dir)
    changed = {path for path in {*parts, *after} if parts.get(path) != after.get(path)}
    assert changed == {"observations/xa-05587.csv", "so-lieu-hoi-19-thai-nguyen.zip"}


def test_a_figure_that_is_compared_changes_the_file_of_its_indicator_too(
    parts: Mapping[str, bytes], tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(DATA, data_dir)
    file = data_dir / "observations" / "xa-03405.csv"
    file.write_bytes(file.read_bytes().replace(b",65,,,,,65 ", b",66,,,,,66 ", 1))
    after = files_of(record_of(data_dir), data_dir)
    changed = {path for path in {*parts, *after} if parts.get(path) != after.get(path)}
    compared = "so-sanh/luot-nguoi-du-doi-thoai.csv"
    assert changed == {"observations/xa-03405.csv", "so-lieu-hoi-12-lai-chau.zip", compared}


# A large record ----------------------------------------------------------------------------------


def provinces(parts: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    return {path: unpacked(content) for path, content in parts.items() if PROVINCE.fullmatch(path)}


def test_every_figure_and_finding_is_in_the_package_of_its_province(
    record: Record, files: Mapping[str, bytes], parts: Mapping[str, bytes]
) -> None:
    packages = provinces(parts)
    for name in ("observations.csv", "figures.csv", "findings.csv"):
        held = [row for package in packages.values() for row in rows(package[name])]
        assert sorted(map(repr, held)) == sorted(map(repr, rows(files[name]))), name
    for path, package in packages.items():
        tops = {topmost(record[0], row["unit_id"]) for row in rows(package["observations.csv"])}
        assert {f"so-lieu-hoi-{urls.unit(top).split('/')[2]}.zip" for top in tops} == {path}


def topmost(register: Register, unit_id: str) -> Unit:
    unit = register.units[unit_id]
    return unit if unit.parent_id is None else topmost(register, unit.parent_id)


def test_an_old_and_a_new_province_of_one_code_have_packages_of_their_own(
    divided: None, record: Record
) -> None:
    register, _ = record
    can_tho = register.units["tinh-92"], register.units["tinh-92-20250701"]
    figure = next(iter(register.observations.values()))
    both = {
        f"f-{unit.unit_id}": replace(figure, figure_id=f"f-{unit.unit_id}", unit_id=unit.unit_id)
        for unit in can_tho
    }
    own = {figure.unit_id: (name,) for name, figure in both.items()}
    two = replace(register, observations=both, observations_of=own, relations_of={})
    counts = SimpleNamespace(
        figures=101, units_with_findings=(), findings_of_unit={}, comparisons={}, findings_of_figure={}
    )
    pair: Record = (two, counts)  # type: ignore[assignment]
    made_here = (made(task, pair) for task in planned(pair) if task.family == "province")
    packages = provinces({path: content for one in made_here for path, content in one.items()})
    held = {path: [row["figure_id"] for row in rows(one["figures.csv"])] for path, one in packages.items()}
    assert held == {
        "so-lieu-hoi-92-can-tho.zip": ["f-tinh-92"],
        "so-lieu-hoi-92-can-tho-20250701.zip": ["f-tinh-92-20250701"],
    }


def test_the_tables_of_all_provinces_are_in_one_package(parts: Mapping[str, bytes]) -> None:
    core = unpacked(parts["so-lieu-hoi-danh-muc.zip"])
    tables = {path for path in in_folder(DATA) if "/" not in path}
    assert set(core) == {*tables, "datapackage.json", "README.md", "LICENSE.md"}
    assert all(core[path] == (DATA / path).read_bytes() for path in tables)


def test_no_file_holds_more_indicators_than_one_of_more_than_a_province(parts: Mapping[str, bytes]) -> None:
    zips = {path for path in parts if path.endswith(".zip")}
    compared = {path for path in parts if COMPARED.fullmatch(path)}
    assert set(parts) - zips - compared == {*in_folder(DATA), "datapackage.json"}
    assert zips == {*provinces(parts), "so-lieu-hoi-danh-muc.zip"}


def test_an_independent_judge_finds_every_province_valid(parts: Mapping[str, bytes], tmp_path: Path) -> None:
    for name, package in provinces(parts).items():
        folder = tmp_path / name
        folder.mkdir()
        for path, content in package.items():
            (folder / path).write_bytes(content)
        report = frictionless.Package(folder / "datapackage.json").validate()
        assert report.flatten(["title", "rowNumber", "fieldName", "note"]) == [], name


def test_an_independent_judge_finds_the_catalogues_of_the_parts_valid(parts: Mapping[str, bytes]) -> None:
    core = unpacked(parts["so-lieu-hoi-danh-muc.zip"])
    for content in (parts["datapackage.json"], core["datapackage.json"]):
        assert frictionless.Package.validate_descriptor(json.loads(content)).valid


def test_the_catalogue_of_the_parts_states_hash_and_size_of_the_shared_tables(
    parts: Mapping[str, bytes],
) -> None:
    core = unpacked(parts["so-lieu-hoi-danh-muc.zip"])
    inside, published = (json.loads(one["datapackage.json"])["resources"] for one in (core, parts))
    assert published[: len(inside)] == inside
    for resource in inside:
        content = parts[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_catalogue_names_every_part(parts: Mapping[str, bytes]) -> None:
    resources = json.loads(parts["datapackage.json"])["resources"]
    assert len({resource["name"] for resource in resources}) == len(resources)
    named = {resource["path"] for resource in resources}
    assert named | {"datapackage.json"} == {
        path for path in parts if "/" not in path or COMPARED.fullmatch(path)
    }
    for resource in resources:
        assert all(resource[name] for name in ("title", "title_en", "description", "description_en"))


def test_a_package_of_a_province_says_whose_it_is(parts: Mapping[str, bytes]) -> None:
    package = provinces(parts)["so-lieu-hoi-93-hau-giang.zip"]
    catalogue = json.loads(package["datapackage.json"])
    assert catalogue["name"] == "so-lieu-hoi-93-hau-giang"
    assert catalogue["title"] == "Số liệu: Tỉnh Hậu Giang"
    assert [resource["path"] for resource in catalogue["resources"]] == [
        "observations.csv",
        "figures.csv",
        "findings.csv",
    ]


# The same bytes ------------------------------------------------------------------------------


def test_the_same_record_gives_the_same_bytes(record: Record, files: Mapping[str, bytes]) -> None:
    assert files_of(record, DATA) == files


def test_the_order_of_the_source_rows_does_not_matter(files: Mapping[str, bytes], tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(DATA, data_dir)
    for file in map(data_dir.joinpath, sorted(in_folder(data_dir))):
        first, *others = file.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(7).shuffle(others)
        file.write_text("".join([first, *others]), encoding="utf-8", newline="")
    shuffled = files_of(record_of(data_dir), data_dir)
    for path in ("observations.csv", "figures.csv", "figures.json", "findings.csv"):
        assert shuffled[path] == files[path], path


def test_the_archive_holds_the_whole_package(files: Mapping[str, bytes]) -> None:
    held = unpacked(files["so-lieu-hoi.zip"])
    told = {name: held.pop(name).decode() for name in ("README.md", "LICENSE.md")}
    assert held == {name: files[name] for name in held}
    of_units = {path for path in files if path.startswith("observations/")}  # in observations.csv as well
    assert set(files) - set(held) == {"so-lieu-hoi.zip", *of_units}
    assert all(f"`{name}`" in told["README.md"] for name in held)
    for licence in json.loads(held["datapackage.json"])["licenses"]:
        assert licence["path"] in told["LICENSE.md"]


def test_a_readme_names_the_release_where_there_is_one(record: Record) -> None:
    register, measured = record
    (task,) = (one for one in planned(record) if one.family == "whole")
    readme = unpacked(made(task, record)["so-lieu-hoi.zip"])["README.md"].decode()
    assert f"Bản phát hành mới nhất khi làm gói này: {register.releases[-1].release_id}" in readme
    none = unpacked(made(task, (replace(register, releases=()), measured))["so-lieu-hoi.zip"])["README.md"]
    assert "Bản phát hành mới nhất" not in none.decode() and "newest release" not in none.decode()


def test_a_readme_explains_figures_only_where_there_are_some(parts: Mapping[str, bytes]) -> None:
    with_figures, without = "so-lieu-hoi-93-hau-giang.zip", "so-lieu-hoi-danh-muc.zip"
    assert b"`figures.csv`" in unpacked(parts[with_figures])["README.md"]
    assert b"figures.csv" not in unpacked(parts[without])["README.md"]


def test_the_archive_knows_neither_clock_nor_machine() -> None:
    contents = {"b.csv": b"2\n", "a/ă.csv": b"1\n"}
    packed = archive.packed(contents)
    assert packed == archive.packed(dict(reversed(contents.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        assert bundle.namelist() == ["a/ă.csv", "b.csv"]
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in bundle.infolist()} == {0o100644}


# Cells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (Decimal("1875"), "1875"),
        (Decimal("74.870"), "74.870"),
        (Decimal("1E+9"), "1000000000"),
        (Decimal("-5"), "-5"),
        (date(2023, 12, 31), "2023-12-31"),
        ('Hội "A", B', '"Hội ""A"", B"'),
    ],
)
def test_a_cell_is_written_plainly(cell: csv_text.Cell, written: str) -> None:
    assert csv_text.for_machines(("a", "b"), [(cell, 1)]) == f"a,b\n{written},1\n".encode()


def test_the_addresses_of_the_downloads_are_those_that_pages_link_to(
    register: Register, files: Mapping[str, bytes]
) -> None:
    linked = {urls.unit_rows(register.units[unit_id]) for unit_id in register.observations_of}
    assert {address.removeprefix(urls.DOWNLOADS) for address in linked} <= set(files)
