import unicodedata

import pytest

from generator.problems import Fault
from generator.read.encoding import decode

TEXT = "name\nHội Người cao tuổi xã Bình Yên, huyện Định Hóa\n"


def code(content: bytes) -> str | None:
    decoded = decode(content)
    return decoded.code if isinstance(decoded, Fault) else None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_as_it_is(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_plain_ascii_is_utf_8():
    assert decode(b"unit_id,level\nxa-05587,xa\n") == "unit_id,level\nxa-05587,xa\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_wide_encodings_are_recognised(encoding):
    assert code(TEXT.encode(encoding)) == "encoding-utf16"


def test_two_marks_are_one_too_many():
    assert code(b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig")) == "encoding-double-bom"


def test_windows_1258_is_told_with_the_word_that_gave_it_away():
    decomposed = "".join(
        letter if len(letter.encode("cp1258", "ignore")) else _with_tone_apart(letter) for letter in TEXT
    )
    fault = decode(decomposed.encode("cp1258"))
    assert fault == Fault("encoding-windows-1258", {"meant": "Hội"})


def _with_tone_apart(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones)) + "".join(tones)


def test_tcvn3_and_vni_are_told_apart():
    assert code("Héi Ng\xadêi cao tuæi x· B×nh Yªn".encode("cp1252")) == "encoding-tcvn3"
    assert code("Hoäi Ngöôøi cao tuoåi xaõ Bình Yeân".encode("cp1252")) == "encoding-vni"


def test_the_old_encodings_saved_as_utf_8_are_recognised_too():
    assert code("Héi Ng\xadêi cao tuæi x· B×nh Yªn".encode()) == "encoding-tcvn3"
    assert code("Hoäi Ngöôøi cao tuoåi xaõ Bình Yeân".encode()) == "encoding-vni"


@pytest.mark.parametrize("word", ["Hội", "Người", "Đảng", "ủy", "xã", "huyện", "thưởng", "chữ", "năm"])
def test_utf_8_read_as_windows_1252_and_saved_again_is_recognised(word):
    garbled = "".join(_as_windows_shows(byte) for byte in word.encode())
    assert decode(f"name\n{garbled}\n".encode()) == Fault(
        "encoding-mojibake", {"found": garbled, "meant": word}
    )


def _as_windows_shows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    "text",
    ["« chữ á » ở mục II", "Ea H'leo, Đắk Nông, Cư M'gar", "São Paulo, Malmö, Curaçao", "25 m², 30 °C"],
)
def test_right_text_is_not_suspected(text):
    assert decode(text.encode()) == text


def test_bytes_of_no_known_encoding_are_refused_without_a_guess():
    assert code(b"name\n\xff\xfe\xfd\xfc\n") == "encoding-unknown"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", ".xlsx"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, ".xls"),
    ],
)
def test_a_workbook_under_another_name_is_recognised(content, kind):
    assert decode(content) == Fault("file-workbook", {"kind": kind})


def test_letters_that_became_question_marks_are_told_with_one_of_the_words():
    lost = "H?i Ng??i cao tu?i, huy?n ??nh Hóa, m?c I, m?c II, xã Bình Yên"
    for encoding in ("utf-8", "cp1252"):
        assert decode(lost.encode(encoding)) == Fault("encoding-letters-lost", {"found": "H?i"})


@pytest.mark.parametrize(
    "text",
    [
        "https://a.vn/x?y=1 https://a.vn/t?so=2 https://a.vn/z?trang=3 ?a ?b ?c",
        "Có hội không?Có. Có hội viên không?Có. Có quỹ không?Không.",
        "Thế nào? vì sao? bao nhiêu? ai? đâu?",
        "m?c I, m?c II",
    ],
)
def test_a_question_mark_that_a_person_wrote_is_none_that_a_letter_became(text):
    assert code(text.encode()) is None


def test_a_syllable_without_the_tone_that_its_end_asks_for_gives_an_old_font_away():
    assert decode('phô lôc "A"'.encode()) == Fault("encoding-tcvn3", {"meant": "phụ"})
    assert code("xã Krông Pôt có 7 hội".encode()) is None
