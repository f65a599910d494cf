"""The full-text search: small documents, shared out by address, and no file that is not used."""

import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.errors import RenderError
from generator.search import (
    MAIN,
    build_bundle,
    bundle,
    bundle_of,
    bundles,
    catalogue,
    pagefind_format,
    search_document,
    stable,
)
from generator.search.documents import printed
from generator.text import to_html

FRONT = {
    "title": "Xã Bình Yên",
    "description": "Một dòng tả",
    "kind": "unit",
    "search_alias": "xa binh yen",
    "search_weight": "10",
    "search_level": "Cấp xã",
}
UNIT = """<div class="record"><nav>Trang chủ</nav><h1>Xã Bình Yên <span class="badge">xã</span></h1>
<p class="lede">Năm 2023, xã có <data value="1875">1.875</data> hội viên &amp; 7 hội.</p>
<div class="key"><b>1.875 <small>hội viên</small></b> <span>Số hội viên</span> <em>năm 2023</em></div>
<p>Câu chung cho mọi trang.</p>
<section><h2 id="membership">Hội viên</h2>
<table><caption>Bảng</caption><tr><th><a href="../../chi-tieu/so-hoi-vien/">Số hội viên</a></th>
<td>9.999</td></tr><tr><th><a href="../../chi-tieu/so-hoi/">Số hội &lt;mới&gt;</a></th></tr>
<tr><th><a href="../../chi-tieu/so-hoi-vien/">Số hội viên</a></th></tr></table></section>
<section><h2 id="to-chuc">Tổ chức</h2><table><tr><th><a href="hoi-chu-thap-do/">Hội Chữ thập đỏ</a></th></tr>
</table></section><svg><text>biểu đồ</text></svg></div>"""


def document(words: str, kind: str = "unit", more: str = "") -> str:
    made = search_document(
        {"title": words, "kind": kind}, f'<h1>{words}</h1><p class="lede">{words}</p>{more}'
    )
    assert made is not None
    return made


def pages_in(bundle: Path) -> int:
    entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
    return sum(language["page_count"] for language in entry["languages"].values())


# Documents ------------------------------------------------------------------------------------


def test_a_document_keeps_what_tells_the_page_from_others() -> None:
    made = search_document(FRONT, UNIT)
    assert made is not None
    assert 'data-title="Xã Bình Yên" data-khong_dau="xa binh yen"' in made
    assert 'data-pagefind-weight="10"' in made
    assert 'data-pagefind-filter="cap[data-cap]"' in made
    assert 'data-cap="Cấp xã"' in made
    for words in ("Năm 2023, xã có 1.875 hội viên &amp; 7 hội.", "Số hội viên: 1.875 hội viên"):
        assert f"<p>{words}</p>" in made
    assert "Tổ chức" not in made  # a heading, no sentence
    assert "<p>Số hội viên; Số hội &lt;mới&gt;; Hội Chữ thập đỏ</p>" in made


def test_what_is_doubtful_of_a_key_figure_is_no_part_of_its_name() -> None:
    key = '<div class="key"><b>99</b> <span>Số hội <span class="flag">cộng lại được 98</span></span></div>'
    assert "<p>Số hội: 99; cộng lại được 98</p>" in document("Hậu Giang", more=key)


def test_a_document_has_no_tables_charts_or_furniture() -> None:
    made = search_document(FRONT, UNIT)
    assert made is not None
    for words in ("9.999", "Bảng", "biểu đồ", "Trang chủ", "Câu chung", "Một dòng tả"):
        assert words not in made, words


def test_a_document_without_a_lede_begins_with_the_description() -> None:
    made = search_document(FRONT | {"description": "Một dòng & tả"}, UNIT.replace('class="lede"', ""))
    assert made is not None
    assert made.index("<p>Một dòng &amp; tả</p>") < made.index("<p>Số hội viên: 1.875 hội viên")


def test_text_from_data_stays_text_in_the_attributes_of_a_document() -> None:
    made = search_document(FRONT | {"title": '"><script>'}, UNIT)
    assert made is not None
    assert 'data-title="&quot;&gt;&lt;script&gt;"' in made


