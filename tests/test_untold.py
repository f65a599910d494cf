"""What readers saw and no row of revisions.csv tells of is told to whoever changes it, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator import cli, pipeline, settings
from generator.pipeline import publish, record_states, releases, revisions
from generator.pipeline.untold import since
from generator.review.outcome import Untold
from tests.builders import OBSERVATIONS, ROOT, replace_in
from tests.forms import copy_of
from tests.test_cli import RECORD
from tests.test_push_to_page import commit_all, git, start_repository

TODAY = date(2026, 12, 2)
ROWS = (
    "elderly,member_count,,2023-01-01,2023-12-31,inferred,412,,,,,412,bao-cao-binh-yen-2023,mục III,",
    "elderly,member_count,,2022-01-01,2022-12-31,inferred,400,,,,,400,bao-cao-binh-yen-2023,mục III,Kỳ trước",
)
"""Figures that were published and that no release has."""
FAILING = "hau-giang-so-hoi-cap-tinh"


@pytest.fixture
def data(tmp_path: Path, few_places: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with figures newer than its last release, and all of it committed."""
    root = start_repository(tmp_path / "record")
    found = copy_of(few_places, root)
    with (found / OBSERVATIONS).open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in ROWS)
    commit_all(root, "một")
    monkeypatch.chdir(root)
    return found


def told(data: Path) -> Untold:
    return since("HEAD", data)


def cells(found: Untold) -> list[tuple[str, ...]]:
    return [one[2:5] for one in found.figures]


def test_a_published_figure_that_no_release_has_is_told_when_it_changes_moves_or_goes(data: Path) -> None:
    assert told(data) == Untold()
    replace_in(data / OBSERVATIONS, "inferred,412,,,,,412,", "inferred,413,,,,,413,")
    assert cells(told(data)) == [("value", "412", "413"), ("value_text", "412", "413")]
    replace_in(data / OBSERVATIONS, f"{ROWS[1]}\n", "")
    first, second, third = cells(told(data))
    assert (first[0], second[0], third[0], third[2]) == ("value", "value_text", "withdrawn", "")


def test_a_figure_of_a_release_is_left_to_its_rows_and_a_note_to_nobody(data: Path) -> None:
    replace_in(data / OBSERVATIONS, "inferred,1875,,,,,1.875,", "inferred,1857,,,,,1.857,")
    replace_in(data / OBSERVATIONS, "Kỳ trước", "Của kỳ trước")
    assert told(data) == Untold()


def test_what_was_released_as_it_was_and_then_revised_is_told_by_its_row(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    made = settings.make(data=data)
    assert releases.release(made, releases.Wish("Thêm số", None), TODAY).problems == ()
    replace_in(data / OBSERVATIONS, "inferred,412,,,,,412,", "inferred,413,,,,,413,")
    assert len(cells(told(data))) == 2
    assert revisions.revise(made, revisions.Reason("Chép nhầm", "correction", None), TODAY).problems == ()
    assert told(data) == Untold()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",0,complete,,Báo cáo không nói", ",0,different_quantities,,Báo cáo không nói"),
        (",0,complete,,Báo cáo không nói", ",1,complete,,Báo cáo không nói"),
        (" | /assoc_count/assigned=no;scope=province,0,", ",0,"),
    ],
)
def test_a_relation_that_tells_a_contradiction_no_more_is_told(data: Path, old: str, new: str) -> None:
    replace_in(data / "relations.csv", old, new)
    assert hidden(told(data)) == [FAILING]


def hidden(found: Untold) -> list[str]:
    assert found.figures == ()
    return [one.relation_id for one in found.contradictions]


def without(data: Path, name: str, start: str) -> None:
    """Take the rows out of a table that begin so."""
    lines = (data / name).read_text("utf-8").splitlines(keepends=True)
    (data / name).write_text("".join(it for it in lines if not it.startswith(start)), "utf-8")


def test_a_relation_that_failed_and_is_gone_is_told_and_one_that_held_is_not(data: Path) -> None:
    without(data, "relations.csv", "binh-yen-so-hoi-theo-pham-vi")
    assert hidden(told(data)) == []
    without(data, "relations.csv", FAILING)
    assert hidden(told(data)) == [FAILING]


@pytest.mark.parametrize(
    ("old", "new"), [(FAILING, "hau-giang-ten-khac"), ("Báo cáo không nói", "Báo cáo không cho biết")]
)
def test_a_relation_that_is_named_or_explained_otherwise_still_tells_its_contradiction(
    data: Path, old: str, new: str
) -> None:
    replace_in(data / "relations.csv", old, new)
    assert hidden(told(data)) == []


