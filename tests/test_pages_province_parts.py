"""What is too much for one page is parted by province, and every part can be reached."""

import posixpath
from datetime import date

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, page_tasks, pages, schema, urls
from generator.model import Member, Period
from generator.pages.blocks import province_parts
from generator.pages.blocks.comparison import compared_table
from generator.pages.kinds import data
from generator.pages.view.context import Context, Link
from tests.builders import DATA
from tests.registers import (
    YEAR,
    make_indicator,
    make_observation,
    make_organisation,
    make_register,
    make_relation,
    make_unit,
)
from tests.test_pages_figures import TOPIC, make_context

BEFORE = Period(date(2022, 1, 1), date(2022, 12, 31))
NORTH, SOUTH, COMMUNES = "tinh-01", "tinh-02-20250701", 36


def make_nation():
    """Two provinces of communes with seven figures each, a relation that holds and one that fails."""
    units = [make_unit(NORTH, type="tỉnh"), make_unit(SOUTH, type="tỉnh", valid_from=date(2025, 7, 1))]
    communes = [make_unit(f"xa-{n:05}", NORTH if n % 2 else SOUTH) for n in range(COMMUNES)]
    figures, relations, documents = [], [], {}
    for unit in communes:
        place = unit.unit_id
        for number in range(6):
            figures.append(
                make_observation(
                    f"{place}-{number}",
                    str(number),
                    unit_id=place,
                    organisation_id="women",
                    document_id=f"report-{place}",
                    period=BEFORE if number % 2 else YEAR,
                    breakdown=(("kind", f"m{number // 2}"),),
                )
            )
        figures.append(make_observation(f"{place}-all", "6", unit_id=place, document_id=f"report-{place}"))
        relations += [
            make_relation(
                "sum",
                f"{place}-all",
                f"{place}-2",
                f"{place}-4",
                relation_id=f"holds-{place}",
                unit_id=place,
            ),
            make_relation("sum", f"{place}-all", f"{place}-5", relation_id=f"fails-{place}", unit_id=place),
        ]
        documents[f"report-{place}"] = place
    register = make_register(
        *figures,
        units=(*units, *communes),
        organisations=(make_organisation("women"),),
        relations=tuple(relations),
    )
    sample = register.documents["report"]
    members = {("kind", f"m{n}"): _member(n) for n in range(3)}
    return replace(
        register,
        topics={TOPIC.topic_id: TOPIC},
        members=members,
        documents={
            name: replace(sample, document_id=name, unit_id=place) for name, place in documents.items()
        },
        documents_about={place: (name,) for name, place in documents.items()},
        relations_of={
            unit.unit_id: tuple(one for one in relations if one.unit_id == unit.unit_id) for unit in communes
        },
    )


def _member(number):
    return Member("kind", "Loại", "Kind", f"m{number}", f"Loại {number}", f"Kind {number}", number)


@pytest.fixture(scope="module")
def limits():
    patch = pytest.MonkeyPatch()
    for name in ("MOST_UNITS", "MOST_RELATIONS", "MOST_DOCUMENTS"):
        patch.setattr(page_tasks, name, 20)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def made(limits):
    register = make_nation()
    measured = measures.measure(register)
    contract, _ = schema.load(DATA / "datapackage.json")
    tasks = pages.plan(register, measured)
    assert len({task.address for task in tasks}) == len(tasks)
    return {task.address: pages.make(task, register, measured, contract) for task in tasks}


def tree(made, address):
    return LexborHTMLParser(made[address].body)


def links(made, address):
    hrefs = [node.attributes["href"] for node in tree(made, address).css("a[href]")]
    return {f"{posixpath.normpath(posixpath.join(address, href.partition('#')[0]))}/" for href in hrefs}


def test_a_large_whole_has_a_page_for_each_province_old_and_new_apart(made):
    for whole in ("/hoi/women/", "/chi-tieu/so-hoi-vien/", "/chat-luong/", "/nguon/theo-tinh/"):
        parts = {address for address in made if address.startswith(whole) and address != whole}
        assert parts == {f"{whole}01-ten-01/", f"{whole}02-ten-02-20250701/"}
        assert parts <= links(made, urls.DOCUMENTS if "theo-tinh" in whole else whole)


def test_the_page_of_the_whole_says_how_many_units_each_province_has(made):
    counts = [note.text() for note in tree(made, "/hoi/women/").css("ul.places small")]
    assert counts == ["18", "18"]
    assert "252 con số, ở 36 địa phương" in tree(made, "/chi-tieu/so-hoi-vien/").text()


def test_a_province_shows_of_each_unit_the_latest_figures_only(made):
    rows = tree(made, "/hoi/women/01-ten-01/").css("tbody tr")
    assert len(rows) == COMMUNES // 2
    for row in rows:
        assert {node.attributes["value"] for node in row.css("data")} == {"0", "2", "4"}
        assert "Báo cáo" in row.text()


def test_every_commune_is_reached_from_the_part_of_its_province(made):
    reached = links(made, "/chi-tieu/so-hoi-vien/02-ten-02-20250701/")
    assert {f"/xa/{n:05}-ten-{n:05}/" for n in range(0, COMMUNES, 2)} <= reached


def test_the_quality_page_of_a_large_record_shows_what_fails_and_where_the_rest_is(made):
    rows = tree(made, urls.QUALITY).css("tr[data-status]")
    assert [row.attributes["data-status"] for row in rows] == ["mismatch"] * COMMUNES
    part = tree(made, "/chat-luong/01-ten-01/").css("tr[data-status]")
    assert {row.attributes["data-status"] for row in part} == {"ok", "mismatch"}
    assert len(part) == COMMUNES


def test_a_flag_leads_to_the_row_of_the_relation_on_the_page_of_its_unit(made):
    flag = tree(made, "/xa/00001-ten-00001/").css_first("a.flag")
    anchor = flag.attributes["href"].removeprefix("#")
    assert tree(made, "/xa/00001-ten-00001/").css_first(f'tr[id="{anchor}"]') is not None


def test_the_documents_of_a_province_stand_under_their_units(made):
    assert tree(made, urls.DOCUMENTS).css("dl.directory a") == []
    names = tree(made, "/nguon/theo-tinh/01-ten-01/").css(".directory dt")
    assert len(names) == COMMUNES // 2


def test_long_lists_of_units_become_lists_of_provinces(made):
    for address in (urls.DATA, urls.PLACES):
        assert "/dia-phuong/01-ten-01/" in links(made, address)
        assert "/xa/00001-ten-00001/" not in links(made, address)


def test_a_list_of_more_than_twelve_provinces_unfolds(monkeypatch):
    monkeypatch.setattr(page_tasks, "MOST_FIGURES", 1)
    for count in (12, 13):
        provinces = [make_unit(f"tinh-{n:02}") for n in range(count)]
        communes = [make_unit(f"xa-{n:05}", f"tinh-{n:02}") for n in range(count)]
        figures = (
            make_observation(one.unit_id, unit_id=one.unit_id, organisation_id="women") for one in communes
        )
        register = make_register(
            *figures, units=(*provinces, *communes), organisations=(make_organisation("women"),)
        )
        register = replace(register, topics={TOPIC.topic_id: TOPIC})
        contract, _ = schema.load(DATA / "datapackage.json")
        measured = measures.measure(register)
        task = next(one for one in pages.plan(register, measured) if one.address == "/hoi/women/")
        fold = LexborHTMLParser(pages.make(task, register, measured, contract).body).css_first(
            "details:has(.places)"
        )
        assert len(fold.css("li")) == count
        assert ("open" in fold.attributes) == (count == 12)


def test_the_plan_looks_at_no_figure(limits):
    register = make_nation()
    measured = measures.measure(register)
    blind = replace(register, observations={})
    assert pages.plan(blind, measured) == pages.plan(register, measured)


def test_every_kind_of_which_there_is_one_page_can_be_made_and_has_an_address_of_its_own():
    assert page_tasks.ALONE.keys() <= pages.KINDS.keys()
    assert len(set(page_tasks.ALONE.values())) == len(page_tasks.ALONE)


def test_a_small_record_is_not_parted():
    context = make_context(make_observation("f"))
    families = {task.kind for task in pages.plan(context.register, context.measured)}
    assert not any(family.endswith("-in-province") for family in families)


