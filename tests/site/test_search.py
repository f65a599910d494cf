"""What people type, and the page that they mean: driven in a real browser on the built site."""

import functools
import gzip
import http.server
import shutil
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator.cache import state
from generator.model import Register, Unit
from generator.pages.view import words
from generator.pipeline import fingerprints
from generator.search import BUNDLE, CATALOGUE, build_bundle, bundle_folder, bundles, catalogue
from tests.conftest import OpenWindow
from tests.search_tables import ALIKE
from tests.site.conftest import QuietHandler

pytestmark = pytest.mark.slow

QUERIES = [
    ("hoi nguoi cao tuoi", "/hoi/hoi-nguoi-cao-tuoi/"),
    ("Hội Người cao tuổi", "/hoi/hoi-nguoi-cao-tuoi/"),
    (unicodedata.normalize("NFD", "Hội Người cao tuổi"), "/hoi/hoi-nguoi-cao-tuoi/"),
    ("NCT", "/hoi/hoi-nguoi-cao-tuoi/"),
    ("hội người già", "/hoi/hoi-nguoi-cao-tuoi/"),
    ("hong thap tu", "/hoi/hoi-chu-thap-do/"),
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
    ("bac giang", "/tinh/24/#tinh-24"),
    ("ben nghe", "/xa/26740/#xa-26740"),
    ("Bến Nghé", "/xa/26740/#xa-26740"),
    ("phuong ben nghe quan 1", "/xa/26740/#xa-26740"),
    ("26740", "/xa/26740/#xa-26740-20250701"),
    ("Văn Lang, Thái Nguyên", "/xa/02143/#xa-02143-20250701"),
    ("Văn Lăng, Thái Nguyên", "/xa/05665/#xa-05665-20250701"),
    ("phuong 1 da lat", "/xa/24784/#xa-24784"),
    ("hội chữ thập đỏ bình yên", "/xa/05587-binh-yen/hoi-chu-thap-do/"),
    ("hoi ctd o xa binh yen", "/xa/05587-binh-yen/hoi-chu-thap-do/"),
    ("bình yên khuyến học", "/xa/05587-binh-yen/hoi-khuyen-hoc/"),
    ("nguoi cao tuoi dinh hoa", "/huyen/167-dinh-hoa/"),
    ("số hội viên bình yên", "/xa/05587-binh-yen/"),
    ("phường Xuân Hòa TP.HCM", "/xa/27139/#xa-27139-20250701"),
    ("phường Tân Bình, thành phố Hồ Chí Minh", "/xa/27004/#xa-27004-20250701"),
    ("p16 go vap", "/xa/26878/#xa-26878"),
    ("q. 3", "/huyen/770/#huyen-770"),
    ("qui nhon", "/huyen/540/#huyen-540"),
    ("chi thi 17", "/nguon/chi-thi-17-ct-tw-2012/"),
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
    page.wait_for_selector("#ket-qua a", timeout=60_000)
    links = page.eval_on_selector_all("#ket-qua a", "links => links.map(link => link.href)")
    return [link.removeprefix(address) for link in links]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_the_page_that_is_meant_comes_first(page: Page, address: str, query: str, expected: str) -> None:
    assert results(page, address, query)[0] == expected


@pytest.mark.parametrize(("query", "expected"), ALIKE.items())
def test_units_of_one_name_come_in_order(page: Page, address: str, query: str, expected: list[str]) -> None:
    assert results(page, address, query)[: len(expected)] == expected


@pytest.mark.parametrize(("query", "expected"), FOUND_SOMEWHERE)
def test_the_page_is_among_the_first_ten(page: Page, address: str, query: str, expected: str) -> None:
    assert expected in results(page, address, query)[:10]


def test_no_page_carries_what_only_the_search_reads(site: Path) -> None:
    pages = list(site.glob("**/index.html"))
    assert len(pages) > 800
    told = ("data-search_", "data-description", "data-pagefind")
    assert [page for page in pages if any(name in page.read_text("utf-8") for name in told)] == []


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


def full_address(register: Register, unit: Unit) -> str:
    above = register.units.get(unit.parent_id or "")
    return f"{unit.full_name}, {words.lowered(full_address(register, above))}" if above else unit.full_name


def test_a_full_address_finds_its_unit_first(page: Page, address: str, register: Register) -> None:
    asked = [full_address(register, unit) for unit in register.units.values()][::37]
    assert len(asked) > 350
    page.goto(f"{address}/tim-kiem/")
    first = page.evaluate(
        """async (asked) => {
          const { findNames } = await import("../assets/search-names.js");
          return Promise.all(asked.map(async (query) => (await findNames(query, {}))[0].full));
        }""",
        asked,
    )
    assert first == asked


def test_a_row_says_what_the_unit_belongs_to_today(page: Page, address: str) -> None:
    results(page, address, "ben nghe")
    first = page.locator("#ket-qua li").first.inner_text()
    assert "quận 1, thành phố Hồ Chí Minh" in first
    assert "đến 30/6/2025; nay thuộc phường Sài Gòn; mã 26740" in first


def test_the_figure_that_is_asked_for_stands_below_its_unit(page: Page, address: str) -> None:
    for query, unit, told in (
        ("số hội viên bình yên", "xa/05587-binh-yen", "Số hội viên: 1.875 hội viên, năm 2023"),
        ("so hoi vien hau giang", "tinh/93-hau-giang", "Số hội viên: 440.977 hội viên, năm 2024"),
    ):
        found = results(page, address, query)
        assert found[0] == f"/{unit}/"
        assert found[1].startswith(f"/{unit}/#member-count-")
        assert told in page.locator("#ket-qua li").first.inner_text()
        page.locator("#ket-qua li").first.locator("p a").click()
        assert page.locator("data:target").get_attribute("value") in {"1875", "440977"}


def test_a_figure_that_a_check_contradicts_says_so_and_no_other_does(page: Page, address: str) -> None:
    for query, differs in (("số hội hậu giang", True), ("số hội viên hậu giang", False)):
        results(page, address, query)
        told = page.locator("#ket-qua li").first.locator("p", has=page.locator("a")).first.inner_text()
        assert told.endswith("; có phép kiểm tra không khớp") == differs, told


def test_no_figure_stands_below_a_unit_that_is_asked_for_alone(page: Page, address: str) -> None:
    results(page, address, "hậu giang")
    assert page.locator("#ket-qua p a").count() == 0
    results(page, address, "chương trình bình yên")
    assert page.locator("#ket-qua p a").count() == 0


def test_a_filter_keeps_rows_and_pages_of_one_level(page: Page, address: str) -> None:
    found = results(page, address, "tam duong", f"&cap={quote('Cấp xã')}")
    assert found[0] == "/xa/03390-tam-duong/"
    assert not any(link.startswith(("/huyen/", "/tinh/")) for link in found)


def test_a_filter_keeps_rows_and_pages_of_one_province(page: Page, address: str) -> None:
    found = results(page, address, "tan thanh", f"&tinh={quote('Tỉnh Hà Giang')}")
    assert found == ["/xa/01162/#xa-01162"]


def test_a_query_loads_few_names(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    results(page, address, "xã Bình Yên")
    assert [name for name in asked if name.startswith("tu")] == ["tu.json", "tu-y.json"]


def test_a_filter_of_an_association_leads_to_it_in_the_place_asked_for(page: Page, address: str) -> None:
    found = results(page, address, "bình yên", f"&hoi={quote('Hội Khuyến học')}")
    assert found[0] == "/xa/05587-binh-yen/hoi-khuyen-hoc/"


def test_a_query_without_a_result_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q=zzzzqqqq")
    page.wait_for_function("document.querySelector('#trang-thai').textContent.trim().length > 0")
    assert page.locator("#ket-qua a").count() == 0


def test_markup_in_a_query_stays_text(page: Page, address: str) -> None:
    page.goto(f"{address}/tim-kiem/?q={quote('<img src=x onerror=alert(1)> cao tuổi')}")
    page.wait_for_function("document.querySelector('#trang-thai').textContent.trim().length > 0")
    assert page.locator("#ket-qua img, main img[src=x]").count() == 0


def test_an_excerpt_marks_whole_words_that_were_asked_for_and_has_no_headings(
    page: Page, address: str
) -> None:
    results(page, address, "nguoi mu")
    marked = {word.lower().strip(".,;:“”()") for word in page.locator("#ket-qua mark").all_inner_texts()}
    assert marked
    assert marked <= {"người", "mù"}
    assert "Tải về" not in page.locator("#ket-qua").inner_text()


def test_a_page_of_text_is_found_by_a_heading_that_stands_in_no_excerpt(page: Page, address: str) -> None:
    found = results(page, address, "Quyết định Bối cảnh hệ quả")
    assert found
    results(page, address, "Điều phép tính không thấy")
    first = page.locator("#ket-qua li", has_text="Cộng và đối chiếu").first
    assert "Điều phép tính không thấy" not in first.inner_text()


@pytest.mark.parametrize("lost", ["**/tim-kiem/ten/tu-y.json", "**/pagefind/bundles.json"])
def test_after_a_lost_file_the_next_search_tries_again(window: OpenWindow, address: str, lost: str) -> None:
    page = window()
    page.route(lost, lambda route: route.abort())
    page.goto(f"{address}/tim-kiem/?q={quote('bình yên')}")
    page.locator("#trang-thai").get_by_text("Không tải được bộ tìm kiếm").wait_for(timeout=60_000)
    page.unroute(lost)
    page.click("#tim button")
    page.wait_for_selector('#ket-qua a[href$="/xa/05587-binh-yen/"]', timeout=60_000)
    assert page.locator("#trang-thai").get_by_text("Không tải được bộ tìm kiếm").count() == 0


# A large site: the text of units in bundles of their own ------------------------------------------

FIRST_SEARCH_BYTES = 200_000
ON_A_LARGE_SITE = dict([*QUERIES[::4], *QUERIES[-5:]])


@pytest.fixture(scope="module")
def shared_out(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the search page of the built site with the share-out of a large one."""
    large = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(site / "tim-kiem", large / "tim-kiem")
    shutil.copytree(site / "assets", large / "assets")
    kept = state.opened(site.with_name(f".{site.name}-cache"), fingerprints.of_program())
    assert kept is not None
    documents = dict(kept.results.documents_of(kept.results.documents()))
    shared = bundles(documents, small_site=0)
    for bundle, paths in shared.items():
        build_bundle(bundle, [(path, documents[path]) for path in paths], large / bundle_folder(bundle))
    (large / CATALOGUE).write_bytes(catalogue(shared))
    return large


@pytest.fixture(scope="module")
def large_address(shared_out: Path) -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(shared_out))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{QuietHandler.PREFIX}"
        server.shutdown()


@pytest.fixture
def asked(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Give a page with an empty cache, and the paths that it asks for."""
    page = browser.new_page()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    yield page, paths
    page.close()


def bundles_in(paths: list[str]) -> set[str]:
    folders = [path.partition(f"/{BUNDLE}/")[2].split("/")[0] for path in paths if f"/{BUNDLE}/" in path]
    return {folder for folder in folders if folder.startswith(("xa-", "huyen-", "tinh-"))}


@pytest.mark.parametrize(("query", "expected"), ON_A_LARGE_SITE.items())
def test_the_same_page_comes_first_on_a_large_site(
    page: Page, large_address: str, query: str, expected: str
) -> None:
    assert results(page, large_address, query)[0] == expected


def test_only_the_bundle_of_the_place_named_is_loaded(
    asked: tuple[Page, list[str]], large_address: str
) -> None:
    page, paths = asked
    results(page, large_address, "Bình Yên")
    assert bundles_in(paths) == {"xa-05"}


def test_a_query_without_a_place_loads_no_bundle_of_places(
    asked: tuple[Page, list[str]], large_address: str
) -> None:
    page, paths = asked
    results(page, large_address, "hoi nguoi cao tuoi")
    assert bundles_in(paths) == set()


def test_a_province_chosen_is_searched_whole(asked: tuple[Page, list[str]], large_address: str) -> None:
    page, paths = asked
    found = results(page, large_address, "1875", f"&tinh={quote('Tỉnh Thái Nguyên')}")
    assert found[0] == "/xa/05587-binh-yen/"
    assert bundles_in(paths) == {"huyen-1", "tinh-1", "xa-05"}


def test_a_button_searches_the_pages_of_all_places(page: Page, large_address: str) -> None:
    page.goto(f"{large_address}/tim-kiem/?q=1875")
    page.get_by_role("button", name="Tìm toàn văn trong trang của mọi xã, huyện").click()
    page.wait_for_selector('#ket-qua a[href$="/xa/05587-binh-yen/"]', timeout=60_000)
    assert page.locator("#pham-vi button").count() == 0


def test_the_first_search_moves_little(
    asked: tuple[Page, list[str]], large_address: str, shared_out: Path
) -> None:
    page, paths = asked
    results(page, large_address, "hội chữ thập đỏ bình yên")
    page.wait_for_load_state("networkidle")
    files = [shared_out / path.removeprefix(f"{QuietHandler.PREFIX}/") for path in paths]
    contents = [(file / "index.html" if file.is_dir() else file).read_bytes() for file in files]
    moved = sum(min(len(content), len(gzip.compress(content))) for content in contents)
    assert moved < FIRST_SEARCH_BYTES
