from datetime import date
from posixpath import normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import urls
from generator.model import Unit

OLD = Unit(
    "xa-05587", "xa", "05587", "xã", "Bình Yên", "huyen-167", None, date(2025, 6, 30), "binh-yen", None
)
NEW = Unit(
    "xa-05587-20250701", "xa", "05587", "xã", "Bình Yên", "tinh-19", date(2025, 7, 1), None, "binh-yen", None
)
CITY = Unit("tinh-92", "tinh", "92", "thành phố", "Cần Thơ", None, None, None, "can-tho", None)


def test_a_units_address_is_its_code_its_slug_and_its_first_day_after_the_reform():
    assert urls.unit(OLD) == "/xa/05587-binh-yen/"
    assert urls.unit(NEW) == "/xa/05587-binh-yen-20250701/"
    assert urls.unit(CITY) == "/tinh/92-can-tho/"


def test_source_rows_and_relations_have_addresses_of_their_own():
    assert urls.unit_rows(NEW) == "/data/observations/xa-05587-20250701.csv"
    assert urls.relation("tong-so-hoi") == "/chat-luong/#tong-so-hoi"


def test_every_address_is_a_markdown_page():
    assert urls.markdown_path("/") == "index.md"
    assert urls.markdown_path("/xa/05587-binh-yen/") == "xa/05587-binh-yen/index.md"


@pytest.mark.parametrize(
    ("target", "source", "link"),
    [
        ("/", "/", "./"),
        ("/", "/xa/05587-binh-yen/", "../../"),
        ("/xa/05587-binh-yen/", "/", "xa/05587-binh-yen/"),
        ("/xa/05587-binh-yen/", "/tinh/19-thai-nguyen/", "../../xa/05587-binh-yen/"),
        ("/xa/05587-binh-yen/#so-hoi", "/xa/05587-binh-yen/", "#so-hoi"),
        ("/xa/05587-binh-yen/#so-hoi", "/chat-luong/", "../xa/05587-binh-yen/#so-hoi"),
        ("/data/observations/xa-05587.csv", "/xa/05587-binh-yen/", "../../data/observations/xa-05587.csv"),
    ],
)
def test_a_link_is_written_relative_to_its_page(target, source, link):
    assert urls.relative(target, source) == link


SEGMENTS = st.lists(st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True), max_size=4)


@given(SEGMENTS, SEGMENTS)
def test_every_link_leads_where_it_should_from_every_page(target, source):
    to, page = ("/".join(["", *part, ""]) for part in (target, source))
    link = urls.relative(to, page)
    assert link.endswith("/")
    assert not link.startswith("/")
    assert normpath(page + link) == normpath(to)


def test_the_parts_of_a_whole_are_named_after_their_province_old_and_new_apart():
    old = Unit("tinh-19", "tinh", "19", "tỉnh", "Thái Nguyên", None, None, None, "thai-nguyen", None)
    new = Unit(
        "tinh-19-20250701",
        "tinh",
        "19",
        "tỉnh",
        "Thái Nguyên",
        None,
        date(2025, 7, 1),
        None,
        "thai-nguyen",
        None,
    )
    assert urls.in_province(urls.QUALITY, old) == "/chat-luong/19-thai-nguyen/"
    assert urls.in_province(urls.QUALITY, new) == "/chat-luong/19-thai-nguyen-20250701/"
    assert urls.in_province(urls.DOCUMENTS_BY_PROVINCE, old) == "/nguon/theo-tinh/19-thai-nguyen/"
    assert urls.province_package(new) == "/data/so-lieu-hoi-19-thai-nguyen-20250701.zip"


def test_a_relation_has_its_place_on_the_page_of_its_unit():
    assert urls.relation_in_unit(OLD, "tong") == "/xa/05587-binh-yen/#kiem-tra-tong"


def test_a_topic_is_a_section_of_a_units_page_whatever_signs_its_id_has():
    assert urls.topic_in_unit(OLD, "loan_funds") == "/xa/05587-binh-yen/#loan-funds"
