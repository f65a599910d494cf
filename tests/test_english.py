"""English pages: every template and word has a translation, and a page mixes no languages by accident."""

import csv
import pickle
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import read, settings, text, translation, urls
from generator.errors import GeneratorError
from generator.language import speaking
from generator.measures import Measured, measure
from generator.model import Register, Term
from generator.pages.blocks import arithmetic
from generator.pages.blocks.chart import source_line
from generator.pages.blocks.figure_history import told_change
from generator.pages.kinds.association_in_unit import association_in_unit_page
from generator.pages.kinds.corrections import corrections_page
from generator.pages.kinds.home import home_page
from generator.pages.kinds.quality import quality_page
from generator.pages.kinds.releases import release_page, releases_page
from generator.pages.kinds.unit import unit_page
from generator.pages.view import rendering, words
from generator.pages.view.amounts import noun, telling_noun, unit_of_measure
from generator.pages.view.context import Context
from generator.pages.view.dates import document_date
from generator.pages.view.english_register import in_language
from generator.pages.view.figure import figure
from generator.pipeline import build, translations
from generator.products import Page
from generator.site.mkdocs_config import languages_of
from tests.builders import DATA, ROOT
from tests.conftest import OpenWindow
from tests.registers import make_document, make_indicator, make_observation, make_register, make_unit
from tests.servers import served
from tests.test_pipeline import OBSERVATIONS, make_project

NOT_IN_ENGLISH = {"en", "gioi-thieu", "phuong-phap"}
ON_PAGES_OF_UNITS = (
    "theme.js",
    "cite.js",
    "in-place.js",
    "charts.js",
    "search-suggest.js",
    "search-names.js",
)
DICTIONARY = ("du-lieu", "tu-dien")
OF_PAGES = translation.of_both_languages()
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯà-ãè-êìíò-õùúýạ-ỹÀ-ÃẠ-Ỹ]")


