"""Pages that were read open again without a network, say so, and are given back at a word."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.conftest import QuietHandler, until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
HOST = "so.localhost"
"""A site like any other and no trial on this machine, for which a browser asks for no certificate."""
FOUND = "navigator.serviceWorker.getRegistration()"
IS_ACTIVE = f"{FOUND}.then((found) => found?.active?.state === 'activated')"
IS_KEPT = "caches.open('solieuhoi-1').then((kept) => kept.match(location.href)).then(Boolean)"
POLICY = re.search(r'^CSP="(.*?)"$', (ROOT / "deploy/setup.sh").read_text("utf-8").replace("\\\n", ""), re.M)


class Handler(QuietHandler):
    """Serves the site under the servers' policy, and the worker as it is or as it takes itself back."""

    is_on = True

    def end_headers(self) -> None:
        assert POLICY is not None
        self.send_header("Content-Security-Policy", POLICY[1])
        super().end_headers()

    def do_GET(self) -> None:
        if self.path.endswith("/saved-pages.js") and not type(self).is_on:
            told = (ROOT / "theme/saved-pages.js").read_text("utf-8")
            content = told.replace("const IS_ON = true;", "const IS_ON = false;").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()
            self.wfile.write(content)
        else:
            super().do_GET()


@pytest.fixture
def server(site: Path) -> Iterator[http.server.HTTPServer]:
    Handler.is_on = True
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def port(server: http.server.HTTPServer) -> int:
    return server.server_port


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has kept nothing yet."""
    context = browser.new_context()
    yield context
    context.close()


def opened(context: BrowserContext, port: int, path: str, host: str = HOST) -> Page:
    page = context.new_page()
    page.goto(f"http://{host}:{port}{QuietHandler.PREFIX}{path}", wait_until="load")
    return page


def test_a_page_that_was_read_opens_without_a_network_and_says_when_it_was_kept(
    context: BrowserContext, server: http.server.HTTPServer, port: int
) -> None:
    page = opened(context, port, "/dia-phuong/")
    until(page, IS_ACTIVE)
    scope = page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.scope)")
    assert scope.endswith(f"{QuietHandler.PREFIX}/")
    unit = opened(context, port, "/huyen/106-tam-duong/")
    assert unit.locator("[data-kept]").count() == 0
    until(unit, IS_KEPT)
    server.shutdown()
    server.server_close()  # to be told that there is no network takes a worker longer than a page
    unit.reload()
    told = unit.inner_text("[data-kept]")
    assert re.search(r"bản đã lưu trên máy này lúc .*\d", told)
    assert unit.locator("h1").inner_text().startswith("Huyện Tam Đường")
    other = opened(context, port, "/huyen/934-phung-hiep/")
    assert "chưa được lưu" in other.inner_text("[data-absent]")
    assert "was not kept" in other.inner_text("[lang=en]")


def test_the_worker_takes_itself_back(context: BrowserContext, port: int) -> None:
    page = opened(context, port, "/dia-phuong/")
    until(page, IS_ACTIVE)
    page.goto(page.url.replace("/dia-phuong/", "/huyen/106-tam-duong/"))
    until(page, IS_KEPT)
    Handler.is_on = False
    # Asked again and again: the browser refuses to look while it looks for itself.
    until(page, f"{FOUND}.then((found) => !found || found.update().then(() => false, () => false))")
    assert page.evaluate("caches.keys()") == []
    answer = page.reload()
    assert answer is not None and answer.ok and not answer.from_service_worker


def test_nothing_is_kept_where_a_site_is_tried_out(context: BrowserContext, port: int) -> None:
    page = opened(context, port, "/dia-phuong/", "127.0.0.1")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
