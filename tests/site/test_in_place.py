"""On its unit's page a figure opens in place, by mouse, touch and keyboard; without scripts by its link."""

import json
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from generator.pages import words
from tests.builders import ROOT

pytestmark = pytest.mark.slow

UNIT = "/xa/05587-binh-yen/"


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        color_scheme=request.param,
        viewport={"width": 320, "height": 700},
        has_touch=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context.new_page()
    context.close()


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


def test_a_new_tab_and_a_reader_without_scripts_get_the_page_of_the_figure(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + UNIT)
    name = figure_on(page)
    page.locator(f"a.fig:has(data[id='{name}'])").click()
    assert page.url.endswith(f"/so/{name}/")
    assert page.locator("h1").count() == 1
    context.close()


def test_what_the_script_says_is_what_the_pages_say() -> None:
    script = (ROOT / "theme/assets/figures.js").read_text("utf-8")
    block = script[script.index("const WORDS = {") + len("const WORDS = ") : script.index("\n  };") + 4]
    told = json.loads(re.sub(r",(\s*})", r"\1", block))
    for group, said in told.items():
        assert said.items() <= words.vocabulary()[group].items()
    assert set(told["verdict"]) == set(words.vocabulary()["verdict"])
