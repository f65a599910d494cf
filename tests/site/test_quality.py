"""The quality page: every relation found in the reports, those that hold and those that fail.

The expected contradictions were counted by hand from the printed reports.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

MILLION = 10**6
CONTRADICTIONS = {  # stated, computed
    "Hậu Giang: associations of the province": (99, 98),
    "Hậu Giang: associations at province level": (40, 39),
    "Hậu Giang: learning organisations, percent": (Decimal("91.53"), Decimal("91.15")),
    "Hậu Giang: sponsored projects": (31, 39),
    "Tam Đường: communes accounted for in dialogues": (13, 11),
}
UNDECIDED = {
    "Hậu Giang: associations of districts and communes against districts": (59, 59),
    "Hậu Giang: people active against people assigned": (171, 171),
    "Hậu Giang: value of sponsored projects": (12700 * MILLION, Decimal("6253.3") * MILLION),
    "Hậu Giang: names of kinds against associations of districts": (28, 4),
    "Hậu Giang: associations with tasks, of districts and communes or of districts": (28, 28),
    "Bình Yên: associations named against all": (7, 4),
    "Bình Yên: associations of the commune, or people": (7, 7),
    "Bình Yên: associations of the district, or people": (0, 0),
    "Tam Đường: people at dialogues": (1682, 1679),
    "Tam Đường: drafts commented on": (86, 80),
    "Tam Đường: humanitarian value": (1006 * MILLION, Decimal("935.1") * MILLION),
    "Tam Đường: leadership appointments": (16, 15),
    "Tam Đường: conscripts": (122, 122),
    "Tam Đường: returning soldiers": (107, 97),
}


@pytest.fixture(scope="module")
def rows(site: Path) -> list[LexborNode]:
    page = LexborHTMLParser((site / "chat-luong" / "index.html").read_text(encoding="utf-8"))
    return page.css("tr[data-status]")


def numbers(row: LexborNode) -> list[Decimal]:
    return [Decimal(str(node.attributes["value"])) for node in row.css("data[value]")]


def test_every_row_states_and_computes(rows: list[LexborNode]) -> None:
    assert len(rows) >= 35
    for row in rows:
        assert row.attributes["data-status"] in ("ok", "mismatch", "undecided")
        assert len(numbers(row)) >= 2


@pytest.mark.parametrize(("status", "known"), [("mismatch", CONTRADICTIONS), ("undecided", UNDECIDED)])
def test_what_does_not_hold_is_shown_and_nothing_else(
    rows: list[LexborNode], status: str, known: dict[str, tuple[Decimal, Decimal]]
) -> None:
    shown = [numbers(row) for row in rows if row.attributes["data-status"] == status]
    for stated, computed in known.values():
        assert any({Decimal(stated), Decimal(computed)} <= set(found) for found in shown)
    assert len(shown) == len(known)


def test_a_bound_explains_a_difference(rows: list[LexborNode]) -> None:
    sessions = next(row for row in rows if {Decimal(2639), Decimal(2638)} <= set(numbers(row)))
    assert sessions.attributes["data-status"] == "ok"


def test_the_page_is_short_until_something_is_opened_and_print_shows_it_all(
    window: OpenWindow, address: str
) -> None:
    page = window((375, 800))
    page.goto(f"{address}/chat-luong/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 800
    holding, failing = (page.locator(f"tr[data-status='{status}']") for status in ("ok", "mismatch"))
    assert failing.first.is_visible() and not holding.first.is_visible()
    page.goto(f"{address}/chat-luong/#{holding.first.get_attribute('id')}")
    assert holding.first.is_visible()
    page.locator("details.fold").evaluate_all("all => all.forEach(one => one.open = false)")
    page.emulate_media(media="print")
    assert all(row.is_visible() for row in page.locator("tr[data-status]").all())


def test_a_folded_heading_says_how_much_stands_below_it(site: Path) -> None:
    page = LexborHTMLParser((site / "chat-luong" / "index.html").read_text(encoding="utf-8"))
    folds = page.css("details.fold")
    said = [fold.css_first("summary small").text() for fold in folds]
    rows = [len(fold.css("tbody tr")) for fold in folds]
    assert [sum(map(int, re.findall(r"\d+", one))) for one in said] == rows
