"""What a reader's first visit to the page of a unit fetches: little, nothing that it does without."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.transfer import Visit, first_visit
from generator.site.lean import lean_asset

ROOT = Path(__file__).parents[2]
AT_MOST_KB = 60.0
LEVELS = ("tinh", "huyen", "xa")
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_STATE = re.compile(r"::?(?:backdrop|before|hover|target)")


def heaviest(site: Path, level: str) -> str:
    page = max(site.glob(f"{level}/*/index.html"), key=lambda page: (page.stat().st_size, page))
    return f"/{page.parent.relative_to(site).as_posix()}/"


@pytest.mark.parametrize("level", LEVELS)
def test_all_that_the_first_visit_to_a_unit_fetches_stays_below_sixty_kilobytes(
    site: Path, level: str
) -> None:
    page = heaviest(site, level)
    visit = visit_to(site, page)
    assert visit.kb <= AT_MOST_KB, visit.bytes_of


def visit_to(site: Path, page: str) -> Visit:
    with ThreadPoolExecutor(1) as elsewhere:  # a thread has one browser at most, and other tests have theirs
        visit = elsewhere.submit(first_visit, site, page).result()
    assert page in visit.bytes_of
    return visit


@pytest.mark.parametrize("language", ["", "/en"], ids=["vi", "en"])
def test_the_heaviest_page_stays_below_it_with_all_that_may_be_set(in_full: Path, language: str) -> None:
    visit = visit_to(in_full, language + heaviest(in_full, "huyen"))
    assert visit.kb <= AT_MOST_KB, visit.bytes_of


def test_the_sheet_that_units_do_without_has_no_rule_for_anything_on_their_pages(site: Path) -> None:
    sheet = lean_asset("assets/more.css", (ROOT / "theme/assets/more.css").read_bytes()).decode()
    rules = _RULE.findall(sheet.replace("@media (max-width:34rem){", ""))
    selectors = {_STATE.sub("", rule.removeprefix("}")) for rule in rules}
    assert len(selectors) > 40
    seen = 0
    for page in (page for level in LEVELS for page in site.glob(f"{level}/**/index.html")):
        html = page.read_text("utf-8")
        if "assets/more.css" in html:
            continue
        seen += 1
        tree = LexborHTMLParser(html)
        assert [selector for selector in selectors if tree.css_first(selector)] == [], page
    assert seen > 40
