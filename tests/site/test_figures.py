"""Every figure of the record stands on its unit's page and on its document's page, to the digit.

The comparison reads the CSV files and the HTML with other tools than the generator does.
"""

import csv
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.site.conftest import ROOT

pytestmark = pytest.mark.slow


class Figures(HTMLParser):
    """Collects (data-figure, value, has an id) of every <data> element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "data" and known.get("data-figure"):
            self.found.append((str(known["data-figure"]), str(known["value"]), "id" in known))


def figures_on(page: Path) -> list[tuple[str, str, bool]]:
    content, parser = page.read_text(encoding="utf-8"), Figures()
    if "data-figure" in content:  # most pages have none
        parser.feed(content)
    return parser.found


@pytest.fixture(scope="module")
def on_all_pages(site: Path) -> list[tuple[str, str, bool]]:
    return [found for page in site.rglob("*.html") for found in figures_on(page)]


def observations() -> list[dict[str, str]]:
    rows = []
    for path in sorted((ROOT / "data" / "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows += [row | {"unit_id": path.stem} for row in csv.DictReader(lines) if row["value"]]
    return rows


def page_of_unit(site: Path, unit_id: str) -> Path:
    level, code, *dated = unit_id.split("-")
    pattern = re.compile(rf"{code}-[a-z0-9-]+?{'-' + dated[0] if dated else ''}$")
    found = [
        folder
        for folder in (site / level).iterdir()
        if pattern.match(folder.name) and (dated or not re.search(r"-\d{8}$", folder.name))
    ]
    assert len(found) == 1, (unit_id, found)
    return found[0] / "index.html"


def test_every_unit_page_shows_exactly_the_values_of_its_csv(site: Path) -> None:
    rows = observations()
    assert len(rows) > 340
    for unit_id in sorted({row["unit_id"] for row in rows}):
        stated = Counter(row["value"] for row in rows if row["unit_id"] == unit_id)
        owned = Counter(value for _, value, owns in figures_on(page_of_unit(site, unit_id)) if owns)
        assert owned == stated, unit_id


def test_every_document_page_shows_exactly_the_values_taken_from_it(site: Path) -> None:
    rows = observations()
    for document_id in sorted({row["document_id"] for row in rows}):
        stated = Counter(row["value"] for row in rows if row["document_id"] == document_id)
        shown = {
            figure: value for figure, value, _ in figures_on(site / "nguon" / document_id / "index.html")
        }
        assert Counter(shown.values()) == stated, document_id


def test_a_figure_has_one_value_wherever_it_stands(on_all_pages: list[tuple[str, str, bool]]) -> None:
    values: dict[str, set[str]] = {}
    for figure, value, _ in on_all_pages:
        values.setdefault(figure, set()).add(value)
    assert {figure for figure, seen in values.items() if len(seen) > 1} == set()
    assert len(values) == len(observations())


def test_no_figure_has_two_homes(on_all_pages: list[tuple[str, str, bool]]) -> None:
    homes = Counter(figure for figure, _, owns in on_all_pages if owns)
    assert set(homes.values()) == {1}
