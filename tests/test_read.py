import csv
import io
import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import checks, read
from generator.assemble import assemble
from generator.errors import SettingError
from generator.read import rows, values
from tests.builders import BASE, OBSERVATIONS, ROOT, changed, make_data


def codes(reading):
    return [(problem.code, problem.line, problem.column) for problem in reading.problems]


def test_the_data_of_the_project_reads_without_a_problem():
    reading = read.read(ROOT / "data")
    assert reading.problems == ()
    assert reading.incomplete == frozenset()


def test_every_cell_is_the_text_that_was_written(tmp_path):
    reading = read.read(make_data(tmp_path))
    table = reading.tables["observations"]
    assert [table[name][6] for name in ("value", "value_text", "note")] == ["74.87", "74,87%", ""]
    assert [table[name][6] for name in ("unit_id", "file")] == ["xa-05587", "data/observations/xa-05587.csv"]
    assert table.lines[6] == 8


def test_one_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path):
    plain = read.read(make_data(tmp_path / "a"))
    excel = {
        path.relative_to(BASE).as_posix(): b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
        for path in BASE.rglob("*.csv")
    }
    saved = read.read(make_data(tmp_path / "b", excel))
    assert saved.problems == ()
    assert saved.digest == plain.digest


def test_problems_of_all_files_come_together(tmp_path):
    files = {
        **changed("units.csv", "xa-05584,xa,05584", "xa-05584,xa,5584"),
        **changed(OBSERVATIONS, "2023-12-31,stated,1875,", '2023-12-31,stated,"1,875",'),
        **changed("unit_changes.csv", "whole,2025-07-01,Nghị quyết 202", "whole,1/7/2025,Nghị quyết 202"),
        "topics.csv": "a;b\n1;2\n",
    }
    reading = read.read(make_data(tmp_path, files))
    assert codes(reading) == [
        ("number-ambiguous", 5, "value"),
        ("separator-semicolon", 1, None),
        ("date-rewritten", 2, "effective_on"),
        ("code-lost-zero", 5, "code"),
    ]
    assert reading.incomplete == {"topics"}


def test_lines_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    files = changed(
        OBSERVATIONS,
        "mục I,\n,assoc_count,scope=commune",
        'mục I,"một\nhai\nba"\n\n,assoc_count,scope=commune',
    )
    text = files[OBSERVATIONS].replace("2023-12-31,stated,1875,", "2023-12-31,stated,bảy,")
    reading = read.read(make_data(tmp_path, {OBSERVATIONS: text}))
    assert codes(reading) == [
        ("character-line-break", 2, "note"),
        ("row-blank", 3, None),
        ("number-malformed", 6, "value"),
    ]


def test_a_cell_has_one_problem_however_much_is_wrong_with_it(tmp_path):
    files = changed(OBSERVATIONS, "2023-12-31,stated,1875,", "2023-12-31,stated, 1.875\u200b,")
    assert codes(read.read(make_data(tmp_path, files))) == [("character-invisible", 5, "value")]


@pytest.mark.parametrize("huge", [0, rows.HUGE])
def test_a_file_read_at_once_has_the_cells_of_one_read_row_by_row(tmp_path, monkeypatch, huge):
    monkeypatch.setattr(rows, "HUGE", huge)
    text = 'a,b,c\n1,"x, ""y""",\n,"",z\n"",NA,007\n'
    assert rows._even_columns(text, ("a", "b", "c")) is not None
    data = make_data(tmp_path, changed(OBSERVATIONS, "mục II,\nred", 'mục II,"hai, ""ba"""\nred'))
    slowly = read.read(data)
    monkeypatch.setattr(rows, "LARGE", 0)
    at_once = read.read(data)
    assert at_once.digest == slowly.digest
    for name, table in slowly.tables.items():
        assert table == at_once.tables[name], name


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1\n",
        "a,b\n1,2,3\n",
        "a,b\n1,2,3\n4\n",
        "a,b\n\n1,2\n",
        "a,b\n , \n",
        'a,b\n"",""\n',
        'a,b\n"x"y,2\n',
        'a,b\n"x,2\n',
        'a,b\n"x\n",2\n',
        'a,b\n"x,1\ny",2\n',
        "a,b\n1,2\r3,4\n",
        "b,a\n1,2\n",
        "a,b\n",
    ],
)
def test_a_text_with_anything_odd_is_not_read_at_once(text):
    assert rows._even_columns(text, ("a", "b")) is None


