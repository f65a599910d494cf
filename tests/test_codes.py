"""What stands at a code: each unit without a page is told of, in sentences that are true of it."""

import re
from collections import Counter
from datetime import date
from urllib.parse import urljoin

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from generator import measures, pages, text, urls
from generator.model import UnitChange
from generator.pages import Site
from generator.pages.view.context import Context
from tests.registers import make_observation, make_register, make_unit

EVE, DAY, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2026, 9, 1)
HEADING, TO_ANCHOR = re.compile(r'<h[12] id="([^"]+)"'), re.compile(r'href="([^"]*#[^"]+)"')


@pytest.fixture(scope="module")
def found(register, measured):
    provinces = [name for name, unit in register.units.items() if unit.parent_id is None]
    return {page.address: page for name in provinces for page in pages.at_codes(name, register, measured)}


def test_every_code_of_the_record_has_one_page(register, found):
    assert set(found) == {urls.code(unit) for unit in register.units.values()}


def test_every_unit_without_a_page_is_told_of_at_its_code_and_no_other_is(register, measured, found):
    told = Counter(
        f"{page.address}#{node.attributes['id']}"
        for page in found.values()
        for node in LexborHTMLParser(page.body).css("h1[id], h2[id]")
    )
    context = Context(register, measured, urls.HOME)
    without = {context.unit_address(name) for name in register.units if name not in measured.has_page}
    assert told == Counter(dict.fromkeys(without, 1))


def test_links_lead_to_where_a_unit_is_told_of_and_those_on_the_same_page_are_anchors(found):
    told = {f"{page.address}#{name}" for page in found.values() for name in HEADING.findall(page.body)}
    links = {(page.address, href) for page in found.values() for href in TO_ANCHOR.findall(page.body)}
    for address, href in sorted(links)[::7]:
        target = urljoin(address, href)
        assert (target.partition("#")[0] == address) == href.startswith("#")
        assert target in told or target.startswith("/gioi-thieu/#")


def test_a_code_whose_newest_unit_has_a_page_leads_on_to_it_and_no_other_does(register, measured, found):
    for level, codes in measured.units_of_code.items():
        for code, (newest, *_) in codes.items():
            page = found[f"/{level}/{code}/"]
            address = urls.relative(urls.unit(register.units[newest]), page.address)
            assert page.target == (address if newest in measured.has_page else None)
        assert (f"Mã {code} là của {register.units[newest].type[0]}" in told_of(page)) == (
            page.target is not None
        )
    assert found["/xa/05587/"].target == "../05587-binh-yen-20250701/"


def told_of(page):
    return LexborHTMLParser(page.body).body.text()


def test_no_answer_says_that_there_are_no_figures_of_a_unit_that_has_some(register, found):
    without = {name for name in register.units if name not in register.observations_of}
    for page in found.values():
        assert {
            node.attributes["id"] for node in LexborHTMLParser(page.body).css("h1[id], h2[id]")
        } <= without


# Sentences --------------------------------------------------------------------------------------


def told(*figures, units, changes=(), site=None, at=None):
    """Return the paragraphs that stand at a code, or at the only one that was asked for."""
    register = make_register(*figures, units=units, changes=tuple(changes))
    measured = measures.measure(register)
    provinces = [unit.unit_id for unit in units if unit.parent_id is None]
    made = {
        page.address: page
        for name in provinces
        for page in pages.at_codes(name, register, measured, site or Site())
    }
    tree = LexborHTMLParser(made[at].body)
    return [" ".join(node.text().split()) for node in tree.css("p")]


OLD, NEW = (
    make_unit("tinh-19", type="tỉnh", valid_to=EVE),
    make_unit("tinh-19-20250701", type="tỉnh", valid_from=DAY),
)
DISTRICT = make_unit("huyen-167", "tinh-19", type="huyện", valid_to=EVE)


def old(code, **changes):
    return make_unit(f"xa-{code}", "huyen-167", **({"valid_to": EVE} | changes))


def new(code, **changes):
    return make_unit(f"xa-{code}-20250701", "tinh-19-20250701", **({"valid_from": DAY} | changes))


def change(before, after, relation="whole", on=DAY, basis=None):
    return UnitChange(before.unit_id, after.unit_id, relation, on, basis)


def at(unit, *others, changes, figures=(), site=None):
    units = (OLD, NEW, DISTRICT, unit, *others)
    return told(*figures, units=units, changes=changes, site=site, at=urls.code(unit))


def test_a_unit_that_was_merged_whole_names_its_fellows_and_what_it_is_now():
    a, b, c = old("00001"), old("00002"), new("00003")
    said = at(a, b, c, changes=[change(a, c), change(b, c, "part")])
    assert said[0] == "Từ 01/7/2025, xã Tên 00001 cùng một phần xã Tên 00002 hợp thành xã Tên 00003."
    assert said[1] == "Nay thuộc địa bàn xã Tên 00003, tỉnh Tên 19."


