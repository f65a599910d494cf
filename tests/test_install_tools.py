"""What `make test` says where a program that the tests drive is missing and cannot be installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "deploy/install-tools.sh"


def asked(folder: Path, *programs: str, there: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Ask on a machine that has nothing but what is named, as a person who is not root."""
    for name, text in {"id": "echo 1000", **dict.fromkeys(there, "true")}.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    (folder / "sed").symlink_to(str(shutil.which("sed")))
    asking = SCRIPT.read_text().replace(":/usr/sbin:/sbin", "")
    command = ["/bin/sh", "-c", asking, "install-tools.sh", *programs]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def test_all_that_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    done = asked(tmp_path, "chromium-headless-shell/chromium", "nginx", "git", there=("git",))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "missing: chromium-headless-shell nginx."
        " On Debian: sudo apt-get install chromium-headless-shell nginx-light\n"
    )


@pytest.mark.parametrize("one", ["chromium-headless-shell", "chromium"])
def test_of_two_browsers_either_will_do(tmp_path: Path, one: str) -> None:
    done = asked(tmp_path, "chromium-headless-shell/chromium", there=(one,))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
