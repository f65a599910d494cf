"""What many tests begin with: the real record, an empty project, a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

from generator import assemble, measures, read
from generator.measures import Measured
from generator.model import Register
from tests.builders import DATA

hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

QUIETLY = ["--disable-background-networking", "--disable-component-update", "--disable-gpu"]


@pytest.fixture(scope="session")
def register() -> Register:
    """The record of data/; tests of a smaller one make their own."""
    return assemble.assemble(read.read(DATA))


@pytest.fixture(scope="session")
def measured(register: Register) -> Measured:
    return measures.measure(register)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the current directory."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    for folder in ("data", "site_src", "theme"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: run `make tools`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIETLY)
        yield browser
        browser.close()