def test_a_page_of_text_keeps_all_its_text_but_its_crumbs_and_its_headings_are_no_sentences() -> None:
    text = '<p class="crumbs">Phương pháp</p><h2>Lượt</h2><ul><li>không phải người</li></ul>'
    made = document("Cách đọc", "text", text)
    assert "<p>không phải người</p>" in made
    assert 'data-muc="Lượt"' in made
    assert made.count("Lượt") == 1
    assert "Phương pháp" not in made


def test_a_list_of_many_links_is_about_other_pages() -> None:
    links = "".join(f'<a href="../x{number}/">Nơi {number}</a>; ' for number in range(4))
    made = document(
        "Văn bản", more=f'<dl class="card"><dt>Dẫn</dt><dd>{links}</dd><dd>Bộ Chính trị</dd></dl>'
    )
    assert "<p>Bộ Chính trị</p>" in made
    assert "Nơi" not in made


@pytest.mark.parametrize(
    "kind", ["", "home", "search", "figure", "association-in-unit", "indicator-in-province", "unit-then"]
)
def test_a_page_without_a_text_to_search_has_no_document(kind: str) -> None:
    assert search_document(FRONT | {"kind": kind}, UNIT) is None
    assert search_document(FRONT | {"kind": "places-in"}, UNIT) is not None


def test_an_article_in_another_language_than_its_page_has_no_document() -> None:
    front = FRONT | {"kind": "text"}
    assert search_document(front, f'<article lang="en">{UNIT}</article>') is None
    assert search_document(front, f'<article lang="vi">{UNIT}</article>') is not None
    assert search_document(front | {"lang": "en"}, f'<article lang="en">{UNIT}</article>') is not None
    assert search_document(front, f'<article><p lang="en">{UNIT}</p></article>') is not None


def test_front_matter_is_read_from_a_page_in_which_the_theme_printed_it() -> None:
    values = "".join(f' data-{name}="{to_html(value)}"' for name, value in FRONT.items())
    page = f'<nav data-title="Menu">Menu</nav><article class="wrap"{values}>{UNIT}</article><p>Chân trang</p>'
    read = printed(page)
    assert read is not None
    assert read[0] == FRONT
    assert search_document(*read) == search_document(FRONT, UNIT)


def test_a_page_without_an_article_has_no_front_matter() -> None:
    assert printed("<!doctype html><html><body>chuyển hướng</body></html>") is None


# Bundles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "bundle"),
    [
        ("xa/05587-binh-yen-20250701/index.html", "xa-05"),
        ("huyen/106-tam-duong/index.html", "huyen-1"),
        ("nguon/bao-cao-xa-05587-2024/index.html", "xa-05"),
        ("tinh/93-hau-giang/index.html", "tinh-9"),
        ("dia-phuong/92-can-tho-20250701/index.html", "tinh-9"),
        ("dia-phuong/index.html", MAIN),
        ("nguon/chi-thi-17-ct-tw-2012/index.html", MAIN),
        ("index.html", MAIN),
    ],
)
def test_a_page_has_its_bundle_by_its_address(path: str, bundle: str) -> None:
    assert bundle_of(path) == bundle


def test_a_small_site_has_one_bundle() -> None:
    paths = ["xa/05587-a/index.html", "hoi/index.html"]
    assert bundles(paths) == {MAIN: ("hoi/index.html", "xa/05587-a/index.html")}


def test_english_pages_make_no_site_large_and_are_in_the_bundles_of_their_counterparts() -> None:
    paths = ["hoi/index.html", "xa/05587-a/index.html", "dia-phuong/01-ha-noi/index.html"]
    both = [*paths, *(f"en/{path}" for path in paths)]
    assert list(bundles(both, small_site=3)) == [MAIN]
    shared = bundles(both, small_site=2)
    assert {bundle: len(found) for bundle, found in shared.items()} == {MAIN: 2, "tinh-0": 2, "xa-05": 2}


def test_each_language_is_searched_alone(tmp_path: Path) -> None:
    vietnamese, english = search_document(FRONT, UNIT), search_document({**FRONT, "lang": "en"}, UNIT)
    assert vietnamese and english
    build_bundle(MAIN, [("xa/a/index.html", vietnamese), ("en/xa/a/index.html", english)], tmp_path)
    entry = json.loads((tmp_path / "pagefind-entry.json").read_text("utf-8"))
    assert [(name, facts["page_count"]) for name, facts in entry["languages"].items()] == [
        ("en", 1),
        ("vi", 1),
    ]
    assert {path.name for path in tmp_path.glob("wasm.*")} == {"wasm.en.pagefind", "wasm.unknown.pagefind"}


