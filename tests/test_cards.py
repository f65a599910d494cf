"""The card of a page, which is seen where its address is shared: what it says, and that it is a picture."""

import io
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from generator import charts, measures, pipeline, settings
from generator.pages.blocks.social_card import card_of_body, card_of_place
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context, Site
from generator.pipeline import pictures
from generator.products import Card
from generator.site import render
from tests.builders import ROOT
from tests.registers import (
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_unit,
)
from tests.test_pipeline import OBSERVATIONS, bytes_of, make_project

SITE = Site("https://hoi.example/", name="Số liệu hội")
CARD = Card(
    "Số liệu hội", "Xã A", "trên 394", "hội viên", "Số hội viên", "năm 2023", "", "Nguồn: Báo cáo, I.",
    "https://hoi.example/xa/00001-a/", "Xã A. Số hội viên: trên 394 (năm 2023).",
)  # fmt: skip


def make_context(*observations, site=SITE, **parts):
    register = make_register(*observations, **parts)
    return Context(register, measures.measure(register), "/xa/00001-ten-00001/", site)


def card_of(*observations, site=SITE, **parts):
    context = make_context(*observations, site=site, **parts)
    return card_of_place(context, observations)


def test_a_card_says_the_figure_with_its_bound_its_place_period_source_and_address() -> None:
    card = card_of(make_observation("f", "394", qualifier=">="), units=(make_unit("xa-00001", name="A"),))
    assert (card.title, card.amount, card.label) == ("Xã A", "trên 394", "Số hội viên")
    assert (card.period, card.source) == ("năm 2023", "Nguồn: Báo cáo, I.")
    assert card.address == "https://hoi.example/xa/00001-ten-00001/"
    assert card.description == "Xã A. Số hội viên: trên 394 (năm 2023). Nguồn: Báo cáo, I."


def test_a_card_never_shows_a_figure_without_a_value_nor_a_zero_that_nobody_wrote() -> None:
    withheld = make_observation("a", None, missing="withheld")
    in_words = replace(make_observation("b", "0"), value_text="chưa tổ chức")
    assert card_of(withheld, in_words) is None
    assert card_of(withheld, in_words, make_observation("c", "7")).amount == "7"


@pytest.mark.parametrize("site", [Site(), replace(SITE, is_synthetic=True)], ids=["no address", "made up"])
def test_a_site_without_an_address_or_without_real_data_has_no_cards(site: Site) -> None:
    assert card_of(make_observation("f", "394"), site=site) is None


def test_in_a_large_record_only_provinces_have_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    units = (make_unit("tinh-01"), make_unit("xa-00001", "tinh-01"))
    figures = (make_observation("p", "5", unit_id="tinh-01"), make_observation("f", "394"))
    context = make_context(*figures, units=units)
    assert card_of_place(context, figures[1:]) is not None
    monkeypatch.setattr(measures.Measured, "is_large", True)
    assert card_of_place(context, figures[1:]) is None
    assert card_of_place(context, figures[:1]).amount == "5"


def test_an_association_shows_its_figure_of_the_highest_level_and_says_of_which_place() -> None:
    units = (make_unit("tinh-01", type="tỉnh", name="B", valid_to=date(2025, 6, 30)), make_unit("xa-00001"))
    figures = [
        make_observation("f", "9", organisation_id="red"),
        make_observation("p", "5", organisation_id="red", unit_id="tinh-01"),
    ]
    context = make_context(*figures, units=units, organisations=(make_organisation("red"),))
    card = card_of_body(context, "Hội Chữ thập đỏ", figures)
    assert (card.title, card.amount) == ("Hội Chữ thập đỏ", "5")
    assert card.label == "Số hội viên · tỉnh B (đến 30/6/2025)"
    assert card_of_body(context, "Hội Chữ thập đỏ", []) is None


def test_a_card_is_a_picture_of_the_size_that_is_asked_for_and_the_same_every_time() -> None:
    made = charts.draw_card(CARD)
    picture = Image.open(io.BytesIO(made))
    picture.load()
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
    assert len(picture.getcolors()) > 8
    assert made == charts.draw_card(CARD)
    assert len(made) < 30_000


