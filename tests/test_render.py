"""MkDocs as a function: any split gives the same pages, and every warning is a fault."""

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from generator import write
from generator.errors import RenderError, SettingError
from generator.site import render
from generator.site.workers import SameProcessExecutor, workers

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
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_text(tmp_path / "mkdocs.yml", MKDOCS)
    write_text(tmp_path / "theme/main.html", MAIN)
    write_text(tmp_path / "theme/assets/own.css", "@font-face{src:url(fonts/own.woff2)}")
    write_text(tmp_path / "theme/assets/fonts/own.woff2", "font")
    write_text(tmp_path / "source/index.md", "# Trang chủ\n\n[Cách làm](phuong-phap/index.md)\n")
    write_text(tmp_path / "source/phuong-phap/index.md", "# Phương pháp\n\n[Thêm](them.md) ![](hinh.png)\n")
    write_text(tmp_path / "source/phuong-phap/them.md", "# Thêm\n")
    write_text(tmp_path / "source/phuong-phap/hinh.png", "picture")
    return tmp_path


def write_text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def add_units(root: Path, count: int) -> None:
    for number in range(count):
        text = f"---\ntitle: Xã {number}\n---\n\n# Xã {number}\n\n[Trang chủ](../../)\n"
        write_text(root / f"source/xa/{number:05}/index.md", text)


def render_here(
    root: Path,
    name: str = "site",
    shards: int = 1,
    executor: Executor | None = None,
    site_url: str | None = None,
) -> Path:
    project = render.Project(root / "mkdocs.yml", root / "theme", site_url)
    site = root / name
    site.mkdir()
    render.render(
        project, root / "source", site, root / f"work-{name}", executor or SameProcessExecutor(), shards
    )
    return site


def bytes_of(site: Path) -> Iterator[tuple[str, bytes]]:
    return ((path, (site / path).read_bytes()) for path in write.walk(site))


def test_every_page_becomes_html_and_files_beside_pages_come_along(root: Path) -> None:
    add_units(root, 2)
    site = render_here(root)
    paths = set(write.walk(site))
    assert {"index.html", "phuong-phap/index.html", "phuong-phap/them/index.html", "404.html"} <= paths
    assert {"xa/00000/index.html", "xa/00001/index.html", "phuong-phap/hinh.png"} <= paths
    assert "<h1>Xã 1</h1>" in (site / "xa/00001/index.html").read_text("utf-8").replace(' id="xa-1"', "")


def test_any_number_of_shards_and_processes_gives_the_same_bytes(root: Path) -> None:
    add_units(root, 180)
    alone = dict(bytes_of(render_here(root, "alone")))
    with workers(2, str) as executor:
        shared = dict(bytes_of(render_here(root, "shared", 3, executor)))
    assert len({path for path in alone if path.startswith("xa/")}) == 180
    assert (root / "work-shared" / "2").is_dir()
    assert alone == shared


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


def test_the_sitemap_lists_addresses_without_dates_and_only_for_a_known_site(root: Path) -> None:
    assert not (render_here(root, "unknown") / "sitemap.xml").exists()
    text = (render_here(root, "known", site_url="https://a.vn/b/") / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://a.vn/b/phuong-phap/them/</loc>" in text
    assert "<loc>https://a.vn/b/</loc>" in text
    assert "lastmod" not in text


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
    (root / "source/index.md").unlink()
    with pytest.raises(RenderError, match="render-refused"):
        render_here(root)


def test_a_template_that_fails_is_a_fault_that_names_the_page(root: Path) -> None:
    write_text(root / "theme/main.html", "{% if page %}{{ page.nothing.more }}{% endif %}")
    with pytest.raises(RenderError, match=r"building page 'index\.md'"):
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


def test_rendering_makes_no_sound(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    render_here(root)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("page", "address"),
    [("index.md", ""), ("a.md", "a/"), ("a/index.md", "a/"), ("a/README.md", "a/"), ("a/b.md", "a/b/")],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(page: str, address: str) -> None:
    assert render.address_of(page) == address
