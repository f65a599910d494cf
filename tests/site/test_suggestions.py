"""Suggestions while typing, by keyboard and by mouse; what a misspelled query may have meant."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from tests.conftest import OpenWindow
from tests.site.conftest import QuietHandler
from tests.site.test_search import results

pytestmark = pytest.mark.slow

OPTION = "[role=option]"
FIELD = "input[name=q]"
FIRST_SUGGESTION_BYTES = 60_000
ANYWHERE = "/huyen/106-tam-duong/"

PHONE = (375, 667)

Open = Callable[..., Page]


@pytest.fixture
def page(window: OpenWindow) -> Page:
    return window(PHONE)


@pytest.fixture
def opened(page: Page, address: str) -> Iterator[Open]:
    """Go to a page of the site and type into its search field; none may say anything on the console."""
    told: list[str] = []

    def note(message: ConsoleMessage) -> None:
        told.append(message.text)

    def note_fault(error: Error) -> None:
        told.append(str(error))

    def type_in(typed: str, path: str = ANYWHERE) -> Page:
        page.goto(address + path)
        page.focus(FIELD)
        page.keyboard.type(typed)
        page.wait_for_selector(OPTION, timeout=60_000)
        return page

    page.on("console", note)
    page.on("pageerror", note_fault)
    yield type_in
    page.remove_listener("console", note)
    page.remove_listener("pageerror", note_fault)
    assert told == []


def first(page: Page, address: str) -> str:
    return str(page.eval_on_selector(OPTION, "option => option.href")).removeprefix(address)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hau gi", "/tinh/93-hau-giang/"),
        ("Hậu Gia", "/tinh/93-hau-giang/"),
        ("tam duo", "/huyen/106-tam-duong/"),
        ("binh yen", "/xa/05587-binh-yen/"),
        ("p16 go v", "/xa/26878/#xa-26878"),
        ("ctd", "/hoi/hoi-chu-thap-do/"),
        ("khuyen h", "/hoi/hoi-khuyen-hoc/"),
        ("so hoi vi", "/chi-tieu/so-hoi-vien/"),
        ("chi thi 17", "/nguon/chi-thi-17-ct-tw-2012/"),
        ("hau gaing", "/tinh/93-hau-giang/"),
        ("05587", "/xa/05587-binh-yen/"),
    ],
)
def test_what_is_meant_is_suggested_first(opened: Open, address: str, typed: str, expected: str) -> None:
    page = opened(typed)
    page.wait_for_function(
        "([option, url]) => document.querySelector(option)?.href.endsWith(url)", arg=[OPTION, expected]
    )
    assert first(page, address) == expected
    assert page.locator(OPTION).count() <= 8


def test_a_suggestion_says_level_and_province_and_what_became_of_a_unit(opened: Open) -> None:
    words = opened("ben nghe").locator(OPTION).first.inner_text()
    assert words.startswith("Phường Bến Nghé")
    assert "Cấp xã · quận 1, thành phố Hồ Chí Minh; đến 30/6/2025; nay thuộc phường Sài Gòn" in words


def test_one_letter_has_suggestions_with_figures_first(opened: Open) -> None:
    assert "Huyện Tam Đường" in opened("t", "/").locator(OPTION).first.inner_text()


def test_the_keyboard_alone_chooses_a_suggestion(opened: Open, address: str) -> None:
    page = opened("binh yen")
    field = page.locator(FIELD)
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert page.locator("[aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/xa/05587-binh-yen/")


def test_the_last_suggestion_is_one_step_up_and_the_field_one_step_down_from_it(opened: Open) -> None:
    page = opened("binh yen")
    page.keyboard.press("ArrowUp")
    assert page.locator(OPTION).last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator(FIELD).get_attribute("aria-activedescendant") is None


def test_enter_without_a_choice_searches(opened: Open, address: str) -> None:
    page = opened("binh yen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    assert page.url == f"{address}/tim-kiem/?q=binh+yen"


def test_escape_and_leaving_the_field_close_the_list_and_the_arrow_opens_it_again(opened: Open) -> None:
    page = opened("binh yen")
    suggested = page.locator("[role=listbox]")
    page.keyboard.press("Escape")
    assert suggested.is_hidden()
    assert page.locator(FIELD).input_value() == "binh yen"
    page.keyboard.press("ArrowDown")
    suggested.wait_for(state="visible")
    page.keyboard.press("Tab")
    assert suggested.is_hidden()
    assert page.locator(FIELD).get_attribute("aria-expanded") == "false"


def test_a_click_follows_a_suggestion(opened: Open, address: str) -> None:
    page = opened("hau gi")
    page.locator(OPTION).first.click()
    page.wait_for_url("**/tinh/**")
    assert page.url == f"{address}/tinh/93-hau-giang/"


def test_what_nobody_is_called_has_no_suggestion(opened: Open) -> None:
    page = opened("t")
    page.fill(FIELD, "zzzzqqqq")
    page.locator("[role=listbox]").wait_for(state="hidden")
    assert page.locator(FIELD).get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("path", [ANYWHERE, "/", "/tim-kiem/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_list(opened: Open, path: str, scheme: str) -> None:
    page = opened("binh yen", path)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.keyboard.press("ArrowDown")
    page.set_viewport_size({"width": 320, "height": 667})
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("typed", ["t", "tân", "thanh"])
def test_little_is_moved_before_the_first_suggestion(
    browser: Browser, address: str, site: Path, typed: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + ANYWHERE, wait_until="networkidle")
        paths: list[str] = []
        page.on("request", lambda request: paths.append(urlsplit(request.url).path))
        page.focus(FIELD)
        page.fill(FIELD, typed)
        page.wait_for_selector(OPTION, timeout=60_000)
    files = [(site / path.removeprefix(f"{QuietHandler.PREFIX}/")).read_bytes() for path in paths]
    assert files
    assert sum(len(gzip.compress(content)) for content in files) < FIRST_SUGGESTION_BYTES


def test_a_page_loads_no_search_before_it_is_used(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        paths: list[str] = []
        page.on("request", lambda request: paths.append(request.url))
        page.goto(address + ANYWHERE, wait_until="networkidle")
        assert [path for path in paths if "search" in path or "/ten/" in path] == []


# The search page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "meant", "expected"),
    [
        ("hau gaing", "Hậu Giang", "/tinh/93-hau-giang/"),
        ("xa bihn yen dinh hoa", "Bình Yên dinh hoa", "/xa/05587-binh-yen/"),
        ("binh yen dihn hoa", "binh yen Định Hóa", "/xa/05587-binh-yen/"),
        (
            "hội người cao tuổi bihn yen",
            "hội người cao tuổi Bình Yên",
            "/xa/05587-binh-yen/hoi-nguoi-cao-tuoi/",
        ),
    ],
)
def test_a_misspelled_name_is_found_and_says_what_it_was_taken_for(
    page: Page, address: str, query: str, meant: str, expected: str
) -> None:
    assert results(page, address, query)[0] == expected
    assert f"Không có tên nào là “{query}”. Có phải bạn tìm: {meant}" in page.inner_text("#trang-thai")
    page.click("#trang-thai a")
    page.locator("#trang-thai").get_by_text("kết quả cho").wait_for(timeout=60_000)
    assert page.locator("#ket-qua a").first.get_attribute("href") == f"{QuietHandler.PREFIX}{expected}"


@pytest.mark.parametrize("query", ["hậu giang", "hội viên", "số hội viên bình yên", "làm tròn", "lam tron"])
def test_what_is_spelled_right_is_taken_for_nothing_else(page: Page, address: str, query: str) -> None:
    results(page, address, query)
    assert page.inner_text("#trang-thai").endswith(f"kết quả cho “{query}”")


def test_nothing_found_says_what_to_try(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q=zzzzqqqq&cap={quote('Cấp xã')}")
    page.locator("#ket-qua li").first.wait_for(timeout=60_000)
    assert page.locator("#ket-qua li").all_inner_texts() == [
        "Chỉ gõ tên riêng, hoặc mã: “Bình Yên”, “05587”.",
        "Bỏ bộ lọc.",
        "Tên xã, huyện, tỉnh đã hết dùng trước ngày 30/6/2025 chưa có ở đây.",
        "Tra theo danh mục bên dưới.",
    ]
    assert not page.locator("#ten-cu").is_visible()  # one of these lines says the same
    assert Axe().run(page).response["violations"] == []


def test_the_search_page_says_from_which_day_names_are_known(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/")
    told = page.locator("#ten-cu").filter(has_text="trước ngày 30/6/2025 chưa có ở đây")
    told.wait_for(timeout=60_000)
    with page.expect_response("**/tu.json") as answer:
        page.reload()
    known = answer.value.json()
    page.route("**/tu.json", lambda route: route.fulfill(json={**known, "since": ""}))
    page.reload()
    page.locator("#loc:not([hidden])").wait_for(timeout=60_000)
    assert page.locator("#ten-cu").text_content() == ""


@pytest.mark.parametrize("query", ["binh yen", "hau gaing"])
def test_the_first_result_is_seen_without_scrolling(page: Page, address: str, query: str) -> None:
    results(page, address, query)
    box = page.locator("#ket-qua li").first.bounding_box()
    assert box is not None
    assert box["y"] + 90 < 667
