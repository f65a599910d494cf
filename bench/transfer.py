"""How many bytes a browser fetches, from a server that compresses as any host does.

Pages are served with gzip, and as they are where they are compressed already.  Each visit begins with an
empty cache.  The server counts, headers included, so that what scripts and their workers fetch counts too.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from bench.browser import OPTIONS, chromium
from bench.ratios import UnmeasuredError

COMPRESSIBLE = (".html", ".css", ".js", ".json", ".svg", ".csv", ".txt", ".xml")
PATIENCE_MS = 30_000
QUIET_S = 1.0
FOUND = "document.querySelectorAll('#ket-qua a[href]').length > 0"
_ADDRESS_OF_ICON = "document.querySelector('link[rel=icon]')?.href ?? ''"


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit moved: bytes by path."""

    bytes_of: dict[str, int]

    @property
    def kb(self) -> float:
        """Kilobytes in all."""
        return sum(self.bytes_of.values()) / 1000

    @property
    def told(self) -> str:
        """How many files, and the largest."""
        path, size = max(self.bytes_of.items(), key=lambda item: item[1])
        return f"{len(self.bytes_of)} files, the largest {path} {size / 1000:.1f} KB"


def first_visit(site: Path, page: str) -> Visit:
    """Open a page as a new reader."""
    with _served(site) as host, _browser() as browser:
        return _visit(browser, host, page, None)


def first_searches(site: Path, queries: Sequence[str]) -> list[Visit]:
    """Search as a new reader, each query with nothing fetched before."""
    with _served(site) as host, _browser() as browser:
        return [_visit(browser, host, f"/tim-kiem/?q={quote(query)}", FOUND) for query in queries]


def _visit(browser: Any, host: Host, page: str, settled: str | None) -> Visit:
    """Open a page, wait until nothing moves any more, and count; the icon counts even unseen."""
    host.moved.clear()
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{host.origin}{page}", wait_until="networkidle", timeout=PATIENCE_MS)
    if settled is not None:
        _wait_for(tab, settled, page)
    host.wait_until_quiet()
    icon = tab.evaluate(_ADDRESS_OF_ICON)
    if icon and icon.removeprefix(host.origin) not in host.moved:
        tab.evaluate("address => fetch(address).then(answer => answer.text())", icon)
    context.close()
    return Visit(dict(host.moved))


def _wait_for(tab: Any, settled: str, page: str) -> None:
    from playwright.sync_api import TimeoutError as TooLateError

    try:
        tab.wait_for_function(settled, timeout=PATIENCE_MS)
    except TooLateError as error:
        raise UnmeasuredError(f"{unquote(page)} found nothing.") from error


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield browser
        browser.close()


# A server as a host would run it ----------------------------------------------------------------


@dataclass
class Host:
    """What a server has sent since it was last asked."""

    origin: str
    moved: dict[str, int] = field(default_factory=dict)
    last: float = 0.0

    def note(self, path: str, size: int) -> None:
        """Count an answer."""
        self.moved[path] = self.moved.get(path, 0) + size
        self.last = time.monotonic()

    def wait_until_quiet(self) -> None:
        """Wait until nothing was fetched for a while."""
        while time.monotonic() - self.last < QUIET_S:
            time.sleep(QUIET_S / 10)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, host: Host, **options: Any) -> None:
        self.host = host
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self._answer(404, "text/plain", b"", "identity")
        elif file.suffix in COMPRESSIBLE:
            self._answer(200, self.guess_type(file), gzip.compress(file.read_bytes(), 6, mtime=0), "gzip")
        else:
            self._answer(200, self.guess_type(file), file.read_bytes(), "identity")

    def _answer(self, status: int, kind: str, content: bytes, encoding: str) -> None:
        head = f"HTTP/1.1 {status} \r\nContent-Type: {kind}\r\nContent-Encoding: {encoding}\r\n"
        answer = f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content
        self.wfile.write(answer)
        self.host.note(self.path.split("?")[0], len(answer))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


@contextmanager
def _served(site: Path) -> Iterator[Host]:
    host = Host("")
    handler = partial(_Handler, directory=str(site), host=host)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        host.origin = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()
