"""The directories of places over the real record: one row a unit, in both orders, leading on."""

import posixpath
import re
from collections import Counter
from copy import copy
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import measures, pages, schema, text, urls
from generator.model import UnitChange
from generator.pages.blocks.tile_map import layout, standings, tile_map
from generator.pages.kinds.home import home_page
from generator.pages.kinds.places import counted
from generator.pages.kinds.quality import quality_page
from generator.pages.kinds.unit import unit_page
from generator.pages.view.context import Context
from generator.search import search_document
from generator.tracking import Traced, coarsened, noting
from tests.builders import DATA
from tests.registers import make_observation, make_register, make_unit

MOST_ROWS = 600


@pytest.fixture(scope="module")
def trees(register, measured):
    contract, _ = schema.load(DATA / "datapackage.json")
    tasks = [task for task in pages.plan(register, measured) if task.kind in ("places", "places-in")]
    made = {task.address: pages.make(task, register, measured, contract) for task in tasks}
    return {address: LexborHTMLParser(page.body) for address, page in made.items()}


def rows(tree):
    return [node.attributes["id"] for node in tree.css("tr[id], h2[id], h3[id]")]


def test_every_unit_has_exactly_one_row_in_all_directories(register, trees):
    counts = Counter(name for tree in trees.values() for name in rows(tree) if name in register.units)
    assert counts == Counter(dict.fromkeys(register.units, 1))


def test_no_directory_is_empty_or_too_long(trees):
    for address, tree in trees.items():
        assert 1 < len(rows(tree)) < MOST_ROWS, address


def test_a_row_says_code_predecessors_and_successors_as_the_record_has_them(register, trees):
    for address, tree in trees.items():
        for row in tree.css("table.units tr[id]"):
            unit = register.units[row.attributes["id"]]
            assert row.css_first("td").text() == unit.code
            led_to = Counter(target(address, link.attributes["href"]) for link in row.css("td a"))
            kin = [change.to_unit_id for change in register.successors.get(unit.unit_id, ())]
            if unit.parent_id is not None:
                kin += [change.from_unit_id for change in register.predecessors.get(unit.unit_id, ())]
            for unit_id in kin:
                assert any(same(register, unit_id, to) for to in led_to), unit.unit_id


def target(address, href):
    path, _, anchor = href.partition("#")
    return posixpath.normpath(posixpath.join(address, path)) + (f"/#{anchor}" if anchor else "/")


def same(register, unit_id, address):
    unit = register.units[unit_id]
    return address == urls.unit(unit) or address.endswith(f"#{unit_id}")


def test_official_order_is_by_code_and_the_other_by_the_vietnamese_alphabet(register, measured, trees):
    context = Context(register, measured, urls.HOME)
    by_address = {context.unit_address(unit_id): unit_id for unit_id in register.units}
    for address, tree in trees.items():
        for table in tree.css("table.units"):
            codes = [register.units[row.attributes["id"]].code for row in table.css("tr[id]")]
            assert codes == sorted(codes)
        links = [target(address, link.attributes["href"]) for link in tree.css("dl.letters a")]
        names = [register.units[by_address[link]].name for link in links]
        assert names == sorted(names, key=text.collation_key)
        if links:
            assert sorted(map(by_address.get, links)) == sorted(
                row for row in rows(tree) if row in register.units
            )


def test_units_with_figures_stand_first_and_no_others_are_said_to_have_some(register, measured, trees):
    for address, tree in trees.items():
        if address != urls.PLACES:
            inside = [row for row in rows(tree) if row in register.units]
            context = Context(register, measured, urls.HOME)
            shown = [target(address, link.attributes["href"]) for link in tree.css("ul.places a")]
            reporting = [name for name in inside if name in register.observations_of]
            assert sorted(shown) == sorted(map(context.unit_address, reporting)), address
            said = " ".join(tree.text().split())
            assert ("Chưa đơn vị nào có số liệu riêng" in said) == (not reporting), address
            assert ("Các đơn vị khác chưa có" in said) == (0 < len(reporting) < len(inside)), address


def test_provinces_with_figures_are_tiles_and_the_others_one_paragraph(register, measured, trees):
    known = standings(Context(register, measured, urls.PLACES))
    tiles = [node.text() for node in trees[urls.PLACES].css("ul.tiles a")]
    assert sorted(tiles) == sorted(one.link.text for one in known if one.step)
    (silent,) = (node for node in trees[urls.PLACES].css("p") if node.text().startswith("Chưa có số liệu: "))
    assert sorted(link.text() for link in silent.css("a")) == sorted(
        one.unit.name for one in known if not one.step
    )


def test_names_alike_without_accents_are_told_apart_in_the_alphabetical_order(trees):
    for address, tree in trees.items():
        shown = [link.text() for link in tree.css("dl.letters a")]
        assert [name for name, count in Counter(shown).items() if count > 1] == [], address
    thai_nguyen = trees["/dia-phuong/19-thai-nguyen-20250701/"]
    shown = [link.text() for link in thai_nguyen.css("dl.letters a")]
    assert "Văn Lang (xã 02143)" in shown
    assert "Văn Lăng (xã 05665)" in shown


