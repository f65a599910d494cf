"""The record keeps its word: releases are frozen, and no published figure changes unsaid."""

import csv
import errno
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from importlib import import_module
from pathlib import Path
from string import ascii_lowercase

import pytest
from msgspec.structs import replace

from generator import assemble, pipeline, read, settings
from generator.cache import state
from generator.cache.register_file import RecordFile
from generator.checks import releases as checked
from generator.checks.references import SUGGESTIONS_AT_MOST
from generator.checks.tables import Tables
from generator.cli import run
from generator.errors import MachineError, SettingError
from generator.model import Observation, Redirect, Register, Release, Renaming, Revision
from generator.pipeline import addresses, release_ledger, releases, replacing, revisions
from generator.problems import describe
from generator.read.release_snapshots import Row, Snapshot, sums_of
from generator.releases import entries, frozen
from generator.releases.comparison import Entry, Misfit, Undeclared, compare
from generator.releases.frozen import cells_of_figure
from tests.builders import OBSERVATIONS, ROOT, change_contract, make_data
from tests.registers import make_indicator, make_observation, make_register, revised

commands = import_module("generator.cli.commands")  # whose name in its room is a function's
TODAY = date(2026, 11, 28)
FIGURE = "member-count-2023-7ab782e6b71e"
CELLS_OF_F = cells_of_figure(make_observation("f"), {"member_count": make_indicator()})
CELLS = ("1875", "", "", "", "", "1.875", "stated", "hội viên", "stock")


def entry(field: str, old: str, new: str, day: str = "2026-11-25", row: int = 0) -> Entry:
    return Entry(row, "f", "xa-00001", field, day, old, new, "2026-11")


def differences(after: Mapping[str, tuple[str, ...]], *entries: Entry) -> list[object]:
    told = {"f": list(entries)} if entries else {}
    return list(compare({"f": CELLS}, after.get, told))


def with_value(value: str) -> dict[str, tuple[str, ...]]:
    return {"f": (value, *CELLS[1:])}


def test_what_did_not_change_needs_no_row() -> None:
    assert differences({"f": CELLS, "new": CELLS}) == []


def test_a_changed_value_without_a_row_is_undeclared() -> None:
    assert differences(with_value("1975")) == [Undeclared("f", "value", "1875", "1975")]


def test_a_period_that_is_now_inferred_is_undeclared_unless_the_release_said_nothing_of_it() -> None:
    inferred = {"f": (*CELLS[:6], "inferred", *CELLS[7:])}
    assert differences(inferred) == [Undeclared("f", "period_basis", "stated", "inferred")]
    assert differences(inferred, entry("period_basis", "stated", "inferred")) == []
    assert list(compare({"f": (*CELLS[:6], "", *CELLS[7:])}, inferred.get, {})) == []


def test_rows_tell_a_change_in_several_steps() -> None:
    first, second = entry("value", "1875", "1965"), entry("value", "1965", "1975", "2026-11-26", 1)
    assert differences(with_value("1975"), second, first) == []


def test_a_row_that_ends_elsewhere_is_a_misfit_with_what_the_data_has() -> None:
    (found,) = differences(with_value("1985"), entry("value", "1875", "1975"))
    assert isinstance(found, Misfit)
    assert (found.code, found.facts["actual"]) == ("revision-unmatched", "1985")
    assert found.untold == Undeclared("f", "value", "1975", "1985")


def test_a_row_whose_change_was_taken_back_unsaid_matches_nothing() -> None:
    (found,) = differences(with_value("1875"), entry("value", "1875", "1975"))
    assert isinstance(found, Misfit)
    assert found.code == "revision-unmatched"


def test_a_row_with_a_wrong_old_value_is_a_misfit() -> None:
    (found,) = differences(with_value("1975"), entry("value", "1785", "1975"))
    assert isinstance(found, Misfit)
    assert (found.code, found.facts["suggestion"]) == ("revision-old-value-wrong", "1875")


def test_a_figure_that_is_gone_is_undeclared_until_it_is_withdrawn() -> None:
    assert differences({}) == [Undeclared("f", "withdrawn", "f", "")]
    assert differences({}, entry("withdrawn", "f", "")) == []


def test_a_withdrawn_figure_that_still_stands_is_a_misfit() -> None:
    (found,) = differences({"f": CELLS}, entry("withdrawn", "f", ""))
    assert isinstance(found, Misfit)


def test_a_figure_may_move_and_is_followed_to_where_it_is() -> None:
    moved = entry("moved", "f", "g")
    assert differences({"g": CELLS}, moved) == []
    assert differences({"g": ("1", *CELLS[1:])}, moved) == [Undeclared("f", "value", "1875", "1")]
    (found,) = differences({}, moved)
    assert isinstance(found, Misfit)