def test_a_large_site_is_shared_out_whatever_the_order_of_its_pages() -> None:
    paths = ["hoi/index.html", *(f"xa/{code:05}-a/index.html" for code in range(0, 3000, 500))]
    shared = bundles(paths, small_site=3)
    assert shared == bundles(reversed(paths), small_site=3)
    assert list(shared) == [MAIN, "xa-00", "xa-01", "xa-02"]
    assert sorted(path for found in shared.values() for path in found) == sorted(paths)


def test_many_sources_leave_the_main_bundle_and_one_more_moves_no_other() -> None:
    paths = ["hoi/index.html", *(f"nguon/van-ban-{number}/index.html" for number in range(1000))]
    shared, more = bundles(paths), bundles([*paths, "nguon/van-ban-moi/index.html"])
    assert shared[MAIN] == ("hoi/index.html",)
    assert len(shared) == 17
    assert all(set(found) <= set(more[bundle]) for bundle, found in shared.items())


def test_the_catalogue_names_the_bundles_beside_the_main_one() -> None:
    assert json.loads(catalogue([MAIN, "xa-05", "huyen-1"])) == ["huyen-1", "xa-05"]


def test_a_bundle_has_only_what_the_search_page_loads(tmp_path: Path) -> None:
    build_bundle(MAIN, [("xa/a/index.html", document("Hội"))], tmp_path)
    names = {path.name for path in tmp_path.iterdir() if not path.name.endswith(".pf_meta")}
    shared = {"pagefind.js", "wasm.unknown.pagefind"}
    assert names == {"pagefind-entry.json", "fragment", "index"} | shared
    build_bundle("xa-05", [("xa/a/index.html", document("Hội"))], tmp_path / "xa-05")
    own = {path.name for path in (tmp_path / "xa-05").iterdir() if not path.name.endswith(".pf_meta")}
    assert own == names - shared


def test_a_bundle_is_replaced_whole_and_others_stay(tmp_path: Path) -> None:
    build_bundle("xa-05", [("xa/a/index.html", document("Hội"))], tmp_path / "xa-05")
    build_bundle(MAIN, [(f"hoi/{name}/index.html", document(name)) for name in "abc"], tmp_path)
    build_bundle(MAIN, [(f"hoi/{name}/index.html", document(name)) for name in "ab"], tmp_path)
    assert pages_in(tmp_path) == 2
    assert len(list((tmp_path / "fragment").iterdir())) == 2
    assert pages_in(tmp_path / "xa-05") == 1


def test_files_of_a_bundle_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    documents = {name: document(name) for name in ("ba", "bốn", "năm")}
    build_bundle(MAIN, [(f"hoi/{name}/index.html", text) for name, text in documents.items()], tmp_path)
    before = {path.name: path.stat().st_ino for path in (tmp_path / "fragment").iterdir()}
    documents["ba"] = document("sáu")
    build_bundle(MAIN, [(f"hoi/{name}/index.html", text) for name, text in documents.items()], tmp_path)
    after = {path.name: path.stat().st_ino for path in (tmp_path / "fragment").iterdir()}
    assert len(after) == len(before) == 3
    assert len(before.items() & after.items()) == 2


