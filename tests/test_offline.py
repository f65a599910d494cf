"""A site as one file that opens from a folder: where links lead, what loads, what a province has."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from generator import cli, offline
from generator.errors import GeneratorError, SettingError
from generator.offline import scripts
from generator.offline.pages import link_from, page
from tests.builders import ROOT

PATHS = {"index.html", "tinh/19-a/index.html", "xa/00001/index.html", "data/a.csv", "tim-kiem/index.html"}
WEB = "https://so.example/"
FROM = "tinh/19-a/index.html"


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("../..", "../../index.html"),
        ("../../", "../../index.html"),
        ("../../xa/00001/#xa-00001", "../../xa/00001/index.html#xa-00001"),
        ("../../tim-kiem/?q=a", "../../tim-kiem/index.html?q=a"),
        ("../../data/a.csv", "../../data/a.csv"),
        ("./", "index.html"),
        ("#muc", "#muc"),
        ("https://so.example/tinh/19-a/", "https://so.example/tinh/19-a/"),
        ("mailto:a@so.example", "mailto:a@so.example"),
    ],
)
def test_a_link_leads_to_a_file_of_the_package(link, led):
    assert link_from(FROM, link, PATHS, WEB) == led


@pytest.mark.parametrize(
    ("link", "led"),
    [("../../xa/00002/#a", f"{WEB}xa/00002/#a"), ("../../data/a.zip", f"{WEB}data/a.zip")],
)
def test_what_the_package_has_not_is_on_the_web_or_no_link(link, led):
    assert link_from(FROM, link, PATHS, WEB) == led
    assert link_from(FROM, link, PATHS, None) is None
    assert page(FROM, f'<a href="{link}">x</a>', PATHS, None) == "<a>x</a>"


def test_text_that_looks_like_a_link_stays():
    told = '<pre>&lt;a href="../../xa/00001/"&gt;</pre><meta name="description" content="a; b">'
    assert page(FROM, told, PATHS, WEB) == told


def test_a_page_that_moved_leads_to_the_file():
    moved = page(FROM, '<meta http-equiv="refresh" content="0; url=../../xa/00001/">', PATHS, WEB)
    assert moved == '<meta http-equiv="refresh" content="0; url=../../xa/00001/index.html">'


def test_nothing_is_loaded_in_a_way_that_folders_do_not_know():
    head = (
        '<link rel="preload" as="font" href="../../a.woff2" crossorigin>\n'
        '<link rel="modulepreload" href="../../assets/search-rank.js">\n'
        '<script src="../../assets/theme.js"></script>'
        '<script type="module" src="../../assets/search.js"></script>'
        '<script src="../../assets/charts.js" defer></script>'
    )
    assert page(FROM, head, {*PATHS, "assets/theme.js"}, None) == (
        '<script src="../../assets/offline.js"></script>\n<script src="../../assets/theme.js"></script>'
        '<script type="text/plain" data-module="search.js"></script>'
    )


def test_a_module_becomes_a_function_that_returns_its_names():
    told = 'import { a, b as c } from "./x.js";\nexport const d = () => a + c;\n'
    assert scripts.module("y.js", told) == (
        'offline.modules["y.js"] = () => {\nconst { a, b: c } = offline.load("x.js");\n'
        "const d = () => a + c;\n\nreturn { d };\n};\n"
    )


@pytest.mark.parametrize("told", ["export default 1;", 'import x from "./x.js";', "export { a };"])
def test_a_module_in_another_form_is_refused(told):
    with pytest.raises(GeneratorError, match="offline-module"):
        scripts.module("y.js", told)


# A small site ------------------------------------------------------------------------------------

UNITS = [
    ["Tỉnh A", "tinh-19", 0, 0, 0, "tỉnh A"],
    ["Tỉnh A", "tinh-19-20250701", 0, 0, 0, "", "tinh/19-a-20250701/"],
    ["Tỉnh B", "tinh-06", 0, 0, 0, "tỉnh A"],
    ["Tỉnh C", "tinh-30", 0, 0, 0, ""],
    ["Xã D", "xa-00001", 2, 0, 0, "xã E"],
    ["Xã F", "xa-00002", 3, 0, 0, "", "xa/00002-f/"],
    ["Hội G", "", 0, 0, 0, "", "hoi/g/"],
]
PLACES = [
    ["", None, None],
    ["Tỉnh A", None, "dia-phuong/19-a/"],
    ["Tỉnh B", None, "dia-phuong/06-b/"],
    ["Tỉnh C", None, "dia-phuong/30-c/"],
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three provinces, of which two are one today."""
    folder = tmp_path / "site"
    contents = {
        "build.json": '{"data_digest": ""}',
        "index.html": '<a href="xa/00002-f/">F</a>',
        "tim-kiem/ten/tu.json": json.dumps({"places": PLACES}),
        **dict.fromkeys(["tim-kiem/ten/tu-x.json", "en/tim-kiem/ten/tu-x.json"], json.dumps(UNITS)),
        "xa/00002-f/index.json": json.dumps({"figures": {"of-f": {}}}),
        "data/all.sqlite": "",
        "pagefind/pagefind.js": "",
        **dict.fromkeys(
            [
                "tinh/19-a-20250701/index.html",
                "tinh/06/index.html",
                "xa/00001/index.html",
                "xa/00002-f/index.html",
                "so/of-f/index.html",
                "hoi/g/index.html",
                "hoi/g/30-c/index.html",
                "dia-phuong/30-c/index.html",
                "data/observations/xa-00002.csv",
            ],
            "",
        ),
    }
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    (folder / "assets").mkdir()
    for script in (ROOT / "theme/assets").glob("*.js"):
        (folder / "assets" / script.name).write_bytes(script.read_bytes())
    return folder