def test_the_unit_of_measure_of_a_figure_is_told_like_its_value_and_by_its_id_where_it_moved() -> None:
    recounted = (*CELLS[:7], "người", "stock")
    assert differences({"f": recounted}) == [Undeclared("f", "unit_of_measure", "hội viên", "người")]
    assert differences({"f": recounted}, entry("unit_of_measure", "hội viên", "người")) == []
    assert differences({"g": recounted}, entry("moved", "f", "g")) == []
    assert list(compare({"f": (*CELLS[:7], "", "")}, {"f": recounted}.get, {})) == []


# What a build keeps of it --------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path: Path) -> RecordFile:
    """A figure of one unit was released and is now one of another unit."""
    kept = state.fresh(tmp_path / "cache", "program").record
    put(kept, make_observation("g", unit_id="xa-00002"))
    with kept.changes():
        kept.put_frozen(
            {"xa-00001": {"f": "2026-11"}},
            {"xa-00001": {"f": CELLS_OF_F}},
        )
    return kept


def put(record: RecordFile, *figures: Observation) -> None:
    with record.changes():
        record.put_unit("xa-00002", "digest", figures)


def core_of(*revisions: Revision) -> Register:
    released = Release("2026-11", date(2026, 11, 21), "Bản đầu", None)
    register = make_register(indicators=(make_indicator(),))
    return replace(revised(register, *revisions), releases=(released,))


MOVED = Revision("f", "xa-00001", "correction", TODAY, "moved", "f", "g", "nhầm xã", "2026-11")


def agrees(record: RecordFile, core: Register, *touched: str) -> bool:
    with record.changes():
        return release_ledger.agrees(record, core, touched)


def test_a_moved_figure_is_looked_for_again_when_only_its_new_unit_changes(record: RecordFile) -> None:
    assert agrees(record, core_of(MOVED), "xa-00002")
    assert agrees(record, core_of(MOVED), "xa-00002")
    put(record)
    assert not agrees(record, core_of(MOVED), "xa-00002")


def test_a_row_that_goes_leaves_its_change_untold_though_no_figure_changed(record: RecordFile) -> None:
    assert agrees(record, core_of(MOVED))
    assert not agrees(record, core_of())


# Commands ------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest data folder, released on 21 November."""
    monkeypatch.chdir(ROOT)
    made = make_data(tmp_path)
    assert release(made, on=date(2026, 11, 21)).problems == ()
    return made


def release(data: Path, today: date = TODAY, **wish: object) -> releases.Released:
    asked = {"title": "Bản thử", "on": None, **wish}
    return releases.release(settings.make(data=data), releases.Wish(**asked), today)


def revise(data: Path, text: str = "Nhập đảo chữ số", **why: object) -> revisions.Revised:
    asked = {"kind": "correction", "on": None, **why}
    return revisions.revise(settings.make(data=data), revisions.Reason(text, **asked), TODAY)


def edit(data: Path, old: str, new: str, name: str = OBSERVATIONS) -> None:
    file = data / name
    content = file.read_text("utf-8")
    assert content.count(old) == 1
    file.write_text(content.replace(old, new), "utf-8")


def codes(data: Path) -> list[str]:
    return [problem.code for problem in pipeline.check(settings.make(data=data))]


def test_a_release_freezes_every_figure_and_every_address(data: Path) -> None:
    folder = data / "releases/2026-11-21"
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 8
    assert [row["figure_id"] for row in rows] == sorted(row["figure_id"] for row in rows)
    there = (folder / "addresses.csv").read_text("utf-8").splitlines()
    assert {"address", "/", "/hoi/hoi-chu-thap-do/", "/phuong-phap/"} <= set(there)
    assert codes(data) == []


