"""On its unit's page a figure opens in place, by mouse, touch and keyboard; without scripts by its link."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from generator.pages.view import words
from tests.builders import ROOT
from tests.conftest import OpenWindow
from tests.servers import served
from tests.test_pipeline import make_project

pytestmark = pytest.mark.slow

UNIT = "/xa/05587-binh-yen/"


@pytest.fixture(params=["light", "dark"])
def phone(window: OpenWindow, request: pytest.FixtureRequest) -> Page:
    return window(
        (320, 700),
        color_scheme=request.param,
        has_touch=True,
        permissions=["clipboard-read", "clipboard-write"],
    )


def figure_on(page: Page) -> str:
    return str(page.locator("td a.fig data[id]").first.get_attribute("id"))


def test_a_tap_opens_the_figure_and_escape_gives_the_focus_back(phone: Page, address: str) -> None:
    phone.goto(address + UNIT)
    name = figure_on(phone)
    link = phone.locator(f"a.fig:has(data[id='{name}'])")
    link.tap()
    dialog = phone.locator("dialog[open]")
    dialog.wait_for()
    assert link.inner_text() in dialog.locator(".stated").inner_text()
    for said in ("Văn bản ghi", "Kỳ", "Chỉ tiêu", "Có cộng được không", "Công bố lần đầu"):
        assert dialog.get_by_text(said, exact=True).count() == 1
    assert [found["id"] for found in Axe().run(phone).response["violations"]] == []
    assert phone.evaluate("document.querySelector('dialog').scrollWidth") <= 320
    phone.keyboard.press("Escape")
    assert dialog.count() == 0
    assert phone.evaluate("document.activeElement.querySelector('data')?.id") == name


def test_the_keyboard_opens_it_and_its_button_copies_its_own_citation(phone: Page, address: str) -> None:
    phone.goto(address + UNIT)
    name = figure_on(phone)
    phone.locator(f"a.fig:has(data[id='{name}'])").focus()
    phone.keyboard.press("Enter")
    dialog = phone.locator("dialog[open]")
    dialog.wait_for()
    for label in ("Chép trích dẫn", "BibTeX"):
        dialog.get_by_role("button", name=label).click()
        dialog.get_by_text("đã chép").first.wait_for()
        cited = str(phone.evaluate("navigator.clipboard.readText()"))
        (where,) = re.findall(r"http://[^\s,}]+/so/[\w-]+/", cited)
        assert f"/so/{name}/" in where
    value = phone.locator(f"data[id='{name}']").get_attribute("value")
    phone.goto(where)
    assert phone.locator(f"data[data-figure='{name}']").first.get_attribute("value") == value


@pytest.mark.parametrize("kind", ["propaganda-session-count", "club-member-count", "model-count"])
def test_what_opens_in_place_tells_period_and_meaning_and_is_cited_as_on_the_page_of_the_figure(
    phone: Page, address: str, kind: str
) -> None:
    phone.goto(f"{address}/huyen/106-tam-duong/")
    phone.evaluate("document.querySelectorAll('section details').forEach(one => one.open = true)")
    (link,) = phone.locator(f"td a.fig:has(data[id^='{kind}'])").all()[:1]
    own = str(link.get_attribute("href"))
    link.focus()
    phone.keyboard.press("Enter")
    dialog = phone.locator("dialog[open]")
    dialog.wait_for()
    told = {name: dialog.locator(f"dt:text-is('{name}') + dd").inner_text() for name in ("Kỳ", "Chỉ tiêu")}
    dialog.get_by_role("button", name="Chép trích dẫn").click()
    dialog.get_by_text("đã chép").first.wait_for()
    cited = str(phone.evaluate("navigator.clipboard.readText()"))
    phone.goto(f"{address}/huyen/106-tam-duong/{own}")
    for name, said in told.items():
        assert phone.locator(f"dt:text-is('{name}') + dd").inner_text().strip() == said.strip()
    written = str(phone.locator("#trich-dan [data-copy=vi]").text_content()).strip()
    assert written.startswith(cited.partition("”")[0] + "”")


def test_a_new_tab_and_a_reader_without_scripts_get_the_page_of_the_figure(
    window: OpenWindow, address: str
) -> None:
    page = window(java_script_enabled=False)
    page.goto(address + UNIT)
    name = figure_on(page)
    page.locator(f"a.fig:has(data[id='{name}'])").click()
    assert page.url.endswith(f"/so/{name}/")
    assert page.locator("h1").count() == 1


# Where figures have no pages of their own, as in a record of the whole nation ------------------------


@pytest.fixture(scope="module")
def without_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site whose figures stand on the pages of their units only."""
    root = make_project(tmp_path_factory.mktemp("unit"))
    contract = root / "data/datapackage.json"
    contract.write_text(contract.read_text("utf-8").replace('"figurePages": "each"', '"figurePages": "unit"'))
    command = [sys.executable, "-m", "generator", "build", "--workers=1"]
    made = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    assert not (root / "site/so/index.html").exists()
    with served(root / "site") as address:
        yield address.rstrip("/")


def test_without_pages_of_figures_one_opens_from_the_file_of_its_unit_and_is_cited_by_its_row(
    phone: Page, without_pages: str
) -> None:
    phone.goto(without_pages + UNIT)
    name = figure_on(phone)
    shown = phone.locator(f"data[id='{name}']").inner_text()
    phone.locator(f"a.fig:has(data[id='{name}'])").tap()
    dialog = phone.locator("dialog[open]")
    dialog.wait_for()
    assert shown in dialog.locator(".stated").inner_text()
    assert dialog.get_by_text("Trang của số này").count() == 0
    assert [found["id"] for found in Axe().run(phone).response["violations"]] == []
    dialog.get_by_role("button", name="Chép trích dẫn").click()
    dialog.get_by_text("đã chép").first.wait_for()
    (where,) = re.findall(r"http://[^\s,]+", str(phone.evaluate("navigator.clipboard.readText()")))
    assert where == f"{without_pages}{UNIT}#{name}"
    phone.goto("about:blank")
    phone.goto(where)
    assert phone.locator(":target").inner_text() == shown


def test_what_the_script_says_is_what_the_pages_say() -> None:
    script = (ROOT / "theme/assets/figures.js").read_text("utf-8")
    block = script[script.index("const WORDS = {") + len("const WORDS = ") : script.index("\n  };") + 4]
    told = json.loads(re.sub(r",(\s*})", r"\1", block))
    for group, said in told.items():
        assert said.items() <= words.group(group).items()
    assert set(told["verdict"]) == set(words.group("verdict"))
