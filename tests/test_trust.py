"""What is said about trust, access and threats names the tests that hold it, and these exist."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "site_src/phuong-phap/ai-duoc-lam-gi/index.md"
ACCESS = ROOT / "site_src/phuong-phap/tiep-can/index.md"
THREATS = ROOT / "RELIABILITY.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def names_in(file: str) -> set[str]:
    return set(re.findall(r"^\s*(?:async )?def (test_\w+)\(", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def claims(said: str) -> list[str]:
    """Return each item of the lists, with the tests below it."""
    return re.findall(r"^- .*(?:\n  .*)*", said, re.MULTILINE)


def test_every_claim_about_trust_names_its_test() -> None:
    found = claims(PAGE.read_text("utf-8"))
    assert found
    assert [claim for claim in found if not NAMED.search(claim)] == []


def test_every_claim_about_access_names_its_test() -> None:
    tried = ACCESS.read_text("utf-8").partition("{#da-thu}")[2].partition("\n## ")[0]
    assert len(claims(tried)) >= 8
    assert [claim for claim in claims(tried) if not NAMED.search(claim)] == []


def threats() -> list[list[str]]:
    """Return the cells of each row of the table of threats, the number first."""
    rows = re.findall(r"^\| \d+ \|.*$", THREATS.read_text("utf-8"), re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_every_group_of_threats_says_its_bar_its_place_its_tests_and_what_remains() -> None:
    assert [row[0] for row in threats()] == [str(number) for number in range(1, 26)]
    for number, *said, remains in threats():
        assert len(said) == 4 and all(said) and remains, number
        assert NAMED.search(said[3]), number
        assert re.findall("`([^`*]+)`", said[2]), number


def test_every_place_that_enforces_a_bar_exists() -> None:
    named = {place for row in threats() for place in re.findall("`([^`]+)`", row[3])}
    assert sorted(place for place in named if not list(ROOT.glob(place.rstrip("/")))) == []


@pytest.mark.parametrize("document", [PAGE, ACCESS, THREATS], ids=["page", "access", "table"])
def test_every_test_that_is_named_exists(document: Path) -> None:
    named = NAMED.findall(document.read_text("utf-8"))
    assert named
    assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == []
