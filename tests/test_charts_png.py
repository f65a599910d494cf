"""The button beside a chart: a PNG of the right size and typeface, made in the reader's browser."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from matplotlib.image import imread
from playwright.sync_api import Page

from generator import charts
from generator.charts import lettering
from generator.products import Bar, BarChart
from tests.conftest import OpenWindow

ROOT = Path(__file__).parent.parent
PREFIX = "/so-lieu"
TITLE = "Phụ nữ nhiều nhất trong các hội của xã"
SCALE = 2
BUTTON = ".tools button"

pytestmark = pytest.mark.slow


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve the folder below a subpath, with the policy that the servers of the site have."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX) if path.startswith(PREFIX) else "/none")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy())
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@functools.cache
def policy() -> str:
    script = (ROOT / "deploy/setup.sh").read_text("utf-8")
    return re.search(r'^CSP="(.*?)"$', script, re.DOTALL | re.MULTILINE)[1].replace("\\\n", "")


def make_chart() -> BarChart:
    bars = tuple(Bar(f"Hội Liên hiệp Phụ nữ {n}", Decimal(n), f"{n} người") for n in (865, 591))
    return BarChart(TITLE, "Mô tả", "Nguồn: Báo cáo thử", bars)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("charts")
    shutil.copytree(ROOT / "theme/assets", root / "assets")
    drawing = charts.draw(make_chart())
    (root / "assets/bieu-do").mkdir()
    (root / "assets/bieu-do/abc.svg").write_bytes(drawing.svg_file)
    (root / "xa").mkdir()
    (root / "xa/index.html").write_text(
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thử</title>'
        '<link rel="icon" href="../assets/icon.svg"><script src="../assets/theme.js"></script>'
        f'<figure class="chart">{drawing.svg_inline}<p class="tools">'
        '<a href="../assets/bieu-do/abc.svg" download="phu-nu-2023.svg">Tải biểu đồ SVG</a></p></figure>'
        '<script src="../assets/charts.js" defer></script>',
        "utf-8",
    )
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=root)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}/xa/"
        server.shutdown()


@pytest.fixture
def page(window: OpenWindow) -> Page:
    return window()


def downloaded(page: Page, folder: Path) -> Path:
    """Press the button by keyboard and keep what comes."""
    page.focus(".tools a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "button"
    with page.expect_download(timeout=60_000) as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "phu-nu-2023.png"
    coming.value.save_as(folder / "abc.png")
    return folder / "abc.png"


def complaints(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_the_keyboard_makes_a_png_of_the_picture_at_twice_its_size(page, address, tmp_path):
    said = complaints(page)
    page.goto(address)
    dots = imread(downloaded(page, tmp_path))
    file = charts.draw(make_chart()).svg_file.decode()
    width, height = (int(re.search(rf' {side}="(\d+)"', file)[1]) for side in ("width", "height"))
    assert dots.shape[:2] == (SCALE * height, SCALE * width)
    assert dots[0, 0, :3].tolist() == [1, 1, 1]
    assert ((dots[..., :3] * 255).round() == (0x1D, 0x75, 0x66)).all(axis=2).sum() > 1000
    assert page.locator("[role=status]").text_content() == ""
    assert said == []


def title_width(file: Path) -> int:
    """Return how many dots the title in the picture is wide."""
    ink = (imread(file)[SCALE * 24 : SCALE * 46, :, :3] < 0.5).all(axis=2).any(axis=0).nonzero()[0]
    return int(ink[-1] - ink[0])


def test_the_typeface_is_in_the_picture(page, address, tmp_path):
    page.goto(address)
    width = title_width(downloaded(page, tmp_path))
    assert width == pytest.approx(SCALE * lettering.width(TITLE, 17, bold=True), rel=0.015)
    page.route(
        "**/be-vietnam-pro-600.woff2",
        lambda route: route.fulfill(path=ROOT / "theme/assets/fonts/be-vietnam-pro-400.woff2"),
    )
    page.reload()
    assert title_width(downloaded(page, tmp_path)) != width


@pytest.mark.parametrize("lost", ["**/*.woff2", "**/*.svg", "**/png.js"])
def test_a_lost_file_is_told_in_one_sentence_and_the_next_press_may_succeed(page, address, tmp_path, lost):
    page.goto(address)
    page.route(lost, lambda route: route.abort())
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.click(BUTTON)
    told = page.locator("[role=status]")
    told.get_by_text("Chưa tạo được ảnh PNG").wait_for(timeout=60_000)
    assert page.evaluate("document.activeElement.localName") == "button"
    page.unroute(lost)
    downloaded(page, tmp_path)
    assert told.text_content() == ""
    assert errors == []


def test_without_scripts_there_is_the_link_and_no_button(window, address):
    page = window(java_script_enabled=False)
    page.goto(address)
    assert page.locator(".tools a").is_visible()
    assert page.locator("button").count() == 0
