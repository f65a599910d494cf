"""axe on each kind of page in each state: closed, opened, dark, forced colours, print, sorted, compared.

A page is loaded once and put into one state after the other.  Of rows and items of one shape two are left: a
district has hundreds, all made by one line of a template, and axe looks at each.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.test_comparing import BOARD
from tests.site.test_readers import PAGES

pytestmark = pytest.mark.slow

NARROW, ZOOMED, TABLET, DESK = 320, 640, 800, 1280  # 640 is a desk at 200 %
TWO_OF_EACH = """() => {
    const seen = {};
    for (const row of document.querySelectorAll("tbody tr, article li, article dd")) {
        const parts = [row, ...row.querySelectorAll("*")]
            .map(one => `${one.tagName}.${one.getAttribute("class")}`);
        const shape = [...new Set(parts)].sort().join();
        seen[shape] = (seen[shape] ?? 0) + 1;
        if (seen[shape] <= 2) continue;
        const before = row.previousElementSibling;
        if (row.tagName === "DD" && before?.tagName === "DT") before.remove();
        row.remove();
    }
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
RUN = """async rules => {
    await Promise.all(document.getAnimations().map(one => one.finished));
    const only = rules.length ? { runOnly: rules } : {};
    const { violations } = await axe.run({ ...only, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}"""
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
    "print": {"forced_colors": "none", "media": "print"},
}
REACHED = {
    "search with results": ("/tim-kiem/?q=binh+yen", "#ket-qua a >> nth=0", None),
    "comparison with a choice": (
        f"/so-sanh/?bang={BOARD}&noi=xa-03418,xa-03405",
        "#chon tbody tr >> nth=1",
        None,
    ),
    "sorted table": ("/chat-luong/", "table.wide th button >> nth=0", "th[aria-sort]"),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": NARROW, "height": 700}) as context:
        yield context.new_page()


def go(page: Page, url: str) -> None:
    """Open a page as on any screen, whatever the one before was left in."""
    page.emulate_media(color_scheme="light", forced_colors="none", media="screen")
    page.goto(url)


def violations(page: Page, *rules: str) -> list[str]:
    return list(page.evaluate(RUN, list(rules)))


def violations_by_state(page: Page) -> dict[str, list[str]]:
    """Return what axe finds on a page as it stands there and opened; then its colours, however shown."""
    page.evaluate(TWO_OF_EACH)
    page.evaluate(Axe().axe_script)
    found = {"as it opens": violations(page)} if page.locator("details:not([open])").count() else {}
    page.evaluate(OPEN_ALL)
    found["opened"] = violations(page)
    for look, media in LOOKS.items():
        page.emulate_media(**media)
        found[look] = violations(page, "color-contrast")
    return {state: faults for state, faults in found.items() if faults}


def widths(page: Page) -> dict[int, int]:
    """Return how wide the page is on screens of these widths, the narrowest last."""
    found = {}
    for width in (DESK, TABLET, ZOOMED, NARROW):
        page.set_viewport_size({"width": width, "height": 700})
        found[width] = int(page.evaluate("document.scrollingElement.scrollWidth"))
    return found


TORN = """() => [...document.querySelectorAll(".whole, .verdict, .ledger .flag, a.fig:not(.key a)")]
    .filter(one => one.getClientRects().length > 1).map(one => one.outerHTML)"""
"""Numbers, verdicts, names of releases and documents that stand on two lines; a key has its own line."""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_accessible_in_every_state_and_nothing_scrolls_sideways(
    page: Page, address: str, path: str
) -> None:
    go(page, address + path)
    assert [width for width, taken in widths(page).items() if taken > width] == []
    assert violations_by_state(page) == {}
    page.emulate_media(media="screen")
    assert page.evaluate(TORN) == []


def test_on_paper_every_chart_fits_on_a_page(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    for path in (PAGES["home"], PAGES["places"], PAGES["district"]):
        go(page, address + path)
        page.emulate_media(media="print")
        heights = page.evaluate("[...document.querySelectorAll('figure')].map(one => one.offsetHeight)")
        assert heights
        assert max(heights) < 1123 * (297 - 2 * 18) / 297


@pytest.mark.parametrize("name", REACHED)
def test_what_a_reader_gets_to_is_accessible_too(page: Page, address: str, name: str) -> None:
    path, awaited, pressed = REACHED[name]
    page.set_viewport_size({"width": ZOOMED, "height": 700})
    go(page, address + path)
    page.locator(awaited).wait_for(state="attached", timeout=60_000)
    page.evaluate(OPEN_ALL)
    if pressed is not None:
        page.locator(awaited).click()
        assert page.locator(pressed).count() == 1
    assert violations_by_state(page) == {}
