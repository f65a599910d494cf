"""Citations: every form names the page, its release with the date, and the full address if there is one."""

import json
from datetime import date

from msgspec.structs import replace

from generator import measures, text
from generator.model import Release
from generator.pages.blocks.citation import citation
from generator.pages.blocks.figure_history import any_later
from generator.pages.view import words
from generator.pages.view.context import NOWHERE, Context, Site
from tests.registers import make_observation, make_register

SITE = Site("https://vi.du/so-lieu/")
RELEASES = (
    Release("2026-11", date(2026, 11, 21), "Bản đầu", None),
    Release("2026-12", date(2026, 12, 5), "Bản hai", None),
)


def cited(title="Xã Bình Yên", releases=RELEASES, site=SITE):
    register = replace(make_register(), releases=releases)
    return citation(Context(register, measures.measure(register), "/xa/05587-binh-yen/", site), title)


def test_a_citation_has_the_newest_release_its_date_and_the_full_address():
    made = cited()
    assert (made.release, made.day, made.day_en) == ("2026-12", "05/12/2026", "5 December 2026")
    assert made.address == "https://vi.du/so-lieu/xa/05587-binh-yen/"
    assert made.path is None


def test_without_a_known_site_the_path_is_left_to_the_script_and_without_a_release_none_is_named():
    made = cited(releases=(), site=NOWHERE)
    assert made.address == made.path == "/xa/05587-binh-yen/"
    assert (made.release, made.day) == (None, "")
    assert "year" not in made.bibtex
    assert "issued" not in made.csl


def test_bibtex_is_one_entry_that_leaves_the_day_of_access_open():
    assert cited("Tỷ lệ: 74,87%").bibtex == (
        "@misc{solieuhoi-so-lieu-xa-05587-binh-yen,\n"
        "author = {{Số liệu hội}},\n"
        "title = {{Tỷ lệ: 74,87\\%}},\n"
        "year = {2026},\n"
        "note = {Bản phát hành 2026-12, 05/12/2026},\n"
        "url = {https://vi.du/so-lieu/xa/05587-binh-yen/},\n"
        "urldate = {…}\n"
        "}"
    )


def test_the_home_page_has_a_key_of_bibtex_as_well():
    context = Context(make_register(), measures.measure(make_register()), "/", NOWHERE)
    assert citation(context, "Trang chủ").bibtex.startswith("@misc{solieuhoi,\n")


def test_csl_json_is_one_item_whose_last_open_place_is_the_day_of_access():
    made = cited('Quỹ “Vì…” "a"')
    (item,) = json.loads(made.csl)
    assert item["title"] == 'Quỹ “Vì…” "a"'
    assert item["issued"] == {"date-parts": [[2026, 12, 5]]}
    assert item["URL"] == made.address
    assert made.csl[made.csl.rindex("…") :] == '…"}}]'


def test_no_sign_of_tex_in_a_title_is_left_to_tex():
    entry = text.to_bibtex("misc", "a", {"title": r"\a {b} 5% & $1 #2 x_y ~ ^"}, {"url": "https://a/x_y"})
    assert r"{{\textbackslash{}a \{b\} 5\% \& \$1 \#2 x\_y \textasciitilde{} \textasciicircum{}}}" in entry
    assert "url = {https://a/x_y}" in entry


def test_what_came_after_the_newest_release_is_not_said_to_be_in_it():
    register = replace(make_register(), releases=RELEASES)
    context = Context(register, measures.measure(register), "/xa/05587-binh-yen/", SITE)
    later = citation(context, "Xã Bình Yên", is_later=True)
    assert "note = {Sau bản phát hành 2026-12, 05/12/2026}" in later.bibtex
    assert "year" not in later.bibtex
    assert not {"version", "issued"} & set(json.loads(later.csl)[0])
    assert {"version", "issued"} <= set(json.loads(cited().csl)[0])


def test_a_list_of_what_there_is_is_cited_with_the_newest_release_and_not_as_a_part_of_it():
    register = replace(make_register(), releases=RELEASES)
    context = Context(register, measures.measure(register), "/hoi/", SITE)
    living = citation(context, "Hội", is_living=True)
    assert (living.release, living.is_living) == ("2026-12", True)
    assert "note = {Bản phát hành mới nhất: 2026-12, 05/12/2026}" in living.bibtex
    assert "year" not in living.bibtex
    assert not {"version", "issued"} & set(json.loads(living.csl)[0])
    assert "mới nhất" not in cited().bibtex


def test_quotation_marks_of_a_title_become_single_ones_between_those_of_the_citation():
    assert words.within_quotes("Mô hình “3 sạch”, 2023") == "Mô hình ‘3 sạch’, 2023"
    assert words.within_quotes("Xã Bình Yên") == "Xã Bình Yên"


def test_a_page_of_several_figures_names_the_newest_release_only_where_it_has_them_all():
    known, new = make_observation("a", "1"), make_observation("b", "2")
    published = {"xa-00001": {"a": "2026-11"}}
    register = replace(make_register(known, new), releases=RELEASES, published=published)
    context = Context(register, measures.measure(register), "/chi-tieu/x/", SITE)
    assert any_later(context, [known, new])
    assert not any_later(context, [known])
