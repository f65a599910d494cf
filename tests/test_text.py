import json
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree
from datetime import date
from decimal import Decimal

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable
from selectolax.lexbor import LexborHTMLParser

from generator import text
from generator.language import ENGLISH, speaking
from generator.model import Period
from tests.search_tables import FOLDED

HOSTILE = [
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](x){ onerror=alert(1) }",
    "Hội A { onclick=alert(1) }",
    "{: #id .cls onclick=1 }",
    "[Hội]: javascript:alert(1)",
    "a|b",
    "cuối dòng \\",
    "    bốn dấu cách",
    "# x",
    "- x",
    "1. x",
    "> x",
    "---",
    "***x*** _y_ `z` ~~~",
    "!!! note",
    "[^1] *[HTML]: x :smile: $x$",
    '--8<-- "/etc/passwd"',
    "{{ 7*7 }} {% raw %} {# #}",
    "<!-- -->",
    "&lt; &amp;amp; &#60;",
    "'; alert(1); '",
    "{chart:0}",
]
# Names of places, organisations and words that differ by one mark: the order is that of ICU.
NAMES = (
    """
An Giang|Ăn|Ân Thi|Bà Rịa|Bà Rịa - Vũng Tàu|Bắc Kạn|Bắc Ninh|Bạc Liêu|Bến Tre|Bình Dương|Bình Thuận|Bình Yên
Cà Mau|Cần Thơ|Cao Bằng|Cư M'gar|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Dương Đông|Gia Lai
Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hoà Bình|Hoa Lư|Hỏa Lò|Huế|Hưng Yên
Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|M'Drắk|Nam Định|Nghệ An|Ninh Bình
Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Quận 1|Quận 10|Quận 2|Sóc Trăng|Sơn La
Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc
Yên Bái|Hội A|Hội A (cũ)|hối|hồi|hổi|hỗi|hội|hôi|hơi|họi|ma|mà|mả|mã|má|mạ|mưa|mứa|ỷ lại|Ý Yên
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


# Folding and order ---------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "meant"), FOLDED)
def test_folded_text_is_what_a_hurried_reader_types(typed, meant):
    assert text.fold(meant) == typed
    assert text.fold(unicodedata.normalize("NFD", meant)) == typed


@pytest.mark.parametrize(
    "stored", ["Hội có 45\x0bhội viên", "Hội  có\n45\u00a0hội viên ", "Hội có 45_x000B_hội viên"]
)
def test_a_seal_is_the_same_however_a_workbook_stores_a_text(stored):
    assert text.seal(unicodedata.normalize("NFD", stored), "45") == text.seal("Hội có 45 hội viên", "45")
    assert text.seal("Hội có 54 hội viên", "45") != text.seal("Hội có 45 hội viên", "45")
    assert text.seal("45", "") != text.seal("", "45")


def test_a_slug_has_only_ascii_letters_digits_and_hyphens():
    assert text.slugify("Hội Chữ thập đỏ (CTĐ)") == "hoi-chu-thap-do-ctd"


def test_the_alphabetical_order_is_that_of_icu_for_vietnamese():
    program = (
        'const order = new Intl.Collator("vi").compare; let text = "";'
        'process.stdin.on("data", part => text += part)'
        '.on("end", () => console.log(JSON.stringify(JSON.parse(text).sort(order))))'
    )
    names = sorted(NAMES)
    node, *_ = compute_driver_executable()
    icu = subprocess.run(
        [node, "-e", program], input=json.dumps(names), capture_output=True, text=True, check=True
    )
    assert sorted(names, key=text.collation_key) == json.loads(icu.stdout)


def test_the_order_does_not_depend_on_how_letters_are_composed():
    decomposed = [unicodedata.normalize("NFD", name) for name in NAMES]
    composed = [unicodedata.normalize("NFC", name) for name in sorted(decomposed, key=text.collation_key)]
    keys = [text.collation_key(name)[:2] for name in composed]
    assert keys == sorted(keys)


def test_places_in_a_document_are_in_natural_order():
    places = ["mục II.10", "mục II.2", "mục I", "mục II"]
    assert sorted(places, key=text.natural_key) == ["mục I", "mục II", "mục II.2", "mục II.10"]


def test_raised_digits_are_signs_and_not_numbers():
    assert sorted(["m2²", "m²", "m1"], key=text.natural_key) == ["m1", "m2²", "m²"]
    assert sorted(["Đất (m²)", "Đất"], key=text.collation_key) == ["Đất", "Đất (m²)"]


# Numbers and dates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("7", "7"),
        ("7.00", "7,00"),
        ("7.0", "7,0"),
        ("1875", "1.875"),
        ("74.87", "74,87"),
        ("140457182000", "140.457.182.000"),
        ("0.5", "0,5"),
    ],
)
def test_numbers_have_vietnamese_separators_and_keep_their_digits(value, shown):
    assert text.number(Decimal(value)) == shown


def test_equal_numbers_with_other_digits_are_written_with_their_own_in_any_order():
    values = [Decimal("8"), Decimal("8.00"), Decimal("8.0"), Decimal("8")]
    assert [text.number(value) for value in values] == ["8", "8,00", "8,0", "8"]


def test_the_number_of_decimals_can_be_chosen():
    assert text.number(Decimal("65.2661"), 2) == "65,27"
    assert text.number(Decimal("65"), 2) == "65,00"


@given(st.decimals(min_value=0, max_value=10**15, allow_nan=False, places=2))
def test_a_plain_number_reads_back_equal_and_has_no_exponent(value):
    assert Decimal(text.plain(value)) == value
    assert set(text.plain(value)) <= set("0123456789.")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("140457182000", "140.457,182 triệu đồng"),
        ("1286600000", "1.286,6 triệu đồng"),
        ("48223000001", "48.223.000.001 đồng"),
        ("1500000.50", "1.500.000,5 đồng"),
        ("1006000000", "1,006 tỷ đồng"),
        ("565000000000", "565 tỷ đồng"),
        ("431600000", "431,6 triệu đồng"),
        ("950000", "950.000 đồng"),
        ("0", "0 đồng"),
    ],
)
def test_money_is_told_in_the_largest_unit_that_needs_no_rounding(value, shown):
    assert text.money(Decimal(value)).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2017, 9, 6), "06/9/2017"),
        (date(2014, 10, 22), "22/10/2014"),
        (date(2024, 1, 12), "12/01/2024"),
        (date(2018, 2, 2), "02/02/2018"),
    ],
)
def test_dates_are_in_the_official_style(value, shown):
    assert text.day(value) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2023-01-01", "2023-12-31", "năm 2023"),
        ("2023-01-01", "2023-09-30", "9 tháng đầu năm 2023"),
        ("2022-05-01", "2022-05-31", "tháng 5/2022"),
        ("2023-01-01", "2023-01-31", "tháng 1/2023"),
        ("2013-01-01", "2017-12-31", "2013–2017"),
        ("2014-09-22", "2024-12-31", "22/9/2014–31/12/2024"),
        ("2026-04-05", "2026-04-05", "ngày 05/4/2026"),
    ],
)
def test_periods_are_told_in_words(start, end, shown):
    assert text.period(Period(date.fromisoformat(start), date.fromisoformat(end))) == shown


@pytest.mark.parametrize(
    ("start", "end", "in_vietnamese", "in_english"),
    [
        ("2014-09-22", "2024-12-31", True, True),
        ("2023-04-01", "2023-06-30", True, False),
        ("2023-01-01", "2023-09-30", False, False),
        ("2013-01-01", "2017-12-31", False, False),
    ],
)
def test_the_days_of_a_period_are_in_its_name_or_not(start, end, in_vietnamese, in_english):
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    assert text.tells_days(period) == in_vietnamese
    with speaking(ENGLISH):
        assert text.tells_days(period) == in_english


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-01-01", "2023-09-30", "January to September 2023"),
        ("2023-04-01", "2023-06-30", "April to June 2023"),
        ("2022-05-01", "2022-05-31", "May 2022"),
        ("2013-01-01", "2017-12-31", "2013–2017"),
        ("2022-11-01", "2023-02-28", "1 Nov 2022 to 28 Feb 2023"),
        ("2014-09-22", "2024-12-31", "22 Sep 2014 to 31 Dec 2024"),
        ("2026-04-05", "2026-04-05", "5 Apr 2026"),
    ],
)
def test_periods_and_days_are_told_in_english_words(start, end, shown):
    with speaking(ENGLISH):
        assert text.period(Period(date.fromisoformat(start), date.fromisoformat(end))) == shown
        assert text.day(date(2026, 11, 21)) == "21 November 2026"


# Text from data is text everywhere -----------------------------------------------------------


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    return [(node.tag, node.attributes) for node in LexborHTMLParser(page).root.traverse()]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("around", ["# {}", "{}", "- {}", "1. {}", "> {}", "| a |\n|---|\n| {} |", "**{}**"])
def test_in_markdown_hostile_text_is_only_text(hostile, around):
    def rendered(words: str) -> str:
        source = around.replace("{}", text.to_markdown(words))
        return markdown.markdown(source, extensions=["attr_list", "tables", "toc"])

    def without_ids(page: str) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attributes)) for tag, attributes in tags(page)]

    assert without_ids(rendered(hostile)) == without_ids(rendered("Hội A"))
    shown = LexborHTMLParser(rendered(hostile)).text()
    assert " ".join(hostile.split()) in " ".join(shown.split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_in_readable_markdown_hostile_text_is_only_text(hostile):
    def rendered(words: str) -> str:
        return markdown.markdown(f"- `x`: {text.to_readable_markdown(words)}", extensions=["attr_list"])

    assert tags(rendered(hostile)) == tags(rendered("Hội A"))
    assert " ".join(hostile.split()) in " ".join(LexborHTMLParser(rendered(hostile)).text().split())


def test_readable_markdown_leaves_ordinary_names_as_they_are():
    name = "Số chi hội (xã, phường): 3/4 - 2,5% “đạt”; Hội A + Hội B!"
    assert text.to_readable_markdown(name) == name


@pytest.mark.parametrize("hostile", HOSTILE)
def test_in_html_hostile_text_is_only_text(hostile):
    page = f'<p title="{text.to_html(hostile)}">{text.to_html(hostile)}</p>'
    node = LexborHTMLParser(page).css_first("p")
    assert (node.text(), node.attributes) == (hostile, {"title": hostile})
    assert len(LexborHTMLParser(page).css("body *")) == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_in_svg_hostile_text_is_only_text(hostile):
    root = ElementTree.fromstring(
        f'<svg a="{text.to_svg(hostile)}"><text>{text.to_svg(hostile)}</text></svg>'
    )
    assert (root.get("a"), root[0].text, len(root), len(root[0])) == (hostile, hostile, 1, 0)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_in_a_script_json_comes_back_and_cannot_end_the_script(hostile):
    value = {"name": hostile, "line\u2028end": [hostile, 7, None]}
    written = text.to_script_json(value)
    assert json.loads(written) == value
    assert not set("<>&\u2028\u2029") & set(written)


def test_front_matter_and_json_are_the_same_whatever_the_order_and_readable():
    fields = {"title": "Hội viên", "kind": "unit"}
    turned = dict(reversed(fields.items()))
    for written in (text.to_yaml, text.to_script_json):
        assert written(fields) == written(turned)
        assert "Hội viên" in written(fields)


def test_json_has_no_words_that_are_not_json():
    with pytest.raises(ValueError, match="JSON"):
        text.to_script_json({"value": float("nan")})


@pytest.mark.parametrize(
    "hostile",
    [
        *HOSTILE,
        "01",
        "no",
        "12:30",
        "1_000",
        "2024-01-01",
        "~",
        "1.875",
        "=",
        "@x",
        "*x",
        "a: b: c",
        "...",
        "x\ntemplate: y",
    ],
)
def test_front_matter_comes_back_as_it_went_in(hostile):
    assert yaml.safe_load(text.to_yaml({"title": hostile, "kind": "unit"})) == {
        "title": hostile,
        "kind": "unit",
    }


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_any_text_survives_front_matter_html_and_json(words):
    assert yaml.safe_load(text.to_yaml({"title": words})) == {"title": words}
    assert json.loads(text.to_script_json(words)) == words
    assert LexborHTMLParser(f"<p>{text.to_html(words)}</p>").css_first("p").text() == words
