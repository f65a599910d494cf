"""Numbers in words, against a table counted by hand and against numbers said by the rules of school."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.number_words import in_figures, numbers_in, parse

FORMS = {
    "không": "0",
    "năm": "5",
    "mười": "10",
    "mười một": "11",
    "mười lăm": "15",
    "mười tư": "14",
    "hai mươi": "20",
    "hai mươi mốt": "21",
    "hăm mốt": "21",
    "hăm bảy": "27",
    "băm sáu": "36",
    "ba lăm": "35",
    "bốn tư": "44",
    "tám mươi nhăm": "85",
    "hai chục": "20",
    "một trăm": "100",
    "một trăm linh một": "101",
    "một trăm lẻ năm": "105",
    "chín trăm chín mươi chín": "999",
    "một trăm rưỡi": "150",
    "một nghìn tám trăm năm mươi bảy": "1857",
    "một ngàn tám trăm bảy mươi lăm": "1875",
    "hai nghìn không trăm hai mươi ba": "2023",
    "hai nghìn lẻ năm": "2005",
    "hai nghìn rưỡi": "2500",
    "ba vạn": "30000",
    "ba vạn năm trăm": "30500",
    "mười sáu triệu": "16000000",
    "một triệu rưỡi": "1500000",
    "một triệu hai trăm nghìn": "1200000",
    "hai triệu không trăm linh năm nghìn ba trăm": "2005300",
    "một tỷ hai trăm linh một triệu": "1201000000",
    "năm nghìn tỷ": "5000000000000",
    "hai phẩy năm": "2.5",
    "mười hai phẩy không năm": "12.05",
    "bảy mươi tư phẩy tám mươi bảy": "74.87",
    "Hai Mươi  Mốt": "21",
}
UNCLEAR = (
    "",
    "hăm",
    "chục",
    "trăm",
    "hàng trăm triệu",
    "vài chục",
    "hai ba",
    "hai trăm ba",
    "hai nghìn tám",
    "hai triệu ba",
    "hai triệu ba trăm",
    "một trăm năm",
    "mười năm",
    "một nghìn một triệu",
    "hai mươi, ba mươi",
    "linh năm",
    "tư",
    "mốt",
    "hai hội",
    "một phần ba",
)
TENS = ("", "mười", *(f"{digit} mươi" for digit in ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")))
UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def said(number: int) -> str:
    """Say a number below a million as it is taught at school."""
    if number >= 1000:
        rest = number % 1000
        tail = f" không trăm {_tail(rest)}" if 0 < rest < 100 else f" {said(rest)}" if rest else ""
        return f"{said(number // 1000)} nghìn{tail}"
    if number >= 100:
        return f"{UNITS[number // 100]} trăm {_tail(number % 100)}".strip()
    return _below_hundred(number)


def _tail(number: int) -> str:
    return f"linh {UNITS[number]}" if 0 < number < 10 else _below_hundred(number) if number else ""


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if not tens:
        return UNITS[unit]
    words = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}
    return f"{TENS[tens]} {words.get(unit, UNITS[unit])}".strip()


@pytest.mark.parametrize(("words", "value"), FORMS.items())
def test_a_form_of_the_table_is_its_number(words: str, value: str) -> None:
    number = parse(words)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize("words", UNCLEAR)
def test_words_that_are_no_number_or_may_be_two_give_nothing(words: str) -> None:
    assert parse(words) is None


def test_every_number_below_ten_thousand_is_read_as_it_is_said() -> None:
    wrong = [
        number for number in range(10_000) if (read := parse(said(number))) is None or read.value != number
    ]
    assert wrong == []


def test_larger_numbers_are_read_as_they_are_said() -> None:
    wrong = [number for number in range(10_000, 1_000_000, 997) if in_figures(said(number)) != str(number)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("trên hai nghìn người", "trên 2000 người"),
        ("nuôi dạy hai nhà trẻ", "nuôi dạy 2 nhà trẻ"),
        ("giúp một gia đình và hai mươi mốt hộ", "giúp 1 gia đình và 21 hộ"),
        ("hai mươi năm qua", "20 năm qua"),
        ("ba hội, bốn chi hội", "3 hội, 4 chi hội"),
    ],
)
def test_numbers_among_other_words_become_figures(text: str, figures: str) -> None:
    assert in_figures(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "năm 2023",
        "không tổ chức",
        "một số tổ chức hội",
        "hàng trăm triệu đồng",
        "phần thứ hai",
        "khởi nghĩa Hai Bà Trưng",
        "hai ba hội",
        "hai nghìn tám hội viên",
        "Ủy ban nhân dân",
        "riêng tư",
    ],
)
def test_words_that_only_sound_like_numbers_are_left_alone(text: str) -> None:
    assert numbers_in(text) == ()


def test_a_number_says_where_its_words_stand() -> None:
    text = "có hai mươi mốt hội"
    (number,) = numbers_in(text)
    assert text[number.start : number.end] == "hai mươi mốt"