def packed(site: Path, *options: str) -> dict[str, str]:
    output = site.parent / "a.zip"
    assert cli.run(["offline", str(site), "-o", str(output), *options]) == 0
    with zipfile.ZipFile(output) as bundle:
        return {
            name.removeprefix("so-lieu-hoi-ngoai-tuyen/"): bundle.read(name).decode()
            for name in bundle.namelist()
        }


def test_the_package_of_a_site_has_all_pages_and_one_form_of_each_table(site):
    found = packed(site)
    assert {"xa/00002-f/index.html", "so/of-f/index.html", "hoi/g/30-c/index.html"} <= found.keys()
    assert not {"data/all.sqlite", "pagefind/pagefind.js", "assets/search.js"} & found.keys()
    assert found["index.html"] == '<a href="xa/00002-f/index.html">F</a>'
    assert found["DOC-TRUOC.txt"].count("tất cả địa phương") == 1


@pytest.mark.parametrize("code", ["19", "06"])
def test_the_package_of_a_province_has_what_became_part_of_it_and_no_other_place(site, code):
    found = packed(site, "--province", code)
    assert {"tinh/19-a-20250701/index.html", "tinh/06/index.html", "xa/00001/index.html"} <= found.keys()
    assert "hoi/g/index.html" in found
    others = ["xa/00002-f", "so/of-f", "hoi/g/30-c", "dia-phuong/30-c", "data/observations/xa-00002"]
    assert not [path for path in found if path.startswith(tuple(others))]
    assert "tinh/19-a-20250701/index.html" in found["index.html"]
    for names in (found["tim-kiem/ten/tu-x.json.js"], found["en/tim-kiem/ten/tu-x.json.js"]):
        assert "xa-00001" in names and "hoi/g/" in names and "xa-00002" not in names


def test_the_same_site_gives_the_same_bytes(site, tmp_path):
    files = [tmp_path / name for name in ("a.zip", "b.zip")]
    for file in files:
        offline.pack(site, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_nothing_is_left_where_a_script_cannot_be_packed(site, tmp_path):
    (site / "assets/search.js").write_text("export default 1;")
    with pytest.raises(GeneratorError):
        offline.pack(site, tmp_path / "a.zip")
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("folder", "output", "code", "said"),
    [
        (".", "a.zip", None, "offline-no-site"),
        ("site", "nowhere/a.zip", None, "offline-no-folder"),
        ("site", "a.zip", "99", "offline-no-province"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(site, tmp_path, folder, output, code, said):
    with pytest.raises(SettingError, match=said):
        offline.pack(tmp_path / folder, tmp_path / output, code)