def test_rows_are_kept_out_of_the_text_that_is_searched(trees):
    for address, tree in trees.items():
        if address != urls.PLACES:
            codes = [name.split("-")[1] for name in rows(tree) if name.startswith("xa-")]
            assert codes
            document = search_document({"title": "a", "kind": "places-in"}, tree.html)
            assert [code for code in codes if code in document] == []


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/dia-phuong/19-thai-nguyen-20250701/", "Xã, phường của tỉnh Thái Nguyên (từ 01/7/2025)"),
        ("/dia-phuong/06-bac-kan/", "Huyện, xã của tỉnh Bắc Kạn (đến 30/6/2025)"),
        ("/dia-phuong/12-lai-chau/", "Xã, phường của tỉnh Lai Châu"),
        ("/dia-phuong/12-lai-chau/truoc-2025/", "Huyện, xã của tỉnh Lai Châu đến 30/6/2025"),
        ("/dia-phuong/22-quang-ninh/", "Xã, phường của tỉnh Quảng Ninh (đến 31/8/2026)"),
        ("/dia-phuong/22-quang-ninh-20260901/", "Xã, phường của thành phố Quảng Ninh (từ 01/9/2026)"),
    ],
)
def test_a_directory_says_of_what_time_it_is(trees, address, title):
    assert trees[address].css_first("h1").text() == title


def test_units_are_counted_by_type_districts_first():
    units = [make_unit(f"xa-0000{n}", "tinh-01", type="xã") for n in range(3)]
    units.append(make_unit("xa-00009", "tinh-01", type="phường"))
    units.append(make_unit("huyen-001", "tinh-01", type="huyện"))
    assert counted(units) == "1 huyện, 3 xã, 1 phường"


# The map --------------------------------------------------------------------------------------


def test_every_province_of_today_has_its_own_square_on_a_map_of_seven_columns(register, measured):
    context = Context(register, measured, urls.HOME)
    chart = tile_map(context, standings(context))
    squares = [(tile.row, tile.column) for tile in chart.tiles]
    waters = [(row, column) for _, row, column in chart.islands]
    assert chart.title == "2 trong 34 tỉnh, thành phố có số liệu riêng của cấp xã"
    assert len(squares) == 34
    assert len(set(squares + waters)) == 36
    assert max(column for _, column in squares) <= 5
    assert max(column for _, column in waters) <= 5  # their words are two squares wide
    assert [words for words, _, _ in chart.islands] == ["Hoàng Sa (Đà Nẵng)", "Trường Sa (Khánh Hòa)"]
    assert all(re.fullmatch(r"tinh/[0-9a-z-]+/", tile.href) for tile in chart.tiles)


def test_the_map_asks_once_which_units_report(register, measured):
    seen = copy(measured)
    seen.reporting = Traced("reporting", measured.reporting)
    with noting() as keys:
        standings(Context(register, seen, urls.HOME))
    assert keys == {"reporting/*"}


def test_a_directory_asks_how_many_figures_a_unit_has_only_where_it_has_a_page(register, measured):
    """Otherwise a first report anywhere would make the directories of all provinces again."""
    seen = copy(measured)
    seen.counts_of_unit = Traced("counts_of_unit", measured.counts_of_unit)
    contract, _ = schema.load(DATA / "datapackage.json")
    directories = [task for task in pages.plan(register, measured) if task.kind == "places-in"]
    asked = set()
    for task in directories:
        with noting() as keys:
            pages.make(task, register, seen, contract)
        assert "counts_of_unit/**" not in coarsened(keys)
        asked |= {key for key in keys if key.startswith("counts_of_unit/")}
    assert asked == {f"counts_of_unit/{name}" for name in measured.has_page if register.units[name].parent_id}


def test_islands_lie_east_of_the_province_that_they_belong_to():
    for code, (_, row, column) in layout()["islands"].items():
        province_row, province_column = layout()["places"][code]
        assert column + 1 > province_column
        assert abs(row - province_row) <= 1


def test_a_province_that_has_no_square_leaves_no_gap_but_no_map():
    register = make_register(units=(make_unit("tinh-99", level="tinh", type="tỉnh"),))
    context = Context(register, measures.measure(register), urls.HOME)
    assert tile_map(context, standings(context)) is None


