"""What a command loads: the commands of those who keep the data wait for nothing that only a build needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.forms import copy_of, fill
from tests.test_workbooks import DOCUMENT

OF_A_BUILD = (
    "matplotlib", "mkdocs", "pandas", "numpy", "pyarrow", "importlib.metadata",
    "generator.pages", "generator.charts", "generator.downloads", "generator.site.render",
)  # fmt: skip
READERS = ("openpyxl",)
WRITERS = ("xlsxwriter",)
TEMPLATES = ("jinja2", "yaml", "babel")
TELL = """
import json, sys
from generator import cli
code = cli.run(json.loads(sys.argv[1]))
print(json.dumps([code, [name for name in json.loads(sys.argv[2]) if name in sys.modules]]))
"""


def loaded(root: Path, arguments: list[str], names: tuple[str, ...]) -> list[str]:
    """Run a command in a process of its own; return which of these modules it loaded."""
    script = [sys.executable, "-c", TELL, json.dumps(arguments), json.dumps(names)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(script, cwd=root, env=env, capture_output=True, text=True, check=True)
    code, found = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return found


@pytest.fixture(scope="module")
def record(few_places: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("record")
    copy_of(few_places, root)
    for name in ("mkdocs.yml", "site_src", "theme"):
        (root / name).symlink_to(ROOT / name)
    return root


def form(record: Path, name: str) -> list[str]:
    (record / name).unlink(missing_ok=True)
    return ["form", "--unit", "xa-05590", "--form", "mau-chi-thi-17-2017", "--period", "2023", "-o", name]


def test_a_form_to_fill_in_does_without_templates_and_without_what_reads_forms(record: Path) -> None:
    assert loaded(record, form(record, "a.xlsx"), (*OF_A_BUILD, *READERS, *TEMPLATES)) == []


def test_a_form_to_print_does_without_what_writes_workbooks(record: Path) -> None:
    assert loaded(record, form(record, "a.html"), (*OF_A_BUILD, *READERS, *WRITERS)) == []


def test_an_import_does_without_templates_and_without_what_writes_forms(record: Path) -> None:
    assert loaded(record, form(record, "b.xlsx"), ()) == []
    fill(record / "b.xlsx", DOCUMENT | {"so-thon.answer": "12"})
    assert loaded(record, ["import", "b.xlsx"], (*OF_A_BUILD, *WRITERS, *TEMPLATES)) == []


def test_a_check_does_without_pages(record: Path) -> None:
    assert loaded(record, ["check"], (*OF_A_BUILD, *READERS, *WRITERS)) == []
