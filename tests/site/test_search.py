"""What people type, and the page that they mean: driven in a real browser on the built site."""

import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

QUERIES = [
    ("hoi nguoi cao tuoi", "/hoi/hoi-nguoi-cao-tuoi/"),
    ("Hội Người cao tuổi", "/hoi/hoi-nguoi-cao-tuoi/"),
    (unicodedata.normalize("NFD", "Hội Người cao tuổi"), "/hoi/hoi-nguoi-cao-tuoi/"),
    ("NCT", "/hoi/hoi-nguoi-cao-tuoi/"),
    ("nct", "/hoi/hoi-nguoi-cao-tuoi/"),
    ("CTĐ", "/hoi/hoi-chu-thap-do/"),
    ("ctd", "/hoi/hoi-chu-thap-do/"),
    ("chữ thập đỏ", "/hoi/hoi-chu-thap-do/"),
    ("chu thap do", "/hoi/hoi-chu-thap-do/"),
    ("CCB", "/hoi/hoi-cuu-chien-binh/"),
    ("da cam", "/hoi/hoi-nan-nhan-chat-doc-da-cam/"),
    ("chất độc da cam", "/hoi/hoi-nan-nhan-chat-doc-da-cam/"),
    ("khuyen hoc", "/hoi/hoi-khuyen-hoc/"),
    ("dinh hoa", "/huyen/167-dinh-hoa/"),
    ("Định Hóa", "/huyen/167-dinh-hoa/"),
    ("Định Hoá", "/huyen/167-dinh-hoa/"),
    (unicodedata.normalize("NFD", "Định Hoá"), "/huyen/167-dinh-hoa/"),
    ("tam duong", "/huyen/106-tam-duong/"),
    ("Tam Đường", "/huyen/106-tam-duong/"),
    ("hau giang", "/tinh/93-hau-giang/"),
    ("Hậu Giang", "/tinh/93-hau-giang/"),
    ("binh yen dinh hoa", "/xa/05587-binh-yen/"),
    ("so hoi vien", "/chi-tieu/so-hoi-vien/"),
]
FOUND_SOMEWHERE = [
    ("05587", "/xa/05587-binh-yen/"),
    ("Bình Thuận", "/tinh/60-binh-thuan/"),
    ("102-KL/TW", "/nguon/ket-luan-102-kl-tw-2014/"),
    ("1.875", "/xa/05587-binh-yen/"),
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def results(page: Page, address: str, query: str) -> list[str]:
    page.goto(f"{address}/tim-kiem/?q={quote(query)}")
    page.wait_for_selector("#ket-qua a", timeout=15_000)
    links = page.eval_on_selector_all("#ket-qua a", "links => links.map(link => link.href)")
    return [link.removeprefix(address).partition("#")[0].partition("?")[0] for link in links]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_the_page_that_is_meant_comes_first(page: Page, address: str, query: str, expected: str) -> None:
    assert results(page, address, query)[0] == expected


@pytest.mark.parametrize(("query", "expected"), FOUND_SOMEWHERE)
def test_the_page_is_among_the_first_ten(page: Page, address: str, query: str, expected: str) -> None:
    assert expected in results(page, address, query)[:10]


def test_hoa_is_found_in_either_spelling(page: Page, address: str) -> None:
    assert results(page, address, "Hoà")[:5] == results(page, address, "Hòa")[:5]


def test_a_query_without_a_result_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q=zzzzqqqq")
    page.wait_for_function("document.querySelector('#trang-thai').textContent.trim().length > 0")
    assert page.locator("#ket-qua a").count() == 0


def test_markup_in_a_query_stays_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q={quote('<img src=x onerror=alert(1)> cao tuổi')}")
    page.wait_for_function("document.querySelector('#trang-thai').textContent.trim().length > 0")
    assert page.locator("#ket-qua img, main img[src=x]").count() == 0