def test_words_that_are_too_long_for_a_card_are_cut_and_stay_inside() -> None:
    long = " ".join(["Hội Nạn nhân chất độc da cam"] * 20)
    made = charts.draw_card(replace(CARD, title=long, amount=long, noun=long, label=long, source=long))
    picture = Image.open(io.BytesIO(made)).convert("L")
    assert picture.crop((1150, 20, 1200, 630)).getextrema() == (255, 255)


def test_another_word_on_a_card_is_another_file() -> None:
    names = {
        charts.card_key(replace(CARD, **change)) for change in ({}, {"doubt": "cộng ra 98"}, {"noun": ""})
    }
    assert len(names) == 3
    assert all(pictures.drawing_path(name).endswith(".png") for name in names)


@pytest.mark.parametrize("address", ["https://hoi.example/so/", None])
def test_the_head_of_a_page_names_its_card_in_full_where_the_site_has_an_address(address: str | None) -> None:
    frame = render.Frame(render.Project(ROOT / "mkdocs.yml", ROOT / "theme", address))
    front = {"title": "Xã A", "kind": "unit", **pictures.front_of(replace(CARD, description='"A" <b>'))}
    head = LexborHTMLParser(frame.html("xa/00001-a/index.md", front, '<div class="record"></div>')).head
    told = {
        node.attributes.get("property") or node.attributes.get("name"): node.attributes["content"]
        for node in head.css("meta[content]")
    }
    name = charts.card_key(replace(CARD, description='"A" <b>'))
    shown = {key: told[key] for key in told if key and key.startswith(("og:image", "twitter:"))}
    assert shown == ({} if address is None else {
        "og:image": f"{address}{pictures.drawing_path(name)}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": '"A" <b>',
        "twitter:card": "summary_large_image",
    })  # fmt: skip


def test_the_page_of_a_unit_has_the_card_of_its_first_headline() -> None:
    indicators = (make_indicator(headline=1), make_indicator("meeting_count", slug="b", name="Số cuộc họp"))
    context = make_context(
        make_observation("a", "3", indicator_id="meeting_count"),
        make_observation("b", "8"),
        indicators=indicators,
    )
    assert unit_page(context, "xa-00001").card.amount == "8"


def test_a_card_is_drawn_again_only_when_it_says_something_else_and_as_a_clean_build_draws_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, drawn, draw = make_project(tmp_path), list[str](), charts.draw_card
    monkeypatch.chdir(root)
    monkeypatch.setattr(charts, "draw_card", lambda card: (drawn.append(card.amount), draw(card))[1])

    def cards(out: str = "site") -> set[str]:
        made = settings.make(out=root / out, workers=1, site_url="https://hoi.example/", no_markdown=True)
        assert pipeline.build(made).problems == ()
        return {path.name for path in (root / out / "assets/bieu-do").glob("*.png")}

    def change(old: str, new: str) -> None:
        text = (root / OBSERVATIONS).read_text("utf-8")
        assert text.count(old) == 1
        (root / OBSERVATIONS).write_text(text.replace(old, new), "utf-8")

    before = cards()
    assert len(drawn) == len(before) > 3
    drawn.clear()
    change(",1875,,,,,1.875,", ",1876,,,,,1.876,")  # the second figure of the commune, which is on no card
    change(",1,,,,,01,", ",2,,,,,02,")  # the Red Cross's: on the card of its page, and of that in the commune
    after = cards()
    assert (drawn, len(before - after), len(after - before)) == (["2", "2"], 2, 2)
    assert cards("other") == after
    assert bytes_of(root / "site") == bytes_of(root / "other")


@pytest.mark.parametrize("address", ["https://hoi.example/so/", None])
def test_the_head_of_a_page_says_its_title_and_words_and_its_address_where_the_site_has_one(
    address: str | None,
) -> None:
    frame = render.Frame(render.Project(ROOT / "mkdocs.yml", ROOT / "theme", address))
    front = {"title": "Xã “A” & B", "description": 'Có "7" hội.', "kind": "unit"}
    head = LexborHTMLParser(frame.html("xa/00001-a/index.md", front, '<div class="record"></div>')).head
    told = {node.attributes["property"]: node.attributes["content"] for node in head.css("meta[property]")}
    here = {} if address is None else {"og:url": f"{address}xa/00001-a/"}
    fixed = {"og:type": "article", "og:site_name": "Số liệu hội"}
    assert told == {"og:title": "Xã “A” & B", "og:description": 'Có "7" hội.', **fixed, **here}
