"""A citizen's six questions: answered after two taps at most, by touch, mouse and keys, without scripts too.

Every journey begins at home.  A step is a link, on the page that the step before led to; links and the answer
stand within two screens of where their page opens.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Journey:
    steps: tuple[str, ...]
    answer: str
    says: str


JOURNEYS = {
    "how many members there are in Hậu Giang": Journey(
        ("main a[href$='/93-hau-giang/'] >> nth=0",), ".key:has-text('Số hội viên') >> nth=0", "440.977"
    ),
    "who held most sessions in Tam Đường": Journey(
        ("main a[href$='/so-buoi-tuyen-truyen/'] >> nth=0",), "figure.chart >> nth=0", "Hội Phụ nữ865"
    ),
    "what became of Tam Đường": Journey(
        ("main a[href$='/106-tam-duong/'] >> nth=0", "a:text('nay thuộc đâu')"),
        "section:has(#ban-do-hom-nay) p >> nth=0",
        "13 xã, thị trấn nay thuộc 6 xã, phường",
    ),
    "where the first figure is from": Journey(
        ("main .told a.fig >> nth=0",),
        "dt:text-is('Văn bản') + dd",
        "Báo cáo của Tỉnh ủy Hậu Giang, dự thảo 2024, mục",
    ),
    "which figures contradict each other": Journey(
        ("nav.top a[href$='chat-luong/']",), "table.ledger tr[data-status=mismatch] >> nth=0", "Cấp tỉnh"
    ),
    "what is known of a commune without a report": Journey(
        ("figure svg a[href*='/19-thai-nguyen']", "main a:text-is('Xã Ba Bể')"),
        ".lede >> nth=0",
        "hợp thành từ",
    ),
}
TAPS, SCREENS, MOST_KEYS = 2, 2, 90
READERS = {
    "touch": {"viewport": {"width": 320, "height": 700}, "has_touch": True},
    "mouse": {"viewport": {"width": 1280, "height": 800}},
    "keys": {"viewport": {"width": 320, "height": 700}},
    "touch without scripts": {
        "viewport": {"width": 320, "height": 700},
        "has_touch": True,
        "java_script_enabled": False,
    },
}


@pytest.fixture(scope="module", params=READERS)
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[str, Page]]:
    with browser.new_context(**READERS[request.param], reduced_motion="reduce") as context:
        yield request.param, context.new_page()


def stands_within_reach(page: Page, shown: Locator) -> bool:
    box, size = shown.bounding_box(), page.viewport_size
    return box is not None and size is not None and 0 <= box["y"] < SCREENS * size["height"]


def follow(page: Page, link: Locator, how: str) -> None:
    if how == "keys":
        for _ in range(MOST_KEYS):
            page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
    with page.expect_navigation():  # a tap returns before the browser has set out
        if how == "keys":
            page.keyboard.press("Enter")
        elif how == "mouse":
            link.click()
        else:
            link.tap()


@pytest.mark.parametrize("asked", JOURNEYS)
def test_a_citizen_finds_the_answer_within_two_taps_and_two_screens(
    reader: tuple[str, Page], address: str, asked: str
) -> None:
    how, page = reader
    journey = JOURNEYS[asked]
    page.goto(f"{address}/")
    for step in journey.steps:
        assert stands_within_reach(page, page.locator(step)), step
        follow(page, page.locator(step), how)
    answer = page.locator(journey.answer)
    assert journey.says in (answer.text_content() or "").replace("\n", "")
    assert stands_within_reach(page, answer)
    assert len(journey.steps) <= TAPS
