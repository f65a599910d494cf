import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.characters import are_clean, are_everyday, fault_of


def code(cell: str, *, is_text: bool = True) -> str | None:
    fault = fault_of(cell, is_text=is_text)
    return None if fault is None else fault.code


@pytest.mark.parametrize(
    "cell",
    [
        "Hội Người cao tuổi xã Bình Yên",
        "Cư M'gar, Ea H'leo, Đắk Mil",
        "“mục I”, gạch đầu dòng 1 (số lượng hội) – 74,87% ≥ 25 m²",
        "chữ HOA: ẰẲẴẮẶ ỜỞỠỚỢ Đ",
        "</script> [x](javascript:alert(1)) {{ 7*7 }}",
    ],
)
def test_ordinary_text_passes(cell):
    assert code(cell) is None


@pytest.mark.parametrize("sign", [chr(n) for n in (0, 7, 8, 0x1B, 0x7F, 0x80, 0x9F)])
def test_control_characters_are_refused_anywhere(sign):
    assert code(f"a{sign}b") == "character-control"
    assert code(f"a{sign}b", is_text=False) == "character-control"


@pytest.mark.parametrize(
    "sign",
    [
        "\u00ad",
        "\u200b",
        "\u200d",
        "\u200e",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2069",
        "\u061c",
        "\ufeff",
    ],
)
def test_invisible_and_turning_signs_are_refused(sign):
    assert code(f"Bình{sign}Yên") == "character-invisible"


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0000", "\ufdd0", "\uffff", "\ufffd"])
def test_signs_that_no_machine_shows_are_refused(sign):
    assert code(f"a{sign}") == "character-unusable"


@pytest.mark.parametrize("sign", ["\n", "\r", "\u2028", "\u0085"])
def test_a_cell_is_one_line(sign):
    assert code(f"a{sign}b") == "character-line-break"


@pytest.mark.parametrize("cell", ["Bình Yên", "Đắk Nông", "Thừa Thiên Huế"])
def test_decomposed_text_is_refused_with_the_composed(cell):
    fault = fault_of(unicodedata.normalize("NFD", cell), is_text=True)
    assert (fault.code, fault.facts["suggestion"]) == ("text-not-nfc", cell)


@pytest.mark.parametrize("cell", [" a", "a ", "a  b"])
def test_stray_spaces_are_refused(cell):
    assert code(cell) == "space-stray"


def test_special_spaces_are_refused_with_plain_ones():
    assert fault_of("\u00a0Bình\u00a0 Yên\u3000", is_text=True).facts["suggestion"] == "Bình Yên"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_text_that_spreadsheets_take_for_a_formula_is_refused(sign):
    assert code(f"{sign}1+1") == "formula-cell"


def test_a_formula_sign_matters_in_free_text_only():
    assert code(">=", is_text=False) is None
    assert code("-5", is_text=False) is None


@pytest.mark.parametrize("letter", ["\u0435", "\u0430", "\u03bf", "\u0391", "Ａ", "字"])
def test_letters_of_other_alphabets_are_refused(letter):
    assert code(f"Bình Y{letter}n") == "letter-foreign"


def test_a_cell_has_two_thousand_characters_at_most():
    assert code("x" * 2000) is None
    assert code("x" * 2001) == "cell-too-long"


SIGNS = "aAđỄã =+-@.,\n\r\t\x00\x7f\u00a0\u00ad\u0301\u200b\u202e\u0430ßÄÃ“–…≥\ufeff\ufffd\ue000"


@given(st.lists(st.text(st.sampled_from(SIGNS) | st.characters(), min_size=1, max_size=6)), st.booleans())
def test_cells_that_are_clean_together_are_clean_one_by_one(cells, is_text):
    if are_clean(cells, is_text=is_text):
        assert [fault_of(cell, is_text=is_text) for cell in cells] == [None] * len(cells)


def test_the_names_of_places_are_recognised_as_clean_at_one_glance():
    assert are_clean(["Zà Hung", "Cư Jút", "M'Drắk", "Phường 1", "Đắk R'Lấp", "ĐỒNG XOÀI"], is_text=True)
    assert not are_clean(["Bình Yên", "Bình Yên "], is_text=True)
    assert not are_clean(["x" * 2001], is_text=False)


@pytest.mark.parametrize("sign", ["\u0430", "ß", "ø", "\u0301", "\u00a0", "\x00", "Ä", "\U000e0041"])
def test_an_unusual_sign_is_never_everyday(sign):
    assert not are_everyday(f"Bình Y{sign}n")