HOW = {"workers": 1, "no_markdown": True, "contact": "bao-loi@example.vn"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one commune, in both languages."""
    root = make_project(tmp_path_factory.mktemp("english"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("SITE_LANGUAGES", "vi, en")
        build(settings.make(**HOW))
    return root / "site"


@pytest.mark.parametrize("file", OF_PAGES, ids=lambda file: file.name)
def test_every_piece_of_a_template_has_a_translation_with_its_values(file: Path) -> None:
    known = translation.catalogue()
    for line, piece in translation.pieces(file.read_text("utf-8")):
        assert piece in known, f"{file.name}:{line}: {piece}"


def test_the_vocabularies_have_the_same_words_and_no_other_gaps() -> None:
    ours, theirs = words.vocabulary("vi"), words.vocabulary("en")
    for group, said in ours.items():
        assert said.keys() == theirs[group].keys(), group
    for key, said in theirs["sentence"].items():
        assert set(re.findall(r"\{(\w+)", said)) <= set(re.findall(r"\{(\w+)", ours["sentence"][key])), key


def test_every_word_of_a_script_is_there_in_english() -> None:
    assets = translation.TEMPLATES.parents[1] / "theme/assets"
    said = {script.name: words_said_in(script) for script in assets.glob("*.js")}
    everywhere, elsewhere = words_known_in(assets / "english.js"), words_known_in(assets / "english-more.js")
    assert set().union(*said.values()) == everywhere | elsewhere
    assert not everywhere & elsewhere
    assert set().union(*(said[script] for script in ON_PAGES_OF_UNITS)) == everywhere


def words_said_in(script: Path) -> set[str]:
    said = re.findall(r"\bsay`([^`]+)`", script.read_text("utf-8"))
    return {re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", "{}", words) for words in said}


def words_known_in(script: Path) -> set[str]:
    return set(re.findall(r'^  "(.*?)": ', script.read_text("utf-8"), re.MULTILINE))


def test_numbers_money_days_and_periods_are_written_as_english_has_them() -> None:
    with speaking("en"):
        assert text.number(Decimal("1875")) == "1,875"
        assert text.number(Decimal("74.87")) == "74.87"
        assert text.money(Decimal(140_500_000_000)).replace("\u00a0", " ") == "140.5 billion dong"
        assert text.day(date(2025, 7, 1)) == "1 July 2025"
    assert text.number(Decimal("1875")) == "1.875"


def test_a_sentence_marks_what_it_quotes_in_vietnamese() -> None:
    with speaking("en"):
        place = words.as_written("mục I.1 <a>")
        said = words.sentence("chart_source", documents=words.as_written("Báo cáo"), place=place)
        assert said == "Source: Báo cáo, mục I.1 <a>."
        marked = 'Source: <span lang="vi">Báo cáo</span>, <span lang="vi">mục I.1 &lt;a&gt;</span>.'
        assert rendering.html(said) == marked
        assert rendering.html(pickle.loads(pickle.dumps(said)) + " More.") == f"{marked} More."
        outer = words.sentence("changed_field", field="place", before=said, after="x")
        assert '<span lang="vi">Báo cáo</span>' in rendering.html(outer)
    said = words.sentence("chart_source", documents=words.as_written("Báo cáo"), place="mục I.1")
    assert rendering.html(said) == "Nguồn: Báo cáo, mục I.1."


def test_the_place_below_a_chart_and_what_a_figure_said_before_are_marked_in_english(
    register: Register, measured: Measured
) -> None:
    figure = next(one for one in register.observations.values() if one.locator.startswith("mục"))
    changed = next(one for one in register.revisions if one.field == "value_text" and one.old_value)
    with speaking("en"):
        context = Context(register, measured, "/en/")
        assert f'<span lang="vi">{figure.locator}</span>.' in rendering.html(source_line(context, [figure]))
        told = told_change(context, changed, figure).what
        assert f'<span lang="vi">{text.to_html(changed.old_value)}</span>' in rendering.html(told)


def test_pages_that_quote_notes_and_reasons_say_that_these_are_vietnamese(
    register: Register, measured: Measured
) -> None:
    def page(language: str, make: Callable[[Context], Page], address: str) -> str:
        with speaking(language):
            return make(Context(in_language(register, language), measured, address)).body

    release = register.releases[0].release_id
    for make, address, said in (
        (home_page, urls.HOME, "Titles and notes of releases are in Vietnamese."),
        (lambda context: release_page(context, release), urls.RELEASES, "Title and note are in Vietnamese."),
        (quality_page, urls.QUALITY, "Notes are in Vietnamese."),
        (corrections_page, urls.CORRECTIONS, "Reasons are in Vietnamese."),
        (releases_page, urls.RELEASES, "titles and notes are in Vietnamese."),
        (lambda context: unit_page(context, "tinh-93"), "/tinh/x/", "Notes are in Vietnamese."),
    ):
        assert said in page("en", make, f"/en{address}")
        assert "in Vietnamese." not in page("vi", make, address)


def test_a_document_without_a_date_is_undated_in_english_and_any_other_remark_is_marked() -> None:
    with speaking("en"):
        undated = make_document("one", issued_on=None, issued_text="không ghi ngày")
        assert rendering.html(document_date(undated)) == "undated"
        partly = make_document("one", issued_on=None, issued_text="năm 2025")
        assert rendering.html(document_date(partly)) == '<span lang="vi">năm 2025</span>'
    assert document_date(undated) == "không ghi ngày"


def test_the_title_of_a_release_without_a_note_alone_is_said_to_be_vietnamese(
    register: Register, measured: Measured
) -> None:
    bare = replace(register.releases[0], note=None)
    with speaking("en"):
        known = in_language(replace(register, releases=(bare,)), "en")
        body = release_page(Context(known, measured, "/en/"), bare.release_id).body
    assert "The title is in Vietnamese." in body and "Title and note" not in body


def test_one_thing_has_one_name_in_english(register: Register) -> None:
    tasks = "tasks assigned by the Party and State"
    known = in_language(register, "en")
    assert known.members["assigned", "yes"].name == f"With {tasks}"
    with speaking("en"):
        assert words.word("organisation_status", "assigned") == f"With {tasks}"
        assert words.word("family", "sociopolitical") == "socio-political organisation"
        said = words.word("counted", "livelihood_household_count")
    assert (
        known.organisations["front_and_unions"].name == "Fatherland Front and socio-political organisations"
    )
    assert known.indicators["livelihood_household_count"].name == "Households given capital and livestock"
    assert said.endswith("given capital and livestock")


def test_a_noun_has_the_form_of_its_number() -> None:
    with speaking("en"):
        assert words.noun("hội viên", Decimal(1)) == "member"
        assert words.noun("hội viên", Decimal(1875)) == "members"
        assert words.sentence("trend_fell", count=2) == "2 fell"


def test_a_noun_of_several_things_is_told_by_what_the_indicator_counts() -> None:
    with speaking("en"):
        assert words.noun("suất", 1, "gift_package_count") == "gift package"
        assert words.noun("suất", 128, "scholarship_count") == "scholarships"
        gifts = make_indicator("gift_package_count", name="Gift packages", unit_of_measure="suất")
        assert (telling_noun(gifts, Decimal(128)), unit_of_measure(gifts)) == ("", "gift packages")
        assert words.noun("suất", 2, "other") == words.noun("suất", 2) == "grants"
    assert words.noun("suất", 128, "gift_package_count") == "suất"


def test_organisations_that_learn_are_organisations_and_those_inspected_are_units(register: Register) -> None:
    with speaking("en"):
        shown = in_language(register, "en").indicators
        learning = shown["learning_organisation_registered_count"]
        assert noun(learning, Decimal(515)) == "organisations"
        assert noun(shown["inspected_unit_count"], Decimal(4)) == "units"


def test_posts_that_are_assigned_are_posts_and_no_people(register: Register) -> None:
    with speaking("en"):
        posts = in_language(register, "en").indicators["staff_assigned_count"]
        assert "Number of posts" in posts.definition
        assert (unit_of_measure(posts), noun(posts, Decimal(1)), telling_noun(posts)) == ("posts", "post", "")


def test_an_english_page_tells_the_printed_form_where_the_vietnamese_one_does() -> None:
    told = (
        make_observation("a", "8", value_text="08 hội viên"),
        make_observation("b", "2148", value_text="2.148"),
    )
    bounded = make_observation("c", "394", qualifier=">=", value_text="trên 394 hội viên")
    other = make_observation("d", "11", value_text="11 bếp ăn")
    for register in map(make_register, (*told, bounded, other)):
        for language in ("vi", "en"):
            with speaking(language):
                seen = Context(in_language(register, language), measure(register), "/")
                (one,) = seen.register.observations.values()
                assert figure(seen, one).printed == (one.value_text if one.figure_id == "d" else None)


def test_every_noun_that_is_told_by_its_indicator_is_that_of_one(register: Register) -> None:
    assert set(words.vocabulary("en")["noun_of"]) <= set(register.indicators)


def test_the_sentence_of_an_association_in_a_place_has_its_article(
    register: Register, measured: Measured
) -> None:
    of_one = (one for one in register.observations.values() if one.organisation_id)
    unit_id, body = next((one.unit_id, one.organisation_id) for one in of_one)
    with speaking("en"):
        context = Context(in_language(register, "en"), measured, "/en/x/")
        made = association_in_unit_page(context, unit_id, str(body)).body
    assert re.search(r"figures? of the <a [^>]+>\w", made)


def test_a_noun_that_no_list_foresees_is_told_in_english_as_far_as_it_can_be() -> None:
    with speaking("en"):
        assert words.noun("lượt hộ", Decimal(1)) == "household, counted each time"
        assert words.noun("lượt hộ", Decimal(128)) == "households, counted each time"
        assert words.noun("lượt người", Decimal(2)) == "attendances"
        other = words.noun("lượt xe cứu thương", Decimal(3))
    assert (other, type(other)) == ("lượt xe cứu thương", words.InVietnamese)


def test_what_is_counted_in_other_tables_is_told_in_english() -> None:
    with speaking("en"):
        assert arithmetic.counted_in_words(Term("xã; thị trấn", "units")) == "communes; townships"
        assert type(words.capitalised(words.as_written("mục I.1"))) is words.InVietnamese
    assert arithmetic.counted_in_words(Term("xã; thị trấn", "units")) == "xã; thị trấn"


@pytest.mark.parametrize(
    ("said", "lowered"),
    [
        ("Number of members", "number of members"),
        ("Huế city", "Huế city"),
        ("Bình Yên commune", "Bình Yên commune"),
    ],
)
def test_a_name_keeps_its_capital_in_mid_sentence(said: str, lowered: str) -> None:
    with speaking("en"):
        assert words.lowered(said) == lowered


def test_a_page_has_one_address_in_each_language_and_a_file_has_but_one() -> None:
    address = urls.unit(make_unit("xa-05587"))
    assert urls.in_vietnamese(urls.in_language(address, "en")) == address
    assert urls.in_language(f"{urls.DOWNLOADS}figures.csv", "en") == f"{urls.DOWNLOADS}figures.csv"
    assert urls.language_of(urls.in_language(address, "en")) == "en"


def test_every_page_of_the_record_leads_to_itself_in_the_other_language(site: Path) -> None:
    english = [path.relative_to(site / "en") for path in (site / "en").rglob("index.html")]
    assert len(english) > 100
    for path in (one for one in english if one.parts[0] != "nhung"):
        for page, other in ((site / "en" / path, site / path), (site / path, site / "en" / path)):
            head = LexborHTMLParser(page.read_text("utf-8"))
            led = head.css_first("nav.top a[hreflang]").attributes["href"] or ""
            assert (page.parent / led).resolve() == other.parent.resolve()
            named = [one.attributes["hreflang"] for one in head.css("link[rel=alternate][hreflang]")]
            assert named == ["vi", "en", "x-default"]


def test_every_page_of_the_record_has_an_english_one_as_has_what_others_embed(site: Path) -> None:
    record = [path.relative_to(site) for path in site.rglob("index.html")]
    ours = [path for path in record if path.parts[0] not in NOT_IN_ENGLISH and path.parts[:2] != DICTIONARY]
    assert len(ours) > 100
    assert [path for path in ours if not (site / "en" / path).is_file()] == []


def test_no_english_page_has_vietnamese_words_that_are_not_marked_or_names(site: Path) -> None:
    names = _names()
    for path in (site / "en").rglob("index.html"):
        page = LexborHTMLParser(path.read_text("utf-8"))
        assert page.css_first("html").attributes["lang"] == "en", path
        for said in _unmarked(page.root):
            assert len(said.strip()) == 1 or not VIETNAMESE.search(names.sub("", said)), f"{path}: {said}"


_NAMED = {
    "dimensions": ["name_en"],
    "units": ["name"],
    "documents": ["title", "short_title", "issuer", "number"],
    "organisations": ["aliases"],
}


def _names() -> re.Pattern[str]:
    """Return what matches names of the data, which stay as they are: places, documents, the site."""
    found = {"Số liệu hội"}
    for table, columns in _NAMED.items():
        with (DATA / f"{table}.csv").open(encoding="utf-8") as file:
            cells = (row[column] for row in csv.DictReader(file) for column in columns)
            found.update(name.strip() for cell in cells for name in cell.split(";") if name.strip())
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _unmarked(node: LexborNode | None) -> Iterator[str]:
    """Yield the texts below an element that are not marked as Vietnamese, without those of drawings."""
    child = None if node is None else node.child
    while child is not None:
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag not in ("script", "style", "svg") and child.attributes.get("lang") != "vi":
            yield from _unmarked(child)
        child = child.next


@pytest.mark.parametrize(("folder", "said"), [("", "1.875"), ("en/", "1,875")])
def test_a_search_page_finds_what_pages_of_its_own_language_say(
    site: Path, window: OpenWindow, folder: str, said: str
) -> None:
    page = window()
    with served(site) as address:
        page.goto(f"{address}{folder}tim-kiem/?q={said}")
        page.wait_for_selector("#ket-qua a", timeout=60_000)
        found = page.eval_on_selector_all("#ket-qua a", "links => links.map(link => link.href)")
    below = [link.removeprefix(address) for link in found]
    assert below[0] == f"{folder}xa/05587-binh-yen/"
    assert {link.startswith("en/") for link in below} == {folder == "en/"}


def test_text_without_english_is_told_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dict(translation.catalogue())
    del known["Xếp theo vần"]
    monkeypatch.setattr(translation, "catalogue", lambda: known)
    monkeypatch.setenv("SITE_LANGUAGES", "vi, en")
    with pytest.raises(GeneratorError) as refused:
        translations.problems_of(settings.make(), read.read(DATA))
    assert refused.value.args[0] == "text-untranslated"
    assert any("/places_in.md.j2:25:" in line for line in refused.value.args[1]["lines"])


def test_an_incremental_build_of_both_languages_equals_a_clean_one(site: Path, tmp_path: Path) -> None:
    root = site.parent
    for path, old, new in (
        (OBSERVATIONS, "1875", "1876"),
        ("data/indicators.csv", ",Members,", ",Members enrolled,"),
    ):
        content = (root / path).read_text("utf-8")
        assert old in content
        (root / path).write_text(content.replace(old, new).replace("1.875", "1.876"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("SITE_LANGUAGES", "vi, en")
        for out, fresh in ((site, False), (tmp_path / "site", True)):
            assert build(settings.make(**HOW, out=out, no_cache=fresh)).record is not None
    changed, clean = (
        {path.relative_to(out): path.read_bytes() for path in (out / "en").rglob("*.html")}
        for out in (site, tmp_path / "site")
    )
    assert changed == clean
    assert any(b"1,876" in page and b"Members enrolled" in page for page in clean.values())


def test_this_record_is_published_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_LANGUAGES")
    assert languages_of(ROOT / "mkdocs.yml") == ("vi", "en")


@pytest.mark.parametrize(("path", "said"), [("", "Liên hệ"), ("en/", "Contact")])
def test_on_paper_the_foot_of_a_page_says_whom_to_write_to(site: Path, path: str, said: str) -> None:
    tree = LexborHTMLParser((site / f"{path}index.html").read_text("utf-8"))
    assert f"{said}: {HOW['contact']}" in [one.text() for one in tree.css("footer .imprint .address")]
