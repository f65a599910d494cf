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
