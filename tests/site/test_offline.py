"""A province taken along as a folder: no server, no network, and the search still finds its names."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import offline

pytestmark = pytest.mark.slow

LAI_CHAU = "12"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("offline")
    offline.pack(site, place / "a.zip", LAI_CHAU)
    with zipfile.ZipFile(place / "a.zip") as bundle:
        bundle.extractall(place)
    return place / "so-lieu-hoi-ngoai-tuyen"


def test_a_package_opens_from_a_folder_and_finds_what_it_holds(browser: Browser, folder: Path) -> None:
    context = browser.new_context(offline=True)
    told: list[str] = []
    page: Page = context.new_page()
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    page.wait_for_url("**/tinh/12-lai-chau/index.html")

    page.fill("input[name=q]", "tam duong")
    page.press("input[name=q]", "Enter")
    found = page.locator("#ket-qua a").first
    assert found.text_content() == "Huyện Tam Đường"
    assert "chỉ tìm theo tên và mã" in page.inner_text("article")
    found.click()
    page.wait_for_url("**/huyen/106-tam-duong/index.html")

    page.locator("a.fig").first.click()
    page.locator("dialog[open]").wait_for()

    page.goto((folder / "index.html").as_uri())
    page.focus("input[name=q]")
    page.keyboard.type("binh l")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/xa/*/index.html*")
    assert told == []
    context.close()


def test_every_link_between_its_pages_leads_to_a_file(folder: Path) -> None:
    from generator.site.verify import page_facts

    followed = 0
    for file in folder.rglob("*.html"):
        path = file.relative_to(folder).as_posix()
        for target, _ in page_facts(path, file.read_text("utf-8"), None).targets:
            assert (folder / target).is_file(), (path, target)
            followed += 1
    assert followed > 1000