def test_what_one_unit_of_a_province_tells_alone_is_read_on_the_pages_of_that_unit(monkeypatch):
    monkeypatch.setattr(page_tasks, "MOST_FIGURES", 1)
    communes = [make_unit(f"xa-0000{n}", NORTH if n < 3 else SOUTH) for n in (1, 2, 3)]
    register = make_register(
        *(make_observation(one.unit_id, unit_id=one.unit_id, organisation_id="women") for one in communes),
        units=(make_unit(NORTH), make_unit(SOUTH, valid_from=date(2025, 7, 1)), *communes),
        organisations=(make_organisation("women"),),
    )
    register = replace(register, topics={TOPIC.topic_id: TOPIC})
    measured = measures.measure(register)
    contract, _ = schema.load(DATA / "datapackage.json")
    tasks = {task.address: task for task in pages.plan(register, measured)}
    for whole, alone in (
        ("/hoi/women/", "../../xa/00003-ten-00003/women/"),
        ("/chi-tieu/so-hoi-vien/", "../../xa/00003-ten-00003/#membership"),
    ):
        assert {one for one in tasks if one.startswith(whole)} == {whole, f"{whole}01-ten-01/"}
        page = LexborHTMLParser(pages.make(tasks[whole], register, measured, contract).body)
        link = page.css_first(f'.places a[href="{alone}"]')
        assert link.text() == "Xã Tên 02 (từ 01/7/2025) · Xã Tên 00003"


# Units side by side ---------------------------------------------------------------------------


def compared(*figures, **parts):
    context = make_context(*figures, **parts)
    return compared_table(
        context,
        figures,
        table_id="t",
        caption="Hội viên",
        heading=lambda one: Link(one.indicator_id),
        page=lambda unit_id: Link(unit_id),
    )


def test_a_row_never_mixes_periods():
    table = compared(
        make_observation("a", indicator_id="a", period=YEAR),
        make_observation("b", indicator_id="b", period=BEFORE),
    )
    assert [len(cell) for cell in table.rows[0].cells] == [1, 0]
    assert table.caption.text == "Hội viên, năm 2023"


def test_what_most_units_report_comes_first():
    table = compared(
        make_observation("a", indicator_id="rare"),
        make_observation("b", indicator_id="usual"),
        make_observation("c", indicator_id="usual", unit_id="xa-00002"),
        indicators=(make_indicator("rare"), make_indicator("usual")),
    )
    assert [column.heading.text for column in table.columns] == ["usual", "rare"]


def test_units_of_different_years_say_which():
    table = compared(make_observation("a"), make_observation("b", unit_id="xa-00002", period=BEFORE))
    assert [row.period for row in table.rows] == ["năm 2023", "năm 2022"]
    assert table.caption.text == "Hội viên"


def test_a_divided_record_has_no_file_of_units_side_by_side(monkeypatch):
    assert compared(make_observation("a")).csv is not None
    monkeypatch.setattr(measures.index, "WHOLE_UP_TO", 0)
    assert (compared(make_observation("a")).csv, compared(make_observation("a")).file) == (None, None)


def test_the_province_of_a_unit_is_the_one_above_all():
    units = (make_unit("tinh-01"), make_unit("huyen-001", "tinh-01"), make_unit("xa-00001", "huyen-001"))
    register = make_register(make_observation("f"), units=units)
    context = Context(register, measures.measure(register), urls.HOME)
    assert context.measured.territory.by_province(["xa-00001"]) == {"tinh-01": ("xa-00001",)}
    assert province_parts.in_province(context.measured, "tinh-01", ["xa-00001", "xa-00009"]) == ("xa-00001",)
    assert context.province("xa-00001").unit_id == "tinh-01"


def test_the_data_page_offers_the_packages_that_the_downloads_make(monkeypatch):
    monkeypatch.setattr(measures.index, "WHOLE_UP_TO", 0)
    context = make_context(
        make_observation("f"), units=(make_unit("tinh-01"), make_unit("xa-00001", "tinh-01"))
    )
    contract, _ = schema.load(DATA / "datapackage.json")
    page = data.data_page(replace(context, address=urls.DATA), contract)
    assert f'href="../data/{urls.CORE}"' in page.body
    assert f'href="../data/{urls.province_archive(context.unit("tinh-01"))}"' in page.body
    assert "so-lieu-hoi.zip" not in page.body.replace("so-lieu-hoi-", "")


@pytest.mark.parametrize("count", [12, 13])
def test_the_files_of_more_than_twelve_units_unfold_on_the_data_page(count):
    context = make_context(*(make_observation(f"f{n}", unit_id=f"xa-{n:05}") for n in range(count)))
    contract, _ = schema.load(DATA / "datapackage.json")
    page = LexborHTMLParser(data.data_page(replace(context, address=urls.DATA), contract).body)
    assert sum(line.text().endswith(": CSV, Excel") for line in page.css("ul.files li")) == count
    summaries = [fold.text() for fold in page.css("details > summary")]
    folds = [told for told in summaries if "địa phương" in told]
    assert folds == ([f"{count} địa phương, mỗi nơi một tệp CSV và một tệp Excel"] if count > 12 else [])
