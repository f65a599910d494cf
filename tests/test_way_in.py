"""data/README.md lets an official begin a new file alone: every column is in it, and its lines are right."""

import csv
import json
import re
import shutil

import pytest

from generator import cli
from tests.builders import DATA

GUIDE = (DATA / "README.md").read_text(encoding="utf-8")
UNIT, PLACE = "xa-05590", "Điềm Mặc"  # a commune without a file


def columns(table):
    contract = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    (schema,) = (one["schema"] for one in contract["resources"] if one["name"] == table)
    return [field["name"] for field in schema["fields"]]


@pytest.mark.parametrize("table", ["documents", "observations"])
def test_every_column_that_an_official_fills_in_is_explained(table):
    told = set(
        re.findall("`([a-z_]+)`", "".join(line for line in GUIDE.splitlines() if line.startswith("|")))
    )
    assert set(columns(table)) <= told


def test_every_reason_and_status_that_the_guide_names_is_one_that_the_data_know():
    contract = (DATA / "datapackage.json").read_text(encoding="utf-8")
    named = re.findall("`([a-z_]+)` \\(", GUIDE)
    assert named and all(f'"{value}"' in contract or f"{value}:" in contract for value in named)


def shown_file():
    return re.search("```text\n(organisation_id,.*?)```", GUIDE, re.DOTALL)[1]


def test_the_lines_that_the_guide_shows_stand_in_the_data():
    there = (DATA / "observations/xa-05587.csv").read_text(encoding="utf-8").splitlines()
    shown = shown_file().splitlines()
    assert shown[0] == there[0] and set(shown) <= set(there)


@pytest.fixture
def record(tmp_path):
    """Return a copy of the data to which an official has added a commune's report, as the guide says."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    report = dict.fromkeys(columns("documents"), "") | {
        "document_id": "bao-cao-moi",
        "kind": "báo cáo",
        "issuer": "Ủy ban nhân dân xã",
        "unit_id": UNIT,
        "title": "Báo cáo",
        "short_title": "Báo cáo 2023",
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
        "status": "unknown",
    }
    with (data / "documents.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, list(report), lineterminator="\n").writerow(report)
    own = shown_file().replace("bao-cao-binh-yen-2023", "bao-cao-moi")
    (data / f"observations/{UNIT}.csv").write_text(own, encoding="utf-8")
    return data


def test_a_file_that_is_begun_as_the_guide_says_is_right_at_once(record):
    assert not (DATA / f"observations/{UNIT}.csv").exists()
    assert cli.run(["check", "--data", str(record)]) == 0


def test_a_file_with_the_name_of_the_place_is_told_the_id_that_the_guide_promises(record, capsys):
    (record / f"observations/{UNIT}.csv").rename(record / f"observations/{PLACE}.csv")
    assert cli.run(["check", "--data", str(record)]) == 1
    assert f"{UNIT}.csv" in capsys.readouterr().out


def test_a_copied_file_whose_lines_still_cite_the_other_place_is_told_with_its_own_report(record, capsys):
    file = record / f"observations/{UNIT}.csv"
    file.write_text(shown_file(), encoding="utf-8")
    assert cli.run(["check", "--data", str(record)]) == 1
    assert "có phải “bao-cao-moi”" in capsys.readouterr().out
