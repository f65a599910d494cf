"""What `make keep` left makes the same site in years, without a network and without this repository.

`make keep` runs this at its end; it takes a minute, for every package is installed once more.
"""

import filecmp
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.site.conftest import IN_FULL, LANGUAGES, ROOT
from tests.site.test_laws import published

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as a person finds it elsewhere, with an environment made by its own `make`."""
    folder = tmp_path_factory.mktemp("elsewhere") / "kept"
    shutil.copytree(ROOT / "dist/kept", folder)
    make(".venv/.runtime", f"PYTHON={sys.executable}", cwd=folder)
    (packages,) = (folder / ".venv/lib").glob("python3*/site-packages")
    for part in Path(sysconfig.get_path("purelib")).glob(
        "pyarrow*"
    ):  # an extra, which `in_full` was made with
        (packages / part.name).symlink_to(part)
    return folder


def make(*words: str, cwd: Path) -> None:
    """Run make as a person does, and not as a part of the `make keep` that runs this."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(["make", *words], cwd=cwd, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pip_is_told_to_ask_no_network_where_packages_were_kept(kept: Path) -> None:
    told = "told: ; @echo $(PIP_NO_INDEX) $(PIP_FIND_LINKS)"
    command = ["make", "--no-print-directory", "--eval", told, "told"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    here, elsewhere = (
        subprocess.check_output(command, cwd=cwd, env=alone, text=True) for cwd in (kept, ROOT)
    )
    assert (here.split(), elsewhere.split()) == (["1", str(kept / "packages")], [])


def test_the_kept_program_makes_the_same_site(kept: Path, few_places: Path, in_full: Path) -> None:
    command = [kept / ".venv/bin/solieuhoi", "build", "--data", few_places, "--out", kept / "site"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command += ["--no-markdown", *IN_FULL]
    subprocess.run(command, cwd=kept, env=alone | LANGUAGES, stdout=subprocess.DEVNULL, check=True)
    files = published(in_full)
    assert published(kept / "site") == files
    _, different, faulty = filecmp.cmpfiles(in_full, kept / "site", sorted(files), shallow=False)
    assert different + faulty == []
