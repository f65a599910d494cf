"""A reader on a phone: directories of a few screens, and an answer of one for each unit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

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


@pytest.mark.parametrize("path", LONGEST)
def test_a_directory_is_at_most_six_screens_until_something_is_opened(
    phone: Page, address: str, path: str
) -> None:
    phone.goto(address + path)
    assert phone.locator("body").bounding_box()["height"] <= 6 * SCREEN


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
