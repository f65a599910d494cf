"""The quality page: every relation found in the reports, those that hold and those that fail.

The expected contradictions were counted by hand from the printed reports.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

pytestmark = pytest.mark.slow

MILLION = 10**6
KNOWN_CONTRADICTIONS = {  # stated, computed
    "Hậu Giang: associations of the province": (99, 98),
    "Hậu Giang: associations at province level": (40, 39),
    "Hậu Giang: learning organisations, percent": (Decimal("91.53"), Decimal("91.15")),
    "Hậu Giang: sponsored projects": (31, 39),
    "Hậu Giang: value of sponsored projects": (12700 * MILLION, Decimal("6253.3") * MILLION),
    "Tam Đường: people at dialogues": (1682, 1679),
    "Tam Đường: drafts commented on": (86, 80),
    "Tam Đường: humanitarian value": (1006 * MILLION, Decimal("935.1") * MILLION),
    "Tam Đường: leadership appointments": (16, 15),
    "Tam Đường: returning soldiers": (107, 97),
    "Tam Đường: communes accounted for in dialogues": (13, 11),
}


@pytest.fixture(scope="module")
def rows(site: Path) -> list[LexborNode]:
    page = LexborHTMLParser((site / "chat-luong" / "index.html").read_text(encoding="utf-8"))
    return page.css("tr[data-status]")


def numbers(row: LexborNode) -> list[Decimal]:
    return [Decimal(str(node.attributes["value"])) for node in row.css("data[value]")]


def test_every_row_states_and_computes(rows: list[LexborNode]) -> None:
    assert len(rows) >= 40
    for row in rows:
        assert row.attributes["data-status"] in ("ok", "mismatch")
        assert len(numbers(row)) >= 2


@pytest.mark.parametrize(("stated", "computed"), KNOWN_CONTRADICTIONS.values(), ids=KNOWN_CONTRADICTIONS)
def test_the_contradiction_is_shown(rows: list[LexborNode], stated: Decimal, computed: Decimal) -> None:
    failing = [numbers(row) for row in rows if row.attributes["data-status"] == "mismatch"]
    assert any({Decimal(stated), Decimal(computed)} <= set(found) for found in failing)


def test_nothing_else_is_called_a_contradiction(rows: list[LexborNode]) -> None:
    failing = [row for row in rows if row.attributes["data-status"] == "mismatch"]
    assert len(failing) == len(KNOWN_CONTRADICTIONS)


def test_a_bound_explains_a_difference(rows: list[LexborNode]) -> None:
    sessions = next(row for row in rows if {Decimal(2639), Decimal(2638)} <= set(numbers(row)))
    assert sessions.attributes["data-status"] == "ok"
