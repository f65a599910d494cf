"""What other people's pages embed: figures as they are, or as a release had them for good."""

import re
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, pages, tracking
from generator.model import Period, Register, Release
from generator.pages import EmbedTask, Site
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from generator.read import release_snapshots
from generator.releases import history
from tests.builders import DATA
from tests.registers import make_indicator, make_observation, make_organisation, make_register, make_unit

RELEASE = Release("2026-11", date(2026, 11, 21), "Bản đầu", None)
UNIT = "xa-00001"
LIVE = EmbedTask("unit", UNIT, None, "/nhung/xa/00001-ten-00001/")
THEN = EmbedTask("unit", UNIT, "2026-11", "/nhung/2026-11/xa/00001-ten-00001/")


def made(register: Register, task: EmbedTask = LIVE, **site: object) -> LexborHTMLParser:
    return LexborHTMLParser(pages.embed(task, register, measures.measure(register), Site(**site)).body)


def words_of(tree: LexborHTMLParser) -> str:
    return " ".join(tree.body.text(separator=" ").split())


def released(*figures, **parts) -> Register:
    register = make_register(*figures, indicators=(make_indicator(headline=1),), **parts)
    known = {UNIT: dict.fromkeys((one.figure_id for one in figures if one.unit_id == UNIT), "2026-11")}
    return replace(register, releases=(RELEASE,), published=known)


def test_an_embed_says_figure_bound_period_source_and_leads_back_in_another_window() -> None:
    tree = made(released(make_observation("f", "394", qualifier=">=")))
    assert tree.css_first("data[data-figure=f]").text() == "trên 394"
    assert "Số hội viên năm 2023 trên 394" in words_of(tree)
    assert "Nguồn: Báo cáo ." in words_of(tree)
    assert tree.css_first("h1 a").attributes["href"] == "../../../xa/00001-ten-00001/"
    assert tree.css_first("base").attributes == {"target": "_blank"}
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"


def test_a_frozen_embed_has_the_period_as_its_release_has_it_and_a_live_one_as_its_page_words_it() -> None:
    span = Period(date(2014, 9, 22), date(2024, 12, 31))
    register = released(make_observation("f", "394", period=span))
    assert "đến 31/12/2024" in words_of(made(register))
    frozen = words_of(made(register, THEN))
    assert "22/9/2014–31/12/2024" in frozen and "đến 31/12/2024" not in frozen


def test_an_embed_is_there_in_each_language_with_its_own_code_and_the_same_figures() -> None:
    register = released(make_observation("f", "394", qualifier=">="))
    planned = list(pages.plan_embeds(register, measures.measure(register), ("vi", "en")))
    assert [task.address for task in planned if task.name == UNIT] == [
        "/nhung/xa/00001-ten-00001/",
        "/en/nhung/xa/00001-ten-00001/",
        "/nhung/2026-11/xa/00001-ten-00001/",
        "/en/nhung/2026-11/xa/00001-ten-00001/",
    ]
    live, frozen = (
        made(register, replace(task, address=f"/en{task.address}"), url="https://hoi.example/")
        for task in (LIVE, THEN)
    )
    assert live.css_first("html").attributes["lang"] == "en"
    assert live.css_first("data[data-figure=f][value='394']").text() == "over 394"
    assert "Source: Báo cáo ." in words_of(live)
    assert live.css_first("h1 a").attributes["href"] == "../../../xa/00001-ten-00001/"  # below /en/, too
    assert "Figures as released on 21 November 2026" in words_of(frozen)
    for tree in (live, frozen):
        assert [re.findall('src="([^"]*)"', code.text()) for code in tree.css("code")] == [
            ["https://hoi.example/en/nhung/xa/00001-ten-00001/"],
            ["https://hoi.example/en/nhung/2026-11/xa/00001-ten-00001/"],
        ]


def test_an_embed_of_made_up_figures_says_so_and_no_other_one_does() -> None:
    register = released(make_observation("f", "394"))
    assert "Dữ liệu giả lập" in words_of(made(register, is_synthetic=True))
    assert "Dữ liệu giả lập" not in words_of(made(register))


def test_an_embed_offers_its_code_live_and_frozen_to_the_newest_release() -> None:
    codes = [
        node.text() for node in made(released(make_observation("f")), url="https://hoi.example/").css("code")
    ]
    assert [re.findall('src="([^"]*)"', code) for code in codes] == [
        ["https://hoi.example/nhung/xa/00001-ten-00001/"],
        ["https://hoi.example/nhung/2026-11/xa/00001-ten-00001/"],
    ]
    assert all('title="Xã Tên 00001: số liệu và nguồn"' in code for code in codes)
    unreleased = replace(released(make_observation("f")), releases=(), published={})
    assert len(made(unreleased).css("code")) == 1


def test_a_frozen_embed_keeps_its_bytes_when_the_figure_is_changed_or_another_one_comes() -> None:
    old = make_observation("f", "394")
    before = released(old)
    changed = make_register(
        replace(old, value=Decimal(395), value_text="395"),
        make_observation("g", "7", organisation_id=None, breakdown=()),
        indicators=(make_indicator(headline=1),),
    )
    after = replace(
        changed, releases=before.releases, published=before.published, frozen={("2026-11", UNIT): (old,)}
    )
    measured = [measures.measure(one) for one in (before, after)]
    frozen = [
        pages.embed(THEN, one, known).body for one, known in zip((before, after), measured, strict=True)
    ]
    assert frozen[0] == frozen[1]
    assert "394" in frozen[0]
    assert "data-figure" not in frozen[0]  # it is not compared with the record of today
    assert "395" in words_of(made(after))


