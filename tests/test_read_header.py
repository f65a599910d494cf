"""What stands in place of the header, told once by what is to be done."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import checks, read
from generator.checks.tables import Tables
from generator.read import header, rows
from tests.builders import BASE, OBSERVATIONS, make_data

TEXT = (BASE / OBSERVATIONS).read_text(encoding="utf-8")
HEADER, *ROWS = TEXT.splitlines()
NAMES = tuple(HEADER.split(","))


def problems_of(tmp_path, text):
    return [
        (problem.code, problem.line, problem.column, problem.facts.get("suggestion"))
        for problem in read.read(make_data(tmp_path, {OBSERVATIONS: text})).problems
    ]


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (";".join(NAMES), "separator-semicolon"),
        (";".join(NAMES) + ",,,", "separator-semicolon"),
        ("\t".join(NAMES), "separator-tab"),
        (";".join(f'"{name}"' for name in NAMES), "separator-semicolon"),
        ("Số liệu; năm 2023", "separator-semicolon"),
        (",".join(NAMES), None),
        (",".join(NAMES[:-1]) + ",ghi chú; khác", None),
    ],
)
def test_the_separator_is_the_sign_between_the_names_of_columns(first, code):
    fault = header.separator_fault(first, NAMES)
    assert (fault and fault.code) == code


@pytest.mark.parametrize(
    "above", ["Số liệu hội", "SỐ LIỆU HỘI,,,,", '"Số liệu hội, năm 2023",2023', "a,b\n,,\nc"]
)
def test_titles_above_the_header_are_told_once_with_the_line_of_the_header(tmp_path, above):
    text = f"{above}\n{TEXT}"
    (found,) = read.read(make_data(tmp_path, {OBSERVATIONS: text})).problems
    assert (found.code, found.line, found.facts["first"]) == (
        "header-not-first",
        1,
        str(above.count("\n") + 2),
    )


def test_a_line_without_any_name_of_a_column_is_told_once_with_the_right_one(tmp_path):
    (found,) = read.read(make_data(tmp_path, {OBSERVATIONS: "\n".join(["Hội,Số,Năm", *ROWS])})).problems
    assert (found.code, found.facts["expected"]) == ("header-foreign", HEADER)


def test_a_title_in_place_of_one_name_is_told_with_the_name(tmp_path):
    data = make_data(tmp_path, {OBSERVATIONS: TEXT.replace("period_start", "Thời kỳ từ ngày", 1)})
    path = data / "datapackage.json"
    named = '{"name": "period_start", '
    assert path.read_text("utf-8").count(named) >= 1
    path.write_text(path.read_text("utf-8").replace(named, named + '"title": "Thời kỳ từ ngày", '), "utf-8")
    (found,) = read.read(data).problems
    assert (found.code, found.facts["suggestion"]) == ("header-unknown", "period_start")


def test_whole_lines_in_one_cell_are_told_once(tmp_path):
    quoted = "".join('"{}"\n'.format(line.replace('"', '""')) for line in TEXT.splitlines())
    assert problems_of(tmp_path / "a", quoted) == [("header-in-one-cell", 1, None, None)]
    padded = quoted.replace('"\n', '",,\n')
    assert problems_of(tmp_path / "b", padded) == [("header-in-one-cell", 1, None, None)]


def test_a_header_in_the_middle_is_told_and_the_other_rows_are_read(tmp_path):
    data = make_data(tmp_path, {OBSERVATIONS: "\n".join([HEADER, *ROWS[:2], HEADER, *ROWS[2:], ""])})
    reading = read.read(data)
    assert [(problem.code, problem.line) for problem in reading.problems] == [("header-again", 4)]
    assert len(reading.tables["observations"]) == len(ROWS)
    assert "observations" not in reading.incomplete


def test_a_row_that_only_begins_like_the_header_is_data():
    heads = tuple(frozenset({name}) for name in ("a", "b", "c"))
    assert header.is_again(["a", "", "c"], heads)
    assert not header.is_again(["a", "", ""], heads)
    assert not header.is_again(["a", "x", "c"], heads)
    assert not header.is_again(["", "b", "c"], heads)


CONTRACT = read.read(BASE).contract
LINES = st.lists(st.sampled_from([NAMES, *(tuple(row.split(",")) for row in ROWS[:3]), ("a",) * len(NAMES)]))


@given(LINES)
def test_a_header_begins_another_file_where_its_rows_were_there_or_none_is_like_them(
    lines: list[tuple[str, ...]],
) -> None:
    """Held against the plain definition, which looks at all rows again for each header."""
    resource = CONTRACT.resources["observations"]
    asked = rows._SecondFile([list(line) for line in lines], resource)
    above: dict[int, list[str]] = {}
    place = NAMES.index("document_id")
    for at, line in enumerate(lines, 1):
        if line == NAMES:
            below = [list(one) for one in lines[at:]]
            again = any(row in above.values() for row in below)
            strange = {row[place] for row in below}.isdisjoint(row[place] for row in above.values())
            assert asked.begins(at, list(line), above) == (again or strange)
        else:
            above[at] = list(line)


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called while something is done: a measure that no clock has a part in."""
    calls = 0

    def count(frame: object, event: str, told: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_twice_as_many_headers_take_twice_the_work(tmp_path):
    """12,000 of them took half a minute: each looked at all the lines below it."""
    head, *units = (BASE / "units.csv").read_text("utf-8").splitlines()
    took = []
    for count in (300, 600, 1200):
        text = "\n".join([head, *units, *[head] * count]) + "\n"
        data = make_data(tmp_path / str(count), {"units.csv": text})
        took.append(calls_of(lambda data=data: read.read(data)))
    assert took[2] - took[1] < 2.2 * (took[1] - took[0])


def test_which_rows_were_refused_is_worked_out_once(tmp_path, monkeypatch):
    """Each term of a relation asked it of every figure again."""
    head, row, *_ = (BASE / "relations.csv").read_text("utf-8").splitlines()
    text = "\n".join([head, row.replace("2023", "x", 1), *[row] * 20]) + "\n"
    asked: list[tuple[str, frozenset[str]]] = []
    found = Tables._rows_refused
    monkeypatch.setattr(Tables, "_rows_refused", lambda self, *what: asked.append(what) or found(self, *what))
    checks.check(read.read(make_data(tmp_path, {"relations.csv": text})))
    assert asked and len(asked) == len(set(asked))


def test_below_a_header_that_is_too_wide_nothing_is_kept(tmp_path, monkeypatch):
    """The file may be of twenty megabytes, all of them cells."""
    wide = ",".join(["for"] * (header.COLUMNS_AT_MOST + 1))
    read_whole, kept = rows.records_of, []
    monkeypatch.setattr(rows, "records_of", lambda text, *sign: kept.append(text) or read_whole(text, *sign))
    found = problems_of(tmp_path, f"{wide}\n{wide}\n")
    assert found == [("columns-too-many", 1, None, None)]
    assert kept and not any("for,for" in text for text in kept)