def standing_of(*reporting):
    """Return the standing of one province: two communes today, made from four in one old district."""
    ended = date(2025, 6, 30)
    begun = date(2025, 7, 1)
    province = make_unit("tinh-19", type="tỉnh")
    district = make_unit("huyen-167", "tinh-19", type="huyện", valid_to=ended)
    old = [make_unit(f"xa-0000{n}", "huyen-167", valid_to=ended) for n in range(4)]
    new = [make_unit(f"xa-0001{n}-20250701", "tinh-19", valid_from=begun) for n in range(2)]
    changes = tuple(
        UnitChange(unit.unit_id, new[n // 2].unit_id, "whole", begun, None) for n, unit in enumerate(old)
    )
    figures = [make_observation(name, unit_id=name) for name in reporting]
    register = make_register(*figures, units=(province, district, *old, *new), changes=changes)
    context = Context(register, measures.measure(register), urls.HOME)
    (standing,) = standings(context)
    return standing.step, standing.words


def test_a_province_stands_by_its_communes_of_today_or_of_before():
    assert standing_of() == (0, "chưa có số liệu")
    assert standing_of("huyen-167") == (1, "chỉ có số liệu của huyện Tên 167 cũ")
    assert standing_of("huyen-167", "tinh-19")[1] == "chỉ có số liệu của tỉnh Tên 19 và huyện Tên 167 cũ"
    assert standing_of("xa-00000") == (2, "1/4 đơn vị cấp xã trước 01/7/2025 có số liệu")
    assert standing_of("xa-00000", "xa-00001")[0] == 3
    assert standing_of("xa-00010-20250701") == (3, "1/2 đơn vị cấp xã có số liệu")
    assert standing_of("xa-00010-20250701", "xa-00011-20250701")[0] == 4


@pytest.mark.parametrize("count", [12, 13])
def test_more_than_twelve_provinces_with_figures_unfold(count):
    figures = [make_observation(f"f{n}", unit_id=f"tinh-{n:02}") for n in range(count)]
    register = make_register(*figures, units=(make_unit("tinh-99", name="Yên"),))
    page = LexborHTMLParser(home_page(Context(register, measures.measure(register), urls.HOME)).body)
    assert len(page.css("ul.tiles li")) == count
    folds = [fold.css_first("summary").text() for fold in page.css("details:has(.tiles)")]
    assert folds == ([f"Từng nơi đã có gì ({count} tỉnh, thành phố)"] if count > 12 else [])


def test_what_a_province_and_its_communes_were_between_two_changes_is_known_too():
    """Bắc Giang became a part of tỉnh Bắc Ninh in 2025, and that a city in 2026."""
    merged, raised = date(2025, 7, 1), date(2026, 9, 20)
    ended, over = {"valid_to": date(2025, 6, 30)}, {"valid_from": merged, "valid_to": date(2026, 9, 19)}
    old, between, city = "tinh-24", "tinh-24-20250701", "tinh-24-20260920"
    units = (
        make_unit(old, name="Bắc Giang", type="tỉnh", **ended),
        make_unit(between, name="Bắc Ninh", type="tỉnh", **over),
        make_unit(city, name="Bắc Ninh", type="thành phố trực thuộc trung ương", valid_from=raised),
        make_unit("xa-00001", old, **ended),
        make_unit("xa-00001-20250701", between, **over),
        make_unit("xa-00001-20260920", city, valid_from=raised),
    )
    changes = (
        UnitChange(old, between, "whole", merged, None),
        UnitChange(between, city, "type_changed", raised, None),
        UnitChange("xa-00001", "xa-00001-20250701", "whole", merged, None),
        UnitChange("xa-00001-20250701", "xa-00001-20260920", "unchanged", raised, None),
    )

    def said(*reporting):
        figures = [make_observation(name, unit_id=name) for name in reporting]
        register = make_register(*figures, units=units, changes=changes)
        return standings(Context(register, measures.measure(register), urls.HOME))[0].words

    assert said() == "chưa có số liệu"
    assert said(old) == "chỉ có số liệu của tỉnh Bắc Giang cũ"
    assert said(old, between) == "chỉ có số liệu của tỉnh Bắc Giang cũ và tỉnh Bắc Ninh cũ"
    assert said("xa-00001-20250701") == "1/1 đơn vị cấp xã có số liệu"
    assert said("xa-00001") == "1/1 đơn vị cấp xã trước 01/7/2025 có số liệu"


@pytest.mark.parametrize(("value", "count", "said"), [(None, 1, "1/2 đơn vị"), ("0", 2, "2/2 đơn vị")])
def test_a_place_counts_as_one_with_figures_only_if_it_has_a_number(value, count, said):
    units = [make_unit("tinh-01", type="tỉnh"), make_unit("huyen-001", "tinh-01")]
    units += [make_unit(f"xa-0000{n}", "huyen-001") for n in (1, 2)]
    other = make_observation("g", value, unit_id="xa-00002", missing=None if value else "not_reported")
    register = make_register(make_observation("f"), other, units=tuple(units))
    measured = measures.measure(register)

    def shown(make, address, *names):
        body = make(Context(register, measured, address), *names).body
        return re.sub(r"\s+", " ", LexborHTMLParser(body).text())

    assert f"{count} địa phươngđã có số liệu" in shown(home_page, urls.HOME)
    assert f"{count} địa phương có số liệu" in shown(quality_page, urls.QUALITY)
    assert said in shown(unit_page, urls.unit(register.units["huyen-001"]), "huyen-001")
