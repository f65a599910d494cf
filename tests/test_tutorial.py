"""The guide to a record of one's own, followed to the letter: from the wheel, outside of this repository."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.builders import ROOT

pytestmark = pytest.mark.slow

GUIDE = ROOT / "site_src/phuong-phap/kho-rieng/index.md"
STEP = re.compile(r"(?:`(data/[\w./-]+\.csv)`:\n\n)?```(\w+)\n(.*?)```", re.DOTALL)
SERVE = "solieuhoi serve"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
SOMEBODY = {
    f"GIT_{who}_{what}": "a@vi-du.vn" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def steps() -> list[str]:
    """Return what the reader does, as commands: those that are printed, and rows that go into files."""
    return list(_steps(GUIDE.read_text("utf-8")))


def _steps(guide: str) -> Iterator[str]:
    for file, language, content in STEP.findall(guide):
        assert (language, bool(file)) in (("text", True), ("sh", False))
        yield f"cat >> {file} <<'ROWS'\n{content}ROWS\n" if file else content


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment that knows nothing of this repository, and in which pip reaches no network."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    python = Path(sys.base_prefix) / "bin"
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    path = {"PATH": f"{python}:{kept['PATH']}", "HOME": str(home)}
    return {**kept, **path, **offline, **SOMEBODY, "SOURCE_DATE_EPOCH": "0"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, surroundings: Mapping[str, str]) -> Path:
    """The folder in which the guide has been followed to its end; `seen` is what the preview showed."""
    desk = tmp_path_factory.mktemp("desk")
    offline = ("--no-deps", "--no-build-isolation", "--quiet")
    subprocess.run([sys.executable, "-m", "pip", "wheel", *offline, "-w", desk, ROOT], check=True)
    install, *others = steps()
    before, looks, after = "\n".join(others).partition(f"{SERVE}\n")
    assert looks
    follow(desk, surroundings, install)
    stand_in_for_the_libraries(desk)
    follow(desk, surroundings, f". moi-truong/bin/activate\n{before}")
    page = previewed(desk, surroundings, "xa/05587-binh-yen/")
    (desk / "seen").write_text(page, "utf-8")
    follow(desk, surroundings, f". moi-truong/bin/activate\ncd kho-so-lieu\n{after}")
    return desk


def follow(desk: Path, surroundings: Mapping[str, str], commands: str) -> str:
    """Run commands as a person types them; return what they say."""
    done = subprocess.run(
        ["bash", "-e", "-c", commands],
        cwd=desk,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def stand_in_for_the_libraries(desk: Path) -> None:
    """Let the new environment find the libraries that pip would have fetched, and nothing else of ours."""
    (packages,) = (desk / "moi-truong/lib").glob("python3*/site-packages")
    (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n")


def previewed(desk: Path, surroundings: Mapping[str, str], page: str) -> str:
    """Return a page of the preview, which is then stopped as the guide says; on any free port."""
    command = [desk / "moi-truong/bin" / SERVE.split()[0], *SERVE.split()[1:], "--port", "0"]
    with subprocess.Popen(
        command, cwd=desk / "kho-so-lieu", env=surroundings, stdout=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout is not None
        try:
            told = next(found for line in serving.stdout if (found := ADDRESS.search(line)))
            assert any(line.startswith("Xong") for line in serving.stdout)
            with urllib.request.urlopen(f"{told[0]}{page}") as answer:
                content: str = answer.read().decode()
        finally:
            serving.send_signal(signal.SIGINT)
            serving.stdout.read()
    assert serving.returncode == 130
    return content


def test_what_was_entered_is_previewed_released_and_on_the_site(desk: Path) -> None:
    record, published = desk / "kho-so-lieu", desk / "trang-web"
    site = (published / "xa/05587-binh-yen/index.html").read_text("utf-8")
    for page in ((desk / "seen").read_text("utf-8"), site):
        assert " value=1875" in page
        assert "Số liệu hội xã Bình Yên</title>" in page
    assert '<link rel="canonical" href="https://so-lieu.example.vn/xa/05587-binh-yen/">' in site
    assert json.loads((published / "build.json").read_text("utf-8"))["counts"]["figures"] == 3
    assert (published / "xa/05587-binh-yen/hoi-nguoi-cao-tuoi/index.html").is_file()
    (released,) = (record / "data/releases").iterdir()
    assert (published / "du-lieu/phien-ban" / released.name / "index.html").is_file()


def test_it_was_the_wheel_that_ran_and_it_left_nothing_to_commit(
    desk: Path, surroundings: Mapping[str, str]
) -> None:
    python = desk / "moi-truong/bin/python"
    told = subprocess.run(
        [python, "-c", "from generator import package_data as it; print(it.__file__, it.PROJECT)"],
        cwd=desk, env=surroundings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(path.startswith(str(desk / "moi-truong/lib")) for path in told.stdout.split())
    state = subprocess.run(
        ["git", "status", "--porcelain"], cwd=desk / "kho-so-lieu", capture_output=True, text=True, check=True
    )
    assert state.stdout == ""


def test_the_wheel_makes_data_up_without_a_record(desk: Path, surroundings: Mapping[str, str]) -> None:
    made_up = "solieuhoi synth made-up\nsolieuhoi check --data made-up"
    said = follow(desk, surroundings, f". moi-truong/bin/activate\n{made_up}")
    assert "Dữ liệu không có lỗi." in said
    assert json.loads((desk / "made-up/datapackage.json").read_text("utf-8"))["synthetic"] is True


def test_the_wheel_checks_this_record_from_another_folder(
    desk: Path, surroundings: Mapping[str, str]
) -> None:
    shutil.copytree(ROOT / "data", desk / "copied/data")
    said = follow(desk, surroundings, "moi-truong/bin/solieuhoi check --data copied/data")
    assert said == "Dữ liệu không có lỗi.\n"


@pytest.mark.parametrize(
    ("guide", "step"),
    [
        ("Gõ:\n\n```sh\nsolieuhoi check\n```\n", "solieuhoi check\n"),
        ("Trong `data/topics.csv`:\n\n```text\na,b\n```\n", "cat >> data/topics.csv <<'ROWS'\na,b\nROWS\n"),
    ],
)
def test_a_step_is_a_command_or_rows_of_the_file_named_above_them(guide: str, step: str) -> None:
    assert list(_steps(guide)) == [step]