@pytest.mark.parametrize(("free", "in_memory"), [(10**9, True), (100, False)])
def test_a_bundle_is_made_in_memory_where_that_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, in_memory: bool
) -> None:
    places = []
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(bundle, "_IN_MEMORY", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    monkeypatch.setattr(bundle, "_run", lambda command: places.append(Path(command[3])))
    with pytest.raises(RenderError, match="index-missing"):
        build_bundle(MAIN, [("xa/a/index.html", document("Hội"))], tmp_path / "site")
    assert [place.is_relative_to(tmp_path) for place in places] == [in_memory]


def test_a_folder_for_temporary_files_that_was_chosen_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert bundle._scratch([]) is None


def test_what_a_killed_build_left_goes_with_the_next_and_no_other_site_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, site = tmp_path / "memory", tmp_path / "site"
    monkeypatch.setattr(bundle, "_IN_MEMORY", memory)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    for place in (memory, tmp_path / "temporary"):
        (place / f"{bundle._prefix(site)}killed" / "documents").mkdir(parents=True)
        (place / f"{bundle._prefix(tmp_path / 'other')}killed").mkdir()
    bundle.clear_up(site)
    left = {path.name for path in tmp_path.glob("*/pagefind-*")}
    assert left == {f"{bundle._prefix(tmp_path / 'other')}killed"}


def test_bundles_can_be_built_at_the_same_time(tmp_path: Path) -> None:
    names = ("xa-01", "xa-02", "xa-03", "xa-04")
    with ThreadPoolExecutor(2) as executor:
        list(
            executor.map(
                lambda name: build_bundle(name, [("a/index.html", document(name))], tmp_path / name), names
            )
        )
    assert [pages_in(tmp_path / name) for name in names] == [1, 1, 1, 1]


def test_a_bundle_that_pagefind_refuses_is_a_fault_with_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as fault:
        build_bundle(MAIN, [], tmp_path)
    code, facts = fault.value.args
    assert code == "index-refused"
    assert facts["line"]


# Words in small files --------------------------------------------------------------------------

SYLLABLES = [
    f"{first}{last}" for first in ("b", "ch", "đ", "th", "x") for last in ("a", "anh", "inh", "o", "u")
]
WORDY = [
    (f"{page}/index.html", document(" ".join(f"{word}{page * 7 % 61}" for word in SYLLABLES)))
    for page in range(60)
]


@pytest.fixture(scope="module")
def many_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("words")
    build_bundle(MAIN, WORDY, out)
    return out


def files_of_words(bundle: Path) -> list[tuple[str, str, list[str]]]:
    """Return first word, last word, and all words of each file that the metadata lists."""
    [meta] = bundle.glob("*.pf_meta")
    return [
        (first, last, [word[0] for word in pagefind_format.read(bundle / "index" / f"{name}.pf_index")[0]])
        for first, last, name in pagefind_format.read(meta)[2]
    ]


def test_words_are_shared_out_to_small_files_in_order(many_words: Path) -> None:
    listed = files_of_words(many_words)
    assert len(listed) == len(list((many_words / "index").iterdir())) > 3
    assert [(first, last) for first, last, _ in listed] == [(words[0], words[-1]) for _, _, words in listed]
    every = [word for _, _, words in listed for word in words]
    assert every == sorted(every)
    assert {"banh7", "chinh14", "đo7", "xu7"} <= set(every)
    sizes = [file.stat().st_size for file in (many_words / "index").iterdir()]
    assert max(sizes) < stable.MOST_BYTES


def test_words_that_begin_with_the_same_two_letters_are_in_one_file(many_words: Path) -> None:
    beginnings = [{word[:2] for word in words} for _, _, words in files_of_words(many_words)]
    assert sum(map(len, beginnings)) == len(set().union(*beginnings))


def test_a_group_larger_than_a_file_has_a_file_of_its_own() -> None:
    words = [("an", b"1"), ("ba", b"2" * stable.MOST_BYTES), ("bao", b"3"), ("ca", b"4"), ("cb", b"5")]
    shared = [[word for word, _ in some] for some in stable.shares(words)]
    assert shared == [["an"], ["ba", "bao"], ["ca", "cb"]]


def test_a_bundle_without_words_has_no_file_of_words() -> None:
    assert list(stable.shares([])) == []


@pytest.mark.parametrize(
    "value", [0, 23, 24, 255, 256, 65_536, 2**32, -1, -24, -25, -257, "", "đỏ", [], [[1, ["a"], -2]] * 30]
)
def test_what_pagefind_writes_is_written_again_as_it_was_read(
    tmp_path: Path, value: pagefind_format.Value
) -> None:
    file = tmp_path / "value"
    file.write_bytes(pagefind_format.packed(pagefind_format.encoded(value)))
    assert pagefind_format.read(file) == value


def test_the_same_documents_give_the_same_bytes(tmp_path: Path, many_words: Path) -> None:
    build_bundle(MAIN, WORDY, tmp_path)
    first, second = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (many_words, tmp_path)
    )
    assert first == second


@pytest.mark.parametrize("content", [b"\x82\x80\x80", b"\x81\x61a", b"\x05"])
def test_words_in_another_shape_are_refused(content: bytes) -> None:
    with pytest.raises(RenderError):
        list(pagefind_format.elements(content))