def test_a_unit_that_was_divided_is_never_said_to_be_whole_anywhere():
    a, b, c = old("00001"), new("00002"), new("00003")
    said = at(a, b, c, changes=[change(a, b, "part"), change(a, c, "part")])
    assert said[0] == (
        "Từ 01/7/2025, xã Tên 00001 nhập một phần vào xã Tên 00002; nhập một phần vào xã Tên 00003."
    )
    assert said[1] == "Nay mỗi phần thuộc một đơn vị: xã Tên 00002; xã Tên 00003 (đều ở tỉnh Tên 19)."
    assert not any("Nay thuộc địa bàn" in one for one in said)


def test_parts_that_lie_in_two_provinces_are_named_each_with_its_own():
    other = make_unit("tinh-20-20250701", type="tỉnh", valid_from=DAY)
    a, b = old("00001"), new("00002")
    c = make_unit("xa-00003-20250701", other.unit_id, valid_from=DAY)
    said = at(a, b, c, other, changes=[change(a, b, "part"), change(a, c, "part")])
    assert said[1] == "Nay mỗi phần thuộc một đơn vị: xã Tên 00002, tỉnh Tên 19; xã Tên 00003, tỉnh Tên 20."


@pytest.mark.parametrize(
    ("relation", "words"),
    [("renamed", "đổi tên"), ("type_changed", "đổi loại hình")],
)
def test_a_unit_that_only_changed_says_what_it_was_before_and_after(relation, words):
    a, b = old("00001"), new("00002")
    before, after = (at(*both, changes=[change(a, b, relation)]) for both in ((a, b), (b, a)))
    became = {"renamed": "đổi tên thành", "type_changed": "chuyển thành"}[relation]
    assert before[0] == f"Từ 01/7/2025, xã Tên 00001 {became} xã Tên 00002."
    assert after[0] == f"Xã Tên 00002 có từ 01/7/2025; trước đó là xã Tên 00001 (đến 30/6/2025), {words}."


@pytest.mark.parametrize(("name", "same"), [("Ngọc Long", "tên và địa giới"), ("Ngọc Lóng", "địa giới")])
def test_a_unit_of_which_only_the_unit_above_changed_is_not_said_to_be_a_new_one(name, same):
    a, b = old("00001", name="Ngọc Long"), new("00001", name=name)
    said = at(b, a, changes=[change(a, b, "unchanged")])
    assert said[0] == f"Xã {name} trực thuộc tỉnh Tên 19 từ 01/7/2025; {same} như khi thuộc huyện Tên 167."
    assert f"Từ 01/7/2025, xã Ngọc Long trực thuộc tỉnh Tên 19; {same} không đổi." in said
    assert not any("giữ nguyên" in one or "có từ" in one for one in said)


def test_where_a_source_doubts_that_a_unit_is_unchanged_its_boundaries_are_not_said_to_be_the_same():
    a, b = old("00001"), new("00001")
    doubted = replace(change(a, b, "unchanged"), disputed="nguồn thứ hai: một phần, phần khác vào Xã Khác")
    said = at(b, a, changes=[doubted])
    assert not any("địa giới không đổi" in one or "địa giới như khi" in one for one in said)
    assert any(one.endswith("phần khác vào xã Khác.") for one in said)


def test_what_another_source_says_is_told_at_a_code_as_a_sentence():
    a, b = old("00001", name="Văn Khê"), new("00002", name="Ô Diên")
    table = "Một bảng đối chiếu kèm danh mục mã đơn vị ghi khác"
    for disputed, said in (
        ("nguồn thứ hai: không có", f"{table}: không ghi phần nào của xã Văn Khê nhập vào xã Ô Diên."),
        (
            "nguồn thứ hai: một phần, phần khác vào Xã Văn Khê, Phường Ba",
            f"{table}: xã Văn Khê chỉ nhập một phần vào xã Ô Diên,"
            " phần khác vào xã Văn Khê mới và phường Ba.",
        ),
    ):
        for both in ((a, b), (b, a)):
            assert said in at(*both, changes=[replace(change(a, b), disputed=disputed)])
    assert not any("ghi khác" in one for one in at(a, b, changes=[change(a, b)]))


def test_a_unit_of_today_says_of_which_units_it_has_only_a_part():
    a, b, c = old("00001"), old("00002"), new("00003")
    said = at(c, a, b, changes=[change(a, c), change(b, c, "part")])
    assert said[0] == "Xã Tên 00003 có từ 01/7/2025, hợp thành từ xã Tên 00001 và một phần xã Tên 00002."


def test_a_unit_of_today_that_is_a_part_of_one_before_does_not_say_that_it_was_that_one():
    a, b, c = old("00001"), new("00002"), new("00003")
    said = at(b, a, c, changes=[change(a, b, "part"), change(a, c, "part")])
    assert said[0] == "Xã Tên 00002 có từ 01/7/2025, hình thành từ một phần xã Tên 00001."


