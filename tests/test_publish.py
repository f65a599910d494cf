"""A publication: in its turn, the newest commit, and with a way back."""

from __future__ import annotations

import errno
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import cli, pipeline, settings
from generator.errors import GeneratorError, MachineError, SettingError
from generator.pipeline import publish
from generator.problems import Problem
from generator.settings import Settings
from generator.site import build_record, earlier, switch
from tests.test_cli import RECORD
from tests.test_push_to_page import commit_all, git, start_repository

TODAY = date(2026, 11, 28)
PROBLEM = Problem("data/units.csv", 2, "unit_id", "value-required", {})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose site has one page, with the words of one file."""
    folder = start_repository(tmp_path / "project")
    (folder / "mkdocs.yml").touch()
    (folder / "data").mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(pipeline, "check", lambda made, today: problems_of(made))
    monkeypatch.setattr(pipeline, "build", build)
    return folder


def problems_of(made: Settings) -> tuple[Problem, ...]:
    return (PROBLEM,) if words_of(made) == "wrong" else ()


def words_of(made: Settings) -> str:
    return (made.data / "words.txt").read_text("utf-8")


def build(made: Settings, progress: object) -> pipeline.Built:
    fresh = switch.staging_of(made.out)
    fresh.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("index.html", words_of(made)),
        ("style.css", "a {}"),
        (
            switch.RECORD,
            json.dumps({"data_digest": "", "commit": build_record.commit_of(made.root)}),
        ),
    ):
        (fresh / name).unlink(missing_ok=True)
        (fresh / name).write_text(content, "utf-8")
    switch.switch(fresh, made.out)
    return pipeline.Built((), replace(RECORD, commit=build_record.commit_of(made.root)))


def commit(project: Path, words: str) -> str:
    (project / "data/words.txt").write_text(words, "utf-8")
    return commit_all(project, words)


def published(out: Path, keep: int = 5) -> str:
    """Publish the project here; return what stands on the page then."""
    publish.publish(settings.make(out=out), TODAY, keep)
    return shown(out)


def shown(out: Path) -> str:
    return (out / "index.html").read_text("utf-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "public/site"


def test_a_publication_can_be_taken_back_one_by_one(project: Path, out: Path) -> None:
    commits: list[str] = []
    for words in ("1", "2", "3"):
        commits.append(commit(project, words))
        assert published(out) == words
    assert publish.go_back(out) == publish.WentBack(commits[1], 1)
    assert shown(out) == "2"
    assert publish.go_back(out) == publish.WentBack(commits[0], 0)
    assert shown(out) == "1"
    with pytest.raises(SettingError, match="nothing-earlier"):
        publish.go_back(out)
    assert shown(out) == "1"


@pytest.mark.parametrize("words", ["3", "2"])
def test_what_git_did_not_take_is_taken_back_and_nothing_before_it(
    project: Path, out: Path, words: str
) -> None:
    commit(project, "1")
    published(out)
    right = commit(project, "2")
    published(out)
    git(project, "commit", "--quiet", "--allow-empty", "--message", "đổi điều không có trên trang")
    wrong = commit(project, words) if words != "2" else build_record.commit_of(project)
    assert wrong is not None
    published(out)
    assert not publish.take_back(out, right)
    assert publish.take_back(out, wrong)
    assert (shown(out), json.loads((out / switch.RECORD).read_text())["commit"]) == ("2", right)
    assert publish.go_back(out).earlier == 0


def test_the_first_publication_of_all_cannot_be_taken_back(
    project: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = commit(project, "1")
    published(out)
    assert cli.run(["publish", str(out), "--take-back", first]) == 2
    assert "Không còn bản công bố nào trước" in capsys.readouterr().err
    second = commit(project, "2")
    published(out)
    assert cli.run(["publish", str(out), "--take-back", first]) == 0
    assert f"không phải của commit {first[:10]}" in capsys.readouterr().out
    assert cli.run(["publish", str(out), "--take-back", second]) == 0
    assert f"Git không nhận commit {second[:10]}" in capsys.readouterr().out
    assert shown(out) == "1"


def test_where_the_site_is_lost_the_newest_that_is_kept_comes_back(project: Path, out: Path) -> None:
    for words in ("1", "2", "3"):
        commit(project, words)
        published(out)
    shutil.rmtree(out)
    publish.go_back(out)
    assert shown(out) == "2"
    publish.go_back(out)
    assert shown(out) == "1"
    shutil.rmtree(out.parent)
    with pytest.raises(SettingError, match="nothing-earlier"):
        publish.go_back(out)


def test_what_was_taken_back_is_not_gone_back_to(project: Path, out: Path) -> None:
    for words in ("1", "2"):
        commit(project, words)
        published(out)
    publish.go_back(out)
    commit(project, "3")
    assert published(out) == "3"
    publish.go_back(out)
    assert shown(out) == "1"


def test_a_site_is_gone_back_to_with_all_its_files(project: Path, out: Path) -> None:
    commit(project, "1")
    published(out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    commit(project, "2")
    published(out)
    publish.go_back(out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_only_the_last_are_kept(project: Path, out: Path) -> None:
    for words in ("1", "2", "3", "4"):
        commit(project, words)
        published(out, keep=2)
    assert [shown(folder) for folder in earlier.kept(out)] == ["2", "3"]
    assert published(out, keep=0) == "4"
    assert earlier.kept(out) == []


def test_the_same_site_published_again_is_kept_once(project: Path, out: Path) -> None:
    commit(project, "1")
    published(out)
    published(out)
    assert len(earlier.kept(out)) == 1


def test_a_site_that_a_build_put_there_is_kept_too(project: Path, out: Path) -> None:
    commit(project, "1")
    build(settings.make(out=out), None)
    commit(project, "2")
    published(out)
    publish.go_back(out)
    assert shown(out) == "1"


def test_where_links_cannot_be_had_the_files_are_copied(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.link", refuse)
    for words in ("1", "2"):
        commit(project, words)
        published(out)
    publish.go_back(out)
    assert shown(out) == "1"


def test_problems_of_the_data_leave_the_published_site(project: Path, out: Path) -> None:
    commit(project, "1")
    published(out)
    commit(project, "wrong")
    assert publish.publish(settings.make(out=out), TODAY, 5).built.problems == (PROBLEM,)
    assert shown(out) == "1"


def test_an_older_commit_is_refused_and_one_from_elsewhere_is_not(project: Path, out: Path) -> None:
    first = commit(project, "1")
    second = commit(project, "2")
    published(out)
    git(project, "checkout", "--quiet", first)
    with pytest.raises(SettingError) as refused:
        published(out)
    assert refused.value.args == ("commit-older", {"commit": first[:10], "published": second[:10]})
    assert shown(out) == "2"
    commit(project, "beside the second")
    assert published(out) == "beside the second"


def test_the_commit_that_is_published_may_be_published_again(project: Path, out: Path) -> None:
    commit(project, "1")
    published(out)
    (out / "index.html").unlink()
    assert published(out) == "1"


def test_after_going_back_the_newer_commit_can_be_published_again(project: Path, out: Path) -> None:
    for words in ("1", "2"):
        commit(project, words)
        published(out)
    publish.go_back(out)
    assert published(out) == "2"


def test_a_place_that_holds_something_else_is_refused(project: Path, tmp_path: Path) -> None:
    commit(project, "1")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/a.txt").write_text("Thư")
    for act in (published, publish.go_back):
        with pytest.raises(GeneratorError, match=r"out-not-a-site|no-site"):
            act(tmp_path / "letters")
    assert (tmp_path / "letters/a.txt").read_text() == "Thư"
    assert {path.name for path in tmp_path.iterdir()} == {"letters", "project"}


def test_a_publication_that_was_half_removed_is_never_gone_back_to(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("1", "2", "3"):
        commit(project, words)
        published(out)
    with monkeypatch.context() as killed:
        killed.setattr("shutil.rmtree", remove_half)
        with pytest.raises(KeyboardInterrupt):
            publish.go_back(out)
    assert shown(out) == "3"
    publish.go_back(out)
    assert [shown(folder) for folder in earlier.kept(out)] == ["1", "2"]
    assert shown(out) == "2"
    commit(project, "4")
    with monkeypatch.context() as killed:
        killed.setattr("shutil.rmtree", remove_half)
        with pytest.raises(KeyboardInterrupt):
            published(out, keep=1)
    assert published(out) == "4"
    assert [shown(folder) for folder in earlier.kept(out)] == ["2"]


def remove_half(folder: Path | str, **_: object) -> None:
    """Begin to remove a folder that has a site, and be stopped."""
    if (page := Path(folder) / "index.html").exists():
        page.unlink()
        raise KeyboardInterrupt


HOLDER = """
import sys, pathlib
from generator.site import switch
with switch.turn(pathlib.Path(sys.argv[1]), lambda: None):
    print("mine", flush=True)
    sys.stdin.readline()
"""
WAITER = """
import sys, pathlib
from generator.site import switch
with switch.turn(pathlib.Path(sys.argv[1]), lambda: print("waits", flush=True)):
    print("mine", flush=True)
"""


@pytest.mark.parametrize("end", [lambda it: it.send_signal(signal.SIGKILL), lambda it: it.stdin.close()])
def test_publications_take_turns(out: Path, end: Callable[[subprocess.Popen[str]], None]) -> None:
    def started(script: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", script, str(out)], stdin=-1, stdout=subprocess.PIPE, text=True
        )

    with started(HOLDER) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "mine\n"
        with started(WAITER) as waiter:
            assert waiter.stdout is not None and waiter.stdout.readline() == "waits\n"
            end(holder)
            assert waiter.stdout.read() == "mine\n"
            assert waiter.wait() == 0


def test_the_command_says_what_was_gone_back_to(
    project: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = commit(project, "1")
    published(out)
    commit(project, "2")
    published(out)
    assert cli.run(["publish", str(out), "--rollback"]) == 0
    assert f"Đã quay lại bản công bố trước commit {first[:10]} tại {out}" in capsys.readouterr().out
    assert cli.run(["publish", str(out), "--rollback"]) == 2
    assert "Không còn bản công bố nào trước" in capsys.readouterr().err
    assert shown(out) == "1"


def test_the_command_lists_the_problems_of_the_data(
    project: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(project, "wrong")
    assert cli.run(["publish", str(out)]) == 1
    assert "data/units.csv" in capsys.readouterr().err
    assert not out.exists()


def test_the_command_names_the_commit_where_there_is_one(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = commit(project, "1")
    assert cli.run(["publish", str(out)]) == 0
    assert f"Đã công bố commit {made[:10]} tại {out}." in capsys.readouterr().out
    monkeypatch.setattr(build_record, "commit_of", lambda root: None)
    assert cli.run(["publish", str(out)]) == 0
    assert f"Đã công bố tại {out}." in capsys.readouterr().out


def test_a_disk_without_room_for_the_site_before_leaves_it_published(
    project: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    commit(project, "1")
    published(out)
    commit(project, "2")
    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(MachineError, match="disk-full"):
        published(out)
    assert shown(out) == "1"


# What the published site said of the past ---------------------------------------------------------------

HEADER = "figure_id,unit_id,kind,revised_on,field,old_value,new_value,reason,release_id\n"
THERE = "f,u,correction,2026-11-25,value,1875,1975,Chép nhầm,2026-11\n"
BACK = "f,u,correction,2026-11-26,value,1975,1875,Chép đúng,2026-11\n"
MOVED = "f,u,correction,2026-11-25,moved,f,g,Nhầm kỳ,2026-11\n"
MOVED_BACK = "f,u,correction,2026-11-26,moved,g,f,Đúng kỳ,2026-11\n"


def with_past(
    project: Path, out: Path, revisions: str = "", sums: str = "1  figures.csv\n", words: str = "1"
) -> None:
    """Publish once more, with these revisions and the digests of the one release, as a build leaves them."""
    (project / "data/revisions.csv").write_text(HEADER + revisions, "utf-8")
    shutil.rmtree(project / "data/releases", ignore_errors=True)
    if sums:
        (project / "data/releases/2026-11").mkdir(parents=True)
        (project / "data/releases/2026-11/SHA256SUMS").write_text(sums)
    commit(project, words)
    published(out)
    release = out / "du-lieu/phien-ban/2026-11"
    shutil.copytree(project / "data/releases/2026-11", release, dirs_exist_ok=True)
    (out / "data").mkdir(exist_ok=True)
    shutil.copy(project / "data/revisions.csv", out / "data/revisions.csv")


@pytest.mark.parametrize("rows", [THERE + BACK, MOVED + MOVED_BACK])
def test_rows_that_come_together_and_lead_back_tell_of_nothing_that_was_published(
    project: Path, out: Path, rows: str
) -> None:
    with_past(project, out)
    with pytest.raises(SettingError, match="revisions-undone"):
        with_past(project, out, rows)
    first, back = rows.splitlines(keepends=True)
    with_past(project, out, first)
    with_past(project, out, first + back)  # it stood there for a day, and going back is told, too
    published(out)


def test_a_published_row_stays_though_the_figure_was_changed_back_on_a_later_day(
    project: Path, out: Path
) -> None:
    with_past(project, out, THERE)
    with_past(project, out, THERE.replace("Chép nhầm", "Chép nhầm hai chữ số"))
    with_past(project, out, THERE.replace("1875,1975", "1875,1985"))
    with_past(project, out, THERE.replace("1875,1975", "1875,1985").replace("11-25", "11-24"))
    with pytest.raises(SettingError, match="revision-unsaid"):
        with_past(project, out)


def test_a_row_of_today_may_go_again(project: Path, out: Path) -> None:
    with_past(project, out, THERE.replace("2026-11-25", TODAY.isoformat()))
    with_past(project, out, words="2")
    assert shown(out) == "2"


def test_rows_in_several_steps_that_lead_on_are_published_together(project: Path, out: Path) -> None:
    with_past(project, out)
    with_past(project, out, THERE + BACK.replace("1975,1875", "1975,1985"), words="2")
    assert shown(out) == "2"


@pytest.mark.parametrize("sums", ["2  figures.csv\n", ""])
def test_a_published_release_that_was_made_again_or_is_gone_is_refused(
    project: Path, out: Path, sums: str
) -> None:
    with_past(project, out)
    with pytest.raises(SettingError, match="release-unmade"):
        with_past(project, out, sums=sums)
    assert shown(out) == "1"