def test_a_contradiction_that_a_corrected_figure_put_right_is_told_by_that_figure_alone(data: Path) -> None:
    replace_in(data / "observations/tinh-93.csv", ",inferred,40,,,,,40,", ",inferred,39,,,,,39,")
    assert hidden(told(data)) == []
    replace_in(data / "relations.csv", FAILING, "hau-giang-ten-khac")
    assert hidden(told(data)) == [FAILING], "its row is another one, so it may be that which hides it"


def test_names_that_are_counted_otherwise_are_told_where_they_end_a_contradiction(data: Path) -> None:
    table = data / "organisation_status.csv"
    whole = table.read_text("utf-8")
    row = next(
        it for it in whole.splitlines(keepends=True) if "tinh-93" in it and ",province,assigned," in it
    )
    table.write_text(whole.replace(row, ""), "utf-8")
    commit_all(data.parent, "hai")
    table.write_text(whole, "utf-8")
    assert hidden(told(data)) == ["hau-giang-ten-hoi-cap-tinh"]


def test_an_indicator_that_counts_otherwise_is_told_of_each_figure_that_no_release_has(data: Path) -> None:
    replace_in(data / "indicators.csv", ",membership,hội viên,", ",membership,người,")
    assert cells(told(data)) == [("unit_of_measure", "hội viên", "người")] * 2


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("relations.csv", "women/propaganda_session_count", "w//a@b"),
        ("relations.csv", ",tolerance,", ",dung-sai,"),
        ("units.csv", ",slug,", ",ten-ngan,"),
        ("releases.csv", ",sha256", ",ma"),
        ("observations/tinh-93.csv", ",inferred,40,,,,,40,", ",inferred,4.000,,,,,40,"),
    ],
)
def test_what_an_earlier_program_published_and_is_no_record_any_more_stops_nobody(
    data: Path, table: str, old: str, new: str
) -> None:
    right = (data / table).read_bytes()
    replace_in(data / table, old, new)
    commit_all(data.parent, "hai")
    (data / table).write_bytes(right)
    without(data, "relations.csv", FAILING)
    replace_in(data / OBSERVATIONS, f"{ROWS[0]}\n", "")
    assert [one.field for one in told(data).figures][:1] == ["withdrawn"]


def test_no_command_to_git_names_more_files_than_one_may_have(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_says, named = record_states._git, []

    def noted(folder: Path, *command: str) -> bytes:
        named.append([one for one in command if one.endswith(".csv")])
        return git_says(folder, *command)

    there = record_states.Committed("HEAD", data, tmp_path / "there")
    several = set(there.figures()[:2])
    monkeypatch.setattr(record_states, "_NAMED_AT_MOST", 1)
    monkeypatch.setattr(record_states, "_git", noted)
    there.check_out_figures(several)
    assert max(map(len, named)) == 0
    assert {path.relative_to(there.folder).as_posix() for path in there.folder.rglob("*.csv")} == several
    there.check_out_figures(there.figures()[2:3])
    assert max(map(len, named)) == 1
    assert len(list(there.folder.rglob("*.csv"))) == 3


def test_a_review_lists_it_below_what_is_missing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace_in(data / OBSERVATIONS, "inferred,412,,,,,412,", "inferred,413,,,,,413,")
    without(data, "relations.csv", "hau-giang-luot-du-an-tai-tro")
    assert cli.run(["diff", "HEAD", "data"]) == 0
    shown = capsys.readouterr().out
    assert "cột value: 412 → 413" in shown
    assert "phép kiểm tra hau-giang-luot-du-an-tai-tro: ghi 31, phần đối chiếu là 39" in shown
    assert cli.run(["diff", "2026-11-30", "data"]) == 0
    assert "cột value: 412" not in capsys.readouterr().out, "a release is told by rows"


def published(commit: str) -> str:
    return json.dumps({"data_digest": "", "commit": commit})


def test_a_publication_says_what_readers_of_the_one_before_saw(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "check", lambda made, today: ())
    monkeypatch.setattr(pipeline, "build", lambda made, progress: pipeline.Built((), RECORD))
    monkeypatch.setattr(publish.earlier, "keep", lambda out: None)
    (data.parent / "mkdocs.yml").touch()
    out = data.parent / "site"
    out.mkdir()
    (out / "build.json").write_text(published(git(data, "rev-parse", "HEAD").strip()), "utf-8")
    replace_in(data / OBSERVATIONS, f"{ROWS[0]}\n", "")
    assert cli.run(["publish", str(out)]) == 0
    assert "xa-05587, member-count-2023" in capsys.readouterr().out
    (out / "build.json").write_text(published("0123456789abcdef"), "utf-8")
    assert cli.run(["publish", str(out)]) == 0
    assert "xa-05587, member-count-2023" not in capsys.readouterr().out, "git knows no such commit"
