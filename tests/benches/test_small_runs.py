"""A very small run of the benchmarks: each measures both sides, which have the same to do.

`make bench` begins with it, and a weekly workflow runs it: it takes minutes, and no page depends on it.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench import benchmarks, frames, hugo, stock
from bench.__main__ import measure
from bench.workbench import Workbench, texts
from tests.test_bench import TINY
from tests.test_pipeline import keep_provinces

UNITS = 6
COUNTED = {"page-bytes": 1.1, "search-bytes": 1.3, "review/memory": 1.0}
"""How far results that no clock has part in may fall behind, with a site so small that each byte counts."""


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workbench whose every site is that of a few provinces, built once."""
    workbench = Workbench(tmp_path_factory.mktemp("bench"))
    data = workbench.synthetic("--scale", "national", "--units", str(UNITS))
    root = tmp_path_factory.mktemp("provinces")
    data.rename(root / "data")
    keep_provinces(root, *(file.stem for file in (root / "data/observations").glob("tinh-*.csv")))
    built = workbench.staged(root / "data")
    for pages in (TINY.hugo, round(TINY.hugo * benchmarks.ENOUGH), TINY.large):
        workbench._staged[pages] = workbench._built[pages] = built
    return workbench


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["chart", "rendering", "page-bytes", "search-bytes", "one-cell", "import", "review"]
)
def test_a_small_run_measures_both_sides_and_no_more_bytes_than_allowed(
    name: str, workbench: Workbench
) -> None:
    with ThreadPoolExecutor(1) as elsewhere:  # a thread has one browser at most, and other tests have theirs
        found = elsewhere.submit(measure, workbench, TINY, [name]).result()
    assert not found.failures
    assert found.ratios
    for one in found.ratios:
        assert min(one.ours, one.theirs) > 0, one
        assert one.ratio <= COUNTED.get(one.name, one.ratio), one


@pytest.mark.slow
def test_hugo_gives_the_same_pages_in_the_same_frame(workbench: Workbench, tmp_path: Path) -> None:
    source = workbench.source(TINY.hugo)
    pages = [page for page in texts(source) if page.path.count("/") <= 2]
    hugo.make_project(pages, tmp_path / "hugo")
    hugo.render(tmp_path / "hugo", tmp_path / "theirs")
    frames.render(source, [page.path for page in pages], tmp_path / "ours")
    assert {page.meta["kind"] for page in pages} >= {"home", "unit", "association", "indicator", "quality"}
    for page in pages:
        path = page.path.replace("index.md", "index.html")
        ours, theirs = (list(_shape(tmp_path / side, path)) for side in ("ours", "theirs"))
        assert theirs == ours, path


def _shape(site: Path, path: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield every element and text of a page; `./` and `../here/` are one link."""
    root = LexborHTMLParser((site / path).read_text("utf-8")).root
    assert root is not None
    for node in root.traverse(include_text=True):
        words = " ".join((node.text_content or "").split())
        if node.tag != "-text" or words:
            yield node.tag or "", dict(_attributes(node, f"/{path}")), words


def _attributes(node: LexborNode, page: str) -> Iterator[tuple[str, str]]:
    for name, value in node.attributes.items():
        is_link = name in ("href", "src", "action")
        yield name, urljoin(page, value).rstrip("/") if value and is_link else value or ""


@pytest.mark.slow
def test_stock_project_has_every_page_and_a_picture_for_every_drawing(
    workbench: Workbench, tmp_path: Path
) -> None:
    every = list(texts(workbench.source(TINY.large)))
    drawn = list(islice((page for page in every if "<svg" in page.block), 3))
    pages, charts = stock.make_project(drawn, tmp_path)
    assert pages == 3
    assert charts == sum(page.block.count("<svg") for page in drawn)
    stock.build(tmp_path)
    for page in drawn:
        html = (tmp_path / "site" / page.path.replace("index.md", "index.html")).read_text("utf-8")
        assert "<svg viewBox" not in html.partition("<article")[2].partition("</article>")[0]
    assert len(list((tmp_path / "site").rglob("chart-*.svg"))) == charts
