"""A frame that is printed once gives the page that MkDocs would have printed with its words."""

import pytest

from generator.products import LightPage
from generator.site import render
from generator.site.shell import Shell
from tests.builders import ROOT

TITLE, TOLD = 'Xã "A" & <b>', "Xã <A>: là 'đơn vị' nào"
BLOCK = '<div class="record">\n<h1 id="xa-05587">Xã "A" &amp; &lt;b&gt;</h1>\n</div>'


@pytest.mark.parametrize("target", [None, "../05587-binh-yen/"])
@pytest.mark.parametrize("site_url", [None, "https://vi.du/so-lieu/"])
def test_a_filled_frame_is_the_page_that_mkdocs_prints(site_url, target):
    project = render.Project(
        ROOT / "mkdocs.yml", ROOT / "theme", site_url, contact="https://vi.du/mau a@vi.du", release="2026-11"
    )
    frame = render.Frame(project)
    filled = Shell(frame, "code", "2026-11").html(LightPage("/xa/05587/", TITLE, TOLD, BLOCK, target))
    front = {"title": TITLE, "description": TOLD, "kind": "code", "published": "2026-11"}
    if target is not None:
        front["target"] = target
    assert filled == frame.html("xa/05587/index.md", front, BLOCK)


def test_every_folder_has_a_frame_of_its_own_and_no_word_of_it_is_left():
    shell = Shell(render.Frame(render.Project(ROOT / "mkdocs.yml", ROOT / "theme", None)), "code", None)
    for level in ("xa", "tinh"):
        page = shell.html(LightPage(f"/{level}/01/", "a", "a", BLOCK, None))
        assert f"/{level}/01/</span>" in page
        assert "SHELL" not in page
