"""From a form to the page that readers see, and back, with the programs that people use on the way."""

import os
import subprocess
import sys
from pathlib import Path

import openpyxl

from tests.forms import places
from tests.office.hands import type_into
from tests.test_push_to_page import COMMUNE, Server, commit_all, live, members_on, project, push, run

__all__ = ["live", "project"]  # the server and the project of the test that pushes


def solieuhoi(project: Path, *arguments: str | Path) -> str:
    """Run a command in the project as a person there does; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=project, env=os.environ | {"PYTHONPATH": str(project)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_a_form_filled_in_becomes_a_figure_on_the_page_and_is_taken_back(
    live: Server, project: Path, tmp_path: Path
) -> None:
    commit_all(project, "Bản đầu")
    assert "ĐÃ CÔNG BỐ" in push(project, live)
    assert members_on(live.get(COMMUNE)[2]) == {"1875"}

    form = tmp_path / "form.xlsx"
    asked = ("--unit", "xa-05587", "--form", "mau-hoi-cap-xa-2025", "--period", "2023")
    assert "điền sẵn" in solieuhoi(project, "form", *asked, "-o", form)
    type_into(form, places(openpyxl.load_workbook(form))["so-hoi-vien.answer"], "1.876")

    said = solieuhoi(project, "import", form, "--reason", "Xã gửi lại mẫu, sửa một chữ số.")
    assert "1.875 → 1.876" in said
    solieuhoi(project, "check")
    review = solieuhoi(project, "diff", "HEAD", "data")
    assert "1 đổi, 0 thêm mới" in review
    assert "1.875" in review
    assert "1.876" in review
    assert COMMUNE in review
    imported = commit_all(project, "Nhập mẫu của xã Bình Yên")
    assert f"ĐÃ CÔNG BỐ commit {imported[:10]}" in push(project, live)
    page = live.get(COMMUNE)[2]
    assert members_on(page) == {"1876"}
    assert "1.876" in page

    back = run("hooks/pre-receive", "--rollback", folder=live.repository)
    assert back.returncode == 0, back.stdout
    assert members_on(live.get(COMMUNE)[2]) == {"1875"}
