"""A figure on another site's page: the number stands, and the script says whether it is what we published."""

import functools
import gzip
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.builders import ROOT
from tests.conftest import OpenWindow

pytestmark = pytest.mark.slow

FIGURE = "member-count-2024-bf1c7b2e8d31"
SCRIPT = "theme/assets/so-lieu-hoi.js"


class Open(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as deploy/nginx.conf.template does: figures may be read from other origins."""

    def end_headers(self) -> None:
        if self.path.startswith("/so/"):
            self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    servers = []

    def serve(folder: Path) -> str:
        handler = functools.partial(Open, directory=str(folder))
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def newspaper(window: OpenWindow, site: Path, served: Callable[[Path], str], tmp_path: Path):
    """Return how a page of another origin shows a figure, with or without scripts."""
    ours = served(site)

    def shown(number: str, name: str = FIGURE, src: str = "", scripts: bool = True) -> Locator:
        element = (
            f'<solieuhoi-figure id="{name}" src="{src or f"{ours}/so/{name}/"}">{number}</solieuhoi-figure>'
        )
        script = f'<script src="{ours}/assets/so-lieu-hoi.js" async></script>'
        (tmp_path / "bao.html").write_text(
            f"<!doctype html><meta charset=utf-8><p>Có {element}.{script}", "utf-8"
        )
        page = window(java_script_enabled=scripts)
        page.goto(f"{served(tmp_path)}/bao.html")
        if scripts:
            page.locator("solieuhoi-figure[state]").wait_for()
        return page.locator("solieuhoi-figure")

    return shown


@pytest.mark.parametrize("number", ["440.977", "440977", "440.977 hội viên"])
def test_a_number_as_published_is_marked_so_and_leads_to_its_figure(newspaper, number: str) -> None:
    figure = newspaper(number)
    assert figure.get_attribute("state") == "published"
    assert number in figure.inner_text()
    assert str(figure.locator("a").get_attribute("href")).endswith(f"/so/{FIGURE}/")


def test_another_number_is_told_from_ours(newspaper) -> None:
    figure = newspaper("440.978")
    assert figure.get_attribute("state") == "different"
    assert "trang gốc ghi 440.977 hội viên" in figure.inner_text()


def test_a_number_that_was_corrected_says_from_what_to_what_when_and_why(newspaper, site: Path) -> None:
    file = site / f"so/{FIGURE}/index.json"
    before = file.read_text("utf-8")
    change = {
        "revised_on": "2026-12-01",
        "kind": "correction",
        "field": "value",
        "old_value": "440000",
        "new_value": "440977",
        "reason": "Chép nhầm.",
        "release_id": "2026-11",
        "told": "440.000 thành 440.977",
    }
    file.write_text(json.dumps({**json.loads(before), "changes": [change]}), "utf-8")
    try:
        figure = newspaper("440.000")
        assert figure.get_attribute("state") == "changed"
        assert "440.000 thành 440.977, ngày 01/12/2026. Chép nhầm." in figure.inner_text()
    finally:
        file.write_text(before, "utf-8")


def test_a_figure_that_moved_is_followed_and_one_that_was_withdrawn_says_why(newspaper, site: Path) -> None:
    for name, target in (("moved-1", f"../{FIGURE}/"), ("withdrawn-1", None)):
        told = {"figure_id": name, "moved_to": target, "since": "2026-12-01", "reason": "Nguồn rút lại."}
        (site / f"so/{name}").mkdir()
        (site / f"so/{name}/index.json").write_text(json.dumps(told), "utf-8")
    try:
        assert newspaper("440.977", name="moved-1").get_attribute("state") == "published"
        withdrawn = newspaper("440.977", name="withdrawn-1")
        assert withdrawn.get_attribute("state") == "withdrawn"
        assert "đã rút ngày 01/12/2026: Nguồn rút lại." in withdrawn.inner_text()
    finally:
        for name in ("moved-1", "withdrawn-1"):
            shutil.rmtree(site / f"so/{name}")


@pytest.mark.parametrize("src", ["", "http://127.0.0.1:9/so/invented/"])
def test_what_is_not_ours_is_called_so(newspaper, src: str) -> None:
    figure = newspaper("12", name="invented", src=src)
    assert figure.get_attribute("state") == "unknown"
    assert "không phải số của trang gốc" in figure.inner_text()
    assert figure.locator("a[href]").count() == 0


def test_without_the_script_the_number_stands(newspaper) -> None:
    assert newspaper("440.977", scripts=False).inner_text() == "440.977"


def test_the_script_is_small_and_asks_for_nothing_but_the_figure() -> None:
    content = (ROOT / SCRIPT).read_bytes()
    assert len(gzip.compress(content)) <= 3_000
    assert content.count(b"fetch(") == 1
    assert b"cookie" not in content
    assert b"Storage" not in content


def test_the_code_of_a_frame_shows_the_figures_on_another_site_without_a_foreign_request(
    window: OpenWindow, site: Path, served: Callable[[Path], str], tmp_path: Path
) -> None:
    ours = served(site)
    page = window()
    page.goto(f"{ours}/nhung/huyen/106-tam-duong/")
    codes = page.locator("[data-code]").all_text_contents()
    assert [ours in code for code in codes] == [True, True]
    page.locator("summary").click()
    page.get_by_role("button", name="Chép mã").first.click()
    page.get_by_role("status").filter(has_text="chép").wait_for()

    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    (tmp_path / "bao.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>x</title>{''.join(codes)}", "utf-8"
    )
    theirs = served(tmp_path)
    page.goto(f"{theirs}/bao.html")
    for frame in page.frames[1:]:
        assert frame.locator("td data").first.text_content() == "2.639"
    assert len(page.frames) == 3
    assert all(url.startswith((ours, theirs)) for url in asked if not url.endswith("favicon.ico"))
    assert [one for one in said if "favicon" not in one and "404" not in one] == []


def test_no_page_for_a_frame_is_heavy(site: Path) -> None:
    sizes = {path: path.stat().st_size for path in site.glob("nhung/**/index.html")}
    assert len(sizes) > 300
    besides = sum((site / "assets" / name).stat().st_size for name in ("embed.css", "embed.js"))
    assert max(sizes.values()) + besides < 20_000
