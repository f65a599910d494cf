"""MkDocs as a function: any split gives the same pages, and every warning is a fault."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from bench.workbench import parted
from generator import urls, write
from generator.errors import GeneratorError, RenderError, SettingError
from generator.site import render
from generator.site.contact import Contact
from generator.site.identity import Identity
from generator.site.lean import lean_asset, lean_page, valid_guide
from tests.builders import ROOT

MKDOCS = """
site_name: Thử
use_directory_urls: true
theme: {name: material, custom_dir: theme, language: vi, font: false, variant: classic}
plugins: []
nav: [{Trang chủ: index.md}, {Phương pháp: phuong-phap/index.md}]
not_in_nav: |
  /xa/
  /phuong-phap/*
validation:
  links: {not_found: warn, anchors: warn, unrecognized_links: ignore, absolute_links: warn}
markdown_extensions: [attr_list, tables]
"""
MAIN = """{% extends "base.html" %}
{% block styles %}<link rel="stylesheet" href="{{ 'assets/own.css' | url }}">{% endblock %}
{% block scripts %}{% endblock %}
{% block header %}{% endblock %}{% block tabs %}{% endblock %}{% block site_nav %}{% endblock %}
{% block footer %}{% endblock %}
"""

HOME = '---\ntitle: Trang chủ\n---\n\n<div class="record"><a href="phuong-phap/">Cách làm</a></div>\n'
BLOCK = '<div class="record"><h1>Xã {number}</h1>\n<p>*a*  <a href="../../">Trang chủ</a></p></div>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_text(tmp_path / "mkdocs.yml", MKDOCS)
    write_text(tmp_path / "theme/main.html", MAIN)
    write_text(tmp_path / "theme/assets/own.css", "@font-face{src:url(fonts/own.woff2)}")
    write_text(tmp_path / "theme/assets/fonts/own.woff2", "font")
    write_text(tmp_path / "source/index.md", HOME)
    write_text(tmp_path / "source/phuong-phap/index.md", "# Phương pháp\n\n[Thêm](them.md) ![](hinh.png)\n")
    write_text(tmp_path / "source/phuong-phap/them.md", "# Thêm\n")
    write_text(tmp_path / "source/phuong-phap/hinh.png", "picture")
    return tmp_path


def write_text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def add_units(root: Path, count: int) -> None:
    for number in range(count):
        text = f"---\ntitle: Xã {number}\n---\n\n{BLOCK.format(number=number)}\n"
        write_text(root / f"source/xa/{number:05}/index.md", text)


def render_here(
    root: Path, name: str = "site", site_url: str | None = None, contact: str | None = None
) -> Path:
    """Render a project whole: the hand-written pages at once, the generated ones page by page."""
    project = render.Project(root / "mkdocs.yml", root / "theme", site_url, contact=contact)
    made = render.hand_written(project, root / "source", {}, root / f"work-{name}")
    site = root / name
    for path, file in made.files.items():
        write.write_file(site, path, file.read_bytes())
    frame = render.Frame(project)
    for path in write.walk(root / "source"):
        if path.endswith(".md") and write.is_generated(path):
            html = frame.html(path, *parted(root / "source" / path))
            write.write_file(site, f"{urls.address_of(path)}index.html", html.encode())
    return site


def test_the_front_matter_of_a_hand_written_page_is_known_as_text(root: Path) -> None:
    write_text(
        root / "source/phuong-phap/index.md", "---\ntitle: a\nkind: text\nsearch_weight: 3\n---\n\n# a\n"
    )
    project = render.Project(root / "mkdocs.yml", root / "theme", None)
    made = render.hand_written(project, root / "source", {}, root / "work")
    path = "phuong-phap/index.html"
    assert made.fronts[path] == {"title": "a", "kind": "text", "search_weight": "3"}


def bytes_of(site: Path) -> Iterator[tuple[str, bytes]]:
    return ((path, (site / path).read_bytes()) for path in write.walk(site))


def test_every_page_becomes_html_and_files_beside_pages_come_along(root: Path) -> None:
    add_units(root, 2)
    site = render_here(root)
    paths = set(write.walk(site))
    assert {"index.html", "phuong-phap/index.html", "phuong-phap/them/index.html", "404.html"} <= paths
    assert {"xa/00000/index.html", "xa/00001/index.html", "phuong-phap/hinh.png"} <= paths
    assert "<h1>Xã 1</h1>" in (site / "xa/00001/index.html").read_text("utf-8")


def test_a_page_rendered_alone_is_that_of_a_stock_build_of_all(root: Path) -> None:
    add_units(root, 3)
    config = load_config(
        str(root / "mkdocs.yml"), docs_dir=str(root / "source"), site_dir=str(root / "stock")
    )
    build(config)
    site = render_here(root)
    for number in range(3):
        path = f"xa/{number:05}/index.html"
        assert (site / path).read_text("utf-8") == lean_page((root / "stock" / path).read_text("utf-8"))


def test_a_generated_page_that_is_not_one_block_is_refused(root: Path) -> None:
    write_text(root / "source/xa/00001/index.md", "---\ntitle: a\n---\n\n# a\n")
    with pytest.raises(GeneratorError, match="page-not-one-block"):
        render_here(root)


@pytest.mark.parametrize(
    "block",
    [
        '<div class="record"><p>a</p>\n<p>{% raw %} &lt; \\ `b` [c](d) **e** &amp;amp; {:.f}</p></div>',
        '<div class="record kind">\n<table>\n<tr><td>1</td></tr>\n</table>\n</div>',
    ],
)
def test_markdown_has_nothing_to_do_in_one_block(block: str) -> None:
    assert render.is_one_block(block)
    assert Markdown(extensions=["attr_list", "tables", "toc"]).convert(f"\n{block}\n") == block


@pytest.mark.parametrize(
    "text", ['<div class="record">a\n\nb</div>', '<div class="record">a</div> b', "<p>a</p>"]
)
def test_whatever_markdown_might_change_is_not_one_block(text: str) -> None:
    assert not render.is_one_block(text)


def test_indentation_goes_except_where_it_is_shown() -> None:
    assert lean_page("<p>\n    a b  c\n\n  </p>\n") == "<p>\na b  c</p>\n"
    assert lean_page("<pre>\n    a</pre>") == "<pre>\n    a</pre>"


def test_a_switch_of_material_completes_no_word_and_a_label_of_no_field_names_none() -> None:
    switch = '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">'
    field, label = '<input type="search" autocomplete="off">', '<label for="__toc">x</label>'
    assert valid_guide(switch + field + label) == switch[:-20] + ">" + field + "<label>x</label>"
    whole = f'<input id="__toc">{label}'
    assert valid_guide(whole) == whole


PAGE = """<!doctype html>
<title>a</title>
<ul>
<li><a href="b">b</a></li> <li>c</li>
</ul>
<p>d</p>
<div><p class="src">e <b>f</b></p></div>
<p>g</p> h
<dl><dt>i</dt> <dd><p>j</p></dd></dl>
<table><caption>k</caption>
<thead><tr><th scope="col">l</th> <th scope="col" class="n">m</th></tr></thead>
<tbody>
<tr class="tot"><th scope="row">n</th> <td class="n"><data value="1" data-figure="o" id="o">1</data></td></tr>
</tbody></table>
"""


def test_what_html_implies_is_left_out_and_a_browser_makes_the_same_of_it() -> None:
    lean = lean_page(PAGE)
    assert '<tr class=tot><th scope=row>n<td class=n><data value=1 data-figure="o" id="o">1</data>' in lean
    assert not re.search("</(li|td|th|tr|dt|dd)>", lean)
    assert "<p>g</p> h" in lean
    before, after = (re.sub(r"\s+", "", str(LexborHTMLParser(html).html)) for html in (PAGE, lean))
    assert before == after


SHEET = b"""/* a; b */

