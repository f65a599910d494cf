from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import text
from generator.problems import Fault
from generator.read import values
from generator.read.suggestions import closest, with_day, with_lost_zero
from generator.schema import Field


def code(parsed: object) -> str:
    assert isinstance(parsed, Fault), parsed
    return parsed.code


def is_plain(cell: str) -> bool:
    """Say whether a cell is a plain number, in other words than the parser's."""
    whole, dot, fraction = cell.partition(".")
    digits = set("0123456789")
    right = bool(whole) and set(whole) <= digits and (whole == "0" or whole[0] != "0")
    return right and (not dot or (bool(fraction) and set(fraction) <= digits)) and len(whole + fraction) <= 15


@given(st.text(alphabet="0123456789.,- eE+%٣１", max_size=18) | st.text(max_size=8))
@example("1875")
@example("0")
@example("0.50")
@example("1e5")
@example("１")
@example("1\n")
def test_the_number_parser_accepts_exactly_plain_numbers(cell):
    parsed = values.number(cell)
    assert isinstance(parsed, Decimal) == is_plain(cell)
    if isinstance(parsed, Decimal):
        assert text.plain(parsed) == cell


@given(st.decimals(min_value=0, max_value=10**10, allow_nan=False, places=4))
def test_every_number_that_is_printed_plainly_is_read_back_equal(value):
    assert values.number(text.plain(value)) == value


@pytest.mark.parametrize(
    ("cell", "expected", "suggestion"),
    [
        ("1.875.000", "number-grouped", "1875000"),
        ("1 875", "number-grouped", "1875"),
        ("1,875,000", "number-grouped", "1875000"),
        ("74,87", "number-decimal-comma", "74.87"),
        ("1.875,5", "number-decimal-comma", "1875.5"),
        ("0,125", "number-decimal-comma", "0.125"),
        ("07", "number-leading-zero", "7"),
        ("00", "number-leading-zero", "0"),
        ("-5", "number-negative", "5"),
        ("(5)", "number-negative", "5"),
        ("−5", "number-negative", "5"),
        ("1e5", "number-exponent", "100000"),
        ("1,4E+11", "number-exponent", "140000000000"),
        ("１８７５", "number-wide-digits", "1875"),
        ("75%", "number-percent", "75"),
        ("74,87 %", "number-percent", "74.87"),
        ("trên 394", "number-with-words", "394"),
        ("7 hội", "number-with-words", "7"),
        (">=5", "number-with-words", "5"),
        ("45,5 triệu đồng", "number-with-words", "45500000"),
    ],
)
def test_a_number_in_another_form_is_refused_with_the_plain_one(cell, expected, suggestion):
    fault = values.number(cell)
    assert (code(fault), fault.facts["suggestion"]) == (expected, suggestion)


def test_a_lone_separator_is_a_question():
    assert values.number("1,875") == Fault(
        "number-ambiguous", {"found": "1,875", "whole": "1875", "units": "1", "fraction": "875"}
    )


@pytest.mark.parametrize(
    "cell", ["NaN", "inf", "Infinity", "null", ".", "5.", "1.2.3", "1_000", "0x10", "1/2", "2-Jan"]
)
def test_what_is_no_number_is_malformed(cell):
    assert code(values.number(cell)) == "number-malformed"


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)))
@example(date(1945, 1, 1))
@example(date(2100, 12, 31))
def test_every_iso_date_is_read_back_equal(value):
    assert values.day(value.isoformat()) == value


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("6/9/2017", "date-rewritten"),
        ("06-09-17", "date-rewritten"),
        ("6/9/2017 0:00", "date-rewritten"),
        ("42984", "date-serial"),
        ("2017-13-01", "date-impossible"),
        ("2023-02-29", "date-impossible"),
        ("1944-12-31", "date-out-of-range"),
        ("2101-01-01", "date-out-of-range"),
        ("2017-9-6", "date-malformed"),
        ("2017", "date-malformed"),
        ("20170906", "date-malformed"),
        ("２０１７-09-06", "date-malformed"),
    ],
)
def test_a_date_in_another_form_is_refused(cell, expected):
    assert code(values.day(cell)) == expected


@pytest.mark.parametrize("cell", ["6-Sep-2017", "06-sep-17"])
def test_a_date_with_the_name_of_its_month_is_told_as_it_was(cell):
    assert values.day(cell) == Fault("date-rewritten", {"found": cell, "suggestion": "2017-09-06"})