def test_a_frozen_embed_has_nothing_that_came_after_its_release() -> None:
    register = released(make_observation("f", "394"))
    later = replace(register, published={UNIT: {}})
    assert "Bản công bố ngày 21/11/2026 không có con số nào ở đây." in words_of(made(later, THEN))
    assert "không có con số nào" not in words_of(made(register, THEN))


def test_a_frozen_embed_of_an_indicator_has_what_was_withdrawn_and_looks_at_no_other_unit() -> None:
    old, other = make_observation("f", "394"), make_observation("g", "7", unit_id="xa-00002")
    names = ("f", "xa-00001"), ("g", "xa-00002")
    published = {unit_id: {figure_id: "2026-11"} for figure_id, unit_id in names}
    task = EmbedTask("indicator", "member_count", "2026-11", "/nhung/2026-11/chi-tieu/so-hoi-vien/")
    now = replace(
        released(other, units=(make_unit(UNIT),)), published=published, frozen={("2026-11", UNIT): (old,)}
    )
    measured = measures.measure(now)
    with tracking.noting() as keys:
        looked = replace(now, frozen=tracking.Traced("frozen", now.frozen))
        page = pages.embed(task, looked, measured).body
    assert [node.text() for node in LexborHTMLParser(page).css("td data")] == ["394", "7"]
    assert {key for key in keys if key.startswith("frozen/")} == {
        "frozen/2026-11=xa-00001",
        "frozen/2026-11=xa-00002",
    }


def test_every_frozen_embed_of_the_record_is_the_same_from_the_snapshot_alone(register: Register) -> None:
    kept, problems = release_snapshots.survey(DATA)
    assert problems == []
    units = list(register.observations_of)
    known = [kept[one.release_id] for one in register.releases]
    alone = replace(register, frozen=history.as_it_was(known, dict.fromkeys(kept, units)))
    newest = register.releases[-1].release_id
    seen = 0
    assert len(alone.frozen) > len(register.frozen)
    now, then = measures.measure(register), measures.measure(alone)
    for task in pages.plan_embeds(register, now, ("vi", "en")):
        if task.release_id == newest:
            seen += 1
            page = pages.embed(task, register, now).body
            assert page == pages.embed(task, alone, then).body, task
    assert seen > 300


def test_in_a_large_record_only_provinces_and_what_is_not_parted_have_embeds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    units = (make_unit("tinh-01"), make_unit(UNIT, "tinh-01"))
    register = released(make_observation("p", unit_id="tinh-01"), make_observation("f"), units=units)
    measured = measures.measure(register)
    context = Context(register, measured, "/xa/00001-ten-00001/")
    assert {task.name for task in pages.plan_embeds(register, measured)} == {"tinh-01", UNIT, "member_count"}
    assert "/nhung/xa/" in unit_page(context, UNIT).body
    monkeypatch.setattr(measures.Measured, "is_large", True)
    assert {task.name for task in pages.plan_embeds(register, measured)} == {"tinh-01", "member_count"}
    assert "/nhung/" not in unit_page(context, UNIT).body


def test_an_embed_of_an_indicator_sets_the_newest_of_the_highest_level_first_and_counts_the_others() -> None:
    figures = [make_observation(f"f{at:02}", str(at), unit_id=f"xa-000{at:02}") for at in range(1, 15)]
    province = make_observation("p", "99", unit_id="tinh-01")
    task = EmbedTask("indicator", "member_count", None, "/nhung/chi-tieu/so-hoi-vien/")
    tree = made(released(*figures, province), task)
    amounts = [node.text() for node in tree.css("td data")]
    assert (amounts[0], len(amounts)) == ("99", 12)
    assert "Còn 3 con số khác ở trang gốc ." in words_of(tree)
    assert "con số khác" not in words_of(made(released(province), task))


def test_an_embed_of_an_indicator_names_the_place_of_all_rows_once() -> None:
    bodies = tuple(make_organisation(name, short_name=f"Hội {name}") for name in ("a", "b"))
    figures = [make_observation(one.organisation_id, organisation_id=one.organisation_id) for one in bodies]
    task = EmbedTask("indicator", "member_count", None, "/nhung/chi-tieu/so-hoi-vien/")
    tree = made(released(*figures, organisations=bodies), task)
    assert tree.css_first("caption a").text() == "Xã Tên 00001"
    assert [node.text() for node in tree.css("tbody th")] == ["Hội a năm 2023", "Hội b năm 2023"]
    of_all = made(released(*figures, make_observation("f"), organisations=bodies), task)
    assert of_all.css_first("caption a") is None
    assert all("Xã Tên 00001" in node.text() for node in of_all.css("tbody th"))
    elsewhere = make_observation("g", organisation_id="a", unit_id="xa-00002")
    assert made(released(*figures, elsewhere, organisations=bodies), task).css_first("caption a") is None
