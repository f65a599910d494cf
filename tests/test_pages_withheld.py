"""What pages say of how many figures there are, where some have no number or are repeats."""

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, urls
from generator.language import ENGLISH, VIETNAMESE, speaking
from generator.model import Topic
from generator.pages.kinds.association import association_page
from generator.pages.kinds.directories import organisations_page
from generator.pages.kinds.document import document_page
from generator.pages.kinds.indicator import indicator_in_province_page, indicator_page
from generator.pages.kinds.quality import quality_page
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from generator.pages.view.english_register import in_language
from tests.registers import (
    make_member,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
    make_unit,
)

TOPIC = Topic("membership", "Hội viên", "Members", "…", 1)
WITHHELD = {"value": None, "missing": "withheld"}
SILENT = {"value": None, "missing": "not_reported"}


def contexts(*observations, address="/", **parts):
    """The record as pages in Vietnamese and in English see it."""
    register = replace(make_register(*observations, **parts), topics={TOPIC.topic_id: TOPIC})
    measured = measures.measure(register)
    for language in (VIETNAMESE, ENGLISH):
        with speaking(language):
            yield Context(in_language(register, language), measured, urls.in_language(address, language))


def at(place, **changes):
    """A figure of one of several communes."""
    figure = f"f{place}{changes.get('missing', '')}{changes.get('occurrence', '')}"
    return make_observation(figure, unit_id=f"xa-0000{place}", **{"locator": "I"} | changes)


def paragraph(body, anchor):
    """The first paragraph below a heading."""
    return " ".join(LexborHTMLParser(body).css_first(f"h2#{anchor} ~ p").text().split())


@pytest.mark.parametrize(
    ("figures", "vietnamese", "english"),
    [
        ([], "Chưa có số liệu nào cho chỉ tiêu này.", "There are no figures of this indicator yet."),
        ([at(1)], "1 con số, ở 1 địa phương.", "1 figure in 1 area."),
        ([at(1), at(2)], "2 con số, ở 2 địa phương.", "2 figures in 2 areas."),
        (
            [at(1), at(2, **WITHHELD)],
            "1 con số, ở 1 địa phương; 1 số giữ kín.",
            "1 figure in 1 area; 1 withheld figure.",
        ),
        (
            [at(1), at(1, **WITHHELD), at(2, **SILENT), at(2, **SILENT, occurrence=2)],
            "1 con số, ở 1 địa phương; 1 số giữ kín; 1 số không có, có nêu lý do.",
            "1 figure in 1 area; 1 withheld figure; 1 without a value, with the reason.",
        ),
        (
            [at(1, **WITHHELD), at(2, **WITHHELD)],
            "Không có con số nào được công bố; 2 số giữ kín.",
            "No figure is published; 2 withheld figures.",
        ),
    ],
)
def test_an_indicator_counts_the_places_that_have_a_number_and_names_the_withheld(
    figures, vietnamese, english
):
    other = make_observation("other", indicator_id="assoc_count")
    indicators = make_register(at(1)).indicators
    said = [
        paragraph(indicator_page(context, "member_count").body, "so-lieu")
        for context in contexts(*figures, other, indicators=tuple(indicators.values()))
    ]
    assert said == [vietnamese, english]


def test_an_indicator_in_a_province_counts_the_places_that_have_a_number():
    said = [
        LexborHTMLParser(indicator_in_province_page(context, "member_count", "tinh-01").body)
        .css_first("p.lede")
        .text()
        for context in contexts(
            make_observation("a", unit_id="tinh-01"),
            make_observation("b", unit_id="xa-00002", **WITHHELD),
            units=(make_unit("tinh-01"), make_unit("xa-00002", "tinh-01")),
        )
    ]
    assert ", ở 1 địa phương thuộc " in said[0]
    assert "; 1 số giữ kín. " in said[0]
    assert ", in 1 area of " in said[1]
    assert "; 1 withheld figure. " in said[1]


def test_the_directory_of_organisations_counts_the_places_that_have_a_number():
    body = {"organisation_id": "red_cross"}
    figures = at(1, **body), at(2, **body, **WITHHELD)
    for context, said in zip(
        contexts(*figures, organisations=(make_organisation("red_cross"),)),
        ("1 con số, ở 1 địa phương", "1 figure in 1 area"),
        strict=True,
    ):
        assert f"<small>{said}</small>" in organisations_page(context).body


RED_CROSS = {"organisation_id": "red_cross"}


@pytest.mark.parametrize(
    ("figures", "vietnamese", "english"),
    [
        ([at(1)], "1", "1"),
        ([at(1), at(1, occurrence=2)], "1", "1"),
        ([at(1), at(1, **WITHHELD)], "1 1 số giữ kín", "1 1 withheld figure"),
        ([at(1, **WITHHELD)], "1 số giữ kín", "1 withheld figure"),
        (
            [at(1, **WITHHELD), at(1, **SILENT)],
            "1 số giữ kín; 1 số không có, có nêu lý do",
            "1 withheld figure; 1 without a value, with the reason",
        ),
    ],
)
def test_a_table_that_counts_figures_says_so_and_names_the_withheld(figures, vietnamese, english):
    own = [replace(one, **RED_CROSS) for one in figures]
    with_body = contexts(*own, organisations=(make_organisation("red_cross"),))
    for context, said, heading in zip(
        with_body, (vietnamese, english), ("Lượng số liệu", "Number of figures"), strict=True
    ):
        own_page = LexborHTMLParser(unit_page(context, "xa-00001").body)
        table = own_page.css_first("details.fold:has(#to-chuc) table")
        assert (table.css_first("th.n").text(), table.css_first("td.n").text()) == (heading, said)


def test_the_overview_of_what_is_complete_counts_figures_and_names_the_withheld():
    figures = at(1), at(1, **WITHHELD), at(1, **SILENT), at(1, **SILENT, occurrence=2)
    for context, heading, said in zip(
        contexts(*figures, address="/chat-luong/"),
        ("Lượng số liệu", "Number of figures"),
        (
            "1 1 số giữ kín; 1 số không có, có nêu lý do",
            "1 1 withheld figure; 1 without a value, with the reason",
        ),
        strict=True,
    ):
        table = LexborHTMLParser(quality_page(context).body).css("table")[-1]
        assert (table.css_first("th.n").text(), table.css_first("td.n").text()) == (heading, said)


def test_the_page_of_an_association_says_what_is_withheld_and_dates_only_numbers():
    figures = at(1, **RED_CROSS), at(2, **RED_CROSS, **WITHHELD)
    for context, cells, newest in zip(
        contexts(*figures, organisations=(make_organisation("red_cross"),)),
        (["1 con số", "1 số giữ kín"], ["1 figure", "1 withheld figure"]),
        ("Số mới nhất là của năm 2023.", "The newest are of 2023."),
        strict=True,
    ):
        body = association_page(context, "red_cross").body
        shown = [one.text().replace("\xa0", " ") for one in LexborHTMLParser(body).css("td.n a data")]
        assert shown[:2] == cells
        assert newest in body


def test_a_place_whose_number_is_withheld_is_not_among_those_without_one():
    figures = at(1, **RED_CROSS), at(2, **RED_CROSS, **WITHHELD), at(2), at(3, **RED_CROSS, **SILENT), at(3)
    (context, _) = contexts(*figures, organisations=(make_organisation("red_cross"),))
    body = association_page(context, "red_cross").body
    assert (
        "1 con số, ở 1 trong 3 địa phương có số liệu; ít như vậy nên không vẽ hình các địa phương. " in body
    )
    silent = body.partition("chưa có số xếp vào tổ chức này: ")[2].partition("</p>")[0]
    assert "Tên 00003" in silent
    assert "Tên 00002" not in silent


