"""Pages of text stand in Material's frame, pages of the record do not, and both are one house."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import OpenWindow
from tests.site.conftest import ROOT
from tests.test_charts_png import policy

pytestmark = pytest.mark.slow

GUIDE, RECORD = "/phuong-phap/cong-va-doi-chieu/", "/dinh-chinh/"
LOOKS = ("font-family", "color", "background-color", "font-size", "line-height")


def tree_of(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address.strip("/") / "index.html").read_text("utf-8"))


def links(tree: LexborHTMLParser, within: str) -> list[str]:
    return [node.attributes["href"] or "" for node in tree.css(f"{within} a[href]")]


def looks_of(page: Page, selector: str) -> list[str]:
    return page.eval_on_selector(
        selector, f"(node) => {list(LOOKS)}.map((look) => getComputedStyle(node).getPropertyValue(look))"
    )


def test_a_guide_has_the_navigation_of_all_guides_and_a_table_of_its_own_contents(site: Path) -> None:
    tree = tree_of(site, GUIDE)
    guides = sorted(page.parent.name for page in (ROOT / "site_src/phuong-phap").glob("*/index.md"))
    assert {f"../{name}/" for name in guides if name != "cong-va-doi-chieu"} < set(
        links(tree, ".md-sidebar--primary")
    )
    headings = [f"#{node.attributes['id']}" for node in tree.css("article h2[id]")]
    assert links(tree, ".md-sidebar--secondary") == headings


def test_every_decision_record_is_in_the_navigation(site: Path) -> None:
    records = {f"{file.stem}/" for file in (ROOT / "site_src/phuong-phap/quyet-dinh").glob("0*.md")}
    assert records <= set(links(tree_of(site, "/phuong-phap/quyet-dinh/"), ".md-sidebar--primary"))


def test_pages_of_the_record_have_nothing_of_material(site: Path) -> None:
    for page in (site / "index.html", *site.glob("xa/*/index.html"), site / "tim-kiem/index.html"):
        html = page.read_text("utf-8")
        assert "md-" not in html.replace("cmd-", ""), page
        assert "assets/javascripts/" not in html, page


def test_a_guide_works_under_the_policy_of_the_server_and_asks_nobody_else(
    window: OpenWindow, address: str
) -> None:
    page = window((1360, 900))
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    def guarded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy()})

    page.route("**/*", guarded)
    page.goto(f"{address}/phuong-phap/toc-do/")
    page.wait_for_selector("pre ~ nav button, pre button", timeout=60_000)
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    page.unroute_all(behavior="wait")  # the icon may still be on its way


def test_a_guide_and_a_page_of_the_record_look_the_same(window: OpenWindow, address: str) -> None:
    page = window((1360, 900))
    seen = []
    for path in (GUIDE, RECORD):
        page.goto(address + path)
        seen.append([looks_of(page, part) for part in ("body", "header.site .brand", "h2", "p.lede")])
    assert seen[0] == seen[1]


def test_each_button_copies_the_code_that_it_stands_at(window: OpenWindow, address: str) -> None:
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/phuong-phap/kho-rieng/")
    page.wait_for_selector("pre button >> nth=2", timeout=60_000)
    for number in (0, 2):
        page.locator("pre button").nth(number).click()
        shown = str(page.locator("pre code").nth(number).evaluate("(code) => code.textContent"))
        assert page.evaluate("navigator.clipboard.readText()") in (shown, shown.rstrip("\n"))
