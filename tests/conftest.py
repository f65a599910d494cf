"""What many tests begin with: the real record, an empty project, a browser."""

import gc
import os
import shutil
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import OPTIONS, chromium
from generator import assemble, measures, read
from generator.measures import Measured
from generator.model import Register
from generator.pipeline import worker_process
from tests.builders import DATA
from tests.test_pipeline import PROVINCES, keep_provinces

hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

LONG = (
    "incremental", "engines", "hostile", "answers", "pipeline", "live_preview", "search", "cluster", "access",
    "review", "tutorial", "push_to_page", "suggestions",
)  # fmt: skip
"""The files that take longest begin first, in this order, so that nobody waits for one alone at the end."""

os.environ.setdefault("SITE_LANGUAGES", "vi")  # English pages take as long again: test_english.py

OpenWindow = Callable[..., Page]

PACKAGES = Path(sysconfig.get_path("purelib"))
MEMORY = Path("/dev/shm")
ROOM = 12 * 2**30


def pytest_configure() -> None:
    """Let tests write to memory where there is much: sites have thousands of files, and are soon removed.

    Look for garbage seldom, as a command does: most objects stay as long as the process.
    """
    gc.set_threshold(100_000, 50, 100)
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; then those of which some tests are slow."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    places = {f"test_{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: (places.get(item.path.stem, len(LONG)), item.path not in slow))


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """Compile each text of a template once in a process: a quarter of the time of a small build."""
    compile_ = Environment.compile
    compiled: dict[object, object] = {}

    def once(environment: Environment, source: str, *place: object) -> object:
        settings = type(environment), environment.lexer, environment.autoescape, environment.finalize
        key = (*settings, *environment.extensions, source, *place)
        if key not in compiled:
            compiled[key] = compile_(environment, source, *place)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_of_packages_listed_once() -> Iterator[None]:
    """List the files of a theme that is installed once in a process: MkDocs asks for its 14,000 icons."""
    list_ = FileSystemLoader.list_templates
    listed: dict[str, list[str]] = {}

    def once(loader: FileSystemLoader) -> list[str]:
        found: set[str] = set()
        for folder in loader.searchpath:
            if PACKAGES not in Path(folder).parents:
                found.update(list_(FileSystemLoader(folder)))
            else:
                if folder not in listed:
                    names = list_(FileSystemLoader(folder))
                    listed[folder] = [name for name in names if not name.startswith(".")]
                found.update(listed[folder])
        return sorted(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileSystemLoader, "list_templates", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _garbage_of_builds_taken_out_seldom() -> Iterator[None]:
    """Let one build in ten look for what others left: among all tests that takes a fifth of a small build."""
    builds = count(1)

    def nothing(*_: object) -> None:
        pass

    def collect() -> None:
        if next(builds) % 10 == 0:
            gc.collect()

    seldom = SimpleNamespace(
        collect=collect,
        disable=nothing,
        enable=nothing,
        freeze=nothing,
        unfreeze=nothing,
        set_threshold=nothing,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker_process, "gc", seldom)
        yield


@pytest.fixture(scope="session")
def register() -> Register:
    """The record of data/; tests of a smaller one make their own."""
    return assemble.assemble(read.read(DATA))


@pytest.fixture(scope="session")
def measured(register: Register) -> Measured:
    return measures.measure(register)


@pytest.fixture(scope="session")
def few_places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the record with the land of those who report, for tests that read it again and again."""
    root = tmp_path_factory.mktemp("few-places")
    shutil.copytree(DATA, root / "data")
    keep_provinces(root, *PROVINCES, addresses=True)
    return root / "data"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the current directory."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    for folder in ("data", "site_src", "theme"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> OpenWindow:
    """Give a window of a size, empty, in a browser of a kind: one for all tests, since opening takes longest.

    Its cache and what pages have stored stay; a test that asks about these opens its own.
    """
    windows: dict[str, Page] = {}

    def opened(size: tuple[int, int] = (1280, 720), **kind: Any) -> Page:
        page = windows.get(repr(kind)) or browser.new_context(**kind).new_page()
        windows[repr(kind)] = page
        page.unroute_all()
        page.goto("about:blank")
        page.set_default_timeout(30_000)
        looks = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
        page.emulate_media(media="null", **{look: kind.get(look, usual) for look, usual in looks.items()})
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page

    return opened
