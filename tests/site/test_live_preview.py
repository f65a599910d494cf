"""An edit of any source shows in the open page by itself, and a fault of the data stands above it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import settings
from generator.cli.live_preview import Builder
from tests.builders import ROOT, replace_in
from tests.test_pipeline import OBSERVATIONS, break_data, make_project

pytestmark = pytest.mark.slow

PATIENCE_MS = 120_000


def add(file: Path, line: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n\n{line}\n", "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a program of its own, so that a template can be edited."""
    root = make_project(tmp_path)
    shutil.copytree(ROOT / "generator", root / "generator")
    return root


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    with previewed(root, root) as (_, address):
        yield address


@contextmanager
def previewed(root: Path, program: Path) -> Iterator[tuple[int, str]]:
    """Serve a project with a program; give the process and the address, and stop it as a person does.

    What it says goes into a file: a pipe that nobody reads fills up, and whoever writes into it waits.
    """
    said = root.with_name(f"{root.name}-said.txt")
    with (
        said.open("w", encoding="utf-8") as output,
        subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--port", "0", "--workers", "1"],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(program)},
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as preview,
    ):
        try:
            while not (found := re.search(r"http://127\.0\.0\.1:\d+/", said.read_text("utf-8"))):
                assert preview.poll() is None, said.read_text("utf-8")
                time.sleep(0.05)
            yield preview.pid, found[0]
        finally:
            preview.send_signal(signal.SIGINT)
        assert preview.wait() == 130
    assert "Đã dừng theo yêu cầu" in said.read_text("utf-8").splitlines()[-1]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_every_edit_shows_by_itself_and_faults_stand_above_the_last_good_page(
    root: Path, address: str, page: Page
) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}xa/05587-binh-yen/")  # before there is a site
    page.get_by_role("heading", name="Xã Bình Yên", level=1).wait_for()

    good = (root / OBSERVATIONS).read_text("utf-8")
    assert "1.875" in good
    (root / OBSERVATIONS).write_text(good.replace("1.875", "1.876").replace("1875", "1876"), "utf-8")
    page.get_by_text("1.876").first.wait_for()

    break_data(root)
    bar = page.locator("#xem-thu")
    bar.filter(has_text="no_such_organisation").wait_for()
    assert OBSERVATIONS in bar.inner_text()
    assert page.get_by_text("1.876").count() > 0
    (root / OBSERVATIONS).write_text(good, "utf-8")
    bar.wait_for(state="hidden")
    page.get_by_text("1.875").first.wait_for()

    add(root / "theme/assets/site.css", "h1 { letter-spacing: 3px }")
    page.wait_for_function("getComputedStyle(document.querySelector('h1')).letterSpacing === '3px'")
    replace_in(root / "generator/templates/unit.md.j2", "{{ crumbs(trail", "<p>Mẫu mới</p>{{ crumbs(trail")
    page.get_by_text("Mẫu mới").wait_for()

    page.goto(f"{address}gioi-thieu/")
    add(root / "site_src/gioi-thieu/index.md", "Một câu mới toanh.")
    page.get_by_text("Một câu mới toanh.").wait_for()
    assert said == []


def test_the_search_follows_the_pages(root: Path, address: str, page: Page) -> None:
    page.goto(f"{address}gioi-thieu/")
    page.locator("h1").wait_for()
    add(root / "site_src/gioi-thieu/index.md", "Từ lạ: khoanhkhắc.")
    page.get_by_text("khoanhkhắc").wait_for()
    found = page.get_by_role("link", name="Giới thiệu").and_(page.locator("main a"))
    page.goto(f"{address}tim-kiem/?q=khoanhkhac")
    status = page.get_by_text("kết quả cho").or_(page.get_by_text("Không có kết quả"))
    status.wait_for()
    while not found.count():  # the search comes after the pages
        page.reload()
        status.wait_for()
    assert str(found.first.get_attribute("href")).endswith("/gioi-thieu/")


def test_an_edit_does_not_wait_for_the_search_of_the_edit_before(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    with closing(Builder(settings.make(out=root / "seen", workers=1))) as builder:
        assert builder.build() is None
        builder.begin_search()
        searching = builder._searching
        assert searching is not None and builder.build() is None
        assert searching.returncode != 0
        builder.begin_search()
        assert builder._searching is not None and builder._searching.wait() == 0
    assert (root / "seen/pagefind/pagefind-entry.json").is_file()


def test_nothing_of_the_preview_is_in_the_site(root: Path, address: str, page: Page) -> None:
    page.goto(address)
    page.locator("h1").wait_for()
    assert "__preview" in page.content()
    site = root / ".site-preview"
    assert [file for file in site.rglob("*.html") if "__preview" in file.read_text("utf-8")] == []
