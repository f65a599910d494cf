"""A reader on a phone: pages of a few screens, and an answer of one for each unit; on a desk both columns."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

SCREEN = 800
LONGEST = (
    "/",
    "/dia-phuong/",
    "/dia-phuong/79-ho-chi-minh-20250701/",
    "/dia-phuong/01-ha-noi/truoc-2025/",
    "/dia-phuong/38-thanh-hoa/",
    "/dia-phuong/93-hau-giang/",
    "/hoi/",
    "/chi-tieu/",
    "/nguon/",
)
FIGURES = (
    "/dinh-chinh/",
    "/so-sanh/",
    "/hoi/doan-thanh-nien/",
    "/hoi/hoi-cuu-chien-binh/",
    "/hoi/mat-tran-to-quoc/",
    "/chi-tieu/luot-nguoi-du-doi-thoai/",
    "/nguon/bao-cao-hau-giang-2024/",
    "/nguon/bao-cao-tam-duong-9-thang-2023/",
)
ANSWERS = {
    "merged whole": "/xa/05575/#xa-05575",
    "of today": "/xa/26740/#xa-26740-20250701",
    "whose code was given again": "/xa/26740/#xa-26740",
    "district": "/huyen/164/#huyen-164",
    "province": "/tinh/02/#tinh-02",
}


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": SCREEN})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", LONGEST + FIGURES)
def test_a_page_is_at_most_six_screens_until_something_is_opened(
    phone: Page, address: str, path: str
) -> None:
    phone.goto(address + path)
    assert phone.locator("body").bounding_box()["height"] <= 6 * SCREEN


def test_a_link_to_a_topic_of_an_association_unfolds_it(phone: Page, address: str) -> None:
    phone.goto(f"{address}/hoi/mat-tran-to-quoc/")
    table = phone.locator("#bang-oversight")
    assert not table.is_visible()
    phone.locator(".toc summary").click()
    phone.locator(".toc a[href='#oversight']").click()
    expect(table).to_be_visible()


def test_on_a_desk_what_a_page_is_of_stands_beside_it(window: OpenWindow, address: str) -> None:
    page = window((1280, SCREEN))
    for path, beside in {
        "/hoi/mat-tran-to-quoc/": ".toc",
        "/nguon/bao-cao-hau-giang-2024/": ".facts > .card",
        "/so-sanh/": "#hoi",
        "/du-lieu/": ".toc",
        "/hoi/": "dl.directory:has(> :nth-child(7)) > dt:last-of-type",
    }.items():
        page.goto(address + path)
        box = page.locator(beside).first.bounding_box()
        assert box is not None and box["x"] > 640 and box["y"] < SCREEN, path


@pytest.mark.parametrize("path", ANSWERS.values(), ids=ANSWERS)
def test_what_is_known_of_a_unit_without_figures_stands_on_one_screen(
    phone: Page, address: str, path: str
) -> None:
    phone.goto("about:blank")  # as one who follows a link, and not within the page
    phone.goto(address + path)
    heading = phone.locator(f"[id='{path.partition('#')[2]}']")
    known = phone.locator(f"[id='{path.partition('#')[2]}'] ~ .notice").first
    expect(known).to_be_in_viewport(ratio=1)
    expect(heading).to_be_in_viewport(ratio=1)
    expect(known).to_be_in_viewport(ratio=1)  # both at once


def test_a_code_leads_on_to_the_page_of_its_unit_without_scripts(phone: Page, address: str) -> None:
    phone.goto(f"{address}/xa/05587/")
    phone.wait_for_url("**/xa/05587-binh-yen-20250701/")
    assert phone.locator("h1").inner_text().startswith("Xã Bình Yên")


def test_a_row_of_a_directory_leads_to_the_answer(phone: Page, address: str) -> None:
    phone.goto(f"{address}/dia-phuong/19-thai-nguyen-20250701/")
    phone.get_by_role("link", name="Ba Bể", exact=True).first.click()
    assert phone.locator("h1").inner_text().startswith("Xã Ba Bể")
    assert "hợp thành từ" in phone.locator(".lede").first.inner_text()
