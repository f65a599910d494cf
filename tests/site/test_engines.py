"""What a build leaves in site_src/ is a project: MkDocs, ProperDocs and Zensical make the same site."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import write
from generator.cache import state
from generator.pipeline import fingerprints
from generator.search.documents import printed, search_document
from generator.site import verify
from generator.site.lean import lean_page
from tests.conftest import OpenWindow
from tests.site.conftest import ROOT, QuietHandler

pytestmark = pytest.mark.slow

ENGINES = ("mkdocs", "properdocs", "zensical")
NOT_OF_THE_PAGES = ("build.json", "pagefind/")
"""What says how the site was built, and the search index, which `solieuhoi index` makes.

Pages as Markdown (`index.md`) are of our own build alone: so the sources of other engines are called.
"""
OPENING = re.compile(r"<article\b[^>]*>")
FRONT = re.compile(r' data-(?:title|description|kind|search_[a-z]+)="[^"]*"')


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=quiet, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def left_behind(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as the build of the site left it."""
    root = tmp_path_factory.mktemp("project")
    for name in ("data", "theme", "site_src"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(site, root / "site", copy_function=os.link)
    shutil.copytree(site.parent / ".site-cache", root / ".site-cache")
    return root


@pytest.fixture(scope="module", params=ENGINES)
def made(request: pytest.FixtureRequest, left_behind: Path) -> Path:
    """The site that one engine makes of it, searched with `solieuhoi index`."""
    engine = request.param
    settings = (left_behind / "mkdocs.yml").read_text("utf-8")
    assert settings.count("site-stock") == 1  # an engine by itself leaves the published site alone
    (left_behind / f"with-{engine}.yml").write_text(settings.replace("site-stock", engine))
    run(engine, "build", "--strict", "-f", f"with-{engine}.yml", cwd=left_behind)
    told = run("generator", "index", engine, cwd=left_behind)
    assert told.stdout.startswith("Đã lập chỉ mục ")
    return left_behind / engine


def pages_of(site: Path) -> dict[str, str]:
    return {path: (site / path).read_text("utf-8") for path in write.walk(site) if path.endswith(".html")}


@pytest.fixture(scope="module")
def our_articles(left_behind: Path) -> dict[str, str]:
    return {path: article(text) for path, text in pages_of(left_behind / "site").items()}


def test_the_articles_are_those_of_our_own_build(our_articles: dict[str, str], made: Path) -> None:
    theirs = pages_of(made)
    different = [path for path, ours in our_articles.items() if ours != article(theirs[path])]
    assert (different, len(our_articles) > 800, our_articles.keys() - theirs.keys()) == ([], True, set())


def article(text: str) -> str:
    """Return the article without what only the search reads, and without spaces between its blocks."""
    lean = OPENING.sub(lambda tag: FRONT.sub("", tag[0]), lean_page(text), count=1)
    start = lean.find("<article")
    return lean if start < 0 else lean[start : lean.index("</article>")].replace('href="/."', 'href="/"')


def test_its_search_knows_of_every_page_what_ours_knows(left_behind: Path, made: Path) -> None:
    kept = state.opened(left_behind / ".site-cache", fingerprints.of_program())
    assert kept is not None
    ours = dict(kept.results.documents_of(kept.results.documents()))
    read = ((path, printed(text)) for path, text in pages_of(made).items())
    theirs = {path: search_document(*page) for path, page in read if page is not None}
    assert {path: document for path, document in theirs.items() if document is not None} == ours


def test_every_other_file_is_there_byte_for_byte(left_behind: Path, made: Path) -> None:
    site = left_behind / "site"
    paths = [
        path
        for path in write.walk(site)
        if not path.startswith(("assets/", *NOT_OF_THE_PAGES)) and not path.endswith((".html", "index.md"))
    ]
    assert len(paths) > 800
    assert [path for path in paths if (site / path).read_bytes() != (made / path).read_bytes()] == []


def test_every_link_picture_and_anchor_resolves(made: Path) -> None:
    facts = [verify.page_facts(path, text, None) for path, text in pages_of(made).items()]
    there = set(write.walk(made)) | {f"{one.path}#{anchor}" for one in facts for anchor in one.ids}
    lost = {
        (one.path, path, anchor)
        for one in facts
        for path, anchor in one.targets
        if (f"{path}#{anchor}" if anchor and path.endswith(".html") else path) not in there
    }
    assert lost == set()


@pytest.fixture
def address(made: Path) -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(made))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    "query, found", [("hau giang", "/tinh/93-hau-giang/"), ("102-KL/TW", "/nguon/ket-luan-")]
)
def test_its_search_finds_names_and_text(window: OpenWindow, address: str, query: str, found: str) -> None:
    page = window()
    page.goto(f"{address}tim-kiem/?q={query}")
    page.wait_for_selector(f"main a[href*='{found}'], article a[href*='{found}']")
    assert page.locator(f"a[href*='{found}']").count() > 0


def test_its_search_fields_suggest_names(window: OpenWindow, address: str) -> None:
    page = window()
    page.goto(f"{address}huyen/106-tam-duong/")
    page.focus("input[name=q]")
    page.keyboard.type("hau gi")
    page.wait_for_selector("[role=option]")
    offered = page.locator("[role=option]").evaluate_all("all => all.map(one => one.href)")
    assert any(href.endswith("/tinh/93-hau-giang/") for href in offered)


@pytest.mark.parametrize("page", [None, "<article>Trang khác</article>"])
def test_a_folder_that_is_no_site_of_ours_is_refused_in_one_sentence(
    tmp_path: Path, page: str | None
) -> None:
    if page is not None:
        (tmp_path / "tim-kiem").mkdir()
        (tmp_path / "tim-kiem/index.html").write_text(page, "utf-8")
    (tmp_path / "pagefind").mkdir()
    command = [sys.executable, "-m", "generator", "index", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert ("không có trang tìm kiếm" if page is None else "Không trang nào") in done.stderr
    assert (tmp_path / "pagefind").is_dir()
