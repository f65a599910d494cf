"""What the program is made with: licences that fit, an audit that is never silent, archives twice alike."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from tests.test_push_to_page import git

ROOT = Path(__file__).resolve().parents[1]
FITTING = re.compile(
    r"(MIT|BSD|0BSD|Apache|Python Software Foundation|Mozilla Public|ISC|Zlib|CC0|HPND|MIT-CMU|MPL|PSF)"
)


def tool(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, ROOT / f"tools/supply/{name}.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_that_the_program_runs_with_is_listed_with_its_licence() -> None:
    licences = tool("licences")
    written = licences.NOTICES.read_text("utf-8")
    assert written.endswith(licences.table()), "run tools/supply/licences.py"
    rows = dict(re.findall(r"^\| ([\w.-]+) \| (.+) \|$", licences.table(), re.MULTILINE))
    assert set(licences.locked()) <= set(rows)


def test_every_licence_fits_that_of_the_program() -> None:
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \|$", tool("licences").table(), re.MULTILINE)
    parts = [(name, part) for name, licence in rows[1:] for part in re.split(" AND | OR |, ", licence)]
    assert len(parts) > 40
    assert [one for one in parts if not FITTING.match(one[1])] == []


@pytest.mark.parametrize(
    ("answer", "more", "code", "said"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], [], 0, "no fault is known of 1 packages."),
        (
            [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}],
            [],
            1,
            "a 1: CVE-1, mended in 2",
        ),
        ([{"name": "a", "skip_reason": "not found"}], [], 0, "NOT AUDITED"),
        ([{"name": "a", "skip_reason": "not found"}], ["--must-reach"], 3, "1 of 1 packages: a"),
        (None, [], 0, "NOT AUDITED, the list of known faults could not be reached: no network"),
        (None, ["--must-reach"], 3, "NOT AUDITED"),
    ],
)
def test_an_audit_lists_faults_and_says_what_it_could_not_ask(
    tmp_path: Path, answer: object, more: list[str], code: int, said: str
) -> None:
    told = "" if answer is None else json.dumps({"dependencies": answer})
    (tmp_path / "pip_audit.py").write_text(
        f"import sys\nprint({told!r})\nprint('no network', file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, ROOT / "tools/supply/audit.py", "x.lock", *more],
        env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout + done.stderr


def test_what_is_tried_one_step_up_has_no_upper_limit() -> None:
    tried = subprocess.run(
        [sys.executable, ROOT / "tools/supply/one_step_up.py"], capture_output=True, text=True, check=True
    ).stdout
    assert "matplotlib>=" in tried and "pytest>=" in tried
    assert not re.search("==|<", tried)


def copy_of_the_project(folder: Path, day: int) -> Path:
    """Copy what git would take, with a time of its own on every file."""
    for name in filter(
        None, git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    ):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
            os.utime(folder / name, (day * 86_400, day * 86_400))
    return folder


def test_wheel_and_source_archive_are_the_same_bytes_whenever_and_wherever_they_are_made(
    tmp_path: Path,
) -> None:
    digests = []
    for day, zone in ((8_000, "UTC"), (22_000, "Asia/Ho_Chi_Minh")):
        folder = copy_of_the_project(tmp_path / str(day), day)
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--directory", tmp_path / f"dist-{day}"],
            cwd=folder, env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        made = sorted((tmp_path / f"dist-{day}").iterdir())
        digests.append([(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in made])
    assert len(digests[0]) == 2
    assert digests[0] == digests[1]