def test_a_rewritten_date_is_told_in_both_readings_and_a_serial_in_its_one():
    assert values.day("6/9/2017").facts["suggestion"] == "2017-09-06 / 2017-06-09"
    assert values.day("22/9/2014").facts["suggestion"] == "2014-09-22"
    assert values.day("42984").facts["suggestion"] == "2017-09-06"


def test_lists_and_choices_are_exact():
    aliases = Field("aliases", "string", separator=";")
    level = Field("level", "string", enum=("tinh", "huyen", "xa"))
    assert values.parse("Hội CTĐ;CTĐ", aliases) == ("Hội CTĐ", "CTĐ")
    assert code(values.parse("a; b", aliases)) == "list-malformed"
    assert values.parse("xa", level) == "xa"
    assert values.parse("xã", level).facts["suggestion"] == "xa"
    types = Field("type", "string", enum=("thị trấn", "phường"))  # words that need no explanation
    assert values.parse("thị trân", types).facts["suggestion"] == "thị trấn"


def test_a_number_out_of_range_is_told_with_its_limits():
    bounds = {"minimum": (1, None), "maximum": (None, 9)}
    limits = [
        values.parse("10" if high else "0", Field("n", "integer", minimum=low, maximum=high)).facts["limits"]
        for low, high in zip(*bounds.values(), strict=True)
    ]
    assert limits == ["1–…", "…–9"]


def test_yes_and_no_are_only_the_words_of_the_contract():
    field = Field("required", "boolean", true_values=("yes",), false_values=("no",))
    assert values.parse("yes", field) is True
    assert values.parse("no", field) is False
    assert code(values.parse("Yes", field)) == "yes-no-malformed"


def test_codes_that_lost_their_zero_are_told_with_it():
    code_field = Field("code", "string", pattern=r"\d{2}|\d{3}|\d{5}")
    assert values.parse("5587", code_field).facts["suggestion"] == "05587"
    assert values.parse("8", code_field).facts["suggestion"] == "08"
    assert with_lost_zero("xa-5587-20250701") == "xa-05587-20250701"
    assert with_lost_zero("xa-05587") is None


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("≥", ">="),
        (">", ">="),
        ("=>", ">="),
        ("Trên", ">="),
        ("≤", "<="),
        ("<", "<="),
        ("gần", "<="),
        ("≈", "~"),
    ],
)
def test_a_sign_is_read_by_a_table_and_never_by_its_looks(cell, meant):
    signs = Field("qualifier", "string", enum=(">=", "<=", "~"))
    assert values.parse(cell, signs).facts["suggestion"] == meant


@pytest.mark.parametrize("cell", ["=", "!", "<>", "~~"])
def test_a_sign_that_is_not_in_the_table_has_no_suggestion(cell):
    assert "suggestion" not in values.parse(cell, Field("qualifier", "string", enum=(">=", "<=", "~"))).facts


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("chưa báo cáo", "not_reported"), ("Không áp dụng", "not_applicable"), ("không rõ", None)],
)
def test_a_value_is_known_by_the_words_that_explain_it(cell, meant):
    reasons = Field("missing", "string", enum=("not_reported", "not_applicable", "withheld"))
    assert values.parse(cell, reasons).facts.get("suggestion") == meant


def test_a_code_with_another_digit_and_a_short_word_are_never_close_to_anything():
    assert closest("xa-99999", ["xa-31999", "xa-99998"]) is None
    assert closest("bao-cao-2032", ["bao-cao-2023"]) is None
    assert closest("bao-ca-2023", ["bao-cao-2023"]) == "bao-cao-2023"
    assert closest("sun", ["sum"]) is None


def test_a_unit_is_found_by_its_code_with_and_without_its_day():
    assert with_day("xa-05602", ["xa-05602-20250701"]) == "xa-05602-20250701"
    assert with_day("xa-05590-20250701", ["xa-05590"]) == "xa-05590"
    assert with_day("xa-05602-20250107", ["xa-05602", "xa-05602-20250701"]) is None
    assert with_day("bao-cao-2023", ["bao-cao-2023-xa"]) is None


def test_the_closest_name_is_found_without_accents_and_not_at_any_price():
    assert closest("Định Hoá", ["Định Hóa", "Bình Yên"]) == "Định Hóa"
    assert closest("members_count", ["member_count", "assoc_count"]) == "member_count"
    assert closest("xyz", ["member_count"]) is None