def test_a_code_that_was_given_again_tells_of_both_units_the_newest_first():
    a, b, c = old("00001", name="Giang Ma"), new("00001", name="Tả Lèng"), old("00002", name="Tả Lèng")
    units = (OLD, NEW, DISTRICT, a, b, c)
    register = make_register(units=units, changes=(change(a, b), change(c, b)))
    (page,) = (
        one
        for one in pages.at_codes("tinh-19-20250701", register, measures.measure(register))
        if one.address == "/xa/00001/"
    )
    tree = LexborHTMLParser(page.body)
    assert [node.text().split(" đến ")[0].split(" từ ")[0] for node in tree.css("h1, h2")] == [
        "Xã Tả Lèng",
        "Xã Giang Ma",
    ]
    assert [node.attributes["id"] for node in tree.css("h1, h2")] == ["xa-00001-20250701", "xa-00001"]


def test_what_became_of_a_unit_is_followed_through_a_second_change():
    a, b = old("00001"), new("00002", valid_to=date(2026, 8, 31))
    city = make_unit("tinh-19-20260901", type="thành phố trực thuộc trung ương", valid_from=LATER)
    c = make_unit("xa-00002-20260901", city.unit_id, type="phường", valid_from=LATER)
    changes = [change(a, b), change(b, c, "unchanged", LATER)]
    assert at(a, b, c, city, changes=changes)[1] == "Nay thuộc địa bàn phường Tên 00002, thành phố Tên 19."
    said = told(units=(OLD, NEW, city, DISTRICT, a, b, c), changes=changes, at="/xa/00002/")
    assert said[0] == (
        "Phường Tên 00002 trực thuộc thành phố Tên 19 từ 01/9/2026; địa giới như khi thuộc tỉnh Tên 19."
    )
    assert said[1] == "Đơn vị ấy có từ 01/7/2025; trước đó là xã Tên 00001 (đến 30/6/2025)."


def test_a_district_ended_with_all_districts_and_its_communes_lead_on():
    a, b = old("00001"), new("00002")
    said = told(units=(OLD, NEW, DISTRICT, a, b), changes=[change(a, b)], at="/huyen/167/")
    assert said[0] == (
        "Từ 01/7/2025 cả nước không còn cấp huyện; huyện Tên 167 kết thúc hoạt động ngày 30/6/2025,"
        " khi đó có 1 xã."
    )
    assert said[1] == "Các đơn vị ấy nay thuộc: xã Tên 00002, tỉnh Tên 19."


def test_a_district_that_ended_earlier_is_not_said_to_have_ended_with_all():
    gone = make_unit("huyen-168", "tinh-19", type="huyện", valid_to=date(2019, 12, 31))
    said = told(units=(OLD, NEW, gone), at="/huyen/168/")
    assert said[0] == "Huyện Tên 168 kết thúc hoạt động ngày 31/12/2019."


def test_a_province_that_was_merged_says_with_which():
    a, b = make_unit("tinh-01", type="tỉnh", valid_to=EVE), make_unit("tinh-02", type="tỉnh", valid_to=EVE)
    c = make_unit("tinh-01-20250701", type="tỉnh", valid_from=DAY)
    said = told(units=(a, b, c), changes=[change(a, c), change(b, c)], at="/tinh/02/")
    assert said[0].startswith("Từ 01/7/2025, tỉnh Tên 02 cùng tỉnh Tên 01")
    assert said[1] == "Nay thuộc địa bàn tỉnh Tên 01."


def test_neighbours_and_units_above_that_reported_are_named_and_no_others():
    a, b, c = old("00001"), old("00002"), old("00003")
    figures = (make_observation("f1", unit_id=b.unit_id), make_observation("f2", unit_id="tinh-19"))
    said = at(a, b, c, changes=(), figures=figures)
    assert "Trong huyện Tên 167 có số liệu riêng của xã Tên 00002 (đến 30/6/2025)." in said
    assert "Số liệu chung của cấp trên: tỉnh Tên 19 (đến 30/6/2025)." in said
    silent = at(a, b, c, changes=())
    assert not any("số liệu riêng" in one or "cấp trên" in one for one in silent)


def test_the_units_with_the_next_codes_are_not_called_neighbours():
    a, b, c = old("00001"), old("00002"), old("00003")
    said = at(b, a, c, changes=())
    assert any(one.startswith("Mã liền kề: ") for one in said)
    assert not any("Bên cạnh" in one for one in said)


def test_where_a_report_is_sent_is_said_as_the_settings_have_it():
    a = old("00001")
    assert not any("báo cáo mà ở đây" in one or "nơi nhận" in one for one in at(a, changes=()))
    site = Site(form="https://example.org/mau", mail="a@example.org")
    said = "Có báo cáo mà ở đây chưa có? Điền mẫu hoặc gửi thư tới a@example.org."
    assert at(a, changes=(), site=site)[-1] == said


def test_names_from_the_data_stay_text():
    a = old("00001", name="<b>{chart:0}</b>")
    register = make_register(units=(OLD, NEW, DISTRICT, a))
    made = {one.address: one for one in pages.at_codes("tinh-19", register, measures.measure(register))}
    body = made["/xa/00001/"].body
    assert "<b>" not in body and "{chart" not in body and text.to_html("<b>") in body