@pytest.mark.parametrize("write", ["release", "again", "revise"])
def test_what_cannot_be_written_leaves_the_record_as_it_was(
    data: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    if write == "revise":
        edit(data, ",1875,,,,,1.875,", ",1975,,,,,1.975,")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    replace_file, calls = replacing._replace, []

    def full(file: Path, content: bytes) -> None:
        calls.append(file)
        if len(calls) == 2 or write == "revise":
            raise OSError(errno.ENOSPC, "No space left on device", str(file))
        replace_file(file, content)

    monkeypatch.setattr(replacing, "_replace", full)
    with pytest.raises(MachineError, match="record-not-written"):
        revise(data) if write == "revise" else release(data, again=write == "again", release_id="2026-12")
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_release_that_is_made_again_under_another_id_leaves_nothing_of_the_one_before(data: Path) -> None:
    made = release(data, again=True, release_id="2026-12")
    assert (made.problems, made.release_id) == ((), "2026-12")
    assert [path.name for path in (data / "releases").iterdir()] == ["2026-12"]
    assert codes(data) == []


def test_the_same_record_is_frozen_to_the_same_bytes_whatever_its_order(data: Path) -> None:
    rows = list(frozen.rows_of(read.read(data).tables["observations"], None))
    assert frozen.files_of(rows, ["/b/", "/a/"], {}) == frozen.files_of(
        reversed(rows), ["/a/", "/b/", "/a/"], {}
    )


def test_a_change_is_refused_until_revise_has_told_it(data: Path) -> None:
    edit(data, ",1875,", ",1975,")
    edit(data, "1.875", "1.975")
    assert codes(data) == ["figure-changed-undeclared"] * 2
    assert len(revise(data).lines) == 2
    assert codes(data) == []
    assert revise(data).lines == ()
    table = (data / "revisions.csv").read_text("utf-8")
    assert f"{FIGURE},xa-05587,correction,2026-11-28,value,1875,1975,Nhập đảo chữ số,2026-11-21\n" in table


def test_revise_says_that_nothing_was_to_be_told_or_how_many_lines_it_wrote(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["revise", "--data", str(data), "--reason", "Nhập đảo chữ số"]
    assert run(command) == 0
    assert "Không có thay đổi nào thiếu lý do; revisions.csv giữ nguyên." in capsys.readouterr().out
    edit(data, ",1875,", ",1975,")
    edit(data, "1.875", "1.975")
    assert run(command) == 0
    assert "Đã ghi 2 dòng vào revisions.csv." in capsys.readouterr().out


def test_an_indicator_that_counts_otherwise_is_refused_until_each_of_its_figures_tells_it(data: Path) -> None:
    edit(data, ",associations,hội viên,stock,", ",associations,lượt,flow,", "indicators.csv")
    problems = pipeline.check(settings.make(data=data))
    assert [(one.code, one.column) for one in problems] == [
        ("meaning-changed-undeclared", "kind"),
        ("meaning-changed-undeclared", "unit_of_measure"),
    ]
    assert "3 số đã công bố trong bản 2026-11-21" in describe(problems[0])
    assert len(revise(data, "Nguồn đếm lượt, không đếm hội viên").lines) == 6
    assert codes(data) == []


def test_an_indicator_that_cannot_be_read_or_is_lost_is_told_as_that_alone(data: Path) -> None:
    table = data / "indicators.csv"
    before = table.read_text("utf-8")
    edit(data, ",associations,hội viên,stock,", ",associations,hội viên,,stock,", "indicators.csv")
    assert codes(data) == ["row-too-long"]
    table.write_text(re.sub("member_count.*\n", "", before), "utf-8")
    assert sorted(set(codes(data))) == ["indicator-unknown", "published-id-lost"]


def test_a_change_between_two_releases_stays_told_though_the_indicator_is_lost(data: Path) -> None:
    edit(data, ",associations,hội viên,stock,", ",associations,lượt,stock,", "indicators.csv")
    revise(data)
    release(data)
    assert codes(data) == []
    (data / "revisions.csv").write_text((data / "revisions.csv").read_text("utf-8").splitlines()[0] + "\n")
    (problem,) = pipeline.check(settings.make(data=data))
    assert (problem.code, problem.line) == ("meaning-changed-undeclared", 3)
    table = data / "indicators.csv"
    table.write_text(re.sub("member_count.*\n", "", table.read_text("utf-8")), "utf-8")
    assert "meaning-changed-undeclared" in codes(data)


def test_a_name_or_definition_may_be_bettered_and_the_register_knows_what_it_was(data: Path) -> None:
    edit(data, "member_count,Số hội viên,", "member_count,Số đoàn viên,", "indicators.csv")
    edit(data, "scope,commune,Trong xã,", "scope,commune,Ở xã,", "dimensions.csv")
    assert codes(data) == []
    told = {(one.table, one.name, one.column, one.old_value, one.new_value) for one in renamed(data)}
    assert told == {
        ("indicators", "member_count", "name", "Số hội viên", "Số đoàn viên"),
        ("dimensions", "scope=commune", "name", "Trong xã", "Ở xã"),
    }
    release(data)
    assert {(one.release_id, one.next_id) for one in renamed(data)} == {("2026-11-21", "2026-11-28")}


def renamed(data: Path) -> Sequence[Renaming]:
    return assemble.assemble(read.read(data)).renamed


def test_a_release_that_did_not_freeze_what_things_mean_stays_as_it_is(data: Path) -> None:
    folder = data / "releases/2026-11-21"
    (folder / "meanings.csv").unlink()
    sums = sums_of({name: (folder / name).read_bytes() for name in ("addresses.csv", "figures.csv")})
    (folder / "SHA256SUMS").write_bytes(sums)
    edit(data, ",associations,hội viên,stock,", ",associations,lượt,flow,", "indicators.csv")
    assert codes(data) == []
    assert renamed(data) == ()
    (folder / "meanings.csv").write_text("table,id,column,text\n", "utf-8")
    assert codes(data) == ["file-unexpected"]


def test_a_part_that_a_published_figure_was_of_stays_in_its_table_though_the_figure_is_withdrawn(
    data: Path,
) -> None:
    row = "red_cross,member_count,,2023-01-01,2023-12-31,stated,125,,,>=,,trên 125,bao-cao-2023,mục II,\n"
    part = row.replace("member_count,,", "member_count,age=over_60,")
    edit(data, row, row + part)
    release(data)
    edit(data, part, "")
    revise(data)
    assert codes(data) == []
    edit(data, "age,over_60,Trên 60 tuổi,Over 60,1,\n", "", "dimensions.csv")
    (problem,) = pipeline.check(settings.make(data=data))
    assert (problem.code, problem.facts["found"]) == ("published-id-lost", "age=over_60")


STATED = ",member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,bao-cao-2023,mục II,"
EARLIER, LATER = STATED.replace("mục II,", "mục I,"), STATED.replace("mục II,", "mục V,")


def ids_by_place(data: Path) -> dict[str, str]:
    """Return the ids of the statements of the number of members; the register must have the same."""
    reading = read.read(data)
    register = assemble.assemble(reading)
    frozen_rows = frozen.rows_of(reading.tables["observations"], reading.newest)
    found = {row["locator"]: row["figure_id"] for row in frozen_rows if row["value"] == "1875"}
    assert found == {
        one.locator: one.figure_id for one in register.observations.values() if one.value == 1875
    }
    counted = [one.occurrence for one in register.observations.values() if one.value == 1875]
    assert sorted(counted) == list(range(1, len(found) + 1))
    return found


def test_a_statement_at_an_earlier_place_leaves_the_id_with_the_published_one(data: Path) -> None:
    edit(data, STATED, f"{EARLIER}\n{STATED}\n{LATER}")
    ids = ids_by_place(data)
    assert (ids["mục II"], len(set(ids.values()))) == (FIGURE, 3)
    assert codes(data) == []
    release(data)
    assert ids_by_place(data) == ids


def test_a_statement_that_goes_takes_its_own_id_along(data: Path) -> None:
    edit(data, STATED, f"{STATED}\n{LATER}")
    release(data)
    ids = ids_by_place(data)
    edit(data, f"{STATED}\n", "")
    assert ids_by_place(data) == {"mục V": ids["mục V"]}
    (problem,) = pipeline.check(settings.make(data=data))
    assert (problem.code, problem.facts["figure"]) == ("figure-lost-undeclared", FIGURE)
    revise(data)
    release(data, today=date(2026, 11, 29))
    assert ids_by_place(data) == {"mục V": ids["mục V"]}
    edit(data, LATER, f"{STATED}\n{LATER}")
    assert ids_by_place(data) == ids


def test_a_bettered_place_keeps_the_id(data: Path) -> None:
    edit(data, STATED, LATER)
    assert ids_by_place(data) == {"mục V": FIGURE}


@pytest.mark.parametrize("units", [1, 2, 50])
def test_a_release_finds_the_lines_of_a_unit(tmp_path: Path, units: int) -> None:
    names = [f"xa-{number:05}" for number in range(0, 3 * units, 3)]
    rows = [published(f"f{number}", unit_id=name, note='a, “b”"') for name in names for number in range(3)]
    (tmp_path / "figures.csv").write_bytes(frozen.files_of(rows, (), {})["figures.csv"])
    snapshot = Snapshot("2026-11", tmp_path, "")
    every = [f"xa-{number:05}" for number in range(3 * units + 1)]
    for asked in (every[::2], every, ["huyen-106", *every], names[-1:], names[::7]):
        found = dict(snapshot.ids_of(asked))
        for name in asked:
            wanted = [row for row in rows if row["unit_id"] == name]
            assert list(snapshot.rows_of(name)) == wanted
            assert found[name] == {row["figure_id"] for row in wanted}


def test_the_line_that_check_names_is_the_line_that_mends_it(data: Path) -> None:
    edit(data, "1.875", "1875")  # what a spreadsheet makes of it
    (problem,) = pipeline.check(settings.make(data=data))
    line = problem.facts["line"].replace("YYYY-MM-DD", "2026-11-28").replace("…", "Ghi lại")
    with (data / "revisions.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert codes(data) == []


def test_only_the_first_of_many_unknown_figures_are_guessed_at(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = [f"{FIGURE[:-1]}{letter}" for letter in ascii_lowercase if letter != FIGURE[-1]]
    fields = ("value,1875,1975", "value_text,1.875,1.975")
    with (data / "revisions.csv").open("a", encoding="utf-8") as file:
        for name in unknown:
            file.writelines(
                f"{name},xa-05587,correction,2026-11-28,{field},Chép nhầm,2026-11-21\n" for field in fields
            )
    guess, asked = checked.closest_of, []
    monkeypatch.setattr(checked, "closest_of", lambda *given: asked.append(given[0]) or guess(*given))
    found = [one for one in pipeline.check(settings.make(data=data)) if one.code == "figure-unknown"]
    assert len(found) == 2 * len(unknown)
    assert asked == [unknown[:SUGGESTIONS_AT_MOST]]
    assert [one.facts.get("suggestion") for one in found[:2]] == [FIGURE] * 2
    assert sum("suggestion" in one.facts for one in found) == 2 * SUGGESTIONS_AT_MOST


def test_a_change_that_was_told_otherwise_is_named_with_both_values(data: Path) -> None:
    edit(data, ",1875,,,,,1.875,", ",1975,,,,,1975,")
    revise(data)
    edit(data, ",1975,,,,,1975,", ",1975,,,,,1.975,")
    (problem,) = pipeline.check(settings.make(data=data))
    assert (problem.code, problem.facts["actual"]) == ("revision-unmatched", "1.975")
    assert not re.search(r"\{\w+\}", describe(problem))


def test_the_remedy_for_a_lost_figure_names_how_to_tell_that_it_is_another_one_now(data: Path) -> None:
    edit(
        data,
        ",member_count,,2023-01-01,2023-12-31,stated,1875,,,,,1.875,",
        ",member_count,,2023-01-01,2023-06-30,stated,1975,,,,,1.975,",
    )
    (problem,) = pipeline.check(settings.make(data=data))
    assert problem.code == "figure-lost-undeclared"
    assert f"--figure {FIGURE} --moved-to ID" in describe(problem, "en")
    heir = next(
        row["figure_id"]
        for row in frozen.rows_of(read.read(data).tables["observations"], None)
        if row["value"] == "1975"
    )
    revise(data, figure_id=FIGURE, moved_to=heir)
    assert codes(data) == []


def test_revise_tells_of_a_figure_that_became_another_one(data: Path) -> None:
    edit(
        data,
        "member_count,,2023-01-01,2023-12-31,stated,125",
        "member_count,scope=commune,2023-01-01,2023-12-31,stated,125",
    )
    (line,) = revise(data).lines
    assert ",moved," in line
    assert codes(data) == []


def test_a_day_that_has_not_come_yet_is_refused_where_the_day_is_known(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(data, "1.875", "1875")
    revise(data)
    edit(data, ",correction,2026-11-28,", ",correction,2026-11-29,", "revisions.csv")
    check = ["check", "--data", str(data), "--lang", "en"]
    monkeypatch.setattr(commands, "today", lambda: TODAY)
    assert run(check) == 1
    assert "2026-11-29 has not come yet: today is 2026-11-28" in capsys.readouterr().out
    assert [one.code for one in release(data).problems] == ["date-in-future"]
    monkeypatch.setattr(commands, "today", lambda: date(2026, 11, 29))
    assert run(check) == 0
    assert codes(data) == []  # a build has no clock


def test_today_is_the_day_in_vietnam_wherever_the_machine_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 11, 28, 17, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(commands, "datetime", Clock)
    assert commands.today() == date(2026, 11, 29)


def published(figure_id: str, **cells: str) -> Row:
    return dict.fromkeys(frozen.COLUMNS, "") | {"figure_id": figure_id, "unit_id": "xa-00001"} | cells


def told(before: Row, *after: Row) -> list[str]:
    gone = Undeclared(before["figure_id"], "withdrawn", before["value"], "")
    now = {row["figure_id"]: row for row in after}
    return [row.new_value for row in entries.missing([gone], ("2026-11", {"f": before}, now), {})]


def test_a_figure_became_the_one_most_alike_of_those_that_say_the_same() -> None:
    near, far = published("near", value="5"), published("far", value="5", breakdown="x=y")
    other = published("other", value="6")
    assert told(published("f", value="5"), far, other, near)[0] == "near"


def test_a_figure_became_none_of_those_that_say_something_else_or_are_equally_alike() -> None:
    before = published("f", value="5")
    assert told(before, published("other", value="6")) == [""]
    assert told(before, published("one", value="5"), published("two", value="5")) == [""]


class Counted(dict[str, str]):
    """A row that counts how often a cell is looked at."""

    looks = 0

    def __getitem__(self, name: str) -> str:
        Counted.looks += 1
        return super().__getitem__(name)


def looks_at(count: int) -> int:
    before = {f"f{n}": Counted(published(f"f{n}", value="5")) for n in range(count)}
    now = {f"g{n}": Counted(published(f"g{n}", value="5")) for n in range(count)}
    gone = [Undeclared(figure_id, "withdrawn", figure_id, "") for figure_id in before]
    Counted.looks = 0
    assert len(list(entries.missing(gone, ("2026-11", before, now), {}))) == count
    return Counted.looks


def test_what_became_of_figures_that_all_say_the_same_is_looked_up_not_searched_for() -> None:
    assert looks_at(400) <= 4 * looks_at(100)


def test_revise_withdraws_what_is_gone(data: Path) -> None:
    lines = [line for line in (data / OBSERVATIONS).read_text("utf-8").splitlines() if ",1875," not in line]
    (data / OBSERVATIONS).write_text("\n".join([*lines, ""]), "utf-8")
    (line,) = revise(data, figure_id=FIGURE).lines
    assert f",withdrawn,{FIGURE},," in line
    assert codes(data) == []


def test_revise_writes_nothing_while_other_problems_stand(data: Path) -> None:
    edit(data, ",1875,", ',"1,875",')
    before = (data / "revisions.csv").read_bytes()
    assert {one.code for one in revise(data).problems} == {"number-ambiguous"}
    assert (data / "revisions.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"release_id": "2026-11-21"}, "release-twice"),
        ({"on": date(2026, 11, 29)}, "release-in-future"),
        ({"on": date(2026, 11, 20)}, "release-out-of-order"),
        ({"title": None}, "release-untitled"),
        ({"release_id": "Bản 2"}, "release-id-malformed"),
        ({"title": "=A1"}, "words-unusable"),
    ],
)
def test_a_release_that_does_not_fit_is_refused_and_nothing_is_written(
    data: Path, wish: Mapping[str, object], code: str
) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    with pytest.raises(SettingError, match=code):
        release(data, **wish)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_release_is_refused_while_a_change_is_untold(data: Path) -> None:
    edit(data, "1.875", "1875")
    assert [one.code for one in release(data).problems] == ["figure-changed-undeclared"]


def test_a_snapshot_rewritten_with_its_digests_is_named_and_no_figure_is_blamed(data: Path) -> None:
    change_contract(data, {"add_column": ["releases", "sha256"]})
    edit(data, "title,note\n", "title,note,sha256\n", "releases.csv")
    edit(data, "Bản thử,\n", "Bản thử,,\n", "releases.csv")
    assert codes(data) == ["snapshot-rewritten"]
    assert release(data, again=True).problems == ()
    assert codes(data) == []
    folder = data / "releases/2026-11-21"
    edit(data, ",1875,", ",1785,", "releases/2026-11-21/figures.csv")
    assert codes(data) == ["snapshot-edited"]
    files = ("addresses.csv", "figures.csv", "meanings.csv")
    (folder / "SHA256SUMS").write_bytes(sums_of({name: (folder / name).read_bytes() for name in files}))
    (problem,) = pipeline.check(settings.make(data=data))
    assert (problem.code, problem.facts) == ("snapshot-rewritten", {"release": "2026-11-21"})


RULES = "small_numbers.csv"


def test_a_rule_that_withheld_a_figure_of_the_release_is_eased_by_a_reason_of_its_own_alone(
    data: Path,
) -> None:
    edit(data, "public_in,reason\n", "public_in,reason\nmember_count,5,,Ít người.\n", RULES)
    edit(data, "elderly,member_count,,", "elderly,member_count,scope=commune,")
    edit(data, ",not_reported,,bao-cao-2023,mục II,báo cáo không nêu", ",withheld,,bao-cao-2023,mục II,")
    assert release(data, again=True).problems == ()
    assert (data / "releases/2026-11-21" / RULES).read_bytes() == (data / RULES).read_bytes()
    edit(data, "member_count,5,", "member_count,3,", RULES)
    assert codes(data) == ["small-number-rule-eased"]
    for wish in ({"release_id": "2026-12"}, {"again": True}):
        assert [one.code for one in release(data, **wish).problems] == ["small-number-rule-eased"]
    edit(data, "Ít người.", "Từ 01/12/2026 cơ quan hạ ngưỡng còn 3.", RULES)
    assert codes(data) == []
    edit(data, "member_count,3,,Từ 01/12/2026 cơ quan hạ ngưỡng còn 3.\n", "", RULES)
    assert codes(data) == ["small-number-rule-eased"]


def test_the_rules_of_a_release_can_neither_be_edited_nor_taken_away(data: Path) -> None:
    edit(data, "public_in,reason\n", "public_in,reason\nmember_count,5,,Ít người.\n", RULES)
    release(data, again=True)
    kept = f"releases/2026-11-21/{RULES}"
    edit(data, ",5,", ",3,", kept)
    assert codes(data) == ["snapshot-edited"]
    (data / kept).unlink()
    assert codes(data) == ["snapshot-missing"]


def test_while_the_newest_snapshot_is_edited_nothing_is_compared_with_the_one_before(data: Path) -> None:
    edit(data, ",1875,", ",1975,")
    edit(data, "1.875", "1.975")
    revise(data)
    release(data)
    edit(data, ",1975,", ",1985,")
    edit(data, "1.975", "1.985")
    revise(data, "Nhập nhầm lần nữa")
    assert codes(data) == []
    edit(data, ",1975,", ",1795,", "releases/2026-11-28/figures.csv")
    assert codes(data) == ["snapshot-edited"]


def test_the_newest_release_can_be_made_again_until_it_was_corrected(data: Path) -> None:
    edit(data, ",1875,", ",1975,")
    edit(data, "1.875", "1.975")
    assert release(data, title=None, again=True).release_id == "2026-11-21"
    assert codes(data) == []
    edit(data, "1.975", "1975")
    assert len(revise(data).lines) == 1
    with pytest.raises(SettingError, match="release-corrected"):
        release(data, again=True)


def test_a_later_release_leaves_the_earlier_one_as_it_was(data: Path) -> None:
    earlier = {path.name: path.read_bytes() for path in (data / "releases/2026-11-21").iterdir()}
    edit(data, "1.875", "1875")
    assert revise(data).lines
    assert release(data).problems == ()
    assert codes(data) == []
    assert earlier == {path.name: path.read_bytes() for path in (data / "releases/2026-11-21").iterdir()}
    (data / "revisions.csv").write_text((data / "revisions.csv").read_text("utf-8").splitlines()[0] + "\n")
    assert codes(data) == ["figure-changed-undeclared"]


def test_each_release_is_read_once_and_not_before_its_turn(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        assert release(data, date(2027, 1 + number, 1)).problems == ()
    read_ids: list[str] = []
    rows = Snapshot.rows

    def noted(self: Snapshot) -> Iterator[Row]:
        read_ids.append(self.release_id)
        return rows(self)

    monkeypatch.setattr(Snapshot, "rows", noted)
    known = ["2026-11-21", "2027-01-01", "2027-02-01", "2027-03-01"]
    spans = checked.spans(Tables(read.read(data)))
    assert [(next(spans).release_id, list(read_ids)) for _ in known] == [
        (known[0], known[:2]),
        (known[1], known[:3]),
        (known[2], known),
        (known[3], known),
    ]


@pytest.mark.parametrize("command", [release, revise])
def test_a_command_that_is_stopped_leaves_the_record_as_it_was(
    data: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[[Path], object]
) -> None:
    if command is revise:
        edit(data, "1.875", "1875")
    before = codes(data)

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", kill)
        command(data)
    assert codes(data) == before


def test_the_commands_answer_in_words(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["release", "--data", str(data), "--title", "Hai", "--date", "2026-11-22"]) == 0
    assert "8 số liệu" in capsys.readouterr().out
    edit(data, "1.875", "1875")
    assert run(["check", "--data", str(data)]) == 1
    assert run(["revise", "--data", str(data), "--reason", "Ghi lại", "--lang", "en"]) == 0
    assert "1 line written" in capsys.readouterr().out
    assert run(["release", "--data", str(data), "--title", "Hai", "--date", "2026-11-22"]) == 2
    assert "--again" in capsys.readouterr().err


# Addresses -----------------------------------------------------------------------------------------


def redirect(address: str, target: str | None, kind: str = "redirect") -> Redirect:
    return Redirect(address, target, kind, TODAY, "Đổi tên")


def test_an_address_is_lost_unless_a_row_leads_on_or_ends_it() -> None:
    published, live = {"/hoi/a/", "/hoi/b/"}, {"/hoi/b/"}
    assert addresses.ways((), published, live).lost == ("/hoi/a/",)
    assert addresses.ways([redirect("/hoi/a/", "/hoi/b/")], published, live).are_whole
    assert addresses.ways([redirect("/hoi/a/", None, "tombstone")], published, live).are_whole


def test_a_redirect_may_lead_over_others_but_not_to_nowhere() -> None:
    published, live = {"/a/", "/b/"}, {"/c/"}
    over = [redirect("/a/", "/b/"), redirect("/b/", "/c/")]
    assert addresses.ways(over, published, live).are_whole
    assert [one.address for one in addresses.ways(over, published, set()).nowhere] == ["/a/", "/b/"]


def test_one_line_renames_a_part_of_many_addresses() -> None:
    published = {"/hoi/cu/", "/xa/1-x/cu/", "/xa/1-x/cuu/"}
    live = {"/hoi/moi/", "/xa/1-x/moi/", "/xa/1-x/cuu/"}
    found = addresses.ways([redirect("cu", "moi", "slug")], published, live)
    assert found.are_whole
    assert {one.address: one.target for one in found.moved.values()} == {
        "/hoi/cu/": "/hoi/moi/",
        "/xa/1-x/cu/": "/xa/1-x/moi/",
    }


def test_a_row_about_a_page_that_is_there_is_needless() -> None:
    found = addresses.ways([redirect("/a/", "/b/")], {"/a/"}, {"/a/", "/b/"})
    assert [one.address for one in found.needless] == ["/a/"]


def test_a_renamed_slug_is_refused_until_one_line_leads_on(data: Path) -> None:
    edit(data, ",hoi-chu-thap-do\n", ",chu-thap-do\n", "organisations.csv")
    (problem,) = pipeline.check(settings.make(data=data))
    assert problem.facts["line"] == "hoi-chu-thap-do,chu-thap-do,slug,YYYY-MM-DD,…"
    add(data, problem.facts["line"].replace("YYYY-MM-DD", "2026-11-28").replace("…", "Rút gọn"))
    assert codes(data) == []


def add(data: Path, row: str) -> None:
    with (data / "redirects.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")


def test_a_part_is_renamed_only_to_what_stands_in_its_place_everywhere() -> None:
    before = {"/hoi/a/", "/xa/x/a/", "/hoi/b/"}
    (found,) = addresses.renames(["/hoi/a/", "/xa/x/a/"], before, {"/hoi/c/", "/xa/x/c/", "/hoi/b/"})
    assert found == addresses.Rename("a", "c", ("/hoi/a/", "/xa/x/a/"))


@pytest.mark.parametrize(
    "live",
    [
        {"/hoi/c/", "/hoi/b/"},
        {"/hoi/c/", "/hoi/d/", "/xa/x/c/", "/xa/x/d/"},
        {"/hoi/b/", "/xa/x/b/"},
        {"/hoi/c/", "/xa/x/d/"},
    ],
    ids=["not everywhere", "two that fit", "one that was there before", "two in parts"],
)
def test_a_part_is_not_said_to_be_renamed_to(live: set[str]) -> None:
    assert list(addresses.renames(["/hoi/a/", "/xa/x/a/"], {"/hoi/a/", "/xa/x/a/", "/hoi/b/"}, live)) == []


@pytest.mark.parametrize(("code", "found"), [("05587", []), ("05588", ["redirect-nowhere"])])
def test_an_address_may_lead_to_the_code_of_a_unit_that_there_is(
    data: Path, code: str, found: list[str]
) -> None:
    edit(data, ",hoi-chu-thap-do\n", ",chu-thap-do\n", "organisations.csv")
    add(data, f"/hoi/hoi-chu-thap-do/,/xa/{code}/,redirect,2026-11-28,Đổi tên")
    left = [one for one in pipeline.check(settings.make(data=data)) if one.code != "address-lost"]
    assert [one.code for one in left if one.code != "slug-renamed"] == found


@pytest.mark.parametrize("row", ["/hoi/abc/,/hoi/,redirect", "/abc/,,tombstone", "abc,hoi,slug"])
def test_a_row_about_an_address_that_was_never_published_is_refused(data: Path, row: str) -> None:
    add(data, f"{row},2026-11-28,Đổi tên")
    assert codes(data) == ["redirect-unpublished"]
