"""The real site, built once for all tests in this folder, and served at the root and below a subpath."""

import fcntl
import functools
import http.server
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
CONTACT = "https://example.vn/bao-loi bao-loi@example.vn"
IN_FULL = ("--site-url", "https://so-lieu-hoi.example.vn/", "--contact", CONTACT)
LANGUAGES = {"SITE_LANGUAGES": "vi, en"}
PATIENCE_S = 60


def build(
    data: Path, out: Path, *options: str, markdown: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, in a process of its own; only one at a time may leave Markdown."""
    staged = () if markdown else ("--no-markdown",)
    return subprocess.run(
        [sys.executable, "-m", "generator", "build", "--data", data, "--out", out, *staged, *options],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as one build made it for all processes that run these tests."""
    return _built_once(tmp_path_factory, "built", lambda out: build(ROOT / "data", out, markdown=True))


@pytest.fixture(scope="session")
def in_full(tmp_path_factory: pytest.TempPathFactory, few_places: Path) -> Path:
    """The site with all that may be set: its address, where to report errors, both languages."""
    return _built_once(tmp_path_factory, "in-full", lambda out: build_in_full(few_places, out))


def build_in_full(
    data: Path, out: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return build(data, out, *IN_FULL, *options, **LANGUAGES, **environment)


def _built_once(
    factory: pytest.TempPathFactory,
    name: str,
    make: Callable[[Path], subprocess.CompletedProcess[str]],
) -> Path:
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out = shared / name / "site"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            done = make(out)
            assert done.returncode == 0, done.stdout + done.stderr
    return out


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serve the site at / and again below /so-lieu/, where every link is tried."""

    PREFIX = "/so-lieu"

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.PREFIX))

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def address_in_full(in_full: Path) -> Iterator[str]:
    with served(in_full) as address:
        yield address


@contextmanager
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{QuietHandler.PREFIX}"
        server.shutdown()


def until(page: Page, promised: str) -> None:
    """Wait until what is promised is true; to `wait_for_function` a promise is true whatever it brings."""
    patience = time.monotonic() + PATIENCE_S
    while not page.evaluate(promised):
        assert time.monotonic() < patience, f"{promised} did not come true"
        page.wait_for_timeout(50)
