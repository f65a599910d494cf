"""What every reader can rely on: accessible, readable at 320 px, without scripts, no foreign origin."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

PAGES = {
    "home": "/",
    "province": "/tinh/93-hau-giang/",
    "province of today": "/tinh/92-can-tho-20250701/",
    "district": "/huyen/106-tam-duong/",
    "commune": "/xa/05587-binh-yen/",
    "commune with a figure that moved": "/xa/03400-ta-leng/",
    "commune of today": "/xa/05587-binh-yen-20250701/",
    "association": "/hoi/hoi-nguoi-cao-tuoi/",
    "association in a unit": "/huyen/106-tam-duong/hoi-nguoi-cao-tuoi/",
    "indicator": "/chi-tieu/so-hoi-vien/",
    "report": "/nguon/bao-cao-hau-giang-2024/",
    "form": "/nguon/mau-bao-cao-chi-thi-17-2017/",
    "figure": "/so/member-count-2024-bf1c7b2e8d31/",
    "corrected figure": "/so/dialogue-attendance-20230101-20230930-42f30283dec8/",
    "places": "/dia-phuong/",
    "directory of a province": "/dia-phuong/92-can-tho-20250701/",
    "directory before 1 July 2025": "/dia-phuong/93-hau-giang/",
    "code": "/xa/26740/",
    "code of a district": "/huyen/164/",
    "associations": "/hoi/",
    "indicators": "/chi-tieu/",
    "documents": "/nguon/",
    "quality": "/chat-luong/",
    "corrections": "/dinh-chinh/",
    "comparison": "/so-sanh/",
    "data": "/du-lieu/",
    "data dictionary": "/du-lieu/tu-dien/",
    "releases": "/du-lieu/phien-ban/",
    "release": "/du-lieu/phien-ban/2026-11/",
    "district as it was": "/du-lieu/phien-ban/2026-11/huyen/106-tam-duong/",
    "method": "/phuong-phap/",
    "about": "/gioi-thieu/",
    "guide with code": "/phuong-phap/kho-rieng/",
    "search": "/tim-kiem/",
}


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 320, "height": 700}) as context:
        yield context.new_page()


CUT = """field => {
    const style = getComputedStyle(field), drawn = document.createElement("canvas").getContext("2d");
    drawn.font = style.font;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return drawn.measureText(field.placeholder).width > room;
}"""


@pytest.mark.parametrize("language", ["", "/en"], ids=["Vietnamese", "English"])
def test_the_search_of_the_head_has_room_on_a_narrow_phone(
    phone: Page, address_in_full: str, language: str
) -> None:
    phone.goto(f"{address_in_full}{language}/huyen/106-tam-duong/")
    field, button = (
        phone.locator(f"header form.search {part}").bounding_box() for part in ("input", "button")
    )
    assert field is not None and button is not None
    assert field["x"] == 16 and button["x"] + button["width"] == 320 - 16
    assert field["y"] == button["y"] and field["width"] > 2 * button["width"]
    assert language == "" or not phone.locator("header form.search input").evaluate(CUT)


MOVED = "/xa/03394-then-sin/mat-tran-to-quoc-va-cac-doan-the/"


def stay(route: Route) -> None:
    """Give a page that leads on without what leads on by itself."""
    answer = route.fetch()
    leads = re.compile(r'<script .*?</script>|<meta http-equiv="refresh".*?>')
    route.fulfill(response=answer, body=leads.sub("", answer.text()))


def test_the_page_that_leads_on_is_accessible(phone: Page, address: str) -> None:
    phone.route(f"**{MOVED}", stay)
    phone.goto(address + MOVED)
    assert phone.locator("main a[href$='/mat-tran-to-quoc/']").count() == 1
    assert [found["id"] for found in Axe().run(phone).response["violations"]] == []
    phone.unroute_all(behavior="wait")


def test_the_page_for_what_is_not_there_is_accessible(phone: Page, address: str) -> None:
    # It is served at any depth, so its links start at the root of the host unless a site_url is given.
    phone.goto(address.rpartition("/")[0] + "/404.html")
    assert [found["id"] for found in Axe().run(phone).response["violations"]] == []


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str) -> tuple[list[str], list[str]]:
    """Go to every page; return what was asked for on the way, and what the pages said on the console."""
    page = browser.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    for path in PAGES.values():
        page.goto(address + path)
    page.close()
    return asked, told


def test_no_page_asks_a_foreign_origin_for_anything(
    address: str, visits: tuple[list[str], list[str]]
) -> None:
    asked, _ = visits
    origin = address.rsplit("/", 1)[0]
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith((origin, "data:", "blob:"))] == []


def test_no_page_says_anything_on_the_console(visits: tuple[list[str], list[str]]) -> None:
    _, told = visits
    assert told == []


def test_every_page_is_whole_without_scripts(window: OpenWindow, address: str) -> None:
    page = window(java_script_enabled=False)
    for path in PAGES.values():
        page.goto(address + path)
        assert page.locator("h1").count() == 1
    page.goto(address + "/xa/05587-binh-yen/")
    assert page.locator("data[value='1875']").first.inner_text() == "1.875"


def test_a_cited_figure_is_brought_into_view(window: OpenWindow, address: str) -> None:
    page = window((320, 700))
    page.goto(address + "/xa/05587-binh-yen/")
    anchor = page.locator("data[value='1875'][id]").first.get_attribute("id")
    page.goto(f"{address}/xa/05587-binh-yen/#{anchor}")
    assert page.locator(f"[id='{anchor}']").is_visible()


def test_the_layout_does_not_shift(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 412, "height": 800})  # one that has no font yet
    for path in ("/tinh/93-hau-giang/", "/so-sanh/"):
        page.goto(address + path, wait_until="load")
        assert shift_of(page) < 0.02, path
    page.close()


def shift_of(page: Page) -> float:
    """Return how much of what was to be seen moved while the page loaded, as browsers measure it."""
    shift: float = page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => resolve(sum), 500);
        })"""
    )
    return shift


def test_every_province_on_the_map_is_reached_by_keyboard_without_scripts(
    window: OpenWindow, address: str
) -> None:
    page = window((320, 700), java_script_enabled=False)
    page.goto(address + "/")
    mapped = [link.get_attribute("href") for link in page.locator("figure svg a").all()]
    assert len(mapped) == 34
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.locator("figure svg a:focus")
        if focused.count():
            reached.append(focused.get_attribute("href"))
    assert reached == mapped
