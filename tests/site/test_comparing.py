"""A reader sets places side by side, and passes on exactly what stands there."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.builders import DATA
from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

BOARD = "so-y-kien-tai-doi-thoai/xa/former/20230101-20230930;;host=commune_chairman"


@pytest.fixture
def page(window: OpenWindow) -> Page:
    page = window((320, 640))
    page.set_default_timeout(60_000)
    return page


def stated(unit_id: str) -> str:
    """Return the number of opinions that the source states for a commune."""
    with (DATA / f"observations/{unit_id}.csv").open(encoding="utf-8", newline="") as lines:
        rows = [one for one in csv.DictReader(lines) if one["indicator_id"] == "dialogue_opinion_count"]
    (row,) = (one for one in rows if one["breakdown"] == "host=commune_chairman")
    return row["value"]


def choose(page: Page, typed: str) -> None:
    page.locator("#chon-noi").fill(typed)
    page.locator(".offers button").first.click()


def test_places_are_found_without_accents_and_stand_with_the_values_of_their_sources(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/so-sanh/")
    page.locator("#chon-bang").select_option(BOARD)
    page.locator("#chon table tbody tr").first.wait_for()
    for _ in range(page.locator("#chon td button").count()):
        page.locator("#chon td button").first.click()
    choose(page, "giang ma")
    choose(page, "ban giang")
    values = page.locator("#chon tbody data").evaluate_all("all => all.map(one => one.value)")
    assert values == [stated("xa-03405"), stated("xa-03418")]
    assert page.locator("figure.compared .bar").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_address_says_what_was_chosen_and_gives_it_back(page: Page, address: str) -> None:
    page.goto(f"{address}/so-sanh/?bang={BOARD}&noi=xa-03418,xa-03405")
    page.locator("#chon tbody tr").nth(1).wait_for()
    assert page.locator("#chon tbody th").all_inner_texts()[0].startswith("Xã Bản Giang")
    cited = page.locator("#trich-dan-so-sanh").inner_text()
    assert "noi=xa-03418%2Cxa-03405" in cited
    assert re.search(r"ngày truy cập: \d\d/\d\d/\d{4}$", cited)
    page.get_by_role("button", name="Bỏ Xã Bản Giang").click()
    assert "noi=xa-03405" in page.url
    assert "xa-03418" not in page.url


def test_the_file_and_the_picture_hold_what_stands_there(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/so-sanh/?bang={BOARD}&noi=xa-03418,xa-03405")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải bảng này (CSV)").click()
    coming.value.save_as(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert [row[0] for row in rows[1:]] == ["xa-03418", "xa-03405"]
    assert [row[-1] for row in rows[1:]] == [stated("xa-03418"), stated("xa-03405")]
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải biểu đồ SVG").click()
    coming.value.save_as(tmp_path / "a.svg")
    picture = (tmp_path / "a.svg").read_text("utf-8")
    assert "Xã Bản Giang, huyện Tam Đường" in picture
    assert "/so-sanh/?bang=" in picture


def test_a_name_of_no_place_in_the_table_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}/so-sanh/?bang={BOARD}&noi=xa-03418")
    page.locator("#chon tbody tr").first.wait_for()
    page.locator("#chon-noi").fill("khong co dau")
    assert "Không có địa phương nào" in page.locator(".choices [role=status]").inner_text()


def test_without_a_script_all_tables_can_be_had(window: OpenWindow, address: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{address}/so-sanh/")
    assert page.locator("#bang-so-sanh tbody tr").count() >= 4
    assert page.locator("#bang-so-sanh a[download]").first.get_attribute("href").endswith(".csv")


def test_associations_of_one_place_are_compared_and_passed_on_like_places(
    page: Page, site: Path, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/so-sanh/")
    board = page.locator("table[data-bodies]").first
    name, values = (
        board.get_attribute("id"),
        board.locator("data").evaluate_all("all => all.map(one => one.value)"),
    )
    assert len(values) >= 3
    page.locator("#chon-bang").select_option(name)
    page.locator("#chon thead th").filter(has_text="Tổ chức").wait_for()
    page.goto(page.url)  # as somebody else opens it
    page.locator("#chon thead th").filter(has_text="Tổ chức").wait_for()
    chosen = page.locator("#chon tbody data").evaluate_all("all => all.map(one => one.value)")
    assert chosen == values
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải bảng này (CSV)").click()
    coming.value.save_as(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("organisation_id,organisation_name,value\n")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
