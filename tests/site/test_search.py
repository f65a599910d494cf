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
    ("05587", "/xa/05587-binh-yen/"),
    ("xa binh yen dinh hoa thai nguyen", "/xa/05587-binh-yen/"),
    ("huyen tam duong", "/huyen/106-tam-duong/"),
    ("can tho", "/tinh/92-can-tho-20250701/"),
    ("TP. HCM", "/tinh/79-ho-chi-minh-20250701/"),
    ("tphcm", "/tinh/79-ho-chi-minh-20250701/"),
    ("TP. Cần Thơ", "/tinh/92-can-tho-20250701/"),
    ("tp can tho", "/tinh/92-can-tho-20250701/"),
    ("bac giang", "/dia-phuong/24-bac-giang/"),
    ("ben nghe", "/dia-phuong/79-ho-chi-minh/#xa-26740"),
    ("Bến Nghé", "/dia-phuong/79-ho-chi-minh/#xa-26740"),
    ("phuong ben nghe quan 1", "/dia-phuong/79-ho-chi-minh/#xa-26740"),
    ("26740", "/dia-phuong/79-ho-chi-minh-20250701/#xa-26740-20250701"),
    ("Văn Lang, Thái Nguyên", "/dia-phuong/19-thai-nguyen-20250701/#xa-02143-20250701"),
    ("Văn Lăng, Thái Nguyên", "/dia-phuong/19-thai-nguyen-20250701/#xa-05665-20250701"),
    ("phuong 1 da lat", "/dia-phuong/68-lam-dong/#xa-24784"),
]
FOUND_SOMEWHERE = [
    ("05587", "/xa/05587-binh-yen/"),
    ("Bình Thuận", "/tinh/60-binh-thuan/"),
    ("102-KL/TW", "/nguon/ket-luan-102-kl-tw-2014/"),
    ("1.875", "/xa/05587-binh-yen/"),
    ("1875", "/xa/05587-binh-yen/"),
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def results(page: Page, address: str, query: str, filters: str = "") -> list[str]:
    page.goto(f"{address}/tim-kiem/?q={quote(query)}{filters}")
    page.wait_for_selector("#ket-qua a", timeout=15_000)
    links = page.eval_on_selector_all("#ket-qua a", "links => links.map(link => link.href)")
    return [link.removeprefix(address) for link in links]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_the_page_that_is_meant_comes_first(page: Page, address: str, query: str, expected: str) -> None:
    assert results(page, address, query)[0] == expected


@pytest.mark.parametrize(("query", "expected"), FOUND_SOMEWHERE)
def test_the_page_is_among_the_first_ten(page: Page, address: str, query: str, expected: str) -> None:
    assert expected in results(page, address, query)[:10]


def test_hoa_is_found_in_either_spelling(page: Page, address: str) -> None:
    assert results(page, address, "Hoà")[:5] == results(page, address, "Hòa")[:5]


def test_a_number_in_a_name_is_a_word_like_any_other(page: Page, address: str) -> None:
    results(page, address, "phuong 1")
    titles = page.locator("#ket-qua a").all_inner_texts()
    assert titles[:5] == ["Phường 1"] * 5


def test_no_page_is_listed_twice(page: Page, address: str) -> None:
    for query in ("hau giang", "hoi nguoi cao tuoi", "binh yen", "so hoi vien"):
        found = results(page, address, query)
        assert len(found) == len(set(found)), query


def test_a_row_says_what_the_unit_belongs_to_today(page: Page, address: str) -> None:
    results(page, address, "ben nghe")
    first = page.locator("#ket-qua li").first.inner_text()
    assert "quận 1, thành phố Hồ Chí Minh" in first
    assert "đến 30/6/2025; nay thuộc phường Sài Gòn; mã 26740" in first


def test_a_filter_keeps_rows_and_pages_of_one_level(page: Page, address: str) -> None:
    found = results(page, address, "tam duong", f"&cap={quote('Cấp xã')}")
    assert found[0] == "/xa/03390-tam-duong/"
    assert not any(link.startswith(("/huyen/", "/tinh/")) for link in found)


def test_a_filter_keeps_rows_and_pages_of_one_province(page: Page, address: str) -> None:
    found = results(page, address, "tan thanh", f"&tinh={quote('Tỉnh Hà Giang')}")
    assert found == ["/dia-phuong/02-ha-giang/#xa-01162"]


def test_a_query_loads_few_names(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    results(page, address, "xã Bình Yên")
    assert [name for name in asked if name.startswith("tu")] == ["tu.json", "tu-y.json"]


def test_a_query_without_a_result_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q=zzzzqqqq")
    page.wait_for_function("document.querySelector('#trang-thai').textContent.trim().length > 0")
    assert page.locator("#ket-qua a").count() == 0


def test_markup_in_a_query_stays_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q={quote('<img src=x onerror=alert(1)> cao tuổi')}")
    page.wait_for_function("document.querySelector('#trang-thai').textContent.trim().length > 0")
    assert page.locator("#ket-qua img, main img[src=x]").count() == 0
