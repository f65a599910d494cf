import json
import re

import pytest

from generator import model, read, schema
from tests.builders import ROOT, change_contract, make_data

CONTRACT = ROOT / "data" / "datapackage.json"


def test_the_contract_of_the_project_has_no_fault():
    contract, faults = schema.load(CONTRACT)
    assert faults == ()
    assert contract.resources["units"].columns == model.Unit.__struct_fields__
    assert contract.resources["observations"].is_folder
    assert contract.resources["organisations"].field("aliases").separator == ";"


def test_no_pattern_is_read_as_two_by_a_reader_that_puts_its_own_anchors_around_it():
    """frictionless 5.21.0 takes `a|b` as `^a` or `b$`: "08 and more" is a code then (findings/)."""
    contract, _ = schema.load(CONTRACT)
    patterns = [column.pattern for table in contract.resources.values() for column in table.fields]
    for pattern in filter(None, patterns):
        assert re.match(rf"^{pattern}$", "08 abc") is None, pattern


def test_a_column_knows_its_limits():
    contract, _ = schema.load(CONTRACT)
    decimals = contract.resources["indicators"].field("decimals")
    assert (decimals.type, decimals.required, decimals.minimum, decimals.maximum) == ("integer", True, 0, 4)
    assert contract.resources["indicators"].field("adds_over_time").true_values == ("yes",)
    assert contract.resources["relations"].foreign_keys[0] == schema.ForeignKey(
        ("unit_id",), "units", ("unit_id",)
    )


def test_all_faults_of_a_contract_are_told_at_once(tmp_path):
    data = make_data(tmp_path)
    change_contract(data, {"remove_table": "redirects", "remove_column": ["units", "slug"]})
    change_contract(data, {"primary_key": ["topics", "mã"]})
    _, faults = schema.load(data / "datapackage.json")
    assert [fault.code for fault in faults] == [
        "contract-column-missing",
        "contract-table-missing",
        "contract-key-unknown",
    ]


def test_a_further_column_is_welcome_and_carried_along(tmp_path):
    data = make_data(tmp_path)
    document = json.loads((data / "datapackage.json").read_text())
    table = next(table for table in document["resources"] if table["name"] == "topics")
    table["schema"]["fields"].append({"name": "colour", "type": "string"})
    (data / "datapackage.json").write_text(json.dumps(document))
    text = (data / "topics.csv").read_text().splitlines()
    (data / "topics.csv").write_text(
        "\n".join([f"{text[0]},colour", *(f"{row},xanh" for row in text[1:])]) + "\n"
    )
    reading = read.read(data)
    assert reading.problems == ()
    assert reading.tables["topics"]["colour"] == ["xanh", "xanh"]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "[" * 100_000,
        " " * (4 * 2**20 + 1),
        '{"resources": 5}',
        '{"resources": [{"name": 5, "path": "x", "schema": {"fields": []}}]}',
        "\x00",
    ],
)
def test_a_file_of_another_shape_is_malformed_not_a_crash(tmp_path, text):
    path = tmp_path / "datapackage.json"
    path.write_text(text)
    contract, faults = schema.load(path)
    assert contract.resources == {}
    assert [fault.code for fault in faults] == ["contract-malformed"]


@pytest.mark.parametrize("pattern", ["(", "[[a]]"])  # none, and one that Python may read otherwise one day
def test_a_pattern_that_is_no_regular_expression_is_malformed(tmp_path, pattern):
    field = {"name": "a", "type": "string", "constraints": {"pattern": pattern}}
    path = tmp_path / "datapackage.json"
    path.write_text(
        json.dumps({"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [field]}}]})
    )
    assert [fault.code for fault in schema.load(path)[1]] == ["contract-malformed"]


@pytest.mark.parametrize(("added", "synthetic"), [({}, False), ({"synthetic": True}, True)])
def test_a_contract_says_whether_the_figures_are_made_up(tmp_path, added, synthetic):
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({**json.loads(CONTRACT.read_bytes()), **added}))
    contract, faults = schema.load(path)
    assert (contract.synthetic, faults) == (synthetic, ())


def test_made_up_or_not_is_never_guessed(tmp_path):
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({**json.loads(CONTRACT.read_bytes()), "synthetic": "no"}))
    assert [fault.code for fault in schema.load(path)[1]] == ["contract-malformed"]
