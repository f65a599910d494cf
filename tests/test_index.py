"""The search index: articles only, and no file that our search page does not use."""

import json
from pathlib import Path

import pytest

from generator.errors import RenderError
from generator.site.index import BUNDLE, index


def make_page(site: Path, path: str, article: str) -> None:
    file = site / path / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<!doctype html><html lang="vi"><title>{path}</title><body><nav>Menu</nav>'
        f"<article data-pagefind-body><h1>{article}</h1></article></body></html>",
        "utf-8",
    )


def pages_in(site: Path) -> int:
    entry = json.loads((site / BUNDLE / "pagefind-entry.json").read_text("utf-8"))
    return sum(language["page_count"] for language in entry["languages"].values())


def test_every_article_is_indexed_and_old_entries_go(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("xa/a", "xa/b", "xa/c"):
        make_page(tmp_path, name, "Hội Người cao tuổi")
    index(tmp_path)
    assert pages_in(tmp_path) == 3
    before = set((tmp_path / BUNDLE / "fragment").iterdir())
    (tmp_path / "xa/c/index.html").unlink()
    index(tmp_path)
    assert pages_in(tmp_path) == 2
    assert len(set((tmp_path / BUNDLE / "fragment").iterdir())) == len(before) - 1
    assert capfd.readouterr() == ("", "")


def test_only_what_the_search_page_loads_is_published(tmp_path: Path) -> None:
    make_page(tmp_path, "xa/a", "Hội")
    index(tmp_path)
    names = {path.name for path in (tmp_path / BUNDLE).iterdir()}
    assert {"pagefind.js", "pagefind-entry.json", "fragment", "index"} <= names
    assert not {name for name in names if "ui" in name or "highlight" in name}


def test_a_site_that_pagefind_refuses_is_a_fault_with_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as fault:
        index(tmp_path / "nowhere")
    code, facts = fault.value.args
    assert code == "index-refused"
    assert facts["line"]
