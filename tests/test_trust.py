"""What is said about trust and threats names the tests that hold it, and these exist."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "site_src/phuong-phap/ai-duoc-lam-gi/index.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


@cache
def names_in(file: str) -> set[str]:
    return set(re.findall(r"^\s*(?:async )?def (test_\w+)\(", (ROOT / file).read_text("utf-8"), re.MULTILINE))


def claims() -> list[str]:
    """Return each item of the page's lists, with the tests below it."""
    return re.findall(r"^- .*(?:\n  .*)*", PAGE.read_text("utf-8"), re.MULTILINE)


def test_every_claim_about_trust_names_its_test() -> None:
    assert claims()
    assert [claim for claim in claims() if not NAMED.search(claim)] == []


@pytest.mark.parametrize("document", [PAGE], ids=lambda path: path.parent.name)
def test_every_test_that_is_named_exists(document: Path) -> None:
    named = NAMED.findall(document.read_text("utf-8"))
    assert named
    assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == []
