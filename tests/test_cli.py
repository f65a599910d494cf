"""The command line: its words, its exit codes, its output."""

import json
import os
import re
import signal
import string
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli, pipeline, settings
from generator.errors import GeneratorError, MachineError, RenderError
from generator.pipeline import Built
from generator.problems import Problem
from generator.settings import Settings
from generator.site.record import BuildRecord, Counts, Tell
from generator.site.verify import Fault
from tests.test_pipeline import OBSERVATIONS, break_data, make_project

ROOT = Path(__file__).parents[1]
PROBLEM = Problem("data/units.csv", 2, "unit_id", "value-required", {})
RECORD = BuildRecord(
    "digest", None, "1", Counts(3, 2, 1, 9), 1_234_567, 3, 0, 2, {"read": 0.25, "check": 1.0}
)


def catalogue(lang: str) -> dict[str, dict[str, str]]:
    text = (ROOT / f"generator/messages/cli.{lang}.toml").read_text("utf-8")
    return tomllib.loads(text)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


def fake_build(monkeypatch: pytest.MonkeyPatch, outcome: Built | BaseException) -> list[Settings]:
    """Let every build end in this way; return the settings that the builds were called with."""
    calls: list[Settings] = []

    def build(made: Settings, tell: Tell) -> Built:
        calls.append(made)
        tell("read", 0.25)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(pipeline, "build", build)
    return calls


# Words ------------------------------------------------------------------------------------------


def test_both_languages_say_the_same_things_about_the_same_facts() -> None:
    vietnamese, english = catalogue("vi"), catalogue("en")
    assert {section: set(texts) for section, texts in vietnamese.items()} == {
        section: set(texts) for section, texts in english.items()
    }
    for section, texts in vietnamese.items():
        for name, text in texts.items():
            assert holes(text) == holes(english[section][name]), name


def holes(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text)} - {None}


def test_every_fault_that_is_raised_with_a_code_has_its_sentence() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")]
    raised = {
        code
        for source in sources
        for code in re.findall(r'(?:Error|MachineError)\(\s*"([a-z-]+)", \{', source)
    }
    assert raised == set(catalogue("vi")["fault"])
    faults = (ROOT / "generator/site/verify.py").read_text("utf-8")
    assert set(re.findall(r'Fault\("([a-z-]+)"', faults)) == set(catalogue("vi")["verify"])


def test_help_is_vietnamese_unless_english_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Cách dùng: solieuhoi")
    assert all(name in shown for name in ("check", "build", "serve"))
    for command in ("check", "build", "serve"):
        assert cli.run([command, "--help"]) == 0
        vietnamese = capsys.readouterr().out
        assert cli.run([command, "--help", "--lang", "en"]) == 0
        english = capsys.readouterr().out
        assert "Cách dùng" in vietnamese and "Usage" not in vietnamese
        assert "Usage" in english and "Cách dùng" not in english


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert re.fullmatch(r"solieuhoi \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (["bild"], "Không có lệnh “bild”. Có phải ý bạn là build?", "There is no command “bild”."),
        (["build", "--wrkers"], "Không có tùy chọn --wrkers.", "There is no option --wrkers."),
        (["build", "--workers"], "Tùy chọn --workers cần một giá trị", "--workers needs a value"),
        (["build", "--workers", "x"], "--workers phải là số nguyên", "--workers must be a whole number"),
        (["build", "--workers", "0"], "--workers phải là số nguyên", "--workers must be a whole number"),
        (["check", "--format", "xml"], "text, json, markdown", "must be one of: text, json, markdown"),
        (["check", "a", "b"], "Thừa “a b” ở cuối lệnh", "unexpected “a b”"),
        (["serve", "--out", "x"], "Không có tùy chọn --out.", "There is no option --out."),
        (["--lang", "fr", "check"], "--lang phải là một trong: vi, en", None),
    ],
)
def test_a_wrong_command_is_one_sentence_in_the_chosen_language(
    capsys: pytest.CaptureFixture[str], arguments: list[str], vietnamese: str, english: str | None
) -> None:
    assert cli.run(arguments) == 2
    said = capsys.readouterr().err
    assert vietnamese in said
    assert "--help" in said
    assert len(said.splitlines()) == 1
    if english is not None:
        assert cli.run(["--lang=en", *arguments]) == 2
        assert english in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 2
    assert "Các lệnh" in capsys.readouterr().err


# Check ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [(), (PROBLEM,)])
def test_check_lists_problems_for_people_machines_and_pull_requests(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: tuple[Problem, ...],
) -> None:
    monkeypatch.setattr(pipeline, "check", lambda made: found)
    code = 1 if found else 0
    assert cli.run(["check", "--format", "json"]) == code
    assert [entry["code"] for entry in json.loads(capsys.readouterr().out)] == [it.code for it in found]
    assert cli.run(["check"]) == code
    text = capsys.readouterr().out
    assert ("data/units.csv" in text, "Dữ liệu có 1 lỗi." in text) == (bool(found), bool(found))
    assert cli.run(["check", "--format", "markdown", "--lang", "en"]) == code
    assert ("####" in capsys.readouterr().out) == bool(found)


# Build ------------------------------------------------------------------------------------------