@given(st.lists(st.lists(st.text('ab,"\n\r ', max_size=4), min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_read_at_once_is_what_the_csv_module_reads(cells):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["a", "b", "c"], *cells])
    columns = rows._even_columns(out.getvalue(), ("a", "b", "c"))
    if columns is not None:
        assert [list(row) for row in zip(*columns, strict=True)] == cells


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "README.md", "observations/.DS_Store"])
def test_files_that_systems_leave_behind_are_ignored(tmp_path, name):
    assert read.read(make_data(tmp_path, {name: b"\x00\x01"})).problems == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("~$units.csv", "file-temporary"),
        (".~lock.units.csv#", "file-temporary"),
        ("units.csv~", "file-temporary"),
        ("Báo cáo (1).csv", "file-copy"),
        ("units - Copy.csv", "file-copy"),
        ("units.xlsx", "file-workbook"),
        ("sub/units.csv", "file-unexpected"),
        ("observations/xa-05587.xlsx", "file-workbook"),
        ("observations/sub/xa-05587.csv", "file-unexpected"),
        ("observations/$(id).csv", "file-misnamed"),
        ("observations/xa-5587.csv", "file-misnamed"),
    ],
)
def test_stray_files_are_reported(tmp_path, name, code):
    reading = read.read(make_data(tmp_path, {name: "x"}))
    assert [problem.code for problem in reading.problems] == [code]


def test_a_workbook_among_the_figures_may_stand_for_a_missing_file(tmp_path):
    data = make_data(tmp_path)
    (data / OBSERVATIONS).rename((data / OBSERVATIONS).with_suffix(".xlsx"))
    header = ",".join(read.read(data).contract.resources["observations"].columns)
    (data / "observations" / "xa-05584.csv").write_text(f"{header}\n", "utf-8")
    assert "observations" in read.read(data).incomplete


def test_a_folder_of_observations_that_is_a_link_is_not_followed(tmp_path):
    data = make_data(tmp_path)
    (data / "observations").rename(tmp_path / "elsewhere")
    (data / "observations").symlink_to(tmp_path / "elsewhere")
    assert [problem.code for problem in read.read(data).problems] == ["file-missing"]


def test_a_data_folder_that_does_not_exist_is_a_fault_of_setting(tmp_path):
    with pytest.raises(SettingError):
        read.read(tmp_path / "nowhere")


def test_the_digest_does_not_depend_on_the_order_of_rows(tmp_path):
    shuffled = {}
    for path in BASE.rglob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        random.Random(7).shuffle(rows)
        shuffled[path.relative_to(BASE).as_posix()] = "\n".join([header, *rows]) + "\n"
    plain, other = read.read(make_data(tmp_path / "a")), read.read(make_data(tmp_path / "b", shuffled))
    assert plain.digest == other.digest


def test_the_digest_changes_with_every_cell(tmp_path):
    plain = read.read(make_data(tmp_path / "a"))
    other = read.read(make_data(tmp_path / "b", changed(OBSERVATIONS, "mục III", "mục IV.1")))
    assert plain.digest != other.digest


def test_hostile_text_is_carried_along_unchanged(tmp_path):
    hostile = "</title><script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }} { onclick=x }"
    reading = read.read(make_data(tmp_path, changed("topics.csv", "Phong trào học tập.", hostile)))
    assert reading.problems == ()
    assert reading.tables["topics"]["description"][1] == hostile


