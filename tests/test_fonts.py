"""The two fonts of every page: what they must be able to show, and that they show it."""

import html
import importlib.util
import re
import unicodedata
from base64 import b64encode
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from tests.conftest import OpenWindow

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "theme/assets/fonts"
SHOWN = (
    "data/*.csv",
    "data/observations/*.csv",
    "generator/templates/*.j2",
    "generator/messages/words.vi.toml",
    "generator/pages/**/*.py",
    "site_src/**/*.md",
    "theme/*.html",
    "theme/assets/*.js",
)
DRAWN_WITH = "CSS.getPlatformFontsForNode"


@pytest.fixture(scope="module")
def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_fonts", FONTS / "make_fonts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("files", SHOWN)
def test_the_fonts_are_made_for_every_character_that_pages_show(making, files):
    found = sorted(ROOT.glob(files))
    assert found
    for file in found:
        shown = set(html.unescape(file.read_text("utf-8"))) - {"\n"}
        assert shown <= making.CHARACTERS, file


def test_the_fonts_are_made_for_the_whole_vietnamese_alphabet(making):
    assert len(making.VIETNAMESE) == 2 * (12 * 6 + 1)
    assert all(unicodedata.is_normalized("NFC", letter) for letter in making.VIETNAMESE)
    assert set("ắẵặấẫậếễệốỗộớỡợứữựỵỹđ ẮẴẶẤẪẬẾỄỆỐỖỘỚỠỢỨỮỰỴỸĐ".replace(" ", "")) <= making.VIETNAMESE


def test_style_sheet_frame_and_charts_load_the_same_two_files():
    both = {f"be-vietnam-pro-{weight}" for weight in ("400", "600")}
    assert {file.stem for file in FONTS.glob("*.woff2")} == both
    sheet, frame = (ROOT / "theme" / name for name in ("assets/site.css", "main.html"))
    assert set(re.findall(r"url\(fonts/([\w-]+)\.woff2\)", sheet.read_text("utf-8"))) == both
    assert set(re.findall(r'"(be-vietnam-pro-\d+)"', frame.read_text("utf-8"))) == both
    script = (ROOT / "theme/assets/png.js").read_text("utf-8")
    assert "fonts/be-vietnam-pro-${weight}.woff2" in script


def test_together_they_are_small():
    assert sum(file.stat().st_size for file in FONTS.glob("*.woff2")) < 21_000


def specimen(weight: str, words: str, style: str = "") -> str:
    """Return a page in the one font, with nothing beside it but what the machine has."""
    data = b64encode((FONTS / f"be-vietnam-pro-{weight}.woff2").read_bytes()).decode()
    return (
        '<!doctype html><meta charset="utf-8"><style>@font-face { font-family: Own; '
        f"src: url(data:font/woff2;base64,{data}); }} body {{ font: 20px Own; {style} }}"
        f"</style><body>{words}</body>"
    )


@pytest.mark.slow
@pytest.mark.parametrize("weight", ["400", "600"])
def test_a_browser_draws_every_character_with_the_font(browser: Browser, making, weight):
    spaced = " ".join(
        html.escape(sign) for sign in sorted(making.CHARACTERS) if not unicodedata.combining(sign)
    )
    decomposed = unicodedata.normalize("NFD", "".join(sorted(making.VIETNAMESE)))
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(specimen(weight, spaced + decomposed))
        page.evaluate("document.fonts.ready.then(() => true)")
        tools = context.new_cdp_session(page)
        tools.send("DOM.enable")
        tools.send("CSS.enable")
        root = tools.send("DOM.getDocument", {"depth": -1})["root"]
        body = tools.send("DOM.querySelector", {"nodeId": root["nodeId"], "selector": "body"})
        used = tools.send(DRAWN_WITH, {"nodeId": body["nodeId"]})["fonts"]
    assert [font["isCustomFont"] for font in used] == [True]


@pytest.mark.slow
@pytest.mark.parametrize("weight", ["400", "600"])
def test_figures_in_columns_are_equally_wide(window: OpenWindow, weight):
    lines = "".join(f"<p><span>{str(figure) * 20}</span></p>" for figure in range(10))
    page = window()
    page.set_content(specimen(weight, lines, "font-variant-numeric: tabular-nums"))
    page.evaluate("document.fonts.ready.then(() => true)")
    widths = page.eval_on_selector_all(
        "span", "spans => spans.map(span => span.getBoundingClientRect().width)"
    )
    assert widths == pytest.approx([20 * 20 * 0.64] * 10)