@pytest.mark.parametrize(
    ("figures", "vietnamese", "english"),
    [
        ([at(1)], "1 con số; kỳ năm 2023.", "1 figure; period: 2023."),
        (
            [at(1), at(1, occurrence=2), at(1, occurrence=3), at(1, **WITHHELD)],
            "1 con số, 2 chỗ nhắc lại, 1 số giữ kín, xếp theo mục của văn bản; kỳ năm 2023.",
            "1 figure, 2 repeats, 1 withheld figure, in the order of the document; period: 2023.",
        ),
        (
            [at(1), at(1, **SILENT)],
            "1 con số, 1 số không có, có nêu lý do, xếp theo mục của văn bản; kỳ năm 2023.",
            "1 figure, 1 without a value, with the reason, in the order of the document; period: 2023.",
        ),
        (
            [at(1, **WITHHELD), at(1, **WITHHELD, occurrence=2), at(2, **WITHHELD)],
            "1 chỗ nhắc lại, 2 số giữ kín, xếp theo mục của văn bản, "
            "của xã Tên 00001; xã Tên 00002; kỳ năm 2023.",
            "1 repeat, 2 withheld figures, in the order of the document, "
            "of Tên 00001 commune; Tên 00002 commune; period: 2023.",
        ),
        ([at(1, **WITHHELD)], "1 số giữ kín; kỳ năm 2023.", "1 withheld figure; period: 2023."),
    ],
)
def test_a_document_counts_what_is_listed_by_what_it_is(figures, vietnamese, english):
    said = [
        paragraph(document_page(context, "report").body, "so-lieu")
        for context in contexts(*figures, address="/nguon/report/")
    ]
    assert said == [vietnamese, english]


def test_a_place_of_a_long_document_counts_what_stands_there_by_what_it_is():
    many = [make_observation(f"m{n}") for n in range(41)]
    repeated = make_observation("r", locator="II", occurrence=2)
    withheld = make_observation("w", locator="III", **WITHHELD)
    for context, said in zip(
        contexts(*many, repeated, withheld, address="/nguon/report/"),
        (["41 con số", "1 chỗ nhắc lại", "1 số giữ kín"], ["41 figures", "1 repeat", "1 withheld figure"]),
        strict=True,
    ):
        tree = LexborHTMLParser(document_page(context, "report").body)
        shown = [one.text().replace("\xa0", " ") for one in tree.css("details.block summary small")]
        assert shown == said


PARTS = (
    make_observation("a", "1", breakdown=(("scope", "x"),)),
    make_observation("b", "0", breakdown=(("scope", "y"),)),
)
ADDED = make_relation("sum", "f", "a", "b")
AGAIN = make_observation("g", occurrence=2, locator="II")


@pytest.mark.parametrize(
    ("figures", "relations", "vietnamese", "english"),
    [
        ((AGAIN,), (), "Số ở chỗ kia", "Stated elsewhere"),
        (PARTS, (ADDED,), "Tính lại", "Recalculated"),
        ((AGAIN, *PARTS), (ADDED,), "Số đối chiếu", "Compared with"),
        (
            (replace(AGAIN, value=None, value_text=None, missing="withheld"), *PARTS),
            (ADDED,),
            "Tính lại",
            "Recalculated",
        ),
    ],
)
def test_a_ledger_says_what_its_figures_are_held_against(figures, relations, vietnamese, english):
    members = tuple(make_member("scope", name) for name in "xy")
    for context, said in zip(
        contexts(
            make_observation("f"),
            *figures,
            relations=relations,
            members=members,
            address="/xa/00001-ten-00001/",
        ),
        (vietnamese, english),
        strict=True,
    ):
        ledger = LexborHTMLParser(unit_page(context, "xa-00001").body).css_first("table.ledger")
        assert ledger.css("thead th")[2].text() == said
        shown = {row.css("td")[1].attributes["data-label"] for row in ledger.css("tbody tr")}
        assert shown == {said}
