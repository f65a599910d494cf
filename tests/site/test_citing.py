"""What a button copies leads back to the figure, from every kind of page that the figure stands on."""

import csv
import re
from datetime import date

import pytest
from playwright.sync_api import Page

from generator import text
from tests.builders import ROOT
from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

FIGURE = "member-count-2024-bf1c7b2e8d31"
STANDS_ON = {
    "unit": "/tinh/93-hau-giang/",
    "indicator": "/chi-tieu/so-hoi-vien/",
    "document": "/nguon/bao-cao-hau-giang-2024/",
}


@pytest.fixture
def reader(window: OpenWindow) -> Page:
    return window(permissions=["clipboard-read", "clipboard-write"])


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def copied(page: Page, kind: str) -> str:
    """Press the button beside one form of the citation that is open on a page."""
    form = page.locator(f"#trich-dan [data-copy={kind}]")
    form.locator("xpath=ancestor-or-self::dd/preceding-sibling::dt[1]/button").click()
    page.get_by_text("đã chép").first.wait_for()
    return clipboard(page)


@pytest.mark.parametrize("path", STANDS_ON.values(), ids=STANDS_ON)
def test_a_figure_is_cited_by_an_address_that_shows_it(reader: Page, address: str, path: str) -> None:
    reader.goto(address + path)
    link = reader.locator(f"a.fig:has(data[data-figure='{FIGURE}'])").first
    shown = link.locator("data").get_attribute("value")
    reader.goto(str(link.evaluate("link => link.href")))
    cited = copied(reader, "vi")
    (where,) = re.findall(r"http://\S+/so/[\w-]+/", cited)
    reader.goto(where)
    assert reader.locator(f"data[data-figure='{FIGURE}']").first.get_attribute("value") == shown
    assert newest_release() in cited


def newest_release() -> str:
    """Return `2026-11 (21/11/2026)`, as the table of releases has it."""
    with (ROOT / "data/releases.csv").open(encoding="utf-8", newline="") as lines:
        newest = list(csv.DictReader(lines))[-1]
    return f"{newest['release_id']} ({text.day(date.fromisoformat(newest['released_on']))})"


def test_each_form_is_copied_with_the_day_of_access(reader: Page, address: str) -> None:
    reader.goto(f"{address}/so/{FIGURE}/")
    assert text.day(date.today()) in copied(reader, "vi")
    assert f"accessed {text.day_en(date.today())}" in copied(reader, "en")
    assert f"urldate = {{{date.today().isoformat()}}}" in copied(reader, "bibtex")
    assert f'"accessed":{{"raw":"{date.today().isoformat()}"}}' in copied(reader, "csl")


@pytest.mark.parametrize("path", ["/", "/hoi/", "/chat-luong/"])
def test_a_page_of_no_figure_is_cited_with_its_address_and_the_days_whole(
    reader: Page, address: str, path: str
) -> None:
    reader.goto(address + path)
    reader.locator("#trich-dan summary").click()
    today, where = text.day(date.today()), re.escape(address + path)
    cited = copied(reader, "vi")
    assert re.search(rf"mới nhất {re.escape(newest_release())}, {where}, ngày truy cập: {today}$", cited)
    assert f"url = {{{address}{path}}}" in copied(reader, "bibtex")


def test_a_table_and_a_chart_are_cited_by_their_own_name_and_anchor(reader: Page, address: str) -> None:
    reader.goto(f"{address}/huyen/106-tam-duong/")
    reader.evaluate("document.querySelectorAll('section details').forEach(one => one.open = true)")
    for place in ("figure.chart[id]", "table[id]"):
        button = reader.locator(f"{place} .tools .copy, {place} + p.src .copy").first
        button.click()
        cited = clipboard(reader)
        (where,) = re.findall(r"http://\S+?#[\w-]+", cited)
        reader.goto(where)
        assert reader.locator(":target").count() == 1, cited


def test_without_scripts_the_citation_stands_there_its_day_left_open(
    window: OpenWindow, address: str
) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{address}/so/{FIGURE}/")
    assert "ngày truy cập: …; theo " in page.locator("#trich-dan [data-copy=vi]").inner_text()
    assert page.locator("#trich-dan button").count() == 0


def test_a_page_that_was_printed_still_has_its_citation(reader: Page, address: str) -> None:
    reader.goto(f"{address}/so/{FIGURE}/")
    said = reader.locator("#trich-dan").text_content()
    reader.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert reader.locator("#trich-dan").text_content() == said
    assert reader.locator("footer .address[data-address]").text_content() == reader.url
