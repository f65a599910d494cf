"""Pages of units as answers: short until something is opened, and nothing on them is out of reach."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, Route
from selectolax.lexbor import LexborHTMLParser

from generator import charts
from generator.measures.headlines import AT_MOST
from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

DISTRICT = "/huyen/106-tam-duong/"
PROVINCE = "/tinh/93-hau-giang/"
COMMUNE = "/xa/05587-binh-yen/"
LEVELS = ("tinh", "huyen", "xa")
HEIGHTS = {375: 6 * 800, 1280: 5000}
"""How tall a page may be at a width: six screens of a phone, and on a desk."""
ON_SCREEN = """name => {
    const { top, bottom } = document.getElementById(name).getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""

HEIGHTS_OF = """async ([paths, widths]) => {
    const heights = [], due = [...paths];
    const measure = async () => {
        for (let path = due.pop(); path; path = due.pop()) {
            const frame = document.createElement("iframe");
            Object.assign(frame.style, { border: 0, height: "800px", width: `${widths[0]}px` });
            frame.src = path;
            document.body.append(frame);
            await new Promise(loaded => { frame.onload = loaded; });
            await frame.contentDocument.fonts.ready;
            for (const width of widths) {
                frame.style.width = `${width}px`;
                heights.push([path, width, frame.contentDocument.documentElement.scrollHeight]);
            }
            frame.remove();
        }
    };
    await Promise.all(Array.from({ length: 4 }, measure));
    return heights;
}"""
"""Path, width and height of each page at each width; in frames side by side, twice as fast as visits."""

UNEVEN = """() => {
    const keys = document.querySelector(".keys"), right = keys.getBoundingClientRect().right;
    const ends = new Map([...keys.children].map(key => [key.offsetTop, key.getBoundingClientRect().right]));
    const blocks = [...keys.querySelectorAll("*")].filter(one => getComputedStyle(one).display !== "inline");
    return [
        ...[...ends.values()].filter(end => Math.abs(end - right) > 1),
        ...[document.body, ...blocks].filter(one => one.scrollWidth > one.clientWidth + 1).map(String),
    ];
}"""
"""Rows of key figures that end before the others, and what is cut or makes the page scroll sideways."""


def pages_with_figures(site: Path, *kinds: str) -> list[str]:
    pages = (page for kind in kinds or LEVELS for page in site.glob(f"{kind}/*/index.html"))
    return [
        f"/{page.parent.relative_to(site).as_posix()}/"
        for page in sorted(pages)
        if "data-figure=" in page.read_text("utf-8")
    ]


def pages_of_associations(site: Path) -> list[str]:
    pages = (page for level in LEVELS for page in site.glob(f"{level}/*/*/index.html"))
    return [f"/{page.parent.relative_to(site).as_posix()}/" for page in sorted(pages)]


def html_of(site: Path, path: str) -> str:
    return (site / path.strip("/") / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


def height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


@pytest.mark.parametrize("language", ["", "/en"], ids=["Vietnamese", "English"])
def test_no_page_of_the_five_reports_is_taller_than_six_screens_until_something_is_opened(
    window: OpenWindow, in_full: Path, address_in_full: str, language: str
) -> None:
    site, kinds = in_full / language.strip("/"), (*LEVELS, "hoi", "chi-tieu", "nguon")
    paths = (*pages_with_figures(site, *kinds), *pages_of_associations(site))
    page = window()
    page.goto(f"{address_in_full}/llms.txt")  # any file beside the pages, without scripts of its own
    found = page.evaluate(
        HEIGHTS_OF, [[f"{address_in_full}{language}{path}" for path in paths], list(HEIGHTS)]
    )
    heights = {(path, width): tall for path, width, tall in found}
    assert len(heights) == 2 * len(paths) > 2 * 110
    assert {at: tall for at, tall in heights.items() if tall > HEIGHTS[at[1]]} == {}


def test_what_is_folded_makes_the_page_of_a_district_taller(phone: Page, address: str) -> None:
    phone.goto(address + DISTRICT)
    folded = height(phone)
    phone.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert height(phone) > 4 * folded


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_address_of_a_figure_opens_what_it_is_folded_in(
    window: OpenWindow, site: Path, address: str, scripts: bool
) -> None:
    tree = LexborHTMLParser(html_of(site, DISTRICT))
    folded = [node.attributes["id"] for node in tree.css("section > details data[id]")]
    assert len(folded) > 150
    still = {"java_script_enabled": scripts, "reduced_motion": "reduce"}
    page = window((375, 800), **still)
    for name in (folded[0], folded[-1]):
        page.goto("about:blank")
        page.goto(f"{address}{DISTRICT}#{name}")
        target = page.locator(f"[id='{name}']")
        assert target.is_visible()
        box = target.bounding_box()
        assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 800


def test_a_link_to_a_folded_section_opens_it(phone: Page, address: str) -> None:
    phone.goto(address + DISTRICT)
    table = phone.locator("table.ledger").first
    assert not table.is_visible()
    phone.locator("p.warn a[href='#kiem-tra']").first.click()
    assert table.is_visible()


def test_the_contents_stay_in_reach_on_a_phone_and_close_behind_a_link(phone: Page, address: str) -> None:
    phone.goto(address + DISTRICT)
    phone.evaluate("scrollTo(0, 3000)")
    contents = phone.locator(".toc summary")
    box = contents.bounding_box()
    assert box is not None and 0 <= box["y"] < 40
    contents.click()
    phone.locator(".toc a[href='#economy']").click()
    phone.wait_for_function(ON_SCREEN, arg="economy")
    bar, heading = contents.bounding_box(), phone.locator("h2#economy").bounding_box()
    assert bar is not None and heading is not None and heading["y"] >= bar["y"] + bar["height"]
    assert phone.locator(".toc details[open]").count() == 0


def test_on_a_desk_the_contents_stand_beside_the_topics(window: OpenWindow, address: str) -> None:
    page = window((1280, 800))
    page.goto(address + DISTRICT)
    page.evaluate("scrollTo(0, 1500)")
    link = page.locator(".toc a[href='#membership']")
    box = link.bounding_box()
    assert box is not None and box["x"] > 640 and 0 <= box["y"] < 800


def test_the_first_screen_of_a_phone_has_the_sentence_its_source_and_three_figures(
    phone: Page, address: str
) -> None:
    for path in (DISTRICT, PROVINCE, COMMUNE):
        phone.goto(address + path)
        for part in ("h1", "p.lede", "p.lede + p.src"):
            box = phone.locator(part).bounding_box()
            assert box is not None and box["y"] + box["height"] < 800, (path, part)
        figures = [figure.bounding_box() for figure in phone.locator(".key b data").all()]
        assert [box is not None and box["y"] + box["height"] < 800 for box in figures] == [True] * 3, path


@pytest.mark.parametrize("width", [320, 375, 640, 768, 1280])
def test_key_figures_fill_their_rows_and_none_is_cut(window: OpenWindow, address: str, width: int) -> None:
    page = window((width, 800))
    for path in (DISTRICT, PROVINCE):
        page.goto(address + path)
        for left in (AT_MOST, 2, 1):
            assert page.locator(".key").count() == left
            assert page.evaluate(UNEVEN) == [], (path, left)
            page.evaluate("document.querySelector('.key').remove()")
    page.goto(f"{address}/")
    assert page.locator(".key").count() == 4
    assert page.evaluate(UNEVEN) == []


def test_every_figure_that_a_topic_opens_with_stands_in_its_tables_as_well(site: Path) -> None:
    seen = 0
    for path in pages_with_figures(site):
        tree = LexborHTMLParser(html_of(site, path))
        for section in tree.css("section:has(.told [data-figure])"):
            told = {node.attributes["data-figure"] for node in section.css(".told data")}
            tables = {node.attributes["id"] for node in section.css("details td data[id]")}
            assert 1 <= len(told) <= 3 and told <= tables, path
            rows = len(section.css("details > table > tbody > tr"))
            summary = section.css_first("summary").text()
            opened = f"Xem đủ {rows} dòng" if rows > len(told) else "Bảng và nguồn"
            assert re.match(rf"{opened}(, \d+ biểu đồ)?$", summary.strip()), (path, summary)
            seen += 1
    assert seen > 15


def test_the_keyboard_unfolds_a_topic_and_reaches_its_figures(phone: Page, address: str) -> None:
    phone.goto(address + DISTRICT)
    phone.locator("section:has(#membership) summary").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    focused = phone.evaluate("document.activeElement.closest('section').querySelector('h2').id")
    assert focused == "membership"
    assert phone.locator("section:has(#membership) details[open]").count() == 1


def test_print_shows_what_is_folded(window: OpenWindow, address: str) -> None:
    page = window()
    page.goto(address + DISTRICT)
    table = page.locator("section:has(#membership) details table").first
    assert table.bounding_box() is None or not table.is_visible()
    page.emulate_media(media="print")
    box = table.bounding_box()
    assert table.is_visible() and box is not None and box["height"] > 100


@pytest.mark.parametrize("language", ["", "/en"], ids=["Vietnamese", "English"])
def test_every_unit_with_figures_prints_on_one_sheet_with_what_it_says_first(
    window: OpenWindow, in_full: Path, address_in_full: str, language: str
) -> None:
    page, site = window(), in_full / language.strip("/")
    own = [path for path in pages_with_figures(site) if 'id="mot-trang"' in html_of(site, path)]
    assert len(own) > 15  # the others have figures of the units that they were made of
    for path in own:
        page.goto(f"{address_in_full}{language}{path}#mot-trang")
        sheet = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        assert len(sheet) == 1, path
        printed = " ".join(sheet[0].get_textpage().get_text_range().split())
        for said in ("h1", "p.lede", ".key b data", ".told [data-figure]", "p.warn"):
            for shown in page.locator(said).all_inner_texts():
                words = shown.split("\n")[0].split()
                assert all(word in printed for word in words), (path, said, shown)
        assert f"{path} " in f"{printed} " and "mot-trang" not in printed


def test_every_association_with_figures_prints_on_one_sheet_with_its_charts(
    window: OpenWindow, site: Path, address: str
) -> None:
    page = window()
    own = [
        path for path in sorted(site.glob("hoi/*/index.html")) if 'id="mot-trang"' in path.read_text("utf-8")
    ]
    assert len(own) > 6
    for path in own:
        page.goto(f"{address}/{path.parent.relative_to(site)}/#mot-trang")
        sheet = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        assert len(sheet) == 1, path
        printed = " ".join(sheet[0].get_textpage().get_text_range().split())
        shown = page.locator("h1, p.lede, figcaption, figure svg text").all_text_contents()
        assert [one for one in shown if one.split()[0] not in printed] == [], path


def test_the_code_is_seen_on_the_sheet_of_paper_and_not_on_the_screen(
    window: OpenWindow, address: str
) -> None:
    drawn = charts.draw_code("https://hoi.example/nhung/2026-11-28/huyen/106-tam-duong/")
    page = window()
    page.route("**/code.svg", lambda route: route.fulfill(body=drawn, content_type="image/svg+xml"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    code = '<p class="qr"><img src="code.svg" alt="" loading="lazy"> <span>Mã</span></p><details class="cite"'

    def with_code(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('<details class="cite"', code, 1))

    page.route(f"**{DISTRICT}", with_code)
    page.goto(f"{address}{DISTRICT}#mot-trang")
    assert not [url for url in asked if url.endswith("code.svg")]
    sheet = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheet) == 1
    corner = sheet[0].render(scale=2).to_pil().convert("L").crop((950, 100, 1100, 230))
    assert sum(corner.histogram()[:90]) > 2000  # the dots


def test_the_whole_page_prints_on_more_than_a_sheet(window: OpenWindow, address: str) -> None:
    page = window()
    page.goto(address + DISTRICT)
    assert len(pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))) > 5
