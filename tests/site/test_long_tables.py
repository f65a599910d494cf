"""Tables of many rows are sorted and filtered in place, in the reader's browser."""

import pytest
from playwright.sync_api import Locator, Page

from tests.builders import ROOT
from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

NAMES = (
    "Đức Hòa",
    "An Bình",
    "Ba Chẽ",
    "Đồng Tháp",
    "Ý Yên",
    "Ô Môn",
    "Ea Súp",
    "Mỏ Cày",
    "Xín Mần",
    "Lạc Dương",
)
VALUES = ("1.875", "12", "", "394", "7,5", "0", "2.000", "31", "9", "100")


def row(name: str, value: str) -> str:
    exact = value.replace(".", "").replace(",", ".")
    shown = f'<data value="{exact}">{value}</data>' if value else '<span class="missing">chưa có số</span>'
    return f'<tr><th scope="row">{name}</th> <td class="n">{shown}</td> <td class="n">{value}/9</td></tr>'


def page_of(names: tuple[str, ...]) -> str:
    rows = "".join(map(row, names, VALUES * 2))
    total = '<tr class="tot"><th scope="row">Tổng</th> <td class="n">4.428,5</td> <td class="n">1/9</td></tr>'
    script = "".join((ROOT / f"theme/assets/{name}.js").read_text("utf-8") for name in ("theme", "tables"))
    heads = (
        '<th scope="col">Xã</th> <th scope="col" class="n">Hội viên</th> <th scope="col" class="n">Đạt</th>'
    )
    return (
        f'<article><table class="wide"><caption>Thử</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}{total}</tbody></table></article><script>{script}</script>"
    )


@pytest.fixture
def page(window: OpenWindow) -> Page:
    page = window()
    page.set_content(page_of(NAMES))
    return page


def shown(page: Page) -> list[str]:
    return page.locator("tbody tr:not([hidden]) th").all_inner_texts()


def head(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Sắp xếp theo {name}")


def test_names_are_sorted_by_the_vietnamese_alphabet_and_a_third_press_gives_the_page_back(
    page: Page,
) -> None:
    button = head(page, "Xã")
    button.press("Enter")
    first = ["An Bình", "Ba Chẽ", "Đồng Tháp", "Đức Hòa", "Ea Súp"]
    assert shown(page)[:5] == first
    assert page.locator("th[aria-sort=ascending]").count() == 1
    button.press("Enter")
    assert shown(page)[:2] == ["Ý Yên", "Xín Mần"]
    button.press("Enter")
    assert shown(page) == [*NAMES, "Tổng"]
    assert page.locator("th[aria-sort]").count() == 0


def test_numbers_begin_with_the_largest_and_rows_without_one_come_last_before_the_total(page: Page) -> None:
    button = head(page, "Hội viên")
    button.click()
    assert shown(page)[:3] == ["Ea Súp", "Đức Hòa", "Đồng Tháp"]
    assert shown(page)[-2:] == ["Ba Chẽ", "Tổng"]
    button.click()
    assert shown(page)[:3] == ["Ô Môn", "Ý Yên", "Xín Mần"]
    assert shown(page)[-2:] == ["Ba Chẽ", "Tổng"]


def test_a_column_that_is_not_of_plain_numbers_is_not_sorted(page: Page) -> None:
    assert head(page, "Hội viên").count() == 1
    assert head(page, "Đạt").count() == 0


def test_rows_are_found_without_accents_and_a_total_of_all_does_not_stand_beside_some(page: Page) -> None:
    page.get_by_label("Lọc bảng").fill("duc hoa")
    assert shown(page) == ["Đức Hòa"]
    assert page.get_by_role("status").inner_text() == "1 trong 10 dòng"
    page.get_by_label("Lọc bảng").fill("")
    assert shown(page) == [*NAMES, "Tổng"]


def test_a_short_table_is_left_as_it_is(window: OpenWindow) -> None:
    page = window()
    page.set_content(page_of(NAMES[:9]))
    assert page.locator("button, input").count() == 0


def test_the_quality_page_offers_it(window: OpenWindow, address: str) -> None:
    page = window((320, 640))
    page.goto(f"{address}/chat-luong/#chua-du-can-cu")
    page.locator("details:has(#chua-du-can-cu)").evaluate("fold => fold.open = true")
    field = page.get_by_label("Lọc bảng").first
    rows = page.locator(".filter + table").first.locator("tbody tr")
    before = rows.count()
    field.fill("gia tri")
    assert 0 < rows.locator("visible=true").count() < before
    sorting = page.locator(".ledger button.sort").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert set(sorting) == {0}  # their heads are out of sight, so no key may lead to them