def test_build_tells_each_stage_and_what_was_made(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = fake_build(monkeypatch, Built((), RECORD))
    (project / "other").mkdir()
    options = ["--data", "other", "--out", "public", "--workers", "3", "--site-url", "https://a.vn/b"]
    assert cli.run(["build", *options]) == 0
    assert calls == [Settings(project, project / "other", project / "public", 3, "vi", "https://a.vn/b/")]
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].split() == ["đọc", "dữ", "liệu", "0,25", "giây"]
    assert "3 trang, 2 số liệu, 1 biểu đồ, 9 tệp, 1,23 MB, 1,25 giây" in shown.out
    assert shown.err == ""


def test_build_lists_problems_and_says_that_nothing_was_written(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_build(monkeypatch, Built((PROBLEM,), None))
    assert cli.run(["build"]) == 1
    said = capsys.readouterr().err
    assert "data/units.csv" in said
    assert "trang cũ giữ nguyên" in said


def test_a_fault_is_one_sentence_and_a_traceback_only_when_asked_for(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_build(monkeypatch, MachineError("disk-full", {"path": "site/a.html"}))
    assert cli.run(["build"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Không ghi được site/a.html vì đĩa đầy")
    assert len(said.splitlines()) == 1
    assert cli.run(["build", "--debug"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_fault_with_a_sentence_of_its_own_is_told_as_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_build(monkeypatch, GeneratorError("The chart 'A {b}' has a row without parts."))
    assert cli.run(["build"]) == 2
    assert capsys.readouterr().err == "The chart 'A {b}' has a row without parts.\n"


def test_the_faults_of_a_refused_site_are_listed_in_words(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = (Fault("link-broken", "index.html", "a{b}/index.html"), Fault("id-repeated", "x.html", "a"))
    fake_build(monkeypatch, RenderError("site-faulty", {"count": 2, "faults": faults}))
    assert cli.run(["build", "--lang", "en"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("The new site has 2 fault(s)")
    assert lines[1] == "  - index.html: links to “a{b}/index.html”, where there is no file"
    fake_build(monkeypatch, RenderError("render-refused", {"count": 1, "lines": ("Doc file 'a.md' …",)}))
    assert cli.run(["build"]) == 2
    assert capsys.readouterr().err.splitlines()[1] == "  - Doc file 'a.md' …"


def test_what_nobody_expected_is_one_sentence_too(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_build(monkeypatch, KeyError("x\ny"))
    assert cli.run(["build"]) == 2
    said = capsys.readouterr().err
    assert "KeyError" in said and "--debug" in said
    assert len(said.splitlines()) == 1


def test_ctrl_c_is_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_build(monkeypatch, KeyboardInterrupt())
    assert cli.run(["build"]) == 130
    assert capsys.readouterr().err == "Đã dừng theo yêu cầu; trang cũ giữ nguyên.\n"


def test_a_reader_who_leaves_early_is_no_problem_of_the_data(project: Path) -> None:
    (project / "whole").mkdir()
    break_data(make_project(project / "whole"))
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "check"],
        cwd=project / "whole",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as check:
        assert check.stdout is not None and check.stderr is not None
        check.stdout.close()
        assert check.stderr.read() == b""
    assert check.returncode == 2


def test_outside_a_project_the_command_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("check", "build", "serve"):
        assert cli.run([command]) == 2
        assert "không có mkdocs.yml" in capsys.readouterr().err


def test_the_module_is_the_command_and_speaks_utf_8_in_any_locale(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "không có mkdocs.yml" in done.stderr.decode("utf-8")


# Serve ------------------------------------------------------------------------------------------


def test_only_sources_matter_to_the_preview(project: Path) -> None:
    made = settings.make()
    assert cli._matters(project / "data/units.csv", made)
    assert cli._matters(project / "theme/main.html", made)
    assert cli._matters(project / "site_src/phuong-phap/index.md", made)
    assert not cli._matters(project / "site_src/index.md", made)
    assert not cli._matters(project / "site_src/xa/a/index.md", made)
    assert not cli._matters(project / "site_src/xa/a/.index.md.part", made)


@pytest.mark.slow
def test_the_preview_shows_changes_and_keeps_the_last_good_site(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    page = root / "site_src/gioi-thieu/index.md"
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--port", "0", "--workers", "1"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as preview:
        assert preview.stdout is not None
        line = next(line for line in preview.stdout if "http://" in line)
        address = re.findall(r"http://127\.0\.0\.1:\d+/", line)[0]
        try:
            page.write_text(page.read_text("utf-8") + "\n\nMột câu mới toanh.\n", "utf-8")
            wait_until(lambda: "Một câu mới toanh." in fetched(f"{address}gioi-thieu/"))
            good = (root / OBSERVATIONS).read_text("utf-8")
            break_data(root)
            said = next(line for line in preview.stdout if "Vẫn đang mở" in line)
            assert said
            assert "Một câu mới toanh." in fetched(f"{address}gioi-thieu/")
            (root / OBSERVATIONS).write_text(good, "utf-8")
            assert next(line for line in preview.stdout if "Xong:" in line)
        finally:
            preview.send_signal(signal.SIGINT)
        assert preview.wait(timeout=20) == 130


def fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except urllib.error.URLError:
        return ""


def wait_until(happened: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.2)
