"""A few of the files that `python -m tests.ingest` tries by the thousand, and the oracle against itself."""

import csv
import io
import random
from pathlib import Path

import pytest

from tests.builders import BASE, OBSERVATIONS
from tests.ingest import oracle
from tests.ingest.manglers import Mangled
from tests.ingest.model import Sheet
from tests.ingest.trial import MANGLERS, SCREEN, Found, Place, trials, try_one


def test_what_is_accepted_is_what_was_written_and_all_else_is_refused(tmp_path: Path) -> None:
    for _, found in trials(tmp_path, seed=13, files=5 * len(MANGLERS)):
        assert found.lies == []
    assert found.verdicts["equal"] > 10 and found.verdicts["refused"] > 80
    assert max(found.longest.values()) < SCREEN
    assert found.longest["decomposed"] <= 3


def test_a_reader_that_lies_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path, random.Random(1))
    sheet = place.sheets[OBSERVATIONS]
    monkeypatch.setitem(MANGLERS, "silent", _drops_the_last_row)  # type: ignore[arg-type]
    found = Found()
    try_one(place, sheet, "silent", random.Random(1), found, "1/1")
    assert "with another meaning" in found.lies[0]


def _drops_the_last_row(sheet: Sheet, _: random.Random) -> Mangled:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(sheet.all_rows[:-1])
    return Mangled(out.getvalue().encode(), sheet.all_rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,\r\n", [["a", "b"], ["1", ""]]),
        ('a\n"x, ""y"""\n', [["a"], ['x, "y"']]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ],
)
def test_the_oracle_reads_what_the_standard_says(text: str, rows: list[list[str]]) -> None:
    assert oracle.rows_of(text.encode()) == rows


@pytest.mark.parametrize("text", ['a\nx"y\n', 'a\n"x\n', 'a\n"x"y\n', b"\xff"])
def test_the_oracle_reads_nothing_that_has_two_meanings(text: str | bytes) -> None:
    with pytest.raises(oracle.Unclear):
        oracle.rows_of(text if isinstance(text, bytes) else text.encode())


def test_the_oracle_knows_nothing_of_the_generator() -> None:
    assert "generator" not in Path(oracle.__file__).read_text("utf-8").replace("generator's reader", "")


def test_the_oracle_finds_nothing_wrong_with_the_base() -> None:
    contract = oracle.contract_of(BASE)
    for path, fields in contract.items():
        file = BASE / path.replace("*.csv", "xa-05587.csv")
        assert oracle.faults(oracle.rows_of(file.read_bytes()), fields) == []
