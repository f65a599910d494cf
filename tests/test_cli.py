"""The command line: its words, its exit codes, its output."""

import io
import json
import os
import re
import string
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import cli, pipeline, settings, synth
from generator.cli import live_preview, options
from generator.cli.console_output import summary, warning
from generator.cli.progress import Bar, Lines
from generator.cli.words import Words
from generator.errors import GeneratorError, MachineError, RenderError
from generator.pipeline import Built
from generator.problems import Problem
from generator.progress import Progress
from generator.settings import Settings
from generator.site import host_limits
from generator.site.build_record import BuildRecord, Counts
from generator.site.host_limits import Outgrown
from generator.site.verify import Fault
from generator.synth import Synthesis
from tests.test_pipeline import break_data, make_project

ROOT = Path(__file__).parents[1]
COMMANDS = ("new", "check", "build", "why", "serve", "diff", "synth", "repair", "publish", "offline")
PROBLEM = Problem("data/units.csv", 2, "unit_id", "value-required", {})
RECORD = BuildRecord(
    data_digest="digest",
    commit=None,
    generator_version="1",
    counts=Counts(pages=1234, figures=2, charts=1, files=9),
    bytes=1_234_567,
    pages_rendered=34,
    pages_reused=1200,
    charts_drawn=1,
    charts_reused=0,
    workers=2,
    outgrown=(),
    seconds={"read": 0.25, "verify": 1.0},
)


def catalogue(lang: str) -> dict[str, dict[str, str]]:
    text = (ROOT / f"generator/messages/cli.{lang}.toml").read_text("utf-8")
    return tomllib.loads(text)


def fake_build(monkeypatch: pytest.MonkeyPatch, outcome: Built | BaseException) -> list[Settings]:
    """Let every build end in this way; return the settings that the builds were called with."""
    calls: list[Settings] = []

    def build(made: Settings, progress: Progress) -> Built:
        calls.append(made)
        progress.begin("read", 2)
        progress.advance(2)
        progress.end("read", 0.25)
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


def test_every_stage_of_a_build_has_its_words() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "generator/pipeline").glob("*.py")]
    stages = {name for source in sources for name in re.findall(r'stage\("([a-z-]+)"', source)}
    assert stages == set(catalogue("vi")["stage"])


def test_help_is_vietnamese_unless_english_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Cách dùng: solieuhoi")
    assert all(name in shown for name in COMMANDS)
    for command in COMMANDS:
        assert cli.run([command, "--help"]) == 0
        vietnamese = capsys.readouterr().out
        assert cli.run([command, "--help", "--lang", "en"]) == 0
        english = capsys.readouterr().out
        assert "Cách dùng" in vietnamese and "Usage" not in vietnamese
        assert "Usage" in english and "Cách dùng" not in english