a, b > c { margin: 0 1px; /* d */ content: "e; /* f */ g"; }
@media (min-width: 2em) {
  a :hover { color: red }
}
"""
SCRIPT = b"""// a
(() => {
  // b
  const c = "// d"; // e

  f();
})();
"""


def test_style_sheets_and_scripts_of_the_theme_lose_comments_and_indentation() -> None:
    assert lean_asset("assets/a.css", SHEET) == (
        b'a,b > c{margin:0 1px;content:"e; /* f */ g";}@media (min-width:2em){a :hover{color:red}}'
    )
    assert lean_asset("assets/a.js", SCRIPT) == b'(() => {\nconst c = "// d"; // e\nf();\n})();\n'


def test_other_files_and_scripts_with_text_over_several_lines_stay_as_they_are() -> None:
    text = b"const a = `\n  // b\n`;\n"
    assert lean_asset("assets/a.js", text) == text
    for path in ("assets/a.svg", "xa/a.css", "elsewhere/a.js"):
        assert lean_asset(path, SHEET) == SHEET


def test_of_the_theme_only_what_pages_use_is_kept(root: Path) -> None:
    site = render_here(root)
    paths = set(write.walk(site))
    assert {"assets/own.css", "assets/fonts/own.woff2"} <= paths
    unused = {path for path in paths if path.startswith(("assets/stylesheets", "assets/javascripts"))}
    assert unused == set()
    assert "sitemap.xml.gz" not in paths


def test_what_of_material_is_used_is_kept(root: Path) -> None:
    write_text(root / "theme/main.html", '{% extends "base.html" %}')
    site = render_here(root)
    styles = [path for path in write.walk(site) if path.startswith("assets/stylesheets/")]
    assert {Path(path).name.split(".")[0] for path in styles} == {"main", "palette"} or len(styles) == 1
    assert not any("lunr" in path for path in write.walk(site))


def test_where_errors_are_reported_stands_on_every_page_or_that_there_is_no_such_place(root: Path) -> None:
    shutil.copytree(ROOT / "theme", root / "theme", dirs_exist_ok=True)
    page = root / "source/gioi-thieu.md"
    page.write_text("# Giới thiệu\n\n<p data-contact></p>\n", "utf-8")
    unset = (render_here(root, "unset") / "gioi-thieu/index.html").read_text("utf-8")
    assert "chưa có nơi nhận báo lỗi" in unset
    assert "cách báo lỗi" not in (root / "unset/404.html").read_text("utf-8")
    both = "https://vi.du/moi?mau=sai ban@vi.du"
    told = (render_here(root, "told", contact=both) / "gioi-thieu/index.html").read_text("utf-8")
    assert 'href="https://vi.du/moi?mau=sai&amp;address=/gioi-thieu/&amp;release="' in told
    assert '<a href="mailto:ban@vi.du">ban@vi.du</a>' in told
    assert "chưa có nơi nhận" not in told
    assert "Nếu vẫn không thấy, xem <a" in (root / "told/404.html").read_text("utf-8")


@pytest.mark.parametrize("contact", ["", "https://vi.du/moi ban@vi.du"])
def test_a_stock_build_says_where_errors_are_reported_as_the_settings_have_it(
    root: Path, contact: str
) -> None:
    shutil.copytree(ROOT / "theme", root / "theme", dirs_exist_ok=True)
    write_text(root / "source/gioi-thieu.md", "# Giới thiệu\n\n<p data-contact></p>\n")
    folders = {"docs_dir": str(root / "source"), "site_dir": str(root / "stock")}
    build(load_config(str(root / "mkdocs.yml"), extra={"contact": contact}, **folders))
    page = (root / "stock/gioi-thieu/index.html").read_text("utf-8")
    lost = (root / "stock/404.html").read_text("utf-8")
    assert ("cách báo lỗi" in lost) is bool(contact)
    told = contact and page.count(contact)
    assert (told, "chưa có nơi nhận" in page) == ((2, False) if contact else ("", True))


def test_two_renderings_are_the_same_whatever_the_clock_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = dict(bytes_of(render_here(root, "first", site_url="https://a.vn/")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    assert dict(bytes_of(render_here(root, "second", site_url="https://a.vn/"))) == first


@pytest.mark.parametrize("link", ["khong-co.md", "them.md#khong-co", "/tuyet-doi/"])
def test_a_warning_of_mkdocs_is_a_fault_that_names_the_page(root: Path, link: str) -> None:
    write_text(root / "source/phuong-phap/index.md", f"# A\n\n[x]({link})\n")
    with pytest.raises(RenderError) as fault:
        render_here(root)
    code, facts = fault.value.args
    assert (code, facts["count"]) == ("render-refused", 1)
    assert "phuong-phap/index.md" in facts["lines"][0]


def test_a_page_of_the_navigation_that_is_missing_is_a_fault(root: Path) -> None:
    (root / "source/phuong-phap/index.md").unlink()
    with pytest.raises(RenderError, match="render-refused"):
        render_here(root)


def test_a_template_that_fails_is_a_fault_that_names_the_page(root: Path) -> None:
    write_text(root / "theme/main.html", "{% if page %}{{ page.nothing.more }}{% endif %}")
    with pytest.raises(RenderError, match=r"index\.md"):
        render_here(root)


def test_two_pages_with_one_address_are_refused(root: Path) -> None:
    write_text(root / "source/phuong-phap/them/index.md", "# Thêm\n")
    with pytest.raises(RenderError, match="address-twice"):
        render_here(root)


def test_a_page_that_mkdocs_leaves_out_without_a_word_is_a_fault(root: Path) -> None:
    write_text(root / "source/templates/index.md", "# Mất\n")
    with pytest.raises(RenderError, match="page-lost"):
        render_here(root)


def test_settings_of_mkdocs_that_cannot_be_read_are_a_fault(root: Path) -> None:
    write_text(root / "mkdocs.yml", "nav: [")
    with pytest.raises(SettingError, match="mkdocs-yml-unreadable"):
        render_here(root)
    write_text(root / "mkdocs.yml", "theme: {name: no-such-theme}\nsite_name: x")
    with pytest.raises(RenderError, match="no-such-theme"):
        render_here(root, "second")


def test_a_frame_whose_identity_is_known_reads_the_settings_for_pages_alone(root: Path) -> None:
    project = render.Project(root / "mkdocs.yml", root / "theme", "https://vi.du", contact="a@b.vn")
    read = render.Frame(project).identity
    assert read == Identity("Thử", "https://vi.du/", Contact(None, "a@b.vn"))
    (root / "mkdocs.yml").unlink()
    known = render.Frame(project, None, read)
    assert known.identity == read
    with pytest.raises(RenderError):
        known.html("xa/a/index.md", {}, '<div class="record"></div>')


def test_rendering_makes_no_sound(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    render_here(root)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("page", "address"),
    [("index.md", ""), ("a.md", "a/"), ("a/index.md", "a/"), ("a/README.md", "a/"), ("a/b.md", "a/b/")],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(page: str, address: str) -> None:
    assert urls.address_of(page) == address