@pytest.mark.parametrize("name", ["NA", "null", "None", "nan", "TRUE", "01"])
def test_words_that_other_readers_turn_into_something_else_stay_words(tmp_path, name):
    reading = read.read(make_data(tmp_path, changed("topics.csv", "Phong trào học tập.", name)))
    assert reading.tables["topics"]["description"][1] == name


def test_a_known_table_is_read_again_only_where_its_file_changed(tmp_path):
    data = make_data(tmp_path)
    known = read.read(data)
    (data / "topics.csv").write_text("a;b\n1;2\n", "utf-8")
    again = read.read(data, known=known, changed={"units.csv"})
    assert again.problems == ()
    assert again.tables["topics"] is known.tables["topics"]
    assert again.tables["units"] is not known.tables["units"]
    assert again.digest == known.digest
    found = read.read(data, known=known, changed={"topics.csv"})
    assert ("separator-semicolon", 1, None) in codes(found)


def test_relations_and_tables_of_another_contract_are_always_read(tmp_path):
    data = make_data(tmp_path / "a")
    known = read.without_relations(read.read(data))
    assert read.read(data, known=known).tables["relations"] == read.read(data).tables["relations"]
    contract = json.loads((data / "datapackage.json").read_text("utf-8"))
    contract["resources"][0]["title"] = "Đơn vị"
    (data / "datapackage.json").write_text(json.dumps(contract), "utf-8")
    again = read.read(data, known=known)
    assert again.contract != known.contract
    assert again.tables["units"] is not known.tables["units"]


def test_each_cell_is_parsed_once_from_the_file_to_the_register(monkeypatch):
    parsed: Counter[tuple[str, int]] = Counter()
    parse = values.parse

    def counted(cell, field):
        parsed[cell, id(field)] += 1
        return parse(cell, field)

    monkeypatch.setattr(values, "parse", counted)
    reading = read.read(ROOT / "data")
    assert checks.check(reading) == ()
    assert len(assemble(reading).observations) == len(reading.tables["observations"])
    assert len(parsed) > 500 and set(parsed.values()) == {1}


def test_a_table_says_what_is_written_and_nothing_where_that_is_empty_or_faulty(tmp_path):
    data = make_data(tmp_path)
    unit = data / "units.csv"
    unit.write_text(unit.read_text().replace("2025-06-30", "30/6/2025", 1))
    table = read.read(data).tables["units"]
    days = dict(zip(table["valid_to"], table.values("valid_to"), strict=True))
    assert days["30/6/2025"] is None and days.get("") is None
    assert {day.isoformat(): day for day in days.values() if day} == {
        cell: day for cell, day in days.items() if day
    }
    assert table.values("name") == table["name"]
    assert table.without_last().values("valid_to") == table.values("valid_to")[:-1]
    assert len(table.without_last()) == len(table) - 1


def test_a_figure_file_of_no_unit_is_told_alone_and_not_by_what_others_miss(tmp_path):
    data = make_data(tmp_path)
    (data / OBSERVATIONS).rename(data / "observations/xa-05588.csv")
    reading = read.read(data)
    (problem,) = (*reading.problems, *checks.check(reading))
    assert (problem.code, problem.facts) == ("unit-unknown", {"found": "xa-05588"})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Trung Lương.csv", "xa-05584.csv"),
        ("xã trung lương.csv", "xa-05584.csv"),
        ("5584.csv", "xa-05584.csv"),
        ("XA-05584.CSV", "xa-05584.csv"),
        ("Bình Yên.csv", "xa-05587.csv / xa-05587-20250701.csv"),
        ("Tân Lập.csv", None),
    ],
)
def test_a_file_of_figures_is_told_its_right_name(tmp_path, name, meant):
    data = make_data(tmp_path, {f"observations/{name}": (BASE / OBSERVATIONS).read_bytes()})
    (problem,) = read.read(data).problems
    assert (problem.code, problem.facts.get("suggestion")) == ("file-misnamed", meant)