def test_every_command_and_option_of_a_build_is_in_the_manual() -> None:
    manual = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "deploy/README.md"))
    assert all(f"solieuhoi {command}" in manual for command in COMMANDS)
    for option in (
        "--data",
        "--out",
        "--workers",
        "--site-url",
        "--contact",
        "--scheduler",
        "--cache",
        "--no-cache",
        "--no-markdown",
        "--keep",
        "--rollback",
        "--take-back",
    ):
        assert option in manual


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert re.fullmatch(r"solieuhoi \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (["bild"], "Không có lệnh “bild”. Có phải ý bạn là build?", "There is no command “bild”."),
        (["build", "--wrkers"], "Không có tùy chọn --wrkers.", "There is no option --wrkers."),
        (["build", "--workers"], "Tùy chọn --workers cần một giá trị", "--workers needs a value"),
        (
            ["revise", "--reason", "Nhập sai", "--date", "28/11/2026"],
            "có lẽ là 2026-11-28",
            "perhaps 2026-11-28",
        ),
        (["revise", "--reason", "Nhập sai", "--date", "mai"], "ví dụ 2026-11-28", "for example 2026-11-28"),
        (["build", "--workers", "x"], "--workers phải là số nguyên", "--workers must be a whole number"),
        (["build", "--workers", "0"], "--workers phải là số nguyên", "--workers must be a whole number"),
        (["check", "--format", "xml"], "text, json, markdown", "must be one of: text, json, markdown"),
        (["check", "a", "b"], "Thừa “a b” ở cuối lệnh", "unexpected “a b”"),
        (["synth"], "Thiếu THƯ_MỤC.", "FOLDER is missing."),
        (
            ["synth", "x", "--scale", "moon"],
            "national, ten-nations",
            "must be one of: commune",
        ),
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
    monkeypatch.setattr(pipeline, "check", lambda made, today: found)
    code = 1 if found else 0
    assert cli.run(["check", "--format", "json"]) == code
    assert [entry["code"] for entry in json.loads(capsys.readouterr().out)] == [it.code for it in found]
    assert cli.run(["check"]) == code
    text = capsys.readouterr().out
    assert ("data/units.csv" in text, "Dữ liệu có 1 lỗi." in text) == (bool(found), bool(found))
    assert cli.run(["check", "--format", "markdown", "--lang", "en"]) == code
    assert ("####" in capsys.readouterr().out) == bool(found)


def test_check_tells_a_flood_once_and_how_to_see_every_cell(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flood = tuple(Problem("data/units.csv", line, None, "row-blank") for line in range(2, 40))
    monkeypatch.setattr(pipeline, "check", lambda made, today: flood)
    assert cli.run(["check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("data/units.csv, dòng 2–39 (38 dòng): dòng trống.")
    assert told[1:] == [
        "Dữ liệu có 38 lỗi.",
        "Lỗi giống nhau được báo chung một lần; xem từng ô bằng --format json.",
    ]
    assert cli.run(["check", "--format", "json"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 38


# Build ------------------------------------------------------------------------------------------


def test_build_tells_each_stage_and_what_was_made(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = fake_build(monkeypatch, Built((), RECORD))
    (project / "other").mkdir()
    options = ["--data", "other", "--out", "public", "--workers", "3", "--site-url", "https://a.vn/b"]
    options += ["--scheduler", "tcp://a.vn:8786", "--cache", "kept", "--no-cache", "--no-markdown"]
    assert cli.run(["build", *options]) == 0
    assert calls == [
        Settings(
            root=project,
            data=project / "other",
            out=project / "public",
            workers=3,
            lang="vi",
            site_url="https://a.vn/b/",
            scheduler="tcp://a.vn:8786",
            cache=project / "kept",
            fresh=True,
            markdown=False,
        )
    ]
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].split() == ["đọc", "dữ", "liệu", "0,25", "giây"]
    assert shown.out.splitlines()[1:] == summary(RECORD, project / "public", Words("vi")).splitlines()
    assert shown.err == ""


@pytest.mark.parametrize("name", ["site-url", "contact"])
@pytest.mark.parametrize(("lang", "said"), [("vi", "Chưa đặt"), ("en", "is not set")])
def test_build_says_once_what_is_missing_where_a_setting_is_unset(
    lang: str,
    said: str,
    name: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake_build(monkeypatch, Built((), RECORD, (name,)))
    assert cli.run(["build", "--lang", lang]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert f"--{name}" in line


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


def test_memory_that_does_not_suffice_is_one_sentence_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(cli, "_invoke", refuse)
    assert cli.run(["check"]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "--workers 1" in sentence


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
    for command, said in (("check", "Không có thư mục dữ liệu"), ("build", "không có mkdocs.yml")):
        assert cli.run([command]) == 2
        assert said in capsys.readouterr().err


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


# Progress and summary ---------------------------------------------------------------------------


def test_the_summary_says_what_was_made_and_reused_in_both_languages() -> None:
    assert summary(RECORD, Path("site"), Words("vi")).splitlines() == [
        "Xong sau 1,25 giây. Trang nằm ở site",
        "  1.234 trang: dựng 34, giữ nguyên 1.200",
        "  1 biểu đồ",
        "  2 số liệu",
        "  9 tệp, 1,2 MB",
        "  số giây: đọc dữ liệu 0,25 · soát trang 1,00",
    ]
    assert summary(RECORD, Path("site"), Words("en")).splitlines() == [
        "Done in 1.25 s. The site is in site",
        "  1,234 pages: 34 rendered, 1,200 reused",
        "  1 chart",
        "  2 figures",
        "  9 files, 1.2 MB",
        "  seconds: read 0.25 · verify 1.00",
    ]


def test_the_summary_of_many_stages_stays_readable() -> None:
    seconds = dict.fromkeys(catalogue("vi")["stage"], 1234.5)
    lines = summary(replace(RECORD, seconds=seconds), Path("site"), Words("vi")).splitlines()
    assert max(len(line) for line in lines) <= 80
    assert all(name in "\n".join(lines) for name in catalogue("vi")["stage"].values())


def test_a_site_that_outgrew_a_host_is_built_and_the_remedy_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limit = Outgrown("cloudflare-pages", "file_bytes", 25 * 2**20, 30_000_000, "du-lieu/a.zip")
    fake_build(monkeypatch, Built((), replace(RECORD, outgrown=(limit,))))
    assert cli.run(["build"]) == 0
    shown = capsys.readouterr()
    lead, line = shown.err.splitlines()
    assert "đặt trên máy chủ riêng, hoặc chỉ xem trên máy mình, thì bỏ qua" in lead
    assert line.startswith("  Cloudflare Pages chỉ nhận tệp tới 26,2 MB, tệp du-lieu/a.zip nặng 30,0 MB")
    assert "Xong" in shown.out


def test_each_limit_of_a_host_has_its_sentence_with_a_remedy() -> None:
    keys = {f"{host}-{what.replace('_', '-')}" for host, what, _ in host_limits.LIMITS}
    assert keys == set(catalogue("vi")["outgrown"])
    for host, what, allowed in host_limits.LIMITS:
        limit = Outgrown(host, what, allowed, allowed + 1, "a.zip" if what == "file_bytes" else None)
        assert "; hãy" in warning(limit, Words("vi"))
        assert "None" not in warning(limit, Words("en"))


class Terminal(io.StringIO):
    """A terminal that remembers what stood on its last line after each writing."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        columns: list[str] = list(self.lines[-1]) if self.lines else []
        place = 0
        for letter in text:
            place = 0 if letter == "\r" else place
            if letter != "\r":
                columns[place : place + 1] = [letter]
                place += 1
        self.lines.append("".join(columns))
        return super().write(text)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_bar_is_one_line_of_at_most_sixty_columns(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    terminal = Terminal()
    bar = Bar(Words(lang), terminal)
    for stage in catalogue(lang)["stage"]:
        bar.begin(stage, 4_000_000)
        for _ in range(10):
            now += 3600
            bar.advance(399_999)
        bar.begin(stage, None)
    bar.clear()
    assert "\n" not in terminal.getvalue()
    assert max(len(line.rstrip()) for line in terminal.lines) <= 60
    assert terminal.lines[-1].strip() == ""


def test_the_bar_shows_stage_share_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    bar = Bar(Words("vi"), Terminal())
    bar.begin("pages", 1200)
    assert bar.line(0.0) == "dựng trang   ░░░░░░░░░░░░░░░░ 0/1.200"
    bar.done = 300
    assert bar.line(0.5) == "dựng trang   ████░░░░░░░░░░░░ 300/1.200"
    assert bar.line(25.0) == "dựng trang   ████░░░░░░░░░░░░ 300/1.200  còn 1:15"
    bar.begin("index", 0)
    assert bar.line(9.0) == "lập chỉ mục  ████████████████ 0/0  còn 0:00"
    bar.begin("index", None)
    assert bar.line(9.0) == "lập chỉ mục …"


def test_a_narrow_terminal_cuts_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    terminal = Terminal()
    Bar(Words("vi"), terminal).begin("pages", 100)
    assert len(terminal.lines[-1]) == 19


def test_a_log_gets_one_line_for_each_finished_stage(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines(Words("en"))
    lines.begin("read", 1000)
    lines.advance(1000)
    lines.end("read", 12.345)
    assert capsys.readouterr().out.split() == ["read", "12.3", "s"]


def test_what_is_worth_knowing_is_said_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    Lines(Words("en")).say("cache-unusable")
    assert capsys.readouterr().out.startswith("The cache of the build before is of no use")
    terminal = Terminal()
    bar = Bar(Words("en"), terminal)
    bar.begin("pages", 10)
    bar.say("cache-unusable")
    assert re.search(r"\r +\r\rThe cache of the build before .*\n$", terminal.getvalue())


def test_on_a_terminal_the_bar_is_gone_before_anything_else_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(sys, "stdout", terminal)
    fake_build(monkeypatch, MachineError("disk-full", {"path": "a"}))
    assert cli.run(["build"]) == 2
    written = terminal.getvalue()
    assert "đọc dữ liệu" in written
    assert re.search(r"\r +\rKhông ghi được a ", written)


# Starting ---------------------------------------------------------------------------------------


def test_help_and_version_do_not_wait_for_what_only_a_build_needs() -> None:
    heavy = ("pandas", "matplotlib", "mkdocs", "babel", "distributed", "generator.pipeline")
    script = (
        "import sys; from generator import cli\n"
        "assert cli.run(['--help']) == cli.run(['build', '--help']) == cli.run(['--version']) == 0\n"
        f"sys.exit(str([name for name in {heavy} if name in sys.modules] or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd="/",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.strip() in ("", "[]")


# Synth ------------------------------------------------------------------------------------------


def test_synthetic_data_are_made_where_and_as_large_as_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[object, ...]] = []

    def synthesise(*asked: object) -> Synthesis:
        calls.append(asked)
        return Synthesis(units=30, figures=1234, files=40, claims=300, wrong=1)

    monkeypatch.setattr(synth, "synthesise", synthesise)
    assert options.SCALES == synth.SCALES
    folder = str(tmp_path / "made")
    assert cli.run(["synth", folder, "--scale", "province", "--units", "30", "--seed", "7"]) == 0
    assert cli.run(["synth", folder, "--lang", "en"]) == 0
    assert calls == [(Path(folder), "province", 30, 7), (Path(folder), "commune", None, 0)]
    assert capsys.readouterr().out.splitlines() == [
        f"Đã sinh dữ liệu giả lập vào {folder}: 30 địa phương, 1.234 số liệu, 40 tệp; "
        "300 phép tính, trong đó 1 cố ý sai.",
        f"Synthetic data in {folder}: 30 units, 1,234 figures, 40 files; "
        "300 arithmetic claims, 1 of them wrong on purpose.",
    ]


# Serve ------------------------------------------------------------------------------------------


def test_a_preview_of_a_unit_that_there_is_not_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    served: list[str] = []

    def note(*_: object) -> None:
        served.append("yes")
        raise KeyboardInterrupt

    monkeypatch.setattr(live_preview, "_rebuild", note)
    assert cli.run(["serve", "--port", "0", "--only", "xa-99999"]) == 2
    assert "Không có đơn vị “xa-99999” trong units.csv" in capsys.readouterr().err
    assert not served
    monkeypatch.setattr(live_preview, "Builder", lambda made: io.BytesIO())  # whatever can be closed
    assert cli.run(["serve", "--port", "0", "--only", "xa-05587"]) == 130
    assert served


def test_only_sources_matter_to_the_preview(project: Path) -> None:
    made = settings.make()
    assert live_preview.matters(project / "data/units.csv", made)
    assert live_preview.matters(project / "theme/main.html", made)
    assert live_preview.matters(project / "site_src/phuong-phap/index.md", made)
    assert not live_preview.matters(project / "site_src/index.md", made)
    assert not live_preview.matters(project / "site_src/xa/a/index.md", made)
    assert not live_preview.matters(project / "site_src/xa/a/.index.md.part", made)
    assert live_preview.matters(ROOT / "generator/templates/unit.md.j2", made)
    assert live_preview.matters(project / "mkdocs.yml", made)
    assert not live_preview.matters(ROOT / "generator/__pycache__/write.cpython-313.pyc", made)
    assert not live_preview.matters(project / "README.md", made)
